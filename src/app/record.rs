//! Records what was typed and chosen: every change of the workspace goes
//! through [`App::commit`].

use super::event::Effect;
use super::modal::form::Reads;
use super::modal::{Choice, Form, Modal, Task};
use super::outside::changes_plan;
use super::panes::Pane;
use super::panes::meeting::Tab;
use super::session::{Saving, Session};
use super::text_field::TextField;
use super::{App, WhenSaved};
use crate::base::date::{DateError, read_typed};
use crate::model::days_in_text::unset_day;
use crate::model::edit::{Change, Stale};
use crate::model::exchange;
use crate::model::history::Committed;
use crate::model::indicator::Indicator;
use crate::model::verbs::revise::name_of;
use crate::model::verbs::{
    Proposal, Refusal, approve, assess, bin, convene, descend, minute, roll,
};
use crate::model::{
    Edit, MeetingId, MeetingState, RecordRef, StakeholderId, Subject, Transaction, star,
};

impl App {
    /// Applies a proposal, says what it did and asks for it to be saved;
    /// returns false when it was refused.
    pub(super) fn commit(&mut self, proposal: Proposal) -> bool {
        if let Some(why) = self.session.read_only.clone() {
            self.refuse(why);
            return false;
        }
        let transaction = match proposal {
            Ok(transaction) if transaction.changes_nothing() => {
                self.refuse(transaction.sentence);
                return false;
            }
            Ok(transaction) => transaction,
            Err(Refusal(why)) => {
                self.refuse(why);
                return false;
            }
        };
        let Session {
            workspace,
            history,
            clerk,
            ..
        } = &mut self.session;
        match history.commit(workspace, clerk, transaction) {
            Err(stale) => {
                self.refuse(stale.to_string());
                false
            }
            Ok(done) => {
                let Transaction {
                    sentence, edits, ..
                } = &done.transaction;
                // A star that the rule does not give is told first: it is what to look at again.
                let star = edits.iter().find_map(|edit| star::remark(workspace, edit));
                let star = star.map(|star| format!("{star}; ")).unwrap_or_default();
                match done.transaction.makes_final() {
                    None => self.tell(format!("{star}{sentence} · u undoes")),
                    Some(_) => self.tell(format!("{star}{sentence}")),
                }
                self.memory.changed_last = Some(done.transaction.focus.clone());
                self.applied(done);
                true
            }
        }
    }

    /// Takes back the latest change; the cursor stays where it is.
    pub(super) fn undo(&mut self) {
        if let Some(why) = self.session.read_only.clone() {
            return self.refuse(why);
        }
        if self.undo_waits() {
            self.memory.undo_when_recalled = true;
            return self.tell("reading what was done before, then undoing");
        }
        // What was done before minutes became final is taken back past what they hold.
        let stopped = self.session.history.stopped_at().cloned();
        let next = self.session.history.next_undo();
        let sentence = next.map(|next| next.sentence.clone());
        // Not the record that did not fit, which may be the meeting in whose minutes it stands.
        let about = next.map(|next| name_of(&self.session.workspace, &next.focus));
        match self.session.history.undo(&mut self.session.workspace) {
            Ok(None) => self.refuse(self.nothing_to_undo()),
            Err(Stale { id }) => self.refuse(format!(
                "others changed {} since: `{}` stays; u again takes back what was before it",
                about.unwrap_or(id),
                sentence.unwrap_or_default()
            )),
            Ok(Some(undone)) => {
                let sentence = &undone.transaction.sentence;
                let stays = stopped.map(|id| format!("; the final minutes of {id} stay"));
                let stays = stays.unwrap_or_default();
                self.tell(format!(
                    "undid: {sentence}{stays} · g u goes there, U redoes"
                ));
                self.memory.changed_last = Some(undone.transaction.focus.clone());
                self.applied(undone);
            }
        }
    }

    /// Tells whether what undo would take back is still being read.
    pub(super) fn undo_waits(&self) -> bool {
        self.session.recalling && self.session.history.next_undo().is_none()
    }

