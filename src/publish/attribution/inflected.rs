//! Family names in the forms that languages give them: `Quills Vorschlag`, `Kowalskiego`.

use crate::model::lexicon::{Known, Lexicon};

/// How a family name ends in other cases than the first, and as a genitive or plural, with what stands in
/// place of the ending in the name itself.
const ENDINGS: [(&str, &str); 26] = [
    ("s", ""),
    ("es", ""),
    ("en", ""),
    ("a", ""),
    ("u", ""),
    ("e", ""),
    ("em", ""),
    ("om", ""),
    ("owi", ""),
    ("ovi", ""),
    ("ie", ""),
    ("ego", ""),
    ("emu", ""),
    ("m", ""),
    ("iem", ""),
    ("ov", ""),
    ("y", "a"),
    ("e", "a"),
    ("o", "a"),
    ("u", "a"),
    ("ie", "a"),
    ("iej", "a"),
    ("ej", "a"),
    ("ou", "a"),
    ("ovi", "a"),
    ("och", "a"),
];

/// The letters of the longest ending.
pub(super) const LONGEST_ENDING: usize = 3;

/// The least letters of a family name that is known in another form.
const LEAST_STEM: usize = 5;

/// Returns what a family name may be of which a word with a capital is another form: `Quills` and
/// `Quilla` of `Quill`, `Nowej` of `Nowa`.
pub(super) fn stems(word: &str) -> impl Iterator<Item = String> {
    let lexicon = Lexicon::built_in();
    let known = [Known::Given, Known::Place]
        .into_iter()
        .any(|kind| lexicon.is(word, kind));
    let is_other = !known && !lexicon.is_common(word);
    let endings = ENDINGS.iter().filter(move |_| is_other);
    endings.filter_map(move |(ending, before)| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= LEAST_STEM).then(|| format!("{stem}{before}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_in_another_form_is_known() {
        for (word, name) in [
            ("quillfords", "quillford"),
            ("kowalskiego", "kowalski"),
            ("nowackiej", "nowacka"),
            ("dvorakem", "dvorak"),
            ("zwinglis", "zwingli"),
        ] {
            assert!(stems(word).any(|stem| stem == name), "{word}");
        }
        for word in ["reports", "maria", "bonns", "openness"] {
            assert_eq!(stems(word).next(), None, "{word}");
        }
    }
}
