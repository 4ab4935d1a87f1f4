//! What is said of a promise, for lists and programs.

use serde::Serialize;

use crate::model::{Side, Standing, Status};

/// A standing: the one status and whose word it is, where there is one, and what each has said. Where
/// the sides differ neither word stands for both.
#[derive(Debug, Default, Serialize)]
pub(in crate::cli) struct Told {
    status: Option<&'static str>,
    said_by: Option<&'static str>,
    agreed: Option<&'static str>,
    government: Option<&'static str>,
    civil_society: Option<&'static str>,
    disputed: Option<bool>,
    #[serde(skip)]
    standing: Standing,
}

impl Told {
    /// Makes one of a standing.
    pub(in crate::cli) fn of(standing: Standing) -> Self {
        let words = |status: Option<Status>| status.map(Status::words);
        let shown = standing.shown();
        Self {
            status: shown.map(|(status, _)| status.words()),
            said_by: shown.map(|(_, side)| side.words()),
            agreed: words(standing.agreed),
            government: words(standing.government),
            civil_society: words(standing.civil_society),
            disputed: Some(standing.is_disputed()),
            standing,
        }
    }

    /// Makes one of the state of what has no two sides.
    pub(in crate::cli) fn of_state(words: &'static str) -> Self {
        Self {
            status: Some(words),
            ..Self::default()
        }
    }

    /// Returns true where the sides differ.
    pub(super) fn is_disputed(&self) -> bool {
        self.standing.is_disputed()
    }

    /// Returns the status in words, or both: `complete ≠ limited`.
    pub(super) fn headline(&self) -> String {
        match self.standing.differing() {
            Some(both) => apart(both.map(|(status, _)| status.words())),
            None => self.status.unwrap_or_default().to_owned(),
        }
    }

    /// Returns whose word the status is, where it is not both sides'.
    pub(super) fn whose(&self) -> String {
        if let Some(both) = self.standing.differing() {
            apart(both.map(|(_, side)| side.words()))
        } else {
            let own = self.said_by.filter(|side| *side != Side::Agreed.words());
            own.unwrap_or_default().to_owned()
        }
    }
}

fn apart(both: [&str; 2]) -> String {
    both.join(" ≠ ")
}
