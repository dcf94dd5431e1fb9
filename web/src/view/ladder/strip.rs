//! The line above the ladder: what can be done, or the selected segment with what can be done to it. It is always there
//! and always as high, so that nothing moves when a segment is selected.

use crate::view::pen::classes;
use markup::html;
use yew::prelude::*;

use super::menu::Opened;
use super::scene::Shape;
use super::segment::field_of;
use crate::browser::around;
use crate::labels::ladder::ladder;
use crate::model::{Action, Mode, Model};

pub(super) fn strip(
    model: &Model,
    selected: Option<&Shape>,
    menu: Option<Opened>,
    on_menu: &Callback<Opened>,
    act: &Callback<Action>,
) -> Html {
    let labels = ladder(model.view.lang);
    let Some(shape) = selected else {
        let hint = match model.mode {
            Mode::Predict => labels.predict_hint,
            _ if model.captured.is_some() => labels.captured_hint,
            Mode::Watch | Mode::Quiz | Mode::Lab if model.cursor.step == 0 => labels.empty_hint,
            Mode::Watch | Mode::Quiz | Mode::Lab => labels.watch_hint,
        };
        return html! { <div class="ladder-strip"><p class="ladder-hint">{ hint }</p></div> };
    };
    let (id, index) = (shape.facts.id, shape.index);
    let toggle = act.reform(move |_| Action::ToggleDrop(id));
    let unselect = act.reform(|_| Action::SelectSegment(None));
    let open = on_menu.reform(move |event: MouseEvent| {
        let place = around(&event, "button").map(|button| button.get_bounding_client_rect());
        let at = place.map_or((0.0, 0.0), |place| (place.left(), place.bottom() + 4.0));
        let whole = crate::view::pixels::whole;
        Opened { segment: index, at: (whole(at.0), whole(at.1)), by_button: true }
    });
    let (class, word) = if model.fault(id) == Some(&sim::FaultKind::Drop) {
        ("ladder-restore", labels.let_through)
    } else {
        ("ladder-drop", labels.drop_it)
    };
    html! {
        <div class="ladder-strip chosen">
            <strong class={classes!("ladder-name", id.from.name())}>
                { (labels.segment)(id) }
                if let Some(will) = shape.will_after(model.cursor.step) {
                    { " " }<span class="ladder-will" data-part="will">{ labels.will(will) }</span>
                }
            </strong>
            <span class="ladder-text mono">{ for shape.full().split_inclusive(' ').map(|word| said(index, word, act)) }</span>
            if model.can_change() {
                <button type="button" {class} data-control="drop" onclick={toggle}>{ word }</button>
                <button type="button" class="ladder-change" data-control="change" aria-haspopup="menu"
                    aria-expanded={menu.is_some().to_string()} onclick={open}>{ labels.change }{ " ▾" }</button>
            }
            <button type="button" class="ladder-unselect" aria-label={labels.unselect} title={labels.unselect} onclick={unselect}>
                { "×" }
            </button>
        </div>
    }
}

/// A word of what the segment says. A number leads to its why.
fn said(index: usize, word: &str, act: &Callback<Action>) -> Html {
    match field_of(word) {
        Some(field) => {
            let why = act.reform(move |_: MouseEvent| Action::SelectNumber(index, field));
            html! { <span class="has-why" onclick={why}>{ word.to_owned() }</span> }
        }
        None => html! { { word.to_owned() } },
    }
}
