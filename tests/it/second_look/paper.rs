//! Reads what is printed for people.

use serde_json::Value;

/// Returns a page as one line.
pub(super) fn in_one_line(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns what a field of a page holds.
pub(super) fn field(page: &str, name: &str) -> String {
    let mut lines = page.lines().skip_while(|line| !line.starts_with(name));
    let first = lines.next().unwrap_or_default();
    let mut held = first
        .strip_prefix(name)
        .unwrap_or_default()
        .trim()
        .to_owned();
    // What does not fit goes on below.
    for line in lines.take_while(|line| line.starts_with(&" ".repeat(18))) {
        held = format!("{held} {}", line.trim());
    }
    held
}

/// Returns what stands in a column of a line, all texts being of letters that take one place.
pub(super) fn cell(head: &str, line: &str, column: &str) -> String {
    let Some(start) = head.find(column) else {
        // A column in which nothing stands is left out.
        return String::new();
    };
    let behind = head.get(start..).unwrap_or_default();
    let width = behind.find("  ").map_or(behind.len(), |gap| {
        let rest = behind.get(gap..).unwrap_or_default();
        gap + rest.len() - rest.trim_start().len()
    });
    let letters: Vec<char> = line.chars().collect();
    let is_last = start + width >= head.len();
    let end = if is_last {
        letters.len()
    } else {
        (start + width).min(letters.len())
    };
    let cell: String = letters
        .get(start.min(end)..end)
        .unwrap_or_default()
        .iter()
        .collect();
    cell.trim().to_owned()
}

pub(super) fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
