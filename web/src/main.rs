//! The page.

mod model;

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "SYN·ACKademy" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
