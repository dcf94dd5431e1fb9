//! The run-time of SCORM: finds the course platform's records, and keeps them at what was done here.

use wasm_bindgen::JsValue;

use super::records::{Progress, seconds_since};
use super::scorm_data::{Version, Write, read_state};
use super::script::{call, get, text};
use super::state;
use crate::browser;
use crate::model::report::AnswerReport;

/// Windows that are looked through on the way up.
const MOST_WINDOWS: usize = 50;

/// Open records.
pub(super) struct Scorm {
    api: JsValue,
    version: Version,
    /// What the score has to reach to pass, of 100, if the author said so.
    pass: Option<f64>,
    /// Whether nothing may be changed any more: somebody looks at what was done.
    is_read_only: bool,
    was_complete: bool,
    /// Interactions that were written, in this visit and before: they cannot be read.
    interactions: usize,
    /// Milliseconds since 1970 at which this visit began.
    began: f64,
    is_open: bool,
}

/// What came of looking for records.
pub(super) enum Opened {
    /// There are none.
    Nothing,
    /// They are there and do not answer.
    Refused,
    /// With what was kept of the last visit.
    Open(Box<Scorm>, Option<String>),
}

impl Scorm {
    /// Looks for records, and opens them.
    pub(super) fn open(pass: Option<f64>) -> Opened {
        let root = browser::window().document().and_then(|document| document.document_element());
        let package = root.and_then(|root| root.get_attribute("data-package"));
        let versions: &[Version] = match package.as_deref() {
            Some("scorm12") => &[Version::V12],
            Some("scorm2004") => &[Version::V2004],
            _ => &[Version::V2004, Version::V12],
        };
        let Some((version, api)) = versions.iter().find_map(|version| Some((*version, find(*version)?))) else {
            return if package.is_some() { Opened::Refused } else { Opened::Nothing };
        };
        let mut scorm = Scorm {
            api,
            version,
            pass,
            is_read_only: false,
            was_complete: false,
            interactions: 0,
            began: js_sys::Date::now(),
            is_open: true,
        };
        if !scorm.is_done(["LMSInitialize", "Initialize"], &[""]) {
            return Opened::Refused;
        }
        let [mode, status] = match version {
            Version::V12 => ["cmi.core.lesson_mode", "cmi.core.lesson_status"],
            Version::V2004 => ["cmi.mode", "cmi.completion_status"],
        };
        // No mode at all is the normal one.
        scorm.is_read_only = matches!(scorm.value(mode).as_str(), "browse" | "review");
        scorm.was_complete = matches!(scorm.value(status).as_str(), "completed" | "passed" | "failed");
        let kept = scorm.value("cmi.suspend_data");
        let read = read_state(&kept);
        let counted = scorm.value("cmi.interactions._count").parse().unwrap_or(0);
        scorm.interactions = read.map_or(0, |(interactions, _)| interactions).max(counted);
        if !scorm.was_complete {
            scorm.write(version.status(false, None, None));
            scorm.commit();
        }
        let state = match read {
            Some((_, state)) => Some(state.to_owned()),
            None => Some(kept).filter(|kept| !kept.is_empty()),
        };
        Opened::Open(Box::new(scorm), state)
    }

    /// Characters of a state that can be kept.
    pub(super) fn room_for_state(&self) -> usize {
        self.version.room_for_state()
    }

    /// Writes what was done: first each answer, then what they come to, and what that means last.
    pub(super) fn note(&mut self, answers: &[AnswerReport], progress: &Progress, state: &str) {
        let time = String::from(js_sys::Date::new_0().to_iso_string());
        for answer in answers {
            let writes = self.version.interaction(self.interactions, answer, &time);
            self.write(writes);
            self.interactions += 1;
        }
        self.keep(state);
        let report = progress.report.as_deref();
        if let Some(report) = report {
            self.write(self.version.score(report));
        }
        // What is completed stays so, whatever is done again.
        self.was_complete |= progress.is_complete;
        let score = report.filter(|report| report.complete && !report.answers.is_empty()).map(|report| report.score);
        self.write(self.version.status(self.was_complete, score, self.pass));
        self.commit();
    }

    /// Keeps where one is.
    pub(super) fn keep(&mut self, state: &str) {
        let write = self.version.state(self.interactions, state);
        self.write(vec![write]);
    }

    /// Sees to it that nothing is lost if the page is not seen again.
    pub(super) fn commit(&mut self) {
        let write = self.version.session_time(seconds_since(self.began));
        self.write(vec![write]);
        self.is_done(["LMSCommit", "Commit"], &[""]);
    }

    /// Closes the records, once.
    pub(super) fn close(&mut self) {
        if self.is_open {
            self.commit();
            self.is_done(["LMSFinish", "Terminate"], &[""]);
            self.is_open = false;
        }
    }

    fn write(&self, writes: Vec<Write>) {
        if self.is_read_only {
            return;
        }
        for (element, value) in writes {
            self.is_done(["LMSSetValue", "SetValue"], &[&element, &value]);
        }
    }

    fn value(&self, element: &str) -> String {
        let value = self.call(["LMSGetValue", "GetValue"], &[element]);
        value.as_ref().and_then(state::kept).unwrap_or_default()
    }

    /// Calls a function by the name that it has in this version; says whether it answers that it was done.
    fn is_done(&self, names: [&str; 2], arguments: &[&str]) -> bool {
        let answer = self.call(names, arguments);
        answer.is_some_and(|answer| answer.as_bool() == Some(true) || text(&answer, 8).as_deref() == Some("true"))
    }

    fn call(&self, names: [&str; 2], arguments: &[&str]) -> Option<JsValue> {
        if !self.is_open {
            return None;
        }
        let arguments: Vec<JsValue> = arguments.iter().map(|argument| JsValue::from_str(argument)).collect();
        let arguments: Vec<&JsValue> = arguments.iter().collect();
        call(&self.api, names[usize::from(self.version == Version::V2004)], &arguments)
    }
}

/// The object that stands for the records, looked for as both standards say: up through the pages around, then the same
/// from the page that opened them. A page of another origin does not let us look, and is passed by.
fn find(version: Version) -> Option<JsValue> {
    let name = if version == Version::V12 { "API" } else { "API_1484_11" };
    let window: JsValue = browser::window().into();
    let top = get(&window, "top");
    let openers = [get(&window, "opener"), get(&top, "opener")];
    std::iter::once(window).chain(openers).find_map(|from| upwards(from, name))
}

fn upwards(mut window: JsValue, name: &str) -> Option<JsValue> {
    for _ in 0..MOST_WINDOWS {
        let api = get(&window, name);
        if api.is_object() || api.is_function() {
            return Some(api);
        }
        let parent = get(&window, "parent");
        if !parent.is_object() || parent == window {
            return None;
        }
        window = parent;
    }
    None
}
