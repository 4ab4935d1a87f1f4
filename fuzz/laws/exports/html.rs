//! Reads HTML as a browser does, token by token (WHATWG HTML, section 13.2.5).
//!
//! Only what a reader meets is in the outline. That of the other elements there are no more than
//! ours follows: a text that was taken for one would not come back as text.

use std::borrow::Cow;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::outline::{Mark, Outline};

/// The elements a page of ours has that a reader does not meet.
const FRAME: [&str; 12] = [
    "html", "head", "style", "body", "main", "dl", "div", "ul", "table", "thead", "tbody", "tr",
];

/// Tells an address that a link of a text may lead to.
pub(super) fn is_address(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Returns the outline of a file.
pub(super) fn read(file: &str) -> Outline {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reading = Reading::default();
    for token in Tokenizer::new_with_emitter(file, emitter) {
        let Ok(token) = token;
        reading.token(token);
    }
    assert!(reading.open.is_empty(), "{:?} is left open", reading.open);
    reading.outline
}

#[derive(Default)]
struct Reading {
    outline: Outline,
    /// The elements that are open.
    open: Vec<Open>,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: String,
    /// What its end is to a reader.
    ends: bool,
    /// The address that a link of a text leads to, which is also its text.
    address: Option<String>,
}

impl Reading {
    fn token(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => {
                let open = self.open.pop().expect("an element ends that began");
                assert_eq!(open.name, text(&tag.name));
                if open.ends {
                    self.outline.add(Mark::End);
                }
            }
            Token::String(words) => self.words(&text(&words)),
            Token::Comment(comment) if text(&comment).starts_with(" roundtable: ") => {
                self.outline.add(Mark::Known);
            }
            Token::Comment(comment) => self.outline.add(Mark::Foreign(text(&comment).into_owned())),
            // An odd character is an error in the text, and in nothing else.
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn words(&mut self, words: &str) {
        let open = self.open.last();
        let address = open.and_then(|open| open.address.as_deref());
        assert!(address.is_none_or(|address| address == words), "{words}");
        // The title in the head is the heading once more, and the style is ours.
        if !open.is_some_and(|open| ["title", "style"].contains(&open.name.as_str())) {
            self.outline.words(words);
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = text(&tag.name).into_owned();
        let of = |wanted: &str| {
            let value = tag.attributes.get(wanted.as_bytes());
            value.map(|value| text(value).into_owned())
        };
        if name == "meta" {
            return;
        }
        let (id, href, rel) = (of("id"), of("href"), of("rel"));
        let address = href.clone().filter(|_| rel.is_some());
        let is_link = href.is_some() && rel.is_none();
        let mut known = vec!["class", "lang", "scope"];
        match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" => {
                let level = name.trim_start_matches('h').parse().unwrap_or_default();
                self.outline.add(Mark::Heading(level));
            }
            "dt" | "li" => self.outline.add(Mark::Entry),
            "dd" => self.outline.words(": "),
            "p" | "caption" => self.outline.add(Mark::Paragraph),
            "th" | "td" => self.outline.add(Mark::Cell),
            "strong" => self.outline.add(Mark::Strong),
            "a" if is_link => self
                .outline
                .add(Mark::Link(href.clone().unwrap_or_default())),
            "a" if address.as_deref().is_some_and(is_address) => {}
            "title" | "bdi" | "section" => {}
            other if FRAME.contains(&other) => {}
            other => self.outline.add(Mark::Foreign(other.to_owned())),
        }
        if ["section", "li"].contains(&name.as_str()) {
            known.push("id");
            if let Some(id) = id {
                self.outline.add(Mark::Anchor(id));
            }
        } else if name == "a" {
            known.extend(["href", "rel"]);
        }
        for attribute in tag.attributes.keys() {
            let attribute = text(attribute);
            assert!(known.contains(&&*attribute), "{name} has {attribute}");
        }
        self.open.push(Open {
            ends: name == "strong" || is_link,
            name,
            address,
        });
    }
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
