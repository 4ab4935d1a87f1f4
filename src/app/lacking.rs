//! Lists what the plan lacks and goes to where it is lacking.

use super::App;
use super::modal::menu::Item;
use super::modal::{Choice, Menu};
use crate::model::lacks::{Lacking, counted, lacks};

impl App {
    /// Lists what the plan lacks, the gravest first.
    pub(in crate::app) fn open_lacks(&mut self) {
        let found = lacks(&self.session.workspace);
        if found.is_empty() {
            return self.tell_none("nothing is lacking of what is looked for");
        }
        let title = format!("Lacking: {}", counted(&found));
        let items = found.into_iter().map(|lacking| {
            let Lacking {
                lack, name, title, ..
            } = &lacking;
            let label = format!("{:<14}  {name}  {title}", lack.word());
            Item {
                also: lack.words(),
                ..Item::plain(label, lack.hint(), Choice::Show(lacking.record.clone()))
            }
        });
        self.push_menu(Menu::to_type_in(title, items.collect()));
    }
}
