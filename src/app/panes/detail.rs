//! One commitment, laid out: what it promises, its milestones, what was said
//! about it, what the reviewer concluded.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::words::{
    LABEL, letters, past_mark, push_field, push_known, push_text, push_update, shown_title,
    standing_role,
};
use crate::app::view::{Role, Scroll, View, piece};
use crate::base::date::human_day;
use crate::base::text::{pad, safe_lines, wrap};
use crate::model::descent::origin;
use crate::model::field::Field;
use crate::model::later::in_order;
use crate::model::pulse::Pulse;
use crate::model::questions;
use crate::model::replan::{Replan, Slip};
use crate::model::verbs::pulse::words;
use crate::model::{
    Commitment, CommitmentId, Meeting, Milestone, MilestoneId, Minute, Paragraphs, Plan, RecordRef,
    Subject, Update, Workspace,
};

/// The columns of the table of milestones besides the title.
const DUE: usize = 11;
const STATUS: usize = 6;

/// Where one is in a commitment.
#[derive(Debug, Default)]
pub struct Detail {
    /// The commitment shown.
    pub shown: Option<CommitmentId>,
    /// The milestones that show their updates.
    pub unfolded: BTreeSet<MilestoneId>,
    /// What is shown and where one stands in it.
    pub scroll: Scroll,
    /// Where the commitment comes from and goes, which is read from all commitments, as of so many
    /// changes.
    origin: Option<(u64, String)>,
}

impl Detail {
    /// Shows a commitment, from its beginning if it is another one.
    pub fn show(&mut self, commitment: Option<&CommitmentId>) {
        if self.shown.as_ref() != commitment {
            *self = Self {
                shown: commitment.cloned(),
                ..Self::default()
            };
        }
    }

    /// Looks at where the commitment comes from again, if records changed since.
    pub fn look_at_origin(&mut self, workspace: &Workspace, changes: u64) {
        if self
            .origin
            .as_ref()
            .is_some_and(|(known, _)| *known == changes)
        {
            return;
        }
        let held = self.shown.as_ref();
        let held = held.and_then(|id| workspace.commitments().get(id));
        let origin = held.map(|held| origin(workspace, held).join("; "));
        self.origin = Some((changes, origin.unwrap_or_default()));
    }

    /// Lays the commitment out in `width` columns, with the minutes of `meeting` on it.
    pub fn lay_out(
        &self,
        workspace: &Workspace,
        meeting: Option<&Meeting>,
        width: usize,
        today: Date,
    ) -> View {
        let mut view = View::default();
        let shown = self
            .shown
            .as_ref()
            .and_then(|id| workspace.commitments().get(id));
        let Some(commitment) = shown else {
            view.push_free(vec![piece(Role::Dim, "No commitment is chosen.")]);
            return view;
        };
        let origin = self.origin.as_ref().map_or("", |(_, origin)| origin);
        head(&mut view, workspace, commitment, origin, width);
        self.milestones(&mut view, commitment, width, today);
        updates(&mut view, commitment, width);
        pulses(&mut view, commitment, width);
        if let Some(meeting) = meeting {
            minutes(&mut view, commitment, meeting, width);
        }
        let plan = workspace.plans().get(&commitment.plan).map(AsRef::as_ref);
        texts(&mut view, plan, commitment, width);
        super::assessment::push(&mut view, plan, &commitment.assessment, width);
        sources(&mut view, &commitment.sources, width);
        view
    }

    fn milestones(&self, view: &mut View, commitment: &Commitment, width: usize, today: Date) {
        view.push_free(Vec::new());
        let title = title_width(width);
        let heading = format!("{}{}status", pad("Milestones", title), pad("due", DUE));
        view.push_free(vec![piece(Role::Heading, heading)]);
        if commitment.live_milestones().next().is_none() {
            view.push_free(vec![piece(Role::Dim, "  none known; a adds one")]);
        }
        for milestone in commitment.live_milestones() {
            let open = self.unfolded.contains(&milestone.id);
            milestone_row(view, commitment, milestone, open, width, today);
            if open {
                milestone_unfolded(view, commitment, milestone, width);
            }
        }
    }
}

