//! The page around this one, or the one that opened it: what may be said to it, in which form, and what is heard of it.
//!
//! What is sent without being asked for goes to whoever frames the page, unless the link's `origin` says who that has to be.
//! So nothing is sent that is not seen in the frame: no name, nothing that the browser keeps, nothing of a launch, and what is
//! right only once the learner was told.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Url, Window};

use super::inbound::{Form, Heard, SCOPE, read};
use super::message::{Event, Happening, LONGEST_NAME, VERSION};
use super::script::{call, parsed};
use crate::browser;
use crate::model::{Notice, Options, shown};

/// The host, and how it is spoken to.
pub(super) struct Host {
    window: Window,
    /// The only origin that is spoken to, if the link names one.
    origin: Option<String>,
    id: Option<String>,
    form: Cell<Form>,
    /// Whether it has shown that it speaks SPLICE, or the link says so.
    pub(super) splice: Cell<bool>,
    /// The same of H5P's handshake.
    pub(super) h5p: Cell<bool>,
    /// The same of Open edX's channel.
    pub(super) channel: Cell<bool>,
    /// Counts messages that want an answer.
    asked: Cell<u32>,
}

/// Where a message goes: to an origin, or whoever is there.
pub(super) enum To<'a> {
    Host,
    Origin(&'a str),
}

impl Host {
    /// Who is around, and what was wrong with what the link says of it. Nobody is if the link wants nothing said, or names an
    /// origin that is none.
    pub(super) fn find(options: &Options) -> (Option<Host>, Vec<Notice>) {
        let Some(window) = around() else { return (None, Vec::new()) };
        let mut notices = Vec::new();
        let host = Host {
            window,
            origin: None,
            id: options.get("id").map(|id| id.chars().take(LONGEST_NAME).collect()),
            form: Cell::new(Form::Text),
            splice: Cell::default(),
            h5p: Cell::default(),
            channel: Cell::default(),
            asked: Cell::default(),
        };
        let mut is_silent = false;
        for word in options.get("msg").map_or("", |words| words.as_str()).split(',').filter(|word| !word.is_empty()) {
            match word {
                "text" => {}
                "object" => host.form.set(Form::Object),
                "splice" => {
                    host.splice.set(true);
                    host.form.set(Form::Object);
                }
                "h5p" => host.h5p.set(true),
                "jsinput" => host.channel.set(true),
                "none" => is_silent = true,
                _ => notices.push(Notice::UnknownValue { parameter: "msg", value: shown(word) }),
            }
        }
        notices.truncate(1);
        let origin = options.get("origin").map(|origin| {
            let is_one = Url::new(origin).is_ok_and(|url| url.origin() == origin.as_str());
            if is_one { Ok(origin.to_string()) } else { Err(shown(origin)) }
        });
        let origin = match origin.transpose() {
            Ok(origin) => origin,
            // Whoever meant to name one origin did not mean all.
            Err(value) => {
                notices.push(Notice::NotReported { parameter: "origin", value });
                is_silent = true;
                None
            }
        };
        ((!is_silent).then_some(Host { origin, ..host }), notices)
    }

    /// What a message from this host says to us, and its origin.
    pub(super) fn hear(&self, event: &MessageEvent) -> Option<(Heard, String)> {
        let window: &JsValue = self.window.as_ref();
        if JsValue::from(event.source()?) != *window {
            return None;
        }
        let origin = event.origin();
        if self.origin.as_ref().is_some_and(|only| *only != origin) {
            return None;
        }
        Some((read(&event.data())?, origin))
    }

    /// Tells what happened.
    pub(super) fn tell(&self, happening: Happening) {
        self.answer(happening, None, &To::Host, self.form.get());
    }

    /// Tells what came of a command, in the form in which it came.
    pub(super) fn answer(&self, happening: Happening, request: Option<String>, to: &To<'_>, form: Form) {
        let event = Event { synackademy: VERSION, id: self.id.clone(), request, happening };
        if let Ok(json) = serde_json::to_string(&event) {
            self.send(&json, form, to);
        }
    }

    /// Tells a host that has a place for height how high the page would like to be.
    pub(super) fn tell_height(&self, height: u32) {
        self.tell(Happening::Resize { height });
        let json = format!(r#"{{"subject":"lti.frameResize","height":{height}}}"#);
        self.send(&json, self.form.get(), &To::Host);
        if self.h5p.get() {
            self.tell_h5p("prepareResize", height);
        }
    }

    /// A step of H5P's handshake. Its messages are objects.
    pub(super) fn tell_h5p(&self, action: &str, height: u32) {
        let now = browser::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let json = format!(
            r#"{{"context":"h5p","action":"{action}","height":{height},"scrollHeight":{height},"clientHeight":{now}}}"#
        );
        self.send(&json, Form::Object, &To::Host);
    }

    /// A message of SPLICE: `fields` are members of a JSON object. Its messages are objects.
    pub(super) fn tell_splice(&self, subject: &str, fields: &[(&str, String)]) {
        if !self.splice.get() {
            return;
        }
        self.asked.set(self.asked.get().wrapping_add(1));
        let mut json = format!(r#"{{"subject":"SPLICE.{subject}","message_id":"synackademy-{}""#, self.asked.get());
        for (name, value) in fields {
            json.push_str(&format!(r#","{name}":{value}"#));
        }
        json.push('}');
        self.send(&json, Form::Object, &To::Host);
    }

    /// What a page says first through Open edX's channel, and what it answers to the same. Its messages are texts.
    pub(super) fn greet_channel(&self, word: &str) {
        let json = format!(r#"{{"method":"{SCOPE}__ready","params":"{word}"}}"#);
        self.send(&json, Form::Text, &To::Host);
    }

    /// The answer to a call through Open edX's channel: what it reads as an encoded address.
    pub(super) fn answer_channel(&self, id: f64, value: &str) {
        let value = String::from(js_sys::encode_uri(value));
        if let Ok(value) = serde_json::to_string(&value) {
            self.send(&format!(r#"{{"id":{id},"result":{value}}}"#), Form::Text, &To::Host);
        }
    }

    /// Sends JSON. A host that takes no messages is none of our troubles.
    fn send(&self, json: &str, form: Form, to: &To<'_>) {
        let message = match form {
            Form::Text => JsValue::from_str(json),
            Form::Object => match parsed(json) {
                Some(message) => message,
                None => return,
            },
        };
        let target = match (&self.origin, to) {
            (Some(only), _) => only.as_str(),
            // A page in a sandbox, or from a file, has an origin that cannot be named.
            (None, To::Origin("null")) | (None, To::Host) => "*",
            (None, To::Origin(origin)) => origin,
        };
        // Its answer, or that it has none, changes nothing here.
        let _ = call(&self.window, "postMessage", &[&message, &JsValue::from_str(target)]);
    }
}

/// The window of the page that this one stands in, or that opened it.
fn around() -> Option<Window> {
    let window = browser::window();
    let parent = window.parent().ok().flatten().filter(|parent| *parent != window);
    let opener = || Some(window.opener().ok()?).filter(|opener| opener.is_object()).map(JsCast::unchecked_into);
    parent.or_else(opener)
}
