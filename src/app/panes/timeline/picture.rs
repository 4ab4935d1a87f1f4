//! A row of the timeline: the moments of a commitment or of the plan as one line of signs.

use jiff::civil::Date;

use super::scale::{Place, Window};
use crate::app::panes::words::past_role;
use crate::app::view::{Piece, Role, piece};
use crate::base::text::width;
use crate::model::MeetingKind;
use crate::model::timeline::{Held, Kept, Moment, What};

/// What the signs mean, while the cursor is on a commitment.
pub const SIGNS: [&str; 2] = [
    "[━] time  ╌ moved  o due  x done  ! late  ? past  s status  u said  <> beyond",
    "R review  M minister  F forum  S summit  P plan  N minutes  C commitments",
];
/// What the letters mean, while the cursor is on the plan.
pub const LETTERS: [&str; 2] = [
    "R review  M minister  F forum  S summit  small: not held  2: two that differ",
    "P plan  N minutes  C commitments  A self-assessment",
];

/// What is said of a promise without any date.
const NO_DATES: [&str; 3] = ["no dates yet; d sets them", "no dates yet", "no dates"];

/// Returns the letter of what happens, where it has one in a row of the plan.
pub type Letter = fn(&What) -> Option<char>;

/// The signs of a row.
struct Cells {
    window: Window,
    cells: Vec<(char, Role)>,
}

impl Cells {
    fn new(window: Window, width: usize) -> Self {
        Self {
            window,
            cells: vec![(' ', Role::Normal); width],
        }
    }

    fn put(&mut self, column: usize, sign: char, role: Role) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = (sign, role);
        }
    }

    /// Returns where a day is; what is outside is at the edge behind which it lies.
    fn place(&self, day: Date) -> Place {
        self.window.place(day, self.cells.len())
    }

    fn mark(&mut self, day: Option<Date>, sign: char, role: Role) {
        if let Some(Place::At(column)) = day.map(|day| self.place(day)) {
            self.put(column, sign, role);
        }
    }

    /// Fills the columns between two days; `None` is before or behind all.
    fn fill(&mut self, from: Option<Date>, to: Option<Date>, sign: char, role: Role) {
        let last = self.cells.len().saturating_sub(1);
        let first = match from.map(|day| self.place(day)) {
            None | Some(Place::Before) => 0,
            Some(Place::At(column)) => column,
            Some(Place::After) => return,
        };
        let end = match to.map(|day| self.place(day)) {
            Some(Place::Before) => return,
            Some(Place::At(column)) => column,
            None | Some(Place::After) => last,
        };
        for column in first..=end {
            self.put(column, sign, role);
        }
    }

    /// Marks the end of a stretch, or the edge behind which it lies.
    fn end(&mut self, day: Date, sign: char) {
        let last = self.cells.len().saturating_sub(1);
        match self.place(day) {
            Place::Before => self.put(0, '<', Role::Normal),
            Place::At(column) => self.put(column, sign, Role::Normal),
            Place::After => self.put(last, '>', Role::Normal),
        }
    }

    /// Marks the edge behind which a day lies, where nothing else is; `None` is behind all.
    fn beyond(&mut self, day: Option<Date>) {
        let last = self.cells.len().saturating_sub(1);
        let (column, sign) = match day.map(|day| self.place(day)) {
            Some(Place::At(_)) => return,
            Some(Place::Before) => (0, '<'),
            Some(Place::After) | None => (last, '>'),
        };
        if matches!(self.cells.get(column), Some((' ', _))) {
            self.put(column, sign, Role::Normal);
        }
    }

    fn today(&mut self, today: Date) {
        self.mark(Some(today), '│', Role::Strong);
    }

    /// Writes the longest of some words into the widest gap that has room for it.
    fn write(&mut self, words: &[&str]) {
        let (mut gap, mut widest) = (0..0, 0..0);
        for (column, (sign, _)) in self.cells.iter().enumerate() {
            gap = match sign {
                ' ' if gap.is_empty() => column..column + 1,
                ' ' => gap.start..column + 1,
                _ => 0..0,
            };
            if gap.len() > widest.len() {
                widest = gap.clone();
            }
        }
        // A space on both sides keeps it apart from what it is not about.
        let room = widest.len().saturating_sub(2);
        if let Some(words) = words.iter().find(|words| width(words) <= room) {
            for (column, sign) in (widest.start + 1..).zip(words.chars()) {
                self.put(column, sign, Role::Dim);
            }
        }
    }

    /// Returns the row as runs of one role.
    fn pieces(self) -> Vec<Piece> {
        let mut runs: Vec<(Role, String)> = Vec::new();
        for (sign, role) in self.cells {
            match runs.last_mut() {
                Some((last, text)) if *last == role => text.push(sign),
                _ => runs.push((role, sign.to_string())),
            }
        }
        let runs = runs.into_iter();
        runs.map(|(role, text)| piece(role, text)).collect()
    }
}

