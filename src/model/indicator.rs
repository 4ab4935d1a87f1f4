//! The indicators of the independent reviewer: which there are for a plan, and how each is entered.
//!
//! | indicator | plans |
//! |---|---|
//! | specificity | to 2016 |
//! | verifiable, relevant | all |
//! | potential impact | to 2019 |
//! | potential for results, promising, early results | from 2020 |
//! | mid-term completion | to 2016; the one reading of plans to 2012 is this |
//! | completion at the end of term | from 2013 |
//! | did it open government, over all and in each value | 2013 to 2019 |
//! | starred | to 2019 |
//! | carried forward | 2013 to 2016 |
//!
//! Source: the editions of 2016 and 2024 of the OGP's data. Where a plan of 2020 was still asked whether
//! it opened government, its era is that of the plans before.

use super::assessment::{Assessment, OgpValue, OpenedIn, Reading, Scale};
use super::plan::AssessmentEra;
use Indicator as I;

/// Something that the reviewer concluded about each commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is that indicator")]
pub enum Indicator {
    Specificity,
    Verifiable,
    Relevant,
    PotentialImpact,
    PotentialForResults,
    Promising,
    MidTerm,
    EndOfTerm,
    OpenedGovernment,
    OpenedAccess,
    OpenedParticipation,
    OpenedAccountability,
    EarlyResults,
    Starred,
    CarriedForward,
}

impl Indicator {
    /// Every indicator, in the order of the reviewer's tables.
    pub const ALL: [Self; 15] = [
        I::Specificity,
        I::Verifiable,
        I::Relevant,
        I::PotentialImpact,
        I::PotentialForResults,
        I::Promising,
        I::MidTerm,
        I::EndOfTerm,
        I::OpenedGovernment,
        I::OpenedAccess,
        I::OpenedParticipation,
        I::OpenedAccountability,
        I::EarlyResults,
        I::Starred,
        I::CarriedForward,
    ];

    /// Tells whether the reviewers of that era gave it.
    pub fn is_of(self, era: AssessmentEra) -> bool {
        use AssessmentEra as E;
        match self {
            I::Verifiable | I::Relevant => true,
            I::Specificity | I::MidTerm => matches!(era, E::First | E::MidAndEndOfTerm),
            I::PotentialImpact | I::Starred => era != E::Results,
            I::PotentialForResults | I::Promising | I::EarlyResults => era == E::Results,
            I::EndOfTerm => era != E::First,
            I::OpenedGovernment
            | I::OpenedAccess
            | I::OpenedParticipation
            | I::OpenedAccountability => matches!(era, E::MidAndEndOfTerm | E::EndOfTerm),
            I::CarriedForward => era == E::MidAndEndOfTerm,
        }
    }

    /// Returns those of an era, in order.
    pub fn of(era: AssessmentEra) -> Vec<Self> {
        Self::ALL.into_iter().filter(|one| one.is_of(era)).collect()
    }

    /// Returns what it is called, lower case.
    pub fn words(self) -> &'static str {
        match self {
            I::Specificity => "specificity",
            I::Verifiable => "verifiable",
            I::Relevant => "relevant",
            I::PotentialImpact => "potential impact",
            I::PotentialForResults => "potential for results",
            I::Promising => "promising",
            I::MidTerm => "mid-term",
            I::EndOfTerm => "end of term",
            I::OpenedGovernment => "opened government",
            I::OpenedAccess => "opened access to information",
            I::OpenedParticipation => "opened civic participation",
            I::OpenedAccountability => "opened public accountability",
            I::EarlyResults => "early results",
            I::Starred => "starred",
            I::CarriedForward => "carried forward",
        }
    }

    /// Returns everything that can be entered, in words: that nothing is known first, then each value,
    /// then the three reasons why there is none.
    pub fn options(self) -> Vec<&'static str> {
        self.slot(&mut Assessment::default(), |slot| slot.options())
    }

    /// Returns what an assessment says of it, in words.
    pub fn shown(self, assessment: &Assessment) -> &'static str {
        self.slot(&mut assessment.clone(), |slot| slot.words())
    }

    /// Enters what was typed; returns false where that is nothing of its scale.
    pub fn enter(self, assessment: &mut Assessment, typed: &str) -> bool {
        self.slot(assessment, |slot| slot.enter(typed))
    }

    /// Lends the place where an assessment holds it.
    fn slot<R>(self, held: &mut Assessment, with: impl FnOnce(&mut dyn Slot) -> R) -> R {
        match self {
            I::Specificity => with(&mut held.specificity),
            I::Verifiable => with(&mut held.verifiable),
            I::Relevant => with(&mut held.relevant),
            I::PotentialImpact => with(&mut held.potential_impact),
            I::PotentialForResults => with(&mut held.potential_for_results),
            I::Promising => with(&mut held.promising),
            I::MidTerm => with(&mut held.mid_term),
            I::EndOfTerm => with(&mut held.end_of_term),
            I::OpenedGovernment => with(&mut held.opened_government),
            I::OpenedAccess => opened(held, OgpValue::AccessToInformation, with),
            I::OpenedParticipation => opened(held, OgpValue::CivicParticipation, with),
            I::OpenedAccountability => opened(held, OgpValue::PublicAccountability, with),
            I::EarlyResults => with(&mut held.early_results),
            I::Starred => with(&mut held.starred),
            I::CarriedForward => with(&mut held.carried_forward),
        }
    }
}

