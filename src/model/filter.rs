//! The filter of the list of commitments: words and a few keys, all of which
//! a commitment must meet.
//!
//! ```text
//! filter = { term " " }
//! term   = [ "!" ] ( key op value { "|" value } | flag | word | '"' phrase '"' )
//! op     = ":" (contains) | "=" (is exactly)
//! key    = lead | with | nation | area | plan, and with ":" alone: status | stale
//! flag   = overdue | past-date | starred | settled | slipped | untouched
//!        | what is lacking (`model/lacks.rs`)
//! ```
//!
//! Texts are compared by [`fold()`], looked through by [`sought()`], and keys and flags are what they are in
//! capitals too. A word is looked
//! for in every text that somebody typed into the commitment, its milestones, and what was said about them
//! (`model/texts.rs`); one that is written like an id is looked for in ids and titles alone. In quotes any
//! word is text.

use jiff::civil::Date;

use super::commitment::Commitment;
use super::lacks::{Lack, is_stale};
use super::replan::Slip;
use super::status::Status;
use super::texts::Finder;
use crate::base::id::Id as _;
use crate::base::near;
use crate::base::text::{fold, sought};

/// A filter as typed, understood.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    terms: Vec<Term>,
}

/// What in a filter was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct FilterError {
    /// The term that was not understood.
    pub term: String,
    /// What is wrong with it and what would do.
    pub what: String,
}

#[derive(Debug, Clone)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    /// Any text holds the word.
    Text(Word),
    /// A text holds one of them, which are as they are looked for.
    Says(Key, Vec<String>),
    /// A text is one of them, which are folded.
    Is(Key, Vec<String>),
    Status(Vec<Option<Status>>),
    Stale(u16),
    Flag(Flag),
}

/// A word to look for.
#[derive(Debug, Clone)]
struct Word {
    /// As it was typed, folded: what is like an id is seen in this.
    folded: String,
    /// As it is looked for.
    sought: String,
}

impl Word {
    fn test(typed: &str) -> Test {
        Test::Text(Self {
            folded: fold(typed),
            sought: sought(typed),
        })
    }
}

/// What words of a commitment are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Lead,
    With,
    Nation,
    Area,
    Plan,
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "lead" => Self::Lead,
            "with" => Self::With,
            "nation" => Self::Nation,
            "area" => Self::Area,
            "plan" => Self::Plan,
            _ => return None,
        })
    }

    /// Tells whether any of the texts that are looked at is as wanted.
    fn any(self, commitment: &Commitment, mut is_wanted: impl FnMut(&str) -> bool) -> bool {
        let texts = match self {
            Self::Lead => &commitment.lead,
            Self::With => &commitment.support,
            Self::Area => &commitment.policy_areas,
            Self::Nation => return is_wanted(&commitment.nation),
            Self::Plan => return is_wanted(commitment.plan.as_str()),
        };
        texts.iter().any(|text| is_wanted(text))
    }
}

#[derive(Debug, Clone, Copy)]
enum Flag {
    /// The last report shows that it is late.
    Overdue,
    /// A date has passed, whatever was reported.
    PastDate,
    Starred,
    Settled,
    Slipped,
    Untouched,
    Lacks(Lack),
}

/// Applies filters; keeps what finding words needs from one to the next.
#[derive(Debug, Default)]
pub struct Sieve {
    finder: Finder,
}

impl Sieve {
    /// Returns true when the commitment meets every term of the filter.
    pub fn passes(&mut self, filter: &Filter, commitment: &Commitment, today: Date) -> bool {
        filter
            .terms
            .iter()
            .all(|term| self.meets(&term.test, commitment, today) != term.negated)
    }

    fn meets(&mut self, test: &Test, commitment: &Commitment, today: Date) -> bool {
        match test {
            Test::Text(word) if commitment.has_ids_like(&word.folded) => {
                self.finder.finds(&word.sought, commitment.id.as_str())
                    || self.finder.finds(&word.sought, &commitment.title)
            }
            Test::Text(word) => commitment.any_text(|text| self.finder.finds(&word.sought, text)),
            Test::Says(key, wanted) => key.any(commitment, |text| {
                wanted.iter().any(|word| self.finder.finds(word, text))
            }),
            Test::Is(key, wanted) => key.any(commitment, |text| wanted.contains(&whole(text))),
            Test::Status(wanted) => {
                let standing = commitment.standing();
                let said = |status: &Option<Status>| match status {
                    Some(status) => standing.is_said(*status),
                    None => standing.is_none(),
                };
                match standing.shown() {
                    Some((status, _)) => wanted.contains(&Some(status)),
                    // Where the sides differ, what either says is found.
                    None => wanted.iter().any(said),
                }
            }
            Test::Stale(days) => is_stale(commitment, *days, today),
            Test::Flag(flag) => has(*flag, commitment, today),
        }
    }
}

