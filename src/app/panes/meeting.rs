//! The meetings, and the roll and the minutes of one.

use super::agenda::Gate;
use super::roll::heads;
use super::words::{plain, push_text};
use crate::app::view::{Role, Scroll, View, piece};
use crate::base::text::{pad, safe_lines, wrap};
use crate::model::meeting::{Changed, Correction, Erratum, Passage, came_of, errata};
use crate::model::paragraphs::Paragraphs;
use crate::model::{
    Clerk, Meeting, MeetingId, MeetingState, Minute, MinuteKind, RecordRef, Workspace,
};

/// The parts of the pane, in the order `]` goes through them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// All meetings, latest first.
    #[default]
    Meetings,
    /// What is to be talked about, and what could be.
    Agenda,
    /// Who was there.
    Roll,
    /// What was said.
    Minutes,
}

impl Tab {
    /// Every tab.
    pub const ALL: [Self; 4] = [Self::Meetings, Self::Agenda, Self::Roll, Self::Minutes];

    /// Returns the name of the tab.
    pub fn words(self) -> &'static str {
        match self {
            Self::Meetings => "All",
            Self::Agenda => "Agenda",
            Self::Roll => "Roll",
            Self::Minutes => "Minutes",
        }
    }
}

/// Where one is in the meetings.
#[derive(Debug, Default)]
pub struct Meetings {
    /// The part shown.
    pub tab: Tab,
    /// The meeting looked at; `None` takes the one in progress, else the latest.
    pub chosen: Option<MeetingId>,
    /// What could go on the agenda of the meeting looked at.
    pub gate: Gate,
    /// What is shown and where one stands in it.
    pub scroll: Scroll,
}

impl Meetings {
    /// Looks at what could go on the agenda again, if the agenda is shown.
    pub fn look_at_gate(&mut self, workspace: &Workspace, changes: u64) {
        if self.tab != Tab::Agenda {
            return;
        }
        let shown = self.shown(workspace).map(|meeting| meeting.id.clone());
        if let Some(meeting) = shown.and_then(|id| workspace.meetings().get(&id)) {
            self.gate.look(workspace, meeting, changes);
        }
    }

    /// Returns the meeting looked at.
    pub fn shown<'w>(&self, workspace: &'w Workspace) -> Option<&'w Meeting> {
        let chosen = self
            .chosen
            .as_ref()
            .and_then(|id| workspace.meetings().get(id));
        let chosen = chosen.filter(|m| m.binned.is_none());
        let latest = || {
            workspace
                .meetings()
                .values()
                .rev()
                .find(|m| m.binned.is_none())
        };
        let found = chosen
            .or_else(|| workspace.meeting_in_progress())
            .or_else(latest);
        found.map(AsRef::as_ref)
    }

    /// Stands on the meeting looked at when the list of all is opened.
    pub fn stand_in_list(&mut self, workspace: &Workspace) {
        if self.tab == Tab::Meetings
            && self.scroll.is_new()
            && let Some(shown) = self.shown(workspace)
        {
            let row = RecordRef::Meeting(shown.id.clone());
            self.scroll.move_to(&row);
        }
    }

    /// Goes to another part.
    pub fn turn_to(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.scroll.reset();
        }
    }

    /// Lays the part shown out in `width` columns; `calling` says that its roll is being called.
    pub fn lay_out(
        &self,
        workspace: &Workspace,
        width: usize,
        clerk: &Clerk,
        calling: bool,
    ) -> View {
        match (self.tab, self.shown(workspace)) {
            (Tab::Meetings, _) => all(workspace, width),
            (Tab::Agenda, Some(meeting)) => {
                let now = clerk.time_in(meeting);
                super::agenda::lay_out(workspace, meeting, &self.gate, width, now)
            }
            (Tab::Roll, Some(meeting)) => super::roll::lay_out(workspace, meeting, width, calling),
            (Tab::Minutes, Some(meeting)) => minutes(workspace, meeting, width),
            (Tab::Agenda | Tab::Roll | Tab::Minutes, None) => {
                nothing("No meeting yet. a adds one.", width)
            }
        }
    }
}

/// Returns a view that says why there is nothing, and what to do.
pub(super) fn nothing(text: &str, width: usize) -> View {
    let mut view = View::default();
    for line in wrap(text, width) {
        view.push_free(vec![piece(Role::Dim, line)]);
    }
    view
}

fn all(workspace: &Workspace, width: usize) -> View {
    let mut view = View::default();
    for meeting in workspace
        .meetings()
        .values()
        .rev()
        .filter(|m| m.binned.is_none())
    {
        view.begin_row(RecordRef::Meeting(meeting.id.clone()), None);
        let state_role = if meeting.state == MeetingState::InProgress {
            Role::Strong
        } else {
            Role::Dim
        };
        let mut pieces = vec![
            piece(Role::Normal, pad(&meeting.id.to_string(), 13)),
            piece(Role::Normal, pad(meeting.kind.words(), 9)),
            piece(state_role, pad(meeting.state.words(), 12)),
        ];
        if width >= 46 {
            pieces.push(piece(Role::Dim, heads(meeting.heads())));
        }
        view.push(pieces);
    }
    if view.rows.is_empty() {
        return nothing("No meeting yet. a adds one; its date is proposed.", width);
    }
    view
}

