//! Reads Markdown as another program does, with every extension that makes markup of more.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::outline::{Mark, Outline};

/// Returns the outline of a file.
pub(super) fn read(file: &str) -> Outline {
    // Curly quotation marks are no markup.
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    let mut outline = Outline::default();
    let mut address = None;
    for event in Parser::new_ext(file, options) {
        match event {
            // An address in a text stands for itself.
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink,
                dest_url,
                ..
            }) if super::html::is_address(&dest_url) => address = Some(dest_url),
            Event::Text(text) if address.as_ref().is_some_and(|address| *address == text) => {
                outline.words(&text);
            }
            Event::End(TagEnd::Link) if address.take().is_some() => {}
            Event::Start(tag) => start(tag, &mut outline),
            Event::End(TagEnd::Strong | TagEnd::Link) => outline.add(Mark::End),
            Event::End(_) => {}
            Event::Text(text) => outline.words(&text),
            Event::Html(html) | Event::InlineHtml(html) => tag(html.trim_end(), &mut outline),
            other => outline.add(Mark::Foreign(format!("{other:?}"))),
        }
    }
    outline
}

fn start(tag: Tag<'_>, outline: &mut Outline) {
    match tag {
        Tag::Heading {
            level,
            id: None,
            classes,
            attrs,
        } if classes.is_empty() && attrs.is_empty() => outline.add(Mark::Heading(level as usize)),
        Tag::Paragraph => outline.add(Mark::Paragraph),
        Tag::Item => outline.add(Mark::Entry),
        Tag::TableCell => outline.add(Mark::Cell),
        Tag::Strong => outline.add(Mark::Strong),
        Tag::Link {
            link_type: LinkType::Inline,
            dest_url,
            title,
            ..
        } if title.is_empty() => outline.add(Mark::Link(dest_url.into_string())),
        Tag::List(None) | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::HtmlBlock => {}
        other => outline.add(Mark::Foreign(format!("{other:?}"))),
    }
}

/// Takes in a tag of ours: the mark of the file, or a place that links lead to.
fn tag(html: &str, outline: &mut Outline) {
    let anchor = html
        .strip_prefix("<a id=\"")
        .and_then(|rest| rest.strip_suffix("\">"));
    let is_name = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if let Some(name) = anchor.filter(is_name) {
        outline.add(Mark::Anchor(name.to_owned()));
    } else if html.starts_with("<!-- roundtable: ") && html.ends_with(" -->") {
        outline.add(Mark::Known);
    } else if html != "</a>" {
        outline.add(Mark::Foreign(html.to_owned()));
    }
}
