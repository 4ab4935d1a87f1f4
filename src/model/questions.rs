//! What the template of an era asks of a commitment, in its order (OGP action plan templates of 2016,
//! 2018 and 2022).

use super::field::Field;
use super::plan::AssessmentEra;

/// A question of a template: the field its answer is in, and what it is called there.
pub type Question = (Field, &'static str);

/// The template to 2016: what is promised, what for, how things were and are to be.
const TO_2016: &[Question] = &[
    (Field::Text, "Text"),
    (Field::Objective, "Aim"),
    (Field::StatusQuo, "Before"),
    (Field::Ambition, "Ambition"),
];

/// The template of 2018: the public problem, and how the commitment helps to solve it.
const FROM_2018: &[Question] = &[
    (Field::Text, "Text"),
    (Field::Objective, "Aim"),
    (Field::Problem, "Problem"),
    (Field::Solution, "Solution"),
    (Field::Relevance, "Relevance"),
];

/// The template of 2022: the problem, what was done so far, the solution, its results, its analysis.
const FROM_2022: &[Question] = &[
    (Field::Text, "In brief"),
    (Field::Problem, "Problem"),
    (Field::StatusQuo, "So far"),
    (Field::Solution, "Solution"),
    (Field::Ambition, "Results"),
    (Field::Relevance, "Analysis"),
];

/// All texts a commitment can have, for those that hold more than their template asks.
const ALL: &[Question] = &[
    (Field::Text, "Text"),
    (Field::Objective, "Aim"),
    (Field::StatusQuo, "Before"),
    (Field::Ambition, "Ambition"),
    (Field::Problem, "Problem"),
    (Field::Solution, "Solution"),
    (Field::Relevance, "Relevance"),
];

/// Returns what the template asks; for a plan that is not known, that of 2016.
pub fn template(era: Option<AssessmentEra>) -> &'static [Question] {
    match era {
        None | Some(AssessmentEra::First | AssessmentEra::MidAndEndOfTerm) => TO_2016,
        Some(AssessmentEra::EndOfTerm) => FROM_2018,
        Some(AssessmentEra::Results) => FROM_2022,
    }
}

/// Returns the questions of the template, and behind them the texts that it does not ask for.
pub fn all_texts(era: Option<AssessmentEra>) -> impl Iterator<Item = (Question, bool)> {
    let asked = template(era);
    let is_asked = move |field: Field| asked.iter().any(|(known, _)| *known == field);
    let more = ALL.iter().filter(move |(field, _)| !is_asked(*field));
    let asked = asked.iter().map(|question| (*question, true));
    asked.chain(more.map(|question| (*question, false)))
}
