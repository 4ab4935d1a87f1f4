//! The commands of a script, one row each, and the help made of them.

use std::fmt::Write as _;

use super::desk::Run;
use super::{agenda, meetings, minutes, naming, records, rolling, taking_part};

/// A command of a script.
pub(super) struct Row {
    /// Its name: that of the command in the palette, where there is one.
    pub(super) name: &'static str,
    /// What it takes, as `signature` reads it.
    pub(super) takes: &'static str,
    /// What it does.
    pub(super) does: &'static str,
    /// Does it.
    pub(super) run: Run,
}

use Run::{Propose, Set};

const fn row(name: &'static str, takes: &'static str, does: &'static str, run: Run) -> Row {
    Row {
        name,
        takes,
        does,
        run,
    }
}

/// The commands, by what they are for.
#[rustfmt::skip]
static TABLE: &[(&str, &[Row])] = &[
    ("What holds for the lines that follow", &[
        row("at", "TIME", "Sets the time of day, such as 10:31", Set(meetings::at)),
        row("on", "DATE...", "Sets the day; of another day no time is known until `at` says it",
            Set(meetings::on)),
        row("meeting", "ID", "Sets the meeting at hand", Set(meetings::at_hand)),
    ]),
    ("Meetings", &[
        row("new-meeting", "[DATE...] [kind:KIND] [title:TITLE]",
            "Drafts a review, minister, forum or summit meeting, by default a review when one is due",
            Propose(meetings::new)),
        row("begin-meeting", "[ID]", "Begins the meeting", Propose(meetings::begin)),
        row("roll", "NAME... PRESENCE [people:NUMBER]",
            "Calls a name on the roll: present, remote, apologies, absent, came (just now) or left",
            Propose(meetings::call)),
        row("count", "[government:NUMBER] [civil-society:NUMBER] [other:NUMBER] \
            [government-apologies:NUMBER] [civil-society-apologies:NUMBER]",
            "Writes down how many people of each sector there are, without names",
            Propose(meetings::count)),
        row("add-to-roll", "NAME... [sector:SECTOR] [is:PARTY] [another:PRESENCE]",
            "Puts a stakeholder on the roll, or with a sector somebody new: a person unless is:organisation or \
             the name says so (Ministry, Council, Parliament); with another: one more of a stakeholder, present, \
             remote, with apologies or absent",
            Propose(meetings::add_to_roll)),
        row("take-off-roll", "NAME...", "Takes a line off the roll that was added by mistake",
            Propose(meetings::take_off_roll)),
        row("close-meeting", "[ID]", "Closes the meeting", Propose(meetings::close)),
        row("finalise", "ID", "Makes the minutes of the meeting final", Propose(meetings::finalise)),
        row("approve", "ID", "The meeting at hand approves the final minutes of an earlier one",
            Propose(meetings::approve_minutes)),
        row("correct", "ID TEXT... by:NAME why:TEXT [minute:MINUTE]",
            "Adds to final minutes what they should say", Propose(meetings::correct_minutes)),
    ]),
    ("Agenda", &[
        row("add-agenda-item", "TITLE... [minutes:NUMBER]", "Adds an item", Propose(agenda::add)),
        row("put-on-agenda", "RECORD [minutes:NUMBER]", "Puts a record on the agenda",
            Propose(agenda::put_on)),
        row("put-all-on-agenda", "REASON",
            "Puts all on it that are to-approve, actions, carried-over, due, disputed or untouched",
            Propose(agenda::put_all_on)),
        row("next-item", "", "Talks about the next item", Propose(agenda::next)),
        row("previous-item", "", "Goes back to the item before", Propose(agenda::previous)),
        row("discuss-item", "ITEM...", "Talks about an item", Propose(agenda::discuss)),
        row("postpone-item", "[ITEM...]", "Puts an item off, the current one if none is named",
            Propose(agenda::postpone)),
        row("move-up", "ITEM...", "Moves an item up", Propose(agenda::move_up)),
        row("move-down", "ITEM...", "Moves an item down", Propose(agenda::move_down)),
    ]),
    ("What is said; about the item being talked about, unless about: names another or none", &[
        row("minute", "LINE...",
            "Minutes one line like `a Involve: publish the terms due 30 nov #UK0075`",
            Propose(minutes::line)),
        row("minute-note", "TEXT... [about:ID] [by:NAME] [side:SIDE] [internal:yes]",
            "Minutes a note", Propose(minutes::note)),
        row("minute-progress", "TEXT... [about:ID] [by:NAME] [side:SIDE] [internal:yes]",
            "Minutes progress", Propose(minutes::progress)),
        row("minute-decision", "TEXT... [about:ID] [by:NAME] [side:SIDE] [supersedes:DECISION] [internal:yes]",
            "Minutes a decision", Propose(minutes::decision)),
        row("minute-action", "TEXT... [by:NAME] [due:DATE] [about:ID] [side:SIDE] [internal:yes]",
            "Minutes an action and puts it on the list of actions", Propose(minutes::action)),
        row("minute-objection", "TEXT... [about:ID] [by:NAME] [side:SIDE] [internal:yes]",
            "Minutes an objection or reservation", Propose(minutes::objection)),
        row("minute-question", "TEXT... [about:ID] [by:NAME] [side:SIDE] [internal:yes]",
            "Minutes a question", Propose(minutes::question)),
        row("minute-no-update", "[IDS...]",
            "Minutes that there was nothing new to say on these", Propose(minutes::no_update)),
    ]),
    ("Words that may be somebody's name and are on no record", &[
        row("keep-back", "NAME...", "Keeps a person's name back wherever somebody says or writes it; facts of the plan stay",
            Propose(naming::keep_back)),
        row("leave-name", "MEETING WORDS...", "Lets words stand in what is published of a meeting",
            Propose(naming::leave)),
        row("always-leave", "WORDS...", "Lets words stand in all that leaves", Propose(naming::always_leave)),
    ]),
    ("Records", &[
        row("set-status",
            "RECORD STATUS [side:SIDE] [note:TEXT] [evidence:LINK]... [obstacle:OBSTACLE] [delay:TEXT] [meeting:ID]",
            "Sets the status of a commitment or milestone, or the state of an action or meeting",
            Propose(records::set_status)),
        row("add-update",
            "ID NOTE... [side:SIDE] [evidence:LINK]... [obstacle:OBSTACLE] [delay:TEXT] [meeting:ID]",
            "Reports on a commitment or milestone without a status", Propose(records::add_update)),
        row("add-commitment", "TITLE... [id:ID] [nation:NATION] [from:WAY] [published:DATE]",
            "Adds a commitment to the current plan: from a consultation, meeting or proposal",
            Propose(records::add_commitment)),
        row("add-plan", "ID TITLE... [template:PLANS]",
            "Adds a plan: plans-from-2020, plans-of-2017-to-2019, plans-of-2013-to-2016 or plans-to-2012",
            Propose(rolling::add_plan)),
        row("make-current", "PLAN", "Makes another plan the current one",
            Propose(rolling::make_current)),
        row("split", "ID MILESTONES... title:TITLE",
            "Has some milestones of a commitment go on in a new one", Propose(rolling::split)),
        row("merge", "ID OTHER", "Merges a commitment into another and withdraws it",
            Propose(rolling::merge)),
        row("carry-forward", "ID PLAN", "Has another plan take a commitment up again",
            Propose(rolling::carry_forward)),
        row("add-milestone", "ID TITLE... [due:DATE]", "Adds a milestone to a commitment",
            Propose(records::add_milestone)),
        row("add-action", "TEXT... [by:NAME] [due:DATE] [about:ID]", "Adds an action that no minute records",
            Propose(minutes::add_action)),
        row("add-stakeholder", "NAME... sector:SECTOR [is:PARTY]",
            "Adds an organisation, or with is:person a person; a name like Ada Quill is a person's without that",
            Propose(taking_part::add_stakeholder)),
        row("rename", "NAME... to:NAME [since:DATE]",
            "Renames a stakeholder; past records keep the name it had", Propose(taking_part::rename)),
        row("log-contact", "LINE...",
            "Logs an informal contact like `Involve: asked for the date of the bill #UK0063 on 2 nov`",
            Propose(taking_part::log_contact)),
        row("add-contribution", "TEXT... [by:NAME] [from:WAY] [about:ID] [day:DATE]",
            "Records what somebody contributed to the plan", Propose(taking_part::add_contribution)),
        row("add-document", "TITLE... kind:KIND [dated:DATE] [review:DATE] [link:LINK]",
            "Records a document of the forum: terms-of-reference, membership, governance-review, other",
            Propose(taking_part::add_document)),
        row("pulse", "ID [knows-who:ANSWER] [met:ANSWER] [sees-progress:ANSWER] [by:NAME] [note:TEXT]",
            "Records what civil society answers to the three questions, yes or no",
            Propose(taking_part::pulse)),
        row("edit", "RECORD FIELD VALUE...", "Sets a field; \"\" empties it", Propose(records::edit)),
        row("set-date", "RECORD DATE...", "Sets when it is due, ends or was published",
            Propose(records::set_date)),
        row("replan", "ID DATE... why:TEXT", "Moves the date of a commitment or milestone, in the open",
            Propose(records::replan)),
        row("assess", "ID INDICATOR VALUE...",
            "Enters what the independent reviewer concluded, as in `assess UK0063 end-of-term complete`; ND, NR \
             and NA are no value, `nothing` takes back what is entered",
            Propose(records::assess)),
        row("set-who", "RECORD WHO...", "Sets who leads, is responsible, owns or said it",
            Propose(records::set_who)),
        row("put-in-bin", "RECORD", "Puts a record in the bin", Propose(records::put_in_bin)),
        row("restore", "RECORD", "Takes a record out of the bin", Propose(records::restore)),
    ]),
];

