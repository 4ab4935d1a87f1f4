//! Titles in the scripts of the world beside English ones, on terminals that count columns each in
//! their own way: on every screen all frames are whole, and nothing of an earlier one is left.

#![expect(clippy::print_stderr, reason = "says what could not be tried")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use roundtable::base::text::is_uncertain;

use crate::pty::{Terminal, sample};

/// How long the program may take to show what is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Every second commitment from UK0063 on has one of these for a title.
const TITLES: [&str; 12] = [
    "বাংলা ভাষায় লেখা একটি পাঠ / සිංහල භාෂාවෙන් ශ්\u{200D}රී ලංකා",
    "தமிழ் மொழியில் எழுதப்பட்ட தலைப்பு / മലയാളത്തിൽ എഴുതിയത്",
    "ଓଡ଼ିଆ ଭାଷାରେ ଲେଖା / မြန်မာဘာသာဖြင့် ရေးထားသော စာ",
    "ภาษาไทยที่ใช้น้ำ / អត្ថបទជាភាសាខ្មែរ / ພາສາລາວ",
    "हिन्दी में लिखा शीर्षक / తెలుగులో రాసిన శీర్షిక",
    "ಕನ್ನಡದಲ್ಲಿ ಬರೆದ ಶೀರ್ಷಿಕೆ / ગુજરાતીમાં લખેલું",
    "عنوان مكتوب بالعربية / כותרת בעברית / می\u{200C}خواهم",
    "以中文书写的标题 / 한국어로 쓴 제목 / ﾊﾝｶｸ ﾊﾞﾄﾞ ﾎﾟ",
    "👩\u{200D}🚀 👨\u{200D}👩\u{200D}👧 👍🏽 ❤\u{FE0F} ☎\u{FE0F} 1\u{FE0F}\u{20E3} emoji",
    "🇬🇧 🇱🇰 🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F} flags",
    "ქართული სათაური / በአማርኛ የተጻፈ ርዕስ",
    "Tie\u{302}\u{301}ng Vie\u{302}\u{323}t / \u{93E} begins with a vowel",
];

/// Makes the sample with those titles.
fn workspace(home: &Path) -> PathBuf {
    let folder = sample(home);
    let mut script = String::new();
    for (title, number) in TITLES.into_iter().zip((63..).step_by(2)) {
        script.push_str(&["edit UK00", &number.to_string(), " title \"", title, "\"\n"].concat());
    }
    let mut apply = Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .env("HOME", home)
        .env("XDG_STATE_HOME", home.join("state"))
        .args(["apply", "-", "-w"])
        .arg(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    apply
        .stdin
        .take()
        .unwrap()
        .write_all(script.as_bytes())
        .unwrap();
    assert!(apply.wait().unwrap().success());
    folder
}

/// A terminal of some make, as rows of text.
trait Seen {
    fn press(&mut self, keys: &str);
    fn rows(&mut self) -> Vec<Vec<String>>;
}

/// Walks down all commitments and through the panes, and looks at each screen.
fn walk(terminal: &mut impl Seen, (rows, columns): (u16, u16)) {
    let size = (usize::from(rows), usize::from(columns));
    expect(terminal, size, |text| text.contains("1/27"), "the list");
    for row in 2..=23 {
        // Waited for at each key: many keys at once are taken for pasted text.
        let here = format!("{row}/27");
        terminal.press("j");
        expect(terminal, size, |text| text.contains(&here), &here);
    }
    terminal.press("\u{1B}[H");
    let is_first = |text: &str| text.contains(" 1/27") || text.contains("─1/27");
    expect(terminal, size, is_first, "the first row again");
    for (keys, shown) in [("\r", "UK0063"), ("3", "3 "), ("1", "UK0063")] {
        terminal.press(keys);
        expect(terminal, size, |text| text.contains(shown), shown);
    }
    // A screen in English only holds nothing of those before.
    terminal.press("?");
    let is_english = |text: &str| text.contains("Keys") && !text.chars().any(is_uncertain_char);
    expect(terminal, size, is_english, "the keys, and nothing else");
    terminal.press("\u{c}");
    expect(terminal, size, is_english, "the same, drawn again");
}

fn is_uncertain_char(c: char) -> bool {
    is_uncertain(c.encode_utf8(&mut [0; 4]))
}

/// Waits until the screen is as it should be, with each frame whole.
fn expect(
    terminal: &mut impl Seen,
    size: (usize, usize),
    is_so: impl Fn(&str) -> bool,
    what: &str,
) {
    let until = Instant::now() + PATIENCE;
    loop {
        let rows = terminal.rows();
        let text = rows
            .iter()
            .map(|row| row.concat())
            .collect::<Vec<_>>()
            .join("\n");
        let broken = broken_rows(&rows, size);
        if is_so(&text) && broken.is_empty() {
            return;
        }
        assert!(
            Instant::now() < until,
            "not {what}, or rows {broken:?} without their frame:\n{text}"
        );
        std::thread::yield_now();
    }
}

/// Returns the rows that do not end as they should: with the border of their frame, or, where there is
/// no room for frames, with the status behind the title.
fn broken_rows(rows: &[Vec<String>], (height, width): (usize, usize)) -> Vec<usize> {
    let is_border = |cell: Option<&String>| {
        cell.is_some_and(|cell| ["│", "┌", "└", "┐", "┘"].contains(&cell.as_str()))
    };
    let is_whole = |row: &Vec<String>| {
        if width > 60 {
            return is_border(row.first()) && is_border(row.last());
        }
        let text = row.concat();
        let begin: String = text.chars().skip(1).take(3).collect();
        let in_list = ["UK ", "Sco", "NIr", "Wal"].contains(&begin.as_str());
        !in_list || text.trim_end_matches([' ', '!', '?']).ends_with("· --")
    };
    let below_the_title = rows.iter().enumerate().skip(1).take(height - 3);
    let broken = below_the_title.filter(|(_, row)| !is_whole(row));
    broken.map(|(y, _)| y).collect()
}

impl Seen for Terminal {
    fn press(&mut self, keys: &str) {
        self.type_in(&[keys]);
    }

    fn rows(&mut self) -> Vec<Vec<String>> {
        self.look(|screen| {
            let (rows, columns) = screen.size();
            let cell = |y, x| {
                let cell = screen.cell(y, x).map(|cell| cell.contents().to_owned());
                cell.filter(|text| !text.is_empty())
                    .unwrap_or_else(|| " ".to_owned())
            };
            (0..rows)
                .map(|y| (0..columns).map(|x| cell(y, x)).collect())
                .collect()
        })
    }
}

#[test]
fn rows_in_any_script_keep_their_frame_in_the_terminal_of_a_library() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = workspace(scratch.path());
    for (rows, columns) in [(24, 80), (12, 40)] {
        let mut terminal = Terminal::start(scratch.path(), Some(&folder), &[]);
        terminal.resize(rows, columns);
        walk(&mut terminal, (rows, columns));
        terminal.child.kill().unwrap();
    }
}

