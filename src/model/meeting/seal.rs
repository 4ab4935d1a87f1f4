//! The seal of final minutes: a digest by which it shows when they were changed.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Meeting;
use crate::model::ids::{MeetingId, Subject};
use crate::model::status::Update;
use crate::model::workspace::Workspace;

/// The SHA-256 digest (FIPS 180-4) of the minutes when they became final, in hexadecimal digits.
///
/// It shows a change made by hand or by another program. It is no signature:
/// whoever changes the minutes on purpose can compute it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seal(String);

impl Seal {
    /// Computes the seal of a meeting as it is now.
    ///
    /// What comes after the minutes are final is left out: approval,
    /// publication with the words that may stand in it, corrections, the seal itself and the bin.
    ///
    /// # Panics
    /// Never: a meeting has neither maps nor anything else that JSON cannot hold.
    pub fn of(meeting: &Meeting) -> Self {
        let sealed = Meeting {
            approved_by: None,
            published: None,
            may_stand: Vec::new(),
            seal: None,
            updates_seal: None,
            corrections: Vec::new(),
            binned: None,
            ..meeting.clone()
        };
        Self::of_value(&sealed)
    }

    /// Computes the seal of the updates made in a meeting, which are in the files of the
    /// commitments, as they are now.
    pub fn of_updates(workspace: &Workspace, meeting: &MeetingId) -> Self {
        let made: Vec<(Subject, &Update)> = workspace
            .commitments()
            .values()
            .flat_map(|commitment| commitment.all_updates())
            .filter(|(_, update)| update.meeting.as_ref() == Some(meeting))
            .collect();
        Self::of_value(&made)
    }

    fn of_value(value: &impl Serialize) -> Self {
        // JSON of the same types as the file: fields in one order, defaults left out, so that
        // a field that a later version adds does not break the seals there are.
        let text = serde_json::to_vec(value).expect("records can be written as JSON");
        let mut digits = String::with_capacity(64);
        for byte in Sha256::digest(&text) {
            // OK because writing to a string cannot fail.
            let _ = write!(digits, "{byte:02x}");
        }
        Self(digits)
    }
}

impl Meeting {
    /// Seals the minutes and the updates made in the meeting.
    pub fn seal(&mut self, workspace: &Workspace) {
        self.seal = Some(Seal::of(self));
        self.updates_seal = Some(Seal::of_updates(workspace, &self.id));
    }

    /// Returns true unless an update made in the meeting was changed since it was sealed.
    pub fn has_sealed_updates(&self, workspace: &Workspace) -> bool {
        let seal = self.updates_seal.as_ref();
        seal.is_none_or(|seal| *seal == Seal::of_updates(workspace, &self.id))
    }

    /// Returns true unless it has a seal that does not fit it any more.
    pub fn is_as_sealed(&self) -> bool {
        self.seal
            .as_ref()
            .is_none_or(|seal| *seal == Seal::of(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;
    use crate::model::ids::{EntryId, MeetingId, PlanId};
    use crate::model::meeting::{MeetingKind, Minute, MinuteKind};

    fn sealed() -> Meeting {
        let id = MeetingId::parse("2017-11-30").expect("an id");
        let plan = PlanId::parse("p").expect("an id");
        let day = jiff::civil::date(2017, 11, 30);
        let mut meeting = Meeting::draft(id, plan, MeetingKind::Review, day);
        let mut minute = Minute::new(EntryId::parse("1").expect("an id"), MinuteKind::Note);
        minute.text = "The Bill is drafted.".into();
        meeting.minutes.push(minute);
        meeting.seal = Some(Seal::of(&meeting));
        meeting
    }

    #[test]
    fn a_changed_word_breaks_the_seal_and_publishing_does_not() {
        let mut meeting = sealed();
        meeting.published = Some(jiff::civil::date(2017, 12, 4));
        meeting.approved_by = MeetingId::parse("2018-04-09").ok();
        assert!(meeting.is_as_sealed());
        for minute in &mut meeting.minutes {
            minute.text = "The Bill is not drafted.".into();
        }
        assert!(!meeting.is_as_sealed());
    }

    #[test]
    fn a_seal_stays_the_same_for_ever() {
        let seal = sealed().seal.expect("a seal");
        assert_eq!(
            seal.0,
            "50d9261eebc66ac6b319bb8ee5a82e32eee9e0d8970dce0e62bc648c8e62e36e"
        );
    }
}