    /// Says why nothing can be taken back.
    pub(super) fn nothing_to_undo(&self) -> String {
        match self.session.history.stopped_at() {
            Some(id) => format!("the minutes of {id} are final; c adds a correction"),
            None => "nothing to undo".to_owned(),
        }
    }

    /// Does again what was taken back; the cursor stays where it is.
    pub(super) fn redo(&mut self) {
        if let Some(why) = self.session.read_only.clone() {
            return self.refuse(why);
        }
        match self.session.history.redo(&mut self.session.workspace) {
            Ok(None) => self.refuse("nothing to redo"),
            Err(stale) => self.refuse(stale.to_string()),
            Ok(Some(again)) => {
                let sentence = &again.transaction.sentence;
                self.tell(format!("redid: {sentence} · g u goes there, u undoes"));
                self.memory.changed_last = Some(again.transaction.focus.clone());
                self.applied(again);
            }
        }
    }

    /// Returns the record that was changed last: done, taken back or done again.
    pub(super) fn changed_last(&self) -> Option<&RecordRef> {
        self.memory.changed_last.as_ref()
    }

    /// Brings lists up to date with what was changed.
    pub(super) fn look_again(&mut self, edits: &[Edit]) {
        self.memory.changes += 1;
        let today = self.session.clerk.today();
        for edit in edits {
            match edit {
                Edit::Commitment(change) => {
                    let Change { before, .. } = change;
                    let workspace = &self.session.workspace;
                    self.commitments
                        .refresh(change.id(), before.as_ref(), workspace, today);
                }
                edit if changes_plan(edit) => self.begin_at_the_top(),
                _ => {}
            }
        }
    }

    /// Brings lists up to date with what was applied and asks for it to be saved.
    fn applied(&mut self, committed: Committed) {
        self.look_again(&committed.transaction.edits);
        match &mut self.session.saving {
            // That it cannot be saved is known until it is.
            Saving::NotSaved { waiting, .. } | Saving::Saving(waiting) => *waiting += 1,
            Saving::Saved(_) => self.session.saving = Saving::Saving(1),
        }
        self.memory.effects.push(Effect::Save(Box::new(committed)));
    }

