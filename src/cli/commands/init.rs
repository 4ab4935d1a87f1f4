//! `roundtable init`: makes a new workspace.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::super::args::InitArgs;
use super::super::error::CliError;
use super::super::output::Output;
use super::super::{record, sample};
use crate::base::id::Id;
use crate::model::{Plan, PlanId, Settings, Workspace};
use crate::store::Store;
use crate::store::fs::RealFs;
use crate::store::merging::write_attributes;

/// Makes the workspace and says how to open it.
pub(crate) fn run(init: &InitArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    if init.sample {
        sample::copy_to(&init.folder)?;
        write_attributes(&RealFs, &init.folder)?;
    } else {
        make_empty(&init.folder, &init.member, &init.plan)?;
    }
    let folder = init.folder.display();
    out.line(&format!(
        "made a workspace in {folder}; open it with `roundtable {folder}`"
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Makes a workspace in `folder` that holds one empty plan.
pub(crate) fn make_empty(folder: &Path, member: &str, plan: &str) -> Result<(), CliError> {
    let member = required("--member", member)?;
    let title = required("--plan", plan)?;
    let plan = Plan::new(plan_id(title), title);
    let mut workspace = Workspace::new(Settings::new(member, plan.id.clone()));
    workspace.admit(Arc::new(plan));
    Store::init(Arc::new(RealFs), folder.to_owned(), &workspace)?;
    write_attributes(&RealFs, folder)?;
    record::begin_anew(folder);
    Ok(())
}

fn required<'t>(name: &str, text: &'t str) -> Result<&'t str, CliError> {
    match text.trim() {
        "" => Err(CliError::Usage {
            what: format!("{name} is empty"),
            hint: format!("leave {name} out, or give it a text"),
        }),
        text => Ok(text),
    }
}

/// Makes a readable id of a title: `open-government-plan-2024`.
fn plan_id(title: &str) -> PlanId {
    const ROOM: usize = 40;
    let mut stem = String::new();
    for word in title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if stem.len() + word.len() >= ROOM {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.push_str(word);
    }
    PlanId::parse(&stem)
        .or_else(|_| PlanId::parse("plan-1"))
        .expect("a word, a dash and a digit are an id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_named_after_its_title() {
        let cases = [
            ("Action plan", "action-plan"),
            ("UK Action Plan 2024–2025", "uk-action-plan-2024-2025"),
            ("План дій", "plan-1"),
            ("nul", "plan-1"),
            (
                "One of the longest titles that a plan could possibly have",
                "one-of-the-longest-titles-that-a-plan",
            ),
        ];
        for (title, expected) in cases {
            assert_eq!(plan_id(title).as_str(), expected);
        }
    }
}
