//! Opens a workspace for the screen: first what the first screen shows, the
//! rest behind it.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use jiff::civil::DateTime;

use super::rescue::caught;
use super::{Signal, machine};
use crate::app::{Event, Loading, Session, Trouble};
use crate::base::failpoint;
use crate::model::Clerk;
use crate::store::fs::RealFs;
use crate::store::sitting::Who;
use crate::store::{Batch, Journal, Opening, Problem, Rest, Store, StoreError, state};

/// How many commitments are read before the first drawing: more than a tall screen shows.
const FIRST: usize = 80;

/// In how many parts the rest is handed over, at most: each costs a frame, which readers and
/// keys would have to wait for.
const PARTS: usize = 100;

/// How many threads read the rest.
const THREADS: usize = 2;

/// A workspace whose first screen can be drawn.
pub(super) struct Opened {
    /// The session, with the commitments read so far.
    pub(super) session: Session,
    /// The way to save.
    pub(super) store: Store,
    /// What was done, line by line; `None` where there is no place for it or nothing to do.
    pub(super) journal: Option<Journal>,
    /// The commitments still to be read.
    pub(super) rest: Rest,
}

/// Opens the workspace in `root` and reads what the first screen shows; the journal is below the
/// user's folder `private`.
pub(super) fn open(
    root: &Path,
    private: Option<&Path>,
    now: DateTime,
) -> Result<Opened, StoreError> {
    let Opening {
        store,
        mut workspace,
        problems,
        beside,
        mut rest,
    } = Store::open(Arc::new(RealFs), root.to_owned())?;
    let who = Who::here(now);
    let store = store.signed_by(&who.name);
    let store = match private {
        Some(private) => store.keeping_below(private, &who.name, now, true),
        None => store,
    };
    let all = rest.names().len();
    let first = rest.read_first(FIRST);
    for commitment in first.commitments {
        workspace.admit(commitment);
    }
    let problems: Vec<Problem> = problems.into_iter().chain(first.problems).collect();
    for unread in problems.iter().filter_map(Problem::unread) {
        workspace.leave_out(unread);
    }
    let place = root
        .file_name()
        .unwrap_or(root.as_os_str())
        .to_string_lossy()
        .into_owned();
    let clerk = Clerk::new(now, RandomState::new().build_hasher().finish());
    let clerk = clerk.by_the_clock_of(machine::zone());
    let mut session = Session::new(workspace, clerk, &place);
    session.troubles = problems.into_iter().map(trouble).collect();
    session.beside = beside.into_iter().chain(first.beside).collect();
    session.loading = (all > FIRST).then_some(Loading { read: FIRST, all });
    session.read_only = store
        .is_read_only()
        .then(|| "a newer program wrote this workspace: it is open for reading only".to_owned());
    // What cannot be changed cannot be undone either.
    let journal = private.filter(|_| !store.is_read_only()).map(|private| {
        let journal = Journal::new(Arc::new(RealFs), private, &state::path_of(root));
        journal.of(who)
    });
    session.recalling = journal.is_some();
    session.keeps = journal.is_some();
    Ok(Opened {
        session,
        store,
        journal,
        rest,
    })
}

/// Reads the rest on threads of its own and sends it as it comes.
pub(super) fn read_rest(rest: Rest, sender: &Sender<Signal>) {
    let all = rest.names().len();
    if all <= FIRST {
        return;
    }
    let sender = sender.clone();
    std::thread::spawn(move || {
        if let Err(why) = caught(|| hand_over(rest, all, &sender)) {
            // OK because a loop that is gone needs no telling.
            let _ = sender.send(Signal::Event(not_all_read(why)));
        }
    });
}

fn hand_over(rest: Rest, all: usize, sender: &Sender<Signal>) {
    failpoint::reach("read");
    let mut read = FIRST;
    let mut part = Batch::default();
    rest.load(THREADS, |batch| {
        part.extend(batch);
        if part.len() < all / PARTS && read + part.len() < all {
            return true;
        }
        let part = std::mem::take(&mut part);
        read += part.len();
        let event = Event::Read {
            commitments: part.commitments,
            troubles: part.problems.into_iter().map(trouble).collect(),
            beside: part.beside,
            loading: (read < all).then_some(Loading { read, all }),
        };
        sender.send(Signal::Event(event)).is_ok()
    });
}

/// What is told when a failure ends the reading: some records are not there.
fn not_all_read(why: String) -> Event {
    let trouble = Trouble {
        place: "commitments".to_owned(),
        what: why,
        hint: "R reads everything again".to_owned(),
        unread: None,
        bars_publishing: true,
    };
    Event::Read {
        commitments: Vec::new(),
        troubles: vec![trouble],
        beside: Vec::new(),
        loading: None,
    }
}

/// Returns a problem as the screen shows it.
pub(super) fn trouble(problem: Problem) -> Trouble {
    let bars_publishing = problem.bars_publishing();
    let unread = problem.unread();
    let path = problem.path.to_string_lossy();
    let place = match problem.place {
        Some(place) => format!("{path}:{}:{}", place.line, place.column),
        None => path.into_owned(),
    };
    Trouble {
        place,
        what: problem.what,
        hint: problem.hint,
        unread,
        bars_publishing,
    }
}
