//! Choices, one a line: with a letter each, or narrowed by typing.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::form::Task;
use crate::app::command::Command;
use crate::app::key::{Key, KeyCode};
use crate::app::naming::Naming;
use crate::app::session::Trouble;
use crate::app::text_field::TextField;
use crate::base::text::sought;
use crate::model::field::Field;
use crate::model::place::Place;
use crate::model::{
    ActionId, ActionState, CommitmentId, EntryId, MeetingId, MeetingState, MinuteKind, PlanId,
    Presence, RecordRef, StakeholderId, Status, Subject,
};

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant is that choice")]
pub enum Choice {
    Status(Subject, Status),
    ActionState(ActionId, ActionState),
    MeetingState(MeetingId, MeetingState),
    Presence(MeetingId, EntryId, Presence),
    Came(MeetingId, EntryId),
    Left(MeetingId, EntryId),
    Minute(MinuteKind),
    Stakeholder(MeetingId, StakeholderId),
    OneMore(MeetingId, StakeholderId),
    Guest(MeetingId),
    Restore(RecordRef),
    Command(&'static Command),
    Show(RecordRef),
    Field(RecordRef, Field),
    Close(MeetingId),
    AskFinal(MeetingId),
    Approve(MeetingId),
    Correct(MeetingId, Option<EntryId>),
    Counts(MeetingId),
    LoseUnrecorded,
    KeepUnrecorded,
    TakeUp(Task),
    TakeUpLine,
    Unrecorded,
    ViewTrouble(Trouble),
    ViewRequirement(String),
    Naming(Naming),
    Compare(MeetingId, MeetingId),
    Merge(CommitmentId, CommitmentId),
    Follow(Place),
    CarryForward(CommitmentId, PlanId),
    LookAtPlan(PlanId),
    ViewBeside(String),
    ViewUnfinished(String),
    ThrowAway(String),
    ThrowAwayForGood(String),
    ViewVersion(u64),
    Recover(String),
    SaveAndLeave,
    LeaveAnyway,
    Nothing,
}

/// One choice; `C` is what choosing it does.
#[derive(Debug, Clone)]
pub struct Item<C = Choice> {
    /// The letter that chooses it at once.
    pub key: Option<char>,
    /// What it is.
    pub label: String,
    /// What stands at the right: its keys, a hint.
    pub note: String,
    /// What else it is found by; never shown.
    pub also: &'static str,
    /// Why it cannot be chosen now.
    pub off: Option<String>,
    /// It stands whatever is typed, as it is for what no other item is: somebody new.
    pub stands: bool,
    /// What it does.
    pub choice: C,
}

impl<C> Item<C> {
    /// Makes an item with a letter.
    pub fn lettered(key: char, label: impl Into<String>, choice: C) -> Self {
        let label = label.into();
        Self {
            key: Some(key),
            label,
            note: String::new(),
            also: "",
            off: None,
            stands: false,
            choice,
        }
    }

    /// Makes an item without a letter.
    pub fn plain(label: impl Into<String>, note: impl Into<String>, choice: C) -> Self {
        Self {
            key: None,
            label: label.into(),
            note: note.into(),
            also: "",
            off: None,
            stands: false,
            choice,
        }
    }
}

/// Choices, one a line.
#[derive(Debug)]
pub struct Menu<C = Choice> {
    /// What is chosen.
    pub title: String,
    /// All items.
    pub items: Vec<Item<C>>,
    /// The items shown, as places in `items`.
    pub shown: Vec<usize>,
    /// The place stood on, in `shown`.
    pub cursor: usize,
    /// What was typed to narrow the items, for a menu narrowed by typing.
    pub typed: Option<TextField>,
}

/// What a key did to a menu.
#[derive(Debug, Clone, PartialEq)]
pub enum Pressed<C = Choice> {
    /// An item was chosen.
    Chosen(C),
    /// An item that is off was chosen; why it is off.
    Off(String),
    /// The menu is to go.
    Closed,
    /// It is still open.
    Open,
    /// The key means nothing here.
    Unknown,
}

impl<C: Clone> Menu<C> {
    /// Makes a menu whose items are chosen by letter, digit or arrows.
    pub fn of_letters(title: impl Into<String>, items: Vec<Item<C>>) -> Self {
        let shown = (0..items.len()).collect();
        Self {
            title: title.into(),
            items,
            shown,
            cursor: 0,
            typed: None,
        }
    }

    /// Makes a menu whose items are narrowed by typing.
    pub fn to_type_in(title: impl Into<String>, items: Vec<Item<C>>) -> Self {
        Self {
            typed: Some(TextField::one_line("")),
            ..Self::of_letters(title, items)
        }
    }

