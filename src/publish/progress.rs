//! The progress update: how far each commitment of the plan has come at the end of the meeting's
//! day.

use std::collections::BTreeSet;

use super::attribution::Outgoing;
use super::document::{Anchor, Document, Entry, Fact, Line, Section, Table, Target, View};
use super::reading::{Reading, place};
use super::said::under;
use crate::base::date::FuzzyDate;
use crate::model::commitment::Milestone;
use crate::model::deadline::Past;
use crate::model::replan::{Replan, Slip, promised_before};
use crate::model::said::Said;
use crate::model::{
    Attribution, Commitment, CommitmentId, Meeting, MinuteKind, Side, Standing, Status, Subject,
    Update, Workspace, carry,
};

/// Makes the progress update of a meeting.
pub fn progress(workspace: &Workspace, meeting: &Meeting, attribution: Attribution) -> Document {
    let reading = Reading::new(workspace, meeting, attribution);
    let progress = Progress {
        minuted: reading.minuted(),
        silent: silent(&reading),
        reading: &reading,
    };
    let rows: Vec<Row<'_>> = reading.commitments().map(|c| progress.row(c)).collect();
    let mut document = reading.begin(View::Progress);
    document.facts.push(Fact {
        name: "Coverage",
        value: progress.coverage(&rows),
    });
    document.sections.push(progress.summary(&rows));
    let parts = rows.iter().map(|row| progress.section(row));
    document.sections.extend(parts);
    document.tell_anchors_apart();
    document
}

struct Progress<'r, 'w> {
    reading: &'r Reading<'w>,
    /// The commitments that have a place in the minutes.
    minuted: BTreeSet<&'w CommitmentId>,
    /// The commitments of which it was minuted that there is nothing new.
    silent: BTreeSet<&'w CommitmentId>,
}

/// A commitment at the end of the meeting's day.
struct Row<'w> {
    commitment: &'w Commitment,
    standing: Standing,
    milestones: Vec<(&'w Milestone, Standing)>,
    /// What can be said of its end, where that has passed.
    past: Option<Past>,
    /// What can be said of its milestones whose date has passed, in the order of the milestones.
    past_milestones: Vec<Option<Past>>,
}

impl Row<'_> {
    fn standings(&self) -> impl Iterator<Item = Standing> {
        let milestones = self.milestones.iter().map(|(_, standing)| *standing);
        milestones.chain([self.standing])
    }

    /// Tells whether its end or one of its milestones is past its date, and known to be late or not.
    fn is_past(&self, late: bool) -> bool {
        self.all_past().any(|past| past.is_late() == late)
    }

    fn all_past(&self) -> impl Iterator<Item = Past> {
        self.past_milestones
            .iter()
            .flatten()
            .copied()
            .chain(self.past)
    }
}

