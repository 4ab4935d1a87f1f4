//! What lies over the panes: menus, forms, questions, the roll call.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::text::{columns, fill, frame, put};
use super::theme::Theme;
use crate::app::modal::form::{FormField, Input, Reads};
use crate::app::modal::menu::Item;
use crate::app::modal::{CaptureLine, Confirm, Form, Menu, Modal, Page};
use crate::app::text_field::TextField;
use crate::app::view::Role;
use crate::base::text::{cut_end, pad, safe, wrap};

/// Draws one modal in the room above the lines of keys and messages; returns
/// where the caret is.
pub(super) fn modal(modal: &Modal, theme: Theme, room: Rect, buf: &mut Buffer) -> Option<Position> {
    match modal {
        Modal::Menu(shown) => menu(shown, theme, room, buf),
        Modal::Form(shown) => form(shown, theme, room, buf),
        Modal::Confirm(shown) => confirm(shown, theme, room, buf),
        Modal::Page(shown) => Some(page(shown, theme, room, buf)),
        Modal::Capture(shown) => capture(shown, theme, room, buf),
        Modal::RollCall(_) => {
            let strip = Rect {
                y: room.bottom().saturating_sub(1),
                height: 1.min(room.height),
                ..room
            };
            fill(buf, strip, theme.style(Role::Normal));
            let text = match strip.width {
                80.. => {
                    " Roll call: p present r remote a apologies x absent c came now l left u back"
                }
                50.. => " p here r remote a apolog x absent c came l left",
                _ => " p here r rem a apol x abs c came l left",
            };
            put(
                buf,
                (strip.x, strip.y),
                strip.width,
                text,
                theme.cursor(true),
            );
            None
        }
    }
}

/// Draws a text over all panes.
fn page(shown: &Page, theme: Theme, room: Rect, buf: &mut Buffer) -> Position {
    fill(buf, room, theme.style(Role::Normal));
    let title = format!(" {} ", shown.title);
    let inside = frame(buf, room, &title, theme, true);
    let lines = shown.lines.iter().enumerate().skip(shown.top);
    let mut at = inside.y;
    for ((place, line), y) in lines.zip(inside.top()..inside.bottom()) {
        let style = theme.style(line.role);
        put(buf, (inside.x, y), inside.width, &line.text, style);
        if shown.stood_on.contains(&place) {
            let row = Rect {
                y,
                height: 1,
                ..inside
            };
            buf.set_style(row.intersection(buf.area), theme.cursor(true));
            at = if place == shown.stood_on.start { y } else { at };
        }
    }
    if let Some((seen, all)) = shown.in_sight() {
        let edge = Rect {
            x: room.x + 1,
            y: room.bottom().saturating_sub(1),
            width: room.width.saturating_sub(2),
            height: 1,
        };
        in_sight(seen, all, theme, edge, buf);
    }
    Position { x: inside.x, y: at }
}

/// Draws the capture line at the bottom, so that what it is about stays in sight: the line, what is
/// understood of it, what is not, and how a word could go on.
fn capture(line: &CaptureLine, theme: Theme, room: Rect, buf: &mut Buffer) -> Option<Position> {
    let most = room.height.saturating_sub(4).min(4);
    let shown = count(line.completions.len()).min(most);
    let remarks = count(line.remarks.len()).min(1);
    let high = (4 + remarks + shown).min(room.height);
    let area = Rect {
        y: room.bottom() - high,
        height: high,
        ..room
    };
    fill(buf, area, theme.style(Role::Normal));
    let title = " kind who: text due date #commitment ";
    let inside = frame(buf, area, title, theme, true);
    let row = |n: u16| Rect {
        y: inside.y + n,
        height: u16::from(n < inside.height),
        ..inside
    };
    let caret = field(&line.field, row(0), buf);
    let mut lines = vec![(Role::Label, line.preview.clone())];
    let remarks = line.remarks.iter().take(1);
    lines.extend(remarks.map(|remark| (Role::Overdue, remark.clone())));
    let first = (line.chosen + 1).saturating_sub(usize::from(shown));
    let completions = line.completions.iter().enumerate().skip(first);
    for (place, completion) in completions.take(usize::from(shown)) {
        let mark = if place == line.chosen {
            theme.marker()
        } else {
            " "
        };
        let label = format!("{mark}{}", completion.label);
        lines.push((Role::Normal, label));
    }
    for ((role, text), n) in lines.iter().zip(1..) {
        let row = row(n);
        if row.height > 0 {
            put(buf, (row.x, row.y), row.width, text, theme.style(*role));
        }
    }
    caret
}

