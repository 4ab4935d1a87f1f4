//! Text on a terminal.
