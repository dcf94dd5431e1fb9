//! The pictures on buttons. They are drawn, since not every system has a glyph for them.

use markup::html;
use yew::prelude::*;

/// A picture.
#[derive(Clone, Copy)]
pub(crate) enum Icon {
    Start,
    Back,
    Play,
    Pause,
    Step,
    End,
    Open,
    Save,
    Share,
}

/// The picture as an element; its button has the name.
pub(crate) fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Start => "M4 4h2.5v12H4zM16 4v12L7.5 10z",
        Icon::Back => "M14.5 4v12L5.5 10z",
        Icon::Play => "M6 3.5v13L17 10z",
        Icon::Pause => "M5 4h3.5v12H5zM11.5 4H15v12h-3.5z",
        Icon::Step => "M5.5 4v12l9-6z",
        Icon::End => "M13.5 4H16v12h-2.5zM4 4v12l8.5-6z",
        Icon::Open => "M9 12.5h2V7h3.5L10 2 5.5 7H9zM3.5 15h13v2h-13z",
        Icon::Save => "M9 2.5h2v7h3.5L10 14 5.5 9.5H9zM3.5 15h13v2h-13z",
        Icon::Share => "M12 3.5 17.5 8.5 12 13.5v-3Q6 10 3 15q0-8.5 9-8.5z",
    };
    html! {
        <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d={path} /></svg>
    }
}
