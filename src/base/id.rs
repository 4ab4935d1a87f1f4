//! Typed ids: short names that are safe as file names everywhere and never
//! change once given.

use std::fmt::Debug;

/// The longest an id may be, in bytes: leaves room for the prefix and suffix
/// of a temporary file within the 255 bytes file systems allow.
pub const LONGEST: usize = 64;

/// Says why a text cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing was given.
    #[error("an id cannot be empty; give it a name")]
    Empty,
    /// More than [`LONGEST`] bytes.
    #[error("an id has at most {LONGEST} characters, this one has {0}; shorten it")]
    TooLong(usize),
    /// A character that some file system, shell or reader would stumble over.
    #[error(
        "`{0}` is no id; an id has only letters a-z, digits and `-`, and begins with a letter or digit"
    )]
    Character(String),
    /// A name that Windows keeps for devices.
    #[error("`{0}` is a name some systems keep for devices; choose another")]
    Reserved(String),
}

/// An id: text that names one record of one kind, for ever.
pub trait Id: Clone + Ord + Debug + std::fmt::Display {
    /// Checks the text and makes the id.
    fn parse(text: &str) -> Result<Self, IdError>;
    /// Returns the id as it is written in files.
    fn as_str(&self) -> &str;
}

/// Checks that `text` can be an id, letter case aside.
///
/// # Errors
/// Says which rule the text breaks.
pub fn check(text: &str) -> Result<(), IdError> {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else {
        return Err(IdError::Empty);
    };
    if bytes.len() > LONGEST {
        return Err(IdError::TooLong(bytes.len()));
    }
    let fits = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    if !first.is_ascii_alphanumeric() || !bytes.iter().all(fits) {
        return Err(IdError::Character(text.escape_debug().collect()));
    }
    if is_device(&text.to_ascii_lowercase()) {
        return Err(IdError::Reserved(text.to_owned()));
    }
    Ok(())
}

fn is_device(lower: &str) -> bool {
    let numbered = |stem: &str| {
        lower
            .strip_prefix(stem)
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(lower, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Defines an id type: `id_type!(/// docs; PlanId, to_ascii_lowercase)`.
///
/// The last word is the letter case ids of this kind are kept in, so that
/// `uk0063` and `UK0063` are one id.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $case:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::sync::Arc<str>);

        impl $crate::base::id::Id for $name {
            fn parse(text: &str) -> Result<Self, $crate::base::id::IdError> {
                $crate::base::id::check(text)?;
                Ok(Self(text.$case().into()))
            }
            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $name {
            /// Returns the id in lower case, as file names carry it.
            pub fn stem(&self) -> String {
                self.0.to_ascii_lowercase()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::base::id::IdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::base::id::Id::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                $crate::base::id::Id::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, why: &str) {
        let error = check(text).expect_err("the text should not be an id");
        assert_eq!(error.to_string(), why);
    }

    #[test]
    fn ids_are_safe_as_file_names_everywhere() {
        for good in ["UK0063", "2017-11-30", "k3f9", "0", "uk-2016-18", "com10"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        refused("", "an id cannot be empty; give it a name");
        refused(
            "nul",
            "`nul` is a name some systems keep for devices; choose another",
        );
        refused(
            "COM1",
            "`COM1` is a name some systems keep for devices; choose another",
        );
        refused(
            &"x".repeat(65),
            "an id has at most 64 characters, this one has 65; shorten it",
        );
        let rule = "is no id; an id has only letters a-z, digits and `-`, and begins with a letter or digit";
        refused("../x", &format!("`../x` {rule}"));
        refused("-x", &format!("`-x` {rule}"));
        refused("a\u{1b}[0m", &format!("`a\\u{{1b}}[0m` {rule}"));
        refused("é", &format!("`é` {rule}"));
    }
}
