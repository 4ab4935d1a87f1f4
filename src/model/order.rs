//! What ends before it begins: nobody's meeting, attendance, promise or plan does.

use super::commitment::{Commitment, Milestone};
use super::meeting::{Attendance, Meeting};
use super::plan::Plan;
use crate::base::clock::{ClockTime, Stamp};
use crate::base::date::FuzzyDate;

/// Says how a meeting ends before it begins.
pub fn of_meeting(meeting: &Meeting) -> Option<String> {
    times(meeting.began, meeting.closed)
        .map(|(began, closed)| format!("it began at {began} and was closed at {closed}"))
}

/// Says how somebody left before they came.
pub fn of_attendance(line: &Attendance) -> Option<String> {
    times(line.arrived, line.left.and_then(Stamp::time))
        .map(|(arrived, left)| format!("they came at {arrived} and left at {left}"))
}

/// Says how a commitment ends before it starts.
pub fn of_commitment(commitment: &Commitment) -> Option<String> {
    dates(commitment.start, commitment.end)
        .map(|(start, end)| format!("it starts {start} and ends {end}"))
}

/// Says how a milestone is due before it starts.
pub fn of_milestone(milestone: &Milestone) -> Option<String> {
    dates(milestone.start, milestone.due)
        .map(|(start, due)| format!("it starts {start} and is due {due}"))
}

/// Says how a plan ends before it starts.
pub fn of_plan(plan: &Plan) -> Option<String> {
    dates(plan.start, plan.end).map(|(start, end)| format!("it starts {start} and ends {end}"))
}

fn times(from: Option<ClockTime>, until: Option<ClockTime>) -> Option<(ClockTime, ClockTime)> {
    from.zip(until)
        .filter(|(from, until)| !from.may_last_until(*until))
}

fn dates(from: Option<FuzzyDate>, until: Option<FuzzyDate>) -> Option<(String, String)> {
    let (from, until) = (from?, until?);
    let is_before = until.last_day()? < from.first_day()?;
    is_before.then(|| (from.human(), until.human()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_past_midnight_ends_after_it_begins_and_one_that_goes_back_in_the_day_does_not() {
        let time = |text: &str| text.parse().ok();
        for (from, until) in [("22:30", "00:40"), ("10:00", "10:00"), ("09:00", "23:00")] {
            assert_eq!(times(time(from), time(until)), None, "{from} to {until}");
        }
        for (from, until) in [("12:00", "10:00"), ("10:00", "09:59")] {
            let found = times(time(from), time(until));
            assert_eq!(found, time(from).zip(time(until)), "{from} to {until}");
        }
    }

    #[test]
    fn dates_are_in_order_as_far_as_they_can_be_told_apart() {
        let date = |text: &str| text.parse().ok();
        for (from, until) in [
            ("2018", "2018-03"),
            ("2018-03", "2018"),
            ("2018", "Ongoing"),
        ] {
            assert_eq!(dates(date(from), date(until)), None, "{from} to {until}");
        }
        assert!(dates(date("2018-03"), date("2018-02-28")).is_some());
    }
}
