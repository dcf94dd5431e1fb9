//! Notes what is seen of a lesson, and offers to go on where one stopped.

use lessons::Lang;
use markup::{html, later};
use yew::prelude::*;

use super::progress;
use crate::browser;
use crate::labels::course::course;

/// What is seen at a moment.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct JournalProps {
    pub(crate) lesson: &'static str,
    /// The mark of which something is said.
    pub(crate) mark: Option<&'static str>,
    pub(crate) is_end: bool,
}

/// Draws nothing.
#[later(why)]
pub(crate) fn journal(props: &JournalProps) -> Html {
    html! { <Journal ..props.clone() /> }
}

#[component]
fn Journal(props: &JournalProps) -> Html {
    use_effect_with(props.clone(), |props| {
        if props.mark.is_some() || props.is_end {
            progress::note(props.lesson, props.mark, props.is_end);
        }
    });
    Html::default()
}

#[derive(Clone, PartialEq)]
pub(crate) struct ResumeProps {
    pub(crate) lang: Lang,
    /// The address at which one stopped.
    pub(crate) place: AttrValue,
    /// When it is taken up or not wanted.
    pub(crate) on_done: Callback<()>,
}

/// The offer to go on there.
#[later(why)]
pub(crate) fn resume(props: &ResumeProps) -> Html {
    let labels = course(props.lang);
    let ResumeProps { place, on_done, .. } = props.clone();
    let on_resume = {
        let on_done = on_done.clone();
        move |_: MouseEvent| {
            on_done.emit(());
            browser::go_to(&place);
        }
    };
    html! {
        <section class="edited" data-part="resume">
            <span>{ labels.stopped }</span>
            <button type="button" data-control="resume" onclick={on_resume}>{ labels.go_on }</button>
            <button type="button" data-control="not-resume" onclick={on_done.reform(|_| ())}>{ labels.dismiss }</button>
        </section>
    }
}
