//! The sheet that is made as a package for a learning platform. The site carries all that packages have in common; here it
//! is fetched, and gets the manifest that opens this sheet.

use lessons::Lang;
use markup::html;
use package::{BASE, TITLE, Version, packed};
use quiz::sheet::Sheet;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestInit, Response};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::link::query;
use crate::browser::{say_missing, say_saved, window};
use crate::labels::packages::{PackageLabels, packages};
use crate::view::export::{download, octets};

/// Characters that SCORM promises for what a launch adds to the address of the page.
const SAFE_QUERY: usize = 1000;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct PackageProps {
    pub(super) lang: Lang,
    pub(super) sheet: Sheet,
}

/// What is to be told.
#[derive(Clone, PartialEq)]
enum Outcome {
    Nothing,
    Busy,
    Saved(String),
    Failed(Failure),
}

/// Why there is no package.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failure {
    /// Somebody stopped it, and knows.
    Stopped,
    Unreachable,
    /// The site answers, and has none.
    Absent,
    Damaged,
    NotSaved,
}

/// The choice of a version, and the button.
#[component]
pub(super) fn Package(props: &PackageProps) -> Html {
    let labels = packages(props.lang);
    let version = use_state_eq(|| Version::Scorm12);
    let outcome = use_state_eq(|| Outcome::Nothing);
    let running = use_mut_ref(|| None::<AbortController>);
    {
        let running = running.clone();
        use_effect_with((), move |()| {
            move || {
                if let Some(running) = running.borrow_mut().take() {
                    running.abort();
                }
            }
        });
    }
    let query = query(&props.sheet, props.lang);
    let is_busy = *outcome == Outcome::Busy;
    {
        let outcome = outcome.clone();
        // What was saved is not what is chosen now.
        use_effect_with((query.clone(), *version), move |_| {
            if *outcome != Outcome::Busy {
                outcome.set(Outcome::Nothing);
            }
        });
    }
    let onclick = {
        let (version, title, seed, query) = (*version, props.sheet.title.clone(), props.sheet.seed, query.clone());
        let outcome = outcome.clone();
        move |_: MouseEvent| {
            if let Some(running) = running.borrow_mut().take() {
                running.abort();
                return;
            }
            let Ok(controller) = AbortController::new() else { return };
            let signal = controller.signal();
            *running.borrow_mut() = Some(controller);
            outcome.set(Outcome::Busy);
            say_missing("");
            let (outcome, running, query, title) = (outcome.setter(), running.clone(), query.clone(), title.clone());
            spawn_local(async move {
                let name = format!("synackademy-sheet-{seed}-{}.zip", version.name());
                let title = if title.is_empty() { TITLE } else { &title };
                let done = match fetched(&signal).await {
                    Ok(base) => saved(&base, version, &query, title, &name),
                    Err(failure) => Err(failure),
                };
                *running.borrow_mut() = None;
                if let Err(failure) = done {
                    say_missing(failure.words(labels));
                } else {
                    say_saved(&(labels.saved)(&name));
                }
                outcome.set(done.map_or_else(Outcome::Failed, |()| Outcome::Saved(name)));
            });
        }
    };
    let choice = |of: Version, text: &'static str| {
        let version = version.clone();
        html! {
            <label class="sheet-tick">
                <input type="radio" name="sheet-scorm" value={of.name()} checked={*version == of}
                    onchange={move |_: Event| version.set(of)} />
                <span>{ text }</span>
            </label>
        }
    };
    html! {
        <section class="sheet-package" aria-labelledby="sheet-package" data-part="sheet-package" aria-busy={is_busy.to_string()}>
            <h3 id="sheet-package">{ labels.heading }</h3>
            <p class="hint">{ labels.intro }</p>
            <fieldset>
                <legend>{ labels.version }</legend>
                <div class="sheet-ticks">
                    { choice(Version::Scorm12, labels.scorm12) }
                    { choice(Version::Scorm2004, labels.scorm2004) }
                </div>
            </fieldset>
            if query.len() > SAFE_QUERY {
                <p class="hint" data-part="sheet-package-long">{ labels.long }</p>
            }
            <button type="button" class="strong" data-control="sheet-package" {onclick}>
                { if is_busy { labels.stop } else { labels.download } }
            </button>
            { told(&outcome, labels) }
        </section>
    }
}

/// What came of it. It is read out from elsewhere.
fn told(outcome: &Outcome, labels: &PackageLabels) -> Html {
    let (class, text) = match outcome {
        Outcome::Nothing => ("hint", String::new()),
        Outcome::Busy => ("hint", labels.busy.to_owned()),
        Outcome::Saved(name) => ("hint", (labels.saved)(name)),
        Outcome::Failed(failure) => ("field-error", failure.words(labels).to_owned()),
    };
    html! { <p {class} data-part="sheet-package-said">{ text }</p> }
}

impl Failure {
    fn words(self, labels: &PackageLabels) -> &'static str {
        match self {
            Failure::Stopped => "",
            Failure::Unreachable if !window().navigator().on_line() => labels.offline,
            Failure::Unreachable => labels.unreachable,
            Failure::Absent => labels.absent,
            Failure::Damaged => labels.damaged,
            Failure::NotSaved => labels.not_saved,
        }
    }
}

/// What all packages of this site have in common.
async fn fetched(signal: &AbortSignal) -> Result<Vec<u8>, Failure> {
    let failed = |_: JsValue| if signal.aborted() { Failure::Stopped } else { Failure::Unreachable };
    let init = RequestInit::new();
    init.set_signal(Some(signal));
    let answer = JsFuture::from(window().fetch_with_str_and_init(BASE, &init)).await.map_err(failed)?;
    let answer: Response = answer.dyn_into().map_err(failed)?;
    match answer.status() {
        _ if answer.ok() => {}
        404 | 410 => return Err(Failure::Absent),
        _ => return Err(Failure::Unreachable),
    }
    let buffer = JsFuture::from(answer.array_buffer().map_err(failed)?).await.map_err(failed)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Makes the package, and has the browser save it.
fn saved(base: &[u8], version: Version, query: &str, title: &str, name: &str) -> Result<(), Failure> {
    let package = packed(base, version, query, title).map_err(|_| Failure::Damaged)?;
    download(&octets(&package), "application/zip", name).ok_or(Failure::NotSaved)
}
