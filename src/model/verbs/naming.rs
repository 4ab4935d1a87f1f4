//! What becomes of words that may be somebody's name and are on no record: they are kept back, or
//! may stand. The last answer holds.

use super::super::edit::{Change, Edit};
use super::super::ids::{MeetingId, RecordRef};
use super::super::lexicon::{Lexicon, letters};
use super::super::meeting::Meeting;
use super::super::plan::Settings;
use super::super::workspace::Workspace;
use super::{Proposal, Refusal, meeting, propose};

/// Keeps a person's name back in all that leaves, however it is written there.
///
/// # Errors
/// When there is no name, it is kept back already, or it is a word of the field.
pub fn keep_back(workspace: &Workspace, name: &str) -> Proposal {
    let name = named(name)?;
    let settings = workspace.settings_shared();
    if holds(&settings.kept_back, name) {
        return Err(Refusal(format!("{name} is kept back already")));
    }
    if Lexicon::built_in().is_field(name) {
        return Err(Refusal(format!(
            "{name} is a word of the field and names nobody; keep a person's name back"
        )));
    }
    let mut copy = Settings::clone(settings);
    copy.may_stand.retain(|other| !is_same(other, name));
    copy.kept_back.push(name.to_owned());
    let mut edits = vec![Edit::Settings(Change::update(settings, copy))];
    // What was said of it for one meeting gives way as well.
    for held in workspace.meetings().values() {
        if holds(&held.may_stand, name) {
            let mut copy = Meeting::clone(held);
            copy.may_stand.retain(|other| !is_same(other, name));
            edits.push(Edit::Meeting(Change::update(held, copy)));
        }
    }
    let sentence = format!("{name}: kept back in all that leaves");
    Ok(propose(workspace, focus(workspace), sentence, edits))
}

/// Lets words stand in what is published of one meeting.
///
/// # Errors
/// When there are no words, they may stand there already, or they are kept back on purpose.
pub fn leave(workspace: &Workspace, id: &MeetingId, words: &str) -> Proposal {
    let words = named(words)?;
    let held = meeting(workspace, id)?;
    if workspace.may_stand(Some(id), words) {
        return Err(Refusal(format!("{words} may stand there already")));
    }
    if holds(&workspace.settings().kept_back, words) {
        return Err(Refusal(format!(
            "{words} is kept back in all that leaves; always leave it, and it stands again"
        )));
    }
    let mut copy = Meeting::clone(held);
    copy.may_stand.push(words.to_owned());
    let edit = Edit::Meeting(Change::update(held, copy));
    let sentence = format!("{words}: may stand in what is published of {id}");
    let focus = RecordRef::Meeting(id.clone());
    Ok(propose(workspace, focus, sentence, vec![edit]))
}

/// Lets words stand in all that leaves.
///
/// # Errors
/// When there are no words, or they may stand everywhere already.
pub fn always_leave(workspace: &Workspace, words: &str) -> Proposal {
    let words = named(words)?;
    let settings = workspace.settings_shared();
    if holds(&settings.may_stand, words) {
        return Err(Refusal(format!("{words} may stand everywhere already")));
    }
    let mut copy = Settings::clone(settings);
    copy.kept_back.retain(|other| !is_same(other, words));
    copy.may_stand.push(words.to_owned());
    let edit = Edit::Settings(Change::update(settings, copy));
    let sentence = format!("{words}: may stand in all that leaves");
    Ok(propose(workspace, focus(workspace), sentence, vec![edit]))
}

impl Workspace {
    /// Tells whether somebody said that those words may stand: in what is published of that meeting,
    /// or in all that leaves.
    pub fn may_stand(&self, meeting: Option<&MeetingId>, words: &str) -> bool {
        let held = meeting.and_then(|id| self.meetings().get(id));
        let there = held.map(|held| held.may_stand.as_slice());
        holds(&self.settings().may_stand, words) || holds(there.unwrap_or_default(), words)
    }
}

fn named(words: &str) -> Result<&str, Refusal> {
    let words = words.trim();
    if letters(words).is_empty() {
        return Err(Refusal::new("name the words"));
    }
    Ok(words)
}

fn holds(list: &[String], words: &str) -> bool {
    list.iter().any(|one| is_same(one, words))
}

fn is_same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

/// Returns the record that the settings are looked at with.
fn focus(workspace: &Workspace) -> RecordRef {
    RecordRef::Plan(workspace.settings().current.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id as _;
    use crate::model::verbs::tests::workspace;
    use crate::model::{MeetingKind, Transaction};
    use jiff::civil::date;
    use std::sync::Arc;

    fn held() -> (Workspace, MeetingId) {
        let mut workspace = workspace();
        let id = MeetingId::parse("2018-04-09").expect("an id");
        let plan = workspace.settings().current.clone();
        let day = date(2018, 4, 9);
        workspace.admit(Arc::new(Meeting::draft(
            id.clone(),
            plan,
            MeetingKind::Review,
            day,
        )));
        (workspace, id)
    }

    fn apply(workspace: &mut Workspace, done: &Transaction) {
        for edit in &done.edits {
            workspace.apply(edit).expect("fits");
        }
    }

    #[test]
    fn the_last_answer_about_a_name_holds() {
        let (mut workspace, id) = held();
        let left = leave(&workspace, &id, "John Smith").expect("left");
        apply(&mut workspace, &left);
        assert!(workspace.may_stand(Some(&id), "JOHN SMITH"));
        assert!(!workspace.may_stand(None, "John Smith"));
        let kept = keep_back(&workspace, "John Smith").expect("kept back");
        apply(&mut workspace, &kept);
        assert!(!workspace.may_stand(Some(&id), "John Smith"));
        assert_eq!(workspace.settings().kept_back, ["John Smith"]);
        let refused = leave(&workspace, &id, "John Smith").map(|done| done.sentence);
        let why =
            "John Smith is kept back in all that leaves; always leave it, and it stands again";
        assert_eq!(refused, Err(Refusal::new(why)));
        let left = always_leave(&workspace, "john smith").expect("left");
        apply(&mut workspace, &left);
        assert!(workspace.settings().kept_back.is_empty());
        assert!(workspace.may_stand(None, "John Smith"));
    }

    #[test]
    fn words_of_the_field_are_not_kept_back() {
        let (workspace, _) = held();
        let refused = keep_back(&workspace, "Civil society").map(|done| done.sentence);
        let why =
            "Civil society is a word of the field and names nobody; keep a person's name back";
        assert_eq!(refused, Err(Refusal::new(why)));
        assert!(keep_back(&workspace, " - ").is_err());
    }
}
