//! The quiz: questions made from a seed, in place of the stage.

use markup::{html, later};
use yew::prelude::*;

use crate::labels::shell::shell;
use crate::view::ViewProps;

/// The page of questions.
#[later(practice)]
pub(crate) fn practice(props: &ViewProps) -> Html {
    let labels = shell(props.model.view.lang);
    html! {
        <section class="practice panel" aria-labelledby="practice-heading">
            <h2 id="practice-heading" tabindex="-1">{ labels.quiz }</h2>
        </section>
    }
}
