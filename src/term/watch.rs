//! Watches the folder of the workspace, on a thread of its own: at the paths the system tells of, and
//! at all of it every few seconds, as a network share tells of nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::rescue::caught;
use crate::base::failpoint;
use crate::store::Store;
use crate::store::watch::{Changes, Watch};

/// How long nobody tells of a change at most, before it is looked for.
const INTERVAL: Duration = Duration::from_secs(3);

/// How long to wait for the rest of a change: a save is made of several steps.
const SETTLED: Duration = Duration::from_millis(30);

/// Looking takes this part of the time at most.
const SHARE: u32 = 20;

/// The thread that watches; dropping it ends it.
pub(super) struct Watching {
    ended: Arc<AtomicBool>,
    wake: Sender<Woken>,
}

/// What the thread is woken for.
enum Woken {
    /// Something may have changed at these paths.
    At(Vec<PathBuf>),
    /// Something may have changed, nobody knows where.
    Anywhere,
}

impl Watching {
    /// Starts to watch; what changed goes to `tell` until it returns false, or why nobody watches any
    /// more: after a failure inside it is begun anew once.
    pub(super) fn start(
        store: Store,
        tell: impl Fn(Result<Changes, String>) -> bool + Send + 'static,
    ) -> Self {
        let (wake, woken) = channel();
        let ended = Arc::new(AtomicBool::new(false));
        let watching = Self {
            ended: Arc::clone(&ended),
            wake: wake.clone(),
        };
        // A little before now: the clock of a share may be behind.
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let since = now
            .unwrap_or_default()
            .saturating_sub(Duration::from_secs(2));
        let since = i128::try_from(since.as_nanos()).unwrap_or(i128::MAX);
        std::thread::spawn(move || {
            let watched = || {
                let watch = Watch::begin(&store, since);
                // OK because without it the interval does.
                let _woken_by_system = wakes(&watch, wake.clone());
                run(watch, &woken, &ended, |changes| tell(Ok(changes)));
            };
            if let Err(why) = caught(watched).or_else(|_| caught(watched)) {
                tell(Err(why));
            }
        });
        watching
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // OK because a thread that is gone needs no waking.
        let _ = self.wake.send(Woken::Anywhere);
    }
}

fn run(
    mut watch: Watch,
    woken: &Receiver<Woken>,
    ended: &AtomicBool,
    tell: impl Fn(Changes) -> bool,
) {
    // When all of it is looked at, and when it may be at the earliest.
    let (mut due, mut earliest) = (Instant::now() + INTERVAL, Instant::now());
    loop {
        let mut paths = BTreeSet::new();
        match woken.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(first) => {
                std::thread::sleep(SETTLED);
                for woken in std::iter::once(first).chain(woken.try_iter()) {
                    match woken {
                        Woken::At(more) => paths.extend(more),
                        Woken::Anywhere => due = due.min(earliest),
                    }
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if ended.load(Ordering::Relaxed) {
            return;
        }
        failpoint::reach("watch");
        let begun = Instant::now();
        let changes = if begun < due {
            watch.look_at(&paths)
        } else {
            let changes = watch.look();
            earliest = Instant::now() + begun.elapsed() * SHARE;
            due = earliest.max(Instant::now() + INTERVAL);
            Some(changes)
        };
        let Some(changes) = changes else {
            due = earliest;
            continue;
        };
        if !changes.is_empty() && !tell(changes) {
            return;
        }
    }
}

/// Has the system wake the thread when something changes in the folders.
fn wakes(watch: &Watch, wake: Sender<Woken>) -> Option<RecommendedWatcher> {
    let handler = move |event: notify::Result<notify::Event>| {
        let woken = match event {
            // Reading is no change, and looking reads the folders.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) if !event.need_rescan() && !event.paths.is_empty() => Woken::At(event.paths),
            Ok(_) | Err(_) => Woken::Anywhere,
        };
        // OK because a thread that is gone needs no waking.
        let _ = wake.send(woken);
    };
    let mut watcher = notify::recommended_watcher(handler).ok()?;
    for folder in watch.folders() {
        // OK because a folder that is not there yet is seen at the next look.
        let _ = watcher.watch(&folder, RecursiveMode::NonRecursive);
    }
    Some(watcher)
}
