//! What a self-assessment says of one commitment.

use crate::base::date::FuzzyDate;
use crate::model::replan::{Replan, Slip};
use crate::model::self_assessment::Draft;
use crate::model::{Commitment, Milestone, Paragraphs, Side, Standing, Status, Subject, Update};
use crate::publish::asked::answers;
use crate::publish::attribution::{Censor, Outgoing};
use crate::publish::document::{Anchor, Entry, Line, Section, Table, Target};
use crate::publish::said::{self, under};

/// A commitment as it was known at the end of the time that the draft is about.
pub(super) struct Chapter<'d> {
    draft: &'d Draft<'d>,
    censor: &'d Censor<'d>,
    commitment: &'d Commitment,
}

fn place(commitment: &Commitment) -> Anchor {
    Anchor::of("c", &commitment.id)
}

impl<'d> Chapter<'d> {
    pub(super) fn new(
        draft: &'d Draft<'d>,
        censor: &'d Censor<'d>,
        commitment: &'d Commitment,
    ) -> Self {
        Self {
            draft,
            censor,
            commitment,
        }
    }

    /// Returns the line of the table of all commitments.
    pub(super) fn row(&self) -> Vec<Line> {
        let commitment = self.commitment;
        let all: Vec<&Milestone> = commitment.live_milestones().collect();
        let complete = all.iter().filter(|milestone| {
            let shown = milestone.standing().shown();
            shown.is_some_and(|(status, _)| status == Status::Complete)
        });
        let milestones = match all.len() {
            0 => Line::new().own("none known"),
            count => Line::new()
                .shown(complete.count())
                .own(" of ")
                .shown(count)
                .own(" complete"),
        };
        vec![
            Line::new().link(
                Target::Here(place(commitment)),
                self.censor.commitment(commitment),
            ),
            self.censor.lead(commitment).into(),
            self.standing(commitment.standing(), &commitment.updates),
            milestones,
        ]
    }

    /// Returns the chapter.
    pub(super) fn section(&self) -> Section {
        let (censor, commitment) = (self.censor, self.commitment);
        let mut section = Section::new(place(commitment), censor.commitment(commitment));
        let lead = Line::from(censor.lead(commitment));
        let support = Line::from(censor.support(commitment));
        section.paragraph(under("Lead: ", lead).apart(" ", under("With: ", support)));
        section.paragraph(self.completion());
        section.table(self.milestones());
        if !self.draft.covers(commitment) {
            let words = "Nothing is recorded yet of what was done.";
            section.paragraph(Line::new().strong(Outgoing::own(words)));
        }
        let parts = [
            (
                "What was done",
                self.told(&[Side::Agreed, Side::Government]),
            ),
            ("What civil society says", self.civil_society()),
            ("What one side says", self.unattributed()),
            ("What the meetings noted", self.noted()),
            ("What stands in the way", self.in_the_way()),
            ("Dates that were moved", self.moved()),
            ("Evidence", self.evidence()),
            ("Next steps", self.next_steps()),
        ];
        for (heading, entries) in parts {
            if !entries.is_empty() {
                section.paragraph(Line::new().strong(Outgoing::own(heading)));
                section.list(entries);
            }
        }
        section
    }

    fn standing(&self, standing: Standing, updates: &[Update]) -> Line {
        let live = updates.iter().filter(|update| update.binned.is_none());
        said::standing(self.censor, standing, live)
    }

    /// Returns how far the whole of it has come, and its end.
    fn completion(&self) -> Line {
        let commitment = self.commitment;
        let status = self.standing(commitment.standing(), &commitment.updates);
        let line = Line::new().own("Completion: ").line(status).own(".");
        let end = due(commitment.end, commitment.slip());
        line.apart(" ", under("End: ", end))
    }

