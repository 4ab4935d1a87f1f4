//! What is said of the plan in several words and names nobody: words of the field, titles of plans and of
//! what they promise. A name that is one of these words is none there: `open data` is nobody called Open.

use std::collections::BTreeSet;
use std::ops::Range;
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
    /// The letters of the longest title.
    longest: usize,
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
        let titles: BTreeSet<String> = titles.into_iter().map(joined).collect();
        let longest = titles.iter().map(|title| title.chars().count()).max();
        Self {
            titles: Arc::new(titles),
            longest: longest.unwrap_or_default(),
        }
    }

    /// Returns where a text has them, each the longest from its first word on.
    pub(super) fn find(&self, text: &str, words: &[Word]) -> Vec<Range<usize>> {
        let found = (0..words.len()).filter_map(|at| self.at(text, words, at));
        found.collect()
    }

    fn at(&self, text: &str, words: &[Word], at: usize) -> Option<Range<usize>> {
        let first = words.get(at)?;
        let longest = self.longest.max(LONGEST_OF_FIELD);
        let mut spelt = first.key.clone();
        let mut found = None;
        for pair in words.get(at..)?.windows(2) {
            let [before, word] = pair else { break };
            spelt.push_str(&word.key);
            let gap = text.get(before.end..word.start).unwrap_or_default();
            if spelt.len() > longest * 4 || spelt.chars().count() > longest || gap.contains('\n') {
                break;
            }
            let is_field = matches!(gap, " " | "-") && Lexicon::built_in().is_field(&spelt);
            if is_field || self.titles.contains(&spelt) {
                found = Some(first.start..word.end);
            }
        }
        found
    }
}
