//! What can be typed behind `roundtable`, and what today is.

mod leaving;
mod plan;

use std::ffi::OsString;
use std::path::PathBuf;

pub(super) use leaving::{FormatArg, MinutesArgs, SelfAssessmentArgs};
pub(super) use plan::{CurrentArgs, TimelineArgs, TotalsArgs};

use clap::{ColorChoice, Parser, Subcommand, ValueEnum};
use jiff::civil::{Date, DateTime};

use crate::model::{Clerk, Side};
use crate::term::machine;

/// Reads the arguments.
///
/// # Errors
/// What clap answers: a usage error, or the help or version asked for.
pub(super) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
    Args::try_parse_from(words)
}

/// The record in the middle of the table: reviews an open government action plan.
///
/// Without a command the workspace opens on the screen. The workspace is the folder given with
/// -w or as DIR, else the current folder if it holds workspace.ron.
#[derive(Debug, Parser)]
#[command(name = "roundtable", version, color = ColorChoice::Never, max_term_width = 100)]
pub(super) struct Args {
    /// The folder of the workspace
    #[arg(value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
    /// The folder of the workspace, with any command
    #[arg(short, long, value_name = "DIR", global = true)]
    pub(super) workspace: Option<PathBuf>,
    /// Takes this day, YYYY-MM-DD, for today, and noon for the time
    #[arg(long, value_name = "DATE", global = true, value_parser = strict_day)]
    pub(super) today: Option<Date>,
    /// Shows everything as it was known at the end of this day, for list, show, standards,
    /// timeline and totals
    #[arg(long, value_name = "DATE", global = true, value_parser = strict_day)]
    pub(super) as_of: Option<Date>,
    /// Uses no signs of its own outside ASCII
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    /// What to do
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Opens a copy of the sample: the UK's plans and their meetings
    Demo(DemoArgs),
    /// Makes a new workspace
    Init(InitArgs),
    /// Lists commitments, milestones, meetings, actions, decisions, stakeholders or what else there is
    List(ListArgs),
    /// Shows one record: a commitment, milestone, meeting, decision, action or stakeholder
    Show(ShowArgs),
    /// Shows who changed a record, when, in which meeting and what; restores one version of it
    History(HistoryArgs),
    /// Publishes a meeting: its minutes, or how far each commitment had come
    Minutes(MinutesArgs),
    /// Reports the status of a commitment, milestone or action
    Set(SetArgs),
    /// Does every line of a script, or none of them
    Apply(ApplyArgs),
    /// Shows what was done and not saved, or typed and not recorded, before the program ended
    Recover(RecoverArgs),
    /// Judges the plan by the standards of the OGP and by what it promises itself
    Standards(StandardsArgs),
    /// Tells what happened and is to happen in the plan, or to one commitment, in order
    Timeline(TimelineArgs),
    /// Says which plan is current, or makes another one that
    Current(CurrentArgs),
    /// Counts the commitments of each nation of the plan, and of the whole
    Totals(TotalsArgs),
    /// Drafts the government's own assessment of the plan from the records
    SelfAssessment(SelfAssessmentArgs),
    /// Compares two meetings, commitment by commitment
    Compare(CompareArgs),
    /// Checks every file of the workspace, or what the plan lacks
    Check(CheckArgs),
    /// Unites two versions of a file, for Git to call
    MergeDriver(MergeDriverArgs),
}

/// What `demo` takes.
#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {
    /// Where to put the copy: a new or empty folder [default: a fresh temporary folder]
    #[arg(long, value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
}

/// What `init` takes.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// The new or empty folder to make the workspace in
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Begins with the sample, the UK's plans, instead of an empty plan
    #[arg(long, conflicts_with_all = ["member", "plan"])]
    pub(super) sample: bool,
    /// The member of the Open Government Partnership: a country or locality
    #[arg(long, value_name = "NAME", default_value = "Member")]
    pub(super) member: String,
    /// The title of the first plan
    #[arg(long, value_name = "TITLE", default_value = "Action plan")]
    pub(super) plan: String,
}

/// What `list` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = LIST_HELP)]
pub(super) struct ListArgs {
    /// What to list
    #[arg(
        value_enum,
        hide_possible_values = true,
        value_name = "commitments|milestones|meetings|actions|decisions|stakeholders|contacts|contributions|documents|coverage"
    )]
    pub(super) kind: ListKind,
    /// What all of them must meet
    ///
    /// For commitments and milestones words that any of their texts holds (titles, lead, what is promised, notes of
    /// milestones, what was reported), status:, lead:, nation:, plan:, stale:DAYS, and overdue,
    /// past-date, starred, settled, slipped, untouched, disputed, no-evidence, no-date, no-owner,
    /// no-milestone, no-value, not-verifiable; `!` in front means not, and in quotes any word is one to look for. For all others words that the line must hold; a word like
    /// `open`, `final`, `review`, `overdue`, `past-date`, `in-force`, `unanswered`, `missing` or `internal` is its
    /// state or kind.
    #[arg(value_name = "FILTER")]
    pub(super) filter: Vec<String>,
    /// The plan whose records are listed [default: the current one, all
    /// meetings]
    #[arg(long, value_name = "ID")]
    pub(super) plan: Option<String>,
    /// Prints a JSON array of flat objects instead of columns
    #[arg(long)]
    pub(super) json: bool,
}

