//! Menus and forms of a meeting.

use crate::app::App;
use crate::app::command::all_read;
use crate::app::modal::menu::Item;
use crate::app::modal::{Choice, Form, Menu, Modal, Task};
use crate::app::naming::Naming;
use crate::app::proposal::COUNTS;
use crate::app::strangers::{parties, sides};
use crate::base::date::Towards;
use crate::model::calendar::next_review;
use crate::model::closing::missing;
use crate::model::verbs::convene;
use crate::model::{EntryId, MeetingId, MeetingKind, MeetingState, MinuteKind, Subject};
use crate::publish::{Paper, View};

impl App {
    pub(in crate::app) fn open_meeting_menu(&mut self, id: &MeetingId) {
        let Some(meeting) = self.session.workspace.meetings().get(id) else {
            return;
        };
        let Some(next) = convene::next_state(meeting.state) else {
            return self.open_final_menu(id);
        };
        let states = [
            ('d', MeetingState::Draft, "draft: being prepared"),
            ('o', MeetingState::Open, "open: papers are out"),
            ('i', MeetingState::InProgress, "in progress: it begins now"),
            (
                'c',
                MeetingState::Closed,
                "closed: it is over, minutes may be corrected",
            ),
            (
                'f',
                MeetingState::Final,
                "final: the minutes never change again",
            ),
        ];
        // What cannot be taken back is chosen on purpose.
        let stands_on = match next {
            MeetingState::Final => meeting.state,
            next => next,
        };
        let stands_on = states
            .iter()
            .position(|(_, state, _)| *state == stands_on)
            .unwrap_or(0);
        let items = states.into_iter().map(|(letter, state, label)| {
            let mut item = Item::lettered(letter, label, Choice::MeetingState(id.clone(), state));
            item.off = (state == meeting.state).then(|| format!("it is {} now", state.words()));
            item
        });
        let title = format!("Meeting {id} is {}", meeting.state.words());
        let menu = Menu::of_letters(title, items.collect()).standing_on(stands_on);
        self.push_menu(menu);
    }

    /// Opens what can still be done with final minutes.
    fn open_final_menu(&mut self, id: &MeetingId) {
        let items = vec![
            Item::lettered('a', "approve them", Choice::Approve(id.clone())),
            Item::lettered('c', "add a correction", Choice::Correct(id.clone(), None)),
        ];
        let title = format!("The minutes of {id} are final");
        self.push_menu(Menu::of_letters(title, items));
    }

    /// Closes a meeting; where something is missing, shows that first.
    pub(in crate::app) fn open_closing(&mut self, id: &MeetingId) {
        // What is missing is read from the commitments.
        if let Err(why) = all_read(self) {
            return self.refuse(why);
        }
        let anyway = Item::lettered('c', "Close it as it is", Choice::Close(id.clone()));
        if !self.push_missing(id, "before it closes", anyway) {
            self.set_meeting_state(id, MeetingState::Closed);
        }
    }

    /// Makes minutes final; where something is missing, shows that first.
    pub(in crate::app) fn open_finalise(&mut self, id: &MeetingId) {
        if let Err(why) = all_read(self) {
            return self.refuse(why);
        }
        let anyway = Item::lettered(
            'f',
            "Make them final as they are",
            Choice::AskFinal(id.clone()),
        );
        if !self.push_missing(id, "before the minutes are final", anyway) {
            self.open_finalise_form(id);
        }
    }

    /// Lists what is missing in a meeting, each with where to add it, and `anyway` below. Returns
    /// false when nothing is missing.
    fn push_missing(&mut self, id: &MeetingId, when: &str, anyway: Item) -> bool {
        let workspace = &self.session.workspace;
        let Some(meeting) = workspace.meetings().get(id) else {
            return false;
        };
        let missing = missing(workspace, meeting);
        let names = self.names_to_see(id);
        if missing.is_empty() && names.is_none() {
            return false;
        }
        // The names are a row as well, though nothing is missing there.
        let title = match (missing.len(), names.is_some()) {
            (0, _) => format!("To look at {when}"),
            (n, false) => format!("Missing {when}: {n}"),
            (n, true) => format!("To look at {when}: {}", n + 1),
        };
        let names = names.map(|names| {
            let paper = Paper::Meeting(id.clone(), View::Minutes);
            Item::plain(names, "", Choice::Naming(Naming::List(paper, None)))
        });
        let items = missing.into_iter().map(|missing| {
            let choice = match missing.field {
                Some(field) => Choice::Field(missing.record, field),
                None => Choice::Show(missing.record),
            };
            Item::plain(missing.what, "", choice)
        });
        let items = items.chain(names).chain([anyway]).collect();
        self.push_menu(Menu::of_letters(title, items));
        true
    }

    /// Asks what final minutes should say.
    pub(in crate::app) fn open_correction(&mut self, id: MeetingId, minute: Option<EntryId>) {
        let meeting = self.session.workspace.meetings().get(&id);
        let minute = minute.filter(|m| meeting.is_some_and(|held| held.minute(m).is_some()));
        let said = meeting
            .zip(minute.as_ref())
            .and_then(|(held, m)| held.minute(m));
        let title = match said {
            Some(said) => format!("Correction to {} of {id}", said.title()),
            None => format!("Correction to the minutes of {id}"),
        };
        let text = said.map(|said| said.text.to_lines()).unwrap_or_default();
        let form = Form::new(title, Task::Correct(id, minute))
            .lines("Should say", &text)
            .line("Who asks", "")
            .line("Why", "");
        self.open_form(form);
    }

