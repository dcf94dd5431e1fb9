//! Statements to a record store, for a page that was launched by cmi5: the only requests that ever leave the page's own site,
//! and only where the launch says to whom.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use lessons::Lang;
use quiz::sheet::reaches;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Response, Url, UrlSearchParams};
use yew::Callback;

use super::records::{Progress, seconds_since};
use super::script::{call, parsed};
use super::xapi_data::{Deed, Unit, verb_id};
use crate::browser;
use crate::model::report::{AnswerReport, set_learner};
use crate::model::{CUT, Notice, Options, shown};

/// Answers that are kept while the store cannot be reached; those after are lost.
const MOST_WAITING: usize = 200;
/// Octets of statements that are sent at once. A browser lets a page that goes have 64 KiB under way: that is what is being
/// sent then and what is sent last.
const LARGEST: usize = 30_000;

/// Who is told what comes of a launch.
pub(super) struct Listeners {
    /// Statements do not arrive.
    pub(super) on_trouble: Callback<()>,
    /// The learner told the platform of this language.
    pub(super) on_lang: Callback<Lang>,
    /// Where the platform wants the learner to go from here.
    pub(super) on_way_back: Callback<String>,
}

/// A launch, and what is to be told of it.
pub(super) struct Xapi {
    endpoint: String,
    unit: RefCell<Unit>,
    /// What each request is authorized by, once the launch has given it.
    token: RefCell<Option<String>>,
    /// Statements in JSON that were not sent yet, in their order.
    waiting: RefCell<Vec<String>>,
    is_sending: Cell<bool>,
    /// What was done before it was known what the platform wants in each statement.
    early: RefCell<Vec<(Vec<AnswerReport>, Progress)>>,
    /// Whether only a look is to be had, of which nothing is stated but that it was.
    is_look: Cell<bool>,
    /// What a score has to reach, of 1, if somebody said so.
    mastery: Cell<Option<f64>>,
    /// Whether the end was seen in this visit.
    has_ended: Cell<bool>,
    /// Whether it was stated under this registration, in this visit or an earlier one, that the end was reached, and the mark:
    /// neither may be stated twice (cmi5, 9.3).
    was_completed: Cell<bool>,
    was_passed: Cell<bool>,
    began: f64,
    is_over: Cell<bool>,
    /// What the page is called, with the language of that.
    title: RefCell<(&'static str, String)>,
    listeners: Listeners,
}

impl Xapi {
    /// Reads a launch from the link, in which a score has to reach `mark`, of 1, if it says so. None if it is none; otherwise
    /// it, or the part of it that cannot be used.
    pub(super) fn launched(
        options: &Options,
        mark: Option<f64>,
        listeners: Listeners,
    ) -> Option<Result<Rc<Xapi>, Notice>> {
        let endpoint = options.get("endpoint")?;
        let part = |parameter: &'static str, is_good: &dyn Fn(&str) -> bool| {
            let value = options.get(parameter).map_or("", |value| value.as_str());
            if is_good(value) && !value.ends_with(CUT) {
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
            set_learner(unit.actor["name"].as_str().unwrap_or_default().to_owned());
            let slash = if endpoint.ends_with('/') { "" } else { "/" };
            let xapi = Rc::new(Xapi {
                endpoint: [endpoint, slash].concat(),
                unit: RefCell::new(unit),
                token: RefCell::default(),
                waiting: RefCell::default(),
                is_sending: Cell::default(),
                is_look: Cell::default(),
                mastery: Cell::new(mark),
                early: RefCell::default(),
                has_ended: Cell::default(),
                was_completed: Cell::default(),
                was_passed: Cell::default(),
                began: js_sys::Date::now(),
                is_over: Cell::default(),
                title: RefCell::new(("en", String::new())),
                listeners,
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
        if self.token.borrow().is_none() {
            let mut early = self.early.borrow_mut();
            if early.len() < MOST_WAITING {
                early.push((answers.to_vec(), progress.clone()));
            }
            return;
        }
        for answer in answers {
            self.state(&Deed::Answered(answer));
        }
        if progress.is_complete && !self.has_ended.replace(true) {
            let seconds = seconds_since(self.began);
            if !self.was_completed.replace(true) {
                self.state(&Deed::Completed(seconds));
            }
            let report = progress.report.as_deref().filter(|report| report.has_score());
            if let (Some(report), Some(mastery), false) = (report, self.mastery.get(), self.was_passed.get()) {
                self.was_passed.set(reaches(report.score, mastery));
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
            // What is under way goes on by itself. Of the rest, a browser lets no more than this outlive the page.
            let mut first = self.waiting.take();
            let last = first.split_off(first.len() - fitting(first.iter().rev()));
            for batch in [first, last] {
                self.post(batch);
            }
        }
    }

    fn state(&self, deed: &Deed<'_>) {
        let is_kept = !self.is_look.get() || matches!(deed, Deed::Initialized | Deed::Terminated(_));
        let is_full = matches!(deed, Deed::Answered(_)) && self.waiting.borrow().len() >= MOST_WAITING;
        if self.is_over.get() || !is_kept || is_full {
            return;
        }
        let time = String::from(js_sys::Date::new_0().to_iso_string());
        let (lang, title) = &*self.title.borrow();
        let statement = self.unit.borrow().statement(deed, &uuid(), &time, (lang, title));
        self.waiting.borrow_mut().push(statement.to_string());
    }

    /// Sends what waits, unless something is being sent.
    fn send(self: &Rc<Xapi>) {
        if !self.is_sending.get() {
            let count = fitting(self.waiting.borrow().iter());
            let batch = self.waiting.borrow_mut().drain(..count).collect();
            self.post(batch);
        }
    }

    fn post(self: &Rc<Xapi>, batch: Vec<String>) {
        let Some(token) = self.token.borrow().clone().filter(|_| !batch.is_empty()) else { return };
        self.is_sending.set(true);
        let init = request(&token, "POST", Some(["[", &batch.join(","), "]"].concat()));
        let xapi = self.clone();
        spawn_local(async move {
            let answer = fetch(&[&xapi.endpoint, "statements"].concat(), &init).await;
            // A browser counts a request as under way until its answer was read.
            if let Some(text) = answer.as_ref().and_then(|answer| answer.text().ok()) {
                let _ = JsFuture::from(text).await;
            }
            xapi.is_sending.set(false);
            match answer.as_ref().map(Response::status) {
                Some(200..300) => return xapi.send(),
                // What the store will not have is not offered again, unless it was for who asks, or when.
                Some(status @ 400..500) if !matches!(status, 401 | 408 | 425 | 429) => {}
                // The rest waits for the next statement.
                _ => {
                    let mut waiting = xapi.waiting.borrow_mut();
                    waiting.splice(..0, batch);
                }
            }
            xapi.listeners.on_trouble.emit(());
        });
    }

    /// Asks the store for something, with a query of these parameters and those that say who does what.
    async fn ask(&self, token: &str, path: &str, parameters: &[(&str, &str)]) -> Option<Value> {
        let query = UrlSearchParams::new().ok()?;
        query.append("agent", &self.unit.borrow().actor.to_string());
        for (name, value) in parameters {
            query.append(name, value);
        }
        let address = [&self.endpoint, path, "?", &String::from(query.to_string())].concat();
        json_of(fetch(&address, &request(token, "GET", None)).await).await
    }

    /// Whether the store has a statement with this verb, of this learner under this registration.
    async fn was_stated(&self, token: &str, verb: &str) -> bool {
        let (activity, registration) = self.place();
        let parameters =
            [("activity", &*activity), ("registration", &registration), ("verb", &verb_id(verb)), ("limit", "1")];
        let found = self.ask(token, "statements", &parameters).await;
        found.is_some_and(|found| found["statements"].as_array().is_some_and(|statements| !statements.is_empty()))
    }

    /// The activity and the registration.
    fn place(&self) -> (String, String) {
        let unit = self.unit.borrow();
        (unit.activity.clone(), unit.registration.clone())
    }
}

/// How many statements may be sent at once: as many as there is room for, and one at least.
fn fitting<'a>(statements: impl Iterator<Item = &'a String>) -> usize {
    let mut room = LARGEST;
    let fits = |statement: &&String| {
        let is_first = room == LARGEST;
        let rest = room.checked_sub(statement.len() + 1);
        room = rest.unwrap_or_default();
        rest.is_some() || is_first
    };
    statements.take_while(fits).count()
}

/// Gets what authorizes requests, and what the platform wants to be in each statement, and states that the learner is here.
async fn begin(xapi: Rc<Xapi>, address: String) {
    let init = json!({ "method": "POST", "credentials": "omit" });
    let answer = json_of(fetch(&address, &init).await).await;
    let token = answer.as_ref().and_then(|answer| answer["auth-token"].as_str());
    let Some(token) = token.map(|token| ["Basic ", token].concat()) else {
        return xapi.listeners.on_trouble.emit(());
    };
    let (activity, registration) = xapi.place();
    let about = [("stateId", "LMS.LaunchData"), ("activityId", &*activity), ("registration", &registration)];
    if let Some(data) = xapi.ask(&token, "activities/state", &about).await {
        xapi.unit.borrow_mut().template = data["contextTemplate"].clone();
        xapi.is_look.set(data["launchMode"].as_str().is_some_and(|mode| mode != "Normal"));
        let mastery = data["masteryScore"].as_f64().filter(|mastery| (0.0..=1.0).contains(mastery));
        xapi.mastery.set(mastery.or(xapi.mastery.get()));
        if let Some(address) = data["returnURL"].as_str().filter(|address| is_address(address)) {
            xapi.listeners.on_way_back.emit(address.to_owned());
        }
    }
    let wishes = xapi.ask(&token, "agents/profile", &[("profileId", "cmi5LearnerPreferences")]).await;
    let langs = wishes.as_ref().and_then(|wishes| wishes["languagePreference"].as_str()).unwrap_or_default();
    if let Some(lang) = langs.split(',').find_map(|tag| Lang::parse(tag.trim())) {
        xapi.listeners.on_lang.emit(lang);
    }
    if !xapi.is_look.get() {
        xapi.was_completed.set(xapi.was_stated(&token, "completed").await);
        xapi.was_passed.set(xapi.was_stated(&token, "passed").await);
    }
    xapi.token.replace(Some(token));
    xapi.state(&Deed::Initialized);
    for (answers, progress) in xapi.early.take() {
        xapi.note(&answers, &progress);
    }
    xapi.send();
}

/// What a request is made with.
fn request(token: &str, method: &str, body: Option<String>) -> Value {
    json!({
        "method": method,
        "credentials": "omit",
        // What is sent when the page is left arrives, too, unless it is more than a browser lets through.
        "keepalive": body.as_ref().is_none_or(|body| body.len() <= LARGEST + 2),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_statements_are_sent_at_once_as_a_browser_lets_outlive_a_page() {
        let count =
            |lengths: &[usize]| fitting(lengths.iter().map(|length| "x".repeat(*length)).collect::<Vec<_>>().iter());
        assert_eq!([count(&[]), count(&[10, 20]), count(&[14_999, 14_999, 1])], [0, 2, 2]);
        assert_eq!([count(&[40_000, 1]), count(&[1, 40_000, 1])], [1, 1], "one is sent however long it is");
    }
}
