//! Roundtable keeps the record of the meetings in which government and civil
//! society review an open government action plan.

pub mod app;
pub mod base;
pub mod cli;
pub mod model;
pub mod publish;
pub mod store;
pub mod term;
pub mod ui;
