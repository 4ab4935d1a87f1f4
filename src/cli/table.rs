//! Rows in aligned columns, for people.

use std::io;

use super::output::Output;
use crate::base::text::{pad, width};

/// What stands between two columns.
const GAP: &str = "  ";
/// The least a terminal leaves of the last column.
const LEAST: usize = 24;

/// A column and the most it takes on a terminal; in a pipe nothing is cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its heading.
    name: &'static str,
    /// The most columns of the terminal it takes. The last one takes the rest.
    most: usize,
}

impl Column {
    /// Names a column.
    pub(super) const fn new(name: &'static str, most: usize) -> Self {
        Self { name, most }
    }
}

/// Prints the rows under the headings of their columns. A column with nothing in it is left out,
/// and so are the columns before the last where they would leave it too little.
pub(super) fn print(out: &mut Output, columns: &[Column], rows: &[Vec<String>]) -> io::Result<()> {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| cleaned(out, row)).collect();
    let shown = shown(out.columns(), columns, &rows);
    let headings: Vec<String> = columns
        .iter()
        .map(|column| column.name.to_owned())
        .collect();
    for row in std::iter::once(&headings).chain(&rows) {
        let cells = shown
            .iter()
            .map(|&(index, columns)| pad(cell(row, index), columns));
        out.row(cells.collect::<Vec<_>>().join(GAP).trim_end())?;
    }
    Ok(())
}

fn cleaned(out: &Output, row: &[String]) -> Vec<String> {
    row.iter().map(|text| out.clean(text).into()).collect()
}

fn cell(row: &[String], index: usize) -> &str {
    row.get(index).map_or("", String::as_str)
}

/// Returns the columns to show and the width of each: as wide as its text, within what a terminal
/// has.
fn shown(room: Option<usize>, columns: &[Column], rows: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut shown: Vec<(usize, usize)> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let widest = rows
            .iter()
            .map(|row| width(cell(row, index)))
            .max()
            .unwrap_or(0);
        let most = if room.is_some() {
            column.most
        } else {
            usize::MAX
        };
        if widest > 0 {
            shown.push((index, widest.max(width(column.name)).min(most)));
        }
    }
    let Some(room) = room else {
        return shown;
    };
    let Some((last, wanted)) = shown.pop() else {
        return shown;
    };
    let taken = |shown: &[(usize, usize)]| -> usize {
        shown.iter().map(|(_, columns)| columns + GAP.len()).sum()
    };
    // The first column has the ids and stays.
    while shown.len() > 1 && taken(&shown) + wanted.min(LEAST) > room {
        shown.pop();
    }
    let left = room.saturating_sub(taken(&shown));
    shown.push((last, wanted.min(left)));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 4] = [
        Column::new("ID", 8),
        Column::new("EMPTY", 8),
        Column::new("LEAD", 10),
        Column::new("TITLE", 80),
    ];

    #[track_caller]
    fn check(room: Option<usize>, expected: &[(usize, usize)]) {
        let row = [
            "UK0063",
            "",
            "Cabinet Office",
            "A title of thirty-one columns !",
        ];
        let rows = [row.map(str::to_owned).to_vec()];
        assert_eq!(shown(room, &COLUMNS, &rows), expected);
    }

    #[test]
    fn columns_fit_where_they_go() {
        check(None, &[(0, 6), (2, 14), (3, 31)]);
        check(Some(80), &[(0, 6), (2, 10), (3, 31)]);
        check(Some(44), &[(0, 6), (2, 10), (3, 24)]);
        check(Some(43), &[(0, 6), (3, 31)]);
        check(Some(30), &[(0, 6), (3, 22)]);
        check(Some(4), &[(0, 6), (3, 0)]);
    }
}
