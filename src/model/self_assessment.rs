//! The government's own assessment of a plan, as the records stand: the time it is about, what it has to
//! cover, and what is still to be written down before its draft can be published.
//!
//! It tells what was known when its time ended. Of that it leaves out what was put in the bin since, and
//! what is internal: a draft is made to be published.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use super::commitment::{Commitment, Milestone};
use super::field::{Field, PlanField, where_to_set};
use super::ids::CommitmentId;
use super::meeting::{Meeting, MeetingKind, Minute, MinuteKind};
use super::paragraphs::Paragraphs;
use super::plan::Plan;
use super::requirements::{Asked, Report};
use super::status::{Side, Update};
use super::workspace::Workspace;
use crate::base::date::human_day;

/// What the records say for a self-assessment.
#[derive(Debug)]
pub struct Draft<'w> {
    /// The records of today.
    pub workspace: &'w Workspace,
    /// The plan.
    pub plan: &'w Plan,
    /// Which of the two it is.
    pub report: Report,
    /// The first day it is about.
    pub begin: Date,
    /// The last day it is about.
    pub end: Date,
    /// The day as of which it tells: its last, or today where that is earlier.
    pub until: Date,
    /// What the rules ask of it.
    pub asked: Asked,
    /// The commitments of the plan as they were known then, in order.
    pub commitments: Vec<Commitment>,
}

/// Something that is to be written down before the draft is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Todo {
    /// These commitments have nothing that the government says or both sides agreed on.
    Report(Vec<CommitmentId>),
    /// Fields of the plan say nothing.
    Set {
        /// What is not known.
        what: &'static str,
        /// The fields.
        fields: Vec<Field>,
    },
    /// The draft was, or is to be, open to comments for too short a time.
    TooShort {
        /// For how many days.
        days: i64,
        /// How many are asked.
        asked: u8,
    },
}

/// A minute about a commitment, in the words that hold.
#[derive(Debug, Clone, Copy)]
pub struct Noted<'w> {
    /// The meeting.
    pub meeting: &'w Meeting,
    /// The minute.
    pub minute: &'w Minute,
    /// What it says: the latest correction of it, else its own text.
    pub text: &'w Paragraphs,
}

impl Report {
    /// Returns the one that is written on the day `today`: the one at the end of term once the plan is
    /// over.
    pub fn to_write(plan: &Plan, today: Date) -> Self {
        if plan.ends().is_some_and(|end| end < today) {
            Self::EndOfTerm
        } else {
            Self::MidTerm
        }
    }

    /// Returns the first and the last day that it is about.
    ///
    /// # Errors
    /// Which day of the plan is not known, and where to write it.
    fn period(self, plan: &Plan) -> Result<(Date, Date), String> {
        let not_recorded = |what, fields: &[Field]| {
            let how = where_to_set(&plan.id, fields);
            format!("when the plan {what} is not recorded; {how}")
        };
        let begin = plan
            .begins()
            .ok_or_else(|| not_recorded("begins", &[Field::Start]))?;
        let end = match self {
            Self::MidTerm => {
                let year = begin.saturating_add(Span::new().years(1)).yesterday().ok();
                year.map(|year| plan.ends().map_or(year, |end| end.min(year)))
            }
            Self::EndOfTerm => plan.ends(),
        };
        let end = end.ok_or_else(|| not_recorded("ends", &[Field::End]))?;
        Ok((begin, end))
    }
}

impl<'w> Draft<'w> {
    /// Gathers what the records say for the self-assessment of a plan on the day `today`.
    ///
    /// # Errors
    /// When the plan does not say when it begins or ends, or has not begun.
    pub fn of(
        workspace: &'w Workspace,
        plan: &'w Plan,
        report: Report,
        today: Date,
    ) -> Result<Self, String> {
        let (begin, end) = report.period(plan)?;
        if today < begin {
            return Err(format!(
                "the time of {} begins on {}; there is nothing to tell yet",
                report.words(),
                human_day(begin)
            ));
        }
        let until = end.min(today);
        Ok(Self {
            workspace,
            plan,
            report,
            begin,
            end,
            until,
            asked: Asked::of(workspace, plan, report)?,
            commitments: known_then(workspace, plan, until),
        })
    }

    /// Returns the nations that have a part in the plan, in its order, then those it does not name.
    pub fn nations(&self) -> Vec<&str> {
        let named = self.plan.nations.iter().map(String::as_str);
        let others = self.commitments.iter().map(|held| held.nation.as_str());
        let mut seen = BTreeSet::new();
        let all = named.chain(others).filter(|nation| seen.insert(*nation));
        all.filter(|nation| self.of_nation(nation).next().is_some())
            .collect()
    }

    /// Returns the commitments of one nation.
    pub fn of_nation(&self, nation: &str) -> impl Iterator<Item = &Commitment> {
        self.commitments
            .iter()
            .filter(move |held| held.nation == nation)
    }

