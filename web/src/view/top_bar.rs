//! The top bar: which lesson, watch or predict, and how things are shown.

use lessons::{Lang, Numbering, catalogue, find, opening};
use markup::html;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::labels::shell::shell;
use crate::model::{Action, Mode, Model, Theme};

#[derive(Clone, PartialEq)]
pub(crate) struct TopBarProps {
    pub(crate) lesson: AttrValue,
    pub(crate) mode: Mode,
    pub(crate) numbering: Numbering,
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) act: Callback<Action>,
    pub(crate) on_keys: Callback<()>,
}

impl TopBarProps {
    /// What the bar needs of the model.
    pub(crate) fn of(model: &Model, act: Callback<Action>, on_keys: Callback<()>) -> TopBarProps {
        TopBarProps {
            lesson: model.lesson.id.clone().into(),
            mode: model.mode,
            numbering: model.view.numbering,
            lang: model.view.lang,
            theme: model.view.theme,
            act,
            on_keys,
        }
    }
}

/// The theme after `theme`.
pub(crate) fn next_theme(theme: Theme) -> Theme {
    match theme {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    }
}

/// The language after `lang`.
pub(crate) fn other_lang(lang: Lang) -> Lang {
    match lang {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    }
}

/// The bar as a whole.
pub(crate) fn top_bar(props: &TopBarProps) -> Html {
    let TopBarProps { lesson, mode, numbering, lang, theme, act, on_keys } = props.clone();
    let labels = shell(lang);
    let on_lesson = act.reform(|event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().and_then(|select| find(&select.value()));
        Action::OpenLesson(chosen.unwrap_or(opening()))
    });
    let choose = |name: &'static str, pressed: bool, action: Action, hook: &'static str| {
        html! {
            <button type="button" data-choice={hook} aria-pressed={pressed.to_string()}
                onclick={act.reform(move |_| action.clone())}>{ name }</button>
        }
    };
    let (theme_glyph, theme_name) = match theme {
        Theme::System => ("◐", labels.theme_system),
        Theme::Light => ("☀", labels.theme_light),
        Theme::Dark => ("☾", labels.theme_dark),
    };
    let other = other_lang(lang);
    html! {
        <header class="top-bar">
            <h1 class="brand" title={labels.tagline}>
                <span class="brand-client">{ "SYN" }</span>{ "·" }<span class="brand-server">{ "ACK" }</span>{ "ademy" }
            </h1>
            <label class="lesson-choice">
                <span class="visually-hidden">{ labels.lesson }</span>
                <select data-control="lesson" onchange={on_lesson}>
                    { for catalogue().iter().map(|entry| html! {
                        <option value={entry.id.clone()} selected={lesson == entry.id}>
                            { format!("{} · {}", (labels.chapter)(entry.chapter), entry.title(lang)) }
                        </option>
                    }) }
                </select>
            </label>
            <div class="choice" role="group" aria-label={labels.mode}>
                { choose(labels.watch, mode == Mode::Watch, Action::Mode(Mode::Watch), "watch") }
                { choose(labels.predict, mode == Mode::Predict, Action::Mode(Mode::Predict), "predict") }
                { choose(labels.lab, mode == Mode::Lab, Action::Mode(Mode::Lab), "lab") }
            </div>
            <span class="top-bar-space"></span>
            <div class="choice" role="group" aria-label={labels.numbers} title={labels.numbers_hint}>
                { choose(labels.absolute, numbering == Numbering::Absolute,
                    Action::Numbering(Numbering::Absolute), "absolute") }
                { choose(labels.relative, numbering == Numbering::Relative,
                    Action::Numbering(Numbering::Relative), "relative") }
            </div>
            <button type="button" data-control="lang" lang={other.code()}
                onclick={act.reform(move |_| Action::Lang(other))}>{ labels.other_language }</button>
            <button type="button" data-control="theme" aria-label={theme_name} title={theme_name}
                onclick={act.reform(move |_| Action::Theme(next_theme(theme)))}>{ theme_glyph }</button>
            <button type="button" data-control="keys" aria-label={labels.keys} title={labels.keys}
                onclick={on_keys.reform(|_| ())}>{ "?" }</button>
        </header>
    }
}