    fn milestones(&self) -> Table {
        let rows = self.commitment.live_milestones().map(|milestone| {
            vec![
                self.milestone(milestone),
                due(milestone.due, milestone.slip()),
                self.standing(milestone.standing(), &milestone.updates),
            ]
        });
        Table {
            caption: Line::new().own("Milestones"),
            head: vec!["Milestone", "Due", "Completion"],
            rows: rows.collect(),
        }
    }

    fn milestone(&self, milestone: &Milestone) -> Line {
        let subject = Subject::milestone(&self.commitment.id, &milestone.id);
        Line::from(self.censor.subject(&subject))
            .own(" ")
            .text(self.censor.milestone(milestone))
    }

    /// Returns every update of the commitment and its milestones, earliest first.
    fn updates(&self) -> Vec<(Subject, &'d Update)> {
        let mut all: Vec<(Subject, &Update)> = self.commitment.live_updates().collect();
        all.sort_by_key(|(_, update)| update.date);
        all
    }

    /// Returns what these sides said, where it may be told that they did.
    fn told(&self, sides: &[Side]) -> Vec<Entry> {
        let of_sides = |update: &Update| sides.contains(&update.side);
        self.entries(|update, side| of_sides(update) && side.is_some())
    }

    /// Returns what civil society said and what it answered to the three questions.
    fn civil_society(&self) -> Vec<Entry> {
        let mut said = self.told(&[Side::CivilSociety]);
        let live = self.commitment.pulses.iter();
        let live = live.filter(|pulse| pulse.binned.is_none());
        said.extend(live.map(|pulse| {
            let note = pulse.note.iter();
            let note = note.map(|paragraph| Line::from(self.censor.said_anywhere(paragraph)));
            answers(
                self.censor,
                pulse,
                note.filter(|line| !line.is_empty()).collect(),
            )
        }));
        said
    }

    /// Returns what was said where it may not be told which side did.
    fn unattributed(&self) -> Vec<Entry> {
        self.entries(|_, side| side.is_none())
    }