/// Lends the conclusion on one value; where nothing is entered there is no entry.
fn opened<R>(held: &mut Assessment, value: OgpValue, with: impl FnOnce(&mut dyn Slot) -> R) -> R {
    let all = &mut held.opened_in;
    let place = all.iter().position(|opened| opened.value == value);
    let known = place.map(|place| all.remove(place).result);
    let mut result = known.unwrap_or_default();
    let done = with(&mut result);
    if !result.is_unknown() {
        let place = place.unwrap_or(all.len());
        all.insert(place, OpenedIn { value, result });
    }
    done
}

/// A place for the reading of one indicator.
trait Slot {
    fn words(&self) -> &'static str;
    fn options(&self) -> Vec<&'static str>;
    fn enter(&mut self, typed: &str) -> bool;
}

impl<T: Scale> Slot for Reading<T> {
    fn words(&self) -> &'static str {
        Self::words(*self)
    }

    fn options(&self) -> Vec<&'static str> {
        Self::all().into_iter().map(Self::words).collect()
    }

    fn enter(&mut self, typed: &str) -> bool {
        let typed = Self::typed(typed);
        if let Some(reading) = typed {
            *self = reading;
        }
        typed.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_era_has_its_indicators() {
        use AssessmentEra as E;
        // indicator, plans to 2012, of 2013 to 2016, of 2017 to 2019, from 2020
        let table = [
            ("specificity", "yes yes - -"),
            ("verifiable", "yes yes yes yes"),
            ("relevant", "yes yes yes yes"),
            ("potential impact", "yes yes yes -"),
            ("potential for results", "- - - yes"),
            ("promising", "- - - yes"),
            ("mid-term", "yes yes - -"),
            ("end of term", "- yes yes yes"),
            ("opened government", "- yes yes -"),
            ("opened access to information", "- yes yes -"),
            ("opened civic participation", "- yes yes -"),
            ("opened public accountability", "- yes yes -"),
            ("early results", "- - - yes"),
            ("starred", "yes yes yes -"),
            ("carried forward", "- yes - -"),
        ];
        let eras = [E::First, E::MidAndEndOfTerm, E::EndOfTerm, E::Results];
        let found = Indicator::ALL.map(|one| {
            let known = eras.map(|era| if one.is_of(era) { "yes" } else { "-" });
            (one.words(), known.join(" "))
        });
        assert_eq!(
            found
                .each_ref()
                .map(|(words, eras)| (*words, eras.as_str())),
            table
        );
    }

    #[test]
    fn every_option_is_entered_and_read_again() {
        for one in Indicator::ALL {
            let mut held = Assessment::default();
            let options = one.options();
            assert_eq!(options.first(), Some(&"not known"));
            assert!(options.ends_with(&["no data", "not reviewed", "not applicable"]));
            for option in options.iter().rev() {
                assert!(one.enter(&mut held, option), "{} {option}", one.words());
                assert_eq!(one.shown(&held), *option, "{}", one.words());
            }
            assert!(held.is_empty(), "{}: nothing is entered again", one.words());
        }
    }

    #[track_caller]
    fn check(one: Indicator, typed: &str, expected: &str) {
        let mut held = Assessment::default();
        assert!(one.enter(&mut held, "nr"));
        let shown = if one.enter(&mut held, typed) {
            one.shown(&held)
        } else {
            "refused"
        };
        assert_eq!(shown, expected, "{} {typed}", one.words());
    }

    #[test]
    fn the_ways_to_say_nothing_are_kept_apart() {
        check(I::EndOfTerm, "ND", "no data");
        check(I::EndOfTerm, "na", "not applicable");
        check(I::EndOfTerm, "Not-Reviewed", "not reviewed");
        check(I::EndOfTerm, "none", "not known");
        check(I::EndOfTerm, "NS", "not started");
        check(I::EndOfTerm, "starred", "refused");
        // Where the scale has a value of that name it is that value.
        check(I::Specificity, "none", "none");
        check(I::PotentialImpact, "none", "none");
        check(I::PotentialImpact, "nothing", "not known");
        check(I::OpenedAccess, "did-not-change", "did not change");
        check(I::OpenedAccess, "NA", "not applicable");
        check(I::OpenedAccess, "nothing", "not known");
        check(I::EarlyResults, "No notable results", "no notable results");
        check(I::PotentialForResults, "Modest", "modest");
    }
}
