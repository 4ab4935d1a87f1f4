//! Which of two things said on record is the later, and whether one still says how things stand.
//!
//! ```text
//! the day of each          of one day, the one further down the list is the later
//! what it was said after   where somebody knew of one that is dated later than their own clock
//! ```
//!
//! Clocks are wrong, and zones differ: an update that was read may be dated after the day of the one
//! who reads it. What that one says then is the later of the two, and names the one it was said
//! after. Where a day was named on purpose, as in a late report, that day decides.

use jiff::civil::Date;

use super::action::ActionStep;
use super::clerk::Clerk;
use super::ids::EntryId;
use super::status::{Side, Standing, Update};
use crate::base::date::human_day;

/// Something that was said on a day, in a list of such.
pub trait Dated {
    /// Returns what it is called in the list.
    fn id(&self) -> &EntryId;
    /// Returns the day it was said.
    fn date(&self) -> Date;
    /// Returns the one it was said after, whatever the days of the two are.
    fn after(&self) -> Option<&EntryId>;
    /// Returns false for one in the bin.
    fn is_live(&self) -> bool;
}

macro_rules! dated {
    ($of:ty, $said:ident: $is_live:expr) => {
        impl Dated for $of {
            fn id(&self) -> &EntryId {
                &self.id
            }
            fn date(&self) -> Date {
                self.date
            }
            fn after(&self) -> Option<&EntryId> {
                self.after.as_ref()
            }
            fn is_live(&self) -> bool {
                let $said = self;
                $is_live
            }
        }
    };
}

dated!(Update, update: update.binned.is_none());
dated!(ActionStep, _step: true);

/// Returns what is not in the bin of a list, the latest last.
pub fn in_order<T: Dated>(list: &[T]) -> Vec<&T> {
    in_order_of(list, Dated::date)
}

/// Returns what is not in the bin of a list, the latest last, where `day` tells of which day each is:
/// what was said in a meeting is of the meeting's day.
pub fn in_order_of<T: Dated>(list: &[T], day: impl Fn(&T) -> Date) -> Vec<&T> {
    let live = list.iter().filter(|said| said.is_live());
    let from = |said| counted_from(list, said, &day);
    let mut dated: Vec<(Date, &T)> = live.map(|said| (from(said), said)).collect();
    dated.sort_by_key(|(day, _)| *day);
    dated.into_iter().map(|(_, said)| said).collect()
}

/// Returns the day from which something counts: its own, or that of the one it was said after.
fn counted_from<T: Dated>(list: &[T], said: &T, of: impl Fn(&T) -> Date) -> Date {
    let (mut day, mut at) = (of(said), said);
    // In a file that somebody edited they may go round in a circle.
    for _ in list {
        let Some(known) = at.after() else {
            break;
        };
        let mut live = list.iter().filter(|held| held.is_live());
        let Some(before) = live.find(|held| held.id() == known) else {
            break;
        };
        (day, at) = (day.max(of(before)), before);
    }
    day
}

/// Returns what one said now has to name so that it is the latest of a list; `None` where its day
/// makes it that, or where a day was named on purpose.
pub fn said_after<T: Dated>(list: &[T], clerk: &Clerk) -> Option<EntryId> {
    if clerk.is_day_named() {
        return None;
    }
    let latest = *in_order(list).last()?;
    (counted_from(list, latest, Dated::date) > clerk.today()).then(|| latest.id().clone())
}

/// Returns the update because of which a status does not say how things stand: one that is later,
/// and that both sides agreed on or the same side made.
pub fn overtaken_by<'u>(updates: &'u [Update], update: &Update) -> Option<&'u Update> {
    update.status?;
    let ordered = in_order(updates);
    let place = ordered.iter().position(|held| held.id == update.id)?;
    let settles = |held: &&Update| {
        let speaks = held.side == Side::Agreed || held.side == update.side;
        held.status.is_some() && speaks
    };
    ordered.into_iter().skip(place + 1).rfind(settles)
}

/// Says what stays as it was although a status is recorded: `the status stays limited (11 Aug 2018)`.
pub fn what_stays(updates: &[Update], update: &Update) -> Option<String> {
    let later = overtaken_by(updates, update)?;
    let (status, day) = (Standing::of(updates, None).words(), human_day(later.date));
    Some(format!("the status stays {status} ({day})"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::base::id::Id as _;

    /// Makes an update from `a 11`, or `b 9 a` for one that was said after that, of August 2018.
    fn update(text: &str) -> Update {
        let mut words = text.split(' ');
        let id = words.next().expect("an id");
        let day = words.next().expect("a day");
        let said = json!({
            "id": id, "date": format!("2018-08-{day:0>2}"), "after": words.next(), "status": "Limited",
        });
        serde_json::from_value(said).expect("an update")
    }

    #[track_caller]
    fn check(list: &[&str], ordered: &str) {
        let list: Vec<Update> = list.iter().map(|text| update(text)).collect();
        let ids: Vec<&str> = in_order(&list).iter().map(|u| u.id.as_str()).collect();
        assert_eq!(ids.join(" "), ordered);
    }

    #[test]
    fn the_later_of_two_is_that_of_the_later_day_or_further_down() {
        check(&["a 11", "b 9"], "b a");
        check(&["a 9", "b 9"], "a b");
        check(&["a 11", "b 9", "c 10"], "b c a");
    }

    #[test]
    fn what_was_said_by_somebody_who_knew_the_other_is_the_later_whatever_their_clocks_said() {
        check(&["a 11", "b 9 a"], "a b");
        check(&["a 11", "b 9 a", "c 10"], "c a b");
        check(&["a 11", "b 9 a", "c 10 b"], "a b c");
        check(&["a 11", "b 9 a", "c 12"], "a b c");
    }

    #[test]
    fn what_names_one_that_is_gone_or_itself_counts_from_its_day() {
        check(&["b 9 a", "c 10"], "b c");
        check(&["b 9 c", "c 10 b"], "b c");
        check(&["b 9 b"], "b");
    }

    #[test]
    fn what_is_said_now_is_the_latest_unless_a_day_is_named() {
        let list = [update("a 11")];
        let clock = Clerk::new(date(2018, 8, 9).at(12, 0, 0, 0), 1);
        let named = clock.clone().on_a_day_named();
        let later = Clerk::new(date(2018, 8, 11).at(12, 0, 0, 0), 1);
        assert_eq!(
            said_after(&list, &clock).map(|id| id.to_string()),
            Some("a".to_owned())
        );
        assert_eq!(said_after(&list, &named), None);
        assert_eq!(said_after(&list, &later), None);
    }
}
