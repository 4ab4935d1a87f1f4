//! The thread that saves, on a disk that fails or is lost at any operation.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::mpsc::Receiver;

use jiff::civil::date;

use super::order::{Done, Passed};
use super::*;
use crate::app::Keeping;
use crate::base::id::Id as _;
use crate::model::verbs::add;
use crate::model::verbs::tests::{uk, workspace};
use crate::model::{Clerk, History, MeetingId};
use crate::publish::View;
use crate::store::sim::{Fault, SimFs, Times};
use crate::store::sitting::Who;
use crate::store::{Versions, published};

const HOME: &str = "/home";

fn noon() -> DateTime {
    date(2018, 4, 9).at(12, 0, 0, 0)
}

fn journal(sim: &SimFs) -> Journal {
    let (state, root) = (Path::new("/home/state"), Path::new("/home/uk"));
    let who = Who {
        since: noon(),
        process: 1,
        name: "anna on desk-7".to_owned(),
    };
    Journal::new(Arc::new(sim.clone()), state, root).of(who)
}

/// The two that save, without their threads.
struct Both {
    scribe: Scribe,
    tray: Receiver<Passed>,
    desk: Desk,
    heard: Receiver<Signal>,
    done: Receiver<Order>,
    _orders: Arc<Sender<Order>>,
}

/// Returns them with a workspace on the disk and a journal on that of the user, and what is to be
/// saved.
fn both(sim: &SimFs, home: &SimFs) -> (Both, Committed) {
    let mut mirror = workspace();
    let store = Store::init(Arc::new(sim.clone()), "/home/uk".into(), &mirror);
    let (sender, heard) = channel();
    let transaction = add::commitment(&mirror, &uk(1), add::Promise::titled("UK", "A promise"));
    let store = store.expect("a new workspace");
    let (orders, done) = channel();
    let (to_desk, tray) = channel();
    let orders = Arc::new(orders);
    let to_scribe = Arc::downgrade(&orders);
    let both = Both {
        scribe: Scribe::new(Some(journal(home)), to_desk, sender.clone()),
        tray,
        desk: Desk::new(store, mirror.clone(), to_scribe, sender),
        heard,
        done,
        _orders: orders,
    };
    let mut clerk = Clerk::new(noon(), 1);
    let transaction = transaction.expect("proposed");
    let done = History::default().commit(&mut mirror, &mut clerk, transaction);
    (both, done.expect("it fits"))
}

impl Both {
    /// Does what the threads do with these orders, one after the other; returns what the loop hears.
    fn take(&mut self, orders: Vec<Order>) -> Vec<Event> {
        self.scribe.take(orders.into_iter());
        self.desk.take_all(self.tray.try_iter());
        self.scribe.take(self.done.try_iter());
        let heard = self.heard.try_iter().filter_map(|signal| match signal {
            Signal::Event(event) => Some(event),
            _ => None,
        });
        heard.collect()
    }

    fn save(&mut self, committed: Committed) -> Vec<Event> {
        self.take(vec![save(committed)])
    }
}

fn save(committed: Committed) -> Order {
    Order::Pass(Task::Save(Box::new(committed), noon()))
}

