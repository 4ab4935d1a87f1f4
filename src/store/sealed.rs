//! A line that shows whether it is whole: JSON, then a digest of it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::state::digest;

/// Returns `body` with its digest behind it, and a line break.
pub(super) fn seal(body: &str) -> String {
    format!("{body} {}\n", digest(body.as_bytes()))
}

/// Returns the body of a line without its line break; `None` for one that is torn or damaged.
pub(super) fn open(line: &[u8]) -> Option<&str> {
    let (body, sum) = str::from_utf8(line).ok()?.rsplit_once(' ')?;
    (digest(body.as_bytes()) == sum).then_some(body)
}

/// Returns the line that holds a value.
pub(super) fn line<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    Ok(seal(&serde_json::to_string(value)?))
}

/// Returns the value that is held by a file of one such line.
pub(super) fn read<T: DeserializeOwned>(file: &[u8]) -> Option<T> {
    let line = file.strip_suffix(b"\n")?;
    serde_json::from_str(open(line)?).ok()
}
