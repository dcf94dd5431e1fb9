//! A sheet and the address: what the link says of one, and the link to one.

use std::cell::Cell;

use lessons::Lang;
use quiz::sheet::{Sheet, Warning};
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::NEW;
use crate::browser::window;
use crate::library;
use crate::model::{Action, Model};

/// What a link says of a sheet.
const NAMES: [&str; 11] =
    ["sheet", "count", "seed", "skills", "level", "lessons", "feedback", "attempts", "minutes", "pass", "title"];

/// The sheet that the link describes, with what is wrong with it.
pub(super) fn of_link(model: &Model) -> Option<(Sheet, Vec<Warning>)> {
    Sheet::read(|name| model.options.get(name).map(|value| value.to_string()), library::exists)
}

/// The sheet that is being made, with what is wrong with it. It always is one.
pub(super) fn in_the_making(model: &Model) -> (Sheet, Vec<Warning>) {
    let usual = Sheet::new(0).count.to_string();
    let parameter = |name: &str| {
        let said = model.options.get(name).map(|value| value.to_string());
        said.or_else(|| (name == "count").then(|| usual.clone()))
    };
    Sheet::read(parameter, library::exists).unwrap_or_else(|| (Sheet::new(0), Vec::new()))
}

/// The link to a sheet, for whoever is to answer it.
pub(super) fn to_sheet(sheet: &Sheet, lang: Lang) -> String {
    let here = window().location().href().unwrap_or_default();
    let page = here.split(['?', '#']).next().unwrap_or_default();
    [page, "?", &query(sheet, lang)].concat()
}

/// What of that link stands behind its question mark.
pub(super) fn query(sheet: &Sheet, lang: Lang) -> String {
    let Ok(query) = UrlSearchParams::new() else { return String::new() };
    query.append("mode", "quiz");
    query.append("lang", lang.code());
    for (name, value) in sheet.parameters() {
        query.append(name, &value);
    }
    String::from(query.to_string())
}

thread_local! {
    /// Whether somebody came from a button of the page, which is gone by then, and the focus with it.
    static CAME_BY_BUTTON: Cell<bool> = const { Cell::new(false) };
}

/// Begins to make a sheet, of what the link says so far.
pub(crate) fn make(act: &Callback<Action>) -> Callback<MouseEvent> {
    act.reform(|_| {
        CAME_BY_BUTTON.set(true);
        Action::Option("sheet", Some(NEW.into()))
    })
}

/// Whether the form was come to by [`make`]; told once.
pub(super) fn came_by_button() -> bool {
    CAME_BY_BUTTON.take()
}

/// Leaves sheets altogether.
pub(super) fn leave(act: &Callback<Action>) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |_| {
        for name in NAMES {
            act.emit(Action::Option(name, None));
        }
    })
}
