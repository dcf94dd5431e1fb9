//! The lessons by chapters, with what was seen of each: where one is chosen, looked for, and gone on with.

use std::rc::Rc;

use lessons::search::{fits, folded};
use lessons::{INDEX_FILE, Index, Lang, Lesson, Listed, SEARCH_FILE, unpacked};
use markup::{html, later};
use web_sys::{Element, HtmlDialogElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::coming::{Coming, waiting};
use super::file::{Fetched, use_file};
use super::progress::{Progress, erase};
use super::within::{has_words, is_left_out};
use crate::browser::window;
use crate::labels::course::{CourseLabels, course};
use crate::library;
use crate::model::Action;
use crate::view::answer::take_focus;
use crate::view::author::{OwnFilesProps, own_files};
use crate::view::later::later_unsaid;
use crate::view::practice::mastery_text;

/// The id of the menu's heading, which has the focus until the lessons are there.
const HEADING: &str = "lessons-heading";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MenuProps {
    /// The lesson that is shown.
    pub(crate) lesson: AttrValue,
    pub(crate) lang: Lang,
    pub(crate) act: Callback<Action>,
    pub(crate) on_close: Callback<()>,
}

/// The menu as a whole.
#[later(why)]
pub(crate) fn lesson_menu(props: &MenuProps) -> Html {
    html! { <Menu ..props.clone() /> }
}

#[component]
fn Menu(props: &MenuProps) -> Html {
    let labels = course(props.lang);
    let dialog = use_node_ref();
    let (fetched, again) = use_file(INDEX_FILE);
    let index = use_memo(fetched.clone(), |fetched| match fetched {
        Fetched::There(octets) => unpacked::<Index>(octets),
        Fetched::Awaited | Fetched::Failed => None,
    });
    let sought = use_state(String::new);
    let words = use_state(|| None::<Rc<Vec<String>>>);
    let on_words = {
        let words = words.setter();
        use_callback((), move |came, ()| words.set(Some(came)))
    };
    let coming = use_state(|| None::<AttrValue>);
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It fails only for a dialog that is not in the page.
                let _ = dialog.show_modal();
            }
        });
    }
    let on_lesson = {
        let (act, on_close) = (props.act.clone(), props.on_close.clone());
        Callback::from(move |lesson: &'static Lesson| {
            act.emit(Action::OpenLesson(lesson));
            on_close.emit(());
        })
    };
    let choose = {
        let (coming, on_lesson) = (coming.setter(), on_lesson.clone());
        Callback::from(move |id: String| match library::find(&id) {
            Some(lesson) => on_lesson.emit(lesson),
            None => coming.set(Some(id.into())),
        })
    };
    let oninput = {
        let sought = sought.setter();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                sought.set(input.value());
            }
        }
    };
    html! {
        <dialog class="keys lessons" data-part="lessons" aria-labelledby="lessons-heading" ref={dialog}
            onclose={props.on_close.reform(|_| ())} oncancel={props.on_close.reform(|_| ())}>
            <h2 id={HEADING} tabindex="-1" autofocus="">{ labels.lessons }</h2>
            <label class="lessons-search">
                <span>{ labels.search }</span>
                <input type="search" data-control="lesson-search" {oninput} />
            </label>
            if let Some(id) = &*coming {
                <Coming id={id.clone()} lang={props.lang} on_lesson={on_lesson.clone()} />
            }
            if words.is_none() && !sought.trim().is_empty() && has_words() {
                <Words lang={props.lang} {on_words} />
            }
            if let Some(index) = index.as_ref() {
                <List index={index.clone()} words={(*words).clone()} lesson={props.lesson.clone()} lang={props.lang}
                    sought={(*sought).clone()} {choose} />
            } else {
                { waiting(&fetched, props.lang, &again) }
            }
            { later_unsaid(own_files(), props.lang, OwnFilesProps {
                lang: props.lang, act: props.act.clone(), on_opened: props.on_close.clone(),
            }) }
            <div class="keys-buttons">
                <button type="button" data-control="close-lessons" onclick={props.on_close.reform(|_| ())}>{ labels.close }</button>
            </div>
        </dialog>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct WordsProps {
    lang: Lang,
    on_words: Callback<Rc<Vec<String>>>,
}

/// Fetches the words by which lessons are found: only whoever searches needs them.
#[component]
fn Words(props: &WordsProps) -> Html {
    let (fetched, again) = use_file(SEARCH_FILE);
    {
        let on_words = props.on_words.clone();
        use_effect_with(fetched.clone(), move |fetched| {
            let words = if let Fetched::There(octets) = fetched { unpacked(octets) } else { None };
            if let Some(words) = words {
                on_words.emit(Rc::new(words));
            }
        });
    }
    waiting(&fetched, props.lang, &again)
}

#[derive(Clone, PartialEq, Properties)]
struct ListProps {
    index: Index,
    /// The words of each lesson, once they are there: until then its title and its question are searched.
    words: Option<Rc<Vec<String>>>,
    lesson: AttrValue,
    lang: Lang,
    sought: String,
    choose: Callback<String>,
}

/// The chapters with their lessons, as far as they are sought, and what is kept of them.
#[component]
fn List(props: &ListProps) -> Html {
    let ListProps { index, lang, sought, .. } = props;
    let labels = course(*lang);
    let progress = use_state(Progress::kept);
    let is_sure = use_state(|| false);
    let of = |place: usize| props.words.as_ref().and_then(|words| words.get(place)).map_or("", String::as_str);
    let is_found = |(place, lesson): &(usize, &Listed)| is_found(index, lesson, of(*place), sought);
    let found: Vec<&Listed> = index.lessons.iter().enumerate().filter(is_found).map(|(_, lesson)| lesson).collect();
    let on_erase = {
        let (progress, is_sure) = (progress.clone(), is_sure.clone());
        move |_: MouseEvent| {
            if *is_sure {
                erase();
                progress.set(Progress::default());
            }
            is_sure.set(!*is_sure);
        }
    };
    let chapter = |chapter: &lessons::Chapter| {
        let of_chapter: Vec<&Listed> = found.iter().copied().filter(|of| of.chapter == chapter.number).collect();
        if of_chapter.is_empty() {
            return Html::default();
        }
        html! {
            <section class="lessons-chapter" data-chapter={chapter.number.to_string()}>
                <h3>{ format!("{} · {}", chapter.number, chapter.title.get(*lang)) }</h3>
                <ul>{ for of_chapter.into_iter().map(|listed| one(props, labels, &progress, listed)) }</ul>
            </section>
        }
    };
    let found_node = use_node_ref();
    {
        let found_node = found_node.clone();
        use_effect_with((), move |()| {
            if let Some(list) = found_node.cast::<Element>() {
                to_place(&list);
            }
        });
    }
    html! {
        <div class="lessons-list" ref={found_node}>
            <p class="hint" role="status" data-part="lessons-found">
                { (labels.found)(found.len(), progress.finished(), index.lessons.len()) }
            </p>
            { for index.chapters.iter().map(chapter) }
            if !progress.is_empty() || !mastery_text().is_empty() {
                <p class="lessons-kept">
                    <span>{ labels.kept_here }</span>
                    <a class="button" data-control="export-progress" download="synackademy-progress.txt" href={saved(&progress)}>
                        { labels.export }
                    </a>
                    <button type="button" data-control="erase-progress" onclick={on_erase}>
                        { if *is_sure { labels.really_erase } else { labels.erase } }
                    </button>
                </p>
            }
        </div>
    }
}

/// Goes to the lesson that is shown, unless somebody searches already: from there one goes on.
fn to_place(list: &Element) {
    let active = window().document().and_then(|document| document.active_element());
    let Some(place) = list.query_selector("[aria-current]").ok().flatten() else { return };
    if active.is_none_or(|active| active.id() == HEADING || active.tag_name() == "BODY") {
        take_focus(list, "[aria-current]");
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        place.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// A lesson to choose: its title, its question, and what was seen of it.
fn one(props: &ListProps, labels: &CourseLabels, progress: &Progress, listed: &Listed) -> Html {
    let seen = progress.of(&listed.id);
    let is_shown = props.lesson == listed.id;
    let is_left_out = is_left_out(&listed.id);
    let (so_far, is_finished) = match seen {
        _ if is_left_out => (labels.not_here.to_owned(), false),
        Some(seen) if seen.to_the_end => (labels.finished.to_owned(), true),
        Some(seen) => ((labels.seen)(seen.marks.len(), listed.marks.into()), false),
        None => (String::new(), false),
    };
    let id = listed.id.clone();
    let onclick = props.choose.reform(move |_: MouseEvent| id.clone());
    html! {
        <li>
            <button type="button" class="lessons-one" data-lesson={listed.id.clone()} data-finished={is_finished.to_string()}
                aria-current={is_shown.then_some("true")} disabled={is_left_out} {onclick}>
                <strong>{ listed.title.get(props.lang).to_owned() }</strong>
                <span>{ listed.question.get(props.lang).to_owned() }</span>
                <span class="lessons-seen">{ so_far }</span>
            </button>
        </li>
    }
}

/// Whether a lesson has all that is sought, in either language: in its `words`, its title, its question or its chapter's title.
fn is_found(index: &Index, lesson: &Listed, words: &str, sought: &str) -> bool {
    let chapter = index.chapters.iter().find(|chapter| chapter.number == lesson.chapter);
    let mut all = [words, &folded(&lesson.id)].concat();
    for text in
        [Some(&lesson.title), Some(&lesson.question), chapter.map(|chapter| &chapter.title)].into_iter().flatten()
    {
        all.push_str(&[folded(&text.en), folded(&text.zh)].concat());
    }
    fits(&all, sought)
}

/// What is kept of the lessons and of the quiz, as an address that a browser saves.
fn saved(progress: &Progress) -> String {
    let text = [progress.text(), mastery_text()].concat();
    ["data:text/plain;charset=utf-8,", &String::from(js_sys::encode_uri_component(&text))].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_found_by_its_title_its_prose_its_terms_and_other_names_of_these() {
        let index = lessons::index();
        let files = lessons::files();
        let (_, octets) = files.iter().find(|(name, _)| name == SEARCH_FILE).expect("a file of ours");
        let words: Vec<String> = unpacked(octets).expect("a list of texts");
        assert_eq!(words.len(), index.lessons.len());
        let found = |sought: &str| -> Vec<&str> {
            let lessons = index.lessons.iter().zip(&words);
            lessons.filter(|(of, words)| is_found(&index, of, words, sought)).map(|(of, _)| of.id.as_str()).collect()
        };
        assert_eq!(found("").len(), index.lessons.len());
        assert_eq!(found("nothing of the kind: quux"), [""; 0]);
        for (sought, lesson) in [
            ("THREE-way", "handshake"),
            ("三次握手", "handshake"),
            ("closing four", "four-way-close"),
            ("retransmission", "lost-segment"),
            ("RTO", "timeout-and-backoff"),
            ("retransmission timeout", "timeout-and-backoff"),
            ("cwnd", "slow-start"),
            ("拥塞窗口", "slow-start"),
            ("MSS", "segmentation"),
            ("sequence number", "numbers-count-octets"),
            ("keepalive", "keep-alive"),
            ("Keep Alive", "keep-alive"),
            ("TIME_WAIT", "last-ack-lost"),
            ("time-wait", "address-in-use"),
            ("重传", "fast-retransmit"),
        ] {
            let all = found(sought);
            assert!(all.contains(&lesson) && all.len() < index.lessons.len(), "{sought}: {all:?}");
        }
    }
}
