//! Places where tests let the program fail on purpose. A program built for use has none of this.

/// Fails here if a test wants it: `ROUNDTABLE_FAIL` names a file, and its first line this place.
///
/// The line is taken out, so that each fails once. `hang ` before the place lets the thread wait
/// for ever instead, as a disk does that no longer answers.
///
/// # Panics
/// When a test wants it.
#[cfg(debug_assertions)]
pub fn reach(place: &str) {
    let Some(path) = std::env::var_os("ROUNDTABLE_FAIL") else {
        return;
    };
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    let (first, rest) = wanted.split_once('\n').unwrap_or((&wanted, ""));
    let hangs = first.strip_prefix("hang ") == Some(place);
    if !hangs && first != place {
        return;
    }
    // OK because a test that cannot write its own file sees the same failure again.
    let _ = std::fs::write(&path, rest);
    if hangs {
        loop {
            std::thread::park();
        }
    }
    #[expect(clippy::panic, reason = "it is what a test asked for")]
    {
        panic!("a test wants \u{1b}[31m{place} to fail");
    }
}

/// Waits here for a random time, as a slow share does: at most as many microseconds as
/// `ROUNDTABLE_LINGER` says.
#[cfg(debug_assertions)]
pub fn linger() {
    use std::collections::hash_map::RandomState;
    use std::hash::{BuildHasher as _, Hasher as _};

    let most = std::env::var("ROUNDTABLE_LINGER").ok();
    let most: Option<u64> = most.and_then(|most| most.parse().ok());
    let dice = RandomState::new().build_hasher().finish();
    if let Some(time) = most.and_then(|most| dice.checked_rem(most)) {
        std::thread::sleep(std::time::Duration::from_micros(time));
    }
}

/// Does nothing in a program built for use.
#[cfg(not(debug_assertions))]
#[inline]
pub const fn linger() {}

/// Does nothing in a program built for use.
#[cfg(not(debug_assertions))]
#[inline]
pub const fn reach(_: &str) {}
