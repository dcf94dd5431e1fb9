//! The page.

mod labels;
mod model;
mod view;

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "SYN·ACKademy" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
