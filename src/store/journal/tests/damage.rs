//! Tens of thousands of ways to damage a journal: no line is ever read as another one.

use std::collections::HashMap;
use std::ops::Range;

use super::*;
use crate::store::sim::dice::Dice;
use line::{Line, from_line, places};

/// The lines of a journal of all kinds of changes, with their line breaks.
struct Sound {
    lines: Vec<Vec<u8>>,
    /// What was read of each piece: reading it again would say the same.
    read: HashMap<Vec<u8>, Option<Line>>,
}

impl Sound {
    fn new() -> Self {
        let (disk, mut dice) = (disk(), Dice::new(1));
        for session in 0..16 {
            let mut program = Program {
                workspace: workspace(),
                history: History::default(),
                clerk: Clerk::new(noon(), session),
                journal: journal(&disk),
            };
            (0..14).for_each(|_| something(&mut program, &mut dice));
            program.journal.write().expect("written");
        }
        let text = disk.get(&journal(&disk).path()).expect("a journal");
        // Short ones, so that there is time for many.
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        let lines = lines.filter(|line| line.len() < 1000).map(<[u8]>::to_vec);
        let mut sound = Self {
            lines: lines.collect(),
            read: HashMap::new(),
        };
        assert!(sound.lines.len() > 30, "{}", sound.lines.len());
        let all = sound.numbers(&sound.lines.concat()).len();
        assert_eq!(all, sound.lines.len());
        sound
    }

    /// Returns the numbers of the lines that are read in this text, each of which must be one of
    /// ours, word for word.
    fn numbers(&mut self, text: &[u8]) -> Vec<u64> {
        let mut numbers = Vec::new();
        for place in places(text) {
            let piece = &text[place];
            let known = self.read.get(piece).cloned();
            let read = known.unwrap_or_else(|| {
                let read = from_line(piece);
                let ours = self
                    .lines
                    .iter()
                    .any(|line| line.strip_suffix(b"\n") == Some(piece));
                assert_eq!(read.is_some(), ours, "{:?}", String::from_utf8_lossy(piece));
                if ours {
                    self.read.insert(piece.to_vec(), read.clone());
                }
                read
            });
            numbers.extend(read.map(|line| line.number));
        }
        numbers
    }

    /// Returns the lines around number `at`, and where that one begins and ends.
    fn around(&self, at: usize) -> (Vec<u8>, Range<usize>) {
        let before = at.checked_sub(1).map_or(&[][..], |at| &self.lines[at]);
        let after = self.lines.get(at + 1).map_or(&[][..], Vec::as_slice);
        let own = before.len()..before.len() + self.lines[at].len();
        ([before, &self.lines[at], after].concat(), own)
    }
}

/// Does something, takes it back or does it again.
fn something(program: &mut Program, dice: &mut Dice) {
    match dice.below(8) {
        0 => _ = program.undoes(),
        1 => _ = program.redoes(),
        _ => {
            let throw = u32::try_from(dice.below(1 << 20)).expect("a small number");
            let change = any_change(&program.workspace, &mut program.clerk, throw);
            if let Ok(change) = change {
                program.does(|_, _| Ok(change));
            }
        }
    }
}

#[test]
fn cut_at_any_byte_the_lines_before_are_read_and_nothing_else() {
    let mut sound = Sound::new();
    let mut cuts = 0;
    for at in 1..sound.lines.len() {
        if cuts >= 50_000 {
            break;
        }
        let (text, own) = sound.around(at);
        let both = sound.numbers(&text[..own.end]);
        for cut in own.clone() {
            let whole = if cut + 1 == own.end { 2 } else { 1 };
            assert_eq!(sound.numbers(&text[..cut]), both[..whole], "cut at {cut}");
            cuts += 1;
        }
    }
    assert!(cuts >= 50_000, "{cuts} of {} lines", sound.lines.len());
}

#[test]
fn a_flipped_bit_costs_its_own_line_and_no_other() {
    let mut sound = Sound::new();
    let mut dice = Dice::new(2);
    for _ in 0..50_000 {
        let at = 1 + dice.below(sound.lines.len() - 2);
        let (mut text, own) = sound.around(at);
        let all = sound.numbers(&text);
        // Not the line break: without it the next line is a part of this one.
        let byte = own.start + dice.below(own.len() - 1);
        text[byte] ^= 1 << dice.below(8);
        assert_eq!(
            sound.numbers(&text),
            [all[0], all[2]],
            "byte {byte} of line {at}"
        );
    }
}

#[test]
fn no_tail_is_read_as_a_line() {
    let mut sound = Sound::new();
    let mut dice = Dice::new(3);
    let (mut garbage, mut zeros) = (0, 0);
    while garbage < 50_000 || zeros < 50_000 {
        let at = dice.below(sound.lines.len());
        let mut text = sound.lines[at].clone();
        let number = sound.numbers(&text);
        // Behind a whole line, or behind a part of one.
        let torn = dice.below(3) == 0;
        if torn {
            text.truncate(dice.below(text.len() - 1));
        }
        if zeros <= garbage {
            text.resize(text.len() + 1 + dice.below(600), 0);
            zeros += 1;
        } else {
            let from = &sound.lines[dice.below(sound.lines.len())];
            let start = 1 + dice.below(from.len() - 1);
            let mut tail = from[start..].to_vec();
            // Changed somewhere: it might be just the part that is missing.
            let place = dice.below(tail.len());
            tail[place] ^= 1 + u8::try_from(dice.below(255)).expect("a byte");
            text.extend(tail);
            garbage += 1;
        }
        let expected = if torn { &[][..] } else { &number };
        assert_eq!(sound.numbers(&text), expected);
    }
}
