//! The meetings, and the roll and the minutes of one.

use std::fmt::Write as _;

use super::words::{plain, push_text};
use crate::app::view::{Role, Scroll, View, piece};
use crate::base::clock::ClockTime;
use crate::base::text::{pad, safe, wrap};
use crate::model::meeting::{Attendance, HeadCount};
use crate::model::verbs::roll::shown_name;
use crate::model::{
    Meeting, MeetingId, MeetingState, Minute, MinuteKind, Presence, RecordRef, Workspace,
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
    /// What is shown and where one stands in it.
    pub scroll: Scroll,
}

impl Meetings {
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

    /// Goes to another part.
    pub fn turn_to(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.scroll.reset();
        }
    }

    /// Lays the part shown out in `width` columns.
    pub fn lay_out(&self, workspace: &Workspace, width: usize, now: ClockTime) -> View {
        match (self.tab, self.shown(workspace)) {
            (Tab::Meetings, _) => all(workspace, width),
            (Tab::Agenda, Some(meeting)) => super::agenda::lay_out(workspace, meeting, width, now),
            (Tab::Roll, Some(meeting)) => roll(workspace, meeting, width),
            (Tab::Minutes, Some(meeting)) => minutes(workspace, meeting, width),
            (Tab::Agenda | Tab::Roll | Tab::Minutes, None) => {
                nothing("No meeting yet. a adds one.", width)
            }
        }
    }
}

fn nothing(text: &str, width: usize) -> View {
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
            pieces.push(piece(Role::Dim, heads(meeting.head_count())));
        }
        view.push(pieces);
    }
    if view.rows.is_empty() {
        return nothing("No meeting yet. a adds one; its date is proposed.", width);
    }
    view
}

/// Returns how many take part: `12 gov 6 cso 1 other`.
pub fn heads(count: HeadCount) -> String {
    let mut text = format!("{} gov {} cso", count.government, count.civil_society);
    if count.other > 0 {
        // OK because writing to a string cannot fail.
        let _ = write!(text, " {} other", count.other);
    }
    text
}

fn roll(workspace: &Workspace, meeting: &Meeting, width: usize) -> View {
    const SECTOR: usize = 14;
    const STATE: usize = 11;
    let mut view = View::default();
    let sectors = width >= 46;
    let fixed = STATE + if sectors { SECTOR } else { 0 };
    for line in &meeting.roll {
        view.begin_row(
            RecordRef::Attendance(meeting.id.clone(), line.id.clone()),
            None,
        );
        let name = attendance_name(workspace, line);
        let mut pieces = vec![piece(
            Role::Normal,
            pad(&safe(&name), width.saturating_sub(fixed).max(8)),
        )];
        if sectors {
            pieces.push(piece(
                Role::Dim,
                pad(&format!(" {}", line.sector.words()), SECTOR),
            ));
        }
        let here = line.presence.is_some_and(Presence::takes_part) && line.left.is_none();
        let role = if here { Role::Strong } else { Role::Dim };
        pieces.push(piece(role, format!(" {}", presence_words(line))));
        view.push(pieces);
    }
    if view.rows.is_empty() {
        return nothing("Nobody is on the roll yet. a adds somebody.", width);
    }
    view
}

fn attendance_name(workspace: &Workspace, line: &Attendance) -> String {
    let mut name = shown_name(workspace, line);
    if line.people > 1 {
        // OK because writing to a string cannot fail.
        let _ = write!(name, " ×{}", line.people);
    }
    if !line.role.is_empty() {
        let _ = write!(name, " ({})", line.role);
    }
    name
}

fn presence_words(line: &Attendance) -> String {
    match (line.presence, line.left, line.arrived) {
        (None, ..) => "not called".to_owned(),
        (Some(_), Some(left), _) => format!("left {left}"),
        (Some(Presence::Present), None, Some(at)) => format!("here {at}"),
        (Some(presence), ..) => presence.words().to_owned(),
    }
}

fn minutes(workspace: &Workspace, meeting: &Meeting, width: usize) -> View {
    let mut view = View::default();
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
    }
    if view.rows.is_empty() {
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
    if !minute.by.is_empty() {
        head.push(plain(Role::Dim, &format!(" by {}", minute.by)));
    }
    view.push(head);
    for paragraph in minute.text.iter() {
        push_text(view, width, 2, Role::Normal, paragraph);
    }
}
