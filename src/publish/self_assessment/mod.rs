//! The government's own assessment of a plan, drafted from the records: how much of the plan it covers,
//! how the plan was made and kept up, and commitment by commitment what was done.
//!
//! It is about no one meeting: what was said in each stays under what was promised there.

mod commitment;

use self::commitment::Chapter;
use super::about_plan::{fact, meetings_held, no_meeting};
use super::attribution::{Censor, Outgoing};
use super::document::{Anchor, Document, Entry, Fact, Line, Section, Table};
use crate::model::Attribution;
use crate::model::contribution::Contribution;
use crate::model::requirements::Report;
use crate::model::self_assessment::{Draft, Todo};

/// Makes the draft of a self-assessment.
pub fn self_assessment(draft: &Draft<'_>) -> Document {
    let about = no_meeting(draft.plan, draft.until, Attribution::Named);
    let censor = Censor::new(draft.workspace, &about, Attribution::Named);
    let writer = Writer {
        draft,
        censor: &censor,
    };
    let chapters = |nation| {
        let of_nation = draft.of_nation(nation);
        of_nation.map(|held| Chapter::new(draft, &censor, held))
    };
    let nations: Vec<(&str, Vec<Chapter<'_>>)> = draft
        .nations()
        .into_iter()
        .map(|nation| (nation, chapters(nation).collect()))
        .collect();
    let mut sections: Vec<Section> = writer.to_do().into_iter().collect();
    sections.extend([writer.made(), writer.kept_up(), writer.comments()]);
    sections.push(summary(nations.iter().flat_map(|(_, chapters)| chapters)));
    sections.extend(
        nations
            .iter()
            .map(|(nation, chapters)| writer.nation(nation, chapters)),
    );
    let mut document = Document {
        other: String::new(),
        title: Line::new()
            .own(match draft.report {
                Report::MidTerm => "Draft of the mid-term self-assessment: ",
                Report::EndOfTerm => "Draft of the end-of-term self-assessment: ",
            })
            .text(Outgoing::plan(draft.plan)),
        facts: writer.facts(),
        sections,
    };
    document.tell_anchors_apart();
    document
}

struct Writer<'d> {
    draft: &'d Draft<'d>,
    censor: &'d Censor<'d>,
}

