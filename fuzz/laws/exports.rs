//! Whatever the texts of records are, a published document has the headings, entries, cells and links
//! that it was made with and no other, and every text comes back as it was.
//!
//! ```text
//! 1 byte   which view, as what, and under which attribution
//! rest     a line for each text; there are more texts than that, so that they come round again
//! ```
//!
//! The document is compared with what others read in its file: `pulldown-cmark` in Markdown,
//! `html5gum` in HTML.

#[path = "exports/html.rs"]
mod html;
#[path = "exports/markdown.rs"]
mod markdown;
#[path = "exports/outline.rs"]
mod outline;
#[path = "exports/records.rs"]
mod records;

use roundtable::model::requirements::Report;
use roundtable::model::self_assessment::Draft;
use roundtable::model::{Attribution, Meeting};
use roundtable::publish::{
    Document, Format, View, minutes, progress, publish, publish_self_assessment, self_assessment,
};

use self::outline::Outline;

/// Holds the laws against one input.
pub(crate) fn holds(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let choice = usize::from(*choice);
    let view = picked(View::ALL, choice);
    let format = picked(Format::ALL, choice / 2);
    let asked = picked(Attribution::ALL, choice / 4);
    let text = String::from_utf8_lossy(bytes);
    let (workspace, meeting) = records::with_texts(&text);
    let document = match view {
        View::Minutes => minutes(&workspace, &meeting, asked),
        View::Progress => progress(&workspace, &meeting, asked),
    };
    if asked == Attribution::Named {
        title_is_told(&meeting, &document);
    }
    let file = publish(&workspace, &meeting, view, format, asked);
    comes_back(&file, &document, format);
    let report = picked(Report::ALL, choice);
    for plan in workspace.plans().values() {
        // A plan whose first day is not known has none.
        if let Ok(draft) = Draft::of(&workspace, plan, report, meeting.date) {
            let file = publish_self_assessment(&draft, format);
            comes_back(&file, &self_assessment(&draft), format);
        }
    }
}

fn picked<T, const N: usize>(all: [T; N], nth: usize) -> T {
    let nth = all.into_iter().nth(nth % N);
    nth.expect("a remainder is within")
}

/// What another program reads in the file is what the document holds.
fn comes_back(file: &str, document: &Document, format: Format) {
    let read = match format {
        Format::Markdown => markdown::read(file),
        Format::Html => html::read(file),
    };
    let made = Outline::of(document, format);
    let differs = read.differs_from(&made).unwrap_or_default();
    assert!(differs.is_empty(), "{format:?}, {differs}:\n{file}");
}

/// The letters and digits of a title are in the title of the document.
fn title_is_told(meeting: &Meeting, document: &Document) {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let told = letters(&document.title.plain());
    assert!(told.contains(&letters(&meeting.title)), "{told}");
}
