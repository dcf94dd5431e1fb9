//! The pages for teachers, which are fetched when somebody asks for them. They are drawn from their parts: nothing of them
//! is markup.

use guide::{Block, Guide as Pages, Page, Span, file_name, unpacked};
use lessons::Lang;
use markup::html;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::PartProps;
use crate::labels::share::share;
use crate::view::course::{Fetched, use_file, waiting};

/// The part of the dialog.
#[component]
pub(super) fn Guide(props: &PartProps) -> Html {
    let code = if props.lang == Lang::Zh { "zh" } else { "en" };
    let (fetched, again) = use_file(&file_name(code));
    let pages = use_memo(fetched.clone(), |fetched| match fetched {
        Fetched::There(octets) => unpacked(octets),
        Fetched::Awaited | Fetched::Failed => None,
    });
    let top = use_node_ref();
    {
        let top = top.clone();
        let is_first = use_mut_ref(|| true);
        use_effect_with(props.page.clone(), move |_| {
            // Another page begins at its top.
            if !is_first.replace(false)
                && let Some(top) = top.cast::<HtmlElement>()
            {
                let _ = top.focus();
                top.scroll_into_view();
            }
        });
    }
    let Some(pages) = &*pages else { return waiting(&fetched, props.lang, &again) };
    let shown = pages.pages.iter().find(|page| page.name == *props.page).or(pages.pages.first());
    html! {
        <div class="guide">
            { contents(pages, shown, props) }
            <article class="guide-page" ref={top} tabindex="-1" data-part="guide" data-page={shown.map(|page| page.name.clone())}>
                { for shown.map(|page| drawn(page, &props.on_page)) }
            </article>
        </div>
    }
}

fn contents(pages: &Pages, shown: Option<&Page>, props: &PartProps) -> Html {
    let one = |page: &Page| {
        let name = AttrValue::from(page.name.clone());
        let is_shown = shown.is_some_and(|shown| shown.name == page.name);
        let onclick = props.on_page.reform({
            let name = name.clone();
            move |_: MouseEvent| name.clone()
        });
        html! {
            <li>
                <button type="button" data-guide={name} aria-current={is_shown.then_some("page")} {onclick}>
                    { page.title.clone() }
                </button>
            </li>
        }
    };
    html! {
        <nav class="guide-contents" aria-label={share(props.lang).pages}><ul>{ for pages.pages.iter().map(one) }</ul></nav>
    }
}

fn drawn(page: &Page, on_page: &Callback<AttrValue>) -> Html {
    html! {
        <>
            <h3>{ page.title.clone() }</h3>
            { for page.blocks.iter().map(|block| self::block(block, page, on_page)) }
        </>
    }
}

fn block(block: &Block, page: &Page, on_page: &Callback<AttrValue>) -> Html {
    match block {
        Block::Heading(2, line) => html! { <h4>{ spans(line, on_page) }</h4> },
        Block::Heading(_, line) => html! { <h5>{ spans(line, on_page) }</h5> },
        Block::Paragraph(line) => html! { <p>{ spans(line, on_page) }</p> },
        Block::List(true, items) => html! {
            <ol>{ for items.iter().map(|item| html! { <li>{ spans(item, on_page) }</li> }) }</ol>
        },
        Block::List(false, items) => html! {
            <ul>{ for items.iter().map(|item| html! { <li>{ spans(item, on_page) }</li> }) }</ul>
        },
        Block::Code(code) => html! { <pre class="mono">{ code.clone() }</pre> },
        Block::Table(rows) => {
            let cells = |row: &Vec<Vec<Span>>, is_head: bool| -> Html {
                row.iter()
                    .map(|cell| match is_head {
                        true => html! { <th scope="col">{ spans(cell, on_page) }</th> },
                        false => html! { <td>{ spans(cell, on_page) }</td> },
                    })
                    .collect()
            };
            // What is too wide is moved by keys as well.
            html! {
                <div class="guide-table" role="region" tabindex="0" aria-label={page.title.clone()}>
                    <table>
                        <thead><tr>{ for rows.first().map(|row| cells(row, true)) }</tr></thead>
                        <tbody>{ for rows.iter().skip(1).map(|row| html! { <tr>{ cells(row, false) }</tr> }) }</tbody>
                    </table>
                </div>
            }
        }
    }
}

fn spans(line: &[Span], on_page: &Callback<AttrValue>) -> Html {
    line.iter()
        .map(|span| match span {
            Span::Text(text) => html! { { text.clone() } },
            Span::Code(text) => html! { <code>{ text.clone() }</code> },
            Span::Strong(text) => html! { <strong>{ text.clone() }</strong> },
            Span::Page(name, text) => {
                let name = AttrValue::from(name.clone());
                let onclick = on_page.reform(move |_: MouseEvent| name.clone());
                html! { <button type="button" class="term" {onclick}>{ text.clone() }</button> }
            }
        })
        .collect()
}
