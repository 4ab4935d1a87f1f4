//! A hundred good commitments among files that are broken in every way there is: the good ones load,
//! and each of the others is named, with its reason.

#![expect(
    clippy::print_stderr,
    reason = "says what was tried, and what could not be"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use roundtable::base::text::is_safe;
use roundtable::store::fs::RealFs;
use roundtable::store::{Loaded, Store};

/// How many good commitments there are.
const GOOD: usize = 100;

/// The longest message that anybody wants to read, in bytes.
const LONG: usize = 700;

#[test]
fn a_hundred_good_files_load_among_broken_ones() {
    let there = tempfile::tempdir().unwrap();
    let broken = lay_out(there.path());
    let Loaded {
        workspace,
        problems,
        ..
    } = Store::load_all(Arc::new(RealFs), there.path().to_owned()).unwrap();
    let ids: Vec<_> = workspace
        .commitments()
        .keys()
        .map(ToString::to_string)
        .collect();
    let good: Vec<_> = (1..=GOOD).map(|n| format!("UK{n:04}")).collect();
    assert_eq!(ids, good);
    assert!(broken.len() >= 60, "{} kinds", broken.len());
    let mut found: BTreeMap<_, _> = problems
        .iter()
        .map(|problem| (problem.path.clone(), problem))
        .collect();
    for (name, placed) in &broken {
        let path = Path::new("commitments").join(name);
        let Some(problem) = found.remove(&path) else {
            panic!("nothing is said of {name:?}");
        };
        let said = problem.to_string();
        assert!(is_safe(&said), "{said:?}");
        assert!(said.len() < LONG, "{} bytes: {said:.300}", said.len());
        assert!(
            !problem.what.is_empty() && !problem.hint.is_empty(),
            "{said}"
        );
        assert_eq!(problem.place.is_some(), *placed, "{said}");
    }
    assert!(found.is_empty(), "{found:?}");
    eprintln!(
        "{GOOD} good files among {} kinds of broken ones",
        broken.len()
    );
}

/// Writes the workspace and returns the names of what is broken, and whether a place in it is to
/// blame.
fn lay_out(root: &Path) -> Vec<(String, bool)> {
    let settings = "(format: 1, member: \"UK\", current: \"p\")";
    fs::write(root.join("workspace.ron"), settings).unwrap();
    fs::create_dir(root.join("commitments")).unwrap();
    let write =
        |name: &str, bytes: &[u8]| fs::write(root.join("commitments").join(name), bytes).unwrap();
    for n in 1..=GOOD {
        let name = format!("uk{n:04}");
        let text = record(&name);
        let text = match n % 5 {
            0 => format!("\u{feff}{text}"),
            1 => text.replace('\n', "\r\n"),
            2 => text.trim_end().to_owned(),
            3 => format!("// by hand\n{text}/* the end */"),
            _ => text,
        };
        write(&format!("{name}.ron"), text.as_bytes());
    }
    let mut broken = Vec::new();
    for (name, bytes) in texts() {
        let name = format!("{name}.ron");
        write(&name, &bytes);
        broken.push((name, true));
    }
    for (name, bytes) in whole() {
        write(name, &bytes);
        // Younger, a temporary file may be of a save that is under way.
        let earlier = SystemTime::now() - Duration::from_mins(2);
        let file = fs::File::open(root.join("commitments").join(name)).unwrap();
        file.set_modified(earlier).unwrap();
        broken.push((name.to_owned(), false));
    }
    broken
}

/// Returns a commitment as it should be.
fn record(name: &str) -> String {
    let id = name.to_uppercase();
    format!(
        "(\n    id: \"{id}\",\n    plan: \"p\",\n    number: 1,\n    title: \"t\",\n\n    lead: [\n        \"x\",\n    ],\n)\n"
    )
}