/// Returns every row.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().flat_map(|(_, rows)| rows.iter())
}

/// Returns the row of that name.
pub(super) fn find(name: &str) -> Option<&'static Row> {
    rows().find(|row| row.name == name)
}

/// Returns what `roundtable apply --help` says of the commands.
pub(in crate::cli) fn help() -> String {
    let mut text = String::from(GRAMMAR);
    for (heading, rows) in TABLE {
        // OK because writing to a string cannot fail.
        let _ = write!(text, "\n\n{heading}:");
        for row in *rows {
            let line = format!("{} {}", row.name, row.takes);
            let _ = write!(text, "\n  {}\n          {}", line.trim_end(), row.does);
        }
    }
    text
}

const GRAMMAR: &str = "\
A line is a command, what it takes, and perhaps a comment behind ` # `. CAPITALS stand for a value,
brackets for what can be left out, dots for more than one word. Text in quotes can hold anything;
\\n in it is a new paragraph and \\\" a quote. Dates are as on the screen: 2017-11-30, 30 nov, +2w.
The meeting at hand is the one last named, begun, closed or drafted, else the one in progress. One
that is drafted while another is in progress does not come to hand; name it with `meeting ID`.

A RECORD is
  UK0075, UK0075.2        a commitment, a milestone; also uk75
  UK0075.2/last           its latest update, or /ID
  2017-11-30              a meeting
  2017-11-30/D3           a decision of it; also /ID, and minute:D3 or minute:\"Its text\" at hand
  item:3, roll:Involve    an item of the agenda at hand, a line of the roll at hand
  action:\"Its text\"       an action; also its id
  stakeholder:Involve     an organisation or person; also its id
  contribution:\"Text\"     a contribution to the current plan, document:\"Its title\" one of its forum
  uk-2016-18              a plan
The beginning of a text or name will do where no other begins so.

Example:
  new-meeting 2018-08-09
  begin-meeting
  roll Cabinet Office present
  minute a Involve: publish the terms due 30 nov #UK0075
  set-status UK0075.2 substantial side:government note:\"The forum has met.\"
  close-meeting";
