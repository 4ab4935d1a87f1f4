//! Decides between two versions of records: which one stands is picked for each thing in which they
//! differ, seen as it will be, and then done as one step.

use super::App;
use super::event::Effect;
use super::key::{Key, KeyCode};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Modal, Page};
use crate::model::Beside;
use crate::model::beside::Differing;
use crate::model::differences::{Difference, Kind, Pick};
use crate::model::verbs::decide::decide;
use crate::model::verbs::revise::name_of_edit;
use crate::publish::Shown;

/// What is picked of two versions, so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Deciding {
    /// The name of the other version.
    pub name: String,
    differing: Vec<Differing>,
    picks: Vec<Pick>,
    /// Which of the differences is stood on.
    at: usize,
}

impl Deciding {
    fn new(name: &str, differing: Vec<Differing>) -> Self {
        let all = differing.iter().flat_map(|record| &record.differences);
        Self {
            name: name.to_owned(),
            picks: all.map(Difference::unless_chosen).collect(),
            differing,
            at: 0,
        }
    }

    fn step(&mut self, down: bool) {
        let last = self.picks.len().saturating_sub(1);
        self.at = if down {
            (self.at + 1).min(last)
        } else {
            self.at.saturating_sub(1)
        };
    }

    fn turn(&mut self, which: usize) -> bool {
        let Some(pick) = self.picks.get_mut(which) else {
            return false;
        };
        *pick = pick.turned();
        self.at = which;
        true
    }

    fn take_all(&mut self, pick: Pick) {
        self.picks.fill(pick);
    }
}

const KEYS: &str = "Space, h and o pick, Enter decides, Esc decides later";

impl App {
    /// Lists the records that are in two versions.
    pub(in crate::app) fn open_beside(&mut self) {
        let items = self.session.beside.iter().map(|beside| {
            let choice = Choice::ViewBeside(beside.name.clone());
            Item::plain(self.named(beside), &beside.source, choice)
        });
        let items: Vec<Item> = items.collect();
        match self.session.beside.as_slice() {
            [] => self.tell_none("every record is in one version"),
            [one] => {
                let name = one.name.clone();
                self.view_beside(&name);
            }
            _ => self.push_menu(Menu::to_type_in("In two versions", items)),
        }
    }

    /// Shows in what another version differs.
    pub(super) fn view_beside(&mut self, name: &str) {
        let Some(beside) = self.beside(name) else {
            return;
        };
        let differing = beside.differing(&self.session.workspace);
        let page = self.page_of(beside, Deciding::new(name, differing));
        self.open_page(page);
    }

