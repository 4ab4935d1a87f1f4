//! Asks, before anything leaves, about words that may be somebody's name and are on no record.

use super::App;
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Modal, Page};
use crate::model::verbs::{Proposal, naming};
use crate::model::{MeetingId, PlanId};
use crate::publish::{
    Paper, PossibleName, View, document, possible_names, possible_names_in_plan, self_assessment,
};

/// What becomes of words that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They are somebody's name, and are kept back wherever it is said or written.
    KeepBack,
    /// They may stand in what is published of this meeting.
    Leave,
    /// They may stand in all that leaves.
    AlwaysLeave,
}

/// What is done once the words were seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// The files are written.
    Write,
    /// The text is put on the clipboard.
    Copy,
}

/// A choice about words that may be a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Naming {
    /// Lists those of what would be published; what goes on without an answer stands below.
    List(Paper, Option<Leaving>),
    /// Asks what becomes of these.
    Ask(Paper, String, Option<Leaving>),
    /// Records what becomes of these.
    Answer(Paper, String, Answer, Option<Leaving>),
    /// Goes on, as they were seen.
    Seen(Paper, Leaving),
}

impl App {
    /// Does what was chosen.
    pub(super) fn choose_naming(&mut self, choice: Naming) {
        match choice {
            Naming::List(paper, then) => self.open_names(&paper, then),
            Naming::Ask(paper, words, then) => self.ask_about_name(&paper, &words, then),
            Naming::Answer(paper, words, answer, then) => {
                self.answer_for_name(&paper, &words, answer, then);
            }
            Naming::Seen(paper, how) => self.let_leave(&paper, how),
        }
    }

    /// Lists the words in the minutes of the meeting that may be somebody's name.
    pub(super) fn open_possible_names(&mut self) {
        if let Some(id) = self.meeting_to_publish().map(|meeting| meeting.id.clone()) {
            self.open_names(&Paper::Meeting(id, View::Minutes), None);
        }
    }

    /// Lists the words of what would be published that may be somebody's name; below them what goes on
    /// without an answer. Says so where there are none.
    pub(super) fn open_names(&mut self, paper: &Paper, then: Option<Leaving>) {
        match self.names_in(paper) {
            Err(why) => self.refuse(why),
            Ok(names) if names.is_empty() && self.answered_in(paper).is_empty() => {
                let paper = paper.words();
                self.tell(format!(
                    "no words in {paper} look like a name that is on no record"
                ));
            }
            Ok(names) => self.push_names(paper, &names, then),
        }
    }

    fn push_names(&mut self, paper: &Paper, names: &[PossibleName], then: Option<Leaving>) {
        let item = |one: &PossibleName| {
            let choice = Choice::Naming(Naming::Ask(paper.clone(), one.words.clone(), then));
            Item::plain(one.words.clone(), one.context.clone(), choice)
        };
        let anyway = then.map(|then| {
            let (letter, label) = match then {
                Leaving::Write => ('w', "Write it as it stands"),
                Leaving::Copy => ('y', "Copy it as it stands"),
            };
            Item::lettered(
                letter,
                label,
                Choice::Naming(Naming::Seen(paper.clone(), then)),
            )
        });
        // Who only looks sees what was answered before, too, to answer otherwise.
        let answered = if then.is_none() {
            self.answered_in(paper)
        } else {
            Vec::new()
        };
        let answered = answered.into_iter().map(|(words, answer)| {
            let choice = Choice::Naming(Naming::Ask(paper.clone(), words.clone(), then));
            Item::plain(words, answer, choice)
        });
        let items = names.iter().map(item).chain(answered).chain(anyway);
        let items = items.collect();
        let title = match names.len() {
            0 => "No other words may be names; these are answered for".to_owned(),
            1 => "This may be a name, and is on no record".to_owned(),
            n => format!("These {n} may be names, and are on no record"),
        };
        self.push_menu(Menu::of_letters(title, items));
    }

    /// Returns the words of which somebody said what becomes of them, in that meeting or anywhere.
    fn answered_in(&self, paper: &Paper) -> Vec<(String, &'static str)> {
        let (workspace, settings) = (&self.session.workspace, self.session.workspace.settings());
        let meeting = match paper {
            Paper::Meeting(id, _) => workspace.meetings().get(id),
            Paper::SelfAssessment(..) => None,
        };
        let here = meeting.map(|held| held.may_stand.as_slice());
        let lists = [
            (settings.kept_back.as_slice(), "kept back"),
            (here.unwrap_or_default(), "left in this meeting"),
            (settings.may_stand.as_slice(), "always left"),
        ];
        let answered = lists
            .into_iter()
            .flat_map(|(words, answer)| words.iter().map(move |words| (words.clone(), answer)));
        answered.collect()
    }