/// Draws a commitment: the time it has, what was put off, and above that what happened.
pub fn commitment(moments: &[Moment], window: Window, width: usize, today: Date) -> Vec<Piece> {
    let mut cells = Cells::new(window, width);
    let whole = |moment: &&Moment| is_whole(moment);
    let own =
        |wanted: fn(&What) -> bool| moments.iter().filter(whole).find(move |m| wanted(&m.what));
    let start = own(|what| matches!(what, What::Begins));
    let end = own(|what| matches!(what, What::Due(_)));
    time(&mut cells, moments, start, end);
    for moment in moments {
        put_off_milestone(&mut cells, moments, moment);
    }
    for moment in moments {
        if matches!(moment.what, What::Due(_)) && !is_whole(moment) {
            cells.beyond(moment.day());
        }
    }
    cells.today(today);
    // What matters most comes last and stays on top.
    for rank in 0..=4 {
        for moment in moments {
            if let Some((of_rank, sign, role)) = sign(moment)
                && of_rank == rank
            {
                cells.mark(moment.day(), sign, role);
            }
        }
    }
    let is_dated = |m: &Moment| matches!(m.what, What::Begins | What::Due(_));
    if !moments.iter().any(is_dated) {
        cells.write(&NO_DATES);
    }
    cells.pieces()
}

fn is_whole(moment: &Moment) -> bool {
    let subject = moment.subject.as_ref();
    subject.is_none_or(|subject| subject.milestone.is_none())
}

/// Draws from where a promise begins to where it ends, and how far the end was moved.
fn time(cells: &mut Cells, moments: &[Moment], start: Option<&Moment>, end: Option<&Moment>) {
    let first = start.and_then(Moment::day);
    let last = end.and_then(Moment::day);
    if let (Some(first), Some(_)) = (first, end) {
        // One without an end goes on behind all that is in sight.
        cells.fill(Some(first), last, '━', Role::Normal);
    }
    let moved = moments.iter().filter(|moment| is_whole(moment));
    if let (Some(was), Some(_)) = (first_promised(moved), end) {
        let (was, is) = (Some(was), last);
        let (from, to) = if last.is_some_and(|last| Some(last) < was) {
            (is, was)
        } else {
            (was, is)
        };
        cells.fill(from, to, '╌', Role::Label);
    }
    if let Some(first) = first {
        cells.end(first, '[');
    }
    match (end, last) {
        (Some(_), Some(last)) => cells.end(last, ']'),
        // It has no end.
        (Some(_), None) => cells.end(Date::MAX, '>'),
        (None, _) => {}
    }
}

/// Returns the day that was promised first, of what was moved.
fn first_promised<'m>(moved: impl Iterator<Item = &'m Moment>) -> Option<Date> {
    let replanned = moved.filter_map(|moment| match moment.what {
        What::Replanned { from, .. } => Some((moment.day(), from)),
        _ => None,
    });
    let (_, first) = replanned.min_by_key(|(day, _)| *day)?;
    first.last_day()
}

/// Draws how far the date of a milestone was moved.
fn put_off_milestone(cells: &mut Cells, moments: &[Moment], due: &Moment) {
    if is_whole(due) || !matches!(due.what, What::Due(_)) {
        return;
    }
    let same = moments
        .iter()
        .filter(|moment| moment.subject == due.subject);
    if let Some(was) = first_promised(same) {
        let (from, to) = match due.day() {
            Some(is) => (was.min(is), Some(was.max(is))),
            None => (was, None),
        };
        cells.fill(Some(from), to, '╌', Role::Label);
    }
}

