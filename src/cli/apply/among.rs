//! Finds the one thing among several that a text names.

use super::wrong::Wrong;
use crate::base::id::Id;
use crate::base::near;
use crate::base::text::fold;

/// How many names are offered.
const OFFERED: usize = 3;

/// Things that have an id and a text people know them by.
pub(super) struct Among<I> {
    /// What one of them is called.
    what: &'static str,
    /// Where they are, for a sentence; may be empty.
    place: String,
    things: Vec<Thing<I>>,
}

struct Thing<I> {
    text: String,
    live: bool,
    id: I,
}

impl<I: Id> Among<I> {
    pub(super) fn new(
        what: &'static str,
        place: impl Into<String>,
        things: impl Iterator<Item = (String, bool, I)>,
    ) -> Self {
        let thing = |(text, live, id)| Thing { text, live, id };
        Self {
            what,
            place: place.into(),
            things: things.map(thing).collect(),
        }
    }

    /// Finds the one with that id, that text or a text that begins so, letter case and accents
    /// aside. What is in the bin is meant only if nothing else fits.
    ///
    /// # Errors
    /// Those it could be, or the nearest; `way_out` where none is near.
    pub(super) fn find(&self, typed: &str, way_out: &str) -> Result<I, Wrong> {
        if let Some(thing) = self.things.iter().find(|thing| thing.id.as_str() == typed) {
            return Ok(thing.id.clone());
        }
        for (whole, live) in [(true, true), (false, true), (true, false), (false, false)] {
            match self.fitting(typed, whole, live).as_slice() {
                [] => {}
                [thing] => return Ok(thing.id.clone()),
                several => return Err(self.several(typed, several)),
            }
        }
        let texts = self.things.iter().map(|thing| thing.text.as_str());
        let hint = match near::nearest(typed, texts, OFFERED).as_slice() {
            [] => way_out.to_owned(),
            nearest => format!("did you mean {}?", nearest.join(", ")),
        };
        let what = format!("there is no {} `{typed}`{}", self.what, self.place);
        Err(Wrong::refused(what, hint))
    }

    fn fitting(&self, typed: &str, whole: bool, live: bool) -> Vec<&Thing<I>> {
        let wanted = fold(typed);
        let fits = |thing: &&Thing<I>| {
            let text = fold(&thing.text);
            let fits = if whole {
                text == wanted
            } else {
                text.starts_with(&wanted)
            };
            fits && thing.live == live && !wanted.is_empty()
        };
        self.things.iter().filter(fits).collect()
    }

    fn several(&self, typed: &str, several: &[&Thing<I>]) -> Wrong {
        let shown = several.iter().take(OFFERED);
        let ids: Vec<String> = shown
            .map(|thing| format!("{} “{}”", thing.id, thing.text))
            .collect();
        let what = format!(
            "more than one {} begins with `{typed}`{}",
            self.what, self.place
        );
        Wrong::refused(
            what,
            format!("write more of it or its id: {}", ids.join(", ")),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntryId;

    #[track_caller]
    fn finds(typed: &str, expected: Result<&str, &str>) {
        let things = [
            ("1", "Publish the terms", true),
            ("2", "Publish the terms of use", true),
            ("3", "Ask the minister", true),
            ("4", "Ask the ministry", true),
            ("5", "Ask the mayor", false),
            ("6", "Gone", false),
            ("7", "", true),
        ];
        let things = things
            .map(|(id, text, live)| (text.to_owned(), live, EntryId::parse(id).expect("an id")));
        let among = Among::new("action", " in the list", things.into_iter());
        let found = among.find(typed, "");
        let found = found.as_ref().map(Id::as_str).map_err(ToString::to_string);
        assert_eq!(found, expected.map_err(str::to_owned), "{typed}");
    }

    #[test]
    fn a_text_names_what_begins_so() {
        finds("3", Ok("3"));
        finds("PUBLISH the térms", Ok("1"));
        finds("publish the terms of", Ok("2"));
        finds("ask the ma", Ok("5"));
        finds("gone", Ok("6"));
        finds(
            "pub",
            Err("more than one action begins with `pub` in the list"),
        );
        finds(
            "ask",
            Err("more than one action begins with `ask` in the list"),
        );
        finds("", Err("there is no action `` in the list"));
        finds("nothing", Err("there is no action `nothing` in the list"));
    }
}
