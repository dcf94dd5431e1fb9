//! The page as a whole: one model, the views of it, and the address bar that holds it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lessons::Numbering;
use markup::html;
use sim::Side;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Event, FileList};
use yew::prelude::*;

use crate::browser;
use crate::clock::{use_clock, use_run};
use crate::gestures::use_strokes;
use crate::keyboard::{Key, use_keyboard};
use crate::labels::shell::shell;
use crate::library;
use crate::model::{Action, Mode, Model, Speed, Zoom};
use crate::view::ViewProps;
use crate::view::author::{OwnProps, ProvenanceProps, own_lesson, provenance};
use crate::view::bridge::{bridge, small_bar};
use crate::view::captures::{CapturesProps, captures_dialog, use_drop};
use crate::view::course::{
    AbsentProps, JournalProps, MenuProps, ResumeProps, TermProps, absent_lesson, journal, lesson_menu, resume,
    term_card,
};
use crate::view::export::{ExportProps, export_dialog};
use crate::view::hosts::host_panel;
use crate::view::inspector::inspector;
use crate::view::keys::{KeysProps, keys_dialog, show};
use crate::view::lab::lab_panel;
use crate::view::later::{later, later_unsaid};
use crate::view::live::live;
use crate::view::memo::memo;
use crate::view::notices::notices;
use crate::view::panes::panes;
use crate::view::practice::practice;
use crate::view::predict::predict_panel;
use crate::view::scroll::use_why_in_view;
use crate::view::share::{FoldProps, Long, ShareProps, fold, share_dialog};
use crate::view::table::segment_table;
use crate::view::top_bar::{Dialogs, TopBarProps, next_theme, other_lang, top_bar};
use crate::view::tour::tour;
use crate::view::transport::{transport, use_bar_height};

/// Milliseconds after a change until the address bar follows: browsers refuse to be told of every frame.
const ADDRESS_DELAY: u32 = 200;

