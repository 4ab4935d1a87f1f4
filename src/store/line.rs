//! One line of a file that only grows, sealed: what it says as JSON, and its number.
//!
//! ```text
//! {"time":"2018-04-09T10:30:00",...} 17 9f86d081884c7d65
//! ```
//!
//! JSON holds no raw line break, so that damage never reaches beyond the lines it is in. The
//! number stands near the end, where it is found without reading the whole file.

use std::ops::Range;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sealed;

/// How many bytes behind the JSON are enough to find the number of a line.
pub(super) const TRAILER: u64 = 64;

/// Returns the line, with its line break.
pub(super) fn to_line(number: u64, said: &impl Serialize) -> Result<String, String> {
    let json = serde_json::to_string(said).map_err(|error| error.to_string())?;
    Ok(sealed::seal(&format!("{json} {number}")))
}

/// Reads a line without its line break: its number and what it says; `None` for one that is torn
/// or damaged.
pub(super) fn from_line<T: DeserializeOwned>(line: &[u8]) -> Option<(u64, T)> {
    let (json, number) = sealed::open(line)?.rsplit_once(' ')?;
    Some((number.parse().ok()?, serde_json::from_str(json).ok()?))
}

/// Returns the number of the last line, given the end of the file, if it has the form of one.
pub(super) fn last_number(end: &[u8]) -> Option<u64> {
    let end = end.strip_suffix(b"\n")?;
    let mut words = end.rsplit(|byte| *byte == b' ');
    let sum = words.next()?;
    let number = words.next()?;
    words.next()?;
    let is_sum = sum.len() == 16 && sum.iter().all(u8::is_ascii_hexdigit);
    let number = str::from_utf8(number).ok().filter(|_| is_sum)?;
    number.parse().ok()
}

/// Returns where the lines of a file are, without their line breaks.
///
/// Zeros are a line of their own: a disk that lost a line behind which others were written leaves
/// them, and no line of ours holds one.
pub(super) fn places(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut places = Vec::new();
    for piece in bytes.chunk_by(|one, next| *one != b'\n' && (*one == 0) == (*next == 0)) {
        let line = piece.strip_suffix(b"\n").unwrap_or(piece);
        if !line.is_empty() {
            places.push(start..start + line.len());
        }
        start += piece.len();
    }
    places
}
