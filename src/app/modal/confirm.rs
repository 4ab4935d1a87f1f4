//! A question before something that is not easily taken back.

use crate::app::key::{Key, KeyCode};
use crate::model::RecordRef;

/// A question; Enter alone means no.
#[derive(Debug)]
pub struct Confirm {
    /// What is asked.
    pub question: String,
    /// The record that goes to the bin on yes.
    pub record: RecordRef,
    /// True while yes is the marked answer.
    pub on_yes: bool,
}

/// What a key did to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// The answer is yes.
    Yes,
    /// The answer is no.
    No,
    /// There is no answer yet.
    NotYet,
}

impl Confirm {
    /// Asks, with no as the marked answer.
    pub fn new(question: String, record: RecordRef) -> Self {
        Self {
            question,
            record,
            on_yes: false,
        }
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Answered {
        match key.code {
            KeyCode::Char('y') => return Answered::Yes,
            KeyCode::Enter if self.on_yes => return Answered::Yes,
            KeyCode::Enter | KeyCode::Char('n') | KeyCode::Esc => return Answered::No,
            KeyCode::Left | KeyCode::Right | KeyCode::Tab | KeyCode::Up | KeyCode::Down => {
                self.on_yes = !self.on_yes;
            }
            _ => {}
        }
        Answered::NotYet
    }
}
