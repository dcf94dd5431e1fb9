//! The quiz: questions made from a seed, in place of the stage. What is asked and judged is `quiz`'s; here it is shown, and
//! what was answered is kept.

mod contrast;
mod drawing;
mod keeping;
mod page;
mod round;
mod settings;
mod shown;
mod summary;
mod table;
mod task;
mod wanted;
mod watch;

use markup::{html, later};
use yew::prelude::*;

pub(crate) use keeping::{forget, mastery_text};

use crate::view::ViewProps;
use page::Page;

/// The page of questions.
#[later(practice)]
pub(crate) fn practice(props: &ViewProps) -> Html {
    html! { <Page ..props.clone() /> }
}
