//! Fields to type into, for one task. A form holds a draft: nothing changes
//! until it is recorded, and then it is one step to undo.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::app::key::{Key, KeyCode};
use crate::app::text_field::TextField;
use crate::base::date::{Reading, Towards, read_typed};
use crate::model::field::Field;
use crate::model::{
    ActionId, ActionState, CommitmentId, EntryId, MeetingId, MinuteKind, PlanId, RecordRef,
    StakeholderId, Status, Subject,
};

/// What is recorded with what was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is that task")]
pub enum Task {
    Report(Subject, Status),
    Minute(MeetingId, MinuteKind, Option<Subject>),
    AddAction(Option<Subject>),
    ActionState(ActionId, ActionState),
    SetField(RecordRef, Field),
    Replan(Subject),
    Assess(CommitmentId),
    NewMeeting,
    AddMilestone(CommitmentId),
    AddCommitment(PlanId),
    AddPlan,
    AddGuest(MeetingId),
    AddItem(MeetingId),
    Counts(MeetingId),
    Correct(MeetingId, Option<EntryId>),
    SubstituteFor(MeetingId, EntryId),
    Finalise(MeetingId),
    Split(CommitmentId),
    TakingPart(TakingPart),
}

/// What is recorded of those who have a part in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is that task")]
pub enum TakingPart {
    Stakeholder,
    Rename(StakeholderId),
    Contact(Option<StakeholderId>),
    Contribution(Option<CommitmentId>),
    Document,
    Pulse(CommitmentId),
}

/// How one field is filled.
#[derive(Debug, Clone)]
pub enum Input {
    /// By typing.
    Text(Box<TextField>),
    /// By choosing one of a few with the arrows.
    Choice {
        /// What there is to choose from.
        options: Vec<String>,
        /// The one chosen.
        at: usize,
    },
}

/// One field of a form.
#[derive(Debug, Clone)]
pub struct FormField {
    /// What it is called.
    pub label: String,
    /// How it is filled.
    pub input: Input,
    /// What is read from it while it is typed.
    pub reads: Reads,
}

/// What is read from a field while it is typed, and said back before it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Nothing: it is taken as it stands.
    Nothing,
    /// A date; one without its year lies on that side of today.
    Date(Towards),
    /// An informal exchange in one line.
    Exchange,
    /// What is to be done: a day in it is none that is set.
    Action,
}

/// Fields to type into, for the task `T`.
#[derive(Debug)]
pub struct Form<T = Task> {
    /// What it is for and about.
    pub title: String,
    /// The fields.
    pub fields: Vec<FormField>,
    /// The field that has the keys.
    pub focus: usize,
    /// What is recorded.
    pub task: T,
    /// What is read from the field that has the keys, where something is.
    pub understood: Option<String>,
    /// Why it could not be recorded.
    pub refused: Option<String>,
    /// An outside editor was asked for, and what it saves is recorded at once.
    pub outside: bool,
    /// Whoever types knows that what it was opened with was changed meanwhile.
    pub warned: bool,
    /// What the record held then, for a form that edits a field of one.
    pub was: Option<String>,
    /// Who is named in it and not known, about whom its last fields ask.
    pub strangers: Vec<String>,
    /// How the name being typed could go on, and the whole text then.
    pub offered: Option<(String, String)>,
    /// What stood in its fields when it was opened.
    opened_with: Vec<String>,
}

/// What a key did to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// It is to be recorded.
    Record,
    /// It is to be left; what was typed is kept as a draft.
    Leave,
    /// The field is to be edited in an outside editor.
    Outside,
    /// It is still open.
    Open,
}

impl<T> Form<T> {
    /// Makes a form that has no fields yet.
    pub fn new(title: impl Into<String>, task: T) -> Self {
        let title = title.into();
        Self {
            title,
            fields: Vec::new(),
            focus: 0,
            task,
            understood: None,
            refused: None,
            outside: false,
            warned: false,
            was: None,
            strangers: Vec::new(),
            offered: None,
            opened_with: Vec::new(),
        }
    }

