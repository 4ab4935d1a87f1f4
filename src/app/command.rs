//! What a user can do, as rows of a table: keys, palette and help read them.

use super::App;
use super::commands::{
    acting, adding, moving, program, recording, rolling, running, taking_part, timeline, views,
};

/// Why a command is off, or that it is on.
pub type Check = Result<(), String>;

/// Where a command stands in help and palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Moving about.
    Move,
    /// Recording what is said.
    Record,
    /// Meetings.
    Meeting,
    /// Changing records.
    Change,
    /// Panes and lists.
    View,
    /// The program itself.
    Program,
}

/// One thing a user can do.
#[derive(Clone, Copy)]
pub struct Command {
    /// Names the command in the keymap and the palette.
    pub id: &'static str,
    /// What it does, as the palette and the help say it.
    pub title: &'static str,
    /// Its name at the bottom of the screen, one or two words.
    pub short: &'static str,
    /// Where it stands in lists.
    pub group: Group,
    /// Says whether it is on, or why not.
    pub when: fn(&App) -> Check,
    /// Does it.
    pub run: fn(&mut App),
}

impl Command {
    /// Makes a row of a table.
    pub(super) const fn row(
        group: Group,
        id: &'static str,
        title: &'static str,
        short: &'static str,
        when: fn(&App) -> Check,
        run: fn(&mut App),
    ) -> Self {
        Self {
            id,
            title,
            short,
            group,
            when,
            run,
        }
    }

    /// Tells whether it can be done now, or why not: nothing is changed while the past is looked at.
    pub fn check(&self, app: &App) -> Check {
        let changes = matches!(self.group, Group::Record | Group::Meeting | Group::Change);
        match &app.session.read_only {
            Some(why) if changes && (app.back_then.is_some() || app.other_plan.is_some()) => {
                Err(why.clone())
            }
            _ => (self.when)(app),
        }
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// Returns every command, table by table.
pub fn all() -> impl Iterator<Item = &'static Command> {
    [
        recording::TABLE,
        acting::TABLE,
        running::TABLE,
        adding::TABLE,
        rolling::TABLE,
        taking_part::TABLE,
        views::TABLE,
        timeline::TABLE,
        moving::TABLE,
        program::TABLE,
    ]
    .into_iter()
    .flatten()
}

/// Returns the command of that id.
pub fn find(id: &str) -> Option<&'static Command> {
    all().find(|command| command.id == id)
}

/// Says that a command is always on.
#[expect(clippy::unnecessary_wraps, reason = "the type of a row's check")]
pub(super) fn always(_: &App) -> Check {
    Ok(())
}

/// Says that all records are read, or how far reading has come: what is made of all of them, such
/// as a new id or a document, would be wrong before.
pub(super) fn all_read(app: &App) -> Check {
    match app.session.loading {
        None => Ok(()),
        Some(loading) => Err(format!(
            "still reading, {} of {}; this waits until all are read",
            loading.read, loading.all
        )),
    }
}
