//! Numbers that look random, and are the same in every run with the same seed.

/// The same numbers for the same seed (splitmix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// Returns one of them; nothing where there is none.
    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let len = u64::try_from(all.len()).ok()?;
        let at = (len > 0).then(|| self.below(len))?;
        all.get(usize::try_from(at).ok()?).copied()
    }
}
