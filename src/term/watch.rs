//! Watches the folder of the workspace, on a thread of its own: woken by the system where it tells
//! of changes, and every few seconds where it does not, as on a network share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

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
    wake: Sender<()>,
}

impl Watching {
    /// Starts to watch; what changed goes to `tell` until it returns false.
    pub(super) fn start(store: Store, tell: impl Fn(Changes) -> bool + Send + 'static) -> Self {
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
            let watch = Watch::begin(&store, since);
            // OK because without it the interval does.
            let _woken_by_system = wakes(&watch, wake);
            run(watch, &woken, &ended, tell);
        });
        watching
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // OK because a thread that is gone needs no waking.
        let _ = self.wake.send(());
    }
}

fn run(mut watch: Watch, woken: &Receiver<()>, ended: &AtomicBool, tell: impl Fn(Changes) -> bool) {
    let mut rest = SETTLED;
    loop {
        match woken.recv_timeout(INTERVAL.max(rest)) {
            Ok(()) => {
                std::thread::sleep(rest);
                while woken.try_recv().is_ok() {}
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if ended.load(Ordering::Relaxed) {
            return;
        }
        let begun = Instant::now();
        let changes = watch.look();
        rest = SETTLED.max(begun.elapsed() * SHARE);
        if !changes.is_empty() && !tell(changes) {
            return;
        }
    }
}

/// Has the system wake the thread when something changes in the folders.
fn wakes(watch: &Watch, wake: Sender<()>) -> Option<RecommendedWatcher> {
    let handler = move |event: notify::Result<notify::Event>| {
        // Reading is no change, and looking reads the folders.
        if !matches!(
            event,
            Ok(notify::Event {
                kind: EventKind::Access(_),
                ..
            })
        ) {
            // OK because a thread that is gone needs no waking.
            let _ = wake.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(handler).ok()?;
    for folder in watch.folders() {
        // OK because a folder that is not there yet is seen at the next look.
        let _ = watcher.watch(&folder, RecursiveMode::NonRecursive);
    }
    Some(watcher)
}