fn head(
    view: &mut View,
    workspace: &Workspace,
    commitment: &Commitment,
    origin: &str,
    width: usize,
) {
    let record = RecordRef::Commitment(commitment.id.clone());
    view.begin_row(record.clone(), Some(Field::Title));
    let (title, _) = shown_title(&commitment.title);
    for line in wrap(&title, width) {
        view.push(vec![piece(Role::Strong, line)]);
    }
    view.begin_row(record.clone(), None);
    let standing = commitment.standing();
    push_field(
        view,
        width,
        "Status",
        standing_role(standing),
        &standing.words(),
    );
    let fields = [
        (Field::Lead, "Lead", commitment.lead.join("; ")),
        (Field::Support, "With", commitment.support.join("; ")),
        (
            Field::Start,
            "Start",
            commitment
                .start
                .map(crate::base::date::FuzzyDate::human)
                .unwrap_or_default(),
        ),
        (
            Field::End,
            "End",
            commitment
                .end
                .map(crate::base::date::FuzzyDate::human)
                .unwrap_or_default(),
        ),
    ];
    for (field, label, value) in fields {
        view.begin_row(record.clone(), Some(field));
        push_known(view, width, label, &value);
    }
    replans(
        view,
        commitment.slip(),
        &commitment.replans,
        width,
        LABEL + 1,
    );
    if !origin.is_empty() {
        push_field(view, width, "Origin", Role::Normal, origin);
    }
    if commitment.plan != workspace.settings().current {
        let plan = workspace.plans().get(&commitment.plan);
        let title = plan.map_or(commitment.plan.to_string(), |p| p.title.clone());
        push_field(view, width, "Plan", Role::Normal, &title);
    }
}

/// Adds how far a date has slipped, and why each time.
fn replans(view: &mut View, slip: Option<Slip>, replans: &[Replan], width: usize, indent: usize) {
    if let Some(slip) = slip {
        let role = if slip.is_late() {
            Role::Overdue
        } else {
            Role::Dim
        };
        push_text(view, width, indent, role, &slip.words());
    }
    for replan in replans {
        let (day, from, to) = (
            human_day(replan.date),
            replan.from.human(),
            replan.to.human(),
        );
        let text = format!("{day}: {from} → {to}, {}", replan.reason);
        push_text(view, width, indent, Role::Dim, &text);
    }
}

fn title_width(width: usize) -> usize {
    width.saturating_sub(DUE + STATUS).max(8)
}

fn milestone_row(
    view: &mut View,
    commitment: &Commitment,
    milestone: &Milestone,
    open: bool,
    width: usize,
    today: Date,
) {
    let subject = Subject::milestone(&commitment.id, &milestone.id);
    view.begin_row(subject.into(), None);
    let standing = milestone.standing();
    let status = letters(standing);
    let due = milestone
        .due
        .map(crate::base::date::FuzzyDate::short)
        .unwrap_or_default();
    let fold = match (milestone.updates.is_empty(), open) {
        (true, _) => ' ',
        (false, true) => '-',
        (false, false) => '+',
    };
    let (title, role) = shown_title(&milestone.title);
    let number = format!("{fold} {} ", milestone.number);
    let indent = number.len();
    let room = title_width(width);
    let lines = wrap(&title, room.saturating_sub(indent + 1));
    for (n, line) in lines.into_iter().enumerate() {
        let lead = if n == 0 { number.as_str() } else { "" };
        let text = format!("{lead:indent$}{line}");
        let mut pieces = vec![piece(role, pad(&text, room))];
        if n == 0 {
            pieces.push(piece(Role::Normal, pad(&due, DUE)));
            pieces.push(piece(standing_role(standing), status.as_str()));
            let past = commitment.milestone_past(milestone, today);
            pieces.push(past_mark(past.map(|past| past.reported)));
        }
        view.push(pieces);
    }
}

fn milestone_unfolded(
    view: &mut View,
    commitment: &Commitment,
    milestone: &Milestone,
    width: usize,
) {
    if !milestone.responsible.is_empty() {
        push_text(
            view,
            width,
            4,
            Role::Dim,
            &format!("Responsible: {}", milestone.responsible),
        );
    }
    for paragraph in milestone.notes.iter() {
        push_text(view, width, 4, Role::Dim, paragraph);
    }
    if !milestone.shown_by.is_empty() {
        let places: Vec<String> = milestone.shown_by.iter().map(ToString::to_string).collect();
        let text = format!("Can be seen in: {}; L goes there", places.join(", "));
        push_text(view, width, 4, Role::Dim, &text);
    }
    replans(view, milestone.slip(), &milestone.replans, width, 4);
    let subject = Subject::milestone(&commitment.id, &milestone.id);
    push_updates(view, &subject, &milestone.updates, width, 4);
}

