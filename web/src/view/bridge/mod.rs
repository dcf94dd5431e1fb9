//! The page in another one, or launched by a course platform: what it says to its host, what it hears from there, and the bar
//! that a small frame has in place of the page's own.
//!
//! Whatever a host does or leaves undone, the page goes on: nothing here can fail in a way that anybody has to catch.

mod activity;
mod bar;
mod frame;
mod host;
mod inbound;
mod message;
mod predicted;
mod records;
mod scorm;
mod scorm_data;
mod script;
mod session;
mod state;
mod xapi;
mod xapi_data;

use std::rc::Rc;

use markup::{html, later};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, MessageEvent};
use yew::prelude::*;

pub(crate) use bar::small_bar;

use crate::browser;
use crate::labels::host::host as labels;
use crate::view::ViewProps;
use session::{Session, Trouble};

/// The bridge to the host. It draws nothing, unless the learner has to know of something.
#[later(bridge)]
pub(crate) fn bridge(props: &ViewProps) -> Html {
    html! { <Bridge ..props.clone() /> }
}

#[component]
fn Bridge(props: &ViewProps) -> Html {
    let model = &props.model;
    let trouble = use_state_eq(|| None::<Trouble>);
    let way_back = use_state_eq(|| None::<String>);
    let session = use_mut_ref(|| None::<Rc<Session>>);
    {
        let (session, trouble, way_back) = (session.clone(), trouble.setter(), way_back.setter());
        use_effect_with(props.clone(), move |ViewProps { model, act }| {
            let known = session.borrow().clone();
            if let Some(known) = known {
                return known.see(model);
            }
            // A host hears that the page is ready once its lesson is there.
            if model.absent.is_some() {
                return;
            }
            let on_trouble = Callback::from(move |told| trouble.set(Some(told)));
            let on_way_back = Callback::from(move |address| way_back.set(Some(address)));
            session.replace(Some(Session::begin(model, act.clone(), &on_trouble, on_way_back)));
        });
    }
    use_effect_with((), move |()| {
        let listen = |name: &'static str, target: EventTarget, heard: fn(&Session, JsValue)| {
            let session = session.clone();
            let listener = Closure::<dyn Fn(JsValue)>::new(move |event| {
                let session = session.borrow().clone();
                if let Some(session) = session {
                    heard(&session, event);
                }
            });
            let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            (name, target, listener)
        };
        let window = browser::window();
        let mut listeners = vec![
            listen("message", window.clone().into(), |session, event| {
                if let Ok(event) = event.dyn_into::<MessageEvent>() {
                    session.hear(&event);
                }
            }),
            listen("pagehide", window.clone().into(), |session, _| session.leave()),
            listen("pageshow", window.clone().into(), |session, event| {
                // A page that is shown for the first time has not gone before.
                if script::get(&event, "persisted").is_truthy() {
                    session.come_back();
                }
            }),
        ];
        if let Some(document) = window.document() {
            listeners.push(listen("visibilitychange", document.into(), |session, _| {
                if browser::window().document().is_some_and(|document| document.hidden()) {
                    session.hide();
                }
            }));
        }
        move || {
            for (name, target, listener) in listeners {
                let _ = target.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
    });
    let labels = labels(model.view.lang);
    let said = trouble.map(|trouble| match trouble {
        Trouble::NotRecorded => labels.not_recorded,
        Trouble::NotResumed => labels.not_resumed,
    });
    use_effect_with(said, |said| {
        if let Some(said) = said {
            browser::say_missing(said);
        }
    });
    let onclick = {
        let trouble = trouble.setter();
        move |_: MouseEvent| trouble.set(None)
    };
    html! {
        if let Some(said) = said {
            <section class="host-trouble notices" data-part="host-trouble" aria-label={labels.records}>
                <span>{ said }</span>
                <button type="button" data-control="host-dismiss" {onclick}>{ labels.dismiss }</button>
            </section>
        }
        if let Some(address) = &*way_back {
            <nav class="host-return" data-part="host-return" aria-label={labels.records}>
                <a href={address.clone()} data-control="host-return">{ labels.back }</a>
            </nav>
        }
    }
}
