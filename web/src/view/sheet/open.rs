//! Before a sheet is handed in with something open: which questions are not answered, and the way back to each.

use lessons::Lang;
use markup::html;
use web_sys::Element;
use yew::prelude::*;

use crate::labels::sheet::sheet;
use crate::view::answer::{is_free, take_focus};

#[derive(Clone, PartialEq, Properties)]
pub(super) struct OpenProps {
    /// The places of the questions that are not answered, from 0, and what each asks.
    pub(super) open: Vec<(usize, AttrValue)>,
    pub(super) lang: Lang,
    /// Goes to the question at a place.
    pub(super) on_question: Callback<usize>,
}

/// The questions that are open. It takes the focus as it appears.
#[component]
pub(super) fn OpenQuestions(props: &OpenProps) -> Html {
    let OpenProps { open, lang, on_question } = props;
    let labels = sheet(*lang);
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(node) = node.cast::<Element>().filter(is_free) {
                take_focus(&node, "h3");
            }
        });
    }
    let one = |(place, prompt): &(usize, AttrValue)| {
        let place = *place;
        let onclick = on_question.reform(move |_: MouseEvent| place);
        let (button, asked) = (format!("open-question-{place}"), format!("open-asked-{place}"));
        html! {
            <li>
                <button type="button" id={button} data-control="open-question" aria-describedby={asked.clone()} {onclick}>
                    { (labels.question)(place + 1) }</button>
                <span id={asked}>{ prompt.clone() }</span>
            </li>
        }
    };
    html! {
        <div class="panel sheet-open" data-part="sheet-open" ref={node}>
            <h3 tabindex="-1">{ (labels.open_at_end)(open.len()) }</h3>
            <p>{ labels.still_open }</p>
            <ul>{ for open.iter().map(one) }</ul>
        </div>
    }
}
