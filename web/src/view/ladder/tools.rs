//! The tools of the ladder: from phase to phase, and how long the ladder is.

use markup::html;
use yew::prelude::*;

use crate::labels::ladder::LadderLabels;
use crate::model::{Action, Jump, Mode, Model, Zoom};
use crate::view::memo::memo;

/// What they are drawn from. None of it changes with a frame.
#[derive(PartialEq)]
struct ToolsProps {
    lang: lessons::Lang,
    zoom: Zoom,
    phase: Option<sim::PhaseKind>,
    act: Callback<Action>,
}

pub(super) fn tools(model: &Model, act: &Callback<Action>) -> Html {
    // While predicting, what goes on from here on is not told.
    let step = if model.mode == Mode::Predict { model.cursor.step.saturating_sub(1) } else { model.cursor.step };
    let index = &model.projection.index;
    let phase = index.phase_at(step).and_then(|phase| index.phases().get(phase)).map(|phase| phase.kind);
    memo(ToolsProps { lang: model.view.lang, zoom: model.view.zoom, phase, act: act.clone() }, draw)
}

fn draw(props: &ToolsProps) -> Html {
    let ToolsProps { lang, zoom, phase, act } = props;
    let labels: &LadderLabels = crate::labels::ladder::ladder(*lang);
    let button = |hook: &'static str, name: &'static str, sign: String, action: Option<Action>| {
        let act = act.clone();
        let disabled = action.is_none();
        let onclick = move |_: MouseEvent| {
            if let Some(action) = &action {
                act.emit(action.clone());
            }
        };
        html! {
            <button type="button" data-control={hook} aria-label={name} title={name} {disabled} {onclick}>{ sign }</button>
        }
    };
    let percent = zoom.text() + "%";
    html! {
        <div class="ladder-tools" role="group" aria-label={labels.tools}>
            { button("phase-back", labels.phase_back, "‹".into(), Some(Action::Jump(Jump::PreviousPhase))) }
            <span class="ladder-phase-name" data-part="phase">
                { phase.map_or("–", |phase| labels.phase(phase)) }
            </span>
            { button("phase-on", labels.phase_on, "›".into(), Some(Action::Jump(Jump::NextPhase))) }
            { button("zoom-out", labels.zoom_out, "−".into(), zoom.shorter().map(Action::Zoom)) }
            <button type="button" class="ladder-zoom mono" data-control="zoom-reset" title={labels.zoom_reset}
                aria-label={[labels.zoom_reset, ": ", &percent].concat()}
                onclick={act.reform(|_| Action::Zoom(Zoom::default()))}>{ percent.clone() }</button>
            { button("zoom-in", labels.zoom_in, "+".into(), zoom.longer().map(Action::Zoom)) }
        </div>
    }
}
