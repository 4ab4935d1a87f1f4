//! What a command takes, written as its help shows it, and the words given for it.
//!
//! ```text
//! ID                  one word                  NAME...             one or more words
//! [ID]                may be left out           [TEXT...]           none or more
//! sector:SECTOR       a key that must be given  [by:NAME]           one that may be
//! [evidence:LINK]...  one that may be given again
//! ```

use jiff::civil::Date;

use super::line::Word;
use super::wrong::Wrong;
use crate::base::date::{Reading, Towards, read_typed};
use crate::base::near;

/// Words before a colon that name a kind of record rather than a key.
const KINDS: [&str; 5] = ["action", "item", "minute", "roll", "stakeholder"];

/// What can have more than one paragraph; all else is one line, as in a form on the screen.
const PARAGRAPHS: [&str; 5] = ["NOTE", "TEXT", "VALUE", "WHO", "note"];

/// The dates of what was.
const PAST: [&str; 4] = ["since", "day", "dated", "published"];

/// One thing a command takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Argument {
    /// The name of a word, the key of a value.
    name: &'static str,
    is_key: bool,
    optional: bool,
    /// For a word: it takes all words there are. For a key: it can be given again.
    many: bool,
    value: Value,
}

/// What is given for an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Text,
    Date,
}

/// What was given for a command.
#[derive(Debug, Default)]
pub(super) struct Given {
    values: Vec<(&'static str, String)>,
    /// What can be asked for.
    known: Vec<&'static str>,
    /// What of that is a date.
    dates: Vec<&'static str>,
}

impl Given {
    /// Returns what was given under that name; `None` when it was left out.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        debug_assert!(self.known.contains(&name), "{name} is not in the signature");
        let found = self.values.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns what must have been given under that name.
    pub(super) fn must(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Returns the dates that were given, each as it is understood and with what it is called.
    pub(super) fn dates(&self, today: Date) -> Vec<(String, Reading)> {
        let dates = self
            .values
            .iter()
            .filter(|(name, _)| self.dates.contains(name));
        let read = dates.filter_map(|(name, typed)| {
            let reading = read_typed(typed, today, towards(name)).ok()?;
            Some((name.to_lowercase(), reading))
        });
        read.collect()
    }

    /// Returns those of the dates that were not written as in a file, which is read in one way only.
    pub(super) fn unless_written_in_full(
        &self,
        mut dates: Vec<(String, Reading)>,
    ) -> Vec<(String, Reading)> {
        let written = |date: &str| self.values.iter().any(|(_, typed)| typed.trim() == date);
        dates.retain(|(_, reading)| !written(&reading.date.to_string()));
        dates
    }

    /// Returns everything given under that name.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let found = self.values.iter().filter(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).collect()
    }
}

/// Returns on which side of today a date under that name lies that is written without its year.
pub(super) fn towards(name: &str) -> Towards {
    if PAST.contains(&name) {
        Towards::Past
    } else {
        Towards::Coming
    }
}

/// Reads the words behind the name of a command.
///
/// # Errors
/// When one is missing, one too many, or a key is not known.
pub(super) fn bind(signature: &'static str, words: &[Word]) -> Result<Given, Wrong> {
    let arguments: Vec<Argument> = arguments(signature).collect();
    let (keys, places): (Vec<_>, Vec<_>) = arguments.iter().partition(|a| a.is_key);
    let mut given = Given {
        known: arguments.iter().map(|a| a.name).collect(),
        dates: arguments
            .iter()
            .filter(|a| a.value == Value::Date)
            .map(|a| a.name)
            .collect(),
        ..Given::default()
    };
    let mut texts = Vec::new();
    for word in words {
        match value_of(&keys, word)? {
            Some((key, _)) if !key.many && given.get(key.name).is_some() => {
                return Err(Wrong::not_understood(
                    format!("{}: is given twice", key.name),
                    "leave one of them out",
                ));
            }
            Some((key, value)) => given.values.push((key.name, value.to_owned())),
            None => texts.push(word.text.as_str()),
        }
    }
    place(&places, &texts, &mut given)?;
    for (name, value) in &given.values {
        if !PARAGRAPHS.contains(name) {
            Wrong::unless_one_line(name, value)?;
        }
    }
    match keys
        .iter()
        .find(|key| !key.optional && given.get(key.name).is_none())
    {
        Some(key) => Err(Wrong::not_understood(
            format!("{}: is missing", key.name),
            "",
        )),
        None => Ok(given),
    }
}

fn arguments(signature: &'static str) -> impl Iterator<Item = Argument> {
    signature
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| {
            let bare = word.trim_matches(['[', ']', '.']);
            let key = bare.split_once(':').map(|(key, _)| key);
            Argument {
                name: key.unwrap_or(bare),
                is_key: key.is_some(),
                optional: word.starts_with('['),
                many: word.contains("..."),
                value: match bare.split(':').next_back() {
                    Some("DATE") => Value::Date,
                    _ => Value::Text,
                },
            }
        })
}