impl<'w> Progress<'_, 'w> {
    fn row(&self, commitment: &'w Commitment) -> Row<'w> {
        let day = self.reading.meeting.date;
        let standing = self.reading.standing_of(&commitment.updates);
        let milestones: Vec<(&Milestone, Standing)> = commitment
            .live_milestones()
            .filter(|milestone| !self.reading.is_later(milestone.added_in.as_ref()))
            .filter(|milestone| milestone.added.is_none_or(|added| added <= day))
            .map(|milestone| (milestone, self.reading.standing_of(&milestone.updates)))
            .collect();
        let past = |(milestone, _): &(&Milestone, Standing)| {
            let past = self.past(self.due(milestone), &milestone.updates);
            past.filter(|_| !standing.is_reported_settled())
        };
        Row {
            commitment,
            standing,
            past: self.past(self.end(commitment), &commitment.updates),
            past_milestones: milestones.iter().map(past).collect(),
            milestones,
        }
    }

    /// Returns the end of a commitment as it was promised on the day of the meeting.
    fn end(&self, commitment: &Commitment) -> Option<FuzzyDate> {
        self.promised(commitment.end, &commitment.replans)
    }

    /// Returns the due date of a milestone as it was promised on the day of the meeting.
    fn due(&self, milestone: &Milestone) -> Option<FuzzyDate> {
        self.promised(milestone.due, &milestone.replans)
    }

    fn promised(&self, current: Option<FuzzyDate>, replans: &[Replan]) -> Option<FuzzyDate> {
        promised_before(current, replans, |replan| !self.is_known(replan))
    }

    fn past(&self, due: Option<FuzzyDate>, updates: &[Update]) -> Option<Past> {
        let reading = self.reading;
        let is_reported_on = reading.known(updates).next().is_some();
        let standing = reading.standing_of(updates);
        Past::of(due, standing, is_reported_on, reading.meeting.date)
    }

    fn is_known(&self, said: &impl Said) -> bool {
        let Reading {
            workspace, meeting, ..
        } = self.reading;
        workspace.is_known_at(said, meeting)
    }

    /// Returns how far a date had slipped by the day of the meeting.
    fn slip(&self, promised: Option<FuzzyDate>, replans: &[Replan]) -> Line {
        let earlier = replans.iter().filter(|replan| self.is_known(*replan));
        let earlier: Vec<Replan> = earlier.cloned().collect();
        let slip = Slip::of(promised, &earlier);
        slip.map(|slip| Line::from(Outgoing::slip(slip)))
            .unwrap_or_default()
    }

    /// Returns how much of the plan is in here and what is known of it.
    fn coverage(&self, rows: &[Row<'_>]) -> Line {
        let plan = &self.reading.meeting.plan;
        let commitments = self.reading.workspace.commitments().values();
        let all = commitments.filter(|c| c.plan == *plan && c.binned.is_none());
        let here = |update: &Update| self.is_of_meeting(update);
        let reported = |row: &&Row<'_>| updates(row.commitment).any(|(_, update)| here(update));
        let has_status = |row: &&Row<'_>| row.standings().any(|s| !s.is_none());
        let disputed = |row: &&Row<'_>| row.standings().any(Standing::is_disputed);
        let counts = [
            (rows.iter().filter(has_status).count(), " with a status"),
            (
                rows.iter().filter(reported).count(),
                " reported on in this meeting",
            ),
            (self.silent.len(), " without further update"),
            (
                rows.iter().filter(disputed).count(),
                " where the sides differ",
            ),
            (rows.iter().filter(|row| row.is_past(true)).count(), " late"),
            (
                rows.iter().filter(|row| row.is_past(false)).count(),
                " past a date without a report that shows whether it was kept",
            ),
        ];
        let mut line = Line::new()
            .shown(rows.len())
            .own(" of ")
            .shown(all.count())
            .own(" commitments");
        for (count, words) in counts {
            line = line.own("; ").shown(count).own(words);
        }
        line
    }

    fn summary(&self, rows: &[Row<'_>]) -> Section {
        let title = Outgoing::own("All commitments");
        let mut section = Section::new(Anchor::named("all-commitments"), title);
        let cells = |row: &Row<'_>| {
            let commitment = row.commitment;
            let name = self.reading.censor.commitment(commitment);
            let status = self.reading.standing(row.standing, &commitment.updates);
            let late = row.past.map(past).unwrap_or_default();
            vec![
                Line::new().link(Target::Here(place(&commitment.id)), name),
                self.reading.censor.lead(commitment).into(),
                status.apart("; ", late),
                milestones(row),
            ]
        };
        section.table(Table {
            caption: Line::new().own("Status of every commitment"),
            head: vec!["Commitment", "Lead", "Status", "Milestones"],
            rows: rows.iter().map(cells).collect(),
        });
        if section.is_empty() {
            section.paragraph(Line::new().own("The plan has no commitments."));
        }
        section
    }

    fn section(&self, row: &Row<'_>) -> Section {
        let (reading, commitment) = (self.reading, row.commitment);
        let censor = &reading.censor;
        let mut section = Section::new(place(&commitment.id), censor.commitment(commitment));
        let lead = Line::from(censor.lead(commitment));
        let support = Line::from(censor.support(commitment));
        section.paragraph(under("Lead: ", lead).apart(" ", under("With: ", support)));
        section.paragraph(self.status(row));
        if self.silent.contains(&commitment.id) {
            section.paragraph(Line::new().strong(Outgoing::own("No further update.")));
        }
        if self.minuted.contains(&commitment.id) {
            section.paragraph(Line::new().link(
                Target::Other(Some(place(&commitment.id))),
                Outgoing::own("What was said about it"),
            ));
        }
        section.table(self.milestones(row));
        let mut told = self.told(row);
        told.extend(reading.asked(commitment));
        if told.is_empty() && row.milestones.is_empty() {
            section.paragraph(Line::new().own("Nothing was reported by that day."));
        }
        section.list(told);
        section
    }

    fn status(&self, row: &Row<'_>) -> Line {
        let commitment = row.commitment;
        let status = self.reading.standing(row.standing, &commitment.updates);
        let end = self.end(commitment).map(|end| {
            let line = Line::new().own("End: ").text(Outgoing::date(end));
            let line = line.apart(", ", self.slip(Some(end), &commitment.replans));
            line.apart(", ", row.past.map(past).unwrap_or_default())
        });
        let line = Line::new().own("Status: ").line(status).own(".");
        match end {
            Some(end) => line.own(" ").line(end).own("."),
            None => line,
        }
    }

    fn milestones(&self, row: &Row<'_>) -> Table {
        let milestones = row.milestones.iter().zip(&row.past_milestones);
        let rows = milestones.map(|((milestone, standing), is_past)| {
            let subject = Subject::milestone(&row.commitment.id, &milestone.id);
            let due = self.due(milestone).map(|due| {
                let slip = self.slip(Some(due), &milestone.replans);
                Line::from(Outgoing::date(due)).apart(", ", slip)
            });
            vec![
                Line::from(self.reading.censor.subject(&subject))
                    .own(" ")
                    .text(self.reading.censor.milestone(milestone)),
                due.unwrap_or_default()
                    .apart(", ", is_past.map(past).unwrap_or_default()),
                self.reading.standing(*standing, &milestone.updates),
            ]
        });
        Table {
            caption: Line::new().own("Milestones"),
            head: vec!["Milestone", "Due", "Status"],
            rows: rows.collect(),
        }
    }

    /// Returns what was said about a commitment and its milestones, as far as it counts that day.
    fn told(&self, row: &Row<'_>) -> Vec<Entry> {
        let commitment = row.commitment;
        let own = (None, &commitment.updates);
        let milestones = row.milestones.iter().map(|(milestone, _)| {
            let subject = Subject::milestone(&commitment.id, &milestone.id);
            (Some(subject), &milestone.updates)
        });
        let mut entries = Vec::new();
        for (subject, updates) in std::iter::once(own).chain(milestones) {
            let counting = self.counting(updates).into_iter();
            entries.extend(counting.map(|update| self.update(subject.as_ref(), update)));
        }
        entries
    }

    /// Returns the updates that count that day, earliest first: those the status is read from, the
    /// latest word of each side, and all since the meeting before this one.
    fn counting<'u>(&self, updates: &'u [Update]) -> Vec<&'u Update> {
        let Reading {
            workspace, meeting, ..
        } = self.reading;
        let before = carry::earlier(workspace, meeting).next();
        let mut said: Vec<&Update> = self.reading.known(updates).collect();
        let status = |update: &&&Update| update.status.is_some();
        let mut last: Vec<&Update> = Vec::new();
        for side in Side::ALL {
            let of_side = || said.iter().filter(|update| update.side == side);
            last.extend(of_side().next_back());
            last.extend(of_side().rfind(status));
        }
        let since =
            |update: &Update| before.is_some_and(|before| !workspace.is_known_at(update, before));
        said.retain(|update| {
            last.iter().any(|one| std::ptr::eq(*one, *update))
                || since(update)
                || self.is_of_meeting(update)
        });
        said
    }

    fn update(&self, subject: Option<&Subject>, update: &Update) -> Entry {
        let censor = &self.reading.censor;
        let meeting = update.meeting.as_ref();
        let side = censor.side_in(meeting, update.side);
        let side = side.unwrap_or(Outgoing::own("one side"));
        let gap = Outgoing::own(", ");
        let day = self.reading.workspace.day_of(update);
        let mut head = Outgoing::day(day).then(&gap).then(&side);
        if let Some(subject) = subject {
            head = censor.subject(subject).then(&gap).then(&head);
        }
        if let Some(status) = update.status {
            head = head
                .then(&Outgoing::own(": "))
                .then(&Outgoing::status(status));
        }
        let head = Line::new().strong(head);
        let mut notes = self.reading.lines(meeting, &update.note).into_iter();
        let first = head.apart(". ", notes.next().unwrap_or_default());
        let mut more: Vec<Line> = notes.collect();
        if let Some(obstacle) = update.obstacle {
            more.push(
                Line::new()
                    .own("In the way: ")
                    .own(obstacle.words())
                    .own("."),
            );
        }
        let delay = Line::from(censor.said_in(meeting, &update.delay));
        more.push(under("Late because: ", delay));
        let links = update.evidence.iter();
        let links = links.map(|link| Line::from(censor.link(meeting, link)));
        let links = Line::joined("; ", links);
        if !links.is_empty() {
            more.push(Line::new().own("Evidence: ").line(links));
        }
        more.retain(|line| !line.is_empty());
        Entry {
            anchor: None,
            first,
            more,
        }
    }

    fn is_of_meeting(&self, update: &Update) -> bool {
        update.binned.is_none() && update.meeting.as_ref() == Some(&self.reading.meeting.id)
    }
}

