//! A terminal with the program in it that can be closed, and everything that can be seen from its
//! other side. Read only while something is waited for, so that no thread keeps it open.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

/// How long the program may take to show what is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the program is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Started {
    /// As a terminal's window starts it: the system tells it when the window is closed.
    #[default]
    Leading,
    /// As `sudo` does: the system tells nobody.
    NotLeading,
    /// By somebody who lets it ignore that the window is closed.
    DeafToHup,
    /// By a shell that goes on when it is stopped, and has it continue.
    ByShell,
}

/// A terminal with the program in it.
pub(super) struct Seat {
    master: File,
    slave: Option<OwnedFd>,
    /// How the terminal was before the program had it.
    before: String,
    child: Child,
    exited: OwnedFd,
    screen: vt100::Parser,
    /// All that the program has written.
    pub(super) written: Vec<u8>,
    home: PathBuf,
    /// The folder that ends with it, where it made one.
    _own: Option<tempfile::TempDir>,
}

impl Seat {
    /// Starts the program on a copy of the sample and waits for the first screen.
    pub(super) fn take(started: Started) -> Self {
        let seat = Self::start(started, &[]);
        seat.wait_for_start()
    }

    /// The same with these variables set.
    pub(super) fn with(variables: &[(&str, &str)]) -> Self {
        let seat = Self::start(Started::Leading, variables);
        seat.wait_for_start()
    }

    /// Starts the program on the workspace of a user who has one, and waits for nothing.
    pub(super) fn at(home: &Path) -> Self {
        Self::at_behind(&[], home)
    }

