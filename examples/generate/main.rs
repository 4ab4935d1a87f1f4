//! Writes a large made-up workspace, the same bytes every time, to try speed and limits on.
//!
//! ```sh
//! cargo run --release --example generate -- DIR 10000
//! cargo run --release --example generate -- --one-file all.ron 10000
//! ```
//!
//! With `--one-file` all files become one, to compare with what an editor does with as many bytes.

mod files;
mod records;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: generate DIR N   or   generate --one-file PATH N";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["--one-file", path, n] => n.parse().map(|n| one_file(Path::new(path), n)),
        [folder, n] => n
            .parse()
            .map(|n| files::folder_of_files(Path::new(folder), n)),
        _ => return complain(USAGE),
    };
    match result {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => complain(&error.to_string()),
        Err(_) => complain(USAGE),
    }
}

fn complain(what: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{what}");
    ExitCode::FAILURE
}

fn one_file(path: &Path, count: u32) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for (_, text) in files::small_files(count)? {
        file.write_all(text.as_bytes())?;
    }
    for number in 1..=count {
        file.write_all(files::commitment_file(number)?.1.as_bytes())?;
    }
    file.flush()
}
