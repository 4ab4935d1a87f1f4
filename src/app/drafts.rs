//! Texts that were typed and not recorded: kept until they are, also when the program is left or
//! ends before its time.

use super::App;
use super::modal::menu::Item;
use super::modal::{Choice, Form, Menu, Modal, Task};
use crate::model::Unrecorded;

/// The place of the capture line, in words of this program's own.
const CAPTURE: &str = "Capture";

/// Texts that were typed and left without recording.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    left: Vec<LeftForm>,
    /// What was left in the capture line.
    captured: String,
    /// Texts of another program, which this one has no place for.
    foreign: Vec<Unrecorded>,
}

/// What stood in a form when it was left.
#[derive(Debug)]
struct LeftForm {
    heading: String,
    task: Task,
    values: Vec<String>,
}

impl Drafts {
    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        let captured = usize::from(!self.captured.trim().is_empty());
        self.left.len() + captured + self.foreign.len()
    }

    /// Forgets them all.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Forgets the one for `task`, which was recorded.
    pub(super) fn recorded(&mut self, task: &Task) {
        self.left.retain(|known| known.task != *task);
    }

    /// Keeps what stands in a form; returns whether there is anything to keep.
    pub(super) fn keep(&mut self, form: &Form) -> bool {
        self.recorded(&form.task);
        if !form.is_touched() {
            return false;
        }
        self.left.push(LeftForm {
            heading: form.title.clone(),
            task: form.task.clone(),
            values: form.to_record(),
        });
        true
    }

    /// Keeps what stands in the capture line.
    pub(super) fn keep_captured(&mut self, text: String) {
        self.captured = text;
    }

    /// Returns what was left in the capture line.
    pub(super) fn captured(&self) -> &str {
        &self.captured
    }
}

impl App {
    /// Returns all texts that are typed and not recorded, the one being typed among them.
    pub fn unrecorded(&self) -> Vec<Unrecorded> {
        let typing = |task: &Task| {
            let mut forms = self.modals.iter().filter_map(Modal::form);
            forms.any(|form| form.task == *task)
        };
        let Drafts {
            left,
            captured,
            foreign,
        } = &self.memory.drafts;
        let left = left.iter().filter(|left| !typing(&left.task));
        let left = left.map(|left| draft(&left.heading, &left.task, left.values.clone()));
        let open = self.modals.iter().filter_map(Modal::form);
        let open = open.filter(|form| form.is_touched());
        let open = open.map(|form| draft(&form.title, &form.task, form.to_record()));
        let line = self.modals.iter().find_map(|modal| match modal {
            Modal::Capture(line) => Some(line.field.text()),
            _ => None,
        });
        let line = line.unwrap_or_else(|| captured.clone());
        let line = (!line.trim().is_empty()).then(|| Unrecorded {
            heading: "line for the minutes".to_owned(),
            place: CAPTURE.to_owned(),
            values: vec![line],
        });
        let all = left.chain(open).chain(line).chain(foreign.iter().cloned());
        all.collect()
    }

    /// Takes up texts that an earlier program kept; one that is there already stays as it is.
    pub(super) fn take_up(&mut self, drafts: Vec<Unrecorded>) {
        let known = &mut self.memory.drafts;
        for draft in drafts {
            let task = serde_json::from_str::<Task>(&draft.place);
            match (draft.place.as_str(), task) {
                (CAPTURE, _) if known.captured.trim().is_empty() => {
                    known.captured = draft.values.concat();
                }
                (_, Ok(task)) if known.left.iter().all(|left| left.task != task) => {
                    known.left.push(LeftForm {
                        heading: draft.heading,
                        task,
                        values: draft.values,
                    });
                }
                _ if known.foreign.contains(&draft) => {}
                _ => known.foreign.push(draft),
            }
        }
    }

    /// Leaves the form on top; what was typed is kept for the next time.
    pub(super) fn leave_form(&mut self) {
        let Some(Modal::Form(form)) = self.modals.pop() else {
            return;
        };
        if self.memory.drafts.keep(&form) {
            self.tell("left without recording; the same key takes up what you typed");
        }
    }

    /// Opens a form, filled with the draft that was left for the same task.
    pub(super) fn open_form(&mut self, form: Form) {
        let mut form = form.as_it_opens();
        let mut left = self.memory.drafts.left.iter();
        if let Some(left) = left.find(|left| left.task == form.task) {
            form.fill(&left.values);
        }
        self.modals.push(Modal::Form(Box::new(form)));
        self.read_form();
    }

    /// Lists the texts that were typed and not recorded; choosing one takes it up.
    pub(super) fn open_unrecorded(&mut self) {
        let Drafts {
            left,
            captured,
            foreign,
        } = &self.memory.drafts;
        let mut items: Vec<Item> = left
            .iter()
            .map(|left| {
                Item::plain(
                    &left.heading,
                    excerpt(&left.values),
                    Choice::TakeUp(left.task.clone()),
                )
            })
            .collect();
        if !captured.trim().is_empty() {
            let captured = std::slice::from_ref(captured);
            items.push(Item::plain(
                "line for the minutes",
                excerpt(captured),
                Choice::TakeUpLine,
            ));
        }
        let foreign = foreign.iter().map(|draft| {
            let mut item = Item::plain(&draft.heading, excerpt(&draft.values), Choice::Nothing);
            item.off = Some(
                "another version of the program kept it; roundtable recover --export has all of it"
                    .to_owned(),
            );
            item
        });
        items.extend(foreign);
        if items.is_empty() {
            return self.tell("no text is known that was typed and not recorded");
        }
        self.push_menu(Menu::of_letters(
            "Typed and not recorded; Enter takes it up",
            items,
        ));
    }
}

fn draft(heading: &str, task: &Task, values: Vec<String>) -> Unrecorded {
    Unrecorded {
        heading: heading.to_owned(),
        // A task is names and ids, all of which JSON can hold; without its place it is still kept.
        place: serde_json::to_string(task).unwrap_or_default(),
        values,
    }
}

/// Returns the beginning of what was typed, for a list: of the longest text, as the others are what
/// stood there before, or was chosen.
fn excerpt(values: &[String]) -> String {
    let longest = values.iter().max_by_key(|value| value.trim().len());
    let line = longest.and_then(|text| text.trim().lines().next());
    line.unwrap_or_default().to_owned()
}