#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(|| {
        let tour = browser::is_first_visit().then_some(0);
        Model { tour, ..browser::open_address() }
    });
    let model: Rc<Model> = Rc::new((*state).clone());
    let act = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let (keys, export, bar) = (use_node_ref(), use_node_ref(), use_node_ref());
    // What keys do, and what saves a run, is fetched once somebody asks.
    let (asked, wants_export) = (use_state_eq(|| false), use_state_eq(|| false));
    let (captures, wants_captures) = (use_node_ref(), use_state_eq(|| false));
    let dropped = use_state_eq(|| None::<FileList>);
    let opens = |dialog: &NodeRef, asked: &UseStateHandle<bool>| {
        let (dialog, asked) = (dialog.clone(), asked.setter());
        move |(): (), (): &()| {
            asked.set(true);
            show(&dialog);
        }
    };
    let on_keys = use_callback((), opens(&keys, &asked));
    let on_export = use_callback((), opens(&export, &wants_export));
    let on_captures = use_callback((), opens(&captures, &wants_captures));
    let on_files = {
        let dropped = dropped.setter();
        use_callback(on_captures.clone(), move |files: FileList, on_captures| {
            dropped.set(Some(files));
            on_captures.emit(());
        })
    };
    use_drop(on_files);
    // What lessons there are is fetched once somebody asks, too, and where one stopped is offered once.
    let menu = use_state_eq(|| false);
    let on_lessons = {
        let menu = menu.setter();
        use_callback((), move |(), ()| menu.set(true))
    };
    let on_menu_closed = {
        let menu = menu.setter();
        use_callback((), move |(), ()| menu.set(false))
    };
    let sharing = use_state_eq(|| false);
    let on_share = {
        let sharing = sharing.setter();
        use_callback((), move |(), ()| sharing.set(true))
    };
    let on_shared = {
        let sharing = sharing.setter();
        use_callback((), move |(), ()| sharing.set(false))
    };
    let has_host = use_state_eq(browser::has_host);
    let stopped = use_state_eq(browser::stopped_at);
    let on_resumed = {
        let stopped = stopped.setter();
        use_callback((), move |(), ()| stopped.set(None))
    };
    use_bar_height(&bar);
    browser::keep_still(model.options.is("motion", "off"));
    use_clock(model.playing, model.view.speed, act.clone());
    use_run(model.under_way(), act.clone());
    use_keys(&model, &act, &on_keys);
    use_strokes(act.clone());
    let long = use_address(&model, &act);
    let view = model.view;
    let title = format!("{} · SYN·ACKademy", model.title());
    use_effect_with((view.lang, view.theme, title), |(lang, theme, title)| {
        browser::describe_document(*lang, *theme, title);
    });
    use_effect_with(model.tour.is_some(), |is_shown| {
        if *is_shown {
            browser::remember_visit();
        }
    });
    use_effect(browser::leave_disabled);
    use_why_in_view(model.selection.field, model.selection.variable);
    let labels = shell(view.lang);
    let shown = ViewProps { model: model.clone(), act: act.clone() };
    html! {
        <div class="app" data-mode={model.mode.name()} data-view={view.pane.name()}
            data-beside={model.beside.is_some().to_string()} data-absent={model.absent.is_some().then(|| model.lesson_id().to_owned())}
            data-ui={model.options.get("ui").cloned()}>
            <a class="skip" href="#segments" onclick={|event: MouseEvent| browser::follow_within(&event)}>{ labels.skip_to_table }</a>
            { memo(TopBarProps::of(&model, act.clone(), Dialogs {
                keys: on_keys, export: on_export, captures: on_captures, lessons: on_lessons, share: on_share,
            }), top_bar) }
            if model.options.is("ui", "min") {
                { later_unsaid(small_bar(), view.lang, shown.clone()) }
            }
            if *menu {
                { later(lesson_menu(), view.lang, MenuProps {
                    lesson: model.lesson_id().to_owned().into(), lang: view.lang, act: act.clone(), on_close: on_menu_closed,
                }) }
            }
            if let Some(source) = model.absent.as_ref().filter(|_| library::is_own(model.lesson_id())) {
                { later(own_lesson(), view.lang, OwnProps { source: source.clone(), lang: view.lang, act: act.clone() }) }
            } else if let Some(id) = &model.absent {
                { later(absent_lesson(), view.lang, AbsentProps { id: id.clone(), lang: view.lang, act: act.clone() }) }
            }
            if model.folded {
                { later(fold(), view.lang, FoldProps { long: None, act: act.clone() }) }
            } else if let Some(long) = long {
                { later_unsaid(fold(), view.lang, FoldProps { long: Some(long), act: act.clone() }) }
            }
            if let Some(place) = &*stopped {
                { later_unsaid(resume(), view.lang, ResumeProps {
                    lang: view.lang, place: place.clone().into(), on_done: on_resumed,
                }) }
            }
            if library::is_own(&model.lesson.id) && model.captured.is_none() && model.absent.is_none() {
                { later_unsaid(provenance(), view.lang, ProvenanceProps { lesson: &model.lesson.id, lang: view.lang }) }
            }
            { notices(&shown) }
            if model.mode == Mode::Quiz {
                <main class="practice-place">{ later(practice(), view.lang, shown.clone()) }</main>
            } else {
                <main class="stage">
                    { host_panel(&shown, Side::Client) }
                    <section class="exchange panel" aria-label={labels.exchange}>
                        { panes(&shown) }
                    </section>
                    { host_panel(&shown, Side::Server) }
                    <div class="side">
                        if model.mode == Mode::Predict {
                            { later(predict_panel(), view.lang, shown.clone()) }
                        }
                        if model.mode == Mode::Lab {
                            { later(lab_panel(), view.lang, shown.clone()) }
                        }
                        { inspector(&shown) }
                    </div>
                    <div class="below" id="segments" tabindex="-1">
                        { segment_table(&shown) }
                    </div>
                </main>
                { tour(&shown) }
                { transport(&shown, &bar) }
            }
            if *has_host {
                { later_unsaid(bridge(), view.lang, shown.clone()) }
            }
            if *sharing {
                { later(share_dialog(), view.lang, ShareProps { shown: shown.clone(), on_close: on_shared }) }
            }
            { live(&shown) }
            { memo(ExportProps::of(&model, export, *wants_export), export_dialog) }
            if let Some(term) = &model.term {
                { later(term_card(), view.lang, TermProps { term: term.clone(), lang: view.lang, act: act.clone() }) }
            }
            if model.cursor.step > 0 && model.captured.is_none() {
                { later_unsaid(journal(), view.lang, seen(&model)) }
            }
            { memo(KeysProps { lang: view.lang, dialog: keys, asked: *asked, act: act.clone() }, keys_dialog) }
            { memo(CapturesProps {
                lang: view.lang,
                dialog: captures,
                asked: *wants_captures,
                dropped: (*dropped).clone(),
                wanted: model.wanted.as_ref().map(|wanted| wanted.source.clone()),
                act: act.clone(),
            }, captures_dialog) }
        </div>
    }
}

/// What of its lesson is seen at the moment.
fn seen(model: &Model) -> JournalProps {
    let note = model.landmarks.note_at(&model.timeline, model.cursor.step, model.view.lang);
    JournalProps {
        lesson: &model.lesson.id,
        mark: note.map(|(mark, ..)| mark),
        is_end: model.cursor.step == model.timeline.entries.len(),
    }
}