fn has(flag: Flag, commitment: &Commitment, today: Date) -> bool {
    match flag {
        Flag::Overdue => commitment.is_overdue(today),
        Flag::PastDate => commitment.reported_past(today).is_some(),
        Flag::Lacks(lack) => lack.is_in(commitment),
        Flag::Starred => commitment.assessment.is_starred(),
        Flag::Settled => commitment.standing().agreed.is_some_and(Status::is_settled),
        Flag::Slipped => {
            commitment.slip().is_some_and(Slip::is_late)
                || commitment
                    .live_milestones()
                    .any(|m| m.slip().is_some_and(Slip::is_late))
        }
        Flag::Untouched => {
            commitment.updates.is_empty()
                && commitment.milestones.iter().all(|m| m.updates.is_empty())
        }
    }
}

impl Filter {
    /// Understands what was typed.
    ///
    /// # Errors
    /// The first term that is not understood.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let terms = split(text).into_iter().map(|term| term_of(&term));
        let mut terms: Vec<Term> = terms.collect::<Result<_, _>>()?;
        // A word of signs alone says nothing yet: it begins another.
        terms.retain(|term| !matches!(&term.test, Test::Text(word) if word.sought.is_empty()));
        Ok(Self { terms })
    }

    /// Returns true when everything passes.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns true when the filter itself names plans; it then looks beyond the current one.
    pub fn names_plans(&self) -> bool {
        self.terms
            .iter()
            .any(|term| matches!(term.test, Test::Says(Key::Plan, _) | Test::Is(Key::Plan, _)))
    }
}

/// Splits at spaces outside quotes.
fn split(text: &str) -> Vec<String> {
    let (mut terms, mut term, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                term.push(c);
            }
            c if c.is_whitespace() && !quoted => terms.push(std::mem::take(&mut term)),
            c => term.push(c),
        }
    }
    terms.push(term);
    terms.retain(|term| !term.is_empty());
    terms
}

fn term_of(typed: &str) -> Result<Term, FilterError> {
    let (negated, body) = match typed.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    let exact = body.split_once('=').filter(|(key, _)| can_be_key(key));
    let exact = exact.and_then(|(key, values)| Some((Key::parse(&fold(key))?, values)));
    let keyed_term = body.split_once(':').filter(|(key, _)| can_be_key(key));
    let test = match (exact, keyed_term) {
        (Some((key, values)), _) => Test::Is(key, values.split('|').map(whole).collect()),
        (None, Some((key, values))) => match keyed(typed, key, values)? {
            Some(test) => test,
            None => Word::test(body),
        },
        (None, None) => flag(body).map_or_else(|| Word::test(body), Test::Flag),
    };
    Ok(Term { negated, test })
}

/// Tells whether what stands before a colon may be meant as a key; `12` of `12:30` and what is in
/// quotes is not.
fn can_be_key(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Tells whether a word is the beginning of a key, or one but for a slip.
fn is_slip(word: &str) -> bool {
    const KEYS: [&str; 7] = ["status", "lead", "with", "nation", "area", "plan", "stale"];
    KEYS.iter().any(|key| key.starts_with(word)) || !near::nearest(word, KEYS, 1).is_empty()
}

/// Tells whether a word is no text to look for but something that holds of a commitment.
pub fn is_flag(word: &str) -> bool {
    flag(word).is_some()
}

/// Returns the flag that a word of a filter may have been meant to be, for one under which nothing is
/// found: a flag that is misspelt is a word to look for.
pub fn meant(filter: &str) -> Option<&'static str> {
    let words = split(filter);
    let mut words = words.iter().map(|word| word.trim_start_matches('!'));
    words.find_map(|word| {
        let lacks = Lack::ALL.into_iter().map(Lack::word);
        let flags = FLAGS.into_iter().chain(lacks).filter(|flag| is_flag(flag));
        let flags: Vec<&'static str> = flags.collect();
        let near = near::nearest(word, flags.iter().copied(), 1);
        let near = near
            .first()
            .filter(|_| !is_flag(word) && !word.contains('"'));
        near.and_then(|near| flags.iter().copied().find(|flag| flag == near))
    })
}

/// The flags besides what may be lacking.
const FLAGS: [&str; 6] = [
    "overdue",
    "past-date",
    "starred",
    "settled",
    "slipped",
    "untouched",
];

