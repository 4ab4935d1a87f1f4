//! What the independent reviewer concluded, laid out.

use super::words::{LABEL, plain};
use crate::app::view::{Role, View, piece};
use crate::base::text::{pad, wrap};
use crate::model::assessment::Assessment;
use crate::model::{Plan, star};

/// Adds the conclusions that are known. The star is followed by what the rule of its year says, where that is something else.
pub fn push(view: &mut View, plan: Option<&Plan>, assessment: &Assessment, width: usize) {
    if assessment.is_empty() {
        return;
    }
    view.push_free(Vec::new());
    view.push_free(vec![piece(Role::Heading, "Independent reviewer")]);
    let readings = [
        ("Mid-term", assessment.mid_term.words()),
        ("At end", assessment.end_of_term.words()),
        ("Opened", assessment.opened_government.words()),
        ("Results", assessment.early_results.words()),
        ("Starred", assessment.starred.words()),
        ("Promising", assessment.promising.words()),
        ("Verifiable", assessment.verifiable.words()),
        ("Relevant", assessment.relevant.words()),
        ("Specific", assessment.specificity.words()),
        ("Impact", assessment.potential_impact.words()),
        ("Potential", assessment.potential_for_results.words()),
        ("Ambition", assessment.ambition.words()),
        ("Carried on", assessment.carried_forward.words()),
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
