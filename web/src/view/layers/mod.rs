//! The pane of the layers.

use markup::html;
use yew::prelude::*;

use crate::view::ViewProps;

/// The whole of it.
pub(crate) fn layers_pane(_props: &ViewProps) -> Html {
    html! { <div class="layers-pane" data-part="layers"></div> }
}