fn flag(word: &str) -> Option<Flag> {
    if word.contains('"') {
        return None;
    }
    let word = fold(word);
    let lacks = || {
        // A question is minuted in a meeting, which a filter of commitments does not see.
        let mut lacks = Lack::ALL.into_iter().filter(|lack| *lack != Lack::Answer);
        lacks.find(|lack| lack.word() == word).map(Flag::Lacks)
    };
    match word.as_str() {
        "overdue" => Some(Flag::Overdue),
        "past-date" => Some(Flag::PastDate),
        "starred" => Some(Flag::Starred),
        "settled" => Some(Flag::Settled),
        "slipped" => Some(Flag::Slipped),
        "untouched" => Some(Flag::Untouched),
        _ => lacks(),
    }
}

/// Returns what is asked of a key; `None` where none is meant: by the colon at the end of a word, or in
/// an address.
fn keyed(typed: &str, key: &str, values: &str) -> Result<Option<Test>, FilterError> {
    let folded = fold(key);
    if let Some(key) = Key::parse(&folded) {
        return Ok(Some(Test::Says(
            key,
            values.split('|').map(sought).collect(),
        )));
    }
    let test = match folded.as_str() {
        "status" => values
            .split('|')
            .map(|v| status(typed, v))
            .collect::<Result<_, _>>()
            .map(Test::Status),
        "stale" => days(typed, values).map(Test::Stale),
        other if values.is_empty() && !is_slip(other) || values.starts_with("//") => {
            return Ok(None);
        }
        _ => Err(FilterError {
            term: typed.to_owned(),
            what: format!(
                "no key “{key}”; there are status, lead, with, nation, area, plan, stale"
            ),
        }),
    };
    test.map(Some)
}

fn days(typed: &str, value: &str) -> Result<u16, FilterError> {
    value.parse().map_err(|_| FilterError {
        term: typed.to_owned(),
        what: format!("“{value}” is no number of days; type one like stale:120"),
    })
}

fn status(typed: &str, value: &str) -> Result<Option<Status>, FilterError> {
    if fold(value) == "none" {
        return Ok(None);
    }
    Status::from_words(value)
        .map(Some)
        .ok_or_else(|| FilterError {
            term: typed.to_owned(),
            what: format!("no status “{value}”; type none, ne, ns, lt, sb, cp or wd"),
        })
}

/// A whole text, without the signs that a filter is written with.
fn whole(text: &str) -> String {
    fold(&text.replace(SIGNS, ""))
}

/// The signs that end a text in a filter.
const SIGNS: [char; 2] = ['"', '|'];

