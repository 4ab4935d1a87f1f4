//! The evidence sheet of a plan: what it has to do, whether it does, and what shows it; its meetings,
//! and the evidence for each of its commitments.
//!
//! It is what an independent reviewer looks for first. All of it is public record: who was at the
//! table is told in numbers.

mod taking_part;

use jiff::civil::Date;

use super::about_plan::{fact, meetings_held, no_meeting, strictest};
use super::attribution::{Censor, Outgoing};
use super::document::{Anchor, Block, Document, Entry, Line, Section, Table};
use super::said;
use crate::model::requirements::{Body, Judged, Verdict};
use crate::model::{Commitment, Meeting, Plan, Side, Workspace};

/// Makes the evidence sheet of a plan that was judged on the day `today`.
pub fn standards(workspace: &Workspace, plan: &Plan, judged: &[Judged], today: Date) -> Document {
    let about = no_meeting(plan, today, strictest(workspace));
    let censor = Censor::new(workspace, &about, about.attribution);
    let binding: Vec<&Judged> = judged.iter().filter(|judged| judged.binding).collect();
    let count = |verdict| {
        let of = binding
            .iter()
            .filter(|judged| judged.finding.verdict == verdict);
        of.count()
    };
    let in_force = Line::new()
        .shown(count(Verdict::Met))
        .own(" met, ")
        .shown(count(Verdict::NotMet))
        .own(" not met, of ")
        .shown(count(Verdict::CannotTell))
        .own(" the records do not tell");
    let mut document = Document {
        other: String::new(),
        title: Line::new().own("Evidence: ").text(Outgoing::plan(plan)),
        facts: vec![
            fact("Judged on", Outgoing::day(today).into()),
            fact("In force", in_force),
        ],
        sections: vec![summary(judged)],
    };
    for body in [Body::Plan, Body::Standards, Body::Older] {
        document.sections.extend(part(&censor, judged, body, today));
    }
    document.sections.push(meetings(workspace, plan, today));
    let told = [
        taking_part::contributions(&censor, plan),
        taking_part::documents(&censor, plan),
    ];
    document
        .sections
        .extend(told.into_iter().filter(|section| !section.is_empty()));
    document
        .sections
        .push(commitments(workspace, &censor, plan));
    document.tell_anchors_apart();
    document
}

fn verdict(judged: &Judged) -> Line {
    Line::new().strong(Outgoing::own(judged.finding.verdict.words()))
}

fn summary(judged: &[Judged]) -> Section {
    let rows = judged.iter().map(|one| {
        let in_force = if one.binding {
            "yes"
        } else {
            "not for this plan"
        };
        vec![
            Outgoing::required(&one.requirement).into(),
            verdict(one),
            Line::new().own(in_force),
            Line::from(Outgoing::found(&one.finding)),
        ]
    });
    let title = Outgoing::own("All requirements");
    let mut section = Section::new(Anchor::named("all-requirements"), title);
    section.table(Table {
        caption: Line::new().own("Every requirement and what the records say"),
        head: vec!["Requirement", "Verdict", "In force", "Why"],
        rows: rows.collect(),
    });
    section
}

/// Returns the requirements of one body of rules, each with what shows it.
fn part(censor: &Censor<'_>, judged: &[Judged], body: Body, today: Date) -> Option<Section> {
    let of_body: Vec<&Judged> = judged
        .iter()
        .filter(|one| one.requirement.body == body)
        .collect();
    if of_body.is_empty() {
        return None;
    }
    let anchor = match body {
        Body::Plan => "promises",
        Body::Standards => "standards",
        Body::Older => "older-rules",
    };
    let heading = match body {
        Body::Plan => "What the plan promises",
        Body::Standards => "OGP Participation and Co-Creation Standards",
        Body::Older => "OGP rules before 2022",
    };
    let mut section = Section::new(Anchor::named(anchor), Outgoing::own(heading));
    for one in of_body {
        section.sections.push(requirement(censor, one, today));
    }
    Some(section)
}

fn requirement(censor: &Censor<'_>, judged: &Judged, today: Date) -> Section {
    let (requirement, finding) = (&judged.requirement, &judged.finding);
    let mut section = Section::new(
        Anchor::named("requirement"),
        Outgoing::required(requirement),
    );
    section.paragraph(Outgoing::asked(requirement).into());
    let why = verdict(judged)
        .own(": ")
        .text(Outgoing::found(finding))
        .own(".");
    section.paragraph(match finding.due {
        Some(due) if due < today => why.own(" It was due on ").text(Outgoing::day(due)).own("."),
        Some(due) => why
            .own(" It is due next by ")
            .text(Outgoing::day(due))
            .own("."),
        None => why,
    });
    let shown = finding.exhibits.iter().map(|exhibit| {
        let mark = match exhibit.meets {
            Some(true) => "yes: ",
            Some(false) => "no: ",
            None => "",
        };
        entry(Line::new().own(mark).text(censor.shows(exhibit)))
    });
    section.list(shown.collect());
    section.paragraph(
        Line::new()
            .own("Source: ")
            .text(Outgoing::written(requirement))
            .own("."),
    );
    section
}

