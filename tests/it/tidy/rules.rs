//! The rules of the house that can be read from one file.

use std::fmt;

use super::source::{CodePath, Source};

/// The most lines of a file.
const FILE: usize = 600;
/// The most lines of a function.
const FUNCTION: usize = 80;

/// A rule that is broken somewhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    path: String,
    line: usize,
    what: String,
}

impl Broken {
    fn at(source: &Source<'_>, line: usize, what: String) -> Self {
        Self {
            path: source.name.to_owned(),
            line,
            what,
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// What a layer of the program must not name.
struct Layer {
    /// The folder below `src`.
    name: &'static str,
    /// The only layers it may name; `None` where `never` says enough.
    only: Option<&'static [&'static str]>,
    /// Paths it must not name. The first word alone is a layer or a crate.
    never: &'static [&'static str],
    /// Words of code it must not hold.
    words: &'static [&'static str],
}

const CLOCK: &[&str] = &["SystemTime", "Instant"];

/// What a layer does without that only works out what follows from records.
const OUTSIDE: &[&str] = &[
    "ratatui",
    "crossterm",
    "std::fs",
    "std::io",
    "std::time",
    "Zoned::now",
];

/// ```text
/// base ← model ← {store, publish}      {model, publish} ← app ← ui      {app, ui, store} ← term
/// all ← cli ← main
/// ```
const LAYERS: [Layer; 6] = [
    Layer {
        name: "base",
        only: Some(&["base"]),
        never: &[],
        words: &[],
    },
    Layer {
        name: "model",
        only: Some(&["base", "model", "id_type"]),
        never: OUTSIDE,
        words: CLOCK,
    },
    Layer {
        name: "publish",
        only: Some(&["base", "model", "publish"]),
        never: OUTSIDE,
        words: CLOCK,
    },
    Layer {
        name: "store",
        only: None,
        never: &[
            "crate::publish",
            "crate::app",
            "crate::ui",
            "crate::term",
            "crate::cli",
            "ratatui",
            "crossterm",
        ],
        words: &[],
    },
    Layer {
        name: "app",
        only: None,
        never: &[
            "crate::ui",
            "crate::term",
            "crate::cli",
            "std::fs",
            "ratatui",
            "crossterm",
            "ratatui_textarea",
            "Zoned::now",
        ],
        words: CLOCK,
    },
    Layer {
        name: "ui",
        only: None,
        never: &[
            "crate::publish",
            "crate::term",
            "crate::cli",
            "crossterm",
            "std::fs",
        ],
        words: &[],
    },
];

/// The one file that may hold the widget for typing text.
const TEXT_FIELD: &str = "src/app/text_field.rs";

/// Returns every rule that a file breaks.
pub(super) fn check(source: &Source<'_>) -> Vec<Broken> {
    let mut broken = Vec::new();
    form(source, &mut broken);
    let layer = source.name.split('/').nth(1).unwrap_or_default();
    for layer in LAYERS.iter().filter(|known| known.name == layer) {
        directions(source, layer, &mut broken);
    }
    if layer == "ui" {
        no_changes_in_drawing(source, &mut broken);
    }
    broken
}

/// The rules of form, for every file.
fn form(source: &Source<'_>, broken: &mut Vec<Broken>) {
    let mut add = |line, what| broken.push(Broken::at(source, line, what));
    let lines = source.text.lines().count();
    if lines > FILE {
        add(
            1,
            format!("the file has {lines} lines, more than {FILE}; split it by what it is about"),
        );
    }
    if !source.text.starts_with("//! ") {
        add(
            1,
            "the first line does not say what the file is for (`//! ...`)".to_owned(),
        );
    }
    for function in source.functions() {
        if function.lines > FUNCTION && !function.may_be_long {
            let (name, lines) = (function.name, function.lines);
            add(
                function.line,
                format!("`{name}` has {lines} lines, more than {FUNCTION}"),
            );
        }
    }
    for (at, token) in source.tokens.iter().enumerate() {
        if matches!(token.text, "todo" | "unimplemented") && source.word(at + 1) == "!" {
            add(token.line, format!("`{}!` is left in the code", token.text));
        }
    }
}

/// The direction of knowledge between the layers.
fn directions(source: &Source<'_>, layer: &Layer, broken: &mut Vec<Broken>) {
    let mut add = |line, named: &str| {
        let what = format!("{} must not know `{named}`", layer.name);
        broken.push(Broken::at(source, line, what));
    };
    for path in source.paths() {
        let beyond = layer.only.is_some_and(|only| beyond(only, &path));
        let allowed = |never: &str| never == "ratatui_textarea" && source.name == TEXT_FIELD;
        let never = layer
            .never
            .iter()
            .any(|never| names(&path, never) && !allowed(never));
        if beyond || never {
            add(path.line, &path.segments.join("::"));
        }
    }
    for token in source
        .tokens
        .iter()
        .filter(|token| layer.words.contains(&token.text))
    {
        add(token.line, token.text);
    }
}