/// Returns the key a word is for and its value; `None` for a word that has no key.
fn value_of<'w>(keys: &[&Argument], word: &'w Word) -> Result<Option<(Argument, &'w str)>, Wrong> {
    let Some((typed, value)) = word.key_and_value() else {
        return Ok(None);
    };
    if let Some(key) = keys.iter().find(|key| key.name == typed) {
        if value.is_empty() && word.is_unquoted() {
            return Err(Wrong::not_understood(
                format!("nothing stands behind {typed}:"),
                format!("write {typed}:value or {typed}:\"some words\", without a space"),
            ));
        }
        return Ok(Some((**key, value)));
    }
    if KINDS.contains(&typed) {
        return Ok(None);
    }
    match near::nearest(typed, keys.iter().map(|key| key.name), 1).first() {
        Some(meant) => Err(Wrong::not_understood(
            format!("there is no {typed}: here"),
            format!("did you mean {meant}:? as part of a text, put it in quotes"),
        )),
        None => Ok(None),
    }
}

/// Puts the words that have no key where they belong.
fn place(places: &[&Argument], texts: &[&str], given: &mut Given) -> Result<(), Wrong> {
    let least = places.iter().filter(|place| !place.optional).count();
    if let (Some(missing), true) = (missing(places, texts.len()), texts.len() < least) {
        return Err(Wrong::not_understood(
            format!("{} is missing", missing.name),
            "",
        ));
    }
    let mut texts = texts.iter();
    for (nth, place) in places.iter().enumerate() {
        let behind = places.len() - nth - 1;
        let count = match (place.many, place.optional) {
            (true, _) => texts.len().saturating_sub(behind),
            (false, true) => usize::from(texts.len() > 0),
            (false, false) => 1,
        };
        let taken: Vec<&str> = texts.by_ref().take(count).copied().collect();
        if !taken.is_empty() {
            given.values.push((place.name, taken.join(" ")));
        }
    }
    match texts.next() {
        Some(more) => Err(Wrong::not_understood(
            format!("`{more}` is one word too many"),
            "",
        )),
        None => Ok(()),
    }
}

/// Returns the place that stays empty with so few words.
fn missing<'a>(places: &'a [&Argument], words: usize) -> Option<&'a Argument> {
    let mut must = places.iter().filter(|place| !place.optional);
    must.nth(words).copied()
}

#[cfg(test)]
mod tests {
    use super::super::line::words;
    use super::*;

    #[track_caller]
    fn gives(signature: &'static str, line: &str, expected: &[(&str, &str)]) {
        let given = bind(signature, &words(line).expect("words")).expect("a line that fits");
        let found: Vec<_> = given
            .values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(found, expected, "{signature} | {line}");
    }

    #[track_caller]
    fn refuses(signature: &'static str, line: &str, why: &str) {
        let error = bind(signature, &words(line).expect("words")).expect_err("it does not fit");
        assert_eq!(error.to_string(), why, "{signature} | {line}");
    }

    #[test]
    fn words_go_where_they_belong() {
        gives("", "", &[]);
        gives("[ID]", "", &[]);
        gives("[ID]", "x", &[("ID", "x")]);
        gives(
            "NAME... PRESENCE",
            "Cabinet Office present",
            &[("NAME", "Cabinet Office"), ("PRESENCE", "present")],
        );
        gives(
            "ID TITLE... [due:DATE]",
            "UK1 Open due:2018 it",
            &[("due", "2018"), ("ID", "UK1"), ("TITLE", "Open it")],
        );
        gives("[TEXT...]", "", &[]);
        gives(
            "TEXT... [by:NAME]",
            "the terms: at 10:31 see https://x",
            &[("TEXT", "the terms: at 10:31 see https://x")],
        );
        gives(
            "RECORD [note:TEXT]",
            "item:3 note:\"\"",
            &[("note", ""), ("RECORD", "item:3")],
        );
        gives("[e:LINK]...", "e:1 e:2", &[("e", "1"), ("e", "2")]);
        gives(
            "RECORD FIELD VALUE...",
            "UK1 objective \"\"",
            &[("RECORD", "UK1"), ("FIELD", "objective"), ("VALUE", "")],
        );
    }

    #[test]
    fn what_does_not_fit_is_said() {
        refuses("NAME... PRESENCE", "present", "PRESENCE is missing");
        refuses("ID STATUS", "", "ID is missing");
        refuses("[ID]", "x y", "`y` is one word too many");
        refuses("NAME... sector:SECTOR", "Involve", "sector: is missing");
        refuses(
            "TEXT... [about:ID]",
            "x abuot:UK1",
            "there is no abuot: here",
        );
        refuses(
            "TEXT... [about:ID]",
            "x about: UK1",
            "nothing stands behind about:",
        );
        refuses("TEXT... [by:NAME]", "x by:a by:b", "by: is given twice");
        refuses("TITLE...", r#""a\nb""#, "TITLE is one line");
    }
}
