//! What leaves the program: views of a meeting as documents, and documents as text. Pure.
//!
//! ```text
//! workspace ─ minutes, progress, standards, self_assessment ─→ Document ─ markdown, html, screen ─→ text
//!                  └─ attribution: the only door for text, decides who is named
//!                  └─ disclosed:   leaves out what is internal
//! ```

mod about_plan;
mod asked;
pub mod attribution;
mod disclosed;
pub mod document;
mod html;
mod links;
mod mark;
mod markdown;
mod minutes;
mod paper;
mod possible;
mod progress;
mod reading;
mod said;
mod screen;
mod self_assessment;
mod standards;
mod timeline;

pub use document::{Document, View};
pub use mark::why_kept;
pub use minutes::minutes;
pub use paper::{Paper, file_name, report_file_name};
pub use possible::{PossibleName, possible_names, possible_names_in_plan};
pub use progress::progress;
pub use screen::Shown;
pub use self_assessment::self_assessment;
pub use standards::standards;
pub use timeline::timeline;

use jiff::civil::Date;

use self::mark::marked;
use crate::model::requirements::Judged;
use crate::model::self_assessment::Draft;
use crate::model::{Attribution, CommitmentId, Meeting, Plan, Workspace};

/// What a document is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text with marks that people can read as they are (`CommonMark`, tables as on GitHub).
    Markdown,
    /// One page for a browser or printer that needs nothing else.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Markdown, Self::Html];

    /// Returns the ending of file names, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// Writes a view of a meeting; of its own attribution and the one asked for the stricter holds.
pub fn publish(
    workspace: &Workspace,
    meeting: &Meeting,
    view: View,
    format: Format,
    asked: Attribution,
) -> String {
    let document = document(workspace, meeting, view, asked);
    let paper = Paper::Meeting(meeting.id.clone(), view);
    written(&document, &paper, format)
}

/// Writes the draft of a self-assessment.
pub fn publish_self_assessment(draft: &Draft<'_>, format: Format) -> String {
    let paper = Paper::SelfAssessment(draft.plan.id.clone(), draft.report);
    written(&self_assessment(draft), &paper, format)
}

/// Writes a document that was made of a meeting or as a self-assessment.
pub fn written(document: &Document, paper: &Paper, format: Format) -> String {
    match format {
        Format::Markdown => marked(paper, "", &markdown::write(document)),
        Format::Html => {
            let (doctype, page) = html::write(document);
            marked(paper, &doctype, &page)
        }
    }
}

/// Writes the evidence sheet of a plan that was judged on the day `today`.
pub fn publish_standards(
    workspace: &Workspace,
    plan: &Plan,
    judged: &[Judged],
    today: Date,
    format: Format,
) -> String {
    let document = standards(workspace, plan, judged, today);
    match format {
        Format::Markdown => markdown::write(&document).trim_start().to_owned(),
        Format::Html => {
            let (doctype, page) = html::write(&document);
            format!("{doctype}{page}")
        }
    }
}

/// Writes what happened and is to happen in the cycle of a plan as Markdown; of one commitment
/// alone, where `only` names one.
pub fn publish_timeline(
    workspace: &Workspace,
    plan: &Plan,
    only: Option<&CommitmentId>,
    today: Date,
) -> String {
    let document = timeline(workspace, plan, only, today);
    markdown::write(&document).trim_start().to_owned()
}

/// Returns a view of a meeting for a screen; the stricter attribution holds here too.
pub fn show(
    workspace: &Workspace,
    meeting: &Meeting,
    view: View,
    asked: Attribution,
) -> Vec<Shown> {
    screen::write(&document(workspace, meeting, view, asked))
}

/// Returns the draft of a self-assessment for a screen.
pub fn show_self_assessment(draft: &Draft<'_>) -> Vec<Shown> {
    screen::write(&self_assessment(draft))
}

/// Makes a view of a meeting; of its own attribution and the one asked for the stricter holds.
pub fn document(
    workspace: &Workspace,
    meeting: &Meeting,
    view: View,
    asked: Attribution,
) -> Document {
    match view {
        View::Minutes => minutes(workspace, meeting, asked),
        View::Progress => progress(workspace, meeting, asked),
    }
}
