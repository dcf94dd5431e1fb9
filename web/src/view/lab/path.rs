//! The path: how long it takes, and what happens to segments on it by chance.

use markup::html;
use sim::{Path, Preset};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::edited;
use super::field::{Number, choice, number};
use crate::labels::lab::lab;
use crate::model::Action;
use crate::view::ViewProps;

/// A minute one way: to the Moon it is 1.3 s.
const LONGEST_DELAY: u32 = 60_000;

/// A terabit a second, in kilobits: more than any line has.
const FASTEST: u32 = 1_000_000_000;
/// Segments that a router holds at the most.
const LONGEST_QUEUE: u32 = 100_000;

/// A number of the path that can be drawn along a scale.
struct Scale {
    /// Its id in the page, which also joins the changes while it is drawn.
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    get: fn(&Path) -> u32,
    set: fn(&mut Path, u32),
    /// The largest on the scale; a larger one can be written.
    far: u32,
    largest: u32,
}

pub(super) fn path(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = lab(model.view.lang);
    let scenario = model.edits.scenario();
    let delay = |id, label, get, set| Scale {
        id,
        label,
        unit: labels.milliseconds,
        get,
        set,
        far: 400,
        largest: LONGEST_DELAY,
    };
    let chance =
        |id, label, get, set| Scale { id, label, unit: labels.in_a_thousand, get, set, far: 300, largest: 1000 };
    let delays = [
        delay("path-to-server", labels.to_server, |path| path.to_server_ms, |path, ms| path.to_server_ms = ms),
        delay("path-to-client", labels.to_client, |path| path.to_client_ms, |path, ms| path.to_client_ms = ms),
    ];
    let chances = [
        chance("path-loss", labels.loss, |path| path.chance.loss.into(), |path, of| path.chance.loss = thousandths(of)),
        chance(
            "path-duplicate",
            labels.duplicate,
            |path| path.chance.duplicate.into(),
            |path, of| {
                path.chance.duplicate = thousandths(of);
            },
        ),
        chance(
            "path-reorder",
            labels.reorder,
            |path| path.chance.reorder.into(),
            |path, of| {
                path.chance.reorder = thousandths(of);
            },
        ),
        chance(
            "path-corrupt",
            labels.corrupt,
            |path| path.chance.corrupt.into(),
            |path, of| {
                path.chance.corrupt = thousandths(of);
            },
        ),
        chance("path-mark", labels.mark, |path| path.chance.mark.into(), |path, of| path.chance.mark = thousandths(of)),
    ];
    let line = [
        Scale {
            id: "path-rate",
            label: labels.rate,
            unit: "kbit/s",
            get: |path| path.rate_kbps,
            set: |path, rate| path.rate_kbps = rate,
            far: 10_000,
            largest: FASTEST,
        },
        Scale {
            id: "path-queue",
            label: labels.queue,
            unit: labels.segments,
            get: |path| path.queue,
            set: |path, queue| path.queue = queue,
            far: 200,
            largest: LONGEST_QUEUE,
        },
    ];
    let draw_again = {
        let scenario = scenario.clone();
        act.reform(move |_: MouseEvent| {
            edited(&scenario, |scenario| scenario.path.chance.seed = scenario.path.chance.seed.wrapping_add(1))
        })
    };
    html! {
        <div class="lab-body">
            { presets(props) }
            { for delays.iter().map(|scale| draw(props, scale)) }
            { for line.iter().map(|scale| draw(props, scale)) }
            <p class="hint">{ labels.rate_hint }</p>
            <fieldset class="lab-group">
                <legend>{ labels.chance }</legend>
                { for chances.iter().map(|scale| draw(props, scale)) }
                <div class="lab-row">
                    <span>{ labels.luck }{ " " }<span class="mono">{ scenario.path.chance.seed }</span></span>
                    <button type="button" data-control="draw-again" onclick={draw_again}>{ labels.other_luck }</button>
                </div>
            </fieldset>
        </div>
    }
}

/// Paths that people know, with the present one among them or as none of them.
fn presets(props: &ViewProps) -> Html {
    let labels = lab(props.model.view.lang);
    let scenario = props.model.edits.scenario().clone();
    let seed = scenario.path.chance.seed;
    let chosen = Preset::ALL.iter().position(|preset| preset.path(seed) == scenario.path).map_or(0, |place| place + 1);
    let mut names = vec![AttrValue::from(labels.own_path)];
    names.extend(Preset::ALL.map(|preset| AttrValue::from((labels.presets)(preset))));
    choice(props, "path-preset".into(), labels.preset.into(), &names, chosen, move |place| {
        edited(&scenario, |scenario| {
            if let Some(preset) = place.checked_sub(1).and_then(|place| Preset::ALL.get(place)) {
                scenario.path = preset.path(seed);
            }
        })
    })
}

fn draw(props: &ViewProps, scale: &Scale) -> Html {
    let ViewProps { model, act } = props;
    let scenario = model.edits.scenario().clone();
    let Scale { id, label, unit, get, set, far, largest } = *scale;
    let value = get(&scenario.path);
    let oninput = {
        let scenario = scenario.clone();
        act.reform(move |event: InputEvent| {
            let drawn = event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.value().parse().ok());
            let mut scenario = (*scenario).clone();
            set(&mut scenario.path, drawn.unwrap_or(value));
            Action::Edit(Box::new(scenario), Some(id))
        })
    };
    let field = Number {
        id: id.into(),
        label: label.into(),
        unit,
        value: Some(value.to_string()),
        placeholder: None,
        least: 0,
        largest,
    };
    html! {
        <div class="lab-scale">
            { number(props, field, move |number| {
                edited(&scenario, |scenario| set(&mut scenario.path, number.unwrap_or(value)))
            }) }
            <input type="range" aria-label={label} min="0" max={far.to_string()} value={value.min(far).to_string()} {oninput} />
        </div>
    }
}

fn thousandths(of: u32) -> u16 {
    u16::try_from(of).unwrap_or(1000).min(1000)
}
