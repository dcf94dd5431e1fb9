//! What the player can do beyond its buttons: jumps, a part that is played again and again, and where it stops by itself.

use markup::{html, later};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::browser::target;
use crate::labels::player::player;
use crate::labels::shell::shell;
use crate::model::{Action, Jump, Range, Stops};
use crate::view::ViewProps;
use crate::view::later::later;

/// A button that unfolds it all.
pub(crate) fn player_more(props: &ViewProps) -> Html {
    let lang = props.model.view.lang;
    let name = shell(lang).more_player;
    html! {
        <details class="player-more" data-part="player-more" onkeydown={fold}>
            <summary aria-label={name} title={name}>{ "⋯" }</summary>
            <div class="player-panel">{ later(player_panel(), lang, props.clone()) }</div>
        </details>
    }
}

#[later(why)]
fn player_panel(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = player(model.view.lang);
    let button = |name: &'static str, hook: &'static str, disabled: bool, action: Action| {
        html! {
            <button type="button" data-control={hook} {disabled}
                onclick={act.reform(move |_| action.clone())}>{ name }</button>
        }
    };
    let jump = |name, hook, jump| button(name, hook, false, Action::Jump(jump));
    let range = match model.range {
        Some(Range { from, to }) => (labels.loop_range)(from, to),
        None => labels.loop_none.into(),
    };
    let stops = &model.stops;
    let with = |change: fn(Stops, &HtmlInputElement) -> Stops| {
        let stops = stops.clone();
        move |event: InputEvent| {
            let stops = stops.clone();
            let input = event.target_dyn_into::<HtmlInputElement>();
            Action::Stops(input.map_or(stops.clone(), |input| change(stops, &input)))
        }
    };
    let on_state = act.reform(with(|stops, input| Stops { state: input.checked(), ..stops }));
    let on_loss = act.reform(with(|stops, input| Stops { loss: input.checked(), ..stops }));
    let on_words = act.reform(with(|stops, input| Stops { words: input.value(), ..stops }));
    html! {
        <>
            <div class="player-row">
                { jump(labels.previous_segment, "previous-segment", Jump::PreviousSegment) }
                { jump(labels.next_segment, "next-segment", Jump::NextSegment) }
                { jump(labels.round_trip, "round-trip", Jump::RoundTrip) }
            </div>
            <fieldset>
                <legend>{ labels.loop_title }</legend>
                <p data-part="loop">{ range }</p>
                <div class="player-row">
                    { button(labels.loop_from, "loop-from", false, Action::Loop(Some(model.loop_from_here()))) }
                    { button(labels.loop_to, "loop-to", model.cursor.step == 0,
                        Action::Loop(Some(model.loop_to_here()))) }
                    { button(labels.loop_phase, "loop-phase", model.loop_of_phase().is_none(),
                        Action::Loop(model.loop_of_phase())) }
                    { button(labels.loop_off, "loop-off", model.range.is_none(), Action::Loop(None)) }
                </div>
            </fieldset>
            <fieldset>
                <legend>{ labels.stop_title }</legend>
                <label class="player-check">
                    <input type="checkbox" data-control="stop-state" checked={stops.state} oninput={on_state} />
                    { labels.stop_state }
                </label>
                <label class="player-check">
                    <input type="checkbox" data-control="stop-loss" checked={stops.loss} oninput={on_loss} />
                    { labels.stop_loss }
                </label>
                <label class="player-words">
                    { labels.stop_words }
                    <input type="text" data-control="stop-words" maxlength="80" placeholder={labels.stop_example}
                        value={stops.words.clone()} oninput={on_words} />
                </label>
                { button(labels.next_stop, "next-stop", !stops.any(), Action::Jump(Jump::NextStop)) }
            </fieldset>
        </>
    }
}

/// Escape folds the panel and leaves the focus at its button.
fn fold(event: KeyboardEvent) {
    let panel = target(&event).and_then(|element| element.closest("details").ok().flatten());
    let (Some(panel), "Escape") = (panel, event.key().as_str()) else { return };
    let _ = panel.remove_attribute("open");
    let button = panel.query_selector("summary").ok().flatten();
    if let Some(button) = button.and_then(|button| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(button).ok()) {
        let _ = button.focus();
    }
}