    /// Returns what the record holds now, where that is not what it was when the form was opened and
    /// whoever types does not know yet.
    pub fn changed_since<'n>(&self, now: Option<&'n str>) -> Option<&'n str> {
        now.filter(|_| !self.warned && self.was.is_some() && now != self.was.as_deref())
    }

    /// Takes what stands in the fields now for what nobody typed.
    #[must_use]
    pub fn as_it_opens(self) -> Self {
        Self {
            opened_with: self.values(),
            ..self
        }
    }

    /// Returns true when something else stands in the fields than when it was opened.
    pub fn is_touched(&self) -> bool {
        self.values() != self.opened_with
    }

    /// Adds a field of one line.
    #[must_use]
    pub fn line(self, label: &str, text: &str) -> Self {
        self.field(label, Input::Text(Box::new(TextField::one_line(text))))
    }

    /// Adds a field of one line for a date.
    #[must_use]
    pub fn date(self, label: &str, text: &str, towards: Towards) -> Self {
        self.line(label, text).reading(Reads::Date(towards))
    }

    /// Has the last field be read while it is typed.
    #[must_use]
    pub fn reading(mut self, reads: Reads) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.reads = reads;
        }
        self
    }

    /// Adds the fields of a new action.
    #[must_use]
    pub fn of_an_action(self) -> Self {
        let what = self.line("What", "").reading(Reads::Action);
        what.line("Who", "").date("By when", "", Towards::Coming)
    }

    /// Returns what is read from the field that has the keys, and what stands in it; nothing where it is
    /// empty or taken as it stands.
    pub fn reads_now(&self) -> Option<(Reads, String)> {
        let reads = self.fields.get(self.focus)?.reads;
        let typed = self.value(self.focus);
        (reads != Reads::Nothing && !typed.trim().is_empty()).then_some((reads, typed))
    }

    /// Returns the dates that were typed, each as it is understood and with what its field is called.
    pub fn dates(&self, today: Date) -> Vec<(String, Reading)> {
        let fields = self.fields.iter().enumerate();
        let read = fields.filter_map(|(place, field)| {
            let Reads::Date(towards) = field.reads else {
                return None;
            };
            let reading = read_typed(&self.value(place), today, towards).ok()?;
            Some((field.label.to_lowercase(), reading))
        });
        read.collect()
    }

    /// Adds a field of many lines.
    #[must_use]
    pub fn lines(self, label: &str, text: &str) -> Self {
        self.field(label, Input::Text(Box::new(TextField::many_lines(text))))
    }

    /// Adds a field that is chosen.
    #[must_use]
    pub fn choice(self, label: &str, options: Vec<&'static str>) -> Self {
        let options = options.into_iter().map(str::to_owned).collect();
        self.choice_of(label, options, 0)
    }

    /// Adds a field that is chosen from what the records hold, the one at `at` to begin with.
    #[must_use]
    pub fn choice_of(self, label: &str, options: Vec<String>, at: usize) -> Self {
        self.field(label, Input::Choice { options, at })
    }

    /// Adds a field that is chosen and has a value.
    #[must_use]
    pub fn chosen(self, label: &str, options: Vec<&'static str>, value: &str) -> Self {
        let at = options.iter().position(|option| *option == value);
        let options = options.into_iter().map(str::to_owned).collect();
        self.choice_of(label, options, at.unwrap_or_default())
    }

    /// Adds a field that is chosen to a form that is open.
    pub fn push_choice(&mut self, label: &str, options: Vec<&'static str>) {
        self.fields.push(FormField {
            label: label.to_owned(),
            input: Input::Choice {
                options: options.into_iter().map(str::to_owned).collect(),
                at: 0,
            },
            reads: Reads::Nothing,
        });
    }

    fn field(mut self, label: &str, input: Input) -> Self {
        self.fields.push(FormField {
            label: label.to_owned(),
            input,
            reads: Reads::Nothing,
        });
        self
    }

    /// Returns true for a single text of many lines: Enter is then a new line
    /// and Esc is done, as in an editor.
    pub fn is_text(&self) -> bool {
        matches!(self.fields.as_slice(),
            [FormField { input: Input::Text(field), .. }] if field.has_many_lines())
    }

    /// Returns true when the field that has the keys is chosen, not typed.
    pub fn is_on_a_choice(&self) -> bool {
        let focused = self.fields.get(self.focus).map(|field| &field.input);
        matches!(focused, Some(Input::Choice { .. }))
    }

    /// Returns true when the field that has the keys is a text of many lines.
    pub fn is_on_a_text(&self) -> bool {
        let focused = self.fields.get(self.focus).map(|field| &field.input);
        matches!(focused, Some(Input::Text(field)) if field.has_many_lines())
    }

    /// Returns what stands in the field at `place`; empty where there is none.
    pub fn value(&self, place: usize) -> String {
        match self.fields.get(place).map(|field| &field.input) {
            Some(Input::Text(field)) => field.text(),
            Some(Input::Choice { options, at }) => options.get(*at).cloned().unwrap_or_default(),
            None => String::new(),
        }
    }

    /// Returns every value, to be kept as a draft.
    pub fn values(&self) -> Vec<String> {
        (0..self.fields.len())
            .map(|place| self.value(place))
            .collect()
    }

    /// Returns what stood in the field at `place` when the form was opened.
    pub fn opened_with(&self, place: usize) -> Option<&str> {
        self.opened_with.get(place).map(String::as_str)
    }

    /// Returns every value that is not the one the form was opened with, and nothing for the others,
    /// which whoever types may leave to what others make of them meanwhile.
    pub fn changed_values(&self) -> Vec<String> {
        let opened = self
            .opened_with
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        let values = self.values().into_iter().zip(opened);
        let changed = values.map(|(value, opened)| match opened {
            Some(opened) if *opened == value => String::new(),
            _ => value,
        });
        changed.collect()
    }

    /// Fills the fields with the values of a draft; a choice that has none stays as it is.
    pub fn fill(&mut self, values: &[String]) {
        for (field, value) in self.fields.iter_mut().zip(values) {
            match &mut field.input {
                Input::Text(text) if text.has_many_lines() => **text = TextField::many_lines(value),
                Input::Text(text) => **text = TextField::one_line(value),
                Input::Choice { options, at } => {
                    *at = options
                        .iter()
                        .position(|option| option == value)
                        .unwrap_or(*at);
                }
            }
        }
    }

    /// Returns the text field that has the keys.
    pub fn focused_text(&mut self) -> Option<&mut TextField> {
        match self
            .fields
            .get_mut(self.focus)
            .map(|field| &mut field.input)
        {
            Some(Input::Text(field)) => Some(field),
            _ => None,
        }
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Pressed {
        match key.code {
            KeyCode::Char('s') if key.ctrl => return Pressed::Record,
            KeyCode::Char('g') if key.ctrl => return Pressed::Outside,
            KeyCode::Esc if self.is_text() => return Pressed::Record,
            KeyCode::Esc => return Pressed::Leave,
            KeyCode::Tab => self.move_focus(1),
            KeyCode::BackTab => self.move_focus(-1),
            _ => return self.press_in_field(key),
        }
        Pressed::Open
    }

    fn press_in_field(&mut self, key: Key) -> Pressed {
        self.refused = None;
        if key.code == KeyCode::Right && self.takes_what_is_offered() {
            return Pressed::Open;
        }
        let taken = match self
            .fields
            .get_mut(self.focus)
            .map(|field| &mut field.input)
        {
            Some(Input::Text(field)) => field.press(key),
            Some(Input::Choice { options, at }) => choose(options.len(), at, key),
            None => false,
        };
        match key.code {
            _ if taken => {}
            KeyCode::Enter => return Pressed::Record,
            KeyCode::Char('c') if key.ctrl => return Pressed::Leave,
            KeyCode::Up => self.move_focus(-1),
            KeyCode::Down => self.move_focus(1),
            _ => {}
        }
        Pressed::Open
    }

    /// Puts what is offered into the field, if the caret is behind what is typed.
    fn takes_what_is_offered(&mut self) -> bool {
        let Some((_, whole)) = self.offered.take() else {
            return false;
        };
        let Some(field) = self.focused_text() else {
            return false;
        };
        let is_behind = !field.has_many_lines() && field.caret() == field.text().len();
        if is_behind {
            *field = TextField::one_line(&whole);
        }
        is_behind
    }

    fn move_focus(&mut self, by: isize) {
        let count = isize::try_from(self.fields.len()).unwrap_or(1).max(1);
        let at = isize::try_from(self.focus).unwrap_or(0);
        self.focus = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
    }
}