/// Returns the commitments of which it was minuted that there is nothing new.
fn silent<'w>(reading: &Reading<'w>) -> BTreeSet<&'w CommitmentId> {
    let minutes = reading.disclosed.minutes();
    let silent = minutes.filter(|minute| minute.kind == MinuteKind::NoUpdate);
    let about = silent.filter_map(|minute| minute.about.as_ref());
    let known = |id: &&CommitmentId| reading.commitments().any(|c| c.id == **id);
    about
        .map(|subject| &subject.commitment)
        .filter(known)
        .collect()
}

/// Returns all updates of a commitment and its milestones, those of a milestone with it.
fn updates(commitment: &Commitment) -> impl Iterator<Item = (Option<&Milestone>, &Update)> {
    let own = commitment.updates.iter().map(|update| (None, update));
    let milestones = commitment.live_milestones();
    own.chain(milestones.flat_map(|m| m.updates.iter().map(move |update| (Some(m), update))))
}

fn past(past: Past) -> Line {
    Line::new().strong(Outgoing::past(past))
}

/// Returns `3 of 5 complete; 1 late; 1 past its date`.
fn milestones(row: &Row<'_>) -> Line {
    let complete = |(_, standing): &&(&Milestone, Standing)| {
        standing
            .shown()
            .is_some_and(|(status, _)| status == Status::Complete)
    };
    let line = match row.milestones.len() {
        0 => return Line::new().own("none known"),
        all => Line::new()
            .shown(row.milestones.iter().filter(complete).count())
            .own(" of ")
            .shown(all)
            .own(" complete"),
    };
    let count = |late| {
        let past = row.past_milestones.iter().flatten();
        past.filter(|past| past.is_late() == late).count()
    };
    let counts = [(count(true), " late"), (count(false), " past its date")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    counts.fold(line, |line, (count, words)| {
        line.own("; ").shown(count).own(words)
    })
}
