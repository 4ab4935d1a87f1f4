//! Which versions stay: all of the last two days, then one an hour, then one a day.
//!
//! ```text
//! age   48 h        + 7 days          + 365 days
//!   all  │ last of each hour │ last of each day │ none
//! ```
//!
//! Whatever its age, one of the last twenty of its file stays. So does the one before each session,
//! unless all of them together are too large: then the oldest go first.

use std::collections::HashSet;

use jiff::SignedDuration;
use jiff::civil::DateTime;

/// The most bytes of versions that are kept, unless the last of each file alone are more.
pub(super) const CAP: u64 = 200 * 1024 * 1024;

/// How many of the last versions of a file stay in any case.
pub(super) const LAST: usize = 20;

const ALL: SignedDuration = SignedDuration::from_hours(48);
const HOURLY: SignedDuration = SignedDuration::from_hours(48 + 7 * 24);
const DAILY: SignedDuration = SignedDuration::from_hours(48 + (7 + 365) * 24);

/// A version, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Aged {
    pub(super) time: DateTime,
    /// When the session began that saved it; `None` for one that was no session at the screen.
    pub(super) session: Option<DateTime>,
    pub(super) size: u64,
}

/// Why a version stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stays {
    /// One of the last of its file.
    Always,
    /// By its age, or as the one before a session.
    IfThereIsRoom,
    No,
}

/// Tells for each version of each file, oldest first, whether it stays.
pub(super) fn stays(files: &[Vec<Aged>], now: DateTime, cap: u64) -> Vec<Vec<bool>> {
    let mut marks: Vec<Vec<Stays>> = files.iter().map(|file| by_age(file, now)).collect();
    let mut size = 0_u64;
    let mut optional = Vec::new();
    for (at, (file, marks)) in files.iter().zip(&marks).enumerate() {
        for (nth, (version, mark)) in file.iter().zip(marks).enumerate() {
            if *mark != Stays::No {
                size = size.saturating_add(version.size);
            }
            if *mark == Stays::IfThereIsRoom {
                optional.push((version.time, at, nth, version.size));
            }
        }
    }
    optional.sort_unstable();
    for (_, at, nth, freed) in optional {
        if size <= cap {
            break;
        }
        size -= freed;
        if let Some(mark) = marks.get_mut(at).and_then(|file| file.get_mut(nth)) {
            *mark = Stays::No;
        }
    }
    let stay = |marks: Vec<Stays>| marks.iter().map(|mark| *mark != Stays::No).collect();
    marks.into_iter().map(stay).collect()
}