impl Form {
    /// Returns what is recorded or kept of it: of a form of many indicators what was changed, as it
    /// stands for no more than that.
    pub fn to_record(&self) -> Vec<String> {
        match self.task {
            Task::Assess(_) => self.changed_values(),
            _ => self.values(),
        }
    }
}

fn choose(count: usize, at: &mut usize, key: Key) -> bool {
    match key.code {
        KeyCode::Left => *at = (*at + count.saturating_sub(1)) % count.max(1),
        KeyCode::Right | KeyCode::Char(' ') => *at = (*at + 1) % count.max(1),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::parse_keys;
    use crate::base::id::Id as _;

    fn form() -> Form {
        let form = Form::new("action", Task::AddAction(None));
        form.line("what", "")
            .line("who", "")
            .choice("side", vec!["agreed", "government"])
    }

    #[track_caller]
    fn check(mut form: Form, keys: &str, last: Pressed, values: &[&str]) {
        let mut pressed = Pressed::Open;
        for key in parse_keys(keys).expect("keys") {
            pressed = form.press(key);
        }
        assert_eq!(
            (pressed, form.values()),
            (last, values.iter().map(|&v| v.into()).collect())
        );
    }

    #[test]
    fn enter_records_and_arrows_go_from_field_to_field() {
        check(
            form(),
            "a Down b Enter",
            Pressed::Record,
            &["a", "b", "agreed"],
        );
        check(
            form(),
            "a Up Right Tab b",
            Pressed::Open,
            &["ab", "", "government"],
        );
        check(form(), "a Esc", Pressed::Leave, &["a", "", "agreed"]);
    }

    #[test]
    fn only_what_was_changed_is_recorded_of_what_the_reviewer_concluded() {
        let id = CommitmentId::parse("UK0001").expect("an id");
        let form = || {
            let options = || vec!["not known", "yes", "no"];
            let form = Form::new("reviewer", Task::Assess(id.clone()));
            let form = form.chosen("starred", options(), "no");
            form.chosen("relevant", options(), "yes").as_it_opens()
        };
        let mut first = form();
        assert_eq!(first.values(), ["no", "yes"]);
        first.press(Key::plain(KeyCode::Left));
        assert_eq!(first.to_record(), ["yes", ""]);
        // A draft leaves alone what was not touched in it.
        let mut again = form();
        again.fill(&first.to_record());
        assert_eq!(again.values(), ["yes", "yes"]);
        assert_eq!(again.to_record(), ["yes", ""]);
    }

    #[test]
    fn in_a_text_enter_is_a_new_line_and_esc_is_done() {
        let text = || Form::new("note", Task::AddAction(None)).lines("text", "");
        check(text(), "a Enter b Esc", Pressed::Record, &["a\nb"]);
        check(text(), "a Ctrl-C", Pressed::Leave, &["a"]);
    }
}