fn entry(first: Line) -> Entry {
    Entry {
        first,
        ..Entry::default()
    }
}

/// Returns the meetings that were held, with how many of each side took part.
fn meetings(workspace: &Workspace, plan: &Plan, today: Date) -> Section {
    let of_plan =
        |meeting: &&Meeting| meeting.plan == plan.id && meeting.was_held() && meeting.date <= today;
    let mut held: Vec<&Meeting> = workspace
        .meetings()
        .values()
        .map(AsRef::as_ref)
        .filter(of_plan)
        .collect();
    held.sort_by_key(|meeting| meeting.date);
    let mut section = Section::new(Anchor::named("meetings"), Outgoing::own("Meetings"));
    section.table(meetings_held(&held));
    if section.is_empty() {
        section.paragraph(Line::new().own("No meeting was held."));
    }
    section.paragraph(taking_part::contacts(workspace, plan));
    section
}

/// Returns the status of each commitment with the links that show it.
fn commitments(workspace: &Workspace, censor: &Censor<'_>, plan: &Plan) -> Section {
    let of_plan = |held: &&Commitment| held.plan == plan.id && held.binned.is_none();
    let all = workspace
        .commitments()
        .values()
        .map(AsRef::as_ref)
        .filter(of_plan);
    let entries = all.map(|held| {
        let standing = held.standing();
        let status = match standing.shown() {
            None if standing.is_disputed() => said::standing(censor, standing, &held.updates),
            None => Line::new().own("no status"),
            Some((status, Side::Agreed)) => Line::new().text(Outgoing::status(status)),
            Some((status, side)) => {
                let line = Line::new().text(Outgoing::status(status)).own(", ");
                let side = censor
                    .side(side)
                    .unwrap_or_else(|| Outgoing::own("one side"));
                line.text(side).own(" says")
            }
        };
        let updates = held.live_updates().map(|(_, update)| update);
        let links = updates.flat_map(|update| update.evidence.iter());
        let mut links: Vec<Line> = links
            .filter_map(|link| censor.address(link))
            .map(Line::from)
            .collect();
        links.dedup();
        if links.is_empty() {
            links.push(Line::new().own("no evidence"));
        }
        let name = Outgoing::name_of(workspace, held);
        Entry {
            anchor: Some(Anchor::of("c", &held.id)),
            first: Line::new().text(name).own(": ").line(status),
            more: links,
        }
    });
    let title = Outgoing::own("Evidence for each commitment");
    let mut section = Section::new(Anchor::named("commitments"), title);
    section.list(entries.collect());
    if section.is_empty() {
        section.blocks.push(Block::Paragraph(
            Line::new().own("The plan has no commitments."),
        ));
    }
    section
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use jiff::civil::date;

    use crate::base::id::Id as _;
    use crate::model::requirements::{Requirement, judge_all};
    use crate::model::*;
    use crate::publish::{Format, publish_standards};

    fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .unwrap()
    }

    #[test]
    fn the_evidence_sheet_names_nobody_and_no_side_that_a_meeting_keeps_back() {
        let plan: Plan = read(
            "(id: \"p\", title: \"A plan\", published: \"2022-01-01\", era: Results, \
             co_creation: (outreach: [\"A workshop by Jane Doe\"], contributions: [(id: \"c\", \
             date: \"2022-02-01\", by: \"Jane Doe\", text: [\"Jane Doe asks for more\"])]), \
             documents: [(id: \"d\", kind: Other, title: \"Terms by Jane Doe\", \
             link: \"https://a.example/jane-doe\")])",
        );
        let meeting: Meeting = read(
            "(id: \"2022-03-01\", plan: \"p\", kind: Review, date: \"2022-03-01\", state: Final, \
             attribution: ChathamHouse, roll: [(id: \"a\", name: \"Jane Doe\", \
             sector: CivilSociety, presence: Present)])",
        );
        let commitment: Commitment = read(
            "(id: \"UK0001\", plan: \"p\", number: 1, title: \"A promise\", updates: [(id: \"u\", \
             date: \"2022-03-01\", side: CivilSociety, status: Limited, \
             evidence: [\"https://a.example/notes-jane-doe.pdf\"], meeting: \"2022-03-01\")])",
        );
        let id = PlanId::parse("p").unwrap();
        let mut workspace = Workspace::new(Settings::new("Somewhere", id.clone()));
        workspace.mirror(&Edit::Plan(Change::create(plan)));
        workspace.mirror(&Edit::Meeting(Change::create(meeting)));
        workspace.mirror(&Edit::Commitment(Change::create(commitment)));
        let (plan, today) = (workspace.plans()[&id].clone(), date(2022, 6, 1));
        let judged = judge_all(Requirement::built_in().unwrap(), &workspace, &plan, today);
        let sheet = publish_standards(&workspace, &plan, &judged, today, Format::Markdown);
        assert!(sheet.contains("a link that names somebody"), "{sheet}");
        assert!(sheet.contains("limited, one side says"), "{sheet}");
        for secret in ["Jane", "jane", "civil society says"] {
            assert!(!sheet.contains(secret), "{secret}: {sheet}");
        }
    }
}