fn by_age(file: &[Aged], now: DateTime) -> Vec<Stays> {
    let mut taken = HashSet::new();
    let mut marks = Vec::with_capacity(file.len());
    let mut next: Option<&Aged> = None;
    // From the newest on, so that the first seen of an hour or a day is the last of it.
    for (nth, version) in file.iter().rev().enumerate() {
        let age = now.duration_since(version.time);
        let (day, hour) = (version.time.date(), version.time.hour());
        // One that stays for its hour stays for its day too, so that a day has no second one.
        let last_of_hour = taken.insert((day, Some(hour)));
        let last_of_day = taken.insert((day, None));
        // The last of each run of one session, so that a run never loses its end, however often
        // this is done, and two runs never become one.
        let before_a_session = next.is_some_and(|next| next.session != version.session);
        let by_age = age <= ALL || (age <= HOURLY && last_of_hour) || (age <= DAILY && last_of_day);
        marks.push(if nth < LAST {
            Stays::Always
        } else if by_age || before_a_session {
            Stays::IfThereIsRoom
        } else {
            Stays::No
        });
        next = Some(version);
    }
    marks.reverse();
    marks
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn now() -> DateTime {
        date(2026, 3, 2).at(12, 0, 0, 0)
    }

    fn ago(minutes: i64) -> DateTime {
        now() - SignedDuration::from_mins(minutes)
    }

    /// A file with a version each so many minutes ago, oldest first, of one session.
    fn file(minutes: impl IntoIterator<Item = i64>) -> Vec<Aged> {
        let aged = |minutes| Aged {
            time: ago(minutes),
            session: None,
            size: 1,
        };
        let mut file: Vec<Aged> = minutes.into_iter().map(aged).collect();
        file.sort_by_key(|version| version.time);
        file
    }

    /// How many stay that are older than `from` minutes and not older than `to`.
    fn staying(file: &[Aged], from: i64, to: i64) -> usize {
        let stays = stays(&[file.to_vec()], now(), CAP);
        let between = |time: DateTime| time < ago(from) && time >= ago(to);
        let stays = stays.first().expect("a file").iter().zip(file);
        stays
            .filter(|(stays, version)| **stays && between(version.time))
            .count()
    }

    #[test]
    fn all_then_one_an_hour_then_one_a_day() {
        const HOUR: i64 = 60;
        const DAY: i64 = 24 * HOUR;
        let every_ten_minutes = file((0..400 * DAY / 10).map(|n| n * 10));
        let file = &every_ten_minutes;
        assert_eq!(staying(file, -1, 2 * DAY), 2 * 144 + 1);
        assert_eq!(staying(file, 2 * DAY, 9 * DAY), 7 * 24);
        assert_eq!(staying(file, 9 * DAY, 374 * DAY), 365);
        assert_eq!(staying(file, 374 * DAY, 400 * DAY), 0);
    }

    #[test]
    fn the_last_twenty_and_the_one_before_each_session_stay_whatever_their_age() {
        let years = 5 * 365 * 24 * 60;
        let mut file = file((0..50).map(|n| years + n));
        let opened = Some(ago(years + 40));
        for version in file.iter_mut().skip(10) {
            version.session = opened;
        }
        let stays = stays(&[file], now(), CAP).concat();
        let staying: Vec<usize> = (0..50).filter(|n| stays.get(*n) == Some(&true)).collect();
        let expected: Vec<usize> = std::iter::once(9).chain(30..50).collect();
        assert_eq!(staying, expected);
    }

    #[test]
    fn what_is_too_much_goes_oldest_first_over_all_files() {
        let files = [file(0..30), file((0..30).map(|n| n + 5))];
        let stays = stays(&files, now(), 50);
        let gone: Vec<(usize, DateTime)> = (0..2)
            .flat_map(|at| {
                let file = files.get(at).into_iter().flatten();
                let stays = stays.get(at).into_iter().flatten();
                file.zip(stays)
                    .filter(|(_, stays)| !**stays)
                    .map(move |(version, _)| (at, version.time))
            })
            .collect();
        let old = |at: usize, range: std::ops::RangeInclusive<i64>| {
            range.rev().map(move |minutes| (at, ago(minutes)))
        };
        let expected: Vec<_> = old(0, 27..=29).chain(old(1, 28..=34)).collect();
        assert_eq!((gone.len(), gone), (10, expected));
    }

    fn any_files() -> impl Strategy<Value = Vec<Vec<Aged>>> {
        let version = (0..600_000_i64, prop::option::of(0..4_i64), 0..100_u64);
        let file = prop::collection::vec(version, 0..60).prop_map(|versions| {
            let aged = |(minutes, session, size): (i64, Option<i64>, u64)| Aged {
                time: ago(minutes),
                session: session.map(|days| ago(days * 100_000)),
                size,
            };
            let mut file: Vec<Aged> = versions.into_iter().map(aged).collect();
            file.sort_by_key(|version| version.time);
            file
        });
        prop::collection::vec(file, 0..4)
    }

    fn thinned(files: &[Vec<Aged>], now: DateTime, cap: u64) -> Vec<Vec<Aged>> {
        let stays = stays(files, now, cap);
        let thin = |(file, stays): (&Vec<Aged>, Vec<bool>)| {
            let kept = file.iter().zip(stays).filter(|(_, stays)| *stays);
            kept.map(|(version, _)| *version).collect()
        };
        files.iter().zip(stays).map(thin).collect()
    }

    proptest! {
        #[test]
        fn the_last_twenty_of_each_file_stay(files in any_files(), cap in 0..2_000_u64) {
            for (before, after) in files.iter().zip(thinned(&files, now(), cap)) {
                let last = before.len().saturating_sub(LAST);
                let last = before.get(last..).unwrap_or_default();
                prop_assert!(after.ends_with(last));
            }
        }

        #[test]
        fn what_stays_is_no_more_than_the_cap_or_only_the_last(files in any_files(), cap in 0..2_000_u64) {
            let thinned = thinned(&files, now(), cap);
            let size: u64 = thinned.iter().flatten().map(|version| version.size).sum();
            prop_assert!(size <= cap || thinned.iter().all(|file| file.len() <= LAST));
        }

        #[test]
        fn thinning_again_takes_nothing_more(files in any_files(), cap in 0..2_000_u64) {
            let once = thinned(&files, now(), cap);
            prop_assert_eq!(&thinned(&once, now(), cap), &once);
        }

        #[test]
        fn thinning_on_the_way_takes_nothing_that_would_have_stayed(
            files in any_files(),
            later in 0..600_000_i64,
        ) {
            let end = now() + SignedDuration::from_mins(later);
            let at_once = thinned(&files, end, CAP);
            let on_the_way = thinned(&thinned(&files, now(), CAP), end, CAP);
            prop_assert_eq!(on_the_way, at_once);
        }
    }
}
