//! Who writes the record down: the one place where time and chance enter.

use jiff::civil::{Date, DateTime};

use crate::base::clock::ClockTime;
use crate::base::id::Id;

/// Hands out the time and fresh ids to verbs, which have neither.
///
/// Ids are random, so that two people who add to the same list at the same
/// time do not collide when their files are merged.
#[derive(Debug, Clone)]
pub struct Clerk {
    now: DateTime,
    seed: u64,
}

impl Clerk {
    /// Makes a clerk. Clerks of one `seed` hand out the same ids.
    pub fn new(now: DateTime, seed: u64) -> Self {
        Self { now, seed }
    }

    /// Moves the clerk's clock.
    pub fn set_now(&mut self, now: DateTime) {
        self.now = now;
    }

    /// Returns the day and the time.
    pub fn now(&self) -> DateTime {
        self.now
    }

    /// Returns today's date.
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// Returns the time of day.
    pub fn time(&self) -> ClockTime {
        self.now.time().into()
    }

    /// Makes a fresh id of six letters and digits, 29 bits of chance.
    ///
    /// # Panics
    /// Never: six letters and digits are an id.
    pub fn mint<I: Id>(&mut self) -> I {
        I::parse(&self.six_letters()).expect("six letters and digits are an id")
    }

    /// Makes a fresh id that begins with a number: `6-k3f9qa`.
    ///
    /// # Panics
    /// Never: a number, a dash, letters and digits are an id.
    pub fn mint_numbered<I: Id>(&mut self, number: u16) -> I {
        let text = format!("{number}-{}", self.six_letters());
        I::parse(&text).expect("a number, a dash, letters and digits are an id")
    }

    fn six_letters(&mut self) -> String {
        // Without vowels no id spells a word, nor the name of a device.
        const LETTERS: &[u8] = b"0123456789bcdfghjklmnpqrstvwxyz";
        let count = LETTERS.len() as u64;
        let mut bits = self.next();
        let mut letter = || {
            let place = usize::try_from(bits % count).unwrap_or_default();
            bits /= count;
            LETTERS.get(place).map_or('0', |&byte| char::from(byte))
        };
        (0..6).map(|_| letter()).collect()
    }

    /// Steps the generator "splitmix64" (Steele, Lea and Flood 2014).
    fn next(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
