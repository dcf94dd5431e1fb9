//! The whole ladder of a run, slice by slice, for whoever makes a picture of it: as wide as on paper, as long as on the
//! screen.

use std::rc::Rc;

use markup::html;
use yew::prelude::*;

use super::backdrop::Part;
use super::scene::{Scene, height};
use super::sheets::{WIDTH, drawn};
use super::{geometry, head, scale};
use crate::labels::ladder::ladder;
use crate::model::{Mode, Model, Selection};
use crate::view::pixels::px;

/// Pixels of a slice: so many are drawn in one turn.
const SLICE: f64 = 1_800.0;
/// Pixels that are drawn above and below it: texts that begin there reach into it.
const AROUND: f64 = 400.0;

/// A ladder of which a picture is made.
pub(crate) struct Picture {
    model: Model,
    scene: Rc<Scene>,
    /// Pixels that the picture is high; the ladder may be longer.
    pub(crate) height: f64,
    /// The step after which the picture ends, where the ladder does not.
    pub(crate) cut: Option<usize>,
}

impl PartialEq for Picture {
    fn eq(&self, other: &Picture) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene)
    }
}

impl Picture {
    /// The ladder of the whole run, of which at most so many pixels.
    pub(crate) fn new(model: &Model, most: f64) -> Picture {
        let cut = cut(model, most);
        let model = ended(model);
        let scene = Rc::new(Scene::new(&model, WIDTH));
        Picture { height: scene.height.min(most), model, scene, cut }
    }

    /// Pixels that it is wide.
    pub(crate) fn width(&self) -> f64 {
        self.scene.grid.width
    }

    /// Steps of the run.
    pub(crate) fn steps(&self) -> usize {
        self.model.timeline.entries.len()
    }

    /// The names of both sides, which stand above it.
    pub(crate) fn head(&self) -> Html {
        head(&self.model, &self.scene.grid, ladder(self.model.view.lang))
    }

    /// Where its slices begin and end, from above.
    pub(crate) fn slices(&self) -> Vec<(f64, f64)> {
        let starts = std::iter::successors(Some(0.0), |from| Some(from + SLICE)).take_while(|from| *from < self.height);
        starts.map(|from| (from, (from + SLICE).min(self.height))).collect()
    }

    /// A slice of it, with some of its neighbours.
    pub(crate) fn slice(&self, (from, to): (f64, f64)) -> Html {
        let (above, below) = (from - self.above(from), (to + AROUND).min(self.scene.height));
        html! {
            <svg class="ladder-drawing" width={px(self.width())} height={px(below - above)}>
                { drawn(&self.model, &self.scene, Part::new(above, below)) }
            </svg>
        }
    }

    /// Pixels of the slice before that are drawn with the one that begins at `from`.
    pub(crate) fn above(&self, from: f64) -> f64 {
        AROUND.min(from)
    }
}

/// The step after which a picture of at most so many pixels ends, unless all of the ladder is in it.
pub(crate) fn cut(model: &Model, most: f64) -> Option<usize> {
    let model = ended(model);
    (height(&model) > most).then(|| model.projection.entries_to((most - geometry::TOP) / scale(&model)))
}

/// The model at the end of its run, where nothing is selected and nothing asked.
fn ended(model: &Model) -> Model {
    let cursor = model.cursor_at_step(model.timeline.entries.len());
    Model { mode: Mode::Watch, cursor, selection: Selection::default(), ..model.clone() }
}
