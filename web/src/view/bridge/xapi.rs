//! Statements to a record store, for a page that was launched by cmi5: the only requests that ever leave the page's own site,
//! and only where the launch says to whom.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Response, Url, UrlSearchParams};
use yew::Callback;

use super::records::{Progress, seconds_since};
use super::script::{call, parsed};
use super::xapi_data::{Deed, Unit};
use crate::browser;
use crate::model::report::AnswerReport;
use crate::model::{Notice, Options, shown};

/// Statements that are kept while the store cannot be reached; those after are lost.
const MOST_WAITING: usize = 200;

/// A launch, and what is to be told of it.
pub(super) struct Xapi {
    endpoint: String,
    unit: RefCell<Unit>,
    /// What each request is authorized by, once the launch has given it.
    token: RefCell<Option<String>>,
    waiting: RefCell<Vec<Value>>,
    is_sending: Cell<bool>,
    /// Whether only a look is to be had, of which nothing is stated but that it was.
    is_look: Cell<bool>,
    /// What a score has to reach, of 1, if somebody said so.
    mastery: Cell<Option<f64>>,
    is_complete: Cell<bool>,
    began: f64,
    is_over: Cell<bool>,
    /// What the page is called, with the language of that.
    title: RefCell<(&'static str, String)>,
    /// Whoever tells the learner that statements do not arrive.
    on_trouble: Callback<()>,
}

impl Xapi {
    /// Reads a launch from the link. None if it is none; otherwise it, or the part of it that cannot be used.
    pub(super) fn launched(
        options: &Options,
        pass: Option<f64>,
        on_trouble: Callback<()>,
    ) -> Option<Result<Rc<Xapi>, Notice>> {
        let endpoint = options.get("endpoint")?;
        let part = |parameter: &'static str, is_good: &dyn Fn(&str) -> bool| {
            let value = options.get(parameter).map_or("", |value| value.as_str());
            if is_good(value) {
                Ok(value.to_owned())
            } else {
                Err(Notice::NotReported { parameter, value: shown(value) })
            }
        };
        let read = || {
            part("endpoint", &is_address)?;
            let fetch = part("fetch", &is_address)?;
            let registration = part("registration", &is_uuid)?;
            let activity = part("activityId", &|id| Url::new(id).is_ok())?;
            let actor = part("actor", &|actor| read_actor(actor).is_some())?;
            Ok((
                fetch,
                Unit { actor: read_actor(&actor).unwrap_or_default(), activity, registration, template: Value::Null },
            ))
        };
        Some(read().map(|(fetch, unit)| {
            let slash = if endpoint.ends_with('/') { "" } else { "/" };
            let xapi = Rc::new(Xapi {
                endpoint: [endpoint, slash].concat(),
                unit: RefCell::new(unit),
                token: RefCell::default(),
                waiting: RefCell::default(),
                is_sending: Cell::default(),
                is_look: Cell::default(),
                mastery: Cell::new(pass.map(|pass| pass / 100.0)),
                is_complete: Cell::default(),
                began: js_sys::Date::now(),
                is_over: Cell::default(),
                title: RefCell::new(("en", String::new())),
                on_trouble,
            });
            spawn_local(begin(xapi.clone(), fetch));
            xapi
        }))
    }

    /// Says what the page is called from now on.
    pub(super) fn entitle(&self, lang: &'static str, title: String) {
        self.title.replace((lang, title));
    }

    /// States what was done.
    pub(super) fn note(self: &Rc<Xapi>, answers: &[AnswerReport], progress: &Progress) {
        for answer in answers {
            self.state(&Deed::Answered(answer));
        }
        if progress.is_complete && !self.is_complete.replace(true) {
            let seconds = seconds_since(self.began);
            self.state(&Deed::Completed(seconds));
            let report = progress.report.as_deref().filter(|report| !report.answers.is_empty());
            if let (Some(report), Some(mastery)) = (report, self.mastery.get()) {
                self.state(&Deed::Judged { report, mastery, seconds });
            }
        }
        self.send();
    }

    /// States that the learner has gone, once, together with all that still waits.
    pub(super) fn close(self: &Rc<Xapi>) {
        if !self.is_over.get() && self.token.borrow().is_some() {
            self.state(&Deed::Terminated(seconds_since(self.began)));
            self.is_over.set(true);
            // There is no later for whatever is under way.
            self.is_sending.set(false);
            self.send();
        }
    }

    fn state(&self, deed: &Deed<'_>) {
        let is_kept = !self.is_look.get() || matches!(deed, Deed::Initialized | Deed::Terminated(_));
        if self.is_over.get() || !is_kept || self.waiting.borrow().len() >= MOST_WAITING {
            return;
        }
        let time = String::from(js_sys::Date::new_0().to_iso_string());
        let (lang, title) = &*self.title.borrow();
        let statement = self.unit.borrow().statement(deed, &uuid(), &time, (lang, title));
        self.waiting.borrow_mut().push(statement);
    }