    /// The same, started by another program that these words begin with.
    pub(super) fn at_behind(words: &[OsString], home: &Path) -> Self {
        let program = command(Started::Leading);
        let program = match words.split_first() {
            None => program,
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(program.get_program());
                command.args(program.get_args());
                command
            }
        };
        Self::start_at(home.to_owned(), None, program, &[])
    }

    /// Has the program start again in another terminal, for the same user; waits for nothing.
    pub(super) fn again(&self, started: Started) -> Self {
        Self::start_at(self.home.clone(), None, command(started), &[])
    }

    fn wait_for_start(mut self) -> Self {
        // A message may stand where the last line is.
        self.wait_for("1 Commitments");
        self
    }

    fn start(started: Started, variables: &[(&str, &str)]) -> Self {
        let own = tempfile::tempdir().unwrap();
        crate::pty::sample(own.path());
        Self::start_at(
            own.path().to_owned(),
            Some(own),
            command(started),
            variables,
        )
    }

    fn start_at(
        home: PathBuf,
        own: Option<tempfile::TempDir>,
        mut command: Command,
        variables: &[(&str, &str)],
    ) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        rustix::io::fcntl_setfd(&master, rustix::io::FdFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave = rustix::fs::open(&name, flags, Mode::empty()).unwrap();
        tcsetwinsize(&master, size(24, 80)).unwrap();
        let before = modes(&slave);
        for stream in [Command::stdin, Command::stdout, Command::stderr] {
            stream(&mut command, Stdio::from(slave.try_clone().unwrap()));
        }
        command
            .env("HOME", &home)
            .env("XDG_STATE_HOME", home.join("state"))
            .env("TERM", "xterm-256color")
            .env("ROUNDTABLE_FAIL", home.join("fail"))
            .envs(variables.iter().copied())
            .current_dir(&home);
        let child = command.spawn().unwrap();
        let exited = pidfd_open(pid(&child), PidfdFlags::empty()).unwrap();
        Self {
            master: File::from(master),
            slave: Some(slave),
            before,
            child,
            exited,
            screen: vt100::Parser::new(24, 80, 0),
            written: Vec::new(),
            home,
            _own: own,
        }
    }

    /// Types the keys.
    pub(super) fn type_in(&mut self, keys: &[&str]) {
        for key in keys {
            self.master.write_all(key.as_bytes()).unwrap();
        }
    }

    /// Types the keys and waits until the screen shows `then`.
    #[track_caller]
    pub(super) fn key(&mut self, keys: &str, then: &str) {
        self.type_in(&[keys]);
        self.wait_for(then);
    }

    /// Runs a command by the palette.
    #[track_caller]
    pub(super) fn command(&mut self, words: &str, then: &str) {
        self.key(":", "type to find");
        self.key(words, words);
        self.key("\r", then);
    }

    /// Records that a commitment is not started, and waits until the screen says so.
    #[track_caller]
    pub(super) fn record(&mut self) {
        self.record_and_see("not started · u undoes");
    }

    /// Records it, and waits until the screen shows `then`.
    #[track_caller]
    pub(super) fn record_and_see(&mut self, then: &str) {
        self.key("s", "Status of");
        self.key("\x1b[B\r", ": not started");
        self.key("\r", then);
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub(super) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub(super) fn wait_until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let came = self.comes_to(Instant::now() + PATIENCE, is_so);
        let shown = self.screen.screen().contents();
        assert!(came, "never showed {what}:\n{shown}");
    }

    /// Waits for the same until that time, or the program's end; returns whether it came to it.
    pub(super) fn comes_to(
        &mut self,
        until: Instant,
        is_so: impl Fn(&vt100::Screen) -> bool,
    ) -> bool {
        while !is_so(self.screen.screen()) {
            if !self.read_on(until) {
                return false;
            }
        }
        true
    }

    /// Waits until everything is on the disk.
    #[track_caller]
    pub(super) fn wait_until_saved(&mut self) {
        let times = ["saved 0", "saved 1", "saved 2"];
        let saved = |screen: &vt100::Screen| {
            let shown = screen.contents();
            times.iter().any(|time| shown.contains(time))
        };
        self.wait_until("`saved` and the time", saved);
    }

    /// Takes what the program writes until that time, whatever it is.
    pub(super) fn look_on_for(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while self.read_on(until) {}
    }

    /// Takes what the program writes next; returns false at that time, and at the program's end.
    fn read_on(&mut self, until: Instant) -> bool {
        let left = until.saturating_duration_since(Instant::now());
        let left = left.try_into().unwrap();
        let mut both = [
            PollFd::new(&self.master, PollFlags::IN),
            PollFd::new(&self.exited, PollFlags::IN),
        ];
        if poll(&mut both, Some(&left)).unwrap() == 0 {
            return false;
        }
        if !both[0].revents().contains(PollFlags::IN) {
            return false;
        }
        let mut bytes = [0; 4_096];
        let count = (&self.master).read(&mut bytes).unwrap_or_default();
        self.screen.process(&bytes[..count]);
        self.written.extend_from_slice(&bytes[..count]);
        count > 0
    }

    /// Sends a signal to the program alone.
    pub(super) fn send(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Closes the terminal.
    pub(super) fn close(&mut self) {
        self.slave = None;
        self.master = File::open("/dev/null").unwrap();
    }

    /// Makes the terminal larger or smaller.
    pub(super) fn resize(&mut self, rows: u16, columns: u16) {
        if rows > 0 && columns > 0 {
            // No screen is larger, whatever a terminal says.
            let (rows, columns) = (rows.min(400), columns.min(1_000));
            self.screen.screen_mut().set_size(rows, columns);
        }
        tcsetwinsize(&self.master, size(rows, columns)).unwrap();
    }

    /// Waits for the program's end; returns how it ended and how long that took.
    #[track_caller]
    pub(super) fn wait_for_end(&mut self) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let until = begun + PATIENCE;
        while self.read_on(until) {}
        let mut exited = [PollFd::new(&self.exited, PollFlags::IN)];
        let left = until.saturating_duration_since(Instant::now());
        poll(&mut exited, Some(&left.try_into().unwrap())).unwrap();
        let took = begun.elapsed();
        let status = self.child.try_wait().unwrap();
        // What it wrote last is still in the terminal.
        while self.slave.is_some() && self.read_what_is_left() {}
        let shown = self.screen.screen().contents();
        (
            status.unwrap_or_else(|| panic!("it goes on:\n{shown}")),
            took,
        )
    }

    /// Returns whether the program has ended by itself, in order.
    pub(super) fn has_ended(&mut self) -> bool {
        let ended = self.child.try_wait().unwrap();
        ended.is_some_and(|status| status.success())
    }

    /// Waits for the end of the program on a terminal from which nobody reads.
    #[track_caller]
    pub(super) fn wait_for_end_unread(&mut self) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let mut exited = [PollFd::new(&self.exited, PollFlags::IN)];
        poll(&mut exited, Some(&PATIENCE.try_into().unwrap())).unwrap();
        (self.child.try_wait().unwrap().unwrap(), begun.elapsed())
    }

    fn read_what_is_left(&mut self) -> bool {
        let mut master = [PollFd::new(&self.master, PollFlags::IN)];
        let none = Duration::ZERO.try_into().unwrap();
        poll(&mut master, Some(&none)).unwrap() > 0 && self.read_on(Instant::now() + PATIENCE)
    }

    /// Tells what is wrong with the terminal, if it is not as it was before the program had it.
    pub(super) fn not_given_back(&self) -> Option<String> {
        let screen = self.screen.screen();
        let modes = modes(self.slave.as_ref().unwrap());
        let wrong = [
            (modes != self.before, "it is in another mode"),
            (screen.alternate_screen(), "it shows the other screen"),
            (screen.hide_cursor(), "its cursor is hidden"),
            (screen.bracketed_paste(), "it still marks what is pasted"),
        ];
        let wrong: Vec<_> = wrong.iter().filter(|(is_so, _)| *is_so).collect();
        (!wrong.is_empty()).then(|| format!("{wrong:?}"))
    }

    /// Returns what the terminal shows.
    pub(super) fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Returns how long the program has worked, in hundredths of a second, and whether it is stopped.
    pub(super) fn worked(&self) -> (u64, bool) {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat
            .rsplit_once(')')
            .unwrap()
            .1
            .split_whitespace()
            .collect();
        let ticks = |at: usize| fields[at].parse::<u64>().unwrap();
        (ticks(11) + ticks(12), fields[0] == "T")
    }

    /// Has the program fail at these places, one after the other.
    pub(super) fn fail_at(&self, places: &[&str]) {
        fs::write(self.home.join("fail"), places.join("\n")).unwrap();
    }

    /// Waits until the program has failed everywhere it was to fail.
    #[track_caller]
    pub(super) fn wait_until_it_failed(&self) {
        wait(|| fs::read(self.file("fail")).unwrap() == b"");
    }

    /// Waits until the program is stopped.
    #[track_caller]
    pub(super) fn wait_until_stopped(&self) {
        wait(|| self.worked().1);
    }

    /// Runs `roundtable recover` as the same user; returns all that it prints.
    pub(super) fn recover(&self, option: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_roundtable"))
            .args(["-w", "uk", "--today", "2018-08-09", "recover", option])
            .current_dir(&self.home)
            .env("HOME", &self.home)
            .env("XDG_STATE_HOME", self.home.join("state"))
            .output()
            .unwrap();
        // What clashes with newer work is kept, and not in the record: 3.
        let ended = output.status.code();
        assert!(matches!(ended, Some(0 | 3)), "{output:?}");
        let printed = [output.stdout, output.stderr].concat();
        String::from_utf8(printed).unwrap()
    }

    /// Returns a file of the user.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.home.join(path)
    }

    /// Returns whether what [`record`](Self::record) recorded is in a file.
    pub(super) fn is_in_the_files(&self) -> bool {
        self.has_file_with(&["date: \"2018-08-09\"", "status: Some(NotStarted)"])
    }

    /// Returns whether the file of a commitment holds these texts.
    pub(super) fn has_file_with(&self, texts: &[&str]) -> bool {
        let commitments = fs::read_dir(self.file("uk/commitments")).unwrap();
        let files = commitments.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
        files
            .into_iter()
            .any(|file| texts.iter().all(|text| file.contains(text)))
    }

    /// Does to the terminal what others do who use it while the program is stopped.
    pub(super) fn leave_in_a_mess(&mut self) {
        self.screen = vt100::Parser::new(24, 80, 0);
        let slave = self.slave.as_ref().unwrap();
        let mut modes = tcgetattr(slave).unwrap();
        modes.local_modes |= LocalModes::ICANON | LocalModes::ECHO;
        tcsetattr(slave, OptionalActions::Now, &modes).unwrap();
    }

    /// Returns whether it is in the journal.
    pub(super) fn is_in_the_journal(&self) -> bool {
        let files = files(&self.file("state"));
        let mut journals = files.iter().filter(|path| path.ends_with("journal.v1"));
        journals.any(|path| has(path, "not started"))
    }

    /// Waits until a text that was typed is kept for the next time, under its own name.
    #[track_caller]
    pub(super) fn wait_until_it_keeps(&self, text: &str) {
        let kept = || {
            files(&self.file("state"))
                .into_iter()
                .filter(|path| path.ends_with("drafts"))
        };
        wait(|| kept().any(|path| has(&path, text)));
    }

    /// Returns whether a text that was typed is kept for the next time.
    pub(super) fn keeps(&self, text: &str) -> bool {
        let files = files(&self.file("state"));
        files.iter().any(|path| has(path, text))
    }

    pub(super) fn pid(&self) -> Pid {
        pid(&self.child)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // OK because most have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
fn wait(mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < until, "it never came to that");
        std::thread::yield_now();
    }
}

fn command(started: Started) -> Command {
    let program = env!("CARGO_BIN_EXE_roundtable");
    let arguments = ["--today", "2018-08-09", "uk"];
    let mut command = Command::new("setsid");
    match started {
        Started::Leading => command.args(["--ctty", program]),
        Started::NotLeading => command.arg(program),
        Started::DeafToHup => command.args([
            "--ctty",
            "sh",
            "-c",
            "trap '' HUP; exec \"$@\"",
            "sh",
            program,
        ]),
        Started::ByShell => {
            let script = "set -m; \"$@\"; echo and back in the shell; read go; fg; echo all over";
            command.args(["--ctty", "sh", "-c", script, "sh", program])
        }
    };
    command.args(arguments);
    command
}

/// Returns all files in a folder and the folders below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn has(path: &Path, text: &str) -> bool {
    String::from_utf8_lossy(&fs::read(path).unwrap()).contains(text)
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap()
}

fn modes(terminal: &OwnedFd) -> String {
    format!("{:?}", tcgetattr(terminal).unwrap())
}

fn size(rows: u16, columns: u16) -> Winsize {
    Winsize {
        ws_row: rows,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    }
}
