//! The pane of the charts.

use markup::html;
use yew::prelude::*;

use crate::view::ViewProps;

/// The whole of it.
pub(crate) fn charts_pane(_props: &ViewProps) -> Html {
    html! { <div class="charts-pane" data-part="charts"></div> }
}
