//! The only place that touches files.

pub mod fs;
mod ron_problem;
pub mod ron_text;
pub mod save;
pub mod sim;
