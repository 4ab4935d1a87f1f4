//! The state of the program and everything a user can do.
//!
//! Keys come in as [`Event`]s through [`App::update`], the only way in; what
//! is to be done outside comes back as [`Effect`]s. Nothing here knows a
//! screen, a file or a clock.

mod again;
mod at_hand;
pub mod back_then;
mod capturing;
pub mod command;
mod commands;
mod comparing;
pub mod deciding;
mod drafts;
pub mod event;
mod following;
pub mod hints;
pub mod key;
pub mod keymap;
mod lacking;
mod launch;
pub mod modal;
pub mod naming;
mod outside;
pub mod panes;
mod past;
mod plans;
mod problems;
mod proposal;
mod publishing;
mod reading;
mod record;
mod recovering;
mod roll_call;
pub mod session;
mod show;
pub mod standards;
pub mod start;
mod strangers;
pub mod text_field;
mod timeline;
mod update;
pub mod view;

pub use event::{Effect, Event};
pub use session::{Keeping, Loading, Saving, Session, Trouble};

use back_then::BackThen;
use command::Command;
use drafts::Drafts;
use key::Key;
use keymap::{Keymap, Scope};
use modal::Modal;
use panes::Pane;
use panes::commitments::Commitments;
use panes::detail::Detail;
use panes::meeting::Meetings;
use panes::stakeholders::Stakeholders;
use panes::timeline::Timeline;
use plans::OtherPlan;
use view::Scroll;

use crate::base::text::Safe;
use crate::model::version::{Past, Versioned};
use crate::model::{CommitmentId, History, RecordRef};

/// The program's state.
#[derive(Debug)]
pub struct App {
    /// The workspace being worked on.
    pub session: Session,
    /// The day that is looked at instead of today, if one is.
    pub back_then: Option<BackThen>,
    /// The plan that is looked at instead of the current one, if one is.
    pub other_plan: Option<OtherPlan>,
    /// Pane 1.
    pub commitments: Commitments,
    /// Pane 2.
    pub detail: Detail,
    /// Pane 3.
    pub meetings: Meetings,
    /// Pane 4.
    pub stakeholders: Stakeholders,
    /// Pane 5.
    pub actions: Scroll,
    /// Pane 6.
    pub timeline: Timeline,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The pane that has the keys has the whole screen.
    pub zoomed: bool,
    /// What lies over the panes, topmost last.
    pub modals: Vec<Modal>,
    /// The beginning of a longer key.
    pub pending: Vec<Key>,
    /// The message line.
    pub message: Message,
    /// Which key runs which command.
    pub keymap: Keymap,
    memory: Memory,
}

/// What the program keeps from one key to the next, not shown.
#[derive(Debug, Default)]
struct Memory {
    sizes: Sizes,
    effects: Vec<Effect>,
    recent: Vec<&'static Command>,
    drafts: Drafts,
    /// The user wants texts that are not recorded to be there the next time.
    keeps_unrecorded: bool,
    /// How often records were changed or read.
    changes: u64,
    /// What is to be said once nothing else stands in the message line.
    waits_to_be_told: Option<String>,
    /// What the user waits for until everything is on disk.
    when_saved: Option<WhenSaved>,
    /// What was done before this session, until all records are read that it may fit.
    earlier: Option<Box<History>>,
    /// The user wants to take back the latest of it, and has pressed no other key since.
    undo_when_recalled: bool,
    /// What was changed last: done, taken back or done again.
    changed_last: Option<RecordRef>,
    /// The record whose versions the user wants to see, and has pressed no other key since.
    past_asked: Option<Versioned>,
    /// The versions that are shown, and of which record.
    past: Option<(Versioned, Past)>,
}

/// What is done as soon as everything is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WhenSaved {
    /// It is said.
    Say,
    /// The program is left.
    Leave,
}

/// What the message line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// How it is meant.
    pub tone: Tone,
    /// The text.
    pub text: Safe<'static>,
}

/// How a message is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// It says what was done.
    #[default]
    Told,
    /// It says why something was not done.
    Refused,
}

/// The room panes have, in columns and rows; `None` for a pane not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// The rows of the list of commitments.
    pub commitments: usize,
    /// The room of the detail.
    pub detail: Option<(usize, usize)>,
    /// The room of the meeting.
    pub meeting: Option<(usize, usize)>,
    /// The room of the stakeholders.
    pub stakeholders: Option<(usize, usize)>,
    /// The room of the actions.
    pub actions: Option<(usize, usize)>,
    /// The room of the timeline.
    pub timeline: Option<(usize, usize)>,
    /// The room of something that takes the whole screen.
    pub whole: (usize, usize),
}

