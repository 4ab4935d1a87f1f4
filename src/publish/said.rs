//! What the sides say of a promise, as far as it may be told which side says it.

use super::attribution::{Censor, Outgoing};
use super::document::Line;
use super::reading::Reading;
use crate::model::later::in_order_of;
use crate::model::{Side, Standing, Status, Update};

/// Returns a line behind what it is called, with a full stop; nothing where there is none.
pub(super) fn under(words: &'static str, line: Line) -> Line {
    if line.is_empty() {
        return line;
    }
    Line::new().own(words).line(line).stop()
}

/// Returns a standing with whose word it is, `said` being the updates that it is read from.
pub(super) fn standing<'u>(
    censor: &Censor<'_>,
    standing: Standing,
    said: impl IntoIterator<Item = &'u Update>,
) -> Line {
    // Once a side spoke under a rule that tells of no side, which side said what is not told.
    let told = said
        .into_iter()
        .map(|update| censor.side_in(update.meeting.as_ref(), update.side))
        .all(|side| side.is_some());
    let says = |side: Side, status: Option<Status>| {
        let line = if told {
            Line::new().own(side.words()).own(" says ")
        } else {
            Line::new().own("one side says ")
        };
        status.map_or_else(Line::new, |status| line.text(Outgoing::status(status)))
    };
    let agreed = standing.agreed.map_or_else(Line::new, |status| {
        Line::from(Outgoing::status(status)).own(" (agreed)")
    });
    let words = Line::joined(
        "; ",
        [
            agreed,
            says(Side::Government, standing.government),
            says(Side::CivilSociety, standing.civil_society),
        ],
    );
    match (words.is_empty(), standing.is_disputed()) {
        (true, _) => Line::new().own("none reported"),
        (false, true) => Line::new().strong(Outgoing::own("Disputed: ")).line(words),
        (false, false) => words,
    }
}

impl Reading<'_> {
    /// Returns the updates that were known at the end of the meeting, the latest last.
    pub(super) fn known<'u>(&self, updates: &'u [Update]) -> impl Iterator<Item = &'u Update> {
        let known = |update: &&Update| self.workspace.is_known_at(*update, self.meeting);
        let said = in_order_of(updates, |update| self.workspace.day_of(update));
        said.into_iter().filter(known)
    }

    /// Returns what the sides had said by the end of the meeting.
    pub(super) fn standing_of(&self, updates: &[Update]) -> Standing {
        Standing::of_ordered(self.known(updates))
    }

    /// Returns a standing at the end of the meeting with whose word it is, `updates` being what it is
    /// read from.
    pub(super) fn standing(&self, standing: Standing, updates: &[Update]) -> Line {
        self::standing(&self.censor, standing, self.known(updates))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_gets_no_second_full_stop() {
        let under = |said: &'static str| under("Late because: ", Line::new().own(said)).plain();
        assert_eq!(under("two left"), "Late because: two left.");
        assert_eq!(under("two left."), "Late because: two left.");
        assert_eq!(under("who knows?"), "Late because: who knows?");
        assert_eq!(under("会議は延期。"), "Late because: 会議は延期。");
        assert_eq!(under(""), "");
    }
}