    /// Takes a key while two versions are decided between.
    pub(super) fn press_in_beside(&mut self, key: Key, mut deciding: Deciding) {
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => deciding.step(true),
            KeyCode::Up | KeyCode::Char('k') => deciding.step(false),
            KeyCode::Char(' ') => _ = deciding.turn(deciding.at),
            KeyCode::Char('h') => deciding.take_all(Pick::Here),
            KeyCode::Char('o') => deciding.take_all(Pick::Other),
            KeyCode::Char(digit @ '1'..='9') => {
                let which = digit.to_digit(10).map_or(0, |digit| digit as usize);
                if !deciding.turn(which - 1) {
                    return self.refuse(format!("there is no {which}: {KEYS}"));
                }
            }
            KeyCode::Enter => return self.decide(&deciding),
            _ => return self.refuse(KEYS),
        }
        self.show_again(deciding);
    }

    /// Shows what is picked now, in the place where it was shown before.
    fn show_again(&mut self, deciding: Deciding) {
        let Some(beside) = self.beside(&deciding.name) else {
            return;
        };
        let mut page = self.page_of(beside, deciding);
        page.fit(self.memory.sizes.whole);
        if let Some(Modal::Page(shown)) = self.modals.last_mut() {
            page.begin_at(shown.top);
            **shown = page;
        }
    }

    /// Looks again at the two versions on the screen, after others changed something: they may differ
    /// otherwise by now, or not at all. Returns what that means for who looks at them.
    pub(super) fn decided_meanwhile(&mut self) -> Option<&'static str> {
        let Some(Modal::Page(page)) = self.modals.last() else {
            return None;
        };
        let About::Beside(deciding) = &page.about else {
            return None;
        };
        let name = deciding.name.clone();
        let beside = self.beside(&name)?.clone();
        let differing = beside.differing(&self.session.workspace);
        match differing {
            differing if differing == deciding.differing => None,
            differing if !differing.is_empty() => {
                self.show_again(Deciding::new(&name, differing));
                Some("it differs otherwise now: pick again")
            }
            _ => {
                self.modals.pop();
                self.session.beside.retain(|known| known.name != name);
                self.memory.effects.push(Effect::Decided(beside));
                Some("nothing differs any more")
            }
        }
    }

    /// Does what is picked, and gives the other version up.
    fn decide(&mut self, deciding: &Deciding) {
        let Some(beside) = self.beside(&deciding.name).cloned() else {
            return;
        };
        let decided = match decide(&self.session.workspace, &beside, &deciding.picks) {
            Err(refusal) => return self.refuse(refusal.to_string()),
            Ok(decided) => decided,
        };
        if let Some(why) = self.session.read_only.clone() {
            return self.refuse(why);
        }
        let (first, last) = if beside.is_between_marks() {
            // The marks are not to be kept beside what is written now.
            (Some(Effect::Decided(beside.clone())), None)
        } else {
            (None, Some(Effect::Decided(beside.clone())))
        };
        self.memory.effects.extend(first);
        match decided {
            None => self.tell(format!("{} stays as it is", self.named(&beside))),
            Some(transaction) => _ = self.commit(Ok(transaction)),
        }
        // The list that it was chosen from is not what it was.
        self.modals.clear();
        self.session
            .beside
            .retain(|known| known.name != beside.name);
        self.memory.effects.extend(last);
    }

    /// Returns what to call the records that are in two versions.
    pub(super) fn named(&self, beside: &Beside) -> String {
        let differing = beside.differing(&self.session.workspace);
        let names: Vec<String> = differing
            .iter()
            .take(2)
            .map(|record| name_of_edit(&self.session.workspace, &record.version))
            .collect();
        match (names.as_slice(), differing.len()) {
            ([], _) => beside.of.clone(),
            (names, n) if n > names.len() => format!("{} and others", names.join(", ")),
            (names, _) => names.join(", "),
        }
    }

    fn page_of(&self, beside: &Beside, deciding: Deciding) -> Page {
        let mut shown = Vec::new();
        let mut at = 0;
        let mut picks = deciding.picks.iter().copied();
        let mut numbers = 1..;
        for record in &deciding.differing {
            let name = name_of_edit(&self.session.workspace, &record.version);
            for (difference, pick) in record.differences.iter().zip(picks.by_ref()) {
                let number = numbers.next().unwrap_or_default();
                if number == deciding.at + 1 {
                    at = shown.len();
                }
                shown.push(Shown::heading(format!(
                    "{number} {}",
                    heading(&name, difference)
                )));
                shown.extend(both(difference, pick));
            }
        }
        shown.push(Shown::gap());
        let other = format!("The other is {}, in {}.", beside.source, beside.name);
        shown.push(Shown::text(0, other));
        let title = format!("Two versions of {}", self.named(beside));
        Page::new(title, About::Beside(deciding), shown).standing_on(at)
    }

    pub(super) fn beside(&self, name: &str) -> Option<&Beside> {
        let mut all = self.session.beside.iter();
        all.find(|beside| beside.name == name)
    }
}

fn heading(name: &str, difference: &Difference) -> String {
    let field = match difference.field.as_str() {
        "" => name.to_owned(),
        field => format!("{name}: {field}"),
    };
    match difference.kind {
        Kind::OnlyBefore => format!("{field}, only here"),
        Kind::OnlyAfter => format!("{field}, only in the other"),
        Kind::Value | Kind::Order => field,
    }
}

/// Returns a line for each side, that which stands with a mark.
fn both(difference: &Difference, picked: Pick) -> [Shown; 2] {
    let said = |text: &str| match text {
        "" => "nothing".to_owned(),
        text => text.replace('\n', " / "),
    };
    let item = |text: &str| match text {
        "" => String::new(),
        text => format!(": {}", text.replace('\n', " / ")),
    };
    let (here, other) = match difference.kind {
        Kind::Value | Kind::Order => (
            format!("here:  {}", said(&difference.before)),
            format!("other: {}", said(&difference.after)),
        ),
        Kind::OnlyBefore => (
            format!("stays{}", item(&difference.before)),
            "is left out".to_owned(),
        ),
        Kind::OnlyAfter => (
            "is left out".to_owned(),
            format!("is added{}", item(&difference.after)),
        ),
    };
    [(Pick::Here, here), (Pick::Other, other)].map(|(pick, text)| {
        let mark = if pick == picked { "(x)" } else { "( )" };
        Shown::text(2, format!("{mark} {text}"))
    })
}