impl Writer<'_> {
    fn facts(&self) -> Vec<Fact> {
        let draft = self.draft;
        let mut period = between(draft.begin, draft.end);
        if draft.until < draft.end {
            let day = Outgoing::day(draft.until);
            period = period.own("; told as of ").text(day);
        }
        let due = match draft.asked.due {
            Some(due) => Line::new().own("by ").text(Outgoing::day(due)),
            None => Line::new().own("no rule in force names a day"),
        };
        let held = draft.report.recorded(draft.plan);
        let published = match held.published {
            Some(day) => Line::from(Outgoing::date(day)),
            None => Line::new().own("not recorded"),
        };
        let link = Line::from(self.censor.said_anywhere(&held.link));
        vec![
            fact("Plan", Line::new().shown(&draft.plan.id)),
            fact("Period", period),
            fact("Coverage", Line::new().strong(Outgoing::coverage(draft))),
            fact("Open to comments", self.open_to_comments()),
            fact("Due", due),
            fact("Published", published.apart(", ", link)),
        ]
    }

    fn open_to_comments(&self) -> Line {
        let held = self.draft.report.recorded(self.draft.plan);
        let (Some(from), Some(until), Some(days)) =
            (held.comments_from, held.comments_until, held.days_open())
        else {
            return Line::new().own("not recorded yet");
        };
        let plural = if days == 1 { " day" } else { " days" };
        let line = between(from, until).own(", ").shown(days).own(plural);
        match self.draft.asked.comment_days {
            Some(asked) if days < i64::from(asked) => line
                .own("; fewer than the ")
                .shown(u16::from(asked))
                .own(" that are asked"),
            _ => line,
        }
    }

    /// Returns what is to be written down first, which goes when it is.
    fn to_do(&self) -> Option<Section> {
        let todo = self.draft.to_do();
        if todo.is_empty() {
            return None;
        }
        let title = Outgoing::own("Before this draft is published");
        let mut section = Section::new(Anchor::named("before"), title);
        let entries = todo.iter().map(|one| {
            let mut entry = Entry::of(Outgoing::to_do(one, self.draft).into());
            if let Todo::Report(_) = one {
                let missing = self.draft.not_covered();
                let names = missing.map(|held| Outgoing::name_of(self.draft.workspace, held));
                entry.more = names.map(Line::from).collect();
            }
            entry
        });
        section.list(entries.collect());
        Some(section)
    }

    fn made(&self) -> Section {
        let (draft, censor) = (self.draft, self.censor);
        let made = &draft.plan.co_creation;
        let title = Outgoing::own("How the plan was made with civil society");
        let mut section = Section::new(Anchor::named("made"), title);
        let day = |words, day: Option<_>| {
            day.map(|day| Line::new().own(words).text(Outgoing::day(day)).own("."))
        };
        let inputs = made
            .inputs_from
            .zip(made.inputs_until)
            .map(|(from, until)| {
                let line = Line::new().own("Contributions could be made from ");
                line.line(between(from, until)).own(".")
            });
        let response = Some(made.response.as_str()).filter(|link| !link.is_empty());
        let response = response.map(|link| {
            let line = Line::new().own("How contributions were considered: ");
            line.text(censor.said_anywhere(link))
        });
        let paragraphs = [
            day(
                "The timeline and the ways to take part were published on ",
                made.announced,
            ),
            day("The making of the plan began on ", made.began),
            inputs,
            self.contributions(),
            response,
            day("The plan was published on ", draft.plan.published),
        ];
        for line in paragraphs.into_iter().flatten() {
            section.paragraph(line);
        }
        let outreach = made.outreach.iter().map(|one| censor.said_anywhere(one));
        let outreach: Vec<Entry> = outreach
            .filter(|one| !one.as_str().is_empty())
            .map(|one| Entry::of(one.into()))
            .collect();
        if !outreach.is_empty() {
            section.paragraph(Line::new().own("To reach others:"));
        }
        section.list(outreach);
        if section.is_empty() {
            section.paragraph(Line::new().own("How it was made is not recorded."));
        }
        section
    }

    /// Returns how many contributions are recorded and how many were answered; who made them is not told.
    fn contributions(&self) -> Option<Line> {
        let until = self.draft.until;
        let made = || {
            let all = self.draft.plan.live_contributions();
            all.filter(|one| one.date <= until)
        };
        let by_then =
            |one: &&Contribution| one.is_answered() && one.responded.is_none_or(|day| day <= until);
        let (all, answered) = (made().count(), made().filter(by_then).count());
        (all > 0).then(|| {
            Line::new()
                .own("Contributions recorded: ")
                .shown(all)
                .own("; answered in writing: ")
                .shown(answered)
                .own(".")
        })
    }

    fn kept_up(&self) -> Section {
        let draft = self.draft;
        let title = Outgoing::own("How it was kept up with civil society");
        let mut section = Section::new(Anchor::named("kept-up"), title);
        let held = draft.meetings();
        let minister = draft.with_the_minister();
        let line = match minister.as_slice() {
            [] => Line::new().own("Civil society did not meet the minister in this time."),
            some => {
                let days = some
                    .iter()
                    .map(|meeting| Line::from(Outgoing::day(meeting.date)));
                Line::new()
                    .own("Civil society met the minister on ")
                    .line(Line::joined(", ", days))
                    .own(".")
            }
        };
        let counted = match held.len() {
            0 => Line::new().own("No meeting is recorded in this time."),
            1 => Line::new().own("One meeting was held in this time."),
            many => Line::new()
                .shown(many)
                .own(" meetings were held in this time."),
        };
        section.paragraph(counted.own(" ").line(line));
        section.table(meetings_held(&held));
        section
    }

    fn comments(&self) -> Section {
        let title = Outgoing::own("Comments on this draft");
        let mut section = Section::new(Anchor::named("comments"), title);
        let line = Line::new().own("Open to comments: ");
        section.paragraph(line.line(self.open_to_comments()).own("."));
        section
    }

    fn nation(&self, nation: &str, chapters: &[Chapter<'_>]) -> Section {
        let title = Outgoing::nation(self.draft.workspace, nation);
        let mut section = Section::new(Anchor::named("nation"), title);
        section.sections = chapters.iter().map(Chapter::section).collect();
        section
    }
}

