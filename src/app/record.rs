//! Records what was typed and chosen: every change of the workspace goes
//! through [`App::commit`].

use super::App;
use super::event::Effect;
use super::modal::{Choice, Form, Modal, Task};
use super::panes::Pane;
use super::panes::meeting::Tab;
use super::session::Saving;
use super::text_field::TextField;
use crate::base::id::Id;
use crate::model::edit::Change;
use crate::model::field::{typed_date, typed_day};
use crate::model::meeting::MeetingKind;
use crate::model::verbs::minute::Saying;
use crate::model::verbs::report::Report;
use crate::model::verbs::{
    Proposal, Refusal, act, add, bin, convene, minute, report, revise, roll,
};
use crate::model::{
    CommitmentId, Edit, MeetingState, MinuteKind, RecordRef, Sector, Side, Status, Subject,
    Transaction,
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
            Ok(transaction) => transaction,
            Err(Refusal(why)) => {
                self.refuse(why);
                return false;
            }
        };
        let done = self
            .session
            .history
            .commit(&mut self.session.workspace, transaction.clone());
        if let Err(stale) = done {
            self.refuse(stale.to_string());
            return false;
        }
        self.tell(format!("{} · u undoes", transaction.sentence));
        self.applied(transaction);
        true
    }

    /// Takes back the latest change and goes to where it was.
    pub(super) fn undo(&mut self) {
        match self.session.history.undo(&mut self.session.workspace) {
            Ok(None) => self.refuse("nothing to undo"),
            Err(stale) => self.refuse(stale.to_string()),
            Ok(Some(inverse)) => {
                self.tell(format!("undid: {} · U redoes", inverse.sentence));
                self.go_to(&inverse.focus);
                self.applied(inverse);
            }
        }
    }

    /// Does again what was taken back and goes to where it was.
    pub(super) fn redo(&mut self) {
        match self.session.history.redo(&mut self.session.workspace) {
            Ok(None) => self.refuse("nothing to redo"),
            Err(stale) => self.refuse(stale.to_string()),
            Ok(Some(again)) => {
                self.tell(format!("redid: {} · u undoes", again.sentence));
                self.go_to(&again.focus);
                self.applied(again);
            }
        }
    }

    /// Brings lists up to date with what was applied and asks for it to be saved.
    fn applied(&mut self, transaction: Transaction) {
        let today = self.session.clerk.today();
        for edit in &transaction.edits {
            if let Edit::Commitment(change) = edit {
                let Change { before, .. } = change;
                let workspace = &self.session.workspace;
                self.commitments
                    .refresh(change.id(), before.as_ref(), workspace, today);
            }
        }
        let waiting = self.session.saving.waiting() + 1;
        self.session.saving = Saving::Saving(waiting);
        self.memory
            .effects
            .push(Effect::Save(Box::new(transaction)));
    }

    /// Shows a record in its pane.
    pub(super) fn go_to(&mut self, record: &RecordRef) {
        match record {
            RecordRef::Commitment(id) => {
                self.show_commitment(id);
                self.focus = if self.focus == Pane::Detail {
                    Pane::Detail
                } else {
                    Pane::Commitments
                };
            }
            RecordRef::Milestone(id, milestone) => {
                self.show_commitment(id);
                self.detail.unfolded.insert(milestone.clone());
                self.stand_on(Pane::Detail, record);
            }
            RecordRef::Update(subject, _) => {
                self.show_commitment(&subject.commitment);
                self.detail.unfolded.extend(subject.milestone.clone());
                self.stand_on(Pane::Detail, record);
            }
            RecordRef::Meeting(_) => self.stand_on_tab(Tab::Meetings, None, record),
            RecordRef::Attendance(id, _) => self.stand_on_tab(Tab::Roll, Some(id.clone()), record),
            RecordRef::Minute(id, _) => self.stand_on_tab(Tab::Minutes, Some(id.clone()), record),
            RecordRef::Action(_) => self.stand_on(Pane::Actions, record),
            RecordRef::Stakeholder(_) => {}
        }
    }

    fn show_commitment(&mut self, id: &CommitmentId) {
        if !self.commitments.move_to(id) && self.commitments.is_filtered() {
            self.clear_filter();
            self.commitments.move_to(id);
        }
        self.detail.show(Some(id));
    }

    fn stand_on_tab(
        &mut self,
        tab: Tab,
        meeting: Option<crate::model::MeetingId>,
        record: &RecordRef,
    ) {
        self.meetings.turn_to(tab);
        self.meetings.chosen = meeting.or_else(|| self.meetings.chosen.clone());
        self.stand_on(Pane::Meeting, record);
    }

    fn stand_on(&mut self, pane: Pane, record: &RecordRef) {
        self.focus = pane;
        self.refresh();
        match pane {
            Pane::Commitments => {}
            Pane::Detail => self.detail.scroll.move_to(record),
            Pane::Meeting => self.meetings.scroll.move_to(record),
            Pane::Actions => self.actions.move_to(record),
        }
    }

    /// Does what was chosen in a menu.
    pub(super) fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Status(subject, status) => self.open_report(subject, status),
            Choice::ActionState(id, state) => self.open_action_state(id, state),
            Choice::MeetingState(id, MeetingState::Final) => self.open_finalise(&id),
            Choice::MeetingState(id, state) => {
                let proposal =
                    convene::set_state(&self.session.workspace, &self.session.clerk, &id, state);
                if self.commit(proposal) && state == MeetingState::InProgress {
                    self.meetings.chosen = Some(id);
                    self.meetings.turn_to(Tab::Roll);
                }
            }
            Choice::Presence(meeting, line, presence) => {
                let (workspace, clerk) = (&self.session.workspace, &self.session.clerk);
                let proposal = roll::mark(workspace, clerk, &meeting, &line, presence);
                if self.commit(proposal) {
                    self.meetings.scroll.move_by(1);
                }
            }
            Choice::Left(meeting, line) => {
                let (workspace, clerk) = (&self.session.workspace, &self.session.clerk);
                let proposal = roll::mark_left(workspace, clerk, &meeting, &line);
                self.commit(proposal);
            }
            Choice::Minute(kind) => self.open_minute(kind),
            Choice::Stakeholder(meeting, stakeholder) => {
                let (workspace, clerk) = (&self.session.workspace, &mut self.session.clerk);
                let proposal = roll::add_stakeholder(workspace, clerk, &meeting, &stakeholder);
                self.commit_and_show(proposal);
            }
            Choice::Guest(meeting) => self.open_guest(meeting),
            Choice::Restore(record) => {
                let proposal = bin::restore(&self.session.workspace, &record);
                self.commit_and_show(proposal);
            }
            Choice::Command(command) => self.run(command),
            Choice::Show(record) => self.go_to(&record),
            Choice::SaveAndLeave => {
                self.memory
                    .effects
                    .extend([Effect::SaveAgain, Effect::Leave]);
            }
            Choice::LeaveAnyway => self.memory.effects.push(Effect::Leave),
            Choice::Nothing => {}
        }
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
        let values = form.values();
        if let Task::SetField(record, field) = &task {
            let before = crate::model::field::read(&self.session.workspace, record, *field);
            if before.as_deref() == values.first().map(String::as_str) {
                self.modals.pop();
                return self.tell(format!("{} left as it was", field.label()));
            }
        }
        let proposal = self.propose(&task, &values);
        let shows = matches!(
            task,
            Task::NewMeeting
                | Task::AddMilestone(_)
                | Task::AddCommitment
                | Task::AddGuest(_)
                | Task::AddAction(_)
        );
        let done = if shows {
            self.commit_and_show(proposal)
        } else {
            self.commit(proposal)
        };
        if done {
            self.modals.pop();
            self.memory.drafts.retain(|(drafted, _)| *drafted != task);
        } else if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.refused = Some(std::mem::take(&mut self.message.text));
        }
    }

    fn propose(&mut self, task: &Task, values: &[String]) -> Proposal {
        let value = |place: usize| values.get(place).map(String::as_str).unwrap_or_default();
        let ws = &self.session.workspace;
        let today = self.session.clerk.today();
        let clerk = &mut self.session.clerk;
        let due = |place: usize| match value(place).trim() {
            "" => Ok(None),
            typed => typed_date(typed, today).map(Some),
        };
        match task {
            Task::Report(subject, status) => {
                report::report(ws, clerk, subject, report_of(*status, &value))
            }
            Task::Minute(meeting, kind, about) => {
                let saying = saying(*kind, about.clone(), value(0), value(1), due(2)?);
                minute::minute(ws, clerk, meeting, saying)
            }
            Task::AddAction(about) => {
                let saying = saying(
                    MinuteKind::Action,
                    about.clone(),
                    value(0),
                    value(1),
                    due(2)?,
                );
                minute::add_action(ws, clerk, &saying)
            }
            Task::ActionState(id, state) => act::set_state(ws, clerk, id, *state, value(0).into()),
            Task::SetField(record, field) => revise::set_field(ws, clerk, record, *field, value(0)),
            Task::NewMeeting => {
                let date = typed_day(value(0).trim(), today)?;
                let kind = MeetingKind::ALL
                    .into_iter()
                    .find(|kind| kind.words() == value(1));
                convene::new_meeting(
                    ws,
                    clerk,
                    kind.unwrap_or(MeetingKind::Review),
                    date,
                    value(2),
                )
            }
            Task::AddMilestone(to) => add::milestone(ws, clerk, to, value(0), due(1)?),
            Task::AddCommitment => {
                let id =
                    CommitmentId::parse(value(0).trim()).map_err(|e| Refusal(e.to_string()))?;
                add::commitment_named(ws, &id, value(1).trim(), value(2))
            }
            Task::AddGuest(meeting) => {
                let sector = Sector::ALL
                    .into_iter()
                    .find(|sector| sector.words() == value(1));
                roll::add_guest(
                    ws,
                    clerk,
                    meeting,
                    value(0),
                    sector.unwrap_or(Sector::Other),
                )
            }
            Task::Finalise(meeting) if value(0).trim() == meeting.as_str() => {
                convene::set_state(ws, clerk, meeting, MeetingState::Final)
            }
            Task::Finalise(meeting) => Err(Refusal(format!(
                "type {meeting} to make its minutes final, or Esc"
            ))),
        }
    }

    /// Leaves the form on top; what was typed is kept for the next time.
    pub(super) fn leave_form(&mut self) {
        let Some(Modal::Form(form)) = self.modals.pop() else {
            return;
        };
        self.keep_draft(&form);
    }

    fn keep_draft(&mut self, form: &Form) {
        let values = form.values();
        self.memory.drafts.retain(|(task, _)| *task != form.task);
        if values.iter().all(|value| value.trim().is_empty()) {
            return;
        }
        self.memory.drafts.push((form.task.clone(), values));
        self.tell("left without recording; the same key takes up what you typed");
    }

    /// Opens a form, filled with the draft that was left for the same task.
    pub(super) fn open_form(&mut self, mut form: Form) {
        if let Some((_, values)) = self
            .memory
            .drafts
            .iter()
            .find(|(task, _)| *task == form.task)
        {
            form.fill(values);
        }
        self.modals.push(Modal::Form(Box::new(form)));
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

fn report_of<'v>(status: Status, value: &impl Fn(usize) -> &'v str) -> Report {
    let evidence = value(2).trim();
    Report {
        status: Some(status),
        side: Side::from_words(value(1)).unwrap_or_default(),
        note: value(0).into(),
        evidence: if evidence.is_empty() {
            Vec::new()
        } else {
            vec![evidence.to_owned()]
        },
        delay: value(3).trim().to_owned(),
        meeting: None,
    }
}

fn saying(
    kind: MinuteKind,
    about: Option<Subject>,
    text: &str,
    by: &str,
    due: Option<crate::base::date::FuzzyDate>,
) -> Saying {
    Saying {
        kind,
        about,
        by: by.trim().to_owned(),
        text: text.into(),
        due,
    }
}
