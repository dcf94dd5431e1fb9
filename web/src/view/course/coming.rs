//! What stands in the place of something that is being fetched, and a lesson that is.

use lessons::{Lang, Lesson, opening};
use markup::{html, later};
use yew::prelude::*;

use super::file::{Fetched, use_file};
use super::within::is_left_out;
use crate::browser;
use crate::labels::course::course;
use crate::labels::shell::shell;
use crate::library;
use crate::model::Action;

/// A word while it is on its way, and a button once that has failed.
pub(crate) fn waiting(fetched: &Fetched, lang: Lang, again: &Callback<()>) -> Html {
    let labels = shell(lang);
    if *fetched != Fetched::Failed {
        return html! { <p class="later hint" aria-busy="true" data-part="later">{ labels.loading }</p> };
    }
    let onclick = again.reform(|event: MouseEvent| browser::focus_around(&event));
    let (text, is_worth_a_try) = browser::missing(lang);
    html! {
        <div class="later" data-part="later" data-missing="true" role="alert">
            <p>{ text }</p>
            if is_worth_a_try {
                <button type="button" data-control="try-again" {onclick}>{ labels.try_again }</button>
            }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ComingProps {
    pub(crate) id: AttrValue,
    pub(crate) lang: Lang,
    pub(crate) on_lesson: Callback<&'static Lesson>,
}

/// A lesson that is fetched, and given to whoever waits for it.
#[component]
pub(crate) fn Coming(props: &ComingProps) -> Html {
    let (fetched, again) = use_file(&props.id);
    let lesson = match &fetched {
        Fetched::There(octets) => library::admit(octets),
        Fetched::Awaited | Fetched::Failed => None,
    };
    let on_lesson = props.on_lesson.clone();
    use_effect_with(lesson.map(|lesson| lesson.id.as_str()), move |_| {
        if let Some(lesson) = lesson {
            on_lesson.emit(lesson);
        }
    });
    // What came and is no lesson is as good as nothing.
    let is_damaged = lesson.is_none() && matches!(fetched, Fetched::There(_));
    waiting(if is_damaged { &Fetched::Failed } else { &fetched }, props.lang, &again)
}

#[derive(Clone, PartialEq)]
pub(crate) struct AbsentProps {
    pub(crate) id: AttrValue,
    pub(crate) lang: Lang,
    pub(crate) act: Callback<Action>,
}

/// In the place of a lesson that the address names and that is not in the page yet.
#[later(why)]
pub(crate) fn absent_lesson(props: &AbsentProps) -> Html {
    if is_left_out(&props.id) {
        return left_out(props);
    }
    let on_lesson = props.act.reform(|_| Action::Replace(Box::new(browser::open_address())));
    html! { <Coming id={props.id.clone()} lang={props.lang} {on_lesson} /> }
}

/// What stands in the place of a lesson that nothing can bring.
fn left_out(props: &AbsentProps) -> Html {
    let labels = course(props.lang);
    html! {
        <main class="lesson-left-out panel" data-part="lesson-left-out">
            <div role="alert">
                <h2>{ labels.left_out }</h2>
                <p>{ labels.left_out_hint }</p>
            </div>
            <button type="button" data-control="first-lesson" onclick={props.act.reform(|_| Action::OpenLesson(opening()))}>
                { labels.first_lesson }
            </button>
        </main>
    }
}
