//! Scripts: one command a line, with the names of the palette, on the verbs of the keys.
//!
//! ```text
//! line ─ line ─→ words ─ signature ─→ Given ─ row of a table ─ verb ─→ Transaction ─→ commit
//! ```
//!
//! A new command is one row in [`table`]: its name, what it takes, what it does, and the function
//! that proposes the transaction. Help and errors follow from the row.
//!
//! | file | is about |
//! |---|---|
//! | `line` | one line as words, with quotes and comments |
//! | `signature` | what a command takes, and the words given for it |
//! | `table` | the rows, and the help made of them |
//! | `desk` | what a command works on |
//! | `name`, `among` | whom and what its words name |
//! | `meetings`, `agenda`, `minutes`, `naming`, `records`, `rolling`, `taking_part` | the functions of the rows |
//! | `script` | a whole file on a workspace in memory |
//! | `wrong` | why a line was not done |

mod agenda;
mod among;
mod desk;
mod line;
mod meetings;
mod minutes;
mod name;
mod naming;
mod records;
mod rolling;
mod script;
mod signature;
mod table;
mod taking_part;
#[cfg(test)]
mod tests;
mod wrong;

pub(super) use script::Script;
pub(super) use table::help;
pub(super) use wrong::Wrong;