/// Returns the files in which a place is to blame: what is in the place of a whole file, of a
/// number, of a title, of an id, or beside the other fields.
fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&str, Vec<u8>)> = vec![
        ("nul-filled", vec![0; 4096]),
        ("utf-16-little", utf16(u16::to_le_bytes)),
        ("utf-16-big", utf16(u16::to_be_bytes)),
        ("not-utf8", b"(\n    id: \"\xff\xfe\",\n)\n".to_vec()),
        ("overlong", b"(id: \"\xc0\x80\")".to_vec()),
        ("surrogate", b"(id: \"\xed\xa0\x80\")".to_vec()),
        ("latin-1", b"(id: \"caf\xe9\")".to_vec()),
        ("cut-in-a-letter", b"(id: \"caf\xc3".to_vec()),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("program", b"\x7fELF\x02\x01\x01\0\0\0".to_vec()),
        ("packed", b"\x1f\x8b\x08\0\0\0\0\0".to_vec()),
    ];
    let long = format!("\"{}\"", "x".repeat(300_000));
    let many = format!("[{}]", "\"x\",\n".repeat(10_001));
    let instead: Vec<(&str, String)> = vec![
        (
            "two-marks-of-order",
            format!("\u{feff}\u{feff}{}", record("two-marks-of-order")),
        ),
        ("empty", String::new()),
        ("blank", " \n\t\n".into()),
        ("only-comments", "// nothing\n/* at all */\n".into()),
        ("nested-comments", "/*".repeat(100_000)),
        ("nested-records", "(a:".repeat(100_000)),
        ("nested-lists", "[".repeat(100_000)),
        ("nested-maps", "{1:".repeat(100_000)),
        ("json", "{\"id\": \"JSON\", \"title\": \"t\"}".into()),
        ("yaml", "---\nid: YAML\ntitle: t\n".into()),
        ("toml", "id = \"TOML\"\n".into()),
        ("html", "<!DOCTYPE html>\n<html></html>\n".into()),
        ("prose", "Dear colleagues,\nplease find attached.\n".into()),
        ("escapes", "\u{1b}[2J\u{1b}]0;owned\u{7}".into()),
        ("unit", "()".into()),
        ("another-kind", "Meeting(id: \"x\")".into()),
        (
            "marks-both-broken",
            "<<<<<<< HEAD\n(id: 1\n=======\n(id: 2\n>>>>>>> other\n".into(),
        ),
        (
            "marks-opened",
            format!("<<<<<<< HEAD\n{}", record("marks-opened")),
        ),
        (
            "marks-closed",
            format!("{}>>>>>>> other\n", record("marks-closed")),
        ),
        ("unclosed", "(\n    id: \"UNCLOSED\",\n".into()),
        ("unclosed-text", "(\n    id: \"UNCLOSED-TEXT,\n)\n".into()),
        ("unclosed-list", "(\n    lead: [\"a\",\n)\n".into()),
        (
            "unclosed-comment",
            format!("{}/* and so on", record("unclosed-comment")),
        ),
        (
            "wrong-bracket",
            record("wrong-bracket").replace("],\n)", "),\n)"),
        ),
        ("two-records", record("two-records").repeat(2)),
        (
            "extension",
            format!("#![enable(nothing)]\n{}", record("extension")),
        ),
        ("no-comma", record("no-comma").replace("1,", "1")),
        ("no-colon", record("no-colon").replace("title:", "title")),
        ("other-id", record("uk9999")),
        ("same-id", record("uk0001")),
    ];
    all.extend(
        instead
            .into_iter()
            .map(|(name, text)| (name, text.into_bytes())),
    );
    let values: Vec<(&str, &str, &str)> = vec![
        ("text-for-number", "1,", "\"1\","),
        ("float-for-number", "1,", "1.0,"),
        ("power-for-number", "1,", "1e2,"),
        ("no-number", "1,", "NaN,"),
        ("endless-number", "1,", "inf,"),
        ("negative-number", "1,", "-1,"),
        ("large-number", "1,", "99999999999999999999999,"),
        ("truth-for-text", "\"t\"", "true"),
        ("list-for-text", "\"t\"", "[\"t\"]"),
        ("unit-for-text", "\"t\"", "()"),
        ("letter-for-text", "\"t\"", "'t'"),
        ("nested-options", "\"t\"", "Some(Some(Some(\"t\")))"),
        ("bad-escape", "\"t\"", "\"\\q\""),
        ("no-such-character", "\"t\"", "\"\\u{110000}\""),
        ("long-text", "\"t\"", &long),
        ("long-list", "[\n        \"x\",\n    ]", &many),
        ("text-for-list", "[\n        \"x\",\n    ]", "\"x\""),
        ("map-for-list", "[\n        \"x\",\n    ]", "{\"x\": \"y\"}"),
        (
            "unknown-field",
            "    title",
            "    colour: \"red\",\n    title",
        ),
        ("field-twice", "    title", "    title: \"u\",\n    title"),
        ("misspelt-field", "title", "titel"),
        ("field-with-escape", "title", "\u{1b}[31mtitle"),
        ("field-reversed", "title", "tit\u{202e}le"),
        ("field-look-alike", "title", "t\u{456}tle"),
        (
            "no-such-day",
            "    title",
            "    updates: [(id: \"u\", date: \"2018-02-30\")],\n    title",
        ),
        (
            "no-such-month",
            "    title",
            "    updates: [(id: \"u\", date: \"2018-13-01\")],\n    title",
        ),
        (
            "date-in-words",
            "    title",
            "    updates: [(id: \"u\", date: \"tomorrow\")],\n    title",
        ),
        (
            "number-for-date",
            "    title",
            "    updates: [(id: \"u\", date: 2018)],\n    title",
        ),
        (
            "year-without-end",
            "    title",
            "    end: Some(\"99999999-01\"),\n    title",
        ),
        (
            "no-such-status",
            "    title",
            "    updates: [(id: \"u\", date: \"2018-02-01\", status: Some(Fine))],\n    title",
        ),
    ];
    for (name, old, new) in values {
        let text = record(name);
        assert!(text.contains(old), "{name}");
        all.push((name, text.replacen(old, new, 1).into_bytes()));
    }
    let endless = "x".repeat(100_000);
    let ids = [
        ("id-climbs", "../../etc/passwd"),
        ("id-absolute", "/etc/passwd"),
        ("id-device", "CON"),
        ("id-empty", ""),
        ("id-escapes", "\\u{1b}]0;owned\\u{7}"),
        ("id-of-two-lines", "UK\\n0001"),
        ("id-reversed", "UK\u{202e}0001"),
        ("id-endless", &endless),
    ];
    for (name, id) in ids {
        let text = record(name).replace(&name.to_uppercase(), id);
        all.push((name, text.into_bytes()));
    }
    let field = format!("    {endless}: 1,\n    title");
    let text = record("endless-field").replace("    title", &field);
    all.push(("endless-field", text.into_bytes()));
    all
}

/// Returns the files that are wrong as a whole, by their name or their length.
fn whole() -> Vec<(&'static str, Vec<u8>)> {
    let good = || record("uk0001").into_bytes();
    vec![
        ("oversized.ron", vec![b' '; 5 * 1024 * 1024]),
        ("UK0001.ron", b"(id: ".to_vec()),
        ("Uk0002.RON", b"(id: ".to_vec()),
        ("uk0001 (conflicted copy 2018-04-09).ron", b"(id: ".to_vec()),
        (
            "uk0002.sync-conflict-20180409-103000-K3F9QA2.ron",
            b"(id: ".to_vec(),
        ),
        ("uk0003.ron.kept-1", b"(id: ".to_vec()),
        (".uk0003.0123456789abcdef.tmp", b"(id: ".to_vec()),
        ("no id.ron", good()),
        ("con.ron", good()),
        ("-.ron", good()),
        ("\u{1b}[31m.ron", good()),
        ("two\nlines.ron", good()),
        ("caf\u{e9}.ron", good()),
        ("a\u{202e}b.ron", good()),
    ]
}

fn utf16(bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let text = format!("\u{feff}{}", record("utf-16"));
    text.encode_utf16().flat_map(bytes).collect()
}
