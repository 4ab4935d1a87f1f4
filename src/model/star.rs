//! The star of a model commitment, by the rule of the year in which it was assessed.
//!
//! | assessed | rule |
//! |---|---|
//! | before June 2014 | relevant, moderate or transformative impact, substantially complete |
//! | until March 2015 | the same, and at least medium specificity |
//! | since April 2015 | the same, and transformative impact; verifiable takes the place of specific |
//!
//! Source: OGP Explorer, help texts, and the criteria for starred commitments; measured on the
//! Explorer's data of 2016, which `tests/it/star.rs` repeats. The rule is computed only to be compared
//! with what the reviewer recorded, which alone counts.

use std::sync::Arc;

use super::assessment::{Ambition, Answer, Assessment, Impact, Reading, Specificity};
use super::commitment::Commitment;
use super::edit::{Change, Edit};
use super::plan::Plan;
use super::status::Status;
use super::workspace::Workspace;

/// The rule by which a commitment is starred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StarRule {
    /// Of assessments before June 2014.
    BeforeJune2014,
    /// Of assessments from June 2014 to March 2015.
    UntilMarch2015,
    /// Of assessments since April 2015.
    SinceApril2015,
}

impl StarRule {
    /// Returns the rule in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::BeforeJune2014 => "before June 2014",
            Self::UntilMarch2015 => "until March 2015",
            Self::SinceApril2015 => "since April 2015",
        }
    }

    /// Returns the rule of the progress report on a plan, by the year the plan begins: the reports on
    /// plans of 2011 and 2012 came out until early 2014, those on plans of 2013 until early 2015.
    pub fn of_mid_term(plan: &Plan) -> Self {
        let begins = plan.start.and_then(crate::base::date::FuzzyDate::first_day);
        match begins.or(plan.published).map(jiff::civil::Date::year) {
            Some(..=2012) => Self::BeforeJune2014,
            Some(2013) => Self::UntilMarch2015,
            _ => Self::SinceApril2015,
        }
    }

    /// Tells whether a commitment of that completion is starred; `None` where too little is known.
    pub fn stars(self, assessment: &Assessment, completion: Reading<Status>) -> Option<bool> {
        let relevant = known(assessment.relevant).map(|answer| answer == Answer::Yes);
        let far = known(completion)
            .map(|status| matches!(status, Status::Substantial | Status::Complete));
        let specific = known(assessment.specificity)
            .map(|specific| matches!(specific, Specificity::Medium | Specificity::High));
        let verifiable = known(assessment.verifiable).map(|answer| answer == Answer::Yes);
        let clear = match self {
            Self::BeforeJune2014 => Some(true),
            Self::UntilMarch2015 => specific,
            Self::SinceApril2015 => verifiable.or(specific),
        };
        all([relevant, far, clear, self.has_impact(assessment)])
    }

    /// Tells whether it could change enough. Where only the ambition is known, a low one could not, and
    /// a high one is moderate at least.
    fn has_impact(self, assessment: &Assessment) -> Option<bool> {
        let moderate_is_enough = self != Self::SinceApril2015;
        if let Some(impact) = known(assessment.potential_impact) {
            let enough = match impact {
                Impact::None | Impact::Minor => false,
                Impact::Moderate => moderate_is_enough,
                Impact::Transformative => true,
            };
            return Some(enough);
        }
        match known(assessment.ambition)? {
            Ambition::Low => Some(false),
            Ambition::High => moderate_is_enough.then_some(true),
        }
    }
}

/// What the rule says of a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// The rule.
    pub rule: StarRule,
    /// Whether it is starred by it.
    pub starred: bool,
}

impl Computed {
    /// Returns what the rule says in words: `no, as was asked since April 2015`.
    pub fn words(self) -> String {
        let starred = if self.starred { "yes" } else { "no" };
        format!("{starred}, as was asked {}", self.rule.words())
    }
}

/// Computes the star of a commitment of a plan: the one at the end of term, which is final, where its
/// ratings decide, else the one of the progress report. `None` where too little is known.
///
/// Plans that began before 2013 had no reading at the end of their term.
pub fn computed(plan: &Plan, assessment: &Assessment) -> Option<Computed> {
    let at_mid_term = StarRule::of_mid_term(plan);
    let at_end = match at_mid_term {
        StarRule::BeforeJune2014 => None,
        StarRule::UntilMarch2015 | StarRule::SinceApril2015 => Some(StarRule::SinceApril2015),
    };
    let readings = [
        (at_end, assessment.end_of_term),
        (Some(at_mid_term), assessment.mid_term),
    ];
    readings.into_iter().find_map(|(rule, completion)| {
        let rule = rule?;
        let starred = rule.stars(assessment, completion)?;
        Some(Computed { rule, starred })
    })
}

/// Returns what the rule says where that is not what is recorded.
pub fn differs(plan: &Plan, assessment: &Assessment) -> Option<Computed> {
    let recorded = known(assessment.starred)? == Answer::Yes;
    computed(plan, assessment).filter(|computed| computed.starred != recorded)
}