    /// Tells whether something is recorded on a commitment that the government says, both sides agreed on,
    /// or a meeting noted.
    pub fn covers(&self, commitment: &Commitment) -> bool {
        let said = |update: &Update| {
            update.side != Side::CivilSociety
                && (update.status.is_some() || !update.note.is_empty())
        };
        let noted = |noted: &Noted<'_>| {
            matches!(
                noted.minute.kind,
                MinuteKind::Note | MinuteKind::Progress | MinuteKind::Decision
            )
        };
        commitment.live_updates().any(|(_, update)| said(update))
            || self.noted(&commitment.id).iter().any(noted)
    }

    /// Returns the commitments on which there is nothing.
    pub fn not_covered(&self) -> impl Iterator<Item = &Commitment> {
        self.commitments.iter().filter(|held| !self.covers(held))
    }

    /// Returns `22 of 27 commitments covered`.
    pub fn coverage(&self) -> String {
        let all = self.commitments.len();
        let covered = all - self.not_covered().count();
        format!("{covered} of {all} commitments covered")
    }

    /// Returns the meetings of the plan that were held in the time it is about, earliest first.
    pub fn meetings(&self) -> Vec<&'w Meeting> {
        let mut held: Vec<&Meeting> = self
            .workspace
            .meetings()
            .values()
            .map(AsRef::as_ref)
            .filter(|meeting: &&Meeting| meeting.plan == self.plan.id && meeting.was_held())
            .filter(|meeting| (self.begin..=self.until).contains(&meeting.date))
            .collect();
        held.sort_by(|one, other| (one.date, &one.id).cmp(&(other.date, &other.id)));
        held
    }

    /// Returns the meetings with the minister among them.
    pub fn with_the_minister(&self) -> Vec<&'w Meeting> {
        let mut held = self.meetings();
        held.retain(|meeting| meeting.kind == MeetingKind::Minister);
        held
    }

    /// Returns what was minuted on a commitment or its milestones and is not internal. That there was
    /// nothing new, and what is to be done, is not told.
    pub fn noted(&self, id: &CommitmentId) -> Vec<Noted<'w>> {
        let mut all = Vec::new();
        for meeting in self.meetings() {
            let about = |minute: &&Minute| {
                let subject = minute.about.as_ref();
                subject.is_some_and(|subject| subject.commitment == *id)
            };
            let minutes = meeting.live_minutes().filter(about);
            let told = minutes.filter(|minute| !minute.internal && is_told(minute.kind));
            all.extend(told.filter_map(|minute| Noted::of(meeting, minute)));
        }
        all
    }

    /// Returns what is still to be written down, the gravest first.
    pub fn to_do(&self) -> Vec<Todo> {
        let mut todo = Vec::new();
        let missing: Vec<CommitmentId> = self.not_covered().map(|held| held.id.clone()).collect();
        if !missing.is_empty() {
            todo.push(Todo::Report(missing));
        }
        let held = self.report.recorded(self.plan);
        let of_report = self.report.fields();
        match (held.days_open(), self.asked.comment_days) {
            (None, _) => {
                todo.push(Todo::Set {
                    what: "when this draft is open to comments",
                    fields: vec![of_report.from, of_report.until],
                });
            }
            (Some(days), Some(asked)) if days < i64::from(asked) => {
                todo.push(Todo::TooShort { days, asked });
            }
            (Some(_), _) => {}
        }
        let made = &self.plan.co_creation;
        let fields = [
            (
                made.announced.is_none(),
                "when its timeline was published",
                vec![Field::Plan(PlanField::Announced)],
            ),
            (
                made.began.is_none(),
                "when its making began",
                vec![Field::Plan(PlanField::Began)],
            ),
            (
                made.outreach.is_empty(),
                "what was done to reach others",
                vec![Field::Plan(PlanField::Outreach)],
            ),
            (
                made.inputs_from.is_none() || made.inputs_until.is_none(),
                "when contributions could be made",
                vec![
                    Field::Plan(PlanField::InputsFrom),
                    Field::Plan(PlanField::InputsUntil),
                ],
            ),
            (
                made.response.is_empty(),
                "where it is published how contributions were considered",
                vec![Field::Plan(PlanField::Considered)],
            ),
        ];
        let missing = fields.into_iter().filter(|(missing, ..)| *missing);
        todo.extend(missing.map(|(_, what, fields)| Todo::Set { what, fields }));
        todo
    }
}

