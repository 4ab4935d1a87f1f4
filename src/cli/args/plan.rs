//! What the commands about a whole plan take: its timeline, its totals.

/// What `timeline` tells, and how.
const TIMELINE_HELP: &str = "\
This is the internal record, notes and all; --markdown writes what may leave: no note, no name, and
nothing of a meeting that is not over.

The objects of --json have these names, always all of them; null is \"not known\" or \"of no one\":
  date first_day last_day kind words more subject nation number record
A date is as exact as its record has it; what has no end comes last.

Examples:
  roundtable timeline
  roundtable timeline UK0063
  roundtable timeline --markdown --as-of 2018-04-09";

/// What `timeline` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = TIMELINE_HELP)]
pub(in crate::cli) struct TimelineArgs {
    /// The id of a commitment, to be told of that alone
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: Option<String>,
    /// The plan that is told of [default: the current one]
    #[arg(long, value_name = "ID", conflicts_with = "id")]
    pub(in crate::cli) plan: Option<String>,
    /// Prints a JSON array of objects
    #[arg(long, conflicts_with = "markdown")]
    pub(in crate::cli) json: bool,
    /// Prints what may leave, as Markdown
    #[arg(long)]
    pub(in crate::cli) markdown: bool,
}

/// What `totals` counts.
const TOTALS_HELP: &str = "\
The last line is the whole plan. A status counts where both sides agreed on it, by its letters: NE no
evidence, NS not started, LT limited, SB substantial, CP complete, WD withdrawn, -- none.

The objects of --json have these names, always all of them; the one whose nation is null is the
whole:
  plan nation commitments no_evidence not_started limited substantial complete withdrawn not_agreed
  overdue past_date disputed untouched milestones milestones_done";

/// What `totals` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = TOTALS_HELP)]
pub(in crate::cli) struct TotalsArgs {
    /// The plan that is counted [default: the current one]
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) plan: Option<String>,
    /// Prints a JSON array of objects
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What `current` takes.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct CurrentArgs {
    /// The plan that is to be current, such as the one that follows
    #[arg(value_name = "PLAN")]
    pub(in crate::cli) plan: Option<String>,
}