/// Keys that need to know the model are resolved when they are pressed.
#[hook]
fn use_keys(model: &Rc<Model>, act: &Callback<Action>, on_keys: &Callback<()>) {
    let latest = use_latest(model);
    let (act, on_keys) = (act.clone(), on_keys.clone());
    let on_key = use_callback((), move |key: Key, ()| {
        let model = latest.borrow().clone();
        let view = model.view;
        // There is no player beside the quiz.
        if model.mode == Mode::Quiz
            && !matches!(key, Key::Mode(_) | Key::Lang | Key::Theme | Key::Keys | Key::Numbering)
        {
            return;
        }
        let speed_by = |by: isize| {
            let at = Speed::ALL.iter().position(|speed| *speed == view.speed).unwrap_or(2);
            Speed::ALL[at.saturating_add_signed(by).min(Speed::ALL.len() - 1)]
        };
        let action = match key {
            Key::Jump(jump) => Action::Jump(jump),
            Key::Toggle => Action::Toggle,
            Key::Faster => Action::Speed(speed_by(1)),
            Key::Slower => Action::Speed(speed_by(-1)),
            Key::Numbering if view.numbering == Numbering::Absolute => Action::Numbering(Numbering::Relative),
            Key::Numbering => Action::Numbering(Numbering::Absolute),
            Key::Mode(mode) if model.mode == mode => Action::Mode(Mode::Watch),
            Key::Mode(mode) => Action::Mode(mode),
            Key::Pane(pane) => Action::Pane(pane),
            Key::LoopFrom => Action::Loop(Some(model.loop_from_here())),
            Key::LoopTo => Action::Loop(Some(model.loop_to_here())),
            Key::LoopPhase => Action::Loop(model.loop_of_phase()),
            Key::LoopOff => Action::Loop(None),
            Key::Longer => Action::Zoom(view.zoom.longer().unwrap_or(view.zoom)),
            Key::Shorter => Action::Zoom(view.zoom.shorter().unwrap_or(view.zoom)),
            Key::UsualLength => Action::Zoom(Zoom::default()),
            Key::Undo => Action::Undo,
            Key::Redo => Action::Redo,
            Key::Lang => Action::Lang(other_lang(view.lang)),
            Key::Theme => Action::Theme(next_theme(view.theme)),
            Key::Keys => return on_keys.emit(()),
            Key::Out if model.term.is_some() => Action::Term(None),
            Key::Out if model.tour.is_some() => Action::Tour(None),
            Key::Out if model.selection.variable.is_some() => Action::SelectVariable(None),
            Key::Out => Action::SelectSegment(None),
        };
        act.emit(action);
    });
    use_keyboard(on_key);
}

/// Letters of a query that every server and every chat takes; what is longer is folded.
const LONGEST_QUERY: usize = 2_000;

/// Keeps the address bar at the model, and the model at the address when the browser goes back or forward. Gives the query
/// if it is too long to be written as it is.
#[hook]
fn use_address(model: &Rc<Model>, act: &Callback<Action>) -> Option<Long> {
    let long = use_state_eq(|| None);
    let latest = use_latest(model);
    let pending = use_mut_ref(|| None::<Timeout>);
    let written_lesson = use_mut_ref(|| model.lesson_id().to_owned());
    {
        let (written_lesson, long) = (written_lesson.clone(), long.setter());
        // Each change makes a new model, so that its place tells whether there was one.
        use_effect_with(Rc::as_ptr(model) as usize, move |_| {
            let mut waiting = pending.borrow_mut();
            if waiting.is_some() {
                return;
            }
            let pending = pending.clone();
            *waiting = Some(Timeout::new(ADDRESS_DELAY, move || {
                pending.borrow_mut().take();
                let model = latest.borrow().clone();
                // While a link's run is under way, or its file is not open, its moment is not there yet; nor is anything of
                // an absent lesson.
                if model.pending.is_some()
                    || model.wanted.is_some()
                    || model.absent.is_some()
                    || model.unplaced.is_some()
                    || model.folded
                {
                    return;
                }
                let before = written_lesson.replace(model.lesson.id.clone());
                // What the address itself has is no other page once it is there.
                let is_new_page = before != model.lesson.id && before != library::OWN;
                let query = browser::query(&model);
                browser::remember_place(&model, &query);
                // What has a fragment already is left as it is.
                let is_long = query.len() > LONGEST_QUERY && !query.contains('#');
                if !is_long {
                    browser::write_address(&query, is_new_page);
                }
                long.set(is_long.then(|| Long { query: query.into(), is_new_page }));
            }));
        });
    }
    use_effect_with(act.clone(), move |act| {
        let act = act.clone();
        let listener = Closure::<dyn Fn(Event)>::new(move |_| {
            let model = browser::open_address();
            written_lesson.replace(model.lesson_id().to_owned());
            act.emit(Action::Replace(Box::new(model)));
        });
        let _ = browser::window().add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
        move || {
            let callback = listener.as_ref().unchecked_ref();
            let _ = browser::window().remove_event_listener_with_callback("popstate", callback);
        }
    });
    (*long).clone()
}

/// The latest model, for callbacks that outlive a drawing.
#[hook]
fn use_latest(model: &Rc<Model>) -> Rc<RefCell<Rc<Model>>> {
    let latest = use_mut_ref(|| model.clone());
    latest.replace(model.clone());
    latest
}
