//! From a key to its whole frame on a terminal, in the real program: while nothing is written, while
//! every key is a change that is written and synced, and while a text is typed and kept.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops at the first surprise, and is printed"
)]

#[path = "../examples/generate/files.rs"]
mod files;
#[path = "../examples/generate/records.rs"]
mod records;
mod workspaces;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use workspaces::{folder, scratch, sizes};

/// A large window on a large screen.
const SIZE: PtySize = PtySize {
    rows: 50,
    cols: 200,
    pixel_width: 0,
    pixel_height: 0,
};

/// How many keys are pressed of each kind, and how often: faster than a keyboard repeats.
const KEYS: usize = 600;
const EVERY: Duration = Duration::from_millis(30);

/// How long the program may take to show anything.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the program sends when a frame is whole.
const WHOLE: &[u8] = b"\x1b[?2026l";

fn main() {
    println!("from a key to its whole frame, {KEYS} keys each, in ms");
    println!("commitments  what                        median    p99    most");
    for commitments in sizes() {
        let mut table = Table::open(commitments);
        let down = table.measure(|n| if n / 20 % 2 == 0 { "\x1b[B" } else { "\x1b[A" });
        print(commitments, "the next commitment", down);
        table.record_a_status();
        let changes = table.measure(|n| if n % 2 == 0 { "u" } else { "U" });
        print(commitments, "a change, each synced", changes);
        table.press("e");
        let letters = table.measure(|n| if n % 8 == 7 { " " } else { "a" });
        print(commitments, "a letter of a text, kept", letters);
        table.leave();
    }
}

fn print(commitments: u32, what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |hundredth: usize| {
        let place = (times.len() * hundredth / 100).min(times.len() - 1);
        times.get(place).unwrap().as_secs_f64() * 1_000.0
    };
    let (median, p99, most) = (at(50), at(99), at(100));
    println!("{commitments:>11}  {what:<26}  {median:>6.2} {p99:>6.2}  {most:>6.2}");
}

/// The program in its terminal, on a workspace of its own on a real disk.
struct Table {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    frames: Receiver<Instant>,
    _master: Box<dyn MasterPty + Send>,
    _home: tempfile::TempDir,
}

impl Table {
    fn open(commitments: u32) -> Self {
        let home = tempfile::tempdir_in(scratch()).unwrap();
        let workspace = home.path().join("plan");
        copy(&folder(commitments), &workspace);
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roundtable"));
        command.arg(&workspace);
        command.env("HOME", home.path());
        command.env("XDG_STATE_HOME", home.path().join("state"));
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, frames) = channel();
        std::thread::spawn(move || {
            let (mut bytes, mut end): ([u8; 16_384], Vec<u8>) = ([0; 16_384], Vec::new());
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let now = Instant::now();
                end.extend(bytes.iter().take(count));
                if end.windows(WHOLE.len()).any(|seen| seen == WHOLE) && sender.send(now).is_err() {
                    return;
                }
                end.drain(..end.len().saturating_sub(WHOLE.len() - 1));
            }
        });
        let table = Self {
            child,
            keys: pair.master.take_writer().unwrap(),
            frames,
            _master: pair.master,
            _home: home,
        };
        table.wait_until_still();
        table
    }

    /// Waits until the program has nothing more to show.
    fn wait_until_still(&self) {
        self.frames.recv_timeout(PATIENCE).unwrap();
        while self.frames.recv_timeout(Duration::from_secs(2)).is_ok() {}
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.wait_until_still();
    }

    fn record_a_status(&mut self) {
        for keys in ["s", "\x1b[B\r", "\r"] {
            self.press(keys);
        }
    }

    /// Presses the keys that `key` names, and returns how long each took to a frame.
    fn measure(&mut self, key: impl Fn(usize) -> &'static str) -> Vec<Duration> {
        let begun = Instant::now();
        let times = (0_u32..).zip(0..KEYS).map(|(count, n)| {
            let at = begun + EVERY * count;
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
            // That all is saved is a frame of its own, which is here long since.
            while self.frames.try_recv().is_ok() {}
            let pressed = Instant::now();
            self.keys.write_all(key(n).as_bytes()).unwrap();
            self.frames.recv_timeout(PATIENCE).unwrap() - pressed
        });
        let times = times.collect();
        while self.frames.recv_timeout(Duration::from_secs(1)).is_ok() {}
        times
    }

    fn leave(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Copies a workspace.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}
