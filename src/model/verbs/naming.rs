//! What becomes of words that may be somebody's name and are on no record: they are kept back, or
//! may stand. The last answer holds.

use std::sync::Arc;

use super::super::edit::{Change, Edit, Transaction};
use super::super::ids::{MeetingId, RecordRef};
use super::super::lexicon::{Lexicon, letters};
use super::super::meeting::Meeting;
use super::super::plan::Settings;
use super::super::workspace::Workspace;
use super::{Proposal, Refusal, already, meeting, propose};

/// Keeps a person's name back in what was said or written, however it is written there; facts of the
/// plan, such as who leads, stay.
///
/// # Errors
/// When there is no name, or its words name nobody.
pub fn keep_back(workspace: &Workspace, name: &str) -> Proposal {
    let name = named(name)?;
    if Lexicon::built_in().is_field(name) {
        return Err(Refusal(format!(
            "{name} is a word of the field and names nobody; keep a person's name back"
        )));
    }
    if Lexicon::built_in().names_nobody(name) {
        return Err(Refusal(format!(
            "{name} is words of every text as it is written; write the name with its capitals"
        )));
    }
    let settings = workspace.settings_shared();
    let mut copy = Settings::clone(settings);
    copy.may_stand.retain(|other| !is_same(other, name));
    add(&mut copy.kept_back, name);
    let mut edits = settings_edits(settings, copy);
    // What was said of it for one meeting gives way as well.
    for held in workspace.meetings().values() {
        if holds(&held.may_stand, name) {
            let mut copy = Meeting::clone(held);
            copy.may_stand.retain(|other| !is_same(other, name));
            edits.push(Edit::Meeting(Change::update(held, copy)));
        }
    }
    if edits.is_empty() {
        return Ok(already(
            workspace,
            focus(workspace),
            format!("{name}: kept back already"),
        ));
    }
    let sentence = format!("{name}: kept back wherever somebody says or writes it");
    Ok(unminuted(propose(
        workspace,
        focus(workspace),
        sentence,
        edits,
    )))
}

/// Lets words stand in what is published of one meeting.
///
/// # Errors
/// When there are no words, or they are kept back on purpose.
pub fn leave(workspace: &Workspace, id: &MeetingId, words: &str) -> Proposal {
    let words = named(words)?;
    on_no_record(workspace, words)?;
    let held = meeting(workspace, id)?;
    let focus = RecordRef::Meeting(id.clone());
    if holds(&workspace.settings().kept_back, words) {
        return Err(Refusal(format!(
            "{words} is kept back in all that leaves; always leave it, and it stands again"
        )));
    }
    if workspace.may_stand(Some(id), words) {
        return Ok(already(
            workspace,
            focus,
            format!("{words}: may stand there already"),
        ));
    }
    let mut copy = Meeting::clone(held);
    copy.may_stand.push(words.to_owned());
    let edit = Edit::Meeting(Change::update(held, copy));
    let sentence = format!("{words}: may stand in what is published of {id}");
    Ok(unminuted(propose(workspace, focus, sentence, vec![edit])))
}

/// Lets words stand in all that leaves.
///
/// # Errors
/// When there are no words.
pub fn always_leave(workspace: &Workspace, words: &str) -> Proposal {
    let words = named(words)?;
    on_no_record(workspace, words)?;
    let settings = workspace.settings_shared();
    let mut copy = Settings::clone(settings);
    copy.kept_back.retain(|other| !is_same(other, words));
    add(&mut copy.may_stand, words);
    let edits = settings_edits(settings, copy);
    if edits.is_empty() {
        let sentence = format!("{words}: may stand everywhere already");
        return Ok(already(workspace, focus(workspace), sentence));
    }
    let sentence = format!("{words}: may stand in all that leaves");
    Ok(unminuted(propose(
        workspace,
        focus(workspace),
        sentence,
        edits,
    )))
}

