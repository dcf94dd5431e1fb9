//! The inspector: why things are as they are, the header of a segment and its octets, and its seven layers.

mod chain;
mod field;
mod grid;
mod header;
mod layers;
mod octets;
mod option_cells;
mod sum;
mod variable;
mod why;

use markup::html;
use wasm_bindgen::JsCast;
use yew::prelude::*;

pub(crate) use self::header::part_label;

use self::header::header_tab;
use self::layers::layers_tab;
use self::why::WhyProps;
use crate::labels::inspector::InspectorLabels;
use crate::model::{Action, Tab};
use crate::view::ViewProps;
use crate::view::captures::nothing_within;
use crate::view::later::later;
use crate::view::memo::memo;
use crate::view::segment::SegmentProps;

/// The whole of it.
pub(crate) fn inspector(props: &ViewProps) -> Html {
    let model = &*props.model;
    let labels = InspectorLabels::of(model.view.lang);
    let segment = model.segment_in_view();
    let tab = model.view.tab;
    let content = match (tab, segment) {
        (Tab::Why, _) => {
            let strip = model.selection.segment.filter(|index| Some(*index) == segment);
            html! {
                <>
                    { for strip.map(|index| why::strip(props, index)) }
                    { memo(WhyProps::from(props), why::why) }
                </>
            }
        }
        (_, None) => html! {
            <div class="empty">
                <h3>{ labels.empty_title }</h3>
                <p>{ labels.empty }</p>
            </div>
        },
        (_, Some(index)) => {
            let shown = SegmentProps::of(props, index);
            html! {
                <>
                    { why::strip(props, index) }
                    if tab == Tab::Header {
                        { later(header_tab(), model.view.lang, shown) }
                    } else if model.captured.is_some() {
                        { later(nothing_within(), model.view.lang, model.view.lang) }
                    } else {
                        { later(layers_tab(), model.view.lang, shown) }
                    }
                </>
            }
        }
    };
    html! {
        <section class="inspector panel" aria-label={labels.title}>
            { tabs(props, labels) }
            <div
                class="inspector-panel"
                role="tabpanel"
                id="inspector-panel"
                aria-labelledby={tab_id(tab)}
                data-tab={tab_name(tab)}
                tabindex="0"
            >
                { content }
            </div>
        </section>
    }
}

fn tab_name(tab: Tab) -> &'static str {
    match tab {
        Tab::Why => "why",
        Tab::Header => "header",
        Tab::Layers => "layers",
    }
}

fn tab_id(tab: Tab) -> String {
    format!("tab-{}", tab_name(tab))
}

/// The tabs. Left and right go to the next one and show it.
fn tabs(props: &ViewProps, labels: &'static InspectorLabels) -> Html {
    let chosen = props.model.view.tab;
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = Tab::ALL.iter().position(|tab| *tab == chosen).unwrap_or(0);
            let last = Tab::ALL.len() - 1;
            let to = match event.key().as_str() {
                "ArrowRight" if at < last => at + 1,
                "ArrowLeft" if at > 0 => at - 1,
                "ArrowRight" | "Home" => 0,
                "ArrowLeft" | "End" => last,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            act.emit(Action::Tab(Tab::ALL[to]));
            focus(&format!("#{}", tab_id(Tab::ALL[to])));
        })
    };
    let tab = |tab: Tab| {
        let is_chosen = tab == chosen;
        let onclick = props.act.reform(move |_| Action::Tab(tab));
        let label = match tab {
            Tab::Why => labels.why,
            Tab::Header => labels.header,
            Tab::Layers => labels.layers,
        };
        html! {
            <button
                role="tab"
                id={tab_id(tab)}
                aria-selected={is_chosen.to_string()}
                aria-controls="inspector-panel"
                tabindex={if is_chosen { "0" } else { "-1" }}
                {onclick}
            >
                { label }
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={labels.title} {onkeydown}>
            { for Tab::ALL.into_iter().map(tab) }
        </div>
    }
}

/// Moves the focus to what `selector` finds, if anything.
fn focus(selector: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
