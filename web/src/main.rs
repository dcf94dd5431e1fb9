//! The page: a model of what the learner sees, and the views of it.

mod app;
mod browser;
mod clock;
mod gestures;
mod keyboard;
mod labels;
mod library;
mod model;
mod view;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
