//! Commands of the program itself.

use crate::app::command::{Check, Command, Group, always};
use crate::app::event::Effect;
use crate::app::session::{Saving, changes_are};
use crate::app::{App, WhenSaved};

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    program("help", "Keys of this pane", "help", always, App::open_help),
    program(
        "palette",
        "Everything you can do",
        "all",
        always,
        App::open_palette,
    ),
    program(
        "save",
        "Save now; changes are saved at once anyway",
        "save",
        always,
        save,
    ),
    program(
        "reload",
        "Look at the disk again",
        "reload",
        can_reload,
        |app| {
            app.memory.effects.push(Effect::Reopen);
        },
    ),
    program(
        "two-versions",
        "What is in two versions, to decide which",
        "decide",
        App::shows_what_is,
        App::open_beside,
    ),
    program(
        "recover",
        "What was not saved or not recorded when the program was left",
        "recover",
        App::shows_what_is,
        App::open_recovery,
    ),
    program(
        "redraw",
        "Draw the screen again, should something else have written on it",
        "redraw",
        always,
        |app| {
            app.memory.effects.push(Effect::DrawAnew);
        },
    ),
    program(
        "suspend",
        "Back to the shell; fg comes here again",
        "shell",
        always,
        |app| {
            app.memory.effects.push(Effect::Suspend);
        },
    ),
    program("quit", "Leave the program", "leave", always, App::leave),
];

const fn program(
    id: &'static str,
    title: &'static str,
    short: &'static str,
    when: fn(&App) -> Check,
    run: fn(&mut App),
) -> Command {
    Command::row(Group::Program, id, title, short, when, run)
}

fn can_reload(app: &App) -> Check {
    if app.session.loading.is_some() {
        return Err("the disk is still being read".to_owned());
    }
    match app.session.saving.waiting() {
        0 => Ok(()),
        n => Err(format!(
            "{} not on disk yet; Ctrl-S tries again",
            changes_are(n)
        )),
    }
}

fn save(app: &mut App) {
    match app.session.saving {
        Saving::NotSaved { .. } => {
            app.memory.effects.push(Effect::SaveAgain);
            app.memory.when_saved = Some(WhenSaved::Say);
            app.tell("trying again");
        }
        Saving::Saving(_) => {
            app.memory.when_saved = Some(WhenSaved::Say);
            app.tell("saving");
        }
        Saving::Saved(_) => app.say_saved(),
    }
}

impl App {
    /// Says that everything is saved, or what is not: that the files are is not all there is to it.
    pub(in crate::app) fn say_saved(&mut self) {
        let texts = self.memory.drafts.len();
        let unkept = self.session.unkept.iter().next();
        if self.session.is_elsewhere() {
            self.refuse("saved, but some of it in another version of a record: g v decides");
        } else if let Some((what, why)) = unkept {
            let what = what.not_kept().to_lowercase();
            self.refuse(format!("what was recorded is saved; {what}: {why}"));
        } else if texts > 0 {
            let text = match texts {
                1 => "a text that was typed is".to_owned(),
                n => format!("{n} texts that were typed are"),
            };
            self.tell(format!(
                "what was recorded is saved; {text} not recorded: g r"
            ));
        } else {
            self.tell("everything is saved");
        }
    }

    /// Leaves once everything is on disk; asks while something is not, or was typed and not
    /// recorded.
    pub(in crate::app) fn leave(&mut self) {
        if self.memory.drafts.len() > 0 && !self.memory.keeps_unrecorded {
            return self.open_quit_unrecorded();
        }
        match self.session.saving {
            Saving::Saved(_) => self.memory.effects.push(Effect::Leave),
            // A disk that does not answer must not hold the user for ever: the second time asks.
            Saving::Saving(_) if self.memory.when_saved != Some(WhenSaved::Leave) => {
                self.memory.when_saved = Some(WhenSaved::Leave);
                self.tell("saving, then leaving");
            }
            Saving::Saving(_) | Saving::NotSaved { .. } => {
                // Whoever closes the question stays.
                self.memory.when_saved = None;
                self.open_quit();
            }
        }
    }
}