/// Makes room for a box of that size in the middle, and draws its frame.
fn boxed(theme: Theme, room: Rect, size: (u16, u16), title: &str, buf: &mut Buffer) -> Rect {
    let (width, height) = (size.0.min(room.width), size.1.min(room.height));
    let area = Rect {
        x: room.x + (room.width - width) / 2,
        y: room.y + (room.height - height) / 2,
        width,
        height,
    };
    fill(buf, area, theme.style(Role::Normal));
    let title = match title {
        "" => String::new(),
        title => format!(" {title} "),
    };
    frame(buf, area, &title, theme, true)
}

/// Draws a menu; returns where the caret or the choice stood on is.
pub(super) fn menu<C>(
    menu: &Menu<C>,
    theme: Theme,
    room: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let widest = menu
        .items
        .iter()
        .map(|item| columns(label(item)) + columns(&item.note) + 3)
        .max();
    let wide = widest.unwrap_or(0).max(columns(&menu.title)).max(24) + 4;
    let typed_line = u16::from(menu.typed.is_some());
    let high = count(menu.items.len().max(1)) + 2 + typed_line;
    let mut inside = boxed(theme, room, (wide.min(100), high), &menu.title, buf);
    let mut caret = None;
    if let Some(typed) = &menu.typed
        && inside.height > 1
    {
        put(buf, (inside.x, inside.y), 2, "> ", theme.style(Role::Key));
        let line = Rect {
            x: inside.x + 2,
            width: inside.width.saturating_sub(2),
            height: 1,
            ..inside
        };
        caret = field(typed, line, buf);
        inside = Rect {
            y: inside.y + 1,
            height: inside.height - 1,
            ..inside
        };
    }
    if menu.shown.is_empty() {
        put(
            buf,
            (inside.x, inside.y),
            inside.width,
            "nothing matches",
            theme.style(Role::Dim),
        );
    }
    let height = usize::from(inside.height).max(1);
    let top = (menu.cursor + 1).saturating_sub(height);
    let all = menu.shown.len();
    if all > height {
        let seen = top..all.min(top + height);
        in_sight(seen, all, theme, below(inside), buf);
    }
    let items = menu.shown.iter().enumerate().skip(top);
    for ((place, item), y) in items.zip(inside.top()..inside.bottom()) {
        let Some(item) = menu.items.get(*item) else {
            continue;
        };
        let row = Rect {
            y,
            height: 1,
            ..inside
        };
        menu_row(item, place == menu.cursor, theme, row, buf);
        if place == menu.cursor {
            caret = caret.or(Some(Position { x: row.x, y }));
        }
    }
    caret
}

fn label<C>(item: &Item<C>) -> String {
    let key = item.key.map(|key| format!("{key}  ")).unwrap_or_default();
    format!("{key}{}", item.label)
}

fn menu_row<C>(item: &Item<C>, on_it: bool, theme: Theme, row: Rect, buf: &mut Buffer) {
    // Why something is off is told apart from what it is, on a line where both are dim.
    let (role, note) = match &item.off {
        Some(why) => (Role::Dim, format!("- {why}")),
        None => (Role::Normal, item.note.clone()),
    };
    let note = safe(&note);
    let text = format!(" {}", label(item));
    let taken = put(buf, (row.x, row.y), row.width, &text, theme.style(role));
    let free = row.width.saturating_sub(taken + 3);
    let note = cut_end(&note, usize::from(free));
    let note_width = columns(&*note);
    let at = row.right().saturating_sub(note_width + 1);
    put(buf, (at, row.y), note_width, note, theme.style(Role::Dim));
    if on_it {
        buf.set_style(row.intersection(buf.area), theme.cursor(true));
        put(
            buf,
            (row.x, row.y),
            1,
            theme.marker(),
            theme.style(Role::Strong),
        );
    }
}

