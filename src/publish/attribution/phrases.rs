//! What is said of the plan in several words and names nobody: words of the field, titles of plans and of
//! what they promise. A name that is one of these words is none there: `open data` is nobody called Open.

use std::collections::BTreeSet;
use std::ops::{Bound, Range};
use std::sync::Arc;

use super::words::{Word, joined, words};
use crate::model::Workspace;
use crate::model::lexicon::Lexicon;

/// Letters of the longest phrase of the field; titles may be longer.
const LONGEST_OF_FIELD: usize = 32;

/// The phrases of a workspace; those of the field are known without it.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    /// Titles of two words or more, by their letters.
    titles: Arc<BTreeSet<String>>,
}

impl Phrases {
    /// Reads the titles of plans, commitments and milestones.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let plans = workspace.plans().values();
        let mut titles: Vec<&str> = plans.map(|plan| plan.title.as_str()).collect();
        for held in workspace.commitments().values() {
            titles.push(&held.title);
            titles.extend(held.milestones.iter().map(|step| step.title.as_str()));
        }
        titles.retain(|title| words(title).len() > 1);
        Self {
            titles: Arc::new(titles.into_iter().map(joined).collect()),
        }
    }

    /// Returns where a text has them, each the longest from its first word on.
    pub(super) fn find(&self, text: &str, words: &[Word]) -> Vec<Range<usize>> {
        let found = (0..words.len()).filter_map(|at| self.at(text, words, at));
        found.collect()
    }

    fn at(&self, text: &str, words: &[Word], at: usize) -> Option<Range<usize>> {
        let first = words.get(at)?;
        let mut spelt = first.key.clone();
        let mut found = None;
        for pair in words.get(at..)?.windows(2) {
            let [before, word] = pair else { break };
            spelt.push_str(&word.key);
            let gap = text.get(before.end..word.start).unwrap_or_default();
            let from = (Bound::Included(spelt.as_str()), Bound::Unbounded);
            let title = self.titles.range::<str, _>(from).next();
            let begins_title = title.is_some_and(|title| title.starts_with(&spelt));
            if !begins_title && spelt.len() > LONGEST_OF_FIELD {
                break;
            }
            let is_field = matches!(gap, " " | "-") && Lexicon::built_in().has_phrase(&spelt);
            if is_field || title == Some(&spelt) {
                found = Some(first.start..word.end);
            }
        }
        found
    }
}
