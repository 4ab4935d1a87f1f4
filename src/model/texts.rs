//! Every text somebody typed into a commitment, for whoever looks for a word, and whether it is there.

use memchr::{memchr, memchr2_iter, memchr3};

use super::commitment::{Commitment, Milestone};
use super::paragraphs::Paragraphs;
use super::replan::Replan;
use super::status::Update;
use crate::base::id::Id as _;
use crate::base::text::sought_into;

/// What a text is asked.
type Is<'f> = &'f mut dyn FnMut(&str) -> bool;

impl Commitment {
    /// Tells whether any of its texts is as wanted, those of its milestones and of what was said about both
    /// among them; what is in the bin is not looked at. What is short and tells most goes first.
    pub fn any_text(&self, mut is: impl FnMut(&str) -> bool) -> bool {
        let is: Is<'_> = &mut is;
        let named = [&self.lead, &self.support, &self.policy_areas];
        is(&self.title)
            || is(self.id.as_str())
            || is(&self.place_in_plan())
            || is(&self.nation)
            || named.into_iter().flatten().any(|name| is(name))
            || self.live_milestones().any(|m| is(&m.title))
            || self.says(is)
            || self.live_milestones().any(|m| m.says(is))
    }

    /// Tells whether a folded word is written as the ids of its plan are: `uk0075` beside `UK0063`. It names one
    /// then, and others that mention that are not meant.
    pub fn has_ids_like(&self, word: &str) -> bool {
        let id = self.id.as_str();
        let letters = id.find(|c: char| !c.is_ascii_alphabetic());
        let (letters, _) = id.split_at(letters.unwrap_or(id.len()));
        let behind = word.split_at_checked(letters.len());
        let is_number = |text: &str| {
            let all = text.chars().all(|c| c.is_ascii_digit() || c == '.');
            all && text.starts_with(|c: char| c.is_ascii_digit())
        };
        !letters.is_empty()
            && behind.is_some_and(|(first, number)| {
                first.eq_ignore_ascii_case(letters) && is_number(number)
            })
    }

    fn says(&self, is: Is<'_>) -> bool {
        let texts = [
            &self.text,
            &self.objective,
            &self.status_quo,
            &self.ambition,
            &self.problem,
            &self.solution,
            &self.relevance,
        ];
        let pulses = self.pulses.iter().filter(|pulse| pulse.binned.is_none());
        texts.into_iter().any(|text| any_of(text, is))
            || told(&self.updates, &self.replans, is)
            || pulses.into_iter().any(|p| is(&p.by) || any_of(&p.note, is))
            || self.sources.iter().any(|source| is(source))
    }
}

impl Milestone {
    fn says(&self, is: Is<'_>) -> bool {
        is(&self.responsible) || any_of(&self.notes, is) || told(&self.updates, &self.replans, is)
    }
}

fn any_of(text: &Paragraphs, is: Is<'_>) -> bool {
    text.iter().any(is)
}

/// What was reported, and why dates were moved.
fn told(updates: &[Update], replans: &[Replan], is: Is<'_>) -> bool {
    let mut live = updates.iter().filter(|update| update.binned.is_none());
    live.any(|update| {
        any_of(&update.note, is) || update.evidence.iter().any(|link| is(link)) || is(&update.delay)
    }) || replans.iter().any(|replan| is(&replan.reason))
}

/// Finds a word in texts, as [`sought()`](crate::base::text::sought()) looks for it; keeps the memory in
/// which texts are made so from one to the next.
#[derive(Debug, Default)]
pub(super) struct Finder {
    made: String,
}

impl Finder {
    /// Tells whether the text holds the word, which is as it is looked for. Of most texts that is seen
    /// without folding them, as every letter of a filter looks at all of a plan.
    pub(super) fn finds(&mut self, word: &str, text: &str) -> bool {
        if word.contains(' ') {
            return self.finds_slowly(word, text);
        }
        if is_plain(text) {
            return is_in(word, text);
        }
        // What holds no space is found within what stands between two of them.
        text.split(' ').any(|part| {
            if is_plain(part) {
                is_in(word, part)
            } else {
                self.finds_slowly(word, part)
            }
        })
    }

    fn finds_slowly(&mut self, word: &str, text: &str) -> bool {
        sought_into(text, &mut self.made);
        self.made.contains(word)
    }
}

/// Tells a text that is looked through as it is, but for letter case: the signs of ASCII that are another
/// or none in what is looked for are not in it.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_sign = || memchr3(b'"', b'`', b'\'', bytes).or_else(|| memchr(b'-', bytes));
    text.is_ascii() && has_sign().is_none()
}

fn is_in(word: &str, text: &str) -> bool {
    let (word, text) = (word.as_bytes(), text.as_bytes());
    let Some(first) = word.first() else {
        return true;
    };
    let (small, capital) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    memchr2_iter(small, capital, text).any(|at| {
        let part = text.get(at..at + word.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::text::sought;

    proptest! {
        #[test]
        fn a_word_is_found_where_the_text_holds_it_as_it_is_looked_for(
            text in "(\\PC|[ -~]|[’´ﬁßİıŁ\u{301}\u{3099}ﾊﾟ한각\u{94D}\u{200D}\t]| ){0,30}",
            from in 0_usize..30,
            length in 0_usize..6,
        ) {
            let made = sought(&text);
            let within: String = made.chars().skip(from).take(length).collect();
            let others = ["x".to_owned(), "e".to_owned(), String::new(), within];
            for word in others {
                let found = Finder::default().finds(&word, &text);
                prop_assert_eq!(found, made.contains(&word), "{:?} in {:?}", word, text);
            }
        }
    }
}
