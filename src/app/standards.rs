//! What the plan has to do, whether it does, and the records that show it.

use jiff::civil::Date;

use super::App;
use super::command::{Check, all_read};
use super::key::{Key, KeyCode};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Modal, Page};
use crate::base::text::capitalised;
use crate::model::RecordRef;
use crate::model::requirements::{Exhibit, Judged, Requirement, Verdict, judge_all};
use crate::publish::Shown;

/// A requirement that is looked at, and where on its page one stands: on the verdict, then on each of
/// the things that show it, then on where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Looking {
    judged: Judged,
    at: usize,
}

impl Looking {
    fn step(&mut self, down: bool) {
        let last = self.judged.finding.exhibits.len() + 1;
        self.at = if down {
            (self.at + 1).min(last)
        } else {
            self.at.saturating_sub(1)
        };
    }

    /// Returns the record stood on.
    fn record(&self) -> Option<&RecordRef> {
        let exhibits = &self.judged.finding.exhibits;
        exhibits.get(self.at.checked_sub(1)?)?.record.as_ref()
    }

    /// Tells whether there is a record to go to.
    pub(super) fn leads_somewhere(&self) -> bool {
        let exhibits = &self.judged.finding.exhibits;
        exhibits.iter().any(|shown| shown.record.is_some())
    }
}

impl App {
    /// Tells whether the plan can be judged.
    pub(in crate::app) fn can_judge(&self) -> Check {
        all_read(self)?;
        match self.session.workspace.current_plan() {
            Some(_) => Ok(()),
            None => Err("the file of the current plan cannot be read; g x says why".to_owned()),
        }
    }

    /// Lists what the plan has to do.
    pub(in crate::app) fn open_standards(&mut self) {
        self.list_standards(None);
    }

    /// Lists what the plan has to do, and stands on the requirement of that id.
    fn list_standards(&mut self, on: Option<&str>) {
        let judged = match self.judged() {
            Ok(judged) => judged,
            Err(why) => return self.refuse(why),
        };
        let of = |verdict| {
            let binding = judged.iter().filter(|judged| judged.binding);
            binding
                .filter(|judged| judged.finding.verdict == verdict)
                .count()
        };
        let title = format!(
            "Standards in force: {} not met, {} cannot tell, {} met",
            of(Verdict::NotMet),
            of(Verdict::CannotTell),
            of(Verdict::Met)
        );
        let today = self.session.clerk.today();
        let place = judged
            .iter()
            .position(|one| Some(one.requirement.id.as_str()) == on);
        let items = judged.iter().map(|judged| {
            let label = format!(
                "{:<11}  {}",
                judged.finding.verdict.words(),
                judged.requirement.numbered_title()
            );
            let due = judged.finding.due_words(today);
            let note = if judged.binding {
                due.unwrap_or_default()
            } else {
                "not in force".to_owned()
            };
            let id = judged.requirement.id.clone();
            Item::plain(label, note, Choice::ViewRequirement(id))
        });
        let menu = Menu::to_type_in(title, items.collect());
        self.push_menu(menu.standing_on(place.unwrap_or_default()));
    }

    fn judged(&self) -> Result<Vec<Judged>, String> {
        let workspace = &self.session.workspace;
        let plan = workspace
            .current_plan()
            .ok_or("the current plan cannot be read; g x says why")?;
        let today = self.session.clerk.today();
        Ok(judge_all(Requirement::built_in()?, workspace, plan, today))
    }

    /// Shows what was found of a requirement.
    pub(super) fn view_requirement(&mut self, id: &str) {
        let judged = self.judged().unwrap_or_default();
        let judged = judged
            .into_iter()
            .find(|judged| judged.requirement.id == id);
        if let Some(judged) = judged {
            self.open_page(page(Looking { judged, at: 0 }, self.session.clerk.today()));
        }
    }

    /// Takes a key that means something to the page of a requirement.
    pub(super) fn press_in_requirement(&mut self, key: Key, mut looking: Looking) {
        match key.code {
            KeyCode::Down | KeyCode::Char('j' | ' ') => looking.step(true),
            KeyCode::Up | KeyCode::Char('k') => looking.step(false),
            KeyCode::Enter => {
                return match looking.record().cloned() {
                    Some(record) => {
                        self.modals.clear();
                        self.go_to(&record);
                    }
                    None => {
                        self.refuse("there is no record here to go to; arrows move, Esc goes back");
                    }
                };
            }
            _ => return self.refuse("arrows move, Enter goes to the record, Esc goes back"),
        }
        let mut page = page(looking, self.session.clerk.today());
        page.fit(self.memory.sizes.whole);
        if let Some(Modal::Page(shown)) = self.modals.last_mut() {
            page.begin_at(shown.top);
            **shown = page;
        }
    }

    /// Goes back from a requirement to the list.
    pub(super) fn leave_requirement(&mut self, looking: &Looking) {
        self.modals.pop();
        self.list_standards(Some(&looking.judged.requirement.id));
    }
}

fn page(looking: Looking, today: Date) -> Page {
    let Judged {
        requirement,
        binding,
        finding,
    } = &looking.judged;
    let mut shown = vec![
        Shown::heading(format!(
            "{}: {}",
            finding.verdict.words(),
            requirement.numbered_title()
        )),
        Shown::text(2, requirement.text.clone()),
        Shown::gap(),
        Shown::text(2, format!("{}.", capitalised(&finding.why))),
    ];
    if let Some(hint) = &finding.hint {
        shown.push(Shown::text(2, format!("{}.", capitalised(hint))));
    }
    if let Some(due) = finding.due_words(today) {
        shown.push(Shown::text(2, format!("{}.", capitalised(&due))));
    }
    if !binding {
        shown.push(Shown::text(2, "It was not in force while this plan ran."));
    }
    let mut stops = vec![0];
    if !finding.exhibits.is_empty() {
        shown.push(Shown::gap());
        shown.push(Shown::heading("What shows it"));
        for exhibit in &finding.exhibits {
            stops.push(shown.len());
            shown.push(line(exhibit));
        }
    }
    shown.push(Shown::gap());
    stops.push(shown.len());
    shown.push(Shown::heading("Where it is written"));
    let written = format!(
        "{}: {}.",
        capitalised(requirement.body.words()),
        requirement.source
    );
    shown.push(Shown::text(2, written));
    shown.push(Shown::text(
        2,
        format!("{}.", capitalised(requirement.wording.words())),
    ));
    if !requirement.link.is_empty() {
        shown.push(Shown::text(2, requirement.link.clone()));
    }
    let at = stops.get(looking.at).copied().unwrap_or_default();
    Page::new("Standards", About::Requirement(Box::new(looking)), shown).standing_on(at)
}

fn line(exhibit: &Exhibit) -> Shown {
    let mark = match exhibit.meets {
        Some(true) => "yes: ",
        Some(false) => "NO: ",
        None => "",
    };
    Shown::text(2, format!("- {mark}{}", exhibit.words))
}