/// Returns the sign of a moment, and how much it matters.
fn sign(moment: &Moment) -> Option<(u8, char, Role)> {
    match &moment.what {
        What::Said { status: None, .. } => Some((0, 'u', Role::Normal)),
        What::Said { status, .. } => Some((2, 's', Role::Status(*status))),
        What::Due(Kept::Past(past)) => Some((4, past.reported.mark(), past_role(past.reported))),
        What::Due(_) if is_whole(moment) => None,
        What::Due(Kept::Settled(_) | Kept::OfTheWhole(_)) => Some((1, 'x', Role::Dim)),
        What::Due(Kept::Open) => Some((3, 'o', Role::Strong)),
        _ => None,
    }
}

/// Draws the moments of the plan for which `letter` has one; `2` stands for two that differ.
pub fn marks(
    moments: &[Moment],
    window: Window,
    width: usize,
    today: Date,
    letter: Letter,
) -> Vec<Piece> {
    let mut cells = Cells::new(window, width);
    cells.today(today);
    let mut placed: Vec<(usize, char, u32)> = Vec::new();
    for moment in moments {
        let place = moment.day().map(|day| cells.place(day));
        let (Some(letter), Some(Place::At(column))) = (letter(&moment.what), place) else {
            continue;
        };
        match placed.last_mut() {
            Some((same, mark, count)) if *same == column => {
                *count += 1;
                if *mark != letter {
                    *mark = char::from_digit((*count).min(9), 10).unwrap_or('9');
                }
            }
            _ => placed.push((column, letter, 1)),
        }
    }
    for (column, mark, _) in placed {
        cells.put(column, mark, Role::Strong);
    }
    cells.pieces()
}

/// Returns the letter of a meeting; a small one for one that was not held, or not yet.
pub fn meeting(what: &What) -> Option<char> {
    let What::Meets(kind, held) = what else {
        return None;
    };
    let letter = match kind {
        MeetingKind::Review => 'R',
        MeetingKind::Minister => 'M',
        MeetingKind::Forum => 'F',
        MeetingKind::Summit => 'S',
    };
    Some(match held {
        Held::Yes | Held::Now => letter,
        Held::ToCome | Held::Draft | Held::No => letter.to_ascii_lowercase(),
    })
}

/// Returns the letter of what was published.
pub fn published(what: &What) -> Option<char> {
    match what {
        What::PlanPublished => Some('P'),
        What::MinutesPublished(_) => Some('N'),
        What::CommitmentsPublished(_) => Some('C'),
        What::Assessed(_) => Some('A'),
        _ => None,
    }
}

