//! Reads a text over the whole screen.

use super::App;
use super::key::Key;
use super::modal::page::{About, Pressed};
use super::modal::{Modal, Page};

impl App {
    /// Opens a page, laid out in the room there is.
    pub(super) fn open_page(&mut self, mut page: Page) {
        page.fit(self.memory.sizes.whole);
        self.modals.push(Modal::Page(Box::new(page)));
    }

    /// Takes a key while a page has them.
    pub(super) fn press_in_page(&mut self, key: Key) {
        let Some(Modal::Page(page)) = self.modals.last_mut() else {
            return;
        };
        let (pressed, about) = (page.press(key), page.about.clone());
        match (pressed, about) {
            (Pressed::Open, _) => {}
            (Pressed::Closed, About::Requirement(looking)) => self.leave_requirement(&looking),
            (Pressed::Closed, _) => _ = self.modals.pop(),
            (Pressed::Other, About::Published(paper)) => self.press_in_preview(key, &paper),
            (Pressed::Other, About::Beside(deciding)) => self.press_in_beside(key, deciding),
            (Pressed::Other, About::Trouble(record)) => {
                self.press_in_trouble(key, record.as_ref().map(|(record, _)| record));
            }
            (Pressed::Other, About::Requirement(looking)) => {
                self.press_in_requirement(key, *looking);
            }
            (Pressed::Other, About::Compared | About::Told) => {
                self.refuse("arrows move, Esc closes");
            }
            (Pressed::Other, About::Version(number)) => self.press_in_version(key, number),
            (Pressed::Other, About::Unfinished(name)) => self.press_in_unfinished(key, &name),
        }
    }
}
