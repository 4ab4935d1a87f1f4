//! The tables of commands, by what they are for.

pub(super) mod acting;
pub(super) mod adding;
pub(super) mod moving;
pub(super) mod program;
pub(super) mod recording;
pub(super) mod rolling;
pub(super) mod running;
pub(super) mod taking_part;
pub(super) mod timeline;
pub(super) mod views;
