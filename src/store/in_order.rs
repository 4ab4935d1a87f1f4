//! Does the same work on many things with a few threads, and hands over the results in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// How many things are handed over at once: enough to keep threads busy, few enough to come soon.
const CHUNK: usize = 128;

/// Calls `work` on every thing and `hand_over` on the results, chunk by chunk in order.
///
/// Blocks until all is done, or until `hand_over` returns `false`: nobody listens any more.
pub(crate) fn in_order<T: Sync, R: Send>(
    things: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut hand_over: impl FnMut(Vec<R>) -> bool,
) {
    let chunks: Vec<&[T]> = things.chunks(CHUNK).collect();
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let (sender, done) = mpsc::channel::<(usize, Vec<R>)>();
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, chunks.len().max(1)) {
            let sender = sender.clone();
            let (chunks, next, stop, work) = (&chunks, &next, &stop, &work);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(chunk) = chunks.get(number) else {
                        return;
                    };
                    if sender
                        .send((number, chunk.iter().map(work).collect()))
                        .is_err()
                    {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (number, results) in done {
            early.insert(number, results);
            while let Some(results) = early.remove(&wanted) {
                wanted += 1;
                if !hand_over(results) {
                    stop.store(true, Ordering::Relaxed);
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_from_any_number_of_threads() {
        let things: Vec<usize> = (0..1000).collect();
        for threads in [0, 1, 2, 7, 100] {
            let mut found = Vec::new();
            in_order(
                &things,
                threads,
                |n| n * 2,
                |chunk| {
                    found.extend(chunk);
                    true
                },
            );
            assert_eq!(found, (0..1000).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_handed_over_for_nothing() {
        in_order(&[], 2, |n: &usize| *n, |_| unreachable!("there is nothing"));
    }

    #[test]
    fn stops_when_nobody_listens() {
        let things: Vec<usize> = (0..100_000).collect();
        let mut chunks = 0;
        in_order(
            &things,
            2,
            |n| *n,
            |_| {
                chunks += 1;
                false
            },
        );
        assert_eq!(chunks, 1);
    }
}
