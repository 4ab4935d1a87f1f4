//! The marks that Git leaves in a file where two sides changed the same lines.
//!
//! ```text
//! <<<<<<< ours
//!     title: "One",
//! ||||||| base            only where Git is asked to (merge.conflictStyle)
//!     title: "None",
//! =======
//!     title: "Other",
//! >>>>>>> theirs
//! ```

/// A text with marks, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// The text with the first side everywhere.
    pub(super) first: String,
    /// The text with the second side everywhere.
    pub(super) second: String,
    /// What the second side is called.
    pub(super) name: String,
}

/// Where in a marked text a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Both,
    First,
    Base,
    Second,
}

/// Takes a marked text apart; `None` for one without marks, or where they do not fit.
pub(super) fn sides(bytes: &[u8]) -> Option<Sides> {
    let text = std::str::from_utf8(bytes).ok()?;
    if !text.contains("<<<<<<<") {
        return None;
    }
    let mut sides = Sides {
        first: String::new(),
        second: String::new(),
        name: String::new(),
    };
    let (mut at, mut marked) = (At::Both, false);
    for line in text.split_inclusive('\n') {
        at = match (at, mark(line)) {
            (At::Both, Some('<')) => At::First,
            (At::First, Some('|')) => At::Base,
            (At::First | At::Base, Some('=')) => At::Second,
            (At::Second, Some('>')) => {
                marked = true;
                line.get(7..)
                    .unwrap_or_default()
                    .trim()
                    .clone_into(&mut sides.name);
                At::Both
            }
            // An `=` outside is a line of the text: marks of its own it has none.
            (_, None) => {
                match at {
                    At::Both => {
                        sides.first.push_str(line);
                        sides.second.push_str(line);
                    }
                    At::First => sides.first.push_str(line),
                    At::Base => {}
                    At::Second => sides.second.push_str(line),
                }
                at
            }
            (_, Some(_)) => return None,
        };
    }
    (marked && at == At::Both).then_some(sides)
}

/// Returns the letter of a mark, if the line is one.
fn mark(line: &str) -> Option<char> {
    let line = line.trim_end_matches(['\n', '\r']);
    let letter = line.chars().next().filter(|c| "<|=>".contains(*c))?;
    let length = line.chars().take_while(|c| *c == letter).count();
    let rest = line.get(7..)?;
    (length == 7 && (rest.is_empty() || rest.starts_with(' '))).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, &str)>) {
        let found = sides(text.as_bytes());
        let found = found
            .as_ref()
            .map(|sides| (&*sides.first, &*sides.second, &*sides.name));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn both_sides_are_read_whole() {
        let merged = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> branch/x\nd\n";
        check(merged, Some(("a\nb\nd\n", "a\nc\nd\n", "branch/x")));
        check(
            &merged.replace('\n', "\r\n"),
            Some(("a\r\nb\r\nd\r\n", "a\r\nc\r\nd\r\n", "branch/x")),
        );
        let with_base = "<<<<<<< x\nb\n||||||| 1234\no\n=======\n>>>>>>> y\n";
        check(with_base, Some(("b\n", "", "y")));
    }

    #[test]
    fn what_does_not_fit_is_no_mark() {
        for text in [
            "a\n",
            "<<<<<<< x\nb\n=======\nc\n",
            "<<<<<<< x\nb\n>>>>>>> y\n",
            "=======\n<<<<<<< x\n",
            "<<<<<<<< x\n",
            "    \"<<<<<<< x\",\n",
        ] {
            check(text, None);
        }
    }
}