fn minutes(workspace: &Workspace, meeting: &Meeting, width: usize) -> View {
    let mut view = View::default();
    if !meeting.is_as_sealed() {
        let text = "Changed by another hand after they were final: g x";
        for line in wrap(text, width.max(8)) {
            view.push_free(vec![piece(Role::Wrong, line)]);
        }
    }
    for minute in meeting.live_minutes() {
        view.begin_row(
            RecordRef::Minute(meeting.id.clone(), minute.id.clone()),
            None,
        );
        let about = minute
            .about
            .as_ref()
            .map(|subject| workspace.subject_name(subject));
        push_minute(&mut view, width, minute, about.as_deref());
        for correction in meeting.corrections_of(Some(&minute.id)) {
            push_correction(&mut view, width, correction);
        }
    }
    push_rest(&mut view, width, meeting);
    if view.lines.is_empty() {
        return nothing("No minutes yet. On a commitment, m n writes a note.", width);
    }
    view
}

/// Adds one minute: when, what sort, about what, by whom, and the text.
pub fn push_minute(view: &mut View, width: usize, minute: &Minute, about: Option<&str>) {
    let mut head = Vec::new();
    if let Some(time) = minute.time {
        head.push(piece(Role::Dim, format!("{time} ")));
    }
    let role = match minute.kind {
        MinuteKind::Decision | MinuteKind::Action => Role::Strong,
        MinuteKind::Objection => Role::Disputed,
        MinuteKind::Note | MinuteKind::Progress | MinuteKind::Question | MinuteKind::NoUpdate => {
            Role::Label
        }
    };
    // Before what may be cut: nobody must take it for public.
    if minute.internal {
        head.push(piece(Role::Wrong, "internal"));
        head.push(piece(Role::Normal, " "));
    }
    head.push(piece(role, minute.title()));
    if let Some(about) = about {
        head.push(plain(Role::Label, &format!(" on {about}")));
    }
    if let Some(side) = minute.side {
        head.push(plain(Role::Disputed, &format!(" of {}", side.words())));
    }
    if !minute.by.is_empty() {
        head.push(plain(Role::Dim, &format!(" by {}", minute.by)));
    }
    view.push(head);
    for paragraph in minute.text.iter() {
        push_text(view, width, 2, Role::Normal, paragraph);
    }
    if let Some(earlier) = &minute.supersedes {
        push_text(
            view,
            width,
            2,
            Role::Dim,
            &format!("Takes the place of {earlier}"),
        );
    }
    if minute.is_unanswered() {
        push_text(view, width, 2, Role::Overdue, "not answered");
    }
    for (n, paragraph) in minute.answer.iter().enumerate() {
        let head = if n == 0 { "Answer: " } else { "" };
        push_text(view, width, 2, Role::Normal, &format!("{head}{paragraph}"));
    }
}

/// Adds what belongs to the minutes as a whole: their corrections, and what was changed meanwhile.
fn push_rest(view: &mut View, width: usize, meeting: &Meeting) {
    let whole = meeting.corrections_of(None);
    for (n, correction) in whole.enumerate() {
        if n == 0 {
            view.push_free(Vec::new());
            view.push_free(vec![piece(Role::Heading, "Corrections")]);
        }
        push_correction(view, width, correction);
    }
    if meeting.changed.is_empty() {
        return;
    }
    view.push_free(Vec::new());
    view.push_free(vec![piece(Role::Heading, "Changed in this meeting")]);
    for changed in &came_of(meeting.changed.iter()) {
        push_changed(view, width, changed);
    }
}

/// Adds what was changed meanwhile, as the minutes say it.
pub fn push_changed(view: &mut View, width: usize, changed: &Changed) {
    for line in wrap(&safe_lines(&changed.words), width.max(8)) {
        view.push_free(vec![piece(Role::Normal, line)]);
    }
}

/// Adds a correction: its number, what the minutes should say, who asked and why.
fn push_correction(view: &mut View, width: usize, correction: &Correction) {
    let approved = correction.approval();
    let Correction {
        number, by, why, ..
    } = correction;
    let head = format!("Correction {number}, {by}: {why} ({approved})");
    push_text(view, width, 2, Role::Label, &head);
    let (before, after) = (said(&correction.before), said(&correction.after));
    if before.is_empty() {
        for paragraph in &after {
            push_text(view, width, 4, Role::Strong, paragraph);
        }
        return;
    }
    for erratum in errata(&before, &after) {
        let (was, reads) = match &erratum {
            Erratum::Reads(was, reads) => (Some(was), Some(reads)),
            Erratum::Added(added) => (None, Some(added)),
            Erratum::Struck(struck) => (Some(struck), None),
        };
        if let Some(was) = was {
            push_text(
                view,
                width,
                4,
                Role::Dim,
                &format!("- {}", quoted(&before, was)),
            );
        }
        if let Some(reads) = reads {
            push_text(
                view,
                width,
                4,
                Role::Strong,
                &format!("+ {}", quoted(&after, reads)),
            );
        }
    }
}

/// Returns the paragraphs that say something.
fn said(text: &Paragraphs) -> Vec<&str> {
    let paragraphs = text.iter().filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.collect()
}

/// Returns a passage, with dots where its paragraph goes on.
fn quoted(text: &[&str], passage: &Passage) -> String {
    let whole = text.get(passage.paragraph).copied().unwrap_or_default();
    let part = whole.get(passage.part.clone()).unwrap_or_default();
    let begin = if passage.part.start > 0 { "… " } else { "" };
    let end = if passage.part.end < whole.len() {
        " …"
    } else {
        ""
    };
    format!("{begin}{part}{end}")
}