/// Returns the letter of a meeting or of what was published, where one row is all there is.
pub fn either(what: &What) -> Option<char> {
    meeting(what).or_else(|| published(what))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use jiff::civil::date;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::timeline::of_commitment;
    use crate::model::{Commitment, MeetingId, PlanId, Settings, Workspace};

    /// A column a month.
    fn window() -> Window {
        Window::around(date(2018, 1, 1), date(2019, 12, 31))
    }

    fn drawn(pieces: &[Piece]) -> String {
        let text: String = pieces.iter().map(|piece| piece.text.to_string()).collect();
        text.trim_end().to_owned()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let text = format!("(id: \"C1\", plan: \"p\", number: 1, title: \"T\", {text})");
        let held: Commitment = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(&text)
            .unwrap();
        let workspace = Workspace::new(Settings::new("", PlanId::parse("p").unwrap()));
        let today = date(2018, 8, 9);
        let moments = of_commitment(&workspace, &held, today);
        assert_eq!(
            drawn(&commitment(&moments, window(), 24, today)),
            expected,
            "{text}"
        );
    }

    const SAID: &str = "id: \"u\", date: \"2018-03-15\"";

    #[test]
    fn a_promise_is_drawn_from_its_first_day_to_its_last() {
        check("start: \"2018-02\", end: \"2018-12\"", " [━━━━━│━━━]");
        check("start: \"2018-02\", end: \"2018\"", " [━━━━━│━━━]");
        check("start: \"2017\", end: \"2018-Q4\"", "<━━━━━━│━━━]");
        check(
            "start: \"2018-11-10\", end: \"2021\"",
            "       │  [━━━━━━━━━━━━>",
        );
        check(
            "start: \"2018-02\", end: \"Ongoing\"",
            " [━━━━━│━━━━━━━━━━━━━━━>",
        );
        check("start: \"2015\", end: \"2016\"", "<      │");
    }

    #[test]
    fn half_a_promise_is_no_stretch() {
        check("start: \"2018-02\"", " [     │");
        check("end: \"Autumn 2018\"", "       │  ]");
        check("", "       │ no dates yet");
    }

    #[test]
    fn what_was_put_off_is_drawn_between_both_dates() {
        let moved = "replans: [(id: \"r\", date: \"2018-04-09\", from: \"2018-09\", to: \"2018-12\", reason: \"\")]";
        check(
            &format!("start: \"2018-02\", end: \"2018-12\", {moved}"),
            " [━━━━━│╌╌╌]",
        );
        check(
            &format!("start: \"2018-02\", end: \"Ongoing\", {moved}"),
            " [━━━━━│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌>",
        );
        let milestone = format!(
            "milestones: [(id: \"1\", number: 1, title: \"M\", due: \"2018-12\", {moved})]"
        );
        check(&milestone, "       │╌╌╌o");
        let forward = moved
            .replace("to: \"2018-12\"", "to: \"2018-09-15\"")
            .replace("\"2018-09\"", "\"2018-11\"");
        check(
            &format!("start: \"2018-02\", end: \"2018-09-15\", {forward}"),
            " [━━━━━│]╌╌",
        );
    }

    #[test]
    fn what_matters_most_is_on_top() {
        let milestone = |due: &str, more: &str| {
            format!("milestones: [(id: \"1\", number: 1, title: \"M\", due: \"{due}\", {more})]")
        };
        check(&milestone("2018-03", ""), "  ?    │");
        let limited = "updates: [(id: \"l\", date: \"2018-01-10\", status: Limited)]";
        check(&milestone("2018-03", limited), "s !    │");
        check(&milestone("2018-10", ""), "       │ o");
        check(&milestone("2017-10", ""), "<      │");
        check(&milestone("Ongoing", ""), "       │               >");
        let done = format!("updates: [({SAID}, status: Complete)]");
        check(&milestone("2018-02", &done), " xs    │");
        check(&milestone("2018-03", &done), "  s    │");
        check(
            &format!("updates: [({SAID})], {}", milestone("2018-03", "")),
            "  ?    │",
        );
        check(&format!("updates: [({SAID})]"), "  u    │ no dates yet");
    }

    #[test]
    fn the_letters_of_a_plan_tell_its_meetings_apart() {
        let moment = |day: &str, what| Moment {
            date: day.parse().unwrap(),
            subject: None,
            what,
            record: None,
        };
        let meets = |day, kind, held| moment(day, What::Meets(kind, held));
        let moments = [
            meets("2018-01-09", MeetingKind::Review, Held::Yes),
            meets("2018-01-12", MeetingKind::Review, Held::Yes),
            meets("2018-03-09", MeetingKind::Review, Held::Yes),
            meets("2018-03-10", MeetingKind::Minister, Held::Yes),
            meets("2018-04-10", MeetingKind::Forum, Held::No),
            moment("2018-05-10", What::PlanPublished),
            moment(
                "2018-06-10",
                What::MinutesPublished(MeetingId::parse("m").unwrap()),
            ),
            moment("2018-06-15", What::CommitmentsPublished(2)),
            meets("2018-10-10", MeetingKind::Summit, Held::ToCome),
        ];
        let row = |letter| drawn(&marks(&moments, window(), 24, date(2018, 8, 9), letter));
        assert_eq!(row(meeting), "R 2f   │ s");
        assert_eq!(row(published), "    P2 │");
        assert_eq!(row(either), "R 2fP2 │ s");
    }
}
