//! What the page says to the page that it stands in, and what it hears from there. It draws nothing.

use markup::{html, later};
use yew::prelude::*;

use crate::view::ViewProps;

/// The bridge to the host page.
#[later(bridge)]
pub(crate) fn bridge(props: &ViewProps) -> Html {
    let mode = props.model.mode.name();
    html! { <span hidden="" data-part="bridge" data-mode={mode}></span> }
}
