//! `roundtable apply`: does every line of a script, or nothing.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use super::super::afterwards::Afterwards;
use super::super::apply::Script;
use super::super::args::{ApplyArgs, Args};
use super::super::error::CliError;
use super::super::output::{self, Output};
use super::super::{find, folder, record};
use crate::model::{RecordRef, star};
use crate::store::{FileKey, Loaded};

/// The most bytes of a script.
const MOST: u64 = 4 * 1024 * 1024;

/// Does all lines in memory, then saves the files they changed and says what was done.
pub(crate) fn run(args: &Args, apply: &ApplyArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    let (name, text) = read(&apply.file)?;
    let Loaded {
        store, workspace, ..
    } = folder::read_and_remark(args)?;
    let meeting = apply.meeting.as_deref();
    let meeting = meeting
        .map(|id| find::meeting(&workspace, id))
        .transpose()?;
    let mut script = Script::new(workspace, args.clerk(), meeting);
    script
        .run(&text)
        .map_err(|(number, wrong)| CliError::Line {
            place: format!("{name}:{number}"),
            wrong,
        })?;
    if script.done.is_empty() {
        answer(&script, out)?;
        output::remark("nothing to do: no line changes anything");
        return Ok(ExitCode::SUCCESS);
    }
    if !apply.dry_run {
        if store.is_read_only() {
            return Err(store.newer().into());
        }
        let keys: Vec<FileKey> = script.changed.iter().cloned().collect();
        let journal = record::write_in_journal(&store, script.done.iter().cloned());
        let afterwards = Afterwards::of_saving(&store, &mut script.workspace, &keys);
        // What is not saved is offered when the workspace is opened next.
        record::leave(&store, journal, afterwards.is_saved());
        let exit = afterwards.tell(&script.answers, &script.workspace, out)?;
        tell_stars(&script);
        return Ok(exit);
    }
    answer(&script, out)?;
    tell_stars(&script);
    output::remark("nothing was written: this was a dry run");
    Ok(ExitCode::SUCCESS)
}

/// Prints what each line does, or that it is so already.
fn answer(script: &Script, out: &mut Output) -> Result<(), CliError> {
    let mut answers = script.answers.iter();
    answers.try_for_each(|answer| Ok(out.line(&answer.sentence)?))
}

fn tell_stars(script: &Script) {
    for remark in stars(script) {
        output::remark(&remark);
    }
}

/// Returns what the rule says of each commitment whose assessment was changed last by the script, where
/// that is not the star that is recorded by then.
fn stars(script: &Script) -> Vec<String> {
    let done = script
        .done
        .iter()
        .flat_map(|(done, _)| &done.transaction.edits);
    let mut latest: BTreeMap<RecordRef, Option<String>> = BTreeMap::new();
    for edit in done.filter(|edit| star::is_assessed(edit)) {
        latest.insert(edit.record(), star::remark(&script.workspace, edit));
    }
    latest.into_values().flatten().collect()
}

/// Returns the script and what to call it.
fn read(file: &Path) -> Result<(String, String), CliError> {
    let failed = |cause| CliError::Script {
        path: file.to_owned(),
        cause,
    };
    let mut bytes = Vec::new();
    let (name, read) = if file == Path::new("-") {
        let read = std::io::stdin().take(MOST).read_to_end(&mut bytes);
        ("-".to_owned(), read)
    } else {
        let opened = std::fs::File::open(file);
        let read = opened.and_then(|file| file.take(MOST).read_to_end(&mut bytes));
        (file.display().to_string(), read)
    };
    let read = read.and_then(|length| {
        if length as u64 == MOST {
            return Err(std::io::Error::other(format!("more than {MOST} bytes")));
        }
        String::from_utf8(bytes).map_err(|_| std::io::Error::other("it is not text in UTF-8"))
    });
    let text = read.map_err(failed)?;
    // Some editors put a mark of their own before the first line.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    Ok((name, text))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::commitment::Commitment;

    use crate::model::{CommitmentId, PlanId, Settings, Workspace};
    use crate::store::sim::SimFs;
    use crate::store::{Store, ron_text};

    fn workspace(title: &str) -> Workspace {
        let mut workspace = Workspace::new(Settings::new("UK", PlanId::parse("p").expect("an id")));
        for id in ["UK0001", "UK0002", "UK0003"] {
            let text = format!("(id: {id:?}, plan: \"p\", number: 1, title: {title:?})");
            let read: Commitment = ron_text::from_text(text.as_bytes()).expect("a commitment");
            workspace.admit(Arc::new(read));
        }
        workspace
    }

    #[test]
    fn what_is_on_the_disk_and_what_is_not_is_said() {
        let sim = SimFs::new(Path::new("/"));
        let root = PathBuf::from("/uk");
        let store = Store::init(Arc::new(sim.clone()), root.clone(), &workspace("old"));
        let store = store.expect("a new workspace");
        sim.put(&root.join("commitments/uk0002.ron"), b"theirs");
        let ids = ["UK0001", "UK0002", "UK0003"].map(|id| CommitmentId::parse(id).expect("an id"));
        let keys = ids.map(FileKey::Commitment);
        let afterwards = Afterwards::of_saving(&store, &mut workspace("new"), &keys);
        let error = afterwards.or_why().expect_err("one is changed outside");
        assert_eq!(
            error.to_string(),
            "saved: commitments/uk0001.ron, commitments/uk0003.ron; not saved: \
             commitments/uk0002.ron (/uk/commitments/uk0002.ron was changed outside; \
             your version is in /uk/commitments/uk0002.ron.kept-1)"
        );
        let text = |name: &str| {
            let bytes = sim
                .get(&root.join("commitments").join(name))
                .expect("a file");
            String::from_utf8(bytes).expect("text")
        };
        assert!(text("uk0001.ron").contains("new") && text("uk0003.ron").contains("new"));
        assert_eq!(text("uk0002.ron"), "theirs");
        assert!(text("uk0002.ron.kept-1").contains("new"));
        let nothing = Afterwards::of_saving(&store, &mut workspace("new"), &[]);
        assert!(nothing.is_saved() && nothing.or_why().is_ok());
    }
}
