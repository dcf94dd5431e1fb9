//! The pane of the states.

use markup::html;
use yew::prelude::*;

use crate::view::ViewProps;

/// The whole of it.
pub(crate) fn states_pane(_props: &ViewProps) -> Html {
    html! { <div class="states-pane" data-part="states"></div> }
}