    /// Does what was chosen in a menu.
    pub(super) fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Status(subject, status) => self.open_report(subject, status),
            Choice::ActionState(id, state) => self.open_action_state(id, state),
            Choice::MeetingState(id, MeetingState::Final) => self.open_finalise(&id),
            Choice::MeetingState(id, MeetingState::Closed) => self.open_closing(&id),
            Choice::MeetingState(id, state) => self.set_meeting_state(&id, state),
            Choice::Presence(meeting, line, presence) => {
                if self.call_line(&meeting, &line, roll::Called::Marked(presence)) {
                    self.meetings.scroll.move_by(1);
                }
            }
            Choice::Came(meeting, line) => {
                self.call_line(&meeting, &line, roll::Called::Came);
            }
            Choice::Left(meeting, line) => {
                self.call_line(&meeting, &line, roll::Called::Left);
            }
            Choice::Minute(kind) => self.open_minute(kind),
            Choice::Stakeholder(meeting, who) => self.put_on_roll(&meeting, &who, false),
            Choice::OneMore(meeting, who) => self.put_on_roll(&meeting, &who, true),
            Choice::Guest(meeting) => self.open_guest(meeting, ""),
            Choice::Restore(record) => {
                let proposal = bin::restore(&self.session.workspace, &record);
                self.commit_and_show(proposal);
            }
            Choice::Command(command) => self.run(command),
            Choice::Show(record) => self.go_to(&record),
            Choice::Field(record, field) => self.open_field(record, field),
            Choice::Close(id) => self.set_meeting_state(&id, MeetingState::Closed),
            Choice::AskFinal(id) => self.open_finalise_form(&id),
            Choice::Approve(id) => self.approve(&id),
            Choice::Correct(id, minute) => self.open_correction(id, minute),
            Choice::Counts(id) => self.open_counts(&id),
            Choice::LoseUnrecorded => {
                self.memory.drafts.clear();
                self.leave();
            }
            Choice::KeepUnrecorded => {
                self.memory.keeps_unrecorded = true;
                self.leave();
            }
            Choice::TakeUp(task) => self.open_task(task),
            Choice::TakeUpLine => self.open_capture(),
            Choice::ThrowAway(name) => self.ask_to_throw_away(&name),
            Choice::ThrowAwayForGood(name) => self.throw_away(&name),
            Choice::Follow(place) => self.follow(&place),
            Choice::Merge(id, into) => {
                let (workspace, clerk) = (&self.session.workspace, &mut self.session.clerk);
                let proposal = descend::merge(workspace, clerk, &id, &into);
                self.commit_and_show(proposal);
            }
            Choice::CarryForward(id, plan) => {
                let (workspace, clerk) = (&self.session.workspace, &mut self.session.clerk);
                let proposal = descend::carry_forward(workspace, clerk, &id, &plan);
                self.commit(proposal);
            }
            Choice::Naming(choice) => self.choose_naming(choice),
            Choice::Compare(one, other) => self.compare(&one, &other),
            Choice::LookAtPlan(id) => self.look_at_plan(&id),
            Choice::ViewRequirement(id) => self.view_requirement(&id),
            Choice::ViewTrouble(trouble) => self.view_trouble(&trouble),
            Choice::ViewBeside(name) => self.view_beside(&name),
            Choice::Unrecorded => self.open_unrecorded(),
            Choice::ViewVersion(number) => self.view_version(number),
            Choice::ViewUnfinished(name) => self.view_unfinished(&name),
            Choice::Recover(name) => self.recover(&name),
            Choice::SaveAndLeave => {
                self.memory.when_saved = Some(WhenSaved::Leave);
                self.memory.effects.push(Effect::SaveAgain);
                self.tell("trying again, then leaving");
            }
            Choice::LeaveAnyway => self.memory.effects.push(Effect::Leave),
            Choice::Nothing => {}
        }
    }

    /// Puts a stakeholder on the roll, or one more of it.
    fn put_on_roll(&mut self, meeting: &MeetingId, who: &StakeholderId, one_more: bool) {
        let (workspace, clerk) = (&self.session.workspace, &mut self.session.clerk);
        let proposal = if one_more {
            roll::add_one_more(workspace, clerk, meeting, who, None)
        } else {
            roll::add_stakeholder(workspace, clerk, meeting, who)
        };
        self.commit_and_show(proposal);
    }

    /// Takes a meeting to another state; one that begins shows its roll.
    pub(super) fn set_meeting_state(&mut self, id: &MeetingId, state: MeetingState) {
        let (workspace, clerk) = (&self.session.workspace, &self.session.clerk);
        let proposal = convene::set_state(workspace, clerk, id, state);
        if self.commit(proposal) && state == MeetingState::InProgress {
            self.meetings.chosen = Some(id.clone());
            self.meetings.turn_to(Tab::Roll);
            self.focus = Pane::Meeting;
        }
    }

    /// Minutes that there is no further update on all marked commitments, else on what the cursor
    /// is on.
    pub(super) fn minute_no_update(&mut self) {
        let marked = self.commitments.marked();
        let subjects: Vec<Subject> = if self.focus == Pane::Commitments && !marked.is_empty() {
            marked.iter().map(Subject::commitment).collect()
        } else {
            self.subject().into_iter().collect()
        };
        if subjects.is_empty() {
            return self.refuse("the cursor is not on a commitment or milestone");
        }
        let meeting = self.minuted_meeting().map(|meeting| meeting.id.clone());
        let (workspace, clerk) = (&self.session.workspace, &mut self.session.clerk);
        let proposal = meeting.and_then(|id| minute::no_update(workspace, clerk, &id, &subjects));
        if self.commit(proposal) {
            self.commitments.clear_marks();
        }
    }

    /// Has the meeting in progress approve the minutes of an earlier one, or one just closed.
    pub(super) fn approve(&mut self, earlier: &MeetingId) {
        let workspace = &self.session.workspace;
        let closed = || {
            let mut later = workspace.meetings().values().rev();
            later.find(|m| m.binned.is_none() && m.state == MeetingState::Closed)
        };
        let approving = workspace.meeting_in_progress().or_else(closed);
        let Some(approving) = approving.map(|m| m.id.clone()) else {
            return self.refuse("a later meeting approves minutes, once it has begun");
        };
        let proposal = approve::approve(workspace, &approving, earlier);
        self.commit(proposal);
    }

    fn commit_and_show(&mut self, proposal: Proposal) -> bool {
        let focus = proposal
            .as_ref()
            .ok()
            .map(|transaction| transaction.focus.clone());
        let done = self.commit(proposal);
        if let (true, Some(focus)) = (done, focus) {
            self.go_to(&focus);
        }
        done
    }

    /// Records the form on top; a form that is refused stays, with the reason.
    pub(super) fn record_form(&mut self) {
        let Some(Modal::Form(form)) = self.modals.last() else {
            return;
        };
        let blank_text = form.is_text() && form.value(0).trim().is_empty();
        if blank_text && !matches!(form.task, Task::SetField(..)) {
            self.modals.pop();
            return self.tell("nothing was typed, so nothing was recorded");
        }
        let task = form.task.clone();
        let values = form.to_record();
        if let Some(too_long) = values.iter().find_map(|value| too_long(value)) {
            return self.refuse_form(too_long);
        }
        if let Task::SetField(record, field) = &task {
            let before = crate::model::field::read(&self.session.workspace, record, *field);
            if let Some(now) = form.changed_since(before.as_deref()) {
                let who = format!("{} was changed meanwhile to “{now}”", field.label());
                let again = if form.is_text() { "Esc" } else { "Enter" };
                self.refuse_form(format!("{who}; {again} again replaces that"));
                if let Some(Modal::Form(form)) = self.modals.last_mut() {
                    form.warned = true;
                }
                return;
            }
            if before.as_deref() == values.first().map(String::as_str) {
                self.modals.pop();
                return self.tell(format!("{} left as it was", field.label()));
            }
        }
        if matches!(task, Task::Assess(_)) && !form.is_touched() {
            self.modals.pop();
            return self.tell("what the reviewer concluded is left as it was");
        }
        if let Some(why) = self.assessed_meanwhile(form, &values) {
            self.refuse_form(why);
            if let Some(Modal::Form(form)) = self.modals.last_mut() {
                form.warned = true;
            }
            return;
        }
        let dates = form.dates(self.session.clerk.today());
        let proposal = self.propose_with_who(&task, &values);
        let proposal = proposal.map(|transaction| transaction.saying(&dates));
        let shows = matches!(
            task,
            Task::NewMeeting
                | Task::AddMilestone(_)
                | Task::AddCommitment(_)
                | Task::AddGuest(_)
                | Task::AddAction(_)
                | Task::Split(_)
                | Task::TakingPart(_)
        );
        let done = if shows {
            self.commit_and_show(proposal)
        } else {
            self.commit(proposal)
        };
        if done && task == Task::NewMeeting {
            // A new meeting opens on its gate.
            self.meetings.turn_to(Tab::Agenda);
        }
        if done {
            self.modals.pop();
            self.memory.drafts.recorded(&task);
        } else {
            let why = std::mem::take(&mut self.message.text);
            self.refuse_form(why.into());
        }
    }

    /// Says in the form on top what is read from the field that has the keys, before it is recorded.
    pub(super) fn read_form(&mut self) {
        let Some(Modal::Form(form)) = self.modals.last_mut() else {
            return;
        };
        let (workspace, today) = (&self.session.workspace, self.session.clerk.today());
        form.understood = form.reads_now().and_then(|(reads, typed)| match reads {
            Reads::Date(towards) => Some(match read_typed(&typed, today, towards) {
                Ok(reading) => reading.to_string(),
                Err(DateError::Typed { .. }) => "no date yet".to_owned(),
                Err(why) => why.to_string(),
            }),
            Reads::Exchange => Some(match exchange::read(workspace, &typed, today) {
                Ok(read) => read.preview(workspace),
                Err(Refusal(why)) => why,
            }),
            Reads::Action if form.dates(today).is_empty() => unset_day(&typed, today),
            Reads::Nothing | Reads::Action => None,
        });
    }

    /// Says what somebody else concluded meanwhile of an indicator that is to be recorded, once.
    fn assessed_meanwhile(&self, form: &Form, values: &[String]) -> Option<String> {
        let Task::Assess(id) = &form.task else {
            return None;
        };
        let workspace = &self.session.workspace;
        let held = workspace.commitments().get(id).filter(|_| !form.warned)?;
        let era = assess::era(workspace, id).ok()?;
        let entered = Indicator::of(era).into_iter().zip(values).enumerate();
        let mut entered = entered.filter(|(_, (_, value))| !value.is_empty());
        entered.find_map(|(place, (indicator, value))| {
            let now = indicator.shown(&held.assessment);
            let is_other = form.opened_with(place) != Some(now) && now != value;
            is_other.then(|| {
                let name = indicator.words();
                format!("{name} was changed meanwhile to “{now}”; Enter again replaces that")
            })
        })
    }

    /// Says in the form on top why it is not recorded as it stands.
    fn refuse_form(&mut self, why: String) {
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.refused = Some(why);
        }
    }

    /// Asks for the outside editor on the text that has the keys; `record`
    /// says that what it saves is recorded at once.
    pub(super) fn edit_outside(&mut self, record: bool) {
        let Some(Modal::Form(form)) = self.modals.last_mut() else {
            return;
        };
        form.outside = record;
        let (heading, text) = (form.title.clone(), form.value(form.focus));
        if form.focused_text().is_some() {
            self.memory.effects.push(Effect::Edit { heading, text });
        }
    }

    /// Takes what the outside editor saved.
    pub(super) fn editor_closed(&mut self, text: Option<&str>) {
        let Some(Modal::Form(form)) = self.modals.last_mut() else {
            return;
        };
        let outside = form.outside;
        if let (Some(text), Some(field)) = (text, form.focused_text()) {
            let text = text.trim_end();
            *field = if field.has_many_lines() {
                TextField::many_lines(text)
            } else {
                TextField::one_line(text)
            };
        }
        match (text.is_some(), outside) {
            (true, true) => self.record_form(),
            (false, true) => {
                self.modals.pop();
                self.tell("nothing was changed in the editor");
            }
            (_, false) => {}
        }
    }
}

/// The most bytes of one paragraph that can be recorded: as a file has it, it may be several times as
/// long, and a file with a longer one is not read.
const LONGEST: usize = 32 * 1024;

/// Says so if a text has a paragraph that is too long to be kept.
fn too_long(text: &str) -> Option<String> {
    let longest = text.lines().map(str::len).max().unwrap_or(0);
    (longest > LONGEST).then(|| {
        let (has, may) = (longest.div_ceil(1024), LONGEST / 1024);
        format!(
            "one paragraph has {has} KiB, and may have {may}: break it into lines, or shorten it"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_that_no_file_can_hold_is_refused_while_it_can_be_shortened() {
        assert_eq!(too_long(&"a\n".repeat(LONGEST)), None);
        assert_eq!(too_long(&"a".repeat(LONGEST)), None);
        let why = too_long(&"a".repeat(LONGEST + 1)).expect("refused");
        assert_eq!(
            why,
            "one paragraph has 33 KiB, and may have 32: break it into lines, or shorten it"
        );
    }
}
