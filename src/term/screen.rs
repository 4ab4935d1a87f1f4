//! The terminal: taken over on entering, given back in every way of leaving.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate,
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint::Painter;
use super::rescue;

/// No screen is larger; a terminal that says so is not believed.
const LARGEST: (u16, u16) = (1000, 400);

/// Collects a frame: what the backend flushes in pieces reaches the terminal
/// in one write, so that no half of a frame is ever seen.
#[derive(Debug, Clone, Default)]
struct Out(Rc<RefCell<Vec<u8>>>);

impl Out {
    /// Writes what was collected.
    fn send(&self) -> io::Result<()> {
        let mut frame = self.0.borrow_mut();
        let mut stdout = io::stdout().lock();
        stdout.write_all(&frame)?;
        frame.clear();
        stdout.flush()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal, taken over.
pub(super) struct Screen {
    painter: Painter<Out>,
    out: Out,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        rescue::watch();
        let out = Out::default();
        take_over()?;
        // Not asked with every frame: the question opens `/dev/tty`, which now and then takes longer
        // than the frame.
        let entered = believed_size().map(|area| Self {
            painter: Painter::new(out.clone(), area),
            out,
        });
        if entered.is_err() {
            give_back();
        }
        entered
    }

    /// Asks how large the terminal is now, and draws all anew if that has changed.
    pub(super) fn measure(&mut self) -> io::Result<()> {
        let area = believed_size()?;
        if area != self.painter.area() {
            self.painter.begin_anew(area);
        }
        Ok(())
    }

    /// Draws all anew with the next frame, whatever something else has written meanwhile.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        self.painter.begin_anew(believed_size()?);
        Ok(())
    }

    /// Draws a frame; `paint` returns where the cursor belongs.
    pub(super) fn draw(
        &mut self,
        paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        queue!(self.out, BeginSynchronizedUpdate)?;
        self.painter.draw(paint)?;
        queue!(self.out, EndSynchronizedUpdate)?;
        self.out.send()
    }

    /// Asks the terminal to put a text on the clipboard (the sequence OSC 52 of xterm); terminals
    /// that do not let programs do that ignore it.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        let to_clipboard = CopyToClipboard::to_clipboard_from(text);
        queue!(self.out, to_clipboard)?;
        self.out.send()
    }

    /// Gives the terminal to another program.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        self.painter.show_cursor()?;
        self.out.send()?;
        give_back();
        Ok(())
    }

    /// Gives the terminal back, stops the program until somebody has it continue, and takes the
    /// terminal again.
    pub(super) fn stop(&mut self) -> io::Result<()> {
        self.suspend()?;
        #[cfg(unix)]
        super::signals::stop();
        self.resume()
    }

    /// Takes the terminal back and forgets what was on it.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        // Who had it meanwhile may have left it in any mode, and crossterm believes it is in its own.
        disable_raw_mode()?;
        take_over()?;
        self.forget()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Returns the size of the terminal, as far as it can be believed.
fn believed_size() -> io::Result<Rect> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Rect::new(0, 0, width.min(LARGEST.0), height.min(LARGEST.1)))
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    // Without line wrap, text that a terminal takes for wider than we do runs into no other row.
    let taken = execute!(
        io::stdout(),
        EnterAlternateScreen,
        DisableLineWrap,
        EnableBracketedPaste
    );
    if taken.is_err() {
        give_back();
    }
    taken
}

/// Gives the terminal back. A terminal that is gone cannot be given back,
/// so nothing is done about errors.
pub(super) fn give_back() {
    let _ = leave(&mut io::stdout());
    let _ = disable_raw_mode();
}

/// Gives the terminal back from another thread than the one that draws, which may have the output
/// and wait for a terminal that takes nothing.
#[cfg(unix)]
pub(super) fn give_back_unless_it_blocks() {
    use std::os::unix::fs::OpenOptionsExt;
    // OK because a terminal that is gone, or takes nothing, cannot be given back.
    let _ = disable_raw_mode();
    let unblocked = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default();
    let mut options = std::fs::File::options();
    let tty = options.write(true).custom_flags(unblocked).open("/dev/tty");
    if let Ok(mut tty) = tty {
        let _ = leave(&mut tty);
    }
}

fn leave(to: &mut impl Write) -> io::Result<()> {
    execute!(
        to,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        EnableLineWrap,
        LeaveAlternateScreen,
        cursor::Show
    )
}
