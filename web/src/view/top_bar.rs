//! The top bar: which lesson, watch or predict, and how things are shown.

use lessons::{Lang, Numbering};
use markup::html;
use yew::prelude::*;

use crate::labels::shell::shell;
use crate::model::{Action, Mode, Model, Theme};
use crate::view::icon::{Icon, icon};

#[derive(Clone, PartialEq)]
pub(crate) struct TopBarProps {
    pub(crate) lesson: AttrValue,
    /// The lesson's chapter and title, or which conversation of which capture is shown.
    pub(crate) title: AttrValue,
    /// Whether a capture is shown, in which nothing can be changed.
    pub(crate) is_captured: bool,
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
    pub(crate) lessons: Callback<()>,
    pub(crate) share: Callback<()>,
}

impl TopBarProps {
    /// What the bar needs of the model.
    pub(crate) fn of(model: &Model, act: Callback<Action>, dialogs: Dialogs) -> TopBarProps {
        let labels = shell(model.view.lang);
        let title = match &model.absent {
            Some(_) => model.lesson_id().to_owned(),
            None if model.captured.is_some() => model.title(),
            None => [&(labels.chapter)(model.lesson.chapter), " · ", model.lesson.title(model.view.lang)].concat(),
        };
        TopBarProps {
            lesson: model.lesson_id().to_owned().into(),
            title: title.into(),
            is_captured: model.captured.is_some(),
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
    let TopBarProps { lesson, title, is_captured, mode, numbering, lang, theme, act, dialogs } = props.clone();
    let labels = shell(lang);
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
            <div class="lesson-choice">
                <button type="button" data-control="lesson" value={lesson} aria-haspopup="dialog"
                    onclick={dialogs.lessons.reform(|_| ())}>
                    <span class="visually-hidden">{ labels.lesson }{ " " }</span>{ title }
                </button>
            </div>
            <div class="choice" role="group" aria-label={labels.mode}>
                { choose(labels.watch, mode == Mode::Watch, Action::Mode(Mode::Watch), "watch") }
                { choose(labels.predict, mode == Mode::Predict, Action::Mode(Mode::Predict), "predict") }
                { choose(labels.quiz, mode == Mode::Quiz, Action::Mode(Mode::Quiz), "quiz") }
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
            <button type="button" class="export-button" data-control="share" aria-label={labels.share}
                title={labels.share_title} aria-haspopup="dialog" onclick={dialogs.share.reform(|_| ())}>
                { icon(Icon::Share) }<span>{ labels.share }</span>
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