fn updates(view: &mut View, commitment: &Commitment, width: usize) {
    if commitment.updates.iter().all(|u| u.binned.is_some()) {
        return;
    }
    view.push_free(Vec::new());
    view.push_free(vec![piece(Role::Heading, "Said about it")]);
    push_updates(
        view,
        &Subject::commitment(&commitment.id),
        &commitment.updates,
        width,
        0,
    );
}

/// Adds the updates that are not in the bin, latest first.
fn push_updates(
    view: &mut View,
    subject: &Subject,
    updates: &[Update],
    width: usize,
    indent: usize,
) {
    for update in in_order(updates).into_iter().rev() {
        view.begin_row(RecordRef::Update(subject.clone(), update.id.clone()), None);
        push_update(view, width, indent, update);
    }
}

fn minutes(view: &mut View, commitment: &Commitment, meeting: &Meeting, width: usize) {
    let on_it = |m: &&Minute| {
        m.about
            .as_ref()
            .is_some_and(|about| about.commitment == commitment.id)
    };
    let mut said = meeting.live_minutes().filter(on_it).peekable();
    if said.peek().is_none() {
        return;
    }
    view.push_free(Vec::new());
    view.push_free(vec![piece(
        Role::Heading,
        format!("Meeting {}", meeting.id),
    )]);
    for minute in said {
        view.begin_row(
            RecordRef::Minute(meeting.id.clone(), minute.id.clone()),
            None,
        );
        super::meeting::push_minute(view, width, minute, None);
    }
}

/// Adds the texts the template of the plan's era asks for, and those it has besides.
fn texts(view: &mut View, plan: Option<&Plan>, commitment: &Commitment, width: usize) {
    let record = RecordRef::Commitment(commitment.id.clone());
    view.push_free(Vec::new());
    for ((field, label), is_asked) in questions::all_texts(plan.map(|plan| plan.era)) {
        let text = commitment.text_of(field).map(Paragraphs::to_lines);
        let text = text.unwrap_or_default();
        if is_asked || !text.is_empty() {
            view.begin_row(record.clone(), Some(field));
            push_known(view, width, label, &text);
        }
    }
    view.begin_row(record.clone(), Some(Field::PolicyAreas));
    push_known(view, width, "Areas", &commitment.policy_areas.join("; "));
    view.begin_row(record, Some(Field::Values));
    let values: Vec<&str> = commitment.values.iter().map(|v| v.words()).collect();
    push_known(view, width, "Values", &values.join("; "));
}

/// Adds what civil society answered to the three questions, latest first.
fn pulses(view: &mut View, commitment: &Commitment, width: usize) {
    let live = commitment.pulses.iter().filter(|p| p.binned.is_none());
    let mut said: Vec<&Pulse> = live.collect();
    if said.is_empty() {
        return;
    }
    said.sort_by_key(|pulse| std::cmp::Reverse(pulse.date));
    view.push_free(Vec::new());
    view.push_free(vec![piece(Role::Heading, "Civil society’s own view")]);
    for pulse in said {
        let record = RecordRef::Pulse(commitment.id.clone(), pulse.id.clone());
        view.begin_row(record, None);
        let head = format!("{} {}", pulse.date, pulse.by);
        push_text(view, width, 0, Role::Label, head.trim_end());
        push_text(view, width, 2, Role::Normal, &words(pulse));
        for paragraph in pulse.note.iter() {
            push_text(view, width, 2, Role::Dim, paragraph);
        }
    }
}

fn sources(view: &mut View, sources: &[String], width: usize) {
    if sources.is_empty() {
        return;
    }
    view.push_free(Vec::new());
    view.push_free(vec![piece(Role::Heading, "Sources")]);
    for source in sources {
        let text = safe_lines(source);
        for line in wrap(&text, width) {
            view.push_free(vec![piece(Role::Dim, line)]);
        }
    }
}
