//! From a key to its whole frame on a terminal, in the real program: while nothing is written, while
//! every key is a change that is written and synced, and while a text is typed and kept. And what
//! of a text is lost when the program is killed while it is typed.
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
use std::process::Command;
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

/// How often the program is killed while somebody types, and what is typed.
const KILLS: u32 = 40;
const LETTER: &str = "q";

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
    lost_to_kills();
}

/// Kills the program while somebody types, and prints how old the oldest letter was that is lost.
fn lost_to_kills() {
    let commitments = sizes().into_iter().min().unwrap();
    let mut lost: Vec<Duration> = (0..KILLS)
        .map(|nth| Table::open(commitments).killed_while_typing(nth))
        .collect();
    lost.sort_unstable();
    let [median, most] = [lost.len() / 2, lost.len() - 1]
        .map(|place| lost.get(place).unwrap().as_secs_f64() * 1_000.0);
    println!(
        "of a text, lost to {KILLS} kills while it is typed, in ms: median {median:.0}, most {most:.0}"
    );
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
    home: tempfile::TempDir,
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
            home,
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

    /// Kills the program while a text is typed, at another moment for each `nth`, and returns how
    /// long before that the first letter was typed that is not there again afterwards.
    fn killed_while_typing(mut self, nth: u32) -> Duration {
        self.press("e");
        let begun = Instant::now();
        let mut typed = Vec::new();
        let letters = 30 + nth % 10;
        for count in 0..letters {
            let at = begun + EVERY * count;
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
            typed.push(Instant::now());
            self.keys.write_all(LETTER.as_bytes()).unwrap();
        }
        std::thread::sleep(EVERY * nth / KILLS);
        let killed = Instant::now();
        let process = self.child.process_id().unwrap().to_string();
        let status = Command::new("kill").args(["-9", &process]).status();
        assert!(status.unwrap().success());
        self.child.wait().unwrap();
        let kept = self.kept_of_what_was_typed();
        assert!((1..=typed.len()).contains(&kept), "{kept} of {letters}");
        typed
            .get(kept)
            .map_or(Duration::ZERO, |lost| killed - *lost)
    }

    fn kept_of_what_was_typed(&self) -> usize {
        let output = Command::new(env!("CARGO_BIN_EXE_roundtable"))
            .args(["recover", "--export", "-w"])
            .arg(self.home.path().join("plan"))
            .env("HOME", self.home.path())
            .env("XDG_STATE_HOME", self.home.path().join("state"))
            .output();
        let exported = String::from_utf8(output.unwrap().stdout).unwrap();
        let runs = exported.split(|letter: char| !LETTER.contains(letter));
        runs.map(str::len).max().unwrap_or_default()
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