impl Default for Sizes {
    fn default() -> Self {
        let room = Some((46, 20));
        Self {
            commitments: 20,
            detail: room,
            meeting: room,
            stakeholders: room,
            actions: room,
            timeline: None,
            whole: (78, 19),
        }
    }
}

impl App {
    /// Makes the program's state around a session.
    pub fn new(session: Session, keymap: Keymap) -> Self {
        let mut app = Self {
            session,
            back_then: None,
            other_plan: None,
            commitments: Commitments::default(),
            detail: Detail::default(),
            meetings: Meetings::default(),
            stakeholders: Stakeholders::default(),
            actions: Scroll::default(),
            timeline: Timeline::default(),
            focus: Pane::Commitments,
            zoomed: false,
            modals: Vec::new(),
            pending: Vec::new(),
            message: Message::default(),
            keymap,
            memory: Memory::default(),
        };
        app.welcome();
        app.commitments
            .rebuild(&app.session.workspace, app.session.clerk.today());
        app.refresh();
        app
    }

    /// Tells the panes how much room they have. The one place where the size
    /// of the screen changes state; called before each drawing.
    pub fn sync(&mut self, sizes: Sizes) {
        if self.memory.sizes != sizes {
            self.memory.sizes = sizes;
            self.refresh();
        }
    }

    /// Returns true while the screen shows how long something has taken.
    pub fn shows_time(&self) -> bool {
        let meeting = self.session.workspace.meeting_in_progress();
        meeting.is_some_and(|meeting| meeting.current_item().is_some())
    }

    /// Returns the scope of keys of the pane that has them.
    pub fn scope(&self) -> Scope {
        match self.focus {
            Pane::Commitments => Scope::Commitments,
            Pane::Detail => Scope::Detail,
            Pane::Meeting => Scope::Meeting,
            Pane::Stakeholders => Scope::Stakeholders,
            Pane::Actions => Scope::Actions,
            Pane::Timeline => Scope::Timeline,
        }
    }

    /// Returns the commitment that the next key is about: what the row under the cursor is about, in
    /// whichever pane, else the one chosen in the list. The list marks it, and the detail shows it.
    pub fn commitment_meant(&self) -> Option<CommitmentId> {
        let chosen = || self.commitments.selected().cloned();
        match self.focus {
            Pane::Commitments | Pane::Detail | Pane::Timeline => chosen(),
            Pane::Meeting | Pane::Stakeholders | Pane::Actions => {
                let about = self.subject().map(|subject| subject.commitment);
                about.or_else(chosen)
            }
        }
    }

    /// Lays the visible panes out anew.
    fn refresh(&mut self) {
        let sizes = self.memory.sizes;
        self.commitments.follow(sizes.commitments);
        let meant = self.commitment_meant();
        self.detail.show(meant.as_ref());
        let workspace = &self.session.workspace;
        let today = self.session.clerk.today();
        if let Some((width, height)) = sizes.detail {
            let meeting = workspace.meeting_in_progress().map(AsRef::as_ref);
            self.detail.look_at_origin(workspace, self.memory.changes);
            let view = self.detail.lay_out(workspace, meeting, width, today);
            self.detail.scroll.lay_out(view, height);
        }
        if let Some((width, height)) = sizes.meeting {
            self.meetings.look_at_gate(workspace, self.memory.changes);
            self.meetings.stand_in_list(workspace);
            let calling = self.calls_the_roll();
            let view = self
                .meetings
                .lay_out(workspace, width, &self.session.clerk, calling);
            self.meetings.scroll.lay_out(view, height);
        }
        if let Some(room) = sizes.stakeholders {
            self.stakeholders
                .lay_out(workspace, self.memory.changes, room, today);
        }
        if let Some((width, height)) = sizes.actions {
            let view = panes::actions::lay_out(workspace, width, today);
            self.actions.lay_out(view, height);
        }
        if let Some(room) = sizes.timeline {
            self.timeline.look_at(workspace, self.memory.changes, today);
            self.timeline
                .lay_out(workspace, &self.commitments, room, today);
        }
        if let Some(Modal::Page(page)) = self.modals.last_mut() {
            page.fit(sizes.whole);
        }
    }

    /// Says what was done.
    fn tell(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.message = Message {
            tone: Tone::Told,
            text: text.into(),
        };
    }

    /// Says that there is none of something, as far as the files are read.
    fn tell_none(&mut self, none: &str) {
        let unread = self.session.workspace.unread().len();
        self.tell(match (self.session.loading, unread) {
            (Some(Loading { read, all }), _) => {
                format!("{none}: so far, {read} of {all} commitments are read")
            }
            (None, 0) => none.to_owned(),
            (None, _) => format!("{none}, in what could be read: g x shows the rest"),
        });
    }

    /// Says why something was not done.
    fn refuse(&mut self, text: impl Into<String>) {
        self.tell(text);
        self.message.tone = Tone::Refused;
    }
}
