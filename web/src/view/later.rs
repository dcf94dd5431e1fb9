//! Views whose code comes in a chunk of its own, fetched when something of it is first shown.
//!
//! In a page that is not split all code is there, and every chunk arrives at once.

use std::cell::RefCell;
use std::rc::Rc;

use lessons::Lang;
use markup::html;
use yew::html::Scope;
use yew::prelude::*;
use yew::virtual_dom::VChild;

use super::memo::{Draw, Drawing};
use crate::browser;
use crate::labels::shell::shell;

/// A view that `#[later]` marks: how its chunk is fetched, and how it is drawn once that is there.
pub(crate) struct Later<P> {
    chunk: Chunk,
    draw: fn(&P) -> Html,
}

impl<P> Later<P> {
    pub(crate) fn new(name: &'static str, load: Load, draw: fn(&P) -> Html) -> Later<P> {
        Later { chunk: Chunk { name, load }, draw }
    }
}

/// Fetches a chunk, and tells once whether it is there.
pub(crate) type Load = extern "C" fn(Arrived, usize);
/// What it tells: which chunk, by the number that it was asked for with, and whether it is there.
pub(crate) type Arrived = extern "C" fn(usize, bool);

/// The code of an unsplit page is there already.
#[cfg(not(feature = "split"))]
pub(crate) extern "C" fn at_once(arrived: Arrived, which: usize) {
    arrived(which, true);
}

/// `view` drawn from `props`, and again once these are not what they were. Until its code is there, a word says so.
pub(crate) fn later<P: PartialEq + 'static>(view: Later<P>, lang: Lang, props: P) -> Html {
    waiting(view, lang, props, Meanwhile::Said)
}

/// The same, but nothing stands in its place until its code is there: for what accompanies a view of the same chunk.
pub(crate) fn later_unsaid<P: PartialEq + 'static>(view: Later<P>, lang: Lang, props: P) -> Html {
    waiting(view, lang, props, Meanwhile::Nothing)
}

fn waiting<P: PartialEq + 'static>(view: Later<P>, lang: Lang, props: P, meanwhile: Meanwhile) -> Html {
    let Later { chunk, draw } = view;
    // One view is never taken for another that was in its place.
    let key = draw as usize;
    let props = WaitingProps { chunk, lang, meanwhile, of: Rc::new(Drawing { props, draw }) };
    VChild::<Waiting>::new(props, Some(key.into())).into()
}

/// What stands in the place of a view until its code is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meanwhile {
    /// A word that says so, and a button once that has failed.
    Said,
    Nothing,
}

#[derive(Clone, Copy)]
struct Chunk {
    name: &'static str,
    load: Load,
}

/// A chunk that was asked for.
struct Asked {
    name: &'static str,
    arrival: Arrival,
    /// Who is to draw once it is known whether it is there.
    waiting: Vec<Scope<Waiting>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Awaited,
    There,
    Failed,
}

thread_local! {
    static ASKED: RefCell<Vec<Asked>> = const { RefCell::new(Vec::new()) };
}

impl Chunk {
    fn arrival(self) -> Arrival {
        ASKED.with_borrow(|asked| {
            asked.iter().find(|chunk| chunk.name == self.name).map_or(Arrival::Awaited, |it| it.arrival)
        })
    }

    /// Asks for it unless it is on its way, and has `view` drawn when it has come or failed to.
    fn fetch(self, view: Scope<Waiting>) {
        let (which, is_under_way) = ASKED.with_borrow_mut(|asked| {
            let known = asked.iter().position(|chunk| chunk.name == self.name);
            let which = known.unwrap_or(asked.len());
            if known.is_none() {
                asked.push(Asked { name: self.name, arrival: Arrival::Failed, waiting: Vec::new() });
            }
            let chunk = &mut asked[which];
            chunk.waiting.push(view);
            (which, std::mem::replace(&mut chunk.arrival, Arrival::Awaited) == Arrival::Awaited)
        });
        if !is_under_way {
            (self.load)(arrived, which);
        }
    }
}

extern "C" fn arrived(which: usize, is_there: bool) {
    let waiting = ASKED.with_borrow_mut(|asked| {
        let chunk = &mut asked[which];
        chunk.arrival = if is_there { Arrival::There } else { Arrival::Failed };
        std::mem::take(&mut chunk.waiting)
    });
    for view in waiting {
        view.send_message(());
    }
}

#[derive(Properties)]
struct WaitingProps {
    chunk: Chunk,
    lang: Lang,
    meanwhile: Meanwhile,
    of: Rc<dyn Draw>,
}

impl PartialEq for WaitingProps {
    fn eq(&self, other: &WaitingProps) -> bool {
        self.lang == other.lang && self.of.is_same(&*other.of)
    }
}

/// A view, or what stands in its place.
struct Waiting;

impl Component for Waiting {
    type Message = ();
    type Properties = WaitingProps;

    fn create(context: &Context<Waiting>) -> Waiting {
        let chunk = context.props().chunk;
        if chunk.arrival() != Arrival::There {
            chunk.fetch(context.link().clone());
        }
        Waiting
    }

    fn rendered(&mut self, context: &Context<Waiting>, _is_first: bool) {
        let WaitingProps { chunk, lang, meanwhile, .. } = context.props();
        match (meanwhile, chunk.arrival()) {
            (Meanwhile::Said, Arrival::Awaited) => browser::say_missing(""),
            (Meanwhile::Said, Arrival::Failed) => browser::say_missing(&browser::missing(*lang).0),
            _ => {}
        }
    }

    fn view(&self, context: &Context<Waiting>) -> Html {
        let WaitingProps { chunk, lang, meanwhile, of } = context.props();
        let labels = shell(*lang);
        match chunk.arrival() {
            Arrival::There => of.draw(),
            _ if *meanwhile == Meanwhile::Nothing => Html::default(),
            Arrival::Awaited => {
                html! { <p class="later hint" aria-busy="true" data-part="later">{ labels.loading }</p> }
            }
            Arrival::Failed => {
                let (chunk, link) = (*chunk, context.link().clone());
                let onclick = move |event: MouseEvent| {
                    // The button goes, and the focus must not go with it.
                    browser::focus_around(&event);
                    chunk.fetch(link.clone());
                    link.send_message(());
                };
                let (text, is_worth_a_try) = browser::missing(*lang);
                html! {
                    <div class="later" data-part="later" data-missing="true">
                        <p>{ text }</p>
                        if is_worth_a_try {
                            <button type="button" data-control="try-again" {onclick}>{ labels.try_again }</button>
                        }
                    </div>
                }
            }
        }
    }
}