    /// Asks how many people of each sector there are.
    pub(in crate::app) fn open_counts(&mut self, id: &MeetingId) {
        let mut form = Form::new(format!("How many are at {id}"), Task::Counts(id.clone()));
        for (label, sector, presence) in COUNTS {
            let meeting = self.session.workspace.meetings().get(id);
            let roll = meeting.map(|m| m.roll.as_slice()).unwrap_or_default();
            let known = roll.iter().find(|line| {
                line.is_count() && line.sector == sector && line.presence == Some(presence)
            });
            let people = known.map(|line| line.people.to_string());
            form = form.line(label, &people.unwrap_or_default());
        }
        self.open_form(form);
    }

    pub(in crate::app) fn open_finalise_form(&mut self, id: &MeetingId) {
        // Short: the id must be read on the smallest screen.
        let title = format!("Final for good? Type {id}");
        self.open_form(Form::new(title, Task::Finalise(id.clone())).line("Meeting", ""));
    }

    pub(in crate::app) fn open_minute_menu(&mut self) {
        let items = MinuteKind::ALL
            .into_iter()
            .map(|kind| Item::lettered(kind.letter(), kind.words(), Choice::Minute(kind)));
        self.push_menu(Menu::of_letters("Minute this", items.collect()));
    }

    pub(in crate::app) fn open_minute(&mut self, kind: MinuteKind) {
        if kind == MinuteKind::NoUpdate {
            return self.minute_no_update();
        }
        let meeting = match self.minuted_meeting() {
            Ok(meeting) => meeting.id.clone(),
            Err(refusal) => return self.refuse(refusal.to_string()),
        };
        self.open_minute_form(meeting, kind, self.subject());
    }

    /// Opens the form of a minute of a meeting.
    pub(in crate::app) fn open_minute_form(
        &mut self,
        meeting: MeetingId,
        kind: MinuteKind,
        about: Option<Subject>,
    ) {
        let on = about
            .as_ref()
            .map(|s| self.session.workspace.subject_name(s));
        let title = match on {
            Some(name) => format!("{} on {name}, meeting {meeting}", kind.words()),
            None => format!("{} of meeting {meeting}", kind.words()),
        };
        let form = Form::new(title, Task::Minute(meeting, kind, about));
        let form = if kind == MinuteKind::Action {
            form.of_an_action()
        } else {
            form.lines("Text", "")
        };
        self.open_form(form);
    }

    pub(in crate::app) fn open_new_meeting(&mut self) {
        let today = self.session.clerk.today();
        let next = next_review(&self.session.workspace, today);
        let kinds = MeetingKind::ALL
            .into_iter()
            .map(MeetingKind::words)
            .collect();
        let title = match next.due {
            Some(due) if due < today => format!("New meeting; a review was due by {due}"),
            Some(due) => format!("New meeting; the next review is due by {due}"),
            None => "New meeting".to_owned(),
        };
        let form = Form::new(title, Task::NewMeeting)
            .date("Date", &next.propose.to_string(), Towards::Coming)
            .choice("Kind", kinds)
            .line("Title", "");
        self.open_form(form);
    }

    /// Asks for an item of the agenda of a meeting.
    pub(in crate::app) fn open_add_item(&mut self, id: MeetingId) {
        let form = Form::new(format!("New item for {id}"), Task::AddItem(id));
        self.open_form(form.line("Title", "").line("Minutes", ""));
    }

    pub(in crate::app) fn open_add_to_roll(&mut self, meeting: &MeetingId) {
        let Some(held) = self.session.workspace.meetings().get(meeting) else {
            return;
        };
        let on_roll = |id| held.roll.iter().any(|line| line.is_of(id));
        let waits = |id| held.roll.iter().any(|line| line.waits_for(id));
        let known = self.session.workspace.stakeholders().values();
        let known: Vec<_> = known.filter(|s| s.binned.is_none()).collect();
        let mut items = vec![
            Item {
                stands: true,
                ..Item::plain("somebody new…", "", Choice::Guest(meeting.clone()))
            },
            Item::plain(
                "only how many, without names…",
                "",
                Choice::Counts(meeting.clone()),
            ),
        ];
        // Who is on it is found too, so that no other is taken for them.
        items.extend(known.iter().map(|s| {
            let choice = Choice::Stakeholder(meeting.clone(), s.id.clone());
            let mut item = Item::plain(s.name.as_str(), s.sector.words(), choice);
            item.off = on_roll(&s.id).then(|| "on the roll already".to_owned());
            item
        }));
        // One of them is there and another sent apologies. While a line of theirs waits, that is called.
        let called = known.iter().filter(|s| on_roll(&s.id) && !waits(&s.id));
        items.extend(called.map(|s| {
            let choice = Choice::OneMore(meeting.clone(), s.id.clone());
            Item::plain(format!("{}: one more", s.name), s.sector.words(), choice)
        }));
        self.push_menu(Menu::to_type_in("Who is on the roll? Type to find", items));
    }

    /// Asks about somebody new on the roll, whose name may have been typed already.
    pub(in crate::app) fn open_guest(&mut self, meeting: MeetingId, name: &str) {
        let form = Form::new("Somebody new on the roll", Task::AddGuest(meeting));
        // Neither is taken for granted: who is new in a hurry would be filed under the first.
        let form = form
            .line("Name", "")
            .choice("Sector", sides())
            .choice("Is a", parties());
        self.open_form(form);
        // Over what was left of one that was not recorded: it was typed later.
        if let Some(Modal::Form(form)) = self.modals.last_mut().filter(|_| !name.is_empty()) {
            form.fill(&[name.to_owned()]);
            form.focus = 1;
        }
    }
}
