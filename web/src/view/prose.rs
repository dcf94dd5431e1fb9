//! Prose and explanations as elements.

use lessons::explain::Explanation;
use lessons::{Block, Lang, Span};
use markup::html;
use tcp::Section;
use yew::prelude::*;

use crate::labels::inspector::{InspectorLabels, fill};

/// Spans within a line.
pub(crate) fn spans(spans: &[Span]) -> Html {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) => html! { { text } },
            Span::Code(text) => html! { <code>{ text }</code> },
            Span::Strong(text) => html! { <strong>{ text }</strong> },
            Span::Term(_, text) => html! { { text } },
        })
        .collect()
}

/// Blocks of prose. Items that follow each other are one list.
pub(crate) fn blocks(blocks: &[Block]) -> Html {
    let is_item = |block: &Block| matches!(block, Block::Item(_));
    blocks
        .chunk_by(|one, next| is_item(one) && is_item(next))
        .map(|run| match run {
            [Block::Heading(_, text)] => html! { <h4>{ text }</h4> },
            [Block::Paragraph(text)] => html! { <p>{ spans(text) }</p> },
            items => html! {
                <ul>
                    { for items.iter().filter_map(|item| match item {
                        Block::Item(text) => Some(html! { <li>{ spans(text) }</li> }),
                        _ => None,
                    }) }
                </ul>
            },
        })
        .collect()
}

/// One link in the chain of reasons. `kind` tells what is explained.
pub(crate) fn explanation(kind: &'static str, explanation: &Explanation, lang: Lang) -> Html {
    html! {
        <section class="reason" data-why={kind}>
            <h4>{ &explanation.heading }</h4>
            if !explanation.text.is_empty() {
                <p>{ spans(&explanation.text) }</p>
            }
            { arithmetic(&explanation.arithmetic) }
            <p class="reason-section">{ section(explanation.section, lang) }</p>
        </section>
    }
}

/// Lines of arithmetic.
pub(crate) fn arithmetic(lines: &[String]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <div class="arithmetic mono">{ for lines.iter().map(|line| html! { <p>{ line }</p> }) }</div>
    }
}

/// A section as it is cited.
pub(crate) fn section(section: Section, lang: Lang) -> String {
    fill(InspectorLabels::of(lang).section, &[&section.rfc.to_string(), section.section])
}