/// Refuses words that name somebody on record, or a part of a name that is kept back: they would be kept
/// back all the same.
fn on_no_record(workspace: &Workspace, words: &str) -> Result<(), Refusal> {
    let people = workspace.stakeholders().values().filter(|one| one.person);
    let people = people.flat_map(|one| one.names());
    let rolls = workspace.meetings().values().flat_map(|held| &held.roll);
    let rolls = rolls
        .map(|line| line.name.as_str())
        .filter(|name| !name.is_empty());
    if let Some(name) = people.chain(rolls).find(|name| is_same(name, words)) {
        return Err(Refusal(format!(
            "{name} is on record, and named or kept back as each meeting says who may be named"
        )));
    }
    let kept_back = workspace.settings().kept_back.iter();
    let whole = kept_back.filter(|name| !is_same(name, words));
    let mut whole = whole.filter(|name| name.split_whitespace().any(|word| is_same(word, words)));
    match whole.next() {
        None => Ok(()),
        Some(name) => Err(Refusal(format!(
            "{name} is kept back, and {words} with that; always leave {name}, and it stands again"
        ))),
    }
}

/// What becomes of a name is no matter of the meeting in progress, and its minutes are the last place
/// where it should stand.
fn unminuted(transaction: Transaction) -> Transaction {
    Transaction {
        meeting: None,
        ..transaction
    }
}

fn add(list: &mut Vec<String>, words: &str) {
    if !holds(list, words) {
        list.push(words.to_owned());
    }
}

fn settings_edits(settings: &Arc<Settings>, copy: Settings) -> Vec<Edit> {
    let changed = copy != **settings;
    let edit = changed.then(|| Edit::Settings(Change::update(settings, copy)));
    edit.into_iter().collect()
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
    use crate::model::{Clerk, History, MeetingKind, MeetingState};
    use jiff::civil::date;

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

    #[test]
    fn a_name_that_is_answered_for_is_not_in_the_minutes_of_another_meeting() {
        let (mut workspace, id) = held();
        let mut final_one = Meeting::clone(&workspace.meetings()[&id]);
        final_one.state = MeetingState::Final;
        workspace.admit(Arc::new(final_one));
        let now = MeetingId::parse("2018-05-09").expect("an id");
        let plan = workspace.settings().current.clone();
        let day = date(2018, 5, 9);
        let mut meeting = Meeting::draft(now.clone(), plan, MeetingKind::Review, day);
        meeting.state = MeetingState::InProgress;
        workspace.admit(Arc::new(meeting));
        let mut clerk = Clerk::new(day.at(10, 0, 0, 0), 1);
        let mut history = History::default();
        let left = leave(&workspace, &id, "Elin Storrud").expect("left");
        drop(
            history
                .commit(&mut workspace, &mut clerk, left)
                .expect("fits"),
        );
        let kept = keep_back(&workspace, "Elin Storrud").expect("kept back");
        drop(
            history
                .commit(&mut workspace, &mut clerk, kept)
                .expect("fits"),
        );
        assert_eq!(workspace.meetings()[&now].changed, []);
    }

    #[test]
    fn what_is_on_both_lists_after_a_merge_is_answered_for_again() {
        let (mut workspace, _) = held();
        let settings = workspace.settings_shared();
        let both = Settings {
            kept_back: vec!["John Smith".to_owned()],
            may_stand: vec!["John Smith".to_owned()],
            ..Settings::clone(settings)
        };
        let edit = Edit::Settings(Change::update(settings, both));
        workspace.apply(&edit).expect("fits");
        let kept = keep_back(&workspace, "John Smith").expect("kept back");
        apply(&mut workspace, &kept);
        assert!(!workspace.may_stand(None, "John Smith"));
        let again = keep_back(&workspace, "John Smith").expect("no refusal");
        assert_eq!(again.sentence, "John Smith: kept back already");
    }

    #[test]
    fn a_name_in_small_letters_that_are_words_is_not_called_kept_back() {
        let (workspace, _) = held();
        let refused = keep_back(&workspace, "grant price").map(|done| done.sentence);
        let why =
            "grant price is words of every text as it is written; write the name with its capitals";
        assert_eq!(refused, Err(Refusal::new(why)));
        assert!(keep_back(&workspace, "Grant Price").is_ok());
    }
}
