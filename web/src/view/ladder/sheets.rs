//! The ladder on paper: all of it, sheet by sheet and as wide as paper is, whichever pane stands on the screen.

use std::rc::Rc;

use markup::html;
use yew::prelude::*;

use super::backdrop::Part;
use super::scene::Scene;
use super::{OnStage, geometry, head, scale, snapped};
use crate::labels::ladder::ladder;
use crate::labels::shell::shell;
use crate::model::Model;
use crate::view::ViewProps;
use crate::view::pixels::px;
use crate::view::printing::use_printing;

/// Pixels that a ladder is wide on paper: A4 and Letter have room for so many beside their margins.
pub(super) const WIDTH: f64 = 680.0;
/// Pixels of the ladder on one sheet.
const SHEET: f64 = 880.0;
/// Sheets that are printed.
const MOST_SHEETS: usize = 60;

/// The sheets, while the page is being printed: of two runs that are compared, those of both.
#[component]
pub(crate) fn LadderSheets(props: &ViewProps) -> Html {
    if !use_printing() {
        return Html::default();
    }
    let model = &props.model;
    let labels = shell(model.view.lang);
    match model.beside() {
        None => html! { <div class="ladder-sheets">{ sheets(model) }</div> },
        Some(other) => html! {
            <div class="ladder-sheets">
                <h2>{ (labels.without_change)(!other.is_edited()) }</h2>
                { sheets(&other) }
                <h2>{ labels.with_change }</h2>
                { sheets(model) }
            </div>
        },
    }
}

/// All of a ladder, unless that would be a book.
fn sheets(model: &Model) -> Html {
    let scene = Rc::new(Scene::new(model, WIDTH));
    let sheet = |part: Part| {
        let (width, height) = (px(scene.grid.width), px(part.to - part.from));
        let view_box = ["0 0 ", &width, " ", &height].concat();
        html! { <svg class="ladder-sheet" viewBox={view_box}>{ drawn(model, &scene, part) }</svg> }
    };
    html! {
        <>
            { head(model, &scene.grid, ladder(model.view.lang)) }
            { for parts(&scene).into_iter().map(sheet) }
        </>
    }
}

/// A part of the ladder as it is at the moment, where nobody points at anything.
pub(super) fn drawn(model: &Model, scene: &Rc<Scene>, part: Part) -> Html {
    let step = model.cursor.step;
    let on_paper = OnStage {
        model,
        scene,
        y: snapped(geometry::TOP + model.projection.place(model.cursor) * scale(model)),
        step,
        chosen: model.selection.segment.filter(|index| *index < scene.sent_in(step.min(scene.horizon))),
        pointed: None,
        gesture: &Callback::noop(),
        act: &Callback::noop(),
    };
    on_paper.draw(part, None)
}

/// What of the ladder is on each sheet.
fn parts(scene: &Scene) -> Vec<Part> {
    let starts = std::iter::successors(Some(0.0), |from| Some(from + SHEET)).take_while(|from| *from < scene.height);
    starts.take(MOST_SHEETS).map(|from| Part::new(from, (from + SHEET).min(scene.height))).collect()
}
