//! Whatever a text holds, on a screen nothing of it is hidden, steers the terminal or is wider than
//! its place.

use std::borrow::Cow;

use roundtable::base::text::{
    cut_end, cut_middle, fold, grapheme_width, graphemes, is_safe, pad, plain_signs, safe,
    safe_lines, width, wrap,
};
use unicode_segmentation::UnicodeSegmentation;

/// The narrowest line there is.
const NARROWEST: usize = 2;

/// Holds the laws against one input: the first byte is a number of columns, the rest the text.
pub(crate) fn holds(bytes: &[u8]) {
    let Some((columns, bytes)) = bytes.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(bytes);
    let columns = usize::from(*columns);
    is_made_visible(&text);
    let line = safe(&text);
    is_counted(&line);
    is_cut(&line, columns);
    is_wrapped(&line, columns);
    is_wrapped(&safe_lines(&text), columns);
    is_folded(&text);
    // What nobody made visible may look wrong, and stops nothing.
    let _ = (cut_end(&text, columns), cut_middle(&text, columns));
    let _ = (wrap(&text, columns), width(&text), plain_signs(&text));
}

fn is_made_visible(text: &str) {
    let line = safe(text);
    nothing_is_hidden(&line);
    assert!(is_safe(&line), "{line:?}");
    assert_eq!(safe(&line), &*line, "a second time");
    if is_safe(text) {
        assert_eq!(line, text, "what is visible stays");
    }

    let lines = safe_lines(text);
    lines.split('\n').for_each(nothing_is_hidden);
    assert_eq!(lines.matches('\n').count(), text.matches('\n').count());
    assert_eq!(safe_lines(&lines), lines, "a second time");
}

/// Judges without the code that is judged.
fn nothing_is_hidden(line: &str) {
    for grapheme in line.graphemes(true) {
        for c in grapheme.chars() {
            assert!(!c.is_control() && !steers(c), "{line:?} keeps {c:?}");
            // What holds an emoji together may stay.
            let glue = matches!(c, '\u{200D}' | '\u{FE0F}');
            assert!(!glue || grapheme.len() > 3, "{line:?} keeps {c:?}");
        }
    }
}

/// Tells what orders letters, has no width, or tags other text.
fn steers(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn is_counted(line: &str) {
    let split: Vec<&str> = graphemes(line).collect();
    let by_unicode: Vec<&str> = line.graphemes(true).collect();
    assert_eq!(split, by_unicode);
    let widths = split.iter().map(|grapheme| grapheme_width(grapheme));
    assert!(widths.clone().all(|width| width > 0), "{line:?}");
    assert_eq!(width(line), widths.sum::<usize>());
}

fn is_cut(line: &str, columns: usize) {
    for cut in [cut_end(line, columns), cut_middle(line, columns)] {
        assert!(width(&cut) <= columns, "{cut:?}");
        assert_eq!(
            matches!(cut, Cow::Borrowed(_)),
            width(line) <= columns || columns == 0
        );
    }
    assert_eq!(width(&pad(line, columns)), columns);
}

/// Only spaces at the ends of lines are lost.
fn is_wrapped(text: &str, columns: usize) {
    let lines = wrap(text, columns);
    for line in &lines {
        assert!(width(line) <= columns.max(NARROWEST), "{line:?}");
    }
    let kept = |text: &str| text.replace([' ', '\n'], "");
    assert_eq!(kept(&lines.concat()), kept(text));
}

fn is_folded(text: &str) {
    let folded = fold(text);
    assert_eq!(fold(&folded), folded, "a second time");
    let signs = plain_signs(text);
    assert_eq!(plain_signs(&signs), signs, "a second time");
}
