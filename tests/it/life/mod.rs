//! The program's life on a terminal of its own, whatever becomes of the terminal or of the program.

mod failures;
mod killed;
mod media;
mod recovery;
mod resize;
mod seat;
mod signals;
mod suspend;
