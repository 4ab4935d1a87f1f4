//! Hands a text to the user's own editor.

use std::fs::OpenOptions;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::lent::Lent;

/// Opens `text` in `$VISUAL`, `$EDITOR` or `vi`, below a line that says what
/// it is, which has the terminal meanwhile. Returns the text if it was saved and changed.
pub(super) fn edit(heading: &str, text: &str, lent: &Lent) -> Option<String> {
    let path = scratch_path();
    let edited = try_edit(&path, heading, text, lent);
    lent.take_back();
    match edited {
        Ok(changed) => {
            // OK because a scratch file that stays behind harms nobody.
            let _ = std::fs::remove_file(&path);
            changed
        }
        // The file is kept: what was typed into it may be all there is.
        Err(_) => None,
    }
}

fn try_edit(path: &Path, heading: &str, text: &str, lent: &Lent) -> io::Result<Option<String>> {
    let first = format!("<!-- {} -->\n\n", heading.replace("--", "-"));
    let mut file = private_file(path)?;
    file.write_all(first.as_bytes())?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    drop(file);
    if !run_editor(path, lent)? {
        return Ok(None);
    }
    let saved = std::fs::read_to_string(path)?;
    let body = saved.strip_prefix(&first).unwrap_or(&saved);
    let body = body.trim_end().to_owned();
    Ok((body != text.trim_end()).then_some(body))
}

/// Runs the editor; returns false if it says that the text is not to be taken.
fn run_editor(path: &Path, lent: &Lent) -> io::Result<bool> {
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "vi".to_owned());
    // The shell splits `$EDITOR` as every program does; the path is an argument, not text of it.
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(path);
    let status = lent.lend(|| command.spawn())?.wait()?;
    // One that a signal has ended had no time to say anything: what it has saved is taken.
    Ok(status.success() || status.code().is_none())
}

fn private_file(path: &Path) -> io::Result<std::fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn scratch_path() -> PathBuf {
    let chance = RandomState::new().build_hasher().finish();
    std::env::temp_dir().join(format!("roundtable-{chance:016x}.md"))
}
