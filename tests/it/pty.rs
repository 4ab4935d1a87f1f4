//! Drives the real program in a real terminal: through a whole meeting, with only arrows, Enter, Esc
//! and `:`, and then reads the files; and with colours and without.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long the program may take to show what is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

const DOWN: &str = "\x1b[B";
const ENTER: &str = "\r";
const ESC: &str = "\x1b";

/// A terminal with the program in it.
pub(crate) struct Terminal {
    writer: Box<dyn Write + Send>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    screen: Arc<(Mutex<vt100::Parser>, Condvar)>,
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program at `home`, on `folder` if there is one, with these variables set.
    pub(crate) fn start(home: &Path, folder: Option<&Path>, variables: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(24, 80)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roundtable"));
        command.args(["--today", "2018-08-09"]);
        command.args(folder);
        command.cwd(home);
        command.env("HOME", home);
        command.env("XDG_STATE_HOME", home.join("state"));
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new((Mutex::new(vt100::Parser::new(24, 80, 0)), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shown = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                shown.0.lock().unwrap().process(&bytes[..count]);
                shown.1.notify_all();
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            writer,
            child,
            screen,
            master: pair.master,
        }
    }

    /// Waits until the screen shows `text`.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(
            |screen| screen.contents().contains(text),
            &format!("`{text}`"),
        );
    }

    /// Waits until the screen is as it should be.
    fn wait_until(&self, is_so: impl Fn(&vt100::Screen) -> bool, what: &str) {
        let (parser, changed) = &*self.screen;
        let not_yet = |parser: &mut vt100::Parser| !is_so(parser.screen());
        let (guard, result) = changed
            .wait_timeout_while(parser.lock().unwrap(), PATIENCE, not_yet)
            .unwrap();
        let shown = guard.screen().contents();
        assert!(!result.timed_out(), "never showed {what}:\n{shown}");
    }

    /// Looks at the screen as it is.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.screen.0.lock().unwrap().screen())
    }

    /// Makes the terminal larger or smaller, as dragging the corner of its window does.
    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        let mut parser = self.screen.0.lock().unwrap();
        parser.screen_mut().set_size(rows, columns);
        self.master.resize(size(rows, columns)).unwrap();
    }

    pub(crate) fn type_in(&mut self, keys: &[&str]) {
        for key in keys {
            self.writer.write_all(key.as_bytes()).unwrap();
            self.writer.flush().unwrap();
        }
    }

    /// Runs a command through the palette.
    pub(crate) fn command(&mut self, words: &str, then: &str) {
        self.type_in(&[":"]);
        self.wait_for("type to find");
        self.type_in(&[words]);
        self.wait_for(words);
        self.type_in(&[ENTER]);
        self.wait_for(then);
    }
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

pub(crate) fn sample(scratch: &Path) -> PathBuf {
    let folder = scratch.join("uk");
    let init = std::process::Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .env("HOME", scratch)
        .env("XDG_STATE_HOME", scratch.join("state"))
        .args(["init", "--sample"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(
        init.status.success(),
        "{}",
        String::from_utf8_lossy(&init.stderr)
    );
    folder
}

#[test]
fn a_window_made_larger_or_smaller_is_filled_at_once() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let mut terminal = Terminal::start(scratch.path(), Some(&folder), &[]);
    terminal.wait_for(": all");
    // As wide as two panes, then three, then one.
    for (rows, columns) in [(50, 200), (12, 40), (24, 80)] {
        terminal.resize(rows, columns);
        let right = format!("{:>width$}", ": all", width = usize::from(columns) - 1);
        let last = move |screen: &vt100::Screen| {
            let line = screen.rows(0, columns).nth(usize::from(rows) - 2);
            line.is_some_and(|line| line.len() >= right.len() && line.ends_with(": all"))
        };
        terminal.wait_until(last, &format!("a frame of {columns}x{rows}"));
    }
    terminal.type_in(&["q"]);
    assert!(terminal.child.wait().unwrap().success());
}

#[test]
fn without_colour_the_row_stood_on_is_still_in_reverse() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    for (no_color, coloured) in [("1", false), ("", true)] {
        let mut terminal =
            Terminal::start(scratch.path(), Some(&folder), &[("NO_COLOR", no_color)]);
        // The last line but one of the frame, so all that is looked at is there.
        terminal.wait_for(": all");
        let parser = terminal.screen.0.lock().unwrap();
        let screen = parser.screen();
        let row = (1..30).map(|column| screen.cell(2, column).unwrap());
        assert!(row.clone().all(vt100::Cell::inverse), "{no_color:?}");
        let all = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        let mut cells = all.filter_map(|(row, column)| screen.cell(row, column));
        let has_colour = |cell: &vt100::Cell| {
            (cell.fgcolor(), cell.bgcolor()) != (vt100::Color::Default, vt100::Color::Default)
        };
        assert_eq!(cells.any(has_colour), coloured, "NO_COLOR={no_color:?}");
        drop(parser);
        terminal.type_in(&["q"]);
        assert!(terminal.child.wait().unwrap().success());
    }
}

