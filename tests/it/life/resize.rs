//! A window of any size, made larger and smaller while somebody types.

use super::seat::{Seat, Started};

/// Sizes as they come while a corner of a window is dragged, and as no window has them.
const SIZES: [(u16, u16); 10] = [
    (24, 80),
    (25, 81),
    (1, 1),
    (50, 200),
    (0, 0),
    (12, 40),
    (3, 500),
    (200, 9),
    (0, 80),
    (u16::MAX, u16::MAX),
];

#[test]
fn no_letter_is_lost_while_the_window_is_dragged() {
    let mut seat = Seat::take(Started::Leading);
    seat.key("s", "Status of");
    seat.key("\x1b[B\r", ": not started");
    let mut typed = String::new();
    for (n, (rows, columns)) in SIZES.iter().cycle().take(500).enumerate() {
        seat.resize(*rows, *columns);
        let letter = char::from(b'a' + u8::try_from(n % 26).unwrap());
        typed.push(letter);
        seat.type_in(&[&letter.to_string()]);
    }
    seat.resize(24, 80);
    seat.key("\r", "not started · u undoes");
    seat.wait_until_saved();
    assert!(seat.has_file_with(&[&typed]));
    seat.type_in(&["q"]);
    assert!(seat.wait_for_end().0.success());
    assert_eq!(seat.not_given_back(), None);
}
