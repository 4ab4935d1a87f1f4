//! The card shown when no workspace was named: open one, look at the sample, or make a new one.

use std::path::PathBuf;

use super::event::Event;
use super::modal::form::{self, Form};
use super::modal::menu::{self, Item, Menu};
use super::{Message, Tone};
use crate::base::text::safe;

/// The state of the card.
#[derive(Debug)]
pub struct Start {
    /// What can be done, the workspaces opened lately first.
    pub card: Menu<Way>,
    /// The message line.
    pub message: Message,
    /// Which folder is to be opened. The forms outlive being left, so that nothing typed is lost.
    open: Form<Ask>,
    new: Form<Ask>,
    asking: Option<Ask>,
}

/// A line of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Opens a workspace that was opened before.
    Again(PathBuf),
    /// Asks first for what the wish needs.
    Ask(Ask),
    /// Looks at the sample.
    Sample,
    /// Leaves the program.
    Leave,
}

/// What has to be typed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The folder of a workspace.
    Folder,
    /// What a new workspace is and where.
    New,
}

/// What the user wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// The workspace in this folder.
    Open(PathBuf),
    /// A fresh copy of the sample.
    Sample,
    /// A new workspace.
    New {
        /// Where it is to be.
        folder: PathBuf,
        /// Whose plans it holds: a country or locality.
        member: String,
        /// The title of its first plan.
        plan: String,
    },
    /// To leave.
    Leave,
}

impl Start {
    /// Makes the card; `recent` are the workspaces opened lately, latest first.
    pub fn new(recent: Vec<PathBuf>) -> Self {
        let again = recent.into_iter().zip('1'..='9').map(|(folder, digit)| {
            let label = format!("Open {}", folder.display());
            Item::lettered(digit, label, Way::Again(folder))
        });
        let ways = [
            ('s', "Look at the sample: the UK's plans", Way::Sample),
            ('o', "Open a workspace…", Way::Ask(Ask::Folder)),
            ('n', "Make a new workspace…", Way::Ask(Ask::New)),
            ('q', "Leave", Way::Leave),
        ];
        let ways = ways.map(|(key, label, way)| Item::lettered(key, label, way));
        Self {
            card: Menu::of_letters("What would you like to do?", again.chain(ways).collect()),
            message: Message::default(),
            open: Form::new("Open a workspace", Ask::Folder).line("Folder", ""),
            new: Form::new("Make a new workspace", Ask::New)
                .line("Folder", "")
                .line("Country or locality", "")
                .line("Title of the plan", ""),
            asking: None,
        }
    }

    /// Returns the form that has the keys, if one has.
    pub fn form(&self) -> Option<&Form<Ask>> {
        Some(match self.asking? {
            Ask::Folder => &self.open,
            Ask::New => &self.new,
        })
    }

    /// Takes what happened; returns what the user then wants.
    pub fn update(&mut self, event: &Event) -> Option<Wish> {
        match event {
            Event::Key(key) => {
                self.message = Message::default();
                let form = match self.asking {
                    Some(Ask::Folder) => &mut self.open,
                    Some(Ask::New) => &mut self.new,
                    None => {
                        let pressed = self.card.press(*key);
                        return self.chosen(pressed);
                    }
                };
                let pressed = form.press(*key);
                self.answered(pressed)
            }
            Event::Paste(text) => {
                let form = match self.asking? {
                    Ask::Folder => &mut self.open,
                    Ask::New => &mut self.new,
                };
                if let Some(field) = form.focused_text() {
                    field.paste(text);
                }
                None
            }
            _ => None,
        }
    }

    /// Says why a wish could not be fulfilled; what was typed stays.
    pub fn refuse(&mut self, why: &str) {
        match self.asking {
            Some(Ask::Folder) => self.open.refused = Some(why.to_owned()),
            Some(Ask::New) => self.new.refused = Some(why.to_owned()),
            None => {
                self.message = Message {
                    tone: Tone::Refused,
                    text: safe(why).into_owned(),
                }
            }
        }
    }