    fn entries(&self, wanted: impl Fn(&Update, Option<&Outgoing>) -> bool) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (subject, update) in self.updates() {
            let side = self.censor.side_in(update.meeting.as_ref(), update.side);
            let says_something = update.status.is_some() || !update.note.is_empty();
            if says_something && wanted(update, side.as_ref()) {
                entries.push(self.entry(&subject, update, side));
            }
        }
        entries
    }

    fn entry(&self, subject: &Subject, update: &Update, side: Option<Outgoing>) -> Entry {
        let mut head = self.head(subject, update).line(match side {
            Some(side) => Line::new().own(", ").text(side),
            None => Line::new().own(", one side"),
        });
        if let Some(status) = update.status {
            head = head.own(": ").text(Outgoing::status(status));
        }
        self.behind(head, &update.note)
    }

    /// Returns an entry of a text behind what stands out at its beginning.
    fn behind(&self, head: Line, text: &Paragraphs) -> Entry {
        let lines = text.iter();
        let lines = lines.map(|paragraph| Line::from(self.censor.said_anywhere(paragraph)));
        let mut lines = lines.filter(|line| !line.is_empty());
        let first = head.standing_out();
        Entry {
            first: first.apart(". ", lines.next().unwrap_or_default()),
            more: lines.collect(),
            ..Entry::default()
        }
    }

    /// Returns the day of an update, behind the milestone where it is about one.
    fn head(&self, subject: &Subject, update: &Update) -> Line {
        let day = Line::from(Outgoing::day(update.date));
        match subject.milestone {
            None => day,
            Some(_) => Line::from(self.censor.subject(subject)).own(", ").line(day),
        }
    }

    fn noted(&self) -> Vec<Entry> {
        let noted = self.draft.noted(&self.commitment.id).into_iter();
        let entries = noted.map(|noted| {
            let (meeting, minute) = (noted.meeting, noted.minute);
            let head = Line::from(Outgoing::day(meeting.date))
                .own(", ")
                .own(minute.kind.words());
            let side = minute
                .side
                .and_then(|side| self.censor.side_in(Some(&meeting.id), side));
            let side = side.map(Line::from).unwrap_or_default();
            self.behind(head.apart(", ", side), noted.text)
        });
        entries.collect()
    }

    fn in_the_way(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (subject, update) in self.updates() {
            let obstacle = update
                .obstacle
                .map(|obstacle| Line::new().own(obstacle.words()));
            let delay = Line::from(self.censor.said_anywhere(&update.delay));
            let what = obstacle.unwrap_or_default().apart(": ", delay);
            if !what.is_empty() {
                let head = self.head(&subject, update).own(". ");
                entries.push(Entry::of(head.line(what).own(".")));
            }
        }
        entries
    }

    fn moved(&self) -> Vec<Entry> {
        let commitment = self.commitment;
        let own = commitment.replans.iter().map(|replan| (None, replan));
        let milestones = commitment.live_milestones();
        let of_milestones = milestones.flat_map(|milestone| {
            milestone
                .replans
                .iter()
                .map(move |one| (Some(milestone), one))
        });
        let entries = own.chain(of_milestones).map(|(milestone, replan)| {
            let Replan {
                date,
                from,
                to,
                reason,
                ..
            } = replan;
            let subject = milestone.map(|milestone| {
                let subject = Subject::milestone(&commitment.id, &milestone.id);
                Line::from(self.censor.subject(&subject))
            });
            let line = subject
                .unwrap_or_default()
                .apart(", ", Outgoing::day(*date).into())
                .own(": from ")
                .text(Outgoing::date(*from))
                .own(" to ")
                .text(Outgoing::date(*to))
                .own(". ");
            Entry::of(line.text(self.censor.said_anywhere(reason)))
        });
        entries.collect()
    }

    /// Returns each link once, in the order it was given first.
    fn evidence(&self) -> Vec<Entry> {
        let updates = self.updates().into_iter();
        let links = updates.flat_map(|(_, update)| update.evidence.iter());
        let mut told: Vec<Outgoing> = Vec::new();
        for link in links {
            let link = self
                .censor
                .address(link)
                .unwrap_or_else(|| self.censor.said_anywhere(link));
            if !link.as_str().is_empty() && !told.contains(&link) {
                told.push(link);
            }
        }
        told.into_iter()
            .map(|link| Entry::of(link.into()))
            .collect()
    }

    /// Returns the milestones that nobody agreed to be settled, unless the whole of it is.
    fn next_steps(&self) -> Vec<Entry> {
        let commitment = self.commitment;
        let settled = |standing: Standing| standing.agreed.is_some_and(Status::is_settled);
        if settled(commitment.standing()) {
            return Vec::new();
        }
        let open = |milestone: &&Milestone| !settled(milestone.standing());
        let milestones = commitment.live_milestones().filter(open);
        let entries = milestones.map(|milestone| {
            let line = self.milestone(milestone);
            let due = match milestone.due {
                None => Line::new().own("no date"),
                Some(FuzzyDate::Ongoing) => Line::new().own("ongoing"),
                Some(due) if due.is_past(self.draft.until) => {
                    let past = commitment.milestone_past(milestone, self.draft.until);
                    let line = Line::new().own("was due ").text(Outgoing::date(due));
                    line.apart(
                        ", ",
                        past.map(Outgoing::past).map(Line::from).unwrap_or_default(),
                    )
                }
                Some(due) => Line::new().own("due ").text(Outgoing::date(due)),
            };
            Entry::of(line.own(" (").line(due).own(")"))
        });
        entries.collect()
    }
}

fn due(due: Option<FuzzyDate>, slip: Option<Slip>) -> Line {
    let date = due.map(|due| Line::from(Outgoing::date(due)));
    let slip = slip.map(|slip| Line::from(Outgoing::slip(slip)));
    date.unwrap_or_default()
        .apart(", ", slip.unwrap_or_default())
}
