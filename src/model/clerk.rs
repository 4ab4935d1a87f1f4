//! Who writes the record down: the one place where time and chance enter.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::meeting::{Meeting, MeetingState};
use crate::base::clock::ClockTime;
use crate::base::id::Id;
use crate::base::zone::Zone;

/// Hands out the time and fresh ids to verbs, which have neither.
///
/// Ids are random, so that two people who add to the same list at the same
/// time do not collide when their files are merged.
#[derive(Debug, Clone)]
pub struct Clerk {
    now: DateTime,
    clock: Clock,
    /// Somebody named the day on purpose, rather than read it from a clock.
    is_day_named: bool,
    /// The zone the clock is of, where it is known.
    zone: Option<TimeZone>,
    seed: u64,
}

/// What the time of day the clerk knows is the time of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    /// Of that day: a clock shows it.
    Shown,
    /// Of the meeting at hand: somebody said it.
    Said,
    /// Of another day: what is written down is of a day that somebody named.
    Elsewhere,
}

impl Clerk {
    /// Makes a clerk. Clerks of one `seed` hand out the same ids.
    pub fn new(now: DateTime, seed: u64) -> Self {
        Self {
            now,
            clock: Clock::Shown,
            is_day_named: false,
            zone: None,
            seed,
        }
    }

    /// Has the day taken for one that somebody named rather than read from a clock: no time of day is known
    /// until somebody says it.
    #[must_use]
    pub fn on_a_day_named(self) -> Self {
        Self {
            clock: Clock::Elsewhere,
            is_day_named: true,
            ..self
        }
    }

    /// Says which zone the clock is of.
    #[must_use]
    pub fn by_the_clock_of(self, zone: TimeZone) -> Self {
        Self {
            zone: Some(zone),
            ..self
        }
    }

    /// Returns the day and the time where a meeting is held: what the clock shows in the zone of the
    /// meeting, where it has one that is known here. What somebody said is said of the place.
    fn there(&self, meeting: &Meeting) -> DateTime {
        let there = meeting.zone.as_ref().and_then(Zone::here);
        let zones = self.zone.clone().zip(there);
        let (Some((here, there)), Clock::Shown) = (zones, self.clock) else {
            return self.now;
        };
        let now = self.now.to_zoned(here);
        now.map_or(self.now, |now| now.with_time_zone(there).datetime())
    }

    /// Returns true when somebody named the day on purpose, which clocks only guess.
    pub fn is_day_named(&self) -> bool {
        self.is_day_named
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

    /// Has the clerk write down what is of another day than the one the clock shows: no time of day is
    /// known until somebody says it.
    pub fn name_day(&mut self, day: Date) {
        if day != self.today() {
            self.clock = Clock::Elsewhere;
            self.is_day_named = true;
            self.now = day.to_datetime(self.now.time());
        }
    }

    /// Has the clerk write down what was at a time that somebody says.
    pub fn say_time(&mut self, time: ClockTime) {
        self.clock = Clock::Said;
        self.now = self.today().to_datetime(time.into());
    }

    /// Returns the time at which a meeting that is in progress is now; `None` where nobody knows it, as
    /// what was said in it is written down on another day.
    ///
    /// A meeting that was seen to begin may go on past midnight.
    pub fn time_in(&self, meeting: &Meeting) -> Option<ClockTime> {
        let now = self.there(meeting);
        let time: ClockTime = now.time().into();
        let is_overnight = || {
            let next = meeting.date.tomorrow().ok() == Some(now.date());
            let began = meeting.began.filter(|_| next);
            began.is_some_and(|began| time < began && began.minutes_until(time) > 0)
        };
        match self.clock {
            _ if meeting.state != MeetingState::InProgress => None,
            Clock::Shown if is_overnight() => Some(time),
            _ => self.time_on_its_day(meeting),
        }
    }

    /// Returns the time of day where a meeting is held, on its day; `None` where nobody knows it.
    pub fn time_on_its_day(&self, meeting: &Meeting) -> Option<ClockTime> {
        let now = self.there(meeting);
        let is_known = match self.clock {
            Clock::Shown => meeting.date == now.date(),
            Clock::Said => true,
            Clock::Elsewhere => false,
        };
        is_known.then(|| now.time().into())
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::Offset;

    use super::*;
    use crate::model::{MeetingId, MeetingKind, PlanId};

    fn meeting(began: Option<&str>) -> Meeting {
        let id = MeetingId::parse("2018-04-09").expect("an id");
        let plan = PlanId::parse("p").expect("an id");
        Meeting {
            state: MeetingState::InProgress,
            began: began.map(|time| time.parse().expect("a time")),
            ..Meeting::draft(id, plan, MeetingKind::Review, date(2018, 4, 9))
        }
    }

    #[track_caller]
    fn check(clerk: &Clerk, began: Option<&str>, expected: &str) {
        let time = clerk.time_in(&meeting(began));
        let time = time.map(|time| time.to_string());
        assert_eq!(time.unwrap_or_default(), expected);
    }

    #[test]
    fn a_meeting_elsewhere_got_the_times_of_whoever_kept_the_record() {
        let there = Meeting {
            zone: "UTC".parse().ok(),
            ..meeting(None)
        };
        let time = |clerk: &Clerk, held: &Meeting| clerk.time_in(held).map(|time| time.to_string());
        let nepal = TimeZone::fixed(Offset::from_seconds(20_700).expect("5 h 45"));
        let at = |day, hour| Clerk::new(date(2018, 4, day).at(hour, 0, 0, 0), 1);
        let noon = at(9, 12).by_the_clock_of(nepal.clone());
        assert_eq!(time(&noon, &meeting(None)).as_deref(), Some("12:00"));
        assert_eq!(time(&noon, &there).as_deref(), Some("06:15"));
        // Its day is another there, too.
        let early = at(9, 2).by_the_clock_of(nepal.clone());
        assert_eq!(time(&early, &there), None);
        let early = at(10, 2).by_the_clock_of(nepal);
        assert_eq!(time(&early, &there).as_deref(), Some("20:15"));
        let mut said = noon;
        said.say_time("10:31".parse().expect("a time"));
        assert_eq!(time(&said, &there).as_deref(), Some("10:31"));
    }

    #[test]
    fn minutes_typed_up_later_got_the_time_they_were_typed_at() {
        let at = |day, hour| Clerk::new(date(2018, 4, day).at(hour, 28, 0, 0), 1);
        check(&at(9, 2), None, "02:28");
        check(&at(10, 2), None, "");
        check(&at(8, 2), None, "");
        // Past midnight, but not the next morning.
        check(&at(10, 1), Some("20:00"), "01:28");
        check(&at(10, 9), Some("20:00"), "");
        check(&at(10, 21), Some("20:00"), "");
        let mut later = at(10, 2);
        later.name_day(date(2018, 4, 9));
        check(&later, None, "");
        later.say_time("10:31".parse().expect("a time"));
        check(&later, None, "10:31");
        later.name_day(date(2018, 4, 9));
        check(&later, None, "10:31");
        later.name_day(date(2018, 4, 11));
        check(&later, None, "");
    }
}
