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
    let span = if has_options { "9" } else { "8" };
    html! {
        // It may be wider than a phone, and what scrolls must be reached by keys.
        <div class="task-scroll" role="region" tabindex="0" aria-labelledby="task-table-caption">
            <table class="task-table" data-part="task-table">
                <caption id="task-table-caption">{ labels.exchange }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ labels.segment }</th>
                        <th scope="col">{ labels.flags }</th>
                        <th scope="col">{ "seq" }</th>
                        <th scope="col">{ "ack" }</th>
                        <th scope="col">{ "len" }</th>
                        <th scope="col">{ "win" }</th>
                        <th scope="col">{ labels.sent }</th>
                        <th scope="col">{ labels.arrives }</th>
                        if has_options {
                            <th scope="col">{ labels.options }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    { for lines.iter().filter_map(|line| match line {
                        Line::Segment(row) => Some(segment(row, has_options, lang)),
                        Line::Note { at, side, text, .. } => Some(html! {
                            <tr class="task-note" data-side={side.name()}>
                                <td colspan={span}>{ at.clone() }{ " · " }{ text.clone() }</td>
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
        <tr data-row={row.name.clone()} data-asked={row.is_asked.to_string()}>
            <th scope="row" class={side(row.from)}>{ row.name.clone() }</th>
            { cell("flags", &row.flags) }
            { cell("seq", &row.seq) }
            { cell("ack", &row.ack) }
            { cell("len", &row.len) }
            { cell("window", &row.window) }
            <td>{ row.sent.clone() }</td>
            <td class={if row.end == End::Lost { "task-lost" } else { "" }}>{ end.to_owned() }</td>
            if has_options {
                <td class="task-options">{ row.options.clone() }</td>
            }
        </tr>
    }
}

fn cell(name: &'static str, cell: &Cell) -> Html {
    let class = match cell {
        Cell::Plain(_) => "",
        Cell::Covered => "covered",
        Cell::Told(_) => "told",
    };
    html! { <td {class} data-cell={name}>{ cell.text().to_owned() }</td> }
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
