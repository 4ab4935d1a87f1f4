//! The nouns of the field and their laws: pure, no files, no clock.
//!
//! The types derive serde and *are* the file format; golden files hold them
//! still. Everything that changes goes one way: a verb of [`verbs`] reads the
//! [`Workspace`] and proposes a [`Transaction`]; [`History::commit`] applies it.

pub mod action;
pub mod ahead;
pub mod as_of;
pub mod assessment;
pub mod beside;
mod between;
pub mod calendar;
pub mod capture;
pub mod carry;
pub mod check;
pub mod clerk;
pub mod closing;
pub mod commitment;
pub mod compare;
pub mod contribution;
pub mod coverage;
pub mod days_in_text;
pub mod deadline;
pub mod decisions;
pub mod descent;
pub mod differences;
pub mod discussed;
pub mod edit;
pub mod exchange;
pub mod field;
pub mod filter;
pub mod forum;
pub mod gate;
pub mod held;
pub mod history;
pub mod ids;
pub mod indicator;
pub mod known;
pub mod lacks;
pub mod landed;
pub mod later;
pub mod lexicon;
pub mod meeting;
pub mod merge;
pub mod order;
pub mod paragraphs;
pub mod place;
pub mod plan;
pub mod public;
pub mod pulse;
pub mod questions;
pub mod rebase;
pub mod replan;
pub mod requirements;
pub mod said;
pub mod self_assessment;
pub mod stakeholder;
pub mod star;
pub mod status;
pub mod template;
mod texts;
pub mod timeline;
pub mod totals;
pub mod unfinished;
pub mod unread;
pub mod unrecorded;
pub mod verbs;
pub mod version;
pub mod who;
pub mod workspace;

pub use action::{Action, ActionState};
pub use beside::Beside;
pub use capture::Capture;
pub use clerk::Clerk;
pub use commitment::{Commitment, Milestone};
pub use edit::{Change, Edit, Transaction};
pub use history::History;
pub use ids::{
    ActionId, CommitmentId, ContactId, DecisionId, EntryId, MeetingId, MilestoneId, PlanId,
    RecordRef, StakeholderId, Subject,
};
pub use meeting::{
    AgendaItem, Attribution, Meeting, MeetingKind, MeetingState, Minute, MinuteKind, Presence,
    Topic,
};
pub use paragraphs::Paragraphs;
pub use plan::{Plan, Settings};
pub use stakeholder::{Contact, Party, Sector, Stakeholder};
pub use status::{Obstacle, Side, Standing, Status, Update};
pub use unfinished::Unfinished;
pub use unread::{PutBack, Unread};
pub use unrecorded::Unrecorded;
pub use workspace::{Record, Workspace};
