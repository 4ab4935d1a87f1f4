//! The thread that saves, on a disk that fails or is lost at any operation.

use std::io::ErrorKind;
use std::path::Path;

use jiff::civil::date;

use super::*;
use crate::base::id::Id as _;
use crate::model::verbs::add;
use crate::model::verbs::tests::{uk, workspace};
use crate::model::{Clerk, History};
use crate::store::Versions;
use crate::store::sim::{Fault, SimFs, Times};

const HOME: &str = "/home";

fn noon() -> DateTime {
    date(2018, 4, 9).at(12, 0, 0, 0)
}

fn journal(sim: &SimFs) -> Journal {
    let (state, root) = (Path::new("/home/state"), Path::new("/home/uk"));
    Journal::new(Arc::new(sim.clone()), state, root)
}

/// Returns a desk with a workspace on the disk, what is to be saved, and what the loop hears.
fn desk(sim: &SimFs) -> (Desk, Committed, Receiver<Signal>) {
    let mut mirror = workspace();
    let store = Store::init(Arc::new(sim.clone()), "/home/uk".into(), &mirror);
    let (sender, heard) = channel();
    let transaction = add::commitment_named(&mirror, &uk(1), "UK", "A promise");
    let store = store.expect("a new workspace");
    let desk = Desk::new(store, Some(journal(sim)), mirror.clone(), sender);
    let mut clerk = Clerk::new(noon(), 1);
    let transaction = transaction.expect("proposed");
    let done = History::default().commit(&mut mirror, &mut clerk, transaction);
    (desk, done.expect("it fits"), heard)
}

/// Does what the thread does with one order.
fn save(desk: &mut Desk, committed: Committed) -> Event {
    desk.take(Order::Save(Box::new(committed), noon()));
    desk.write_down();
    desk.write()
}

fn in_the_file(sim: &SimFs) -> bool {
    sim.get(Path::new("/home/uk/commitments/uk0001.ron"))
        .is_some()
}

fn in_the_journal(sim: &SimFs) -> bool {
    journal(sim).recall().history.next_undo().is_some()
}

#[test]
fn what_was_done_is_in_the_journal_before_it_is_in_a_file_and_in_both_before_it_is_called_saved() {
    for n in 1.. {
        let sim = SimFs::new(Path::new(HOME));
        let (mut desk, done, _heard) = desk(&sim);
        let start = sim.count();
        sim.kill_at(start + n);
        let event = save(&mut desk, done);
        let saved = matches!(event, Event::Saved { count: 1, .. });
        for next in std::iter::once(sim.restart()).chain(sim.power_cuts()) {
            let (file, line) = (in_the_file(&next), in_the_journal(&next));
            let told = format!("killed at {n}: {:?}", sim.log().get(start..));
            assert!(line || !file, "{told}");
            assert!(file || !saved, "{told}");
        }
        if saved {
            assert!(n > 15, "{n} operations");
            break;
        }
    }
}

#[test]
fn where_one_file_may_not_be_written_nothing_is() {
    let sim = SimFs::new(Path::new(HOME));
    let (desk, _, _heard) = desk(&sim);
    let folder = published::folder(&sim, Path::new("/home/uk")).expect("a folder");
    sim.put(&folder.join("m.html"), b"somebody's own");
    let meeting = MeetingId::parse("2018-04-09").expect("an id");
    let files = ["m.md", "m.html"].map(|name| (name.to_owned(), "text".to_owned()));
    let refused = desk.publish(&meeting, View::Minutes, &files);
    let said = refused.expect_err("one is somebody's own").to_string();
    assert!(said.ends_with("nothing was written"), "{said}");
    assert_eq!(sim.get(&folder.join("m.md")), None);
}

#[test]
fn a_journal_that_cannot_be_written_is_told_once_and_the_file_is_saved() {
    for kind in [ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem] {
        let (sim, home) = (SimFs::new(Path::new(HOME)), SimFs::new(Path::new(HOME)));
        let (mut desk, done, heard) = desk(&sim);
        desk.journal = Some(journal(&home));
        home.fault_at(1, Fault::Fail(kind), Times::Forever);
        let warnings = || {
            let told = heard.try_iter();
            told.filter(|signal| matches!(signal, Signal::Event(Event::NotJournalled(_))))
                .count()
        };
        let event = save(&mut desk, done);
        assert!(matches!(event, Event::Saved { count: 1, .. }), "{event:?}");
        assert!(in_the_file(&sim.crash()));
        assert_eq!(warnings(), 1);
        desk.write_down();
        assert_eq!(warnings(), 0);
    }
}

#[test]
fn the_versions_of_a_record_are_those_of_all_that_was_ordered_before() {
    let sim = SimFs::new(Path::new(HOME));
    let (mut desk, done, heard) = desk(&sim);
    let (state, root) = (Path::new("/home/state"), Path::new("/home/uk"));
    let versions = Versions::new(Arc::new(sim.clone()), state, root, "anna", noon(), true);
    desk.store = desk.store.keeping(versions);
    let sentence = done.transaction.sentence.clone();
    let of = Versioned::Commitment(uk(1));
    let (orders, inbox) = channel();
    for order in [
        Order::Past(of.clone()),
        Order::Save(Box::new(done), noon()),
        Order::Past(of.clone()),
    ] {
        orders.send(order).expect("the inbox is there");
    }
    drop(orders);
    desk.work(&inbox);
    let pasts = heard.try_iter().filter_map(|signal| match signal {
        Signal::Event(Event::Past { of: which, past }) if which == of => past.ok(),
        _ => None,
    });
    let said: Vec<Vec<String>> = pasts
        .map(|past| past.versions.into_iter().flat_map(|version| version.said))
        .map(Iterator::collect)
        .collect();
    // The two that were asked for come from one queue, which is saved as a whole first.
    assert_eq!(said, [[sentence.clone()], [sentence]]);
}
