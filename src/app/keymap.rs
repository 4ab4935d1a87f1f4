//! Which key runs which command, read from the keymap file.

use serde::Deserialize;

use super::command::{self, Command};
use super::key::{Key, parse_keys};

/// The keymap the program comes with.
const BUILT_IN: &str = include_str!("../../assets/keymap.ron");

/// Where a key works: everywhere, or only in one pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In every pane, unless the pane says otherwise.
    Everywhere,
    /// In the list of commitments.
    Commitments,
    /// In the detail of a commitment.
    Detail,
    /// In the meeting.
    Meeting,
    /// Among the stakeholders.
    Stakeholders,
    /// In the list of actions.
    Actions,
    /// In the timeline.
    Timeline,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 7] = [
        Self::Everywhere,
        Self::Commitments,
        Self::Detail,
        Self::Meeting,
        Self::Stakeholders,
        Self::Actions,
        Self::Timeline,
    ];

    /// Returns the heading of the scope in the help.
    pub fn words(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Commitments => "Commitments",
            Self::Detail => "Detail",
            Self::Meeting => "Meeting",
            Self::Stakeholders => "Stakeholders",
            Self::Actions => "Actions",
            Self::Timeline => "Timeline",
        }
    }
}

/// One line of the keymap.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Where it works.
    pub scope: Scope,
    /// The keys to press, one after the other.
    pub keys: Vec<Key>,
    /// What they run.
    pub command: &'static Command,
}

/// All bindings, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// They run this command.
    Command(&'static Command),
    /// They are the beginning of longer ones.
    Prefix,
    /// They mean nothing here.
    Nothing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    everywhere: Vec<(String, String)>,
    commitments: Vec<(String, String)>,
    detail: Vec<(String, String)>,
    meeting: Vec<(String, String)>,
    stakeholders: Vec<(String, String)>,
    actions: Vec<(String, String)>,
    timeline: Vec<(String, String)>,
}

impl Keymap {
    /// Returns the keymap the program comes with.
    ///
    /// # Errors
    /// Everything that is wrong with the file, a line each; a test holds the
    /// built-in one free of errors.
    pub fn built_in() -> Result<Self, String> {
        Self::parse(BUILT_IN)
    }

    /// Reads a keymap.
    ///
    /// # Errors
    /// Everything that is wrong with it, a line each.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = ron::from_str(text).map_err(|error| error.to_string())?;
        let scopes = [
            (Scope::Everywhere, file.everywhere),
            (Scope::Commitments, file.commitments),
            (Scope::Detail, file.detail),
            (Scope::Meeting, file.meeting),
            (Scope::Stakeholders, file.stakeholders),
            (Scope::Actions, file.actions),
            (Scope::Timeline, file.timeline),
        ];
        let (mut keymap, mut wrong) = (Self::default(), Vec::new());
        for (scope, lines) in scopes {
            for (keys, id) in lines {
                match keymap.binding(scope, &keys, &id) {
                    Ok(binding) => keymap.bindings.push(binding),
                    Err(why) => wrong.push(format!("{} `{keys}`: {why}", scope.words())),
                }
            }
        }
        if wrong.is_empty() {
            Ok(keymap)
        } else {
            Err(wrong.join("\n"))
        }
    }

    fn binding(&self, scope: Scope, keys: &str, id: &str) -> Result<Binding, String> {
        let command = command::find(id).ok_or_else(|| format!("no command `{id}`"))?;
        let keys = parse_keys(keys)?;
        let clashes = |other: &&Binding| {
            other.scope == scope && (keys.starts_with(&other.keys) || other.keys.starts_with(&keys))
        };
        match self.bindings.iter().find(clashes) {
            Some(other) => Err(format!("hides or is hidden by `{}`", other.command.id)),
            None => Ok(Binding {
                scope,
                keys,
                command,
            }),
        }
    }

    /// Returns what `keys` mean where `scope` is the pane that has the keys.
    pub fn look_up(&self, scope: Scope, keys: &[Key]) -> Found {
        for scope in [scope, Scope::Everywhere] {
            for binding in self.bindings.iter().filter(|b| b.scope == scope) {
                if binding.keys == keys {
                    return Found::Command(binding.command);
                }
                if binding.keys.starts_with(keys) {
                    return Found::Prefix;
                }
            }
        }
        Found::Nothing
    }

    /// Returns the bindings that work in a pane, the pane's own first.
    pub fn in_scope(&self, scope: Scope) -> impl Iterator<Item = &Binding> {
        let own = self.bindings.iter().filter(move |b| b.scope == scope);
        let everywhere = self
            .bindings
            .iter()
            .filter(|b| b.scope == Scope::Everywhere);
        own.chain(everywhere.filter(move |_| scope != Scope::Everywhere))
    }

    /// Returns all bindings in the order of the file.
    pub fn all(&self) -> &[Binding] {
        &self.bindings
    }

    /// Returns the first keys that run the command in a pane.
    pub fn keys_of(&self, scope: Scope, command: &Command) -> Option<&[Key]> {
        let found = self.in_scope(scope).find(|b| b.command.id == command.id);
        found.map(|b| b.keys.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_built_in_keymap_works() {
        let keymap = Keymap::built_in().expect("the keymap has no errors");
        for binding in keymap.all() {
            assert_eq!(
                keymap.look_up(binding.scope, &binding.keys),
                Found::Command(binding.command),
                "{} {:?}",
                binding.scope.words(),
                binding.keys,
            );
        }
    }

    #[test]
    fn every_wrong_line_is_named() {
        let wrong = Keymap::parse(
            r#"(everywhere: [("q", "quit"), ("q", "undo"), ("x", "qiut"), ("Hyper-a", "undo"), ("q q", "redo")],
                commitments: [], detail: [], meeting: [], stakeholders: [], actions: [], timeline: [])"#,
        )
        .expect_err("the keymap is wrong");
        let expected = "Everywhere `q`: hides or is hidden by `quit`\n\
            Everywhere `x`: no command `qiut`\n\
            Everywhere `Hyper-a`: no key is called `Hyper-a`\n\
            Everywhere `q q`: hides or is hidden by `quit`";
        assert_eq!(wrong, expected);
    }

    #[test]
    fn the_keys_other_programs_destroy_with_stay_free() {
        let keymap = Keymap::built_in().expect("the keymap has no errors");
        for key in ["b", "r", "x", "D", "S"] {
            let keys = parse_keys(key).expect("a key");
            for scope in Scope::ALL {
                assert_eq!(keymap.look_up(scope, &keys), Found::Nothing, "{key}");
            }
        }
    }
}
