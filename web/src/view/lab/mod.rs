//! The lab: what a learner does to both endpoints and to the path.

use markup::html;
use yew::prelude::*;

use crate::view::ViewProps;

/// The panel beside the ladder.
pub(crate) fn lab_panel(_props: &ViewProps) -> Html {
    html! { <section class="lab panel" data-part="lab"></section> }
}
