//! `roundtable check`: looks at every file and says where which is wrong.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::args::{Args, CheckArgs};
use super::super::error::CliError;
use super::super::folder;
use super::super::output::Output;
use crate::model::differences::fields_in_brief;
use crate::model::lacks::{Lack, Lacking, counted, lacks};
use crate::model::verbs::revise::name_of_edit;
use crate::model::{Beside, Edit, RecordRef, Workspace, check};
use crate::store::fs::{Fs, RealFs};
use crate::store::{FileKey, Loaded, Place, Problem, Severity, Store, StoreError};

/// Prints a line for each problem, first those of single files, then those between records.
pub(crate) fn run(args: &Args, asked: &CheckArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    if asked.plan {
        return plan(args, out);
    }
    let root = folder::of(args)?;
    let loaded = match Store::load_all(Arc::new(RealFs), root) {
        // Broken settings are what this command is there to tell, though nothing else can.
        Err(StoreError::Settings(problem)) => return report(out, &[problem]),
        other => other?,
    };
    let problems = problems(&loaded, args.now().date());
    if !problems.is_empty() {
        return report(out, &problems);
    }
    let files = count_files(&loaded.workspace, loaded.store.root());
    let files = if files == 1 {
        "1 file".to_owned()
    } else {
        format!("{files} files")
    };
    out.line(&format!("{files}, no problems"))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a line for each thing that the plan lacks.
fn plan(args: &Args, out: &mut Output) -> Result<ExitCode, CliError> {
    let workspace = folder::read_and_remark(args)?.workspace;
    let found = lacks(&workspace);
    if found.is_empty() {
        out.line("nothing is lacking")?;
        return Ok(ExitCode::SUCCESS);
    }
    for Lacking {
        lack, name, title, ..
    } in &found
    {
        // A question has no name but its text.
        let text = match lack {
            Lack::Answer => format!(": {title}"),
            _ => String::new(),
        };
        out.line(&format!("{name}: {}{text}", lack.words()))?;
    }
    out.line(&counted(&found))?;
    Ok(ExitCode::FAILURE)
}

fn report(out: &mut Output, problems: &[Problem]) -> Result<ExitCode, CliError> {
    for problem in problems {
        let Place { line, column } = problem.place.unwrap_or(Place { line: 1, column: 1 });
        let path = problem.path.display();
        let (what, hint) = (&problem.what, &problem.hint);
        out.line(&format!("{path}:{line}:{column}: {what}, {hint}"))?;
    }
    Ok(ExitCode::FAILURE)
}

fn problems(loaded: &Loaded, today: Date) -> Vec<Problem> {
    let between = check::check(&loaded.workspace, today);
    let between = between
        .into_iter()
        .map(|problem| placed(&loaded.store, problem));
    let beside = loaded
        .beside
        .iter()
        .map(|beside| in_two_versions(loaded, beside));
    let files = newer(&loaded.store).into_iter().chain(beside);
    let files = files.chain(loaded.problems.iter().cloned());
    files.chain(between).collect()
}

/// Returns the remark that there is another version of a file.
fn in_two_versions(loaded: &Loaded, beside: &Beside) -> Problem {
    let differing = beside.differing(&loaded.workspace);
    let records = differing.iter().map(|record| {
        let fields = fields_in_brief(&record.differences);
        match &record.version {
            // The one record of its file needs no name.
            Edit::Plan(_) | Edit::Commitment(_) | Edit::Meeting(_) => fields,
            version => {
                let name = name_of_edit(&loaded.workspace, version);
                let is_new = record
                    .differences
                    .iter()
                    .all(|found| found.field.is_empty());
                if is_new {
                    format!("{name}, which is not here")
                } else {
                    format!("{name}: {fields}")
                }
            }
        }
    });
    let records: Vec<String> = records.collect();
    let what = match records.as_slice() {
        [] => format!("{}, which does not differ", beside.source),
        records => format!("{}, which differs in {}", beside.source, records.join("; ")),
    };
    let hint = if records.is_empty() {
        format!("delete it: all that is in it is in {} as well", beside.of)
    } else {
        "open the workspace and decide with g v".to_owned()
    };
    Problem {
        path: PathBuf::from(&beside.name),
        place: None,
        what,
        hint,
        severity: Severity::Notice,
    }
}

/// Returns the remark that a newer program wrote the workspace, if one did.
fn newer(store: &Store) -> Option<Problem> {
    let key = FileKey::Settings;
    let error = store.is_read_only().then(|| store.newer())?;
    Some(Problem {
        place: place(&store.root().join(key.path()), "format:", Which::First),
        path: key.path(),
        what: error.to_string(),
        hint: error.hint(),
        severity: Severity::Notice,
    })
}

/// Returns a problem between records with the file it is in, and the place if it can be found.
fn placed(store: &Store, problem: check::Problem) -> Problem {
    let path = path_of(&problem);
    Problem {
        place: place_of(&store.root().join(&path), &problem.what),
        path,
        what: problem.what,
        hint: problem.hint,
        severity: Severity::Notice,
    }
}

fn path_of(problem: &check::Problem) -> PathBuf {
    let key = match &problem.record {
        Some(RecordRef::Commitment(id) | RecordRef::Milestone(id, _) | RecordRef::Pulse(id, _)) => {
            FileKey::Commitment(id.clone())
        }
        Some(RecordRef::Update(subject, _)) => FileKey::Commitment(subject.commitment.clone()),
        Some(
            RecordRef::Meeting(id)
            | RecordRef::Attendance(id, _)
            | RecordRef::AgendaItem(id, _)
            | RecordRef::Minute(id, _),
        ) => FileKey::Meeting(id.clone()),
        Some(RecordRef::Action(_)) => FileKey::Actions,
        Some(RecordRef::Stakeholder(_)) => FileKey::Stakeholders,
        Some(RecordRef::Contact(_)) => FileKey::Contacts,
        Some(RecordRef::Plan(id) | RecordRef::Document(id, _) | RecordRef::Contribution(id, _)) => {
            FileKey::Plan(id.clone())
        }
        None => FileKey::Settings,
    };
    key.path()
}

/// Returns where the file has the id that the problem names last, in quotes as files have it.
fn place_of(path: &Path, what: &str) -> Option<Place> {
    let id = named_last(what)?;
    if what.contains(" has two ") {
        return place(path, &format!("id: \"{id}\""), Which::SecondOfTwo);
    }
    // Others of the file may name it too.
    place(path, &format!("id: \"{id}\""), Which::Only)
        .or_else(|| place(path, &format!("\"{id}\""), Which::Only))
}

fn named_last(what: &str) -> Option<&str> {
    what.rsplit('`').nth(1)
}

/// Which of the places where a text stands is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    First,
    Only,
    SecondOfTwo,
}

/// Returns where the file has a text; none where it could be meant elsewhere as well.
fn place(path: &Path, wanted: &str, which: Which) -> Option<Place> {
    let bytes = RealFs.read(path, crate::store::save::FILE_LIMIT).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut found = text.match_indices(wanted).map(|(at, _)| at);
    let (first, second, third) = (found.next(), found.next(), found.next());
    let at = match which {
        Which::First => first,
        Which::Only => first.filter(|_| second.is_none()),
        Which::SecondOfTwo => second.filter(|_| third.is_none()),
    }?;
    let before = text.get(..at)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next()?.chars().count() + 1;
    Some(Place { line, column })
}

/// Counts the files of the workspace; a list that holds nothing may have none.
fn count_files(workspace: &Workspace, root: &Path) -> usize {
    let is_there = |key: &FileKey| match root.join(key.path()).symlink_metadata() {
        Ok(_) => true,
        Err(error) => error.kind() != ErrorKind::NotFound,
    };
    FileKey::all(workspace)
        .iter()
        .filter(|key| is_there(key))
        .count()
}
