//! The only place that touches files.

pub mod fs;
pub mod save;
pub mod sim;