/// Tells whether an edit changes what the reviewer concluded.
pub fn is_assessed(edit: &Edit) -> bool {
    let Edit::Commitment(Change { before, after, .. }) = edit else {
        return false;
    };
    let held = |side: &Option<Arc<Commitment>>| side.as_ref().map(|held| held.assessment.clone());
    held(before).unwrap_or_default() != held(after).unwrap_or_default()
}

/// Returns what the rule says of the commitment of an edit that changed its assessment, where that is not
/// what is recorded by then: `UK0063 is starred by the rule: no, as was asked since April 2015`.
pub fn remark(workspace: &Workspace, edit: &Edit) -> Option<String> {
    let Edit::Commitment(Change { after, .. }) = edit else {
        return None;
    };
    let after = after.as_ref().filter(|_| is_assessed(edit))?;
    let plan = workspace.plans().get(&after.plan)?;
    let computed = differs(plan, &after.assessment)?;
    Some(format!(
        "{} is starred by the rule: {}",
        after.id,
        computed.words()
    ))
}

fn known<T: Copy>(reading: Reading<T>) -> Option<T> {
    match reading {
        Reading::Is(value) => Some(value),
        _ => None,
    }
}

/// Tells whether all hold; one that does not decides, whatever else is unknown.
fn all<const N: usize>(conditions: [Option<bool>; N]) -> Option<bool> {
    if conditions.contains(&Some(false)) {
        return Some(false);
    }
    conditions.iter().all(Option::is_some).then_some(true)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::PlanId;

    fn starred() -> Assessment {
        Assessment {
            specificity: Reading::Is(Specificity::High),
            relevant: Reading::Is(Answer::Yes),
            potential_impact: Reading::Is(Impact::Transformative),
            mid_term: Reading::Is(Status::Complete),
            ..Assessment::default()
        }
    }

    fn plan(year: &str) -> Plan {
        Plan {
            start: Some(year.parse().unwrap()),
            ..Plan::new(PlanId::parse("p").unwrap(), "A plan")
        }
    }

    #[track_caller]
    fn check(year: &str, change: impl FnOnce(&mut Assessment), expected: Option<bool>) {
        let mut assessment = starred();
        change(&mut assessment);
        let computed = computed(&plan(year), &assessment);
        assert_eq!(computed.map(|computed| computed.starred), expected);
    }

    #[test]
    fn the_rule_of_the_year_decides() {
        let [first, second, third] = [
            StarRule::BeforeJune2014,
            StarRule::UntilMarch2015,
            StarRule::SinceApril2015,
        ];
        let rules = ["2012", "2013", "2014"].map(|year| StarRule::of_mid_term(&plan(year)));
        assert_eq!(rules, [first, second, third]);
        let mut held = starred();
        held.potential_impact = Reading::Is(Impact::Moderate);
        let by = |rule: StarRule, held: &Assessment| rule.stars(held, held.mid_term);
        assert_eq!(
            [first, second, third].map(|rule| by(rule, &held)),
            [Some(true), Some(true), Some(false)]
        );
        held.specificity = Reading::Is(Specificity::Low);
        assert_eq!(
            [first, second].map(|rule| by(rule, &held)),
            [Some(true), Some(false)]
        );
    }

    #[test]
    fn the_end_of_term_is_final_and_judged_by_the_latest_rule() {
        check(
            "2013",
            |a| a.end_of_term = Reading::Is(Status::Limited),
            Some(false),
        );
        check(
            "2013",
            |a| {
                a.potential_impact = Reading::Is(Impact::Moderate);
                a.end_of_term = Reading::Is(Status::Complete);
            },
            Some(false),
        );
        check("2016", |a| a.end_of_term = Reading::NotReviewed, Some(true));
        // Whatever its completion, a moderate impact is not enough at the end.
        check(
            "2013",
            |a| a.potential_impact = Reading::Is(Impact::Moderate),
            Some(false),
        );
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        check("2016", |a| a.relevant = Reading::NoData, None);
        check("2016", |a| a.mid_term = Reading::Unknown, None);
        let only_ambition = |ambition| {
            move |a: &mut Assessment| {
                a.potential_impact = Reading::Unknown;
                a.ambition = Reading::Is(ambition);
            }
        };
        check("2016", only_ambition(Ambition::High), None);
        check("2016", only_ambition(Ambition::Low), Some(false));
        check("2012", only_ambition(Ambition::High), Some(true));
    }

    #[test]
    fn a_star_that_the_rule_does_not_give_is_told() {
        let mut assessment = starred();
        assessment.starred = Reading::Is(Answer::No);
        let told = differs(&plan("2016"), &assessment);
        let rule = StarRule::SinceApril2015;
        assert_eq!(
            told,
            Some(Computed {
                rule,
                starred: true
            })
        );
        assessment.starred = Reading::NotReviewed;
        assert_eq!(differs(&plan("2016"), &assessment), None);
    }
}