#[test]
fn a_whole_meeting_with_arrows_enter_esc_and_the_palette() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let mut terminal = Terminal::start(scratch.path(), Some(&folder), &[]);
    terminal.wait_for("Beneficial Ownership");
    terminal.command("new meeting", "2018-08-09");
    terminal.type_in(&[ENTER]);
    terminal.wait_for("meeting 2018-08-09 drafted");
    terminal.command("begin the meeting", "meeting 2018-08-09 is in progress");
    terminal.command("call the roll", "Roll call");
    terminal.type_in(&[ENTER, ENTER]);
    terminal.type_in(&[ESC]);
    terminal.wait_for("roll call done");
    terminal.command("go to the commitments", "saved");
    terminal.command("set the status", "Status of UK0063");
    terminal.type_in(&[DOWN, ENTER]);
    terminal.wait_for("UK0063: not started");
    terminal.type_in(&[ENTER]);
    terminal.wait_for("not started · u undoes");
    terminal.command("minute a note", "note on UK0063");
    terminal.type_in(&["The Bill is drafted."]);
    terminal.wait_for("The Bill is drafted.");
    terminal.type_in(&[ESC]);
    terminal.wait_for("note on UK0063 minuted");
    terminal.command("minute an action", "action on UK0063");
    terminal.type_in(&["Publish the timetable", DOWN, "Cabinet Office", ENTER]);
    terminal.wait_for("action on UK0063 minuted");
    terminal.command("close the meeting", "Missing before it closes");
    terminal.type_in(&["\x1b[A", ENTER]);
    terminal.wait_for("is closed");
    terminal.type_in(&["q"]);
    let status = terminal.child.wait().unwrap();
    assert!(status.success(), "{status:?}");

    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
    let meeting = read("meetings/2018-08-09.ron");
    assert_eq!(
        meeting.matches("presence: Some(Present)").count(),
        2,
        "{meeting}"
    );
    assert!(meeting.contains("state: Closed"), "{meeting}");
    assert!(meeting.contains("The Bill is drafted."), "{meeting}");
    let commitment = read("commitments/uk0063.ron");
    assert!(
        commitment.contains("status: Some(NotStarted)"),
        "{commitment}"
    );
    assert!(
        commitment.contains("meeting: Some(\"2018-08-09\")"),
        "{commitment}"
    );
    let actions = read("actions.ron");
    assert!(actions.contains("Publish the timetable"), "{actions}");
    assert!(actions.contains("owner: \"Cabinet Office\""), "{actions}");
}

#[test]
fn without_a_workspace_the_card_makes_one_and_knows_it_the_next_time() {
    let scratch = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(scratch.path(), None, &[]);
    terminal.wait_for("What would you like to do?");
    terminal.type_in(&["o"]);
    terminal.wait_for("Open a workspace");
    terminal.type_in(&["~/nowhere", ENTER]);
    terminal.wait_for("there is no folder");
    terminal.type_in(&[ESC]);
    terminal.wait_for("Enter does it");
    terminal.type_in(&["n"]);
    terminal.wait_for("Make a new workspace");
    terminal.type_in(&["~/ke", DOWN, "Kenya", DOWN, "Fifth plan", ENTER]);
    terminal.wait_for("No commitments yet; a adds one.");
    terminal.type_in(&["q"]);
    assert!(terminal.child.wait().unwrap().success());
    let settings = std::fs::read_to_string(scratch.path().join("ke/workspace.ron")).unwrap();
    assert!(settings.contains("member: \"Kenya\""), "{settings}");

    let mut terminal = Terminal::start(scratch.path(), None, &[]);
    terminal.wait_for("Open ");
    terminal.type_in(&[ENTER]);
    terminal.wait_for("Fifth plan");
    terminal.type_in(&["q"]);
    assert!(terminal.child.wait().unwrap().success());
}