    /// Stands on the item at `place` to begin with.
    #[must_use]
    pub fn standing_on(mut self, place: usize) -> Self {
        self.cursor = place.min(self.items.len().saturating_sub(1));
        self
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Pressed<C> {
        match key.code {
            KeyCode::Esc => Pressed::Closed,
            KeyCode::Char('c') if key.ctrl => Pressed::Closed,
            KeyCode::Enter => self.choose(self.cursor),
            KeyCode::Up | KeyCode::BackTab => self.step(-1),
            KeyCode::Down | KeyCode::Tab => self.step(1),
            KeyCode::PageUp => self.move_by(-10),
            KeyCode::PageDown => self.move_by(10),
            _ => self.press_text(key),
        }
    }

    fn press_text(&mut self, key: Key) -> Pressed<C> {
        if let Some(typed) = &mut self.typed {
            if !typed.press(key) {
                return Pressed::Unknown;
            }
            self.narrow();
            return Pressed::Open;
        }
        match key.typed() {
            Some('j') if !self.has_letter('j') => self.step(1),
            Some('k') if !self.has_letter('k') => self.step(-1),
            Some(c) => self.choose_letter(c),
            None => Pressed::Unknown,
        }
    }

    /// Takes pasted text, if the menu is narrowed by typing.
    pub fn paste(&mut self, text: &str) {
        if let Some(typed) = &mut self.typed {
            typed.paste(text);
            self.narrow();
        }
    }

    /// Returns what was typed and is in no word of the item stood on, which stands all the same: the
    /// name of somebody new.
    pub fn typed_beyond(&self) -> String {
        let item = self.shown.get(self.cursor).and_then(|&n| self.items.get(n));
        let typed = self.typed.as_ref().map(TextField::text).unwrap_or_default();
        let is_beyond = |item: &&Item<C>| item.stands && !holds(&item.label, &sought(&typed));
        item.filter(is_beyond)
            .map(|_| typed.trim().to_owned())
            .unwrap_or_default()
    }

    fn has_letter(&self, letter: char) -> bool {
        self.items.iter().any(|item| item.key == Some(letter))
    }

    fn choose_letter(&mut self, letter: char) -> Pressed<C> {
        let by_letter = self.items.iter().position(|item| item.key == Some(letter));
        let by_digit = || {
            letter
                .to_digit(10)
                .and_then(|n| (n as usize).checked_sub(1))
        };
        match by_letter.or_else(by_digit) {
            Some(place) => self.choose(place),
            None => Pressed::Unknown,
        }
    }

    fn choose(&mut self, place: usize) -> Pressed<C> {
        let item = self.shown.get(place).and_then(|&n| self.items.get(n));
        match item {
            None => Pressed::Unknown,
            Some(Item { off: Some(why), .. }) => Pressed::Off(why.clone()),
            Some(item) => Pressed::Chosen(item.choice.clone()),
        }
    }

    /// Moves by one row, from the last to the first and back.
    fn step(&mut self, rows: isize) -> Pressed<C> {
        let count = self.shown.len().max(1);
        let ahead = if rows < 0 { count - 1 } else { 1 };
        self.cursor = (self.cursor + ahead) % count;
        Pressed::Open
    }

    fn move_by(&mut self, rows: isize) -> Pressed<C> {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
        Pressed::Open
    }

    /// Keeps the items that match what was typed, best first: those that hold the very words, in what
    /// they are rather than in what stands beside them; letters found here and there only where no item
    /// does.
    fn narrow(&mut self) {
        let typed = self.typed.as_ref().map(TextField::text).unwrap_or_default();
        let wanted = sought(&typed);
        let pattern = Pattern::parse(&wanted, CaseMatching::Respect, Normalization::Never);
        let (mut matcher, mut scratch) = (Matcher::new(Config::DEFAULT), Vec::new());
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (place, item) in self.items.iter().enumerate() {
            let text = sought(&format!("{} {} {}", item.label, item.note, item.also));
            let haystack = Utf32Str::new(&text, &mut scratch);
            let whole = [&item.label, &text].map(|text| u32::from(holds(text, &wanted)));
            let whole = whole.iter().sum::<u32>() << 16;
            let score = pattern.score(haystack, &mut matcher);
            scored.extend(score.map(|score| (score + whole, place)));
        }
        if scored.iter().any(|(score, _)| *score >= 1 << 16) {
            scored.retain(|(score, _)| *score >= 1 << 16);
        }
        scored.sort_by_key(|&(score, place)| (std::cmp::Reverse(score), place));
        self.shown = scored.into_iter().map(|(_, place)| place).collect();
        let stands = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.stands);
        for (place, _) in stands {
            if !self.shown.contains(&place) {
                self.shown.push(place);
            }
        }
        self.cursor = 0;
    }
}

/// Tells whether a text holds the very words that are sought.
fn holds(text: &str, wanted: &str) -> bool {
    sought(text).contains(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::parse_keys;

    fn menu(typed: bool) -> Menu {
        let item = |key, label: &str| Item::lettered(key, label, Choice::Minute(kind(key)));
        let items = vec![
            item('n', "note"),
            item('d', "decision"),
            item('q', "question"),
        ];
        if typed {
            Menu::to_type_in("m", items)
        } else {
            Menu::of_letters("m", items)
        }
    }

    fn kind(key: char) -> MinuteKind {
        match key {
            'n' => MinuteKind::Note,
            'd' => MinuteKind::Decision,
            _ => MinuteKind::Question,
        }
    }

    #[track_caller]
    fn check(mut menu: Menu, keys: &str, expected: &Pressed) {
        let mut last = Pressed::Open;
        for key in parse_keys(keys).expect("keys") {
            last = menu.press(key);
        }
        assert_eq!(&last, expected);
    }

    #[test]
    fn an_item_is_chosen_by_letter_digit_or_arrows() {
        let decision = || Pressed::Chosen(Choice::Minute(MinuteKind::Decision));
        check(menu(false), "d", &decision());
        check(menu(false), "2", &decision());
        check(menu(false), "Down Enter", &decision());
        check(menu(false), "j Enter", &decision());
        check(menu(false), "Up Up Enter", &decision());
        check(menu(false), "b", &Pressed::Unknown);
        check(menu(false), "Esc", &Pressed::Closed);
    }

    #[test]
    fn typing_narrows_the_palette() {
        let question = Pressed::Chosen(Choice::Minute(MinuteKind::Question));
        check(menu(true), "q u Enter", &question);
        check(menu(true), "z z Enter", &Pressed::Unknown);
    }
}