/// The program in a window of tmux.
struct Tmux {
    server: String,
}

impl Tmux {
    fn run(&self, words: &[&str]) -> String {
        let output = Command::new("tmux")
            .args(["-u", "-f", "/dev/null", "-L", &self.server])
            .args(words)
            .env("LC_ALL", "C.UTF-8")
            .env_remove("TMUX")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

impl Seen for Tmux {
    fn press(&mut self, keys: &str) {
        let codes: Vec<String> = keys.bytes().map(|byte| format!("{byte:x}")).collect();
        let mut words = vec!["send-keys", "-t", "r", "-H"];
        words.extend(codes.iter().map(String::as_str));
        self.run(&words);
    }

    fn rows(&mut self) -> Vec<Vec<String>> {
        let text = self.run(&["capture-pane", "-t", "r", "-p"]);
        // Which character is in which column only tmux knows; of a frame the ends are asked.
        let row = |line: &str| line.chars().map(String::from).collect();
        text.lines().map(row).collect()
    }
}

#[test]
fn rows_in_any_script_keep_their_frame_in_tmux() {
    if Command::new("tmux").arg("-V").output().is_err() {
        return eprintln!("not tried: tmux is not there");
    }
    let scratch = tempfile::tempdir().unwrap();
    let folder = workspace(scratch.path());
    for (rows, columns) in [(24_u16, 80_u16), (12, 40)] {
        let mut tmux = Tmux {
            server: format!("scripts-{}-{columns}", std::process::id()),
        };
        let program = format!(
            "env HOME={home} XDG_STATE_HOME={home}/state {program} --today 2018-08-09 {folder}",
            home = scratch.path().display(),
            program = env!("CARGO_BIN_EXE_roundtable"),
            folder = folder.display(),
        );
        let (x, y) = (columns.to_string(), rows.to_string());
        tmux.run(&["new-session", "-d", "-s", "r", "-x", &x, "-y", &y, &program]);
        walk(&mut tmux, (rows, columns));
    }
}

#[test]
fn the_enters_inside_a_paste_are_line_breaks_however_the_terminal_writes_them() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let mut terminal = Terminal::start(scratch.path(), Some(&folder), &[]);
    terminal.wait_for("Beneficial Ownership");
    terminal.command("new meeting", "2018-08-09");
    terminal.type_in(&["\r"]);
    terminal.wait_for("meeting 2018-08-09 drafted");
    terminal.command("begin the meeting", "meeting 2018-08-09 is in progress");
    terminal.command("minute a note", "note");
    // In pieces, as they may arrive.
    terminal.type_in(&[
        "\u{1B}[200~one\u{1B}[13",
        ";1utwo\u{1B}",
        "[27;1;13~thr\u{1B}[0;31mee\u{1B}[2",
        "01~",
    ]);
    terminal.wait_for("three");
    terminal.type_in(&["\u{1B}"]);
    terminal.wait_for("minuted");
    terminal.type_in(&["q"]);
    assert!(terminal.child.wait().unwrap().success());
    let meeting = std::fs::read_to_string(folder.join("meetings/2018-08-09.ron")).unwrap();
    let lines = ["\"one\"", "\"two\"", "\"three\""];
    assert!(lines.iter().all(|line| meeting.contains(line)), "{meeting}");
}
