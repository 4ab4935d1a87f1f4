//! What is told in words: the timeline, the verdicts, the progress update.

use jiff::civil::Date;

use super::expected::{due_words, known};
use super::files::{Commitment, Milestone, Said, Update, all, past, promised};
use super::paper::{in_one_line, word};
use super::printed::Look;

impl Look<'_> {
    pub(super) fn timeline(&mut self) {
        let rows = self.json("timeline");
        let of_kind = |kind: &str| rows.iter().filter(|row| row["kind"] == kind).count();
        let live: Vec<&Commitment> = self.files.live().collect();
        let updates = || live.iter().flat_map(|held| held.live_updates());
        let said = updates().filter(|update| update.status.is_some()).count();
        let replans = live.iter().map(|held| {
            held.replans.len()
                + held
                    .live_milestones()
                    .map(|one| one.replans.len())
                    .sum::<usize>()
        });
        let replanned = replans.sum::<usize>();
        let due = live.iter().map(|held| {
            let milestones = held.live_milestones().filter(|one| one.due.is_some());
            usize::from(held.end.is_some()) + milestones.count()
        });
        let due = due.sum::<usize>();
        let printed = [of_kind("status"), of_kind("re-planned"), of_kind("due")];
        let text = self.print("timeline");
        let found = |words: &str| text.lines().filter(|line| line.contains(words)).count();
        let mut expected: Vec<(String, String)> = Vec::new();
        for held in &live {
            let own = all(&held.updates);
            expected.extend(due_words(
                &held.id,
                held.end.as_deref(),
                &own,
                (held.own_past(self.today), None),
                self.today,
            ));
            for one in held.live_milestones() {
                let name = format!("{}.{}", held.id, one.number);
                let past = one.past(held, self.today);
                expected.extend(due_words(
                    &name,
                    one.due.as_deref(),
                    &all(&one.updates),
                    (past, Said::of(&own).settled()),
                    self.today,
                ));
            }
        }
        self.same(
            "timeline, said, re-planned and due",
            &printed,
            &[said, replanned, due],
        );
        self.same(
            "timeline, today",
            &found(&format!("{}   today", self.today)),
            &1,
        );
        for (name, words) in expected {
            let row = rows
                .iter()
                .find(|row| row["kind"] == "due" && row["subject"] == name.as_str());
            let printed = row.map(|row| word(&row["words"])).unwrap_or_default();
            self.same(&format!("timeline, {name}"), &printed, &words);
            let listed = in_one_line(&text);
            if !listed.contains(&words) {
                self.wrong.push(format!("timeline has not {words}"));
            }
        }
    }

    pub(super) fn standards(&mut self) {
        let rows = self.json("standards");
        let page = self.print("standards");
        let page = in_one_line(&page);
        for row in &rows {
            let why = row["why"].as_str().unwrap_or_default();
            let shown = row["shown_by"].as_array().unwrap();
            let not = shown.iter().filter(|one| one["meets"] == false).count();
            let mut words = why.split(' ');
            let (few, of) = (words.next().unwrap_or_default(), words.next());
            if let (Ok(few), Some("of"), true) = (few.parse::<usize>(), of, not > 0) {
                self.same(&format!("standards: {why}"), &few, &not);
            }
            if !page.contains(&why.split_whitespace().collect::<Vec<_>>().join(" ")) {
                self.wrong.push(format!("standards has not {why}"));
            }
        }
        let evidence = rows.iter().find(|row| {
            row["title"]
                .as_str()
                .unwrap()
                .contains("has evidence of every")
        });
        let why = evidence
            .and_then(|row| row["why"].as_str())
            .unwrap_or_default()
            .to_owned();
        let with = self
            .files
            .live()
            .filter(|held| held.live_updates().iter().any(|u| !u.evidence.is_empty()));
        let (with, all) = (with.count(), self.files.live().count());
        let claimed = why
            .strip_prefix("of ")
            .and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        if claimed.is_some_and(|claimed| claimed > with) {
            self.wrong
                .push(format!("standards: {why}, and {with} of {all} have any"));
        }
    }

    /// Looks at the coverage of the progress update of the meeting that was held last.
    pub(super) fn progress(&mut self) {
        let held = self.files.held();
        let Some(last) = held.iter().max_by_key(|held| held.date.clone()) else {
            return;
        };
        let (id, day) = (last.id.clone(), last.date.clone());
        let page = self.print(&format!("minutes {id} --view progress"));
        let coverage = page
            .lines()
            .find_map(|line| line.strip_prefix("* Coverage: "));
        let coverage = coverage.unwrap_or_default().to_owned();
        let expected = self.coverage(&id, &day);
        self.same(&format!("progress of {id}"), &coverage, &expected);
    }

    fn coverage(&self, id: &str, day: &str) -> String {
        let today: Date = day.parse().unwrap();
        let mut counts = [0; 7];
        for held in self.files.live().filter(|held| held.is_made(day)) {
            let own = known(&held.updates, day);
            let is_there = |one: &&Milestone| one.added.as_deref().is_none_or(|added| added <= day);
            let milestones: Vec<&Milestone> = held.live_milestones().filter(is_there).collect();
            let saids: Vec<Vec<&Update>> = milestones
                .iter()
                .map(|one| known(&one.updates, day))
                .collect();
            let all = || saids.iter().chain([&own]);
            let standings: Vec<Said> = all().map(|updates| Said::of(updates)).collect();
            let here = |update: &&&Update| update.meeting.as_deref() == Some(id);
            let reported = all().flatten().filter(here).count();
            let is_settled = Said::of(&own).is_settled();
            let mut late: Vec<&str> = promised(held.end.as_deref(), &held.replans, day)
                .and_then(|due| past(Some(&due), &own, today))
                .into_iter()
                .collect();
            for (one, updates) in milestones.iter().zip(&saids) {
                let due = promised(one.due.as_deref(), &one.replans, day);
                let said = due.and_then(|due| past(Some(&due), updates, today));
                late.extend(said.filter(|_| !is_settled));
            }
            counts[0] += 1;
            counts[1] += usize::from(standings.iter().any(|said| !said.0.is_empty()));
            counts[2] += usize::from(reported > 0);
            counts[4] += usize::from(standings.iter().any(Said::is_disputed));
            counts[5] += usize::from(late.contains(&"late"));
            counts[6] += usize::from(late.iter().any(|past| *past != "late"));
        }
        let meeting = self
            .files
            .meetings
            .iter()
            .find(|held| held.id == id)
            .unwrap();
        let silent = meeting
            .live_minutes()
            .filter(|minute| minute.kind.is("NoUpdate"));
        let mut silent: Vec<&str> = silent
            .filter_map(|minute| minute.about.as_deref())
            .collect();
        silent.sort_unstable();
        silent.dedup();
        silent.retain(|about| self.files.live().any(|held| held.id == *about));
        format!(
            "{} of {} commitments; {} with a status; {} reported on in this meeting; {} without further update; \
             {} where the sides differ; {} late; {} past a date without a report that shows whether it was kept",
            counts[0],
            self.files.live().count(),
            counts[1],
            counts[2],
            silent.len(),
            counts[4],
            counts[5],
            counts[6]
        )
    }
}
