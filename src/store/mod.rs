//! The only place that touches files.

pub mod comments;
pub mod fs;
mod ron_problem;
pub mod ron_text;
mod ron_tokens;
pub mod save;
pub mod sim;