impl Todo {
    /// Returns what is missing and how to write it down, one sentence without a full stop.
    pub fn words(&self, draft: &Draft<'_>) -> String {
        match self {
            Self::Report(missing) => {
                let how = match missing.first() {
                    Some(first) if draft.until == draft.end => format!(
                        "report on each in a script of `roundtable apply`, as in `on {}`, then \
                         `add-update {first} \"what was done\" side:government`",
                        draft.until
                    ),
                    _ => "report on each with s".to_owned(),
                };
                let (day, count) = (human_day(draft.until), missing.len());
                let plural = if count == 1 { "" } else { "s" };
                format!(
                    "by {day} nothing is recorded on {count} commitment{plural} that the government \
                     says or both sides agreed on; {how}"
                )
            }
            Self::Set { what, fields } => {
                format!(
                    "{what} is not recorded; {}",
                    where_to_set(&draft.plan.id, fields)
                )
            }
            Self::TooShort { days, asked } => {
                let plural = if *days == 1 { "" } else { "s" };
                format!(
                    "the draft is open to comments for {days} day{plural}, and {asked} are asked; {}",
                    where_to_set(&draft.plan.id, &[draft.report.fields().until])
                )
            }
        }
    }
}

impl<'w> Noted<'w> {
    /// Returns what a minute says by now; `None` where a correction left nothing of it.
    fn of(meeting: &'w Meeting, minute: &'w Minute) -> Option<Self> {
        let corrections = meeting.corrections.iter();
        let latest = corrections
            .filter(|correction| correction.minute.as_ref() == Some(&minute.id))
            .max_by_key(|correction| correction.number);
        let text = latest.map_or(&minute.text, |correction| &correction.after);
        (!text.is_empty()).then_some(Self {
            meeting,
            minute,
            text,
        })
    }
}

fn is_told(kind: MinuteKind) -> bool {
    match kind {
        MinuteKind::Note
        | MinuteKind::Progress
        | MinuteKind::Decision
        | MinuteKind::Objection
        | MinuteKind::Question => true,
        MinuteKind::Action | MinuteKind::NoUpdate => false,
    }
}

/// Returns the commitments of a plan as they were known at the end of that day, without what was put in
/// the bin since.
fn known_then(workspace: &Workspace, plan: &Plan, day: Date) -> Vec<Commitment> {
    let then = workspace.as_of(day);
    let mut known: Vec<Commitment> = Vec::new();
    for held in then
        .commitments()
        .values()
        .filter(|held| held.plan == plan.id)
    {
        let now = workspace.commitments().get(&held.id);
        let Some(now) = now.filter(|now| now.binned.is_none()) else {
            continue;
        };
        if !workspace.is_public(now.added_in.as_ref()) {
            continue;
        }
        let mut held = workspace.as_public(held);
        drop_binned(&mut held.updates, &now.updates);
        held.milestones.retain_mut(|milestone| {
            let now = now.live_milestones().find(|live| live.id == milestone.id);
            if let Some(Milestone { updates, .. }) = now {
                drop_binned(&mut milestone.updates, updates);
            }
            now.is_some()
        });
        known.push(held);
    }
    let place = |nation: &str| plan.nations.iter().position(|named| named == nation);
    known.sort_by(|one, other| {
        let key = |held: &Commitment| (place(&held.nation).unwrap_or(usize::MAX), held.number);
        (key(one), &one.id).cmp(&(key(other), &other.id))
    });
    known
}

