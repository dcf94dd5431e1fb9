//! What is to be asked: the lesson's own questions or every segment, and which parts of it.

use lessons::Ask;
use markup::html;
use sim::Side;
use yew::prelude::*;

use crate::labels::predict::predict;
use crate::model::{Action, Asking, Model};

/// What can be asked of a segment, each as one choice.
const PARTS: [&[Ask]; 8] = [
    &[Ask::Seq],
    &[Ask::Ack],
    &[Ask::Flags],
    &[Ask::Len],
    &[Ask::Window],
    &[Ask::SackLeft, Ask::SackRight],
    &[Ask::State(Side::Client)],
    &[Ask::State(Side::Server)],
];

/// The choices, folded up: what is chosen stands there anyway.
pub(super) fn settings(model: &Model, act: &Callback<Action>) -> Html {
    let (labels, asking, every) = (predict(model.view.lang), &model.asking, model.asks_every());
    let is_captured = model.captured.is_some();
    let own = if is_captured { labels.chosen_ones } else { labels.own };
    let scope = |name: &'static str, is_every: bool, scope: &'static str| {
        let asking = Asking { every: Some(is_every), ..asking.clone() };
        html! {
            <button type="button" data-ask-scope={scope} aria-pressed={(every == is_every).to_string()}
                onclick={act.reform(move |_: MouseEvent| Action::Ask(asking.clone()))}>{ name }</button>
        }
    };
    // Of a capture only what is certain is asked, and that is nothing of these.
    let is_uncertain = |parts: &[Ask]| matches!(parts[0], Ask::Len | Ask::Window | Ask::SackLeft);
    let part = |(at, parts): (usize, &&'static [Ask])| {
        let is_asked = asking.parts.contains(&parts[0]);
        let mut chosen: Vec<Ask> = Ask::ALL
            .into_iter()
            .filter(|ask| if parts.contains(ask) { !is_asked } else { asking.parts.contains(ask) })
            .collect();
        // Nothing at all cannot be asked.
        if chosen.is_empty() {
            chosen = asking.parts.clone();
        }
        let changed = Asking { parts: chosen, ..asking.clone() };
        html! {
            <button type="button" data-ask-part={super::ask_name(parts[0])} aria-pressed={is_asked.to_string()}
                onclick={act.reform(move |_: MouseEvent| Action::Ask(changed.clone()))}>{ labels.parts[at] }</button>
        }
    };
    html! {
        <details class="fold predict-settings" data-part="asking" data-every={every.to_string()}>
            <summary>{ labels.asked }{ " " }<strong>{ if every { labels.every } else { own } }</strong></summary>
            if !model.landmarks.posed.is_empty() {
                <div class="predict-choice" role="group" aria-label={labels.asked}>
                    { scope(own, false, "own") }
                    { scope(labels.every, true, "every") }
                </div>
            }
            if every {
                <div class="predict-choice" role="group" aria-label={labels.which_parts}>
                    <span class="hint">{ labels.which_parts }</span>
                    { for PARTS.iter().enumerate().filter(|(_, parts)| !(is_captured && is_uncertain(parts))).map(part) }
                </div>
            }
            if is_captured {
                <p class="hint">{ labels.only_certain }</p>
            }
        </details>
    }
}
