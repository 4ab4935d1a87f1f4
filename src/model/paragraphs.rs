//! Longer text as people write it: a list of paragraphs, one a line in a file,
//! so that two people's changes to different paragraphs merge.

use serde::{Deserialize, Serialize};

/// Text of any length, kept as its paragraphs.
///
/// Paragraphs that are all blank say nothing and are read as none, so that a field that is left
/// out of a file and one that holds only blanks are equal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Paragraphs(Vec<String>);

impl Paragraphs {
    /// Returns true when nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|paragraph| is_blank(paragraph))
    }

    /// Returns the paragraphs in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Returns the text with a line for each paragraph, as an editor shows it.
    pub fn to_lines(&self) -> String {
        self.0.join("\n")
    }

    /// Returns the first paragraph, for lists that have one line for a text.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }
}

impl From<Vec<String>> for Paragraphs {
    fn from(paragraphs: Vec<String>) -> Self {
        if paragraphs.iter().all(|paragraph| is_blank(paragraph)) {
            return Self::default();
        }
        Self(paragraphs)
    }
}

impl From<Paragraphs> for Vec<String> {
    fn from(paragraphs: Paragraphs) -> Self {
        paragraphs.0
    }
}

impl From<&str> for Paragraphs {
    /// Takes each line as a paragraph; empty lines at both ends are dropped.
    fn from(text: &str) -> Self {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Self::default();
        }
        Self(
            trimmed
                .lines()
                .map(|line| line.trim_end().to_owned())
                .collect(),
        )
    }
}

fn is_blank(paragraph: &str) -> bool {
    paragraph.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_gives_back_what_it_was_shown() {
        for text in ["", "one", "one\ntwo", "one\n\nthree"] {
            assert_eq!(Paragraphs::from(text).to_lines(), text);
        }
        assert_eq!(Paragraphs::from("\n  one \n\n").to_lines(), "one");
        assert!(Paragraphs::from(" \n ").is_empty());
    }
}
