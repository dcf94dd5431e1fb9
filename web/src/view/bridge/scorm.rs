//! The run-time of SCORM: finds the course platform's records, and keeps them at what was done here.

use wasm_bindgen::JsValue;

use super::records::{Progress, seconds_since};
use super::scorm_data::{Standing, Version, Write, read_state};
use super::script::{call, get, text};
use super::state;
use crate::browser;
use crate::model::report::{AnswerReport, set_learner};

/// Windows that are looked through on the way up.
const MOST_WINDOWS: usize = 50;

/// Open records.
pub(super) struct Scorm {
    api: JsValue,
    version: Version,
    /// What the score has to reach to pass, of 1, if the author said so.
    mark: Option<f64>,
    /// Whether nothing may be changed any more: somebody looks at what was done.
    is_read_only: bool,
    /// What the records say, and whether they say how far one is.
    standing: Standing,
    has_status: bool,
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
    /// Looks for the records of a package, and opens them. A page that is none leaves alone what it finds: that is of
    /// the course unit in which it stands.
    pub(super) fn open(mark: Option<f64>) -> Opened {
        let version = match browser::package().as_deref() {
            None => return Opened::Nothing,
            Some("scorm12") => Version::V12,
            Some(_) => Version::V2004,
        };
        let Some(api) = find(version) else { return Opened::Refused };
        let mut scorm = Scorm {
            api,
            version,
            mark,
            is_read_only: false,
            standing: Standing::default(),
            has_status: false,
            interactions: 0,
            began: js_sys::Date::now(),
            is_open: true,
        };
        if !scorm.is_done(["LMSInitialize", "Initialize"], &[""]) {
            return Opened::Refused;
        }
        let [name, mode, status, success, raw] = match version {
            Version::V12 => {
                ["cmi.core.student_name", "cmi.core.lesson_mode", "cmi.core.lesson_status", "", "cmi.core.score.raw"]
            }
            Version::V2004 => {
                ["cmi.learner_name", "cmi.mode", "cmi.completion_status", "cmi.success_status", "cmi.score.raw"]
            }
        };
        set_learner(scorm.value(name));
        // No mode at all is the normal one.
        scorm.is_read_only = matches!(scorm.value(mode).as_str(), "browse" | "review");
        let [status, raw] = [status, raw].map(|element| scorm.value(element));
        let success = if success.is_empty() { status.clone() } else { scorm.value(success) };
        scorm.standing = version.standing(&status, &success, &raw, mark);
        scorm.has_status = scorm.standing.is_complete || status == "incomplete";
        let kept = scorm.value("cmi.suspend_data");
        let read = read_state(&kept);
        let counted = scorm.value("cmi.interactions._count").parse().unwrap_or(0);
        scorm.interactions = read.map_or(0, |(interactions, _)| interactions).max(counted);
        // Without a word of ours, SCORM 1.2 takes whoever leaves to have completed it. SCORM 2004 does so as well, but not
        // with somebody who wants to go on; and there a status would begin anew what a platform has closed.
        if version == Version::V12 && !scorm.has_status {
            scorm.write_status();
        }
        scorm.write(vec![version.exit()]);
        scorm.commit();
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
        self.standing.advance(progress.report.as_deref(), progress.is_complete, self.mark);
        self.write(self.version.score(&self.standing));
        self.write_status();
        self.commit();
    }

    /// Whether the records say that it is over.
    pub(super) fn is_complete(&self) -> bool {
        self.standing.is_complete
    }

    /// Keeps where one is, of somebody who has done something.
    pub(super) fn go_on(&mut self, state: &str) {
        self.keep(state);
        if !self.has_status {
            self.write_status();
        }
    }

    fn write_status(&mut self) {
        self.write(self.version.status(&self.standing));
        self.has_status = true;
    }

    /// Keeps where one is. In place of one that finds no room, the one before stays.
    pub(super) fn keep(&mut self, state: &str) {
        if state.is_empty() {
            return;
        }
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

    /// Opens closed records once more, if the platform lets us: not every one does. Says whether they are open.
    pub(super) fn reopen(&mut self) -> bool {
        if !self.is_open {
            self.is_open = true;
            self.is_open = self.is_done(["LMSInitialize", "Initialize"], &[""]);
            self.began = js_sys::Date::now();
            self.write(vec![self.version.exit()]);
        }
        self.is_open
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