fn summary<'c>(chapters: impl Iterator<Item = &'c Chapter<'c>>) -> Section {
    let title = Outgoing::own("All commitments");
    let mut section = Section::new(Anchor::named("all-commitments"), title);
    section.table(Table {
        caption: Line::new().own("Completion of every commitment"),
        head: vec!["Commitment", "Lead", "Completion", "Milestones"],
        rows: chapters.map(Chapter::row).collect(),
    });
    if section.is_empty() {
        section.paragraph(Line::new().own("The plan has no commitments."));
    }
    section
}

fn between(from: jiff::civil::Date, until: jiff::civil::Date) -> Line {
    Line::new()
        .text(Outgoing::day(from))
        .own(" to ")
        .text(Outgoing::day(until))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use jiff::civil::date;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::{Change, Commitment, Edit, Meeting, Plan, PlanId, Settings, Workspace};
    use crate::publish::{Format, publish_self_assessment};

    fn read<T: DeserializeOwned>(text: &str) -> T {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        options.from_str(text).unwrap()
    }

    #[test]
    fn what_was_said_in_a_meeting_stays_under_its_rule() {
        let plan: Plan = read(
            "(id: \"p\", title: \"A plan\", published: \"2022-01-01\", era: Results, \
             co_creation: (outreach: [\"A workshop by Jane Doe\"], contributions: [(id: \"c\", \
             date: \"2021-06-01\", by: \"Jane Doe\", text: [\"More, says Jane Doe.\"])]))",
        );
        let meeting: Meeting = read(
            "(id: \"2022-03-01\", plan: \"p\", kind: Review, date: \"2022-03-01\", state: Final, \
             attribution: ChathamHouse, roll: [(id: \"a\", name: \"Jane Doe\", \
             sector: CivilSociety, presence: Present)], minutes: [(id: \"m\", kind: Objection, \
             about: \"UK0001\", side: CivilSociety, text: [\"Jane Doe asks for more.\"])])",
        );
        let commitment: Commitment = read(
            "(id: \"UK0001\", plan: \"p\", number: 1, title: \"A promise\", updates: [(id: \"u\", \
             date: \"2022-03-01\", side: CivilSociety, status: Limited, note: [\"Jane Doe doubts \
             it.\"], evidence: [\"https://a.example/notes-jane-doe.pdf\"], meeting: \"2022-03-01\"), \
             (id: \"v\", date: \"2022-04-01\", side: Government, status: Complete, \
             note: [\"It was done.\"])])",
        );
        let id = PlanId::parse("p").unwrap();
        let mut workspace = Workspace::new(Settings::new("Somewhere", id.clone()));
        workspace.mirror(&Edit::Plan(Change::create(plan)));
        workspace.mirror(&Edit::Meeting(Change::create(meeting)));
        workspace.mirror(&Edit::Commitment(Change::create(commitment)));
        let plan = workspace.plans()[&id].clone();
        let draft = Draft::of(&workspace, &plan, Report::MidTerm, date(2022, 6, 1)).unwrap();
        let text = publish_self_assessment(&draft, Format::Markdown);
        for told in [
            "**1 Mar 2022, one side: limited**. A participant doubts it.",
            "**1 Mar 2022, objection**. A participant asks for more.",
            "**1 Apr 2022, government: complete**. It was done.",
            "**Disputed:** one side says complete; one side says limited",
            "a link that names somebody",
            "Contributions recorded: 1; answered in writing: 0.",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        for secret in ["Jane", "jane", "civil society says", "What civil society"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}
