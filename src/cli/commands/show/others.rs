//! The pages of an action, of a stakeholder and of a contact.

use std::io;

use jiff::civil::Date;

use super::super::super::output::Output;
use super::super::super::page::Page;
use crate::base::date::FuzzyDate;
use crate::base::id::Id;
use crate::model::action;
use crate::model::coverage;
use crate::model::stakeholder::{FormerName, Priority};
use crate::model::{Action, Contact, Stakeholder, Workspace, discussed};

/// Prints an action and what has become of it.
pub(super) fn action_page(
    workspace: &Workspace,
    action: &Action,
    today: Date,
    out: &mut Output,
) -> io::Result<()> {
    let mut page = Page::begin(out, &action.id.to_string(), action.text.first())?;
    page.field("state", action.state().words())?;
    page.field("owner", &action.owner)?;
    page.field("agreed", &action.date.to_string())?;
    let past = action.past_date(today);
    let past = past.map(|past| format!(", {}", past.words()));
    let due = action.due.map(FuzzyDate::human);
    page.optional("due", due.map(|due| due + &past.unwrap_or_default()))?;
    page.optional(
        "about",
        action
            .about
            .as_ref()
            .map(|about| workspace.subject_name(about)),
    )?;
    page.optional("meeting", action.meeting.as_ref())?;
    let internal = action::internal(workspace).contains(&action.id);
    page.optional("internal", internal.then_some("yes, it is never published"))?;
    let discussed = discussed::of_action(workspace, action);
    let discussed: Vec<&str> = discussed.iter().map(Id::as_str).collect();
    page.field("discussed in", &discussed.join(", "))?;
    page.optional("in the bin since", action.binned)?;
    page.text("Text", &action.text)?;
    for (nth, step) in action.steps.iter().enumerate() {
        if nth == 0 {
            page.heading("Steps")?;
        }
        page.hang(&format!("  {}  ", step.date), step.state.words())?;
        for paragraph in step.note.iter() {
            page.hang("      ", paragraph)?;
        }
    }
    Ok(())
}

/// Prints a stakeholder and the contacts with it.
pub(super) fn stakeholder_page(
    workspace: &Workspace,
    stakeholder: &Stakeholder,
    out: &mut Output,
) -> io::Result<()> {
    let mut page = Page::begin(out, &stakeholder.id.to_string(), &stakeholder.name)?;
    page.field("sector", stakeholder.sector.words())?;
    page.field(
        "is",
        if stakeholder.person {
            "a person"
        } else {
            "an organisation"
        },
    )?;
    page.field("nation", &stakeholder.nation)?;
    page.field("speaks for it", &stakeholder.contact_role)?;
    let former = |was: &FormerName| format!("{} until {}", was.name, was.until);
    let former: Vec<String> = stakeholder.former_names.iter().map(former).collect();
    page.field("called before", &former.join("; "))?;
    page.field("policy areas", &stakeholder.policy_areas.join("; "))?;
    let came = coverage::attended(workspace, &stakeholder.id);
    page.field("came to", &came.words())?;
    page.optional("priority", stakeholder.priority.map(Priority::words))?;
    page.optional("in the bin since", stakeholder.binned)?;
    page.text("Notes", &stakeholder.notes)?;
    let with_it = |c: &&Contact| c.binned.is_none() && c.with.contains(&stakeholder.id);
    let contacts = workspace.contacts().values().map(AsRef::as_ref);
    for (nth, contact) in contacts.filter(with_it).enumerate() {
        if nth == 0 {
            page.heading("Contacts")?;
        }
        let mut paragraphs = contact.text.iter();
        page.hang(
            &format!("  {}  ", contact.date),
            paragraphs.next().unwrap_or_default(),
        )?;
        for paragraph in paragraphs {
            page.hang("      ", paragraph)?;
        }
    }
    Ok(())
}

/// Prints an informal exchange.
pub(super) fn contact_page(
    workspace: &Workspace,
    contact: &Contact,
    out: &mut Output,
) -> io::Result<()> {
    let mut page = Page::begin(out, &contact.id.to_string(), "informal contact")?;
    page.field("day", &contact.date.to_string())?;
    page.field("with", &contact.with_whom(workspace))?;
    page.field("about", &contact.about_what(workspace))?;
    page.optional("in the bin since", contact.binned)?;
    page.text("What was said", &contact.text)
}