fn is_saved(heard: &[Event]) -> bool {
    let saved = |event: &Event| matches!(event, Event::Saved { count: 1, .. });
    heard.iter().any(saved)
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
        let (mut both, done) = both(&sim, &sim);
        let start = sim.count();
        sim.kill_at(start + n);
        let saved = is_saved(&both.save(done));
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
fn what_was_done_is_in_the_journal_though_the_disk_of_the_files_hangs() {
    let sim = SimFs::new(Path::new(HOME));
    let (mut both, done) = both(&sim, &sim);
    let text = Unrecorded {
        heading: "note on UK0001".to_owned(),
        place: String::new(),
        values: vec!["half a sentence".to_owned()],
    };
    // The desk does not come to what is in its tray.
    both.scribe
        .take(vec![save(done), Order::Keep(vec![text.clone()])].into_iter());
    let next = sim.crash();
    assert!(in_the_journal(&next) && !in_the_file(&next));
    // Its program is gone with its lock.
    let unfinished = journal(&sim.restart()).recall().unfinished;
    let kept: Vec<_> = unfinished.iter().flat_map(|one| &one.unrecorded).collect();
    assert_eq!(kept, [&text]);
}

#[test]
fn only_what_is_in_the_files_is_noted_as_saved() {
    let sim = SimFs::new(Path::new(HOME));
    let (mut both, done) = both(&sim, &sim);
    let again = Order::Pass(Task::Again);
    both.scribe.take(std::iter::once(save(done.clone())));
    let first: Vec<Passed> = both.tray.try_iter().collect();
    // Another change is written down before the first is in a file.
    both.scribe.take(std::iter::once(save(done)));
    both.desk.take_all(first.into_iter());
    let noted: Vec<Order> = both.done.try_iter().collect();
    assert!(matches!(noted.as_slice(), [Order::Done(Done::Saved(1))]));
    both.take(noted);
    assert!(
        both.take(vec![again])
            .iter()
            .any(|event| matches!(event, Event::Saved { .. }))
    );
}

#[test]
fn what_is_written_down_in_one_piece_is_noted_as_saved_in_one() {
    let sim = SimFs::new(Path::new(HOME));
    let (mut both, done) = both(&sim, &sim);
    both.scribe
        .take([save(done.clone()), save(done)].into_iter());
    // The desk may be faster than the scribe: half of it would be noted as all.
    let passed = both.tray.try_recv().expect("passed on");
    assert_eq!((passed.tasks.len(), passed.line), (2, 2));
    both.desk.take_all(std::iter::once(passed));
    let noted: Vec<Order> = both.done.try_iter().collect();
    assert!(matches!(noted.as_slice(), [Order::Done(Done::Saved(2))]));
}

#[test]
fn a_text_is_kept_until_the_line_that_records_it_is_written() {
    let text = |place: &str| Unrecorded {
        heading: "note on UK0001".to_owned(),
        place: place.to_owned(),
        values: vec!["On track.".to_owned()],
    };
    let mut failed = 0;
    for n in 1..12 {
        let (sim, home) = (SimFs::new(Path::new(HOME)), SimFs::new(Path::new(HOME)));
        let (mut both, done) = both(&sim, &home);
        let kept = || -> Vec<String> {
            let left = journal(&home.restart()).recall().unfinished;
            let texts = left.into_iter().flat_map(|one| one.unrecorded);
            texts.map(|text| text.place).collect()
        };
        both.take(vec![save(done.clone()), Order::Keep(vec![text("note")])]);
        assert_eq!(kept(), ["note"]);
        let fault = Fault::Fail(ErrorKind::PermissionDenied);
        home.fault_at(home.count() + n, fault, Times::Once);
        let next = || vec![save(done.clone()), Order::Keep(vec![text("title")])];
        both.scribe.take(next().into_iter());
        if both.scribe.journal.as_ref().is_some_and(Journal::is_behind) {
            failed += 1;
            assert_eq!(kept(), ["title", "note"], "{n}: {:?}", home.log());
        }
        both.take(next());
        assert!(kept().iter().all(|place| place != "note"), "{n}");
    }
    assert!(failed > 0);
}

#[test]
fn that_typed_text_is_not_kept_is_told_while_it_is_so() {
    let (sim, home) = (SimFs::new(Path::new(HOME)), SimFs::new(Path::new(HOME)));
    let (mut both, _) = both(&sim, &home);
    let text = |words: &str| Unrecorded {
        heading: "note on UK0001".to_owned(),
        place: "note".to_owned(),
        values: vec![words.to_owned()],
    };
    let mut told = |texts: Vec<Unrecorded>| -> Vec<Option<String>> {
        let heard = both.take(vec![Order::Keep(texts)]).into_iter();
        let lacks = heard.filter_map(|event| match event {
            Event::Kept {
                what: Keeping::Text,
                lack,
            } => Some(lack),
            _ => None,
        });
        lacks.collect()
    };
    assert_eq!(told(vec![text("kept")]), []);
    let full = || Fault::Fail(ErrorKind::StorageFull);
    home.fault_at(home.count() + 1, full(), Times::Forever);
    assert_eq!(told(vec![text("one")]), [Some("disk full".to_owned())]);
    assert_eq!(told(vec![text("two")]), [], "said once");
    home.heal();
    assert_eq!(told(vec![text("three")]), [None], "and no longer");
    home.fault_at(home.count() + 1, full(), Times::Forever);
    assert_eq!(told(vec![text("four")]).len(), 1);
    // Recorded, or thrown away: there is nothing to lose any more.
    assert_eq!(told(Vec::new()), [None]);
}

#[test]
fn where_one_file_may_not_be_written_nothing_is() {
    let sim = SimFs::new(Path::new(HOME));
    let (both, _) = both(&sim, &sim);
    let folder = published::folder(&sim, Path::new("/home/uk")).expect("a folder");
    sim.put(&folder.join("m.html"), b"somebody's own");
    let meeting = MeetingId::parse("2018-04-09").expect("an id");
    let files = ["m.md", "m.html"].map(|name| (name.to_owned(), "text".to_owned()));
    let paper = Paper::Meeting(meeting, View::Minutes);
    let refused = both.desk.publish(&paper, &files);
    let said = refused.expect_err("one is somebody's own").to_string();
    assert!(said.ends_with("nothing was written"), "{said}");
    assert_eq!(sim.get(&folder.join("m.md")), None);
}

#[test]
fn a_journal_that_cannot_be_written_is_told_once_and_the_file_is_saved() {
    for kind in [ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem] {
        let (sim, home) = (SimFs::new(Path::new(HOME)), SimFs::new(Path::new(HOME)));
        let (mut both, done) = both(&sim, &home);
        home.fault_at(1, Fault::Fail(kind), Times::Forever);
        let warnings = |heard: &[Event]| {
            let told = |event: &&Event| matches!(event, Event::NotJournalled(_));
            heard.iter().filter(told).count()
        };
        let heard = both.save(done);
        assert!(is_saved(&heard), "{heard:?}");
        assert!(in_the_file(&sim.crash()));
        assert_eq!(warnings(&heard), 1);
        let heard = both.take(vec![Order::Pass(Task::Again)]);
        assert_eq!(warnings(&heard), 0);
    }
}

#[test]
fn the_versions_of_a_record_are_those_of_all_that_was_ordered_before() {
    let sim = SimFs::new(Path::new(HOME));
    let (mut both, done) = both(&sim, &sim);
    let (state, root) = (Path::new("/home/state"), Path::new("/home/uk"));
    let versions = Versions::new(Arc::new(sim.clone()), state, root, "anna", noon(), true);
    both.desk.store = both.desk.store.keeping(versions);
    let sentence = done.transaction.sentence.clone();
    let of = Versioned::Commitment(uk(1));
    let past = || Order::Pass(Task::Past(of.clone()));
    let heard = both.take(vec![past(), save(done), past()]);
    let pasts = heard.into_iter().filter_map(|event| match event {
        Event::Past { of: which, past } if which == of => past.ok(),
        _ => None,
    });
    let said: Vec<Vec<String>> = pasts
        .map(|past| past.versions.into_iter().flat_map(|version| version.said))
        .map(Iterator::collect)
        .collect();
    // The two that were asked for come from one queue, which is saved as a whole first.
    assert_eq!(said, [[sentence.clone()], [sentence]]);
}
