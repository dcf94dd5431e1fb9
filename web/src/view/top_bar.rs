//! The top bar: which lesson, watch or predict, and how things are shown.

use std::rc::Rc;

use lessons::{Lang, Numbering, catalogue, find, opening};
use markup::html;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::labels::shell::shell;
use crate::model::{Action, Mode, Model, Shown, Theme};
use crate::view::icon::{Icon, icon};

/// The value of the choice that is no lesson: no lesson has such a name.
const CAPTURE: &str = "*";

#[derive(Clone, PartialEq)]
pub(crate) struct TopBarProps {
    /// The lesson, unless a capture is shown.
    pub(crate) lesson: Option<AttrValue>,
    /// The captured conversation that is shown, or that was shown before.
    pub(crate) captured: Option<Captured>,
    pub(crate) mode: Mode,
    pub(crate) numbering: Numbering,
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) act: Callback<Action>,
    pub(crate) dialogs: Dialogs,
}

/// What opens each dialog.
#[derive(Clone, PartialEq)]
pub(crate) struct Dialogs {
    pub(crate) keys: Callback<()>,
    pub(crate) export: Callback<()>,
    pub(crate) captures: Callback<()>,
}

/// A conversation that can be chosen beside the lessons.
#[derive(Clone)]
pub(crate) struct Captured(Rc<Shown>);

impl PartialEq for Captured {
    fn eq(&self, other: &Captured) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl TopBarProps {
    /// What the bar needs of the model.
    pub(crate) fn of(model: &Model, act: Callback<Action>, dialogs: Dialogs) -> TopBarProps {
        TopBarProps {
            lesson: model.captured.is_none().then(|| model.lesson.id.clone().into()),
            captured: model.shelf.clone().map(Captured),
            mode: model.mode,
            numbering: model.view.numbering,
            lang: model.view.lang,
            theme: model.view.theme,
            act,
            dialogs,
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
    let TopBarProps { lesson, captured, mode, numbering, lang, theme, act, dialogs } = props.clone();
    let is_captured = lesson.is_none();
    let labels = shell(lang);
    let on_lesson = {
        let captured = captured.clone();
        act.reform(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            match (&captured, chosen.as_deref()) {
                (Some(Captured(shown)), Some(CAPTURE)) => Action::OpenCaptured(shown.clone()),
                (_, chosen) => Action::OpenLesson(chosen.and_then(find).unwrap_or(opening())),
            }
        })
    };
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
                        <option value={entry.id.clone()} selected={lesson.as_deref() == Some(&*entry.id)}>
                            { format!("{} · {}", (labels.chapter)(entry.chapter), entry.title(lang)) }
                        </option>
                    }) }
                    { for captured.iter().map(|Captured(shown)| html! {
                        <option value={CAPTURE} selected={is_captured}>
                            { shown.source.file.clone() }{ " #" }{ shown.source.number }
                        </option>
                    }) }
                </select>
            </label>
            <div class="choice" role="group" aria-label={labels.mode}>
                { choose(labels.watch, mode == Mode::Watch, Action::Mode(Mode::Watch), "watch") }
                { choose(labels.predict, mode == Mode::Predict, Action::Mode(Mode::Predict), "predict") }
                // What was captured happened as it did.
                if !is_captured {
                    { choose(labels.lab, mode == Mode::Lab, Action::Mode(Mode::Lab), "lab") }
                }
            </div>
            <span class="top-bar-space"></span>
            <div class="choice" role="group" aria-label={labels.numbers} title={labels.numbers_hint}>
                { choose(labels.absolute, numbering == Numbering::Absolute,
                    Action::Numbering(Numbering::Absolute), "absolute") }
                { choose(labels.relative, numbering == Numbering::Relative,
                    Action::Numbering(Numbering::Relative), "relative") }
            </div>
            <button type="button" class="export-button" data-control="captures" aria-label={labels.captures}
                title={labels.captures} aria-haspopup="dialog" onclick={dialogs.captures.reform(|_| ())}>
                { icon(Icon::Open) }<span>{ labels.capture }</span>
            </button>
            <button type="button" class="export-button" data-control="export" aria-label={labels.export}
                title={labels.export_title} aria-haspopup="dialog" onclick={dialogs.export.reform(|_| ())}>
                { icon(Icon::Save) }<span>{ labels.export }</span>
            </button>
            <button type="button" data-control="lang" lang={other.code()}
                onclick={act.reform(move |_| Action::Lang(other))}>{ labels.other_language }</button>
            <button type="button" data-control="theme" aria-label={theme_name} title={theme_name}
                onclick={act.reform(move |_| Action::Theme(next_theme(theme)))}>{ theme_glyph }</button>
            <button type="button" data-control="keys" aria-label={labels.keys} title={labels.keys}
                onclick={dialogs.keys.reform(|_| ())}>{ "?" }</button>
        </header>
    }
}