    fn chosen(&mut self, pressed: menu::Pressed<Way>) -> Option<Wish> {
        match pressed {
            menu::Pressed::Chosen(Way::Again(folder)) => return Some(Wish::Open(folder)),
            menu::Pressed::Chosen(Way::Sample) => return Some(Wish::Sample),
            menu::Pressed::Chosen(Way::Leave) | menu::Pressed::Closed => return Some(Wish::Leave),
            menu::Pressed::Chosen(Way::Ask(ask)) => self.asking = Some(ask),
            menu::Pressed::Off(why) => self.refuse(&why),
            menu::Pressed::Unknown => self.refuse("no such choice; Esc leaves"),
            menu::Pressed::Open => {}
        }
        None
    }

    fn answered(&mut self, pressed: form::Pressed) -> Option<Wish> {
        match pressed {
            form::Pressed::Record => self.wish(),
            form::Pressed::Leave => {
                self.asking = None;
                None
            }
            form::Pressed::Outside => {
                self.refuse("this is typed here");
                None
            }
            form::Pressed::Open => None,
        }
    }

    /// Makes a wish of what was typed, or says what is missing.
    fn wish(&mut self) -> Option<Wish> {
        let form = self.form()?;
        let empty = (0..form.fields.len()).find(|&place| form.value(place).trim().is_empty());
        let value = |place| form.value(place).trim().to_owned();
        let folder = PathBuf::from(value(0));
        let (member, plan) = (value(1), value(2));
        if let Some(place) = empty {
            let label = form.fields.get(place).map(|field| field.label.clone());
            self.refuse(&format!("still empty: {}", label.unwrap_or_default()));
            self.focus(place);
            return None;
        }
        Some(match self.asking? {
            Ask::Folder => Wish::Open(folder),
            Ask::New => Wish::New {
                folder,
                member,
                plan,
            },
        })
    }

    fn focus(&mut self, place: usize) {
        match self.asking {
            Some(Ask::Folder) => self.open.focus = place,
            Some(Ask::New) => self.new.focus = place,
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::parse_keys;

    fn press(start: &mut Start, keys: &str) -> Option<Wish> {
        let keys = parse_keys(keys).expect("keys");
        keys.into_iter()
            .fold(None, |_, key| start.update(&Event::Key(key)))
    }

    #[track_caller]
    fn check(recent: &[&str], keys: &str, expected: Option<&Wish>) {
        let mut start = Start::new(recent.iter().map(PathBuf::from).collect());
        assert_eq!(press(&mut start, keys).as_ref(), expected);
    }

    #[test]
    fn enter_alone_opens_the_latest_workspace_or_the_sample() {
        check(&["/uk", "/ke"], "Enter", Some(&Wish::Open("/uk".into())));
        check(&["/uk", "/ke"], "2", Some(&Wish::Open("/ke".into())));
        check(&[], "Enter", Some(&Wish::Sample));
        check(&["/uk"], "s", Some(&Wish::Sample));
        check(&[], "Esc", Some(&Wish::Leave));
        check(&[], "x", None);
    }

    #[test]
    fn a_new_workspace_needs_a_folder_a_country_and_a_title() {
        let new = Wish::New {
            folder: "ke".into(),
            member: "Kenya".into(),
            plan: "P5".into(),
        };
        check(&[], "n k e Tab K e n y a Tab P 5 Enter", Some(&new));
        let mut start = Start::new(Vec::new());
        assert_eq!(press(&mut start, "n k e Enter"), None);
        let form = start.form().expect("the form is still there");
        assert_eq!(
            form.refused.as_deref(),
            Some("still empty: Country or locality")
        );
        assert_eq!(form.focus, 1);
    }

    #[test]
    fn what_was_typed_is_still_there_after_leaving_and_after_a_refusal() {
        let mut start = Start::new(Vec::new());
        press(&mut start, "o / u Esc o k");
        assert_eq!(press(&mut start, "Enter"), Some(Wish::Open("/uk".into())));
        start.refuse("there is no folder /uk");
        let form = start.form().expect("the form is still there");
        assert_eq!(form.value(0), "/uk");
        assert_eq!(form.refused.as_deref(), Some("there is no folder /uk"));
    }
}
