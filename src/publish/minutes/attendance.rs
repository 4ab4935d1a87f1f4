//! Who was there, as far as the attribution lets it be told.

use super::super::attribution::Outgoing;
use super::super::document::{Anchor, Entry, Line, Section, Table};
use super::super::reading::Reading;
use crate::model::meeting::{Attendance, HeadCount, Heads};
use crate::model::{Presence, Sector};

/// All on the list who are told by one name, as people of an organisation are.
struct Seat {
    name: Outgoing,
    people: u32,
    /// What else is said of them, and of how many.
    details: Vec<(Line, u32)>,
}

/// The sectors as the counts have them, and what each is called.
const SIDES: [(&str, &[Sector]); 3] = [
    ("Government", &[Sector::Government, Sector::Parliament]),
    ("Civil society", &[Sector::CivilSociety]),
    ("Other", &[Sector::Private, Sector::Academia, Sector::Other]),
];

/// Returns who was there.
pub(super) fn section(reading: &Reading<'_>) -> Section {
    let mut section = Section::new(Anchor::named("attendance"), Outgoing::own("Attendance"));
    let roll = &reading.meeting.roll;
    let Some(heads) = reading.meeting.heads() else {
        section.paragraph(Line::new().own("Who took part is not recorded."));
        return section;
    };
    section.paragraph(counts(reading, heads));
    let quorum = reading.quorum(heads);
    section.paragraph(quorum.map_or_else(Line::new, |words| {
        Line::new().own("Quorum: ").text(words).own(".")
    }));
    if roll
        .iter()
        .any(|line| reading.censor.on_roll(line).is_some())
    {
        section.list(lists(reading));
    } else {
        section.table(by_sector(roll));
    }
    section
}

fn counts(reading: &Reading<'_>, heads: Heads) -> Line {
    let meeting = reading.meeting;
    let mut line = Line::from(Outgoing::heads(heads));
    let rest = [
        (Presence::Remote, "; of these remote: "),
        (Presence::Apologies, "; apologies: "),
        (Presence::Absent, "; did not come: "),
    ];
    for (presence, words) in rest {
        let count = people(meeting.roll.iter(), Some(presence));
        if count > 0 {
            line = line.own(words).shown(count);
        }
    }
    let uncalled = people(meeting.roll.iter(), None);
    if uncalled > 0 {
        line = line.own("; on the roll and not called: ").shown(uncalled);
    }
    line.own(".")
}

fn people<'l>(lines: impl Iterator<Item = &'l Attendance>, presence: Option<Presence>) -> u32 {
    HeadCount::of(lines.filter(|line| line.presence == presence)).all()
}

/// Returns an entry for each side with all who were there, and one for those who sent apologies.
fn lists(reading: &Reading<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let roll = &reading.meeting.roll;
    for (side, sectors) in SIDES {
        let there = |line: &&Attendance| line.took_part() && sectors.contains(&line.sector);
        entries.extend(list(reading, side, roll.iter().filter(there)));
    }
    let sorry = roll
        .iter()
        .filter(|l| l.presence == Some(Presence::Apologies));
    entries.extend(list(reading, "Apologies", sorry));
    entries
}

fn list<'l>(
    reading: &Reading<'_>,
    title: &'static str,
    lines: impl Iterator<Item = &'l Attendance>,
) -> Option<Entry> {
    let mut seats: Vec<Seat> = Vec::new();
    let mut nameless = 0;
    for line in lines {
        let people = u32::from(line.people);
        let Some(name) = reading.censor.on_roll(line) else {
            nameless += people;
            continue;
        };
        let details = details(reading, line);
        match seats.iter_mut().find(|seat| seat.name == name) {
            Some(seat) => seat.add(details, people),
            None => seats.push(Seat {
                name,
                people,
                details: vec![(details, people)],
            }),
        }
    }
    let all = seats.iter().map(|seat| seat.people).sum::<u32>() + nameless;
    if all == 0 {
        return None;
    }
    let is_first = seats.is_empty();
    let seats = seats.into_iter().map(Seat::line);
    let rest = match (nameless, is_first) {
        (0, _) => Line::new(),
        (1, true) => Line::new().own("1 person"),
        (n, true) => Line::new().shown(n).own(" people"),
        (n, false) => Line::new().shown(n).own(" more"),
    };
    let title = Line::new()
        .strong(Outgoing::own(title))
        .own(" (")
        .shown(all)
        .own("): ");
    Some(Entry::of(
        title.line(Line::joined("; ", seats.chain([rest]))),
    ))
}

impl Seat {
    fn add(&mut self, details: Line, people: u32) {
        self.people += people;
        match self.details.iter_mut().find(|(known, _)| *known == details) {
            Some((_, known)) => *known += people,
            None => self.details.push((details, people)),
        }
    }

    /// Returns `Involve, remote`, `Involve, 2 people, remote` or, where not the same is said of all of
    /// them, `Involve, 3 people (1 remote; 1 left at 11:00)`.
    fn line(self) -> Line {
        let line = Line::from(self.name);
        let people = match self.people {
            1 => Line::new(),
            people => Line::new().shown(people).own(" people"),
        };
        let line = line.apart(", ", people);
        if let [(_, _)] = self.details.as_slice() {
            let all = self.details.into_iter().map(|(details, _)| details);
            return line.apart(", ", Line::joined("", all));
        }
        let told = self.details.into_iter();
        let told = told.filter(|(details, _)| !details.is_empty());
        let told = told.map(|(details, people)| Line::new().shown(people).own(" ").line(details));
        line.own(" (").line(Line::joined("; ", told)).own(")")
    }
}

fn details(reading: &Reading<'_>, line: &Attendance) -> Line {
    let mut parts = vec![Line::from(reading.censor.said(&line.role))];
    if line.presence == Some(Presence::Remote) {
        parts.push(Line::new().own("remote"));
    }
    if !line.substitute_for.trim().is_empty() {
        let whom = reading.censor.sat_in_for(&line.substitute_for);
        parts.extend(whom.map(|whom| Line::new().own("sits in for ").text(whom)));
    }
    // Everybody arrives; only who came once the meeting had begun is worth a word.
    let late = reading.meeting.late(line);
    parts.extend(late.map(|at| Line::new().own("came at ").shown(at)));
    let away = line.away.iter();
    parts.extend(away.map(|away| {
        let from = Line::new().own("away from ").shown(away.from);
        from.own(" to ").shown(away.to)
    }));
    parts.extend(line.left.map(|left| match left.time() {
        Some(at) => Line::new().own("left at ").shown(at),
        None => Line::new().own("left before the end"),
    }));
    Line::joined(", ", parts)
}

/// Returns how many people are on record: that nobody is does not say that nobody was.
fn recorded(people: u32) -> Line {
    match people {
        0 => Line::new().own("none recorded"),
        people => Line::new().shown(people),
    }
}

/// Returns how many of each sector were there, for those of whom no more may be told.
fn by_sector(roll: &[Attendance]) -> Table {
    let columns = [Presence::Present, Presence::Remote, Presence::Apologies];
    let mut rows = Vec::new();
    for sector in Sector::ALL {
        let of_sector = || roll.iter().filter(|line| line.sector == sector);
        let counts = columns.map(|presence| people(of_sector(), Some(presence)));
        if counts.iter().any(|count| *count > 0) {
            let mut row = vec![Line::new().own(sector.words())];
            row.extend(counts.into_iter().map(recorded));
            rows.push(row);
        }
    }
    Table {
        caption: Line::new().own("People by sector"),
        head: vec!["Sector", "In the room", "Remote", "Apologies"],
        rows,
    }
}
