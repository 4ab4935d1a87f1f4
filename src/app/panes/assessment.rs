//! What the independent reviewer concluded, laid out.

use super::words::{LABEL, plain};
use crate::app::view::{Role, View, piece};
use crate::base::text::{pad, wrap};
use crate::model::assessment::{Ambition, Answer, Assessment, Impact, Opening, Specificity};
use crate::model::{Plan, Status, star};

/// Adds the conclusions that are known. The star is followed by what the rule of its year says, where that is something else.
pub fn push(view: &mut View, plan: Option<&Plan>, assessment: &Assessment, width: usize) {
    if assessment.is_empty() {
        return;
    }
    view.push_free(Vec::new());
    view.push_free(vec![piece(Role::Heading, "Independent reviewer")]);
    let status = Status::words;
    let readings = [
        ("Mid-term", assessment.mid_term.words(status)),
        ("At end", assessment.end_of_term.words(status)),
        ("Opened", assessment.opened_government.words(Opening::words)),
        ("Starred", assessment.starred.words(Answer::words)),
        ("Verifiable", assessment.verifiable.words(Answer::words)),
        ("Relevant", assessment.relevant.words(Answer::words)),
        ("Specific", assessment.specificity.words(specificity)),
        ("Impact", assessment.potential_impact.words(impact)),
        ("Ambition", assessment.ambition.words(ambition)),
        (
            "Carried on",
            assessment.carried_forward.words(Answer::words),
        ),
    ];
    for (label, value) in readings
        .into_iter()
        .filter(|(_, value)| *value != "not known")
    {
        let label = piece(Role::Label, pad(label, LABEL + 1));
        view.push_free(vec![label, piece(Role::Normal, value)]);
    }
    if let Some(computed) = plan.and_then(|plan| star::differs(plan, assessment)) {
        let text = format!("Starred by the rule: {}", computed.words());
        for line in wrap(&text, width.max(8)) {
            view.push_free(vec![piece(Role::Disputed, line)]);
        }
    }
    for opened in &assessment.opened_in {
        let text = format!("{}: {}", opened.value.words(), opened.result.words());
        view.push_free(vec![plain(Role::Dim, &format!("  {text}"))]);
    }
}

fn specificity(value: Specificity) -> &'static str {
    match value {
        Specificity::None => "none",
        Specificity::Low => "low",
        Specificity::Medium => "medium",
        Specificity::High => "high",
    }
}

fn impact(value: Impact) -> &'static str {
    match value {
        Impact::None => "none",
        Impact::Minor => "minor",
        Impact::Moderate => "moderate",
        Impact::Transformative => "transformative",
    }
}

fn ambition(value: Ambition) -> &'static str {
    match value {
        Ambition::Low => "low",
        Ambition::High => "high",
    }
}
