//! The lessons whose own questions a sheet asks, chosen from the list of all.

use std::rc::Rc;

use lessons::{INDEX_FILE, Index, Lang, Listed, search, unpacked};
use markup::html;
use quiz::sheet::MOST_LESSONS;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::labels::sheet::sheet;
use crate::model::Action;
use crate::view::course::{Fetched, use_file, waiting};

#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChosenProps {
    pub(super) lang: Lang,
    /// The ids of those that are chosen, in order.
    pub(super) chosen: Rc<[String]>,
    pub(super) act: Callback<Action>,
}

/// The list, with a box to tick for each.
#[component]
pub(super) fn ChosenLessons(props: &ChosenProps) -> Html {
    let ChosenProps { lang, chosen, .. } = props;
    let labels = sheet(*lang);
    let (fetched, again) = use_file(INDEX_FILE);
    let index = use_memo(fetched.clone(), |fetched| match fetched {
        Fetched::There(octets) => unpacked::<Index>(octets),
        Fetched::Awaited | Fetched::Failed => None,
    });
    let sought = use_state(String::new);
    let oninput = {
        let sought = sought.setter();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                sought.set(input.value());
            }
        }
    };
    let Some(index) = index.as_ref() else { return waiting(&fetched, *lang, &again) };
    let fits = |lesson: &&Listed| {
        let names = [&lesson.id, lesson.title.get(Lang::En), lesson.title.get(Lang::Zh)].map(search::folded);
        search::fits(&names.concat(), &sought)
    };
    let one = |lesson: &Listed| {
        let is_chosen = chosen.contains(&lesson.id);
        let mut others: Vec<&str> = chosen.iter().map(String::as_str).filter(|id| *id != lesson.id).collect();
        if !is_chosen {
            others.push(&lesson.id);
        }
        let lessons = Some(AttrValue::from(others.join(","))).filter(|lessons| !lessons.is_empty());
        html! {
            <label class="sheet-tick">
                <input type="checkbox" data-lesson={lesson.id.clone()} checked={is_chosen}
                    disabled={!is_chosen && chosen.len() >= MOST_LESSONS}
                    onchange={props.act.reform(move |_: Event| Action::Option("lessons", lessons.clone()))} />
                <span>{ lesson.title.get(*lang).to_owned() }</span>
            </label>
        }
    };
    let chapter = |chapter: &lessons::Chapter| {
        let of_chapter: Vec<&Listed> =
            index.lessons.iter().filter(|lesson| lesson.chapter == chapter.number).filter(fits).collect();
        if of_chapter.is_empty() {
            return Html::default();
        }
        html! {
            <div role="group" aria-label={chapter.title.get(*lang).to_owned()}>
                <p class="sheet-chapter">{ format!("{} · {}", chapter.number, chapter.title.get(*lang)) }</p>
                { for of_chapter.into_iter().map(one) }
            </div>
        }
    };
    html! {
        <>
            <p class="hint">{ (labels.of_lessons_hint)(MOST_LESSONS) }{ " " }
                <strong data-part="sheet-chosen">{ (labels.chosen)(chosen.len()) }</strong></p>
            <div class="sheet-field wide">
                <label for="sheet-search">{ labels.search }</label>
                <input id="sheet-search" type="search" autocomplete="off" {oninput} />
            </div>
            <div class="sheet-lessons">{ for index.chapters.iter().map(chapter) }</div>
        </>
    }
}
