//! What civil society answered to the three questions, beside the government's update.

use super::attribution::{Censor, Outgoing};
use super::document::{Entry, Line};
use super::reading::Reading;
use crate::model::assessment::Answer;
use crate::model::pulse::{Pulse, Question};
use crate::model::{Commitment, Side, carry};

impl Reading<'_> {
    /// Returns the answers given in the meeting or since the one before it, earliest first. Who gave
    /// them is not told: it may be one person.
    pub(super) fn asked(&self, commitment: &Commitment) -> Vec<Entry> {
        let before = carry::earlier(self.workspace, self.meeting).next();
        let workspace = self.workspace;
        let counts = |pulse: &&Pulse| {
            let since = before.is_none_or(|before| !workspace.is_known_at(*pulse, before));
            pulse.binned.is_none() && workspace.is_known_at(*pulse, self.meeting) && since
        };
        let mut pulses: Vec<&Pulse> = commitment.pulses.iter().filter(counts).collect();
        pulses.sort_by_key(|pulse| workspace.day_of(*pulse));
        let answered = pulses.into_iter().map(|pulse| {
            let note = self.lines(pulse.meeting.as_ref(), &pulse.note);
            answers(&self.censor, pulse, note)
        });
        answered.collect()
    }
}

/// Returns what was answered, with the note in lines that may be told.
pub(super) fn answers(censor: &Censor<'_>, pulse: &Pulse, note: Vec<Line>) -> Entry {
    let side = censor.side_in(pulse.meeting.as_ref(), Side::CivilSociety);
    let side = side.unwrap_or(Outgoing::own("one side"));
    let head = Outgoing::day(pulse.date)
        .then(&Outgoing::own(", "))
        .then(&side);
    let answers = Question::ALL.into_iter().filter_map(|question| {
        let answer = pulse.answer(question)?;
        let words = match answer {
            Answer::Yes => ": yes",
            Answer::No => ": no",
        };
        Some(Line::new().own(question.words()).own(words))
    });
    Entry {
        anchor: None,
        first: Line::new()
            .strong(head)
            .own(": ")
            .line(Line::joined(", ", answers)),
        more: note,
    }
}
