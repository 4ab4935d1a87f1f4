//! Why a line of a script was not done, and the way out.

use super::super::error::CliError;
use crate::model::edit::Stale;
use crate::model::known::Unknown;
use crate::model::verbs::Refusal;

/// Says why a line was not done.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::cli) enum Wrong {
    /// The line is not written as it should be.
    #[error("{what}")]
    NotUnderstood {
        /// What was not understood.
        what: String,
        /// What would be; may be empty.
        hint: String,
    },
    /// The line was understood, and what it asks for cannot be done.
    #[error("{what}")]
    Refused {
        /// Why not.
        what: String,
        /// The way out, where it is not in `what`; may be empty.
        hint: String,
    },
}

impl Wrong {
    pub(super) fn not_understood(what: impl Into<String>, hint: impl Into<String>) -> Self {
        let (what, hint) = (what.into(), hint.into());
        Self::NotUnderstood { what, hint }
    }

    pub(super) fn refused(what: impl Into<String>, hint: impl Into<String>) -> Self {
        let (what, hint) = (what.into(), hint.into());
        Self::Refused { what, hint }
    }

    /// Says that a text of one line holds what a line cannot, if it does.
    pub(super) fn unless_one_line(what: &str, text: &str) -> Result<(), Self> {
        let Some(held) = text.chars().find(|c| c.is_control()) else {
            return Ok(());
        };
        let (why, way_out) = match held {
            '\n' | '\r' => ("is one line", "leave out the line break, \\n".to_owned()),
            '\t' => ("holds a tab", "write a space in its place".to_owned()),
            other => (
                "holds a character that nobody sees",
                format!("leave out U+{:04X}", u32::from(other)),
            ),
        };
        Err(Self::not_understood(format!("{what} {why}"), way_out))
    }

    /// Says that nothing, or more than one thing, has the name that was given; `way_out` where
    /// nothing comes near it.
    pub(super) fn unknown(why: &Unknown, what: &str, typed: &str, way_out: &str) -> Self {
        match why {
            Unknown::Several(names) => Self::refused(
                format!("`{typed}` could be more than one {what}"),
                format!("write more of it: {}", names.join(", ")),
            ),
            Unknown::Nothing { nearest } => Self::refused(
                format!("there is no {what} `{typed}`"),
                if nearest.is_empty() {
                    way_out.to_owned()
                } else {
                    format!("did you mean {}?", nearest.join(", "))
                },
            ),
        }
    }

    /// Returns the way out, where there is one to name.
    pub(in crate::cli) fn hint(&self) -> Option<String> {
        let (Self::NotUnderstood { hint, .. } | Self::Refused { hint, .. }) = self;
        (!hint.is_empty()).then(|| hint.clone())
    }
}

impl From<Refusal> for Wrong {
    fn from(Refusal(what): Refusal) -> Self {
        Self::refused(what, "")
    }
}

impl From<Stale> for Wrong {
    fn from(stale: Stale) -> Self {
        Self::refused(stale.to_string(), "")
    }
}

impl From<CliError> for Wrong {
    fn from(error: CliError) -> Self {
        Self::refused(error.to_string(), error.hint().unwrap_or_default())
    }
}
