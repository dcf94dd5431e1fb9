//! The quiz: questions made from a seed, in place of the stage. What is asked and judged is `quiz`'s; here it is shown, and
//! what was answered is kept.

mod contrast;
mod drawing;
mod keeping;
mod page;
mod round;
mod settings;
pub(crate) mod shown;
mod summary;
mod table;
mod task;
mod wanted;
pub(crate) mod watch;

use markup::{html, later};
use yew::prelude::*;

pub(crate) use keeping::{forget, mastery_text};
pub(crate) use round::Locked;
pub(crate) use task::{Feedback, Onward, TaskView};

use crate::view::ViewProps;
use crate::view::sheet::sheet_view;
use page::Page;

/// The page of questions.
#[later(practice)]
pub(crate) fn practice(props: &ViewProps) -> Html {
    sheet_view(props).unwrap_or_else(|| html! { <Page ..props.clone() /> })
}
