//! Where a plan is judged: its records, and the time it is judged for.

use jiff::Span;
use jiff::civil::Date;

use super::rule::{Check, Months, Requirement};
use super::{Finding, co_creation, meetings, public, reports, rolling};
use crate::base::date::{FuzzyDate, human_day};
use crate::model::commitment::Commitment;
use crate::model::field::{Field, where_to_set};
use crate::model::meeting::{Meeting, MeetingKind};
use crate::model::plan::Plan;
use crate::model::workspace::Workspace;

/// The records of a plan, and the time it is judged for.
pub(super) struct Bench<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) plan: &'w Plan,
    pub(super) today: Date,
    /// The day from which on it is judged: that of its publication, else its first.
    pub(super) begin: Option<Date>,
    /// Its last day.
    pub(super) end: Option<Date>,
    /// The last day of the requirement that is judged; `None` where it is in force still.
    rule_until: Option<Date>,
}

impl<'w> Bench<'w> {
    pub(super) fn new(workspace: &'w Workspace, plan: &'w Plan, today: Date) -> Self {
        Self {
            begin: plan.begins(),
            end: plan.ends(),
            rule_until: None,
            workspace,
            plan,
            today,
        }
    }

    /// Tells whether a requirement was in force while the plan ran, or while it was made for one about
    /// that.
    pub(super) fn is_bound_by(&self, requirement: &Requirement) -> bool {
        let (begin, end) = if requirement.check.is_about_co_creation() {
            let made = self.plan.co_creation.began.or(self.begin);
            (made, made)
        } else {
            (self.begin, self.end)
        };
        let too_late = requirement
            .from
            .is_some_and(|from| end.is_some_and(|end| end < from));
        let too_early = requirement
            .until
            .is_some_and(|until| begin.is_some_and(|begin| until < begin));
        !too_late && !too_early
    }

    /// Returns the bench for the time of the plan in which a requirement was in force.
    pub(super) fn while_in_force(mut self, requirement: &Requirement) -> Self {
        if !requirement.check.is_about_reports() {
            self.begin = self
                .begin
                .max(requirement.from.filter(|_| self.begin.is_some()));
            self.rule_until = requirement.until;
            self.end = match (self.end, requirement.until) {
                (Some(end), Some(until)) => Some(end.min(until)),
                (end, until) => end.or(until),
            };
        }
        self
    }

    pub(super) fn judge(&self, check: &Check) -> Finding {
        match check {
            Check::Apart { kinds, months } => meetings::apart(self, kinds, *months),
            Check::EachYear {
                kinds,
                at_least,
                heard,
            } => meetings::each_year(self, kinds, *at_least, *heard),
            Check::BothSides { kinds } => meetings::both_sides(self, kinds),
            Check::RulesPublic => public::rules(self),
            Check::Website => public::website(self),
            Check::Published { at_least } => public::published(self, *at_least),
            Check::Evidence { months } => public::evidence(self, *months),
            Check::MinutesInTime => public::minutes_in_time(self),
            Check::KeptUpToDate => rolling::kept_up_to_date(self),
            Check::Additions => rolling::additions(self),
            Check::Announced { days } => co_creation::announced(self, *days),
            Check::Outreach => co_creation::outreach(self),
            Check::Inputs => co_creation::inputs(self),
            Check::Response => co_creation::response(self),
            Check::SelfAssessment { report, months } => reports::in_time(self, *report, *months),
            Check::Comments { report, days } => reports::comments(self, *report, *days),
        }
    }

    /// Returns the last day that is judged: today, or the plan's last.
    pub(super) fn until(&self) -> Date {
        self.end.map_or(self.today, |end| end.min(self.today))
    }

    /// Returns the last day on which the plan surely ran: where only the year or the month of its end is
    /// known, it may have ended on the first day of that.
    pub(super) fn surely_until(&self) -> Date {
        let first = self.plan.end.and_then(FuzzyDate::first_day);
        let first = first.filter(|_| self.is_over());
        first.map_or(self.until(), |first| first.min(self.until()))
    }

    /// Returns when the plan, or the time it is judged for, ended: `on 31 Dec 2018`, `in 2018`.
    pub(super) fn ended(&self) -> String {
        match self.plan.end {
            Some(end) if self.end == end.last_day() && !matches!(end, FuzzyDate::Day(_)) => {
                format!("in {}", end.human())
            }
            _ => format!("on {}", human_day(self.until())),
        }
    }

    /// Returns the day the plan began, where it is known to the day.
    pub(super) fn began(&self) -> Option<Date> {
        let is_exact = self.plan.published.is_some()
            || matches!(self.plan.start, Some(FuzzyDate::Day(_)))
            || self.begin != self.plan.begins();
        self.begin.filter(|_| is_exact)
    }

    /// Tells whether the plan has ended.
    pub(super) fn is_over(&self) -> bool {
        self.end.is_some_and(|end| end < self.today)
    }

    /// Returns the meetings of these kinds about the plan, in order, those after its end among them: they
    /// still review it.
    pub(super) fn held(&self, kinds: &[MeetingKind]) -> Vec<&'w Meeting> {
        let begin = self.begin.unwrap_or(Date::MIN);
        let last = self
            .rule_until
            .map_or(self.today, |until| until.min(self.today));
        let meetings = self.workspace.meetings().values().map(AsRef::as_ref);
        let mut held: Vec<&Meeting> = meetings
            .filter(|meeting| meeting.was_held())
            .filter(|meeting| meeting.plan == self.plan.id)
            .filter(|meeting| kinds.contains(&meeting.kind))
            .filter(|meeting| meeting.date >= begin && meeting.date <= last)
            .collect();
        held.sort_by(|one, other| (one.date, &one.id).cmp(&(other.date, &other.id)));
        held
    }

    /// Returns the commitments of the plan that are not in the bin.
    pub(super) fn commitments(&self) -> impl Iterator<Item = &'w Commitment> {
        let all = self.workspace.commitments().values().map(AsRef::as_ref);
        let plan = &self.plan.id;
        all.filter(move |c: &&Commitment| c.plan == *plan && c.binned.is_none())
    }

    /// Returns the number of months, `None` where the plan promises no cadence.
    pub(super) fn months(&self, months: Months) -> Option<u8> {
        match months {
            Months::Fixed(months) => Some(months),
            Months::Cadence => Some(self.plan.cadence_months).filter(|months| *months > 0),
        }
    }

    /// Says that it cannot be told because fields of the plan hold nothing.
    pub(super) fn missing(&self, fields: &[Field], why: impl Into<String>) -> Finding {
        Finding {
            hint: Some(where_to_set(&self.plan.id, fields)),
            ..Finding::cannot_tell(why)
        }
    }
}

/// Returns the day so many months later.
pub(super) fn months_after(day: Date, months: u8) -> Date {
    day.saturating_add(Span::new().months(i64::from(months)))
}

/// Returns a number with its noun: `1 day`, `4 months`.
pub(super) fn count(number: impl Into<i64>, noun: &str) -> String {
    let number = number.into();
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
