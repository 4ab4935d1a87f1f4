//! The system's signals and the terminal's end, heard on threads that wait for nothing else.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Pid, Signal as ToSend, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::Signal;
use super::force::{End, Force};
use super::lent::Lent;
use super::screen;

/// When a loop that does not end by itself is ended: it writes to a terminal that takes nothing,
/// or waits for an editor that does not care.
const LAST: Duration = Duration::from_millis(880);

/// Starts to listen.
pub(super) fn listen(sender: &Sender<Signal>, lent: &Lent) {
    let to_loop = sender.clone();
    let holder = lent.clone();
    thread::spawn(move || watch_terminal(&to_loop, &holder));
    let wanted = [SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP, SIGCONT];
    let Ok(mut signals) = Signals::new(wanted) else {
        return;
    };
    let (sender, lent) = (sender.clone(), lent.clone());
    thread::spawn(move || {
        for number in signals.forever() {
            take(number, &sender, &lent);
        }
    });
}

fn take(number: i32, sender: &Sender<Signal>, lent: &Lent) {
    let ours = lent.borrower().is_none();
    let signal = match number {
        SIGTSTP if ours => Signal::Suspend,
        // The editor has the terminal, and the key that stops it stops all that it was started by.
        SIGTSTP => return stop(),
        SIGCONT => Signal::Continued,
        // Typed in the editor, and meant for it.
        SIGINT | SIGQUIT if lent.was_typed_for_the_editor() => return,
        number => return end(Force::Signal(number), sender, lent),
    };
    // OK because a loop that is gone needs no telling.
    let _ = sender.send(signal);
}

/// Ends the program: by the loop, or without it.
fn end(by: Force, sender: &Sender<Signal>, lent: &Lent) {
    // OK because a loop that is gone is on its way out.
    let _ = sender.send(Signal::End(End::now(by)));
    if let Some(number) = lent.borrower() {
        // It keeps what it can in its own way; a loop that waits for it then goes on.
        let editor = i32::try_from(number).ok().and_then(Pid::from_raw);
        let signal = match by {
            Force::Signal(SIGTERM) => ToSend::TERM,
            _ => ToSend::HUP,
        };
        // OK because an editor that is gone already is as good.
        let _ = editor.map(|editor| kill_process(editor, signal));
    }
    thread::spawn(move || {
        thread::sleep(LAST);
        screen::give_back_unless_it_blocks();
        std::process::exit(by.status().into());
    });
}

/// Waits until the terminal is gone. No signal says so to a program that does not lead its
/// session, as one started by `sudo`, or whose parent has it ignore SIGHUP.
fn watch_terminal(sender: &Sender<Signal>, lent: &Lent) {
    let stdin = io::stdin();
    loop {
        // Asked for nothing, this returns for nothing but the end.
        let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(Errno::INTR) => {}
            Err(_) => return,
            Ok(_) => {
                let seen = watched.map(|fd| fd.revents());
                let gone = PollFlags::HUP | PollFlags::ERR;
                if seen.iter().any(|seen| seen.intersects(gone)) {
                    end(Force::NoTerminal, sender, lent);
                }
                return;
            }
        }
    }
}

/// Stops the program until somebody has it continue.
pub(super) fn stop() {
    // OK because a program that cannot be stopped goes on.
    let _ = low_level::raise(SIGSTOP);
}

/// Stops the program and those it was started together with, as the shell that waits for them all
/// expects. Returns false when there is no shell to go back to: nobody could continue it.
pub(super) fn stop_all() -> bool {
    let shell_waits = shell_waits();
    if shell_waits {
        // OK because a program that cannot be stopped goes on.
        let _ = rustix::process::kill_current_process_group(ToSend::STOP);
    }
    shell_waits
}

/// Tells whether somebody outside of our process group, but on the same terminal, waits for it.
/// Else it is what POSIX calls orphaned, and the system would not let a key stop it.
fn shell_waits() -> bool {
    let Some(ours) = Kin::of(None) else {
        return false;
    };
    let mut parent = ours.parent;
    while let Some(theirs) = parent.and_then(|process| Kin::of(Some(process))) {
        if theirs.session != ours.session {
            return false;
        }
        if theirs.group != ours.group {
            return true;
        }
        parent = theirs.parent;
    }
    false
}

/// Whom a process belongs to. A number is `None` where that process cannot be seen from here: to a
/// container, the session and the group of what started it are outside.
#[derive(Debug, PartialEq, Eq)]
struct Kin {
    parent: Option<Pid>,
    group: Option<Pid>,
    session: Option<Pid>,
}

impl Kin {
    /// Asks for a process, or for ourselves, the file the system keeps of it. A call for the group
    /// of a process would not do: it answers 0 for one that is outside, which `rustix` rules out.
    #[cfg(target_os = "linux")]
    fn of(process: Option<Pid>) -> Option<Self> {
        let name = process.map_or("self".into(), |process| process.to_string());
        Self::read(&std::fs::read_to_string(format!("/proc/{name}/stat")).ok()?)
    }

    /// Reads the first numbers behind the name of a process, which may hold anything:
    /// `7 (name) S parent group session ..` (`proc_pid_stat(5)`).
    #[cfg(target_os = "linux")]
    fn read(stat: &str) -> Option<Self> {
        let mut numbers = stat.rsplit_once(')')?.1.split_whitespace().skip(1);
        let mut next = || {
            let number: i32 = numbers.next()?.parse().ok()?;
            (number >= 0).then(|| Pid::from_raw(number))
        };
        Some(Self {
            parent: next()?,
            group: next()?,
            session: next()?,
        })
    }

    /// Asks the system. It names the parent of nobody but ourselves.
    #[cfg(not(target_os = "linux"))]
    fn of(process: Option<Pid>) -> Option<Self> {
        use rustix::process::{getpgid, getppid, getsid};
        Some(Self {
            parent: if process.is_none() { getppid() } else { None },
            group: Some(getpgid(process).ok()?),
            session: Some(getsid(process).ok()?),
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn suspending_in_a_container_did_not_end_in_a_failure_inside() {
        let outside = Kin::read("7 (a) name) S 0 0 0 34816 7 4194304");
        let nobody = Kin {
            parent: None,
            group: None,
            session: None,
        };
        assert_eq!(outside, Some(nobody));
        assert_eq!(Kin::read("7 (name) S -1 0 0"), None);
        assert_eq!(Kin::read("7 (name"), None);
    }
}
