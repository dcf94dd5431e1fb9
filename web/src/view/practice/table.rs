//! The exchange of a question as a table, and the cards of an order: everything that the drawing shows, in words and numbers.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use sim::Side;
use yew::prelude::*;

use super::shown::{Cell, End, Line, Row};
use crate::labels::practice::practice;
use crate::view::answer::Card;

/// The table as a whole.
pub(super) fn table(lines: &[Line], lang: Lang) -> Html {
    let labels = practice(lang);
    let has_options = lines.iter().any(|line| matches!(line, Line::Segment(row) if !row.options.is_empty()));
    let has_forged = lines.iter().any(|line| matches!(line, Line::Segment(row) if !row.mark.is_empty()));
    let span = if has_options { "9" } else { "8" };
    let heads = [labels.segment, labels.flags, "seq", "ack", "len", "win", labels.sent, labels.arrives, labels.options];
    html! {
        // It may be wider than its place, and what scrolls must be reached by keys.
        <div class="task-scroll" role="region" tabindex="0" aria-labelledby="task-table-caption">
            // On a phone its rows are laid out as blocks: the roles say that it is a table all the same.
            <table class="task-table flows" role="table" data-part="task-table">
                <caption id="task-table-caption">{ if has_forged { labels.exchange_forged } else { labels.exchange } }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        { for heads.into_iter().take(if has_options { 9 } else { 8 }).map(|head| html! {
                            <th scope="col" role="columnheader">{ head }</th>
                        }) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for lines.iter().filter_map(|line| match line {
                        Line::Segment(row) if row.whose.is_empty() => Some(segment(row, has_options, lang)),
                        Line::Segment(row) => Some(html! {
                            <>
                                <tr role="row" class="task-note" data-whose={row.name.clone()}>
                                    <td role="cell" colspan={span}>{ row.name.clone() }{ " · " }{ row.whose.clone() }</td>
                                </tr>
                                { segment(row, has_options, lang) }
                            </>
                        }),
                        Line::Note { at, side, text, .. } => Some(html! {
                            <tr role="row" class="task-note" data-side={side.name()}>
                                <td role="cell" colspan={span}>{ at.clone() }{ " · " }{ text.clone() }</td>
                            </tr>
                        }),
                        Line::Ends(_) => None,
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn segment(row: &Row, has_options: bool, lang: Lang) -> Html {
    let labels = practice(lang);
    let end = match &row.end {
        End::Unseen => "",
        End::Arrives(at) => at,
        End::Lost => labels.lost,
    };
    html! {
        <tr role="row" data-row={row.name.clone()} data-asked={row.is_asked.to_string()}>
            <th scope="row" role="rowheader" class={if row.mark.is_empty() { side(row.from) } else { "forged" }}>
                { row.name.clone() }
            </th>
            { cell("flags", labels.flags, &row.flags) }
            { cell("seq", "seq", &row.seq) }
            { cell("ack", "ack", &row.ack) }
            { cell("len", "len", &row.len) }
            { cell("window", "win", &row.window) }
            <td role="cell" data-name={labels.sent}>{ text(&row.sent) }</td>
            <td role="cell" data-name={labels.arrives} class={if row.end == End::Lost { "task-lost" } else { "" }}>{ text(end) }</td>
            if has_options {
                <td role="cell" data-name={labels.options} class="task-options">{ text(&row.options) }</td>
            }
        </tr>
    }
}

/// Nothing at all for an empty cell: where the rows are laid out as blocks, it takes no place.
fn text(text: &str) -> Html {
    if text.is_empty() {
        Html::default()
    } else {
        html! { { text.to_owned() } }
    }
}

fn cell(name: &'static str, column: &'static str, cell: &Cell) -> Html {
    let class = match cell {
        Cell::Plain(_) => "",
        Cell::Covered => "covered",
        Cell::Told(_) => "told",
    };
    html! { <td role="cell" {class} data-cell={name} data-name={column}>{ text(cell.text()) }</td> }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Client => "client",
        Side::Server => "server",
    }
}

/// The segments of an order as cards that can be moved.
pub(super) fn to_order(rows: &[Row], lang: Lang) -> Rc<[Card]> {
    let one = |row: &Row| Card { name: row.name.clone().into(), class: side(row.from), body: card(row, lang) };
    rows.iter().map(one).collect()
}

/// The same once they can no longer be moved.
pub(super) fn cards(rows: &[Row], lang: Lang) -> Html {
    html! {
        <ul class="task-cards" data-part="task-cards" aria-label={practice(lang).cards}>
            { for rows.iter().map(|row| html! {
                <li class={["task-card ", side(row.from)].concat()} data-card={row.name.clone()}>{ card(row, lang) }</li>
            }) }
        </ul>
    }
}

/// What stands on a card.
fn card(row: &Row, lang: Lang) -> Html {
    let labels = practice(lang);
    let sender = if row.from == Side::Client { labels.client } else { labels.server };
    let fact = |name: &'static str, value: &Cell| {
        if value.text().is_empty() {
            return Html::default();
        }
        html! { <div><dt>{ name }</dt><dd>{ value.text().to_owned() }</dd></div> }
    };
    html! {
        <>
            <p><strong>{ row.name.clone() }</strong>{ " " }{ sender }{ " · " }
                <span class="task-flags mono">{ row.flags.text().to_owned() }</span></p>
            <dl class="mono">
                { fact("seq", &row.seq) }
                { fact("ack", &row.ack) }
                { fact("len", &row.len) }
            </dl>
        </>
    }
}
