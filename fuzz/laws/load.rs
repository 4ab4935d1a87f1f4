//! Whatever bytes a file holds, they are records that come back the same, or a problem that is told.
//!
//! ```text
//! 2(id: "UK0063", ...     the kind of file, from 0 to 6, and what it holds
//! ```

use std::path::Path;

use roundtable::base::id::Id;
use roundtable::base::text::is_safe;
use roundtable::store::comments::carry;
use roundtable::store::merging::{Sides, unite};
use roundtable::store::{Contents, FileKey};

/// Holds the laws against one input.
pub(crate) fn holds(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let key = file(*kind);
    match Contents::read(&key, bytes) {
        Ok(held) => comes_back(&key, bytes, &held),
        Err(problem) => {
            let told = problem.to_string();
            assert!(is_safe(&told), "{told:?}");
        }
    }
    if let Ok(text) = str::from_utf8(bytes) {
        merges_with_itself(&key.path(), text);
    }
}

/// Returns the file of a kind.
fn file(kind: u8) -> FileKey {
    match kind.wrapping_sub(b'0') % 7 {
        0 => FileKey::Settings,
        1 => FileKey::Plan(id("uk-2016-18")),
        2 => FileKey::Commitment(id("UK0063")),
        3 => FileKey::Meeting(id("2018-04-09")),
        4 => FileKey::Actions,
        5 => FileKey::Stakeholders,
        _ => FileKey::Contacts,
    }
}

fn id<I: Id>(text: &str) -> I {
    I::parse(text).expect("these are ids")
}

/// The one text of the records reads back as the records, and so it does with the comments that
/// stood in the file.
fn comes_back(key: &FileKey, bytes: &[u8], held: &Contents) {
    let text_of = |held: &Contents| held.text(&key.path()).expect("what was read is written");
    let read = |text: &str| Contents::read(key, text.as_bytes()).expect("what is written is read");
    let text = text_of(held);
    let again = read(&text);
    assert_eq!(again, *held);
    assert_eq!(text_of(&again), text);

    let old = str::from_utf8(bytes).expect("only text is read");
    let commented = carry(old, &text);
    assert_eq!(read(&commented), *held, "{commented}");
    assert_eq!(carry(&commented, &text), commented);
}

/// What nobody changed is united to what it is, whether it can be read or not.
fn merges_with_itself(path: &Path, text: &str) {
    let sides = Sides {
        base: text,
        ours: text,
        theirs: text,
    };
    let united = unite(path, sides).expect("what was read is written");
    assert_eq!(united.text, text);
    assert_eq!(united.clashes, []);
}
