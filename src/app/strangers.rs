//! Somebody typed as the owner, lead or speaker whom nobody knows: a form asks which side they are of
//! before it records, and they become a stakeholder with what it records.

use super::App;
use super::modal::{Modal, Task};
use super::proposal::taking_part::CHOOSE;
use crate::model::edit::Transaction;
use crate::model::verbs::add::{Newcomer, newcomers};
use crate::model::verbs::{Proposal, Refusal};
use crate::model::who::{Strangers, going_on, names_somebody, who, who_in_field};
use crate::model::{MinuteKind, Party, Sector};

/// How many fields ask about one of them.
const FIELDS: usize = 2;

impl App {
    /// Returns what a form proposes with these values: who is named in it, in full, and whoever is new
    /// with what was chosen for them.
    ///
    /// # Errors
    /// When somebody is not known: the form then has fields that ask.
    pub(super) fn propose_with_who(&mut self, task: &Task, values: &[String]) -> Proposal {
        let Some(place) = place_of_who(task) else {
            return self.propose(task, values);
        };
        let mut values = values.to_vec();
        let typed = values.get(place).cloned().unwrap_or_default();
        let strangers = match self.who_is_meant(task, &typed) {
            Ok(full) => {
                if let Some(value) = values.get_mut(place) {
                    *value = full;
                }
                Vec::new()
            }
            Err(Strangers(names)) => names,
        };
        let chosen = self.asks_about(&strangers);
        if strangers.is_empty() {
            return self.propose(task, &values);
        }
        let told = chosen.and_then(|at| values.get(at..)).unwrap_or_default();
        if let Some(refusal) = not_told(&strangers, told) {
            return Err(refusal);
        }
        let told = told_of(&strangers, told).unwrap_or_default();
        let new = newcomers(&self.session.workspace, &mut self.session.clerk, told)?;
        let proposed = self.propose(task, &values)?;
        if proposed.changes_nothing() {
            return Ok(proposed);
        }
        let sentence = format!("{}; new: {}", proposed.sentence, strangers.join(", "));
        // Whom nobody knew before is no matter of the minutes.
        let minuted = proposed.minuted.clone();
        let minuted = Some(minuted.unwrap_or_else(|| proposed.sentence.clone()));
        Ok(Transaction {
            sentence,
            minuted,
            edits: new.into_iter().chain(proposed.edits).collect(),
            ..proposed
        })
    }

    fn who_is_meant(&self, task: &Task, typed: &str) -> Result<String, Strangers> {
        let workspace = &self.session.workspace;
        match task {
            Task::SetField(record, field) => who_in_field(workspace, record, *field, typed),
            _ => who(workspace, typed),
        }
    }

    /// Has the form on top ask about these and no others; returns the place of the first field that
    /// asks, if it asked about just these before.
    fn asks_about(&mut self, strangers: &[String]) -> Option<usize> {
        let Some(Modal::Form(form)) = self.modals.last_mut() else {
            return None;
        };
        let begins = form.fields.len() - FIELDS * form.strangers.len();
        if form.strangers == strangers {
            return Some(begins);
        }
        form.fields.truncate(begins);
        form.strangers = strangers.to_vec();
        for name in strangers {
            form.push_choice(&format!("{name}: of"), sides());
            form.push_choice(&format!("{name}: is a"), parties());
        }
        form.focus = if strangers.is_empty() {
            form.focus.min(begins.saturating_sub(1))
        } else {
            begins
        };
        None
    }

    /// Offers how the name being typed in the form on top could go on.
    pub(super) fn offer_names(&mut self) {
        let Some(Modal::Form(form)) = self.modals.last_mut() else {
            return;
        };
        let is_who = place_of_who(&form.task) == Some(form.focus);
        let typed = form.value(form.focus);
        form.offered = going_on(&self.session.workspace, &typed).filter(|_| is_who);
    }
}

/// The choices of a side, none to begin with.
pub(super) fn sides() -> Vec<&'static str> {
    let sectors = Sector::ALL.into_iter().map(Sector::words);
    std::iter::once(CHOOSE).chain(sectors).collect()
}

/// The choices of a person or an organisation, none to begin with.
pub(super) fn parties() -> Vec<&'static str> {
    let parties = Party::ALL.into_iter().map(Party::words);
    std::iter::once(CHOOSE).chain(parties).collect()
}

/// Reads a sector and whether it is a person from two choices; `None` while either is not made.
pub(super) fn side_and_party(sector: &str, party: &str) -> Option<(Sector, Party)> {
    let sector = Sector::ALL.into_iter().find(|s| s.words() == sector);
    let party = Party::ALL.into_iter().find(|p| p.words() == party);
    sector.zip(party)
}

/// Says what is not chosen yet of the first of whom something is not; nothing once all is. Before
/// anything is chosen the names may be wrong as well.
fn not_told(strangers: &[String], chosen: &[String]) -> Option<Refusal> {
    let made = |choice: &String| choice != CHOOSE;
    if !chosen.iter().any(made) {
        return Some(Refusal(match strangers {
            [one] => format!("{one} is not known: choose the side, or put the name right"),
            several => {
                let names = several.join(" and ");
                format!("{names} are not known: choose their sides, or put the names right")
            }
        }));
    }
    let pairs = chosen.chunks_exact(FIELDS);
    strangers.iter().zip(pairs).find_map(|(name, pair)| {
        let lacking = lacking(pair.first()?, pair.get(1)?)?;
        Some(Refusal(format!("{name}: {lacking}")))
    })
}

/// Says which of the two choices is not made yet.
pub(super) fn lacking(sector: &str, party: &str) -> Option<&'static str> {
    match (sector == CHOOSE, party == CHOOSE) {
        (false, false) => None,
        (true, false) => Some("choose the sector: Right on it"),
        (false, true) => Some("choose whether it is a person or an organisation: Right on it"),
        (true, true) => {
            Some("choose the sector, and whether it is a person or an organisation: Right on each")
        }
    }
}

fn told_of(strangers: &[String], chosen: &[String]) -> Option<Vec<Newcomer>> {
    let pairs = chosen.chunks_exact(FIELDS);
    let told = strangers.iter().zip(pairs).map(|(name, pair)| {
        let [sector, party] = pair else { return None };
        let (sector, party) = side_and_party(sector, party)?;
        Some(Newcomer::new(name, sector, party))
    });
    let told: Option<Vec<Newcomer>> = told.collect();
    told.filter(|told| told.len() == strangers.len())
}

/// Returns which value of a form names somebody.
fn place_of_who(task: &Task) -> Option<usize> {
    match task {
        Task::Minute(_, MinuteKind::Action, _) | Task::AddAction(_) | Task::Correct(..) => Some(1),
        Task::SubstituteFor(..) => Some(0),
        Task::SetField(record, field) => names_somebody(record, *field).then_some(0),
        _ => None,
    }
}