fn drop_binned(then: &mut Vec<Update>, now: &[Update]) {
    let is_live = |update: &Update| {
        let mut live = now.iter().filter(|one| one.binned.is_none());
        live.any(|one| one.id == update.id)
    };
    then.retain(is_live);
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use jiff::civil::date;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::{Change, Edit, PlanId, Settings};

    fn read<T: DeserializeOwned>(text: &str) -> T {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        options.from_str(text).unwrap()
    }

    /// A plan from 12 May 2016 to the end of 2018 with one commitment that holds `more`, and with
    /// one meeting, on 30 Nov 2016, that holds `minutes`.
    fn workspace(plan: &str, more: &str, minutes: &str) -> Workspace {
        let id = PlanId::parse("p").unwrap();
        let mut workspace = Workspace::new(Settings::new("Somewhere", id));
        let plan = format!(
            "(id: \"p\", title: \"A plan\", published: \"2016-05-12\", end: \"2018\", \
             era: MidAndEndOfTerm{plan})"
        );
        workspace.mirror(&Edit::Plan(Change::create(read(&plan))));
        let meeting = format!(
            "(id: \"2016-11-30\", plan: \"p\", kind: Review, date: \"2016-11-30\", state: Final\
             {minutes})"
        );
        workspace.mirror(&Edit::Meeting(Change::create(read(&meeting))));
        let commitment =
            format!("(id: \"UK0001\", plan: \"p\", number: 1, title: \"A promise\"{more})");
        workspace.mirror(&Edit::Commitment(Change::create(read(&commitment))));
        workspace
    }

    fn drafted(workspace: &Workspace, report: Report, today: Date) -> Result<Draft<'_>, String> {
        let plan = workspace.plans().values().next().unwrap();
        Draft::of(workspace, plan, report, today)
    }

    #[track_caller]
    fn covers(more: &str, minutes: &str, mid_term: bool, end_of_term: bool) {
        let workspace = workspace("", more, minutes);
        let covers = Report::ALL.map(|report| {
            let draft = drafted(&workspace, report, date(2019, 1, 15)).unwrap();
            draft.covers(draft.commitments.first().unwrap())
        });
        assert_eq!(covers, [mid_term, end_of_term], "{more} {minutes}");
    }

    fn update(day: &str, rest: &str) -> String {
        format!(", updates: [(id: \"u\", date: \"{day}\", {rest})]")
    }

    fn minute(rest: &str) -> String {
        format!(", minutes: [(id: \"m\", about: \"UK0001\", text: [\"It was said.\"], {rest})]")
    }

    #[test]
    fn a_commitment_is_covered_by_what_is_recorded_in_time() {
        let note = "note: [\"Done.\"]";
        covers("", "", false, false);
        let government = format!("side: Government, {note}");
        covers(&update("2017-05-11", &government), "", true, true);
        covers(&update("2017-05-12", &government), "", false, true);
        covers(&update("2019-01-01", &government), "", false, false);
        covers(&update("2017-05-11", "status: Limited"), "", true, true);
        let evidence = "side: Government, evidence: [\"https://a.example\"]";
        covers(&update("2017-05-11", evidence), "", false, false);
        let other = format!("side: CivilSociety, {note}");
        covers(&update("2017-05-11", &other), "", false, false);
        // What was put in the bin after the end of the year is not told of the year either.
        let binned = format!("{government}, binned: \"2018-01-01\"");
        covers(&update("2017-05-11", &binned), "", false, false);
        covers("", &minute("kind: Progress"), true, true);
        for nothing in [
            "kind: Progress, internal: true",
            "kind: Progress, binned: \"2018-01-01\"",
            "kind: NoUpdate",
            "kind: Objection",
        ] {
            covers("", &minute(nothing), false, false);
        }
        let taken_back = ", corrections: [(id: \"c\", number: 1, date: \"2018-01-01\", \
                          minute: \"m\", after: [], by: \"Anna\", why: \"It was not said.\")]";
        let minutes = format!("{}{taken_back}", minute("kind: Progress"));
        covers("", &minutes, false, false);
    }

    #[track_caller]
    fn comments(plan: &str, expected: &[&str]) {
        let made = ", co_creation: (announced: \"2015-06-01\", began: \"2015-07-01\", \
                    outreach: [\"A workshop\"], inputs_from: \"2015-07-01\", \
                    inputs_until: \"2015-09-01\", response: \"https://a.example\")";
        let covered = update("2017-05-11", "status: Limited");
        let workspace = workspace(&format!("{made}{plan}"), &covered, "");
        let draft = drafted(&workspace, Report::MidTerm, date(2017, 6, 1)).unwrap();
        let todo = draft.to_do();
        let words: Vec<String> = todo.iter().map(|todo| todo.words(&draft)).collect();
        assert_eq!(words, expected);
        assert_eq!(draft.asked.due, Some(date(2017, 8, 12)));
    }

    #[test]
    fn two_weeks_of_comments_are_asked() {
        let open = |until: &str| {
            format!(
                ", mid_term_report: (comments_from: \"2017-06-01\", comments_until: \"{until}\")"
            )
        };
        comments(
            "",
            &[
                "when this draft is open to comments is not recorded; set “mid-term comments \
               from” and “mid-term comments until” of p by `edit plan` in :",
            ],
        );
        comments(
            &open("2017-06-13"),
            &[
                "the draft is open to comments for 13 days, and 14 are asked; set “mid-term \
               comments until” of p by `edit plan` in :",
            ],
        );
        comments(&open("2017-06-14"), &[]);
    }

    #[test]
    fn the_time_it_is_about_and_which_is_next() {
        let workspace = workspace("", "", "");
        let plan = workspace.plans().values().next().unwrap();
        let day = |day: &str| day.parse::<Date>().unwrap();
        for (today, next, until) in [
            ("2016-12-01", Report::MidTerm, "2016-12-01"),
            ("2018-12-31", Report::MidTerm, "2017-05-11"),
            ("2019-01-01", Report::EndOfTerm, "2018-12-31"),
        ] {
            assert_eq!(Report::to_write(plan, day(today)), next);
            let draft = drafted(&workspace, next, day(today)).unwrap();
            assert_eq!(draft.until, day(until), "{today}");
        }
        let early = drafted(&workspace, Report::MidTerm, day("2016-05-11")).unwrap_err();
        assert_eq!(
            early,
            "the time of the mid-term self-assessment begins on 12 May 2016; there is nothing to \
             tell yet"
        );
    }
}
