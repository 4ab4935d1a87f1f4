//! Says in plain words what the RON parser found wrong, and how to put it right.

use ron::Error;

use crate::base::near;
use crate::base::text::safe;

/// Returns what is wrong and the way out, both safe to show on a terminal.
pub(crate) fn describe(error: &Error) -> (String, String) {
    about_names(error).unwrap_or_else(|| about_text(error))
}

/// Describes problems with the names of fields and values.
fn about_names(error: &Error) -> Option<(String, String)> {
    Some(match error {
        Error::NoSuchStructField {
            expected, found, ..
        } => {
            let fields = || format!("the fields here are {}", expected.join(", "));
            let hint = nearest(found, expected)
                .map_or_else(fields, |name| format!("did you mean `{name}`?"));
            (format!("unknown field `{}`", safe(found)), hint)
        }
        Error::NoSuchEnumVariant {
            expected, found, ..
        } => {
            let one_of = format!("it is one of {}", expected.join(", "));
            let hint = match nearest(found, expected) {
                Some(name) => format!("did you mean `{name}`? {one_of}"),
                None => one_of,
            };
            (format!("unknown value `{}`", safe(found)), hint)
        }
        Error::MissingStructField { field, .. } => (
            format!("the field `{field}` is missing"),
            "add it to the entry that ends here".to_owned(),
        ),
        Error::DuplicateStructField { field, .. } => (
            format!("the field `{field}` is there twice"),
            "keep one of them".to_owned(),
        ),
        _ => return None,
    })
}

/// Describes problems with what stands where a value should.
fn about_text(error: &Error) -> (String, String) {
    let (what, hint) = match error {
        Error::ExpectedString => ("text is expected", "write it between \" and \""),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => {
            ("a whole number is expected", "write it with digits only")
        }
        Error::IntegerOutOfBounds => ("the number is too large or negative", "correct it"),
        Error::ExpectedBoolean => ("a yes or no is expected", "write true or false"),
        Error::ExpectedFloat => ("a number is expected", "write it with digits and a point"),
        Error::ExpectedArray => ("a list is expected", "write it between [ and ]"),
        Error::ExpectedArrayEnd => ("the list does not end here", "close it with ]"),
        Error::ExpectedMap => ("a table is expected", "write it between { and }"),
        Error::ExpectedMapEnd => ("the table does not end here", "close it with }"),
        Error::ExpectedComma => (
            "a comma is expected",
            "put it at the end of the line before",
        ),
        Error::ExpectedMapColon => ("a colon is expected", "put it between name and value"),
        Error::ExpectedIdentifier => ("a name is expected", "write it without quotes"),
        Error::ExpectedStructLike
        | Error::ExpectedNamedStructLike(_)
        | Error::ExpectedDifferentStructName { .. } => {
            ("an entry is expected", "write its fields between ( and )")
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            ("the entry does not end here", "close it with )")
        }
        Error::ExpectedOption => ("a value or none is expected", "write Some(..) or None"),
        Error::InvalidEscape(_) => (
            "an unknown escape in a text",
            "write \\\\ for a backslash and \\\" for a quote",
        ),
        Error::TrailingCharacters => ("there is more after the end of the record", "remove it"),
        Error::ExceededRecursionLimit => (
            "brackets are too deep inside each other",
            "correct the brackets",
        ),
        // Our own types put the way out behind a semicolon.
        Error::Message(text) if text.contains("; ") => {
            let (what, hint) = text.split_once("; ").unwrap_or((text, ""));
            return (lower_first(&safe(what)), safe(hint).into());
        }
        other => {
            return (
                lower_first(&safe(&other.to_string())),
                "correct it".to_owned(),
            );
        }
    };
    (what.to_owned(), hint.to_owned())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first
        .into_iter()
        .chain(chars)
        .collect::<String>()
        .trim_end_matches('.')
        .to_owned()
}

/// Returns the known name that `found` was most likely meant to be.
fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    near::nearest(found, known.iter().copied(), 1).pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_or_nothing() {
        let known = ["id", "title", "status", "due"];
        assert_eq!(nearest("Titel", &known), Some("title"));
        assert_eq!(nearest("owner", &known), None);
        assert_eq!(nearest("x", &[]), None);
    }

    #[test]
    fn messages_of_types_are_shown_in_our_style() {
        let (what, hint) = describe(&Error::Message("Bad date.\u{1b}".to_owned()));
        assert_eq!((what.as_str(), hint.as_str()), ("bad date.␛", "correct it"));
    }
}