/// Draws a form; returns where the caret is.
pub(super) fn form<T>(
    form: &Form<T>,
    theme: Theme,
    room: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let help = form_help(form);
    let help = safe(&help);
    let refused = form.refused.as_deref().map(safe);
    let refused: Vec<&str> = refused
        .as_deref()
        .map(|text| wrap(text, usize::from(room.width.saturating_sub(2).min(60))))
        .unwrap_or_default();
    let understood = form.understood.as_deref().map(safe);
    let understood = understood.filter(|_| refused.is_empty());
    // The row for it is there from the beginning, so that a form that is typed into keeps its place.
    let reads = form
        .fields
        .iter()
        .any(|field| field.reads != Reads::Nothing);
    let notes = count(refused.len()).max(u16::from(reads));
    let rows = if form.is_text() {
        (room.height / 2).max(10)
    } else if form.fields.iter().any(has_many_lines) {
        (room.height / 2).max(count(form.fields.len()) + 3)
    } else {
        count(form.fields.len())
    };
    let high = rows + 4 + notes;
    let wide = columns(&form.title).saturating_add(4).clamp(64, 90);
    let inside = boxed(theme, room, (wide, high), &form.title, buf);
    let below = 1 + notes;
    let fields = Rect {
        height: inside.height.saturating_sub(below),
        ..inside
    };
    let caret = form_fields(form, theme, fields, buf);
    fields_in_sight(form, fields, inside, theme, buf);
    let mut y = fields.bottom();
    if let Some(understood) = understood {
        let shown = cut_end(&understood, usize::from(inside.width));
        put(
            buf,
            (inside.x, y),
            inside.width,
            shown,
            theme.style(Role::Label),
        );
    }
    if refused.is_empty() {
        y += notes;
    }
    for line in refused {
        if y < inside.bottom() {
            put(
                buf,
                (inside.x, y),
                inside.width,
                line,
                theme.style(Role::Wrong),
            );
            y += 1;
        }
    }
    if y < inside.bottom() {
        put(
            buf,
            (inside.x, y),
            inside.width,
            &help,
            theme.style(Role::Dim),
        );
    }
    caret
}

/// Says what the keys do in a form; where a name is offered, the key that takes it.
fn form_help<T>(form: &Form<T>) -> String {
    if let Some((name, _)) = &form.offered {
        return format!("Right takes {name}");
    }
    let keys = if form.is_text() {
        "Esc records  Enter new line  Ctrl-C leaves it  Ctrl-G editor"
    } else if form.is_on_a_text() {
        "Ctrl-S records  Enter new line  Tab next field  Esc leaves it"
    } else if form.is_on_a_choice() {
        "Enter records  Left Right choose  Down next  Esc leaves it"
    } else {
        "Enter records  Down next field  Esc leaves it  Ctrl-G editor"
    };
    keys.to_owned()
}

fn has_many_lines(field: &FormField) -> bool {
    matches!(&field.input, Input::Text(text) if text.has_many_lines())
}

/// Returns how high each field is: a text of many lines has what the others leave, if that is more
/// than its name takes.
fn heights<T>(form: &Form<T>, area: Rect) -> Vec<u16> {
    let others = count(form.fields.len().saturating_sub(1));
    let text = area.height.saturating_sub(others);
    let height = |field: &FormField| {
        if has_many_lines(field) && text > 1 {
            text
        } else {
            1
        }
    };
    form.fields.iter().map(height).collect()
}

/// Returns the first field in sight: where not all fit, the one that has the keys is.
fn first_field<T>(form: &Form<T>, area: Rect) -> usize {
    (form.focus + 1).saturating_sub(usize::from(area.height).max(1))
}

/// Says in the frame which fields are in sight, where not all are.
fn fields_in_sight<T>(form: &Form<T>, fields: Rect, inside: Rect, theme: Theme, buf: &mut Buffer) {
    let (all, rows) = (form.fields.len(), usize::from(fields.height));
    if form.is_text() || all <= rows {
        return;
    }
    let top = first_field(form, fields);
    let seen = top..all.min(top + rows);
    in_sight(seen, all, theme, below(inside), buf);
}

/// Returns the lower edge of the frame around a box.
fn below(inside: Rect) -> Rect {
    Rect {
        y: inside.bottom(),
        height: 1,
        ..inside
    }
}

/// Says at the right of an edge which of all there are are in sight.
fn in_sight(seen: Range<usize>, all: usize, theme: Theme, edge: Rect, buf: &mut Buffer) {
    let text = format!(" {}-{} of {all} ", seen.start + 1, seen.end);
    let wide = columns(&text).min(edge.width);
    let place = (edge.right().saturating_sub(wide), edge.y);
    put(buf, place, wide, &text, theme.style(Role::Dim));
}

fn form_fields<T>(form: &Form<T>, theme: Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if let (
        [
            FormField {
                input: Input::Text(text),
                ..
            },
        ],
        true,
    ) = (form.fields.as_slice(), form.is_text())
    {
        return field(text, area, buf);
    }
    let names = form
        .fields
        .iter()
        .map(|field| columns(&field.label))
        .max()
        .unwrap_or(0)
        + 3;
    // At least half of a narrow form is for what is typed.
    let names = names.min(area.width / 2);
    let mut caret = None;
    let top = first_field(form, area);
    let fields = form.fields.iter().zip(heights(form, area)).enumerate();
    let mut y = area.top();
    for (place, (shown, high)) in fields.skip(top) {
        if y >= area.bottom() {
            break;
        }
        let focused = place == form.focus;
        let name = format!(
            "{}{}",
            if focused { theme.marker() } else { " " },
            shown.label
        );
        let role = if focused { Role::Strong } else { Role::Label };
        put(
            buf,
            (area.x, y),
            names,
            pad(&name, usize::from(names)),
            theme.style(role),
        );
        let rest = Rect {
            x: area.x + names.min(area.width),
            y,
            width: area.width.saturating_sub(names),
            height: 1,
        };
        let below = Rect {
            x: area.x + 1,
            y: y + 1,
            width: area.width.saturating_sub(1),
            height: high - 1,
        };
        y += high;
        let at = input(&shown.input, focused, theme, (rest, below), buf);
        caret = caret.or(at);
    }
    caret
}