/// What `--json` promises; the names are those of the structs in `rows`.
const LIST_HELP: &str = "\
This is the internal record, with every name and all that is internal, marked as such. What may
leave is written by `roundtable minutes`.

What is overdue is past its date, and the last report says that it is not complete. past_date says
what was reported of all that is past its date: late, disputed, no-status or nothing-reported.

The objects of --json have these names, always all of them; null is \"not known\":
  commitments  id plan nation number title lead start end status said_by agreed government
               civil_society disputed overdue past_date starred milestones settled_milestones
               updated
  milestones   id name commitment number title responsible start due status said_by agreed
               government civil_society disputed overdue past_date days_late updated
  meetings     id plan kind title date state place government civil_society other minutes
               published approved_by
  actions      id date text owner due state overdue past_date about meeting discussed internal
  decisions    id date meeting text about government civil_society other state supersedes
               superseded_by internal corrections
  stakeholders id name sector person nation priority policy_areas contact_role came of_meetings
  contacts     id date with about text
  contributions id date by came_by commitment text answered responded
  documents    id kind title dated next_review overdue link
  coverage     kind name commitments reached came who: policy areas and nations of the current plan

Examples:
  roundtable list commitments overdue '!status:cp'
  roundtable list milestones lead:cabinet 'status:ns|lt'
  roundtable list commitments --plan uk-2013 'nation:scotland'
  roundtable list actions open --json
  roundtable list coverage missing";

/// The kinds of records that come in lists.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ListKind {
    Commitments,
    Milestones,
    Meetings,
    Actions,
    Decisions,
    Stakeholders,
    Contacts,
    Contributions,
    Documents,
    Coverage,
}

/// What is shown, and what is not for others.
const SHOW_HELP: &str = "\
This is the internal record, with every name and all that is internal, marked as such. What may
leave is written by `roundtable minutes`.";

/// What `show` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SHOW_HELP)]
pub(super) struct ShowArgs {
    /// The id: UK0063, UK0063.2, 2017-11-30, 2017-11-30/D1, or that of an action or stakeholder
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Prints a JSON object with the record as its file has it
    #[arg(long)]
    pub(super) json: bool,
}

/// What is kept of a record, and where.
const HISTORY_HELP: &str = "\
The newest comes first. A version is kept on this machine of what each file held before and after
this program saved it: all of the last two days, then one an hour, then one a day. What others
changed elsewhere is one version, found when this program saves the next.
--restore makes the record what it was in that version, as a new change that u takes back.

The objects of --json have these names, always all of them; null is \"not known\":
  number time who meeting said more thinned changes
and each of the changes field, before and after.

Examples:
  roundtable history UK0063
  roundtable history UK0063.2 --at 4
  roundtable history UK0063 --at 3 --restore";

/// What `history` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HISTORY_HELP)]
pub(super) struct HistoryArgs {
    /// The id: UK0063, UK0063.2, 2017-11-30, 2017-11-30/D1, or that of an action or stakeholder
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Shows the version with this number alone, its texts in full
    #[arg(long, value_name = "N")]
    pub(super) at: Option<u64>,
    /// Makes the record what it was in that version
    #[arg(long, requires = "at", conflicts_with = "json")]
    pub(super) restore: bool,
    /// Prints a JSON array of objects
    #[arg(long)]
    pub(super) json: bool,
}

/// What `compare` takes.
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// The day of a meeting, or `last`
    #[arg(value_name = "MEETING")]
    pub(super) one: String,
    /// The day of another
    #[arg(value_name = "MEETING")]
    pub(super) other: String,
    /// Prints a JSON array of objects
    #[arg(long)]
    pub(super) json: bool,
}

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Says what the current plan lacks: evidence, answers, dates, owners, values
    #[arg(long)]
    pub(super) plan: bool,
}

/// What `standards` takes.
#[derive(Debug, clap::Args)]
pub(super) struct StandardsArgs {
    /// The plan that is judged [default: the current one]
    #[arg(long, value_name = "ID")]
    pub(super) plan: Option<String>,
    /// Prints a JSON array of objects
    #[arg(long, conflicts_with_all = ["markdown", "html"])]
    pub(super) json: bool,
    /// Prints the evidence sheet for a reviewer as Markdown
    #[arg(long, conflicts_with = "html")]
    pub(super) markdown: bool,
    /// Prints the evidence sheet for a reviewer as one page of HTML
    #[arg(long)]
    pub(super) html: bool,
}

