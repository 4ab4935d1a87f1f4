//! The system's signals and the terminal's end, heard on threads that wait for nothing else.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Pid, Signal as ToSend, getpgid, getppid, getsid, kill_process};
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
        SIGINT | SIGQUIT if !ours => return,
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
    let (Ok(group), Ok(session)) = (getpgid(None), getsid(None)) else {
        return false;
    };
    let mut parent = getppid();
    while let Some(process) = parent {
        match (getpgid(Some(process)), getsid(Some(process))) {
            (Ok(theirs), Ok(same)) if same == session && theirs != group => return true,
            (Ok(theirs), Ok(same)) if same == session && theirs == group => {
                parent = parent_of(process);
            }
            _ => return false,
        }
    }
    false
}

/// Returns the parent of another process, where the system says so in a file.
fn parent_of(process: Pid) -> Option<Pid> {
    let path = format!("/proc/{}/stat", process.as_raw_nonzero());
    let stat = std::fs::read_to_string(path).ok()?;
    // Behind the name, which may hold anything: `1 (name) S 2 ..`.
    let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
    Pid::from_raw(parent.parse().ok()?)
}
