//! What two sides made of one record, united: a three-way merge, field by field and by ids.
//!
//! ```text
//! base ─┬─ ours ───┐
//!       └─ theirs ─┴─► record   both sides' changes, theirs where both changed one thing
//!                      ours     the same with ours in those places
//!                      clashes  those places, for people
//! ```
//!
//! It works on the tree that a record is to serde, so that a new field needs no code here:
//!
//! ```text
//! tree        values, fields and the entries of lists     order       where entries of a list go
//! kinds       which list is text, words or entries        paragraphs  text of many paragraphs
//! numbers     numbers that both sides gave out            finals      minutes that are final
//! words       places and values for people
//! ```
//!
//! | both changed | what becomes of it |
//! |---|---|
//! | different fields, entries, paragraphs or words of a set | both changes |
//! | one field or paragraph, differently | a clash |
//! | one changed an entry that the other took out | a clash |
//! | both added an entry of one id, not the same | a clash |
//! | the order of a list | both moves; a clash where they go round in a circle |
//! | minutes that are final on either side | one change stands as a whole, two are a clash |
//! | a number given out twice | see `numbers` |
//!
//! What comes out does not depend on which side is called ours, but for the places that clash.

mod finals;
mod kinds;
mod numbers;
mod order;
pub(crate) mod paragraphs;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::workspace::Record;
pub(crate) use kinds::is_group;
use tree::{Base, Found};

/// What two sides made of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged<T> {
    /// Both sides' changes; where both changed the same thing differently, *theirs*.
    pub record: T,
    /// The same with *ours* in those places; `None` when there are none.
    pub ours: Option<T>,
    /// What both changed differently.
    pub clashes: Vec<Clash>,
}

/// One thing that both sides changed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Where it is, as people say it: `milestones 2 / title`; empty for the whole record.
    pub place: String,
    /// What was there before; `None` where nothing was, or it is not known.
    pub base: Option<String>,
    /// What we made of it; `None` where it is gone.
    pub ours: Option<String>,
    /// What they made of it; `None` where it is gone.
    pub theirs: Option<String>,
}

/// Unites what two sides made of one record. Without a `base` both made it, or it is not known
/// from what: lists are united then, and all else that differs is a clash.
///
/// Nothing is lost: what cannot be united into a record is one clash of the whole.
pub fn merge<T>(base: Option<&T>, ours: &T, theirs: &T) -> Merged<T>
where
    T: Record + Clone + Serialize + DeserializeOwned,
{
    let one_id = ours.id() == theirs.id() && base.is_none_or(|base| base.id() == ours.id());
    if one_id {
        merge_values(base, ours, theirs)
    } else {
        as_a_whole(base, ours, theirs)
    }
}

/// Unites what two sides made of anything that is kept in a file, such as a list of records.
///
/// See [`merge`].
pub fn merge_values<T>(base: Option<&T>, ours: &T, theirs: &T) -> Merged<T>
where
    T: Clone + Serialize + DeserializeOwned,
{
    united(base, ours, theirs).unwrap_or_else(|| as_a_whole(base, ours, theirs))
}

/// Returns both versions, or `None` where one of them would be no `T`.
fn united<T>(base: Option<&T>, ours: &T, theirs: &T) -> Option<Merged<T>>
where
    T: Clone + Serialize + DeserializeOwned,
{
    let of = |record: &T| serde_json::to_value(record).ok();
    let (our_tree, their_tree) = (of(ours)?, of(theirs)?);
    let base_tree = base.map(of);
    let base = match &base_tree {
        Some(tree) => Base::Known(Some(tree.as_ref()?)),
        None => Base::Unknown,
    };
    let (tree, found) = tree::unite(base, &their_tree, &our_tree);
    let record = serde_json::from_value(tree).ok()?;
    if found.is_empty() {
        return Some(Merged {
            record,
            ours: None,
            clashes: Vec::new(),
        });
    }
    let (tree, _) = tree::unite(base, &our_tree, &their_tree);
    Some(Merged {
        record,
        ours: Some(serde_json::from_value(tree).ok()?),
        clashes: found.into_iter().map(clash).collect(),
    })
}

fn clash(found: Found) -> Clash {
    Clash {
        place: found.place,
        base: found.base,
        ours: found.other,
        theirs: found.lead,
    }
}

/// Makes one clash of everything.
fn as_a_whole<T: Clone + Serialize>(base: Option<&T>, ours: &T, theirs: &T) -> Merged<T> {
    let text = |record: &T| {
        let tree = serde_json::to_value(record).unwrap_or(Value::Null);
        Some(words::text(&tree))
    };
    let clash = Clash {
        place: String::new(),
        base: base.and_then(text),
        ours: text(ours),
        theirs: text(theirs),
    };
    Merged {
        record: theirs.clone(),
        ours: Some(ours.clone()),
        clashes: vec![clash],
    }
}