/// What `set` takes.
#[derive(Debug, clap::Args)]
pub(super) struct SetArgs {
    /// The id of a commitment, a milestone or an action
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// no-evidence, not-started, limited, substantial, complete or withdrawn (or ne, ns, lt, sb,
    /// cp, wd); for an action open, doing, done or dropped
    #[arg(value_name = "STATUS")]
    pub(super) status: String,
    /// Who says so [default: agreed]
    #[arg(long, value_enum)]
    pub(super) side: Option<SideArg>,
    /// What was said
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// A link or document that shows it; can be given again
    #[arg(long, value_name = "LINK")]
    pub(super) evidence: Vec<String>,
    /// The meeting it was said in [default: the one in progress]
    #[arg(long, value_name = "ID")]
    pub(super) meeting: Option<String>,
}

/// What `apply` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = super::apply::help())]
pub(super) struct ApplyArgs {
    /// The file with one command a line, or - for what is typed or piped in
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The meeting at hand, until a line names, begins or drafts another [default: the one in progress]
    #[arg(long, value_name = "ID")]
    pub(super) meeting: Option<String>,
    /// Says what would be done and writes nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// What `recover` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = RECOVER_HELP)]
pub(super) struct RecoverArgs {
    /// Lists it; this is what happens without any of these
    #[arg(long, conflicts_with_all = ["export", "restore"])]
    pub(super) list: bool,
    /// Prints all of it, texts in full
    #[arg(long, conflicts_with = "restore")]
    pub(super) export: bool,
    /// Does again what was not saved, merged with what was changed since
    #[arg(long)]
    pub(super) restore: bool,
}

/// What becomes of it.
const RECOVER_HELP: &str = "\
What was changed by others since is never overwritten: the two are merged, and where both changed
the same, theirs stays. Texts that were typed and not recorded are there again when the workspace is
opened on the screen. Nothing is thrown away before it is saved.";

/// What `merge-driver` takes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MERGE_HELP)]
pub(super) struct MergeDriverArgs {
    /// The file as it was before both changed it; empty where there was none (%O)
    #[arg(value_name = "BASE")]
    pub(super) base: PathBuf,
    /// Our version, which the merged one is written over (%A)
    #[arg(value_name = "OURS")]
    pub(super) ours: PathBuf,
    /// Their version (%B)
    #[arg(value_name = "THEIRS")]
    pub(super) theirs: PathBuf,
    /// Where the file is in the workspace, which says what is in it (%P)
    #[arg(value_name = "PATH")]
    pub(super) path: PathBuf,
}

/// How Git comes to call it, and what becomes of what both sides changed.
const MERGE_HELP: &str = "\
Records are merged field by field, milestone by milestone, update by update. Where both sides
changed one thing, both versions stand between marks, as Git has them, and stderr says what it is:
exit code 1. What is no record is merged line by line.

Once on each machine, for all repositories:
  git config --global merge.roundtable.name \"Roundtable's records\"
  git config --global merge.roundtable.driver \"roundtable merge-driver %O %A %B %P\"

Once in each repository, in .gitattributes (`roundtable init` writes it into a new workspace):
  *.ron merge=roundtable text eol=lf";

/// A side as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SideArg {
    Agreed,
    Government,
    CivilSociety,
}

impl From<SideArg> for Side {
    fn from(side: SideArg) -> Self {
        match side {
            SideArg::Agreed => Self::Agreed,
            SideArg::Government => Self::Government,
            SideArg::CivilSociety => Self::CivilSociety,
        }
    }
}

impl Args {
    /// Returns what time it is: the clock's, or noon of the day given, so that what a command
    /// prints for that day can be had again.
    pub(super) fn now(&self) -> DateTime {
        match self.as_of.or(self.today) {
            Some(day) => day.at(12, 0, 0, 0),
            None => machine::now(),
        }
    }

    /// Returns the clerk who writes down what this command changes.
    pub(super) fn clerk(&self) -> Clerk {
        // Fresh ids differ from run to run even for one `--today`: two updates of a day that got
        // one id would not merge.
        let clerk = Clerk::new(self.now(), chance());
        match self.as_of.or(self.today) {
            Some(_) => clerk.on_a_day_named(),
            None => clerk.by_the_clock_of(machine::zone()),
        }
    }
}

/// Returns a number nobody can foresee.
fn chance() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

/// Reads a day in the one form that cannot be misread.
fn strict_day(text: &str) -> Result<Date, String> {
    text.parse::<Date>()
        .ok()
        .filter(|day| day.to_string() == text)
        .ok_or_else(|| "not a day like 2017-11-30".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_day_has_one_form() {
        assert!(strict_day("2017-11-30").is_ok());
        for wrong in ["2017-11-31", "20171130", "2017-11-30T10:00", "30 nov", ""] {
            assert!(strict_day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_day_given_is_noon() {
        let words = ["roundtable", "--today", "2017-11-30", "check"].map(OsString::from);
        let args = read(words).expect("arguments");
        assert_eq!(args.now().to_string(), "2017-11-30T12:00:00");
    }
}