    /// Asks what becomes of words that may be a name.
    fn ask_about_name(&mut self, paper: &Paper, words: &str, then: Option<Leaving>) {
        let choice = |answer| {
            Choice::Naming(Naming::Answer(
                paper.clone(),
                words.to_owned(),
                answer,
                then,
            ))
        };
        let mut items = vec![Item::lettered(
            'k',
            "Keep it back, whoever says or writes it",
            choice(Answer::KeepBack),
        )];
        if let Paper::Meeting(id, _) = paper {
            let label = format!("Leave it in what is published of {id}");
            items.push(Item::lettered('l', label, choice(Answer::Leave)));
        }
        let label = "Always leave it: it is nobody's name, or may be told";
        items.push(Item::lettered('a', label, choice(Answer::AlwaysLeave)));
        self.push_menu(Menu::of_letters(words, items));
    }

    /// Records what becomes of words that may be a name, and lists those that are left; once there are
    /// none it goes on to what was asked for.
    fn answer_for_name(
        &mut self,
        paper: &Paper,
        words: &str,
        answer: Answer,
        then: Option<Leaving>,
    ) {
        let proposal = self.name_answered(paper, words, answer);
        if !self.commit(proposal) {
            return;
        }
        self.renew_preview(paper);
        match (self.names_in(paper), then) {
            (Ok(names), _) if !names.is_empty() => self.push_names(paper, &names, then),
            (Ok(_), Some(how)) => self.let_leave(paper, how),
            (Ok(_), None) | (Err(_), _) => {}
        }
    }

    fn name_answered(&self, paper: &Paper, words: &str, answer: Answer) -> Proposal {
        let workspace = &self.session.workspace;
        match (answer, paper) {
            (Answer::KeepBack, _) => naming::keep_back(workspace, words),
            (Answer::Leave, Paper::Meeting(id, _)) => naming::leave(workspace, id, words),
            (Answer::Leave | Answer::AlwaysLeave, _) => naming::always_leave(workspace, words),
        }
    }

    /// Shows in the preview below what became of it.
    fn renew_preview(&mut self, paper: &Paper) {
        let Ok(shown) = self.shown(paper) else { return };
        let room = self.memory.sizes.whole;
        if let Some(Modal::Page(page)) = self.modals.last_mut()
            && page.about == About::Published(paper.clone())
        {
            let mut renewed = Page::new(paper.name(), page.about.clone(), shown);
            renewed.fit(room);
            renewed.begin_at(page.top);
            **page = renewed;
        }
    }

    /// Returns what to say of the words of a meeting's minutes that may be somebody's name; nothing
    /// where there are none, or nothing of it may leave.
    pub(super) fn names_to_see(&self, id: &MeetingId) -> Option<String> {
        let paper = Paper::Meeting(id.clone(), View::Minutes);
        let names = self.names_in(&paper).ok()?;
        let words: Vec<&str> = names.iter().map(|one| one.words.as_str()).collect();
        match words.as_slice() {
            [] => None,
            [one] => Some(format!("may be a name, and is on no record: {one}")),
            all => Some(format!(
                "may be names, and are on no record: {}",
                all.join(", ")
            )),
        }
    }

    /// Returns the words of what would be published that may be somebody's name.
    pub(super) fn names_in(&self, paper: &Paper) -> Result<Vec<PossibleName>, String> {
        self.can_publish()?;
        let workspace = &self.session.workspace;
        Ok(match paper {
            Paper::Meeting(id, view) => {
                let meeting = self.meeting_of(id)?;
                let document = document(workspace, meeting, *view, meeting.attribution);
                possible_names(workspace, meeting, &document)
            }
            Paper::SelfAssessment(plan, report) => {
                let document = self_assessment(&self.draft_of(plan, *report)?);
                self.names_in_plan(plan, &document)
            }
        })
    }

    fn names_in_plan(
        &self,
        plan: &PlanId,
        document: &crate::publish::Document,
    ) -> Vec<PossibleName> {
        let (workspace, today) = (&self.session.workspace, self.session.clerk.today());
        let plan = workspace.plans().get(plan);
        plan.map_or_else(Vec::new, |plan| {
            possible_names_in_plan(workspace, plan, document, today)
        })
    }
}
