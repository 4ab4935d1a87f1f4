//! Shows a record where it belongs: in its pane, on its row.

use super::App;
use super::panes::Pane;
use super::panes::meeting::Tab;
use crate::model::verbs::agenda;
use crate::model::{CommitmentId, EntryId, MeetingId, RecordRef, Topic};

impl App {
    /// Shows a record in its pane.
    pub(super) fn go_to(&mut self, record: &RecordRef) {
        match record {
            RecordRef::Commitment(id) => {
                self.show_commitment(id);
                self.timeline.on_plan = false;
                self.focus = match self.focus {
                    Pane::Detail | Pane::Timeline => self.focus,
                    Pane::Commitments | Pane::Meeting | Pane::Stakeholders | Pane::Actions => {
                        Pane::Commitments
                    }
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
            RecordRef::Meeting(id) => {
                self.stand_on_tab(Tab::Meetings, Some(id.clone()), record);
            }
            RecordRef::Attendance(id, _) => self.stand_on_tab(Tab::Roll, Some(id.clone()), record),
            RecordRef::AgendaItem(id, _) => {
                self.stand_on_tab(Tab::Agenda, Some(id.clone()), record);
            }
            RecordRef::Minute(id, _) => self.stand_on_tab(Tab::Minutes, Some(id.clone()), record),
            RecordRef::Action(_) => self.stand_on(Pane::Actions, record),
            RecordRef::Pulse(id, _) => {
                self.show_commitment(id);
                self.stand_on(Pane::Detail, record);
            }
            RecordRef::Stakeholder(_)
            | RecordRef::Contact(_)
            | RecordRef::Document(..)
            | RecordRef::Contribution(..) => {
                self.stakeholders.turn_to_record(record);
                self.stand_on(Pane::Stakeholders, record);
            }
            // What a plan says of itself has no row: e edits it from the palette.
            RecordRef::Plan(_) => {}
        }
    }

    pub(super) fn show_commitment(&mut self, id: &CommitmentId) {
        let workspace = &self.session.workspace;
        let shown = workspace
            .commitments()
            .get(id)
            .is_some_and(|held| held.binned.is_none() && held.plan == workspace.settings().current);
        if !self.commitments.move_to(id) && shown && self.commitments.is_filtered() {
            self.clear_filter();
            self.commitments.move_to(id);
        }
        self.detail.show(Some(id));
    }

    fn stand_on_tab(&mut self, tab: Tab, meeting: Option<MeetingId>, record: &RecordRef) {
        self.meetings.turn_to(tab);
        self.meetings.chosen = meeting.or_else(|| self.meetings.chosen.clone());
        self.stand_on(Pane::Meeting, record);
    }

    fn stand_on(&mut self, pane: Pane, record: &RecordRef) {
        self.focus = pane;
        self.refresh();
        match pane {
            Pane::Commitments | Pane::Timeline => {}
            Pane::Detail => self.detail.scroll.move_to(record),
            Pane::Meeting => self.meetings.scroll.move_to(record),
            Pane::Stakeholders => self.stakeholders.scroll.move_to(record),
            Pane::Actions => self.actions.move_to(record),
        }
    }

    /// Talks about an item of the agenda of the meeting in progress and shows what it is about.
    pub(super) fn discuss(&mut self, meeting: &MeetingId, item: &EntryId) {
        let (workspace, clerk) = (&self.session.workspace, &self.session.clerk);
        let proposal = agenda::discuss(workspace, clerk, meeting, item);
        if !self.commit(proposal) {
            return;
        }
        if !self.show_topic(meeting, item) {
            self.go_to(&RecordRef::AgendaItem(meeting.clone(), item.clone()));
        }
        self.ask_if_carried_too_often(meeting);
    }

    /// Shows the record an item of an agenda is about; returns false where it is about none.
    pub(super) fn show_topic(&mut self, meeting: &MeetingId, item: &EntryId) -> bool {
        let held = self.session.workspace.meetings().get(meeting);
        let found = held.and_then(|m| m.agenda.iter().find(|i| i.id == *item));
        let record = match found.and_then(|item| item.topic.clone()) {
            Some(Topic::Promise(subject)) => subject.into(),
            Some(Topic::Action(id)) => RecordRef::Action(id),
            Some(Topic::Question(meeting, minute)) => RecordRef::Minute(meeting, minute),
            Some(Topic::Minutes(meeting)) => RecordRef::Meeting(meeting),
            Some(Topic::Item(..)) | None => return false,
        };
        self.go_to(&record);
        true
    }
}