/// Draws what stands in a field: in the row behind its name, or in the rows below it, where there are
/// any; returns where the caret is if it has the keys.
fn input(
    shown: &Input,
    focused: bool,
    theme: Theme,
    (rest, below): (Rect, Rect),
    buf: &mut Buffer,
) -> Option<Position> {
    match shown {
        Input::Text(text) if below.height > 0 && focused => field(text, below, buf),
        Input::Text(text) if below.height > 0 => {
            text_at_rest(text, theme, below, buf);
            None
        }
        Input::Text(text) if focused => field(text, rest, buf),
        Input::Text(text) => {
            let style = theme.style(Role::Normal);
            put(buf, (rest.x, rest.y), rest.width, text.text(), style);
            None
        }
        Input::Choice { options, at } => {
            let role = if focused { Role::Strong } else { Role::Label };
            let text = format!("< {} >", options.get(*at).map_or("", String::as_str));
            put(buf, (rest.x, rest.y), rest.width, &text, theme.style(role));
            focused.then_some(Position {
                x: rest.x,
                y: rest.y,
            })
        }
    }
}

/// Draws a text of many lines that does not have the keys.
fn text_at_rest(text: &TextField, theme: Theme, area: Rect, buf: &mut Buffer) {
    let text = text.text();
    let width = usize::from(area.width).max(1);
    let lines = text.lines().map(safe);
    let wrapped = lines.flat_map(|line| {
        let lines: Vec<String> = wrap(&line, width).into_iter().map(str::to_owned).collect();
        if lines.is_empty() {
            vec![String::new()]
        } else {
            lines
        }
    });
    for (y, line) in (area.top()..area.bottom()).zip(wrapped) {
        put(
            buf,
            (area.x, y),
            area.width,
            &line,
            theme.style(Role::Normal),
        );
    }
}

/// Draws a text field and returns where its caret is.
pub(super) fn field(field: &TextField, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.width == 0 || area.height == 0 {
        return None;
    }
    field.area().render(area, buf);
    let caret = field.area().screen_cursor();
    let (top, left) = field.area().scroll_offset();
    let into = |at: usize, from: u16| u16::try_from(at.saturating_sub(usize::from(from)));
    let x = area
        .x
        .saturating_add(into(caret.col, left).unwrap_or(u16::MAX));
    let y = area
        .y
        .saturating_add(into(caret.row, top).unwrap_or(u16::MAX));
    Some(Position {
        x: x.min(area.right() - 1),
        y: y.min(area.bottom() - 1),
    })
}

fn confirm(confirm: &Confirm, theme: Theme, room: Rect, buf: &mut Buffer) -> Option<Position> {
    let question = safe(&confirm.question);
    let wide = columns(&question).saturating_add(4).clamp(30, 76);
    let text = wrap(
        &question,
        usize::from(wide.min(room.width)).saturating_sub(4).max(2),
    );
    let high = count(text.len()) + 4;
    let inside = boxed(theme, room, (wide, high), "", buf);
    for (y, line) in (inside.top()..inside.bottom()).zip(text) {
        put(
            buf,
            (inside.x + 1, y),
            inside.width,
            line,
            theme.style(Role::Strong),
        );
    }
    let y = inside.bottom().saturating_sub(1);
    let mut x = inside.x + 1;
    let mut cursor = None;
    for (word, marked) in [(" No ", !confirm.on_yes), (" y Yes ", confirm.on_yes)] {
        let style = if marked {
            theme.cursor(true)
        } else {
            theme.style(Role::Normal)
        };
        let word = if marked {
            format!("[{}]", word.trim())
        } else {
            word.to_owned()
        };
        if marked && inside.width > 1 && inside.height > 0 {
            cursor = Some(Position { x, y });
        }
        x += put(buf, (x, y), inside.width, &word, style) + 2;
    }
    cursor
}

/// Returns a count of rows or columns, so capped that sums of a few never overflow.
fn count(n: usize) -> u16 {
    u16::try_from(n).map_or(u16::MAX / 4, |n| n.min(u16::MAX / 4))
}