/// Returns the filter that finds all that is filed under a policy area.
pub fn of_area(area: &str) -> String {
    format!("area=\"{}\"", area.replace(SIGNS, ""))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nations_are_found_by_name_by_part_of_it_and_by_several() {
        let cases = [
            ("nation:wales", "Wales", true),
            ("nation:wales", "Scotland", false),
            ("nation:\"northern ireland\"", "Northern Ireland", true),
            ("nation:north", "Northern Ireland", true),
            ("nation:wales|scotland", "Scotland", true),
            ("nation:\"northern ireland\"|wales", "Wales", true),
            ("!nation:wales", "Wales", false),
            ("nation:north ireland", "Northern Ireland", true),
            ("nation:côte", "Cote", true),
            ("NATION:WALES", "Wales", true),
            ("!Nation=Wales", "Wales", false),
        ];
        for (typed, nation, passes) in cases {
            let held =
                format!("(id: \"C1\", plan: \"p\", number: 1, title: \"T\", nation: \"{nation}\")");
            let held: Commitment = ron::from_str(&held).unwrap();
            let filter = Filter::parse(typed).unwrap();
            let found = Sieve::default().passes(&filter, &held, date(2018, 8, 9));
            assert_eq!(found, passes, "{typed} {nation}");
        }
    }

    #[test]
    fn what_a_commitment_says_is_found_by_part_of_it_or_as_a_whole() {
        let held = "(id: \"C1\", plan: \"p\", number: 1, title: \"T\", nation: \"Wales\", support: [\"Involve\", \"ODI\"], \
             policy_areas: [\"Open Data Standards\"])";
        let held: Commitment = ron::from_str(held).unwrap();
        let cases = [
            ("area:data", true),
            ("area=data", false),
            ("area=\"open data standards\"", true),
            ("area=water|\"OPEN DATA STANDARDS\"", true),
            ("with:inv", true),
            ("with=inv", false),
            ("!with=odi", false),
            ("lead:inv", false),
            ("nation=\"\"", false),
            ("nation=wales", true),
            ("nation=WALES", true),
            ("plan=p", true),
            ("plan=q", false),
            ("T=1", false),
            ("\"lead=inv\"", false),
            ("odi", true),
            ("standards", true),
        ];
        for (typed, passes) in cases {
            let filter = Filter::parse(typed).unwrap();
            let found = Sieve::default().passes(&filter, &held, date(2018, 8, 9));
            assert_eq!(found, passes, "{typed}");
        }
    }

    /// Words of many scripts, with the signs that stand at words.
    const WORD: &str = "[(¿«]?([а-яё]{1,8}|[А-ЯЁ][а-яё]{2,8}|[a-zà-öø-ÿ]{1,8}|[α-ωά-ώ]{2,8}|[א-ת]{2,6}|[ء-ي]{2,6}|\
         [ก-ฮ][ัิีุ]?[ก-ฮ]|[अ-ह][ािी]?[अ-ह]|[一-龥]{1,4}|[ぁ-ん]{2,4}|[가-힣]{1,4}|[ა-ჰ]{2,6}|[ա-ֆ]{2,6}|[0-9]{1,4})[.,;)»?]?";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// `Открытые данные` was not found, nor was a word of a text.
        #[test]
        fn every_word_of_every_text_finds_its_record(
            texts in proptest::collection::vec(proptest::collection::vec(WORD, 1..4), 20),
        ) {
            let lines: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
            let held = typed_into_every_text(&lines);
            for word in texts.iter().flatten() {
                let quoted = format!("\"{word}\"");
                for typed in [word, &word.to_uppercase(), &quoted] {
                    let is_text = flag(typed).is_none();
                    let filter = Filter::parse(typed).unwrap();
                    let found = Sieve::default().passes(&filter, &held, date(2018, 8, 9));
                    prop_assert!(found || !is_text, "{typed} in {lines:?}");
                }
            }
        }
    }

    /// Makes a commitment that holds each of 20 texts in another field.
    fn typed_into_every_text(lines: &[String]) -> Commitment {
        let fields = [
            "(id: \"C1\", plan: \"p\", number: 1, title: {}, nation: {}, lead: [{}], support: [{}], ",
            "policy_areas: [{}], text: [{}], objective: [{}], status_quo: [{}], ambition: [{}], ",
            "problem: [{}], solution: [{}], relevance: [{}], updates: [(id: \"u\", date: \"2018-01-01\", ",
            "note: [\"a\", {}], evidence: [{}], delay: {})], milestones: [(id: \"m\", number: 1, ",
            "title: {}, responsible: {}, notes: [{}], updates: [(id: \"u\", date: \"2018-01-01\", ",
            "note: [{}])])], pulses: [(id: \"q\", date: \"2018-01-01\", note: [{}])])",
        ];
        let mut written = String::new();
        let mut lines = lines.iter();
        let form = fields.concat();
        for (place, part) in form.split("{}").enumerate() {
            if place > 0 {
                written.extend([format!("{:?}", lines.next().unwrap())]);
            }
            written.push_str(part);
        }
        assert!(lines.next().is_none(), "a text has no field");
        ron::from_str(&written).unwrap()
    }

    #[test]
    fn the_filter_of_an_area_finds_it_whatever_it_is_called_and_no_other() {
        let areas = [
            "Open Data",
            "a|b",
            "say \"yes\"",
            "in: out=",
            "!x",
            "\"",
            "Économie verte",
        ];
        for area in areas {
            let filter = Filter::parse(&of_area(area)).unwrap();
            for other in areas {
                assert_eq!(passes(&filter, other), other == area, "{area} {other}");
            }
        }
        // As in the table of who is reached, where these are one area.
        let filter = Filter::parse(&of_area("Économie verte")).unwrap();
        for other in ["economie verte", "ECONOMIE  Verte"] {
            assert!(passes(&filter, other), "{other}");
        }
    }

    fn passes(filter: &Filter, area: &str) -> bool {
        let mut held: Commitment =
            ron::from_str("(id: \"C1\", plan: \"p\", number: 1, title: \"T\")").unwrap();
        held.policy_areas = vec![area.to_owned()];
        Sieve::default().passes(filter, &held, date(2018, 8, 9))
    }

    #[test]
    fn a_misspelt_flag_is_offered_and_a_right_one_is_not() {
        assert_eq!(meant("overdeu"), Some("overdue"));
        assert_eq!(meant("water !no-evidense"), Some("no-evidence"));
        assert_eq!(meant("overdue water"), None);
        assert_eq!(meant("unanswered"), None);
    }
}