    /// Sends what waits, unless something is being sent or cannot be yet.
    fn send(self: &Rc<Xapi>) {
        let Some(token) = self.token.borrow().clone() else { return };
        if self.is_sending.get() || self.waiting.borrow().is_empty() {
            return;
        }
        let batch = self.waiting.take();
        self.is_sending.set(true);
        let init = request(&token, "POST", Some(Value::from(batch.clone()).to_string()));
        let xapi = self.clone();
        spawn_local(async move {
            let answer = fetch(&[&xapi.endpoint, "statements"].concat(), &init).await;
            xapi.is_sending.set(false);
            match answer.as_ref().map(Response::status) {
                Some(200..300) => return xapi.send(),
                // What the store will not have is not offered again.
                Some(400..500) => {}
                // The rest waits for the next statement.
                _ => {
                    let mut waiting = xapi.waiting.borrow_mut();
                    waiting.splice(..0, batch);
                }
            }
            xapi.on_trouble.emit(());
        });
    }
}

/// Gets what authorizes requests, and what the platform wants to be in each statement, and states that the learner is here.
async fn begin(xapi: Rc<Xapi>, address: String) {
    let init = json!({ "method": "POST", "credentials": "omit" });
    let answer = json_of(fetch(&address, &init).await).await;
    let token = answer.as_ref().and_then(|answer| answer["auth-token"].as_str());
    let Some(token) = token.map(|token| ["Basic ", token].concat()) else {
        return xapi.on_trouble.emit(());
    };
    let query = {
        let unit = xapi.unit.borrow();
        let Ok(query) = UrlSearchParams::new() else { return };
        let agent = unit.actor.to_string();
        for (name, value) in [
            ("stateId", "LMS.LaunchData"),
            ("activityId", &unit.activity),
            ("agent", &agent),
            ("registration", &unit.registration),
        ] {
            query.append(name, value);
        }
        String::from(query.to_string())
    };
    let address = [&xapi.endpoint, "activities/state?", &query].concat();
    if let Some(data) = json_of(fetch(&address, &request(&token, "GET", None)).await).await {
        xapi.unit.borrow_mut().template = data["contextTemplate"].clone();
        xapi.is_look.set(data["launchMode"].as_str().is_some_and(|mode| mode != "Normal"));
        let mastery = data["masteryScore"].as_f64().filter(|mastery| (0.0..=1.0).contains(mastery));
        xapi.mastery.set(mastery.or(xapi.mastery.get()));
    }
    xapi.token.replace(Some(token));
    // That comes before whatever was done in the meantime.
    let early = xapi.waiting.take();
    xapi.state(&Deed::Initialized);
    xapi.waiting.borrow_mut().extend(early);
    xapi.send();
}

/// What a request is made with.
fn request(token: &str, method: &str, body: Option<String>) -> Value {
    json!({
        "method": method,
        "credentials": "omit",
        // What is sent when the page is left arrives, too.
        "keepalive": true,
        "headers": {
            "Authorization": token,
            "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
        },
        "body": body,
    })
}

/// The answer to a request; None if there was none.
async fn fetch(address: &str, init: &Value) -> Option<Response> {
    let mut init = init.clone();
    if init["body"].is_null() {
        // A request that has no body must not name one.
        init.as_object_mut()?.remove("body");
    }
    let (address, init) = (JsValue::from_str(address), parsed(&init.to_string())?);
    let promise: Promise = call(browser::window().as_ref(), "fetch", &[&address, &init])?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

async fn json_of(answer: Option<Response>) -> Option<Value> {
    let answer = answer.filter(Response::ok)?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}

fn is_address(text: &str) -> bool {
    Url::new(text).is_ok_and(|url| matches!(url.protocol().as_str(), "https:" | "http:"))
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// An agent that can be told from others.
fn read_actor(text: &str) -> Option<Value> {
    let actor: Value = serde_json::from_str(text).ok()?;
    let account = &actor["account"];
    let has_account = account["homePage"].is_string() && account["name"].is_string();
    let has_other = ["mbox", "mbox_sha1sum", "openid"].iter().any(|id| actor[*id].is_string());
    (has_account || has_other).then_some(actor)
}

/// A random UUID (version 4). `crypto.randomUUID` would be shorter, and is not there on a page without TLS.
fn uuid() -> String {
    let mut octets = [0u8; 16];
    for octet in &mut octets {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than 256")]
        let random = (js_sys::Math::random() * 256.0) as u8;
        *octet = random;
    }
    octets[6] = octets[6] & 0x0f | 0x40;
    octets[8] = octets[8] & 0x3f | 0x80;
    let mut out = String::new();
    for (index, octet) in octets.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        out.push_str(&format!("{octet:02x}"));
    }
    out
}
