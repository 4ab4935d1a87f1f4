//! What the commands take that publish: minutes, and the self-assessment.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::model::Attribution;
use crate::model::requirements::Report;
use crate::publish::View;

/// What `minutes` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MINUTES_HELP)]
pub(in crate::cli) struct MinutesArgs {
    /// The id of the meeting; `last` is the one held last, `next` the one in progress or to come
    #[arg(value_name = "MEETING")]
    pub(in crate::cli) meeting: String,
    /// What to write
    #[arg(long, value_enum, default_value_t = ViewArg::Minutes)]
    pub(in crate::cli) view: ViewArg,
    /// How to write it [default: what the ending of FILE says, else markdown]
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<FormatArg>,
    /// The file to write, or a folder to write it in under the name of the meeting and view
    #[arg(long, value_name = "FILE|DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Who may be named, where that is less than the meeting chose
    #[arg(long, value_enum)]
    pub(in crate::cli) attribution: Option<AttributionArg>,
    #[command(flatten)]
    pub(in crate::cli) names: NamesArgs,
}

/// What becomes of words that may be somebody's name.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct NamesArgs {
    /// Writes the file although words in it may be somebody's name
    #[arg(long)]
    pub(in crate::cli) names_seen: bool,
}

/// What is published and what is not.
const MINUTES_HELP: &str = "\
Internal minutes and what hangs on them are never published. Names that the attribution keeps back
are put out of running text too; facts of the plan, such as who leads a commitment, stay.
Words that may be somebody's name and are on no record are listed on stderr, and no file is written
before each of them is kept back or left (`roundtable apply --help`: keep-back, leave-name,
always-leave), or --names-seen is given.
A file is written whole or not at all, and only over the same view of the same meeting that nobody
has edited since. The two views refer to each other by the names that a folder given with --out
makes.

Examples:
  roundtable minutes last
  roundtable minutes 2017-11-30 --view progress --format html --out public/
  roundtable minutes next --attribution chatham-house";

/// A view of a meeting as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum ViewArg {
    Minutes,
    Progress,
}

impl From<ViewArg> for View {
    fn from(view: ViewArg) -> Self {
        match view {
            ViewArg::Minutes => Self::Minutes,
            ViewArg::Progress => Self::Progress,
        }
    }
}

/// A format as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum FormatArg {
    Markdown,
    Html,
}

/// An attribution as typed, the most open first.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum AttributionArg {
    Named,
    Organisation,
    Sector,
    ChathamHouse,
}

impl From<AttributionArg> for Attribution {
    fn from(attribution: AttributionArg) -> Self {
        match attribution {
            AttributionArg::Named => Self::Named,
            AttributionArg::Organisation => Self::Organisation,
            AttributionArg::Sector => Self::Sector,
            AttributionArg::ChathamHouse => Self::ChathamHouse,
        }
    }
}

/// What `self-assessment` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SELF_ASSESSMENT_HELP)]
pub(in crate::cli) struct SelfAssessmentArgs {
    /// Which one [default: end-of-term once the plan is over, else mid-term]
    #[arg(
        value_enum,
        hide_possible_values = true,
        value_name = "mid-term|end-of-term"
    )]
    pub(in crate::cli) report: Option<ReportArg>,
    /// The plan it is about [default: the current one]
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) plan: Option<String>,
    /// Prints what it covers and what is still to be written down, as a JSON object
    #[arg(long, conflicts_with_all = ["markdown", "html", "out"])]
    pub(in crate::cli) json: bool,
    /// Writes it as Markdown; so it is unless another format is asked for
    #[arg(long, conflicts_with = "html")]
    pub(in crate::cli) markdown: bool,
    /// Writes it as one page of HTML
    #[arg(long)]
    pub(in crate::cli) html: bool,
    /// The file to write, or a folder to write it in under the name of plan and report
    #[arg(long, value_name = "FILE|DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) names: NamesArgs,
}

/// What stands in it and what does not.
const SELF_ASSESSMENT_HELP: &str = "\
The draft tells what was known when its time ended: the first year of the plan, or all of it. A
commitment is covered when something is recorded on it by then that the government says, both sides
agreed on or a meeting noted. What is still to be written down stands on top.
Internal minutes and what is in the bin are left out; names and sides that a meeting keeps back are
not told. A file is written whole or not at all, and only over the same draft that nobody has edited
since.

The object of --json has these names, always all of them; null is \"not known\":
  plan report from until due commitments covered not_covered comments_from comments_until to_do

Examples:
  roundtable self-assessment mid-term
  roundtable self-assessment end-of-term --html --out public/";

/// A self-assessment as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum ReportArg {
    MidTerm,
    EndOfTerm,
}

impl From<ReportArg> for Report {
    fn from(report: ReportArg) -> Self {
        match report {
            ReportArg::MidTerm => Self::MidTerm,
            ReportArg::EndOfTerm => Self::EndOfTerm,
        }
    }
}