/// Tells whether a path leads into a layer that is not among those a layer may know.
fn beyond(only: &[&str], path: &CodePath) -> bool {
    let mut segments = path.segments.iter().map(String::as_str);
    segments.next() == Some("crate") && segments.next().is_some_and(|next| !only.contains(&next))
}

/// Tells whether a path names `never`: from its beginning, or anywhere for a method like
/// `Zoned::now`, which may be imported.
fn names(path: &CodePath, never: &str) -> bool {
    let never: Vec<&str> = never.split("::").collect();
    let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
    let method = never
        .first()
        .is_some_and(|first| first.starts_with(char::is_uppercase));
    if method {
        segments.windows(never.len()).any(|window| window == never)
    } else {
        segments.starts_with(&never)
    }
}

/// Drawing sees the state and cannot change it; its tests press keys first.
fn no_changes_in_drawing(source: &Source<'_>, broken: &mut Vec<Broken>) {
    if source.name.ends_with("/tests.rs") {
        return;
    }
    for (at, token) in source.tokens.iter().enumerate() {
        if token.text == "&" && source.word(at + 1) == "mut" && source.word(at + 2) == "App" {
            let what = "ui must not take `&mut App`: drawing changes nothing".to_owned();
            broken.push(Broken::at(source, token.line, what));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn broken(name: &str, code: &str, expected: &[&str]) {
        let text = format!("//! A file.\n{code}");
        let found: Vec<String> = check(&Source::new(name, &text))
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_direction_of_knowledge_is_held() {
        broken("src/base/x.rs", "use crate::base::id;", &[]);
        broken(
            "src/base/x.rs",
            "use super::super::model::Plan;",
            &["src/base/x.rs:2: base must not know `crate::model::Plan`"],
        );
        broken(
            "src/model/x.rs",
            "use crate::{base::id, store::Store};",
            &["src/model/x.rs:2: model must not know `crate::store::Store`"],
        );
        broken(
            "src/model/x.rs",
            "fn f() { jiff::Zoned::now(); }",
            &["src/model/x.rs:2: model must not know `jiff::Zoned::now`"],
        );
        broken(
            "src/store/x.rs",
            "use std::fs; use ratatui::text::Line;",
            &["src/store/x.rs:2: store must not know `ratatui::text::Line`"],
        );
        broken(
            "src/publish/x.rs",
            "use crate::{model::Plan, store::Store}; use std::fs; fn f(_: Instant) {}",
            &[
                "src/publish/x.rs:2: publish must not know `crate::store::Store`",
                "src/publish/x.rs:2: publish must not know `std::fs`",
                "src/publish/x.rs:2: publish must not know `Instant`",
            ],
        );
        broken(
            "src/app/x.rs",
            "use std::{fs, time::Instant};",
            &[
                "src/app/x.rs:2: app must not know `std::fs`",
                "src/app/x.rs:2: app must not know `Instant`",
            ],
        );
        broken(
            "src/app/x.rs",
            "use ratatui_textarea::TextArea;",
            &["src/app/x.rs:2: app must not know `ratatui_textarea::TextArea`"],
        );
        broken(TEXT_FIELD, "use ratatui_textarea::TextArea;", &[]);
        broken(
            "src/ui/x.rs",
            "use ratatui::text::Line;\nfn draw(app: &mut App) {}",
            &["src/ui/x.rs:3: ui must not take `&mut App`: drawing changes nothing"],
        );
        broken("src/cli/x.rs", "use crate::term; use std::fs;", &[]);
    }

    #[test]
    fn the_form_of_a_file_is_held() {
        let long = format!("fn f() {{\n{}}}\nfn g() {{ todo!() }}", "\n".repeat(79));
        broken(
            "src/cli/x.rs",
            &long,
            &[
                "src/cli/x.rs:2: `f` has 81 lines, more than 80",
                "src/cli/x.rs:83: `todo!` is left in the code",
            ],
        );
        broken(
            "src/cli/x.rs",
            &"\n".repeat(600),
            &[
                "src/cli/x.rs:1: the file has 601 lines, more than 600; split it by what it is about",
            ],
        );
        let found = check(&Source::new("src/x.rs", "fn f() {}"));
        assert_eq!(found.len(), 1);
    }
}
