//! The application's program as lines of socket calls, with the one that it is at.

use crate::view::pen::classes;
use markup::html;
use sim::Side;
use yew::prelude::*;

use crate::labels::hosts::{HostLabels, code};
use crate::labels::inspector::fill;
use crate::model::Model;

pub(super) fn program(model: &Model, side: Side) -> Html {
    let labels = HostLabels::of(model.view.lang);
    let program = &model.timeline.scenario.host(side).program;
    let frame = model.frame();
    let app = frame.host(side).app;
    let current = app.line as usize;
    let line = |(at, call): (usize, &sim::Call)| {
        let is_current = at == current;
        let said = match (is_current, app.blocked, app.failed) {
            (false, ..) => None,
            (true, _, true) => Some(labels.failed),
            (true, true, _) => Some(labels.blocks),
            (true, false, _) => Some(labels.next),
        };
        let class = classes!((at < current).then_some("is-done"), is_current.then_some("is-current"));
        html! {
            <li {class} aria-current={is_current.then_some("step")}>
                <code>{ code(call) }</code>
                if let Some(said) = said {
                    { " " }<span class="said">{ said }</span>
                }
            </li>
        }
    };
    html! {
        <section class="program">
            <h3 class="kicker">{ labels.program }</h3>
            <ol>{ for program.iter().enumerate().map(line) }</ol>
            if current >= program.len() {
                <p class="none">{ labels.done }</p>
            }
            if app.received > 0 {
                <p class="none">{ fill(labels.received, &[&app.received.to_string()]) }</p>
            }
        </section>
    }
}
