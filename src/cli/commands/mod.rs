//! One file for each command.

pub(super) mod apply;
pub(super) mod check;
pub(super) mod compare;
pub(super) mod current;
pub(super) mod demo;
pub(super) mod history;
pub(super) mod init;
pub(super) mod list;
pub(super) mod merge_driver;
pub(super) mod minutes;
pub(super) mod open;
pub(super) mod recover;
pub(super) mod self_assessment;
pub(super) mod set;
pub(super) mod show;
pub(super) mod standards;
pub(super) mod timeline;
pub(super) mod totals;
