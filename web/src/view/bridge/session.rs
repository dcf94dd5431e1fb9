//! One visit in a host: what is heard is done, and what is done is told, each to whoever wants to know.
//!
//! What was launched is the activity, and only what comes of that is told as an answer or an end. A learner may look at
//! something else meanwhile: the page around hears where, and the records stay at the activity.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lessons::Lang;
use quiz::sheet::pass_mark;
use web_sys::MessageEvent;
use yew::Callback;

use super::activity::Activity;
use super::frame::Frame;
use super::host::{Host, To};
use super::inbound::{Asked, Channel, Form, H5p, Heard};
use super::message::{Command, Fault, Happening, LONGEST_STATE, Place, Score};
use super::predicted::predicted;
use super::records::{Progress, Told, seconds_since};
use super::scorm::{Opened, Scorm};
use super::script::{call, get};
use super::state;
use super::xapi::{Listeners, Xapi};
use crate::browser;
use crate::model::report::{self, Hearing, Report};
use crate::model::{Action, Jump, Mode, Model, Notice, shown};

/// Something that the learner has to know of the records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Trouble {
    /// They do not take what is done.
    NotRecorded,
    /// What they kept of the last visit cannot be read.
    NotResumed,
}

/// Milliseconds after a change until it is told where the page is.
const REST: u32 = 200;
/// Commands whose outcome is still to be told; of more at once the first are forgotten.
const MOST_REPLIES: usize = 32;

/// A command that was done, and whose outcome is told once the page shows it.
struct Reply {
    request: Option<String>,
    origin: String,
    form: Form,
}

/// The visit.
pub(super) struct Session {
    model: RefCell<Rc<Model>>,
    activity: Activity,
    /// The page as it showed the activity last.
    home: RefCell<Rc<Model>>,
    act: Callback<Action>,
    host: Option<Host>,
    frame: Frame,
    scorm: RefCell<Option<Box<Scorm>>>,
    xapi: Option<Rc<Xapi>>,
    told: RefCell<Told>,
    progress: RefCell<Progress>,
    /// What was given back to a sheet that has told nothing yet: it may still be on its way when the page goes.
    given_back: RefCell<String>,
    replies: RefCell<Vec<Reply>>,
    /// The state that was told last, and whether the player played; and the one at the beginning.
    rested: RefCell<(String, bool)>,
    first: String,
    resting: RefCell<Option<Timeout>>,
    /// When the last answer was given, in milliseconds since 1970.
    answered: Cell<f64>,
    hearing: RefCell<Option<Hearing>>,
    on_trouble: Callback<Trouble>,
}

impl Session {
    /// Finds out who is there, and greets them.
    pub(super) fn begin(
        model: &Rc<Model>,
        act: Callback<Action>,
        on_trouble: &Callback<Trouble>,
        on_way_back: Callback<String>,
    ) -> Rc<Session> {
        let options = &model.options;
        let (host, mut notices) = Host::find(options);
        let activity = Activity::of(model);
        let pass = options.get("pass");
        let mark = pass.and_then(|text| pass_mark(text)).map(|percent| f64::from(percent) / 100.0);
        // A sheet tells by itself what is wrong with its link.
        if let Some(text) = pass.filter(|_| mark.is_none() && !activity.is_a_sheet()) {
            notices.push(Notice::UnknownValue { parameter: "pass", value: shown(text) });
        }
        let link = opened_by().unwrap_or_default();
        let (_, query) = link.split_once('?').unwrap_or_default();
        let has_lang = browser::parameters(query).iter().any(|(name, _)| name == "lang");
        let listeners = Listeners {
            on_trouble: on_trouble.reform(|()| Trouble::NotRecorded),
            // What the link says counts more than what the platform knows of the learner.
            on_lang: if has_lang { Callback::noop() } else { act.reform(Action::Lang) },
            on_way_back,
        };
        let xapi = Xapi::launched(options, mark, listeners);
        let xapi = xapi.and_then(|xapi| xapi.map_err(|notice| notices.push(notice)).ok());
        let (scorm, kept) = match Scorm::open(mark) {
            Opened::Nothing => (None, None),
            Opened::Refused => {
                on_trouble.emit(Trouble::NotRecorded);
                (None, None)
            }
            Opened::Open(scorm, kept) => (Some(scorm), kept),
        };
        for notice in notices {
            act.emit(Action::Notice(notice));
        }
        let session = Rc::new(Session {
            model: RefCell::new(model.clone()),
            activity,
            home: RefCell::new(model.clone()),
            act,
            host,
            frame: Frame::default(),
            scorm: RefCell::new(scorm),
            xapi,
            told: RefCell::default(),
            progress: RefCell::default(),
            given_back: RefCell::default(),
            replies: RefCell::default(),
            rested: RefCell::default(),
            first: state::state(model, "", LONGEST_STATE),
            resting: RefCell::default(),
            answered: Cell::new(js_sys::Date::now()),
            hearing: RefCell::default(),
            on_trouble: on_trouble.clone(),
        });
        session.rested.replace((session.first.clone(), false));
        session.entitle(model);
        session.look_at_answers(model, true);
        let hearer = {
            let session = Rc::downgrade(&session);
            Callback::from(move |report: Rc<Report>| {
                if let Some(session) = session.upgrade() {
                    session.hear_of(report);
                }
            })
        };
        session.hearing.replace(Some(report::hear(hearer)));
        if let Some(host) = &session.host {
            host.tell(Happening::Ready { place: place(model) });
            host.tell_splice("getState", &[]);
            if host.h5p.get() {
                host.tell_h5p("hello", session.frame.told());
            }
            if host.channel.get() {
                host.greet_channel("ping");
            }
        }
        session.watch();
        if kept.is_some_and(|kept| !session.show(&kept)) {
            on_trouble.emit(Trouble::NotResumed);
        }
        session
    }

    fn watch(self: &Rc<Session>) {
        let session = Rc::downgrade(self);
        self.frame.watch(move || {
            let Some(session) = session.upgrade() else { return };
            if let (Some(host), Some(height)) = (&session.host, session.frame.news()) {
                host.tell_height(height);
            }
        });
    }

    fn entitle(&self, model: &Model) {
        if let Some(xapi) = &self.xapi {
            xapi.entitle(model.view.lang.code(), model.title());
        }
    }

    /// The page has become another.
    pub(super) fn see(self: &Rc<Session>, model: &Rc<Model>) {
        let before = self.model.replace(model.clone());
        if before.mode != model.mode || before.lesson_id() != model.lesson_id() {
            self.watch();
        }
        if self.activity.is_shown(model) {
            self.see_activity(model);
        }
        self.reply();
        self.rest_soon();
    }

    /// The page shows what was launched.
    fn see_activity(self: &Rc<Session>, model: &Rc<Model>) {
        let before = self.home.replace(model.clone());
        if before.view.lang != model.view.lang {
            self.entitle(model);
        }
        // What is asked of every segment is found a while after the run.
        let is_other_run =
            !Rc::ptr_eq(&before.timeline, &model.timeline) || before.posed().is_empty() && !model.posed().is_empty();
        if is_other_run || before.answers != model.answers {
            self.look_at_answers(model, is_other_run);
        }
        if !self.progress.borrow().is_complete && self.activity.is_seen_to_its_end(model) {
            self.progress.borrow_mut().is_complete = true;
            self.note(&[], true);
        }
    }

    fn rest_soon(self: &Rc<Session>) {
        let mut resting = self.resting.borrow_mut();
        if resting.is_none() {
            let session = Rc::downgrade(self);
            *resting = Some(Timeout::new(REST, move || {
                if let Some(session) = session.upgrade() {
                    session.rest();
                }
            }));
        }
    }

    /// What was predicted in the stage. What is there with another run was answered before.
    fn look_at_answers(self: &Rc<Session>, model: &Model, is_other_run: bool) {
        let seconds = u32::try_from(seconds_since(self.answered.get())).unwrap_or(u32::MAX);
        let report = predicted(model, seconds).filter(|_| self.activity.is_shown(model));
        if let Some(report) = report {
            self.take(Rc::new(report), is_other_run);
        }
    }

    /// What came of a sheet, which may be another one than was launched.
    fn hear_of(self: &Rc<Session>, report: Rc<Report>) {
        if self.activity.is_reported(report.sheet) {
            let is_kept = report.is_restored;
            self.take(report, is_kept);
        }
    }

    /// Takes note of what came of the questions. `is_kept` if it was told before.
    fn take(self: &Rc<Session>, report: Rc<Report>, is_kept: bool) {
        let news = self.told.borrow_mut().news(&report);
        let was_complete = {
            let mut progress = self.progress.borrow_mut();
            progress.report = Some(report.clone());
            std::mem::replace(&mut progress.is_complete, report.complete)
        };
        if is_kept {
            return self.make_good();
        }
        self.rest_soon();
        let has_ended = report.complete && !was_complete;
        if !news.is_empty() || has_ended {
            self.answered.set(js_sys::Date::now());
            self.note(&news, has_ended);
        } else if let Some(scorm) = &mut *self.scorm.borrow_mut() {
            // A question was passed over, or answered and is not told yet.
            scorm.go_on(&self.kept_state(scorm.room_for_state()));
            scorm.commit();
        }
    }

    /// What was kept may have come to an end that the records know nothing of.
    fn make_good(&self) {
        let progress = self.progress.borrow().clone();
        if let Some(scorm) =
            self.scorm.borrow_mut().as_mut().filter(|scorm| progress.is_complete && !scorm.is_complete())
        {
            scorm.note(&[], &progress, &self.kept_state(scorm.room_for_state()));
        }
    }

    /// Tells what was answered, and that it was the last.
    fn note(&self, answers: &[report::AnswerReport], has_ended: bool) {
        let progress = self.progress.borrow().clone();
        let score = score(&progress);
        if let Some(host) = &self.host {
            for (answer, score) in answers.iter().zip(score.iter().cycle()) {
                let told = Happening::Answer { answer: answer.into(), score: *score };
                self.tell_event("answer", &told);
                host.tell(told);
            }
            if has_ended {
                let told = Happening::Complete { score };
                self.tell_event("complete", &told);
                host.tell(told);
            }
            if let (Some(score), true) = (score, has_ended || !answers.is_empty()) {
                let state = serde_json::to_string(&self.kept_state(LONGEST_STATE)).unwrap_or_default();
                host.tell_splice("reportScoreAndState", &[("score", score.scaled.to_string()), ("state", state)]);
            }
        }
        if let Some(scorm) = &mut *self.scorm.borrow_mut() {
            let state = self.kept_state(scorm.room_for_state());
            scorm.note(answers, &progress, &state);
        }
        if let Some(xapi) = &self.xapi {
            xapi.note(answers, &progress);
        }
    }

    fn tell_event(&self, name: &str, happening: &Happening) {
        if let (Some(host), Ok(data)) = (&self.host, serde_json::to_string(happening)) {
            host.tell_splice("sendEvent", &[("name", format!("\"{name}\"")), ("data", data)]);
        }
    }

    /// Tells where the page is once it has been there for a moment.
    fn rest(&self) {
        self.resting.take();
        let model = self.model.borrow().clone();
        if model.absent.is_some() || model.pending.is_some() || model.playing && self.rested.borrow().1 {
            return;
        }
        let now = (self.state(LONGEST_STATE), model.playing);
        if *self.rested.borrow() == now {
            return;
        }
        self.frame.renew();
        if let Some(host) = &self.host {
            host.tell(Happening::State { place: place(&model), state: now.0.clone() });
        }
        self.rested.replace(now);
        if let Some(scorm) = &mut *self.scorm.borrow_mut() {
            scorm.go_on(&self.kept_state(scorm.room_for_state()));
        }
    }

    /// Where the page is.
    fn state(&self, most: usize) -> String {
        self.state_of(&self.model.borrow(), most)
    }

    /// Where the learner is in the activity, whatever the page shows.
    fn kept_state(&self, most: usize) -> String {
        self.state_of(&self.home.borrow(), most)
    }

    fn state_of(&self, model: &Model, most: usize) -> String {
        let progress = self.progress.borrow();
        let given_back = self.given_back.borrow();
        let report = progress.report.as_deref().map_or(given_back.as_str(), |report| report.state.as_str());
        state::state(model, report, most)
    }

    /// Shows a state that somebody kept. Says whether it was understood.
    fn show(&self, text: &str) -> bool {
        let model = self.model.borrow().clone();
        let Some(shown) = state::read(text, &model) else { return false };
        self.given_back.replace(shown.report().unwrap_or_default().to_owned());
        shown.show(&self.act);
        true
    }

    /// Does what the host asks for, if it is the host and asks for something.
    pub(super) fn hear(&self, event: &MessageEvent) {
        let Some(host) = &self.host else { return };
        let Some((heard, origin)) = host.hear(event) else { return };
        match heard {
            Heard::Own(asked, form, request) => {
                let done = asked.and_then(|asked| self.obey(asked));
                let reply = Reply { request, origin, form };
                match done {
                    Ok(Outcome::Now) => self.answer(host, reply, Ok(())),
                    Ok(Outcome::Later) => {
                        let mut replies = self.replies.borrow_mut();
                        if replies.len() == MOST_REPLIES {
                            replies.remove(0);
                        }
                        replies.push(reply);
                    }
                    Err(fault) => self.answer(host, reply, Err(fault)),
                }
            }
            Heard::Splice(state) => {
                host.splice.set(true);
                // Whoever has begun is not taken somewhere else.
                if let Some(state) = state.filter(|_| self.state(LONGEST_STATE) == self.first) {
                    self.show(&state);
                }
            }
            Heard::H5p(step) => self.shake_hands(host, step),
            Heard::Channel { id, call } => self.answer_call(host, id, call),
        }
    }

    fn obey(&self, asked: Asked) -> Result<Outcome, Fault> {
        let model = self.model.borrow().clone();
        let has_player = model.mode != Mode::Quiz && model.absent.is_none();
        let action = match asked {
            Asked::Do(Command::GetState) => return Ok(Outcome::Now),
            Asked::Show(state) => return if self.show(&state) { Ok(Outcome::Later) } else { Err(Fault::BadState) },
            Asked::Do(Command::Pause) if !model.playing => return Ok(Outcome::Now),
            Asked::Do(Command::Play) if model.playing => return Ok(Outcome::Now),
            _ if !has_player => return Err(Fault::NotNow),
            Asked::Do(Command::Play | Command::Step) if model.open_question().is_some() => return Err(Fault::NotNow),
            Asked::Do(Command::Play) => Action::Play,
            Asked::Do(Command::Pause) => Action::Toggle,
            Asked::Do(Command::Step) => Action::Jump(Jump::Step),
            Asked::Do(Command::Reset) => Action::Retry,
            Asked::Do(Command::SetState) => return Err(Fault::NoState),
        };
        self.act.emit(action);
        Ok(Outcome::Later)
    }

    /// Tells the outcome of what was done since.
    fn reply(&self) {
        let Some(host) = &self.host else { return };
        let is_coming = |model: &Model| model.absent.is_some() || model.pending.is_some() || model.unplaced.is_some();
        // Nothing has come of it as long as a lesson or a run is on its way.
        if is_coming(&self.model.borrow()) {
            return;
        }
        for reply in self.replies.take() {
            self.answer(host, reply, Ok(()));
        }
    }

    fn answer(&self, host: &Host, reply: Reply, done: Result<(), Fault>) {
        let happening = match done {
            Ok(()) => Happening::State { place: place(&self.model.borrow()), state: self.state(LONGEST_STATE) },
            Err(fault) => fault.told(),
        };
        host.answer(happening, reply.request, &To::Origin(&reply.origin), reply.form);
    }

    fn shake_hands(&self, host: &Host, step: H5p) {
        host.h5p.set(true);
        match step {
            H5p::Ready => host.tell_h5p("hello", self.frame.told()),
            H5p::Hello if self.frame.told() > 0 => host.tell_h5p("prepareResize", self.frame.told()),
            H5p::ResizePrepared => host.tell_h5p("resize", self.frame.told()),
            // Its new width is seen by itself.
            H5p::Hello | H5p::Resize => {}
        }
    }

    fn answer_call(&self, host: &Host, id: Option<f64>, call: Channel) {
        host.channel.set(true);
        let value = match call {
            Channel::Ping => return host.greet_channel("pong"),
            Channel::Pong => return,
            Channel::GetState => self.kept_state(LONGEST_STATE),
            Channel::SetState(state) => state.is_some_and(|state| self.show(&state)).to_string(),
            Channel::GetGrade => {
                let progress = self.progress.borrow();
                let grade = serde_json::json!({ "complete": progress.is_complete, "score": score(&progress) });
                grade.to_string()
            }
        };
        if let Some(id) = id {
            host.answer_channel(id, &value);
        }
    }

    /// The page may not be seen again: nothing may be lost.
    pub(super) fn hide(&self) {
        if let Some(scorm) = &mut *self.scorm.borrow_mut() {
            scorm.keep(&self.kept_state(scorm.room_for_state()));
            scorm.commit();
        }
    }

    /// The browser shows the page again after it had gone, and had said so. Records that are closed stay so unless the
    /// platform opens them once more; a learner of cmi5 who has gone has gone.
    pub(super) fn come_back(&self) {
        let is_open = self.scorm.borrow_mut().as_mut().is_none_or(|scorm| scorm.reopen());
        if !is_open || self.xapi.is_some() {
            self.on_trouble.emit(Trouble::NotRecorded);
        }
    }

    /// The page goes.
    pub(super) fn leave(&self) {
        if let Some(scorm) = &mut *self.scorm.borrow_mut() {
            scorm.keep(&self.kept_state(scorm.room_for_state()));
            scorm.close();
        }
        if let Some(xapi) = &self.xapi {
            xapi.close();
        }
    }
}

/// When a command has come to something.
enum Outcome {
    Now,
    /// Once the page shows it.
    Later,
}

/// The address by which the page was opened: what it shows now is written into the one that it has.
fn opened_by() -> Option<String> {
    let performance = get(browser::window().as_ref(), "performance");
    let entries = call(&performance, "getEntriesByType", &[&"navigation".into()])?;
    get(&get(&entries, "0"), "name").as_string()
}

fn score(progress: &Progress) -> Option<Score> {
    progress.report.as_deref().filter(|report| report.has_score()).map(Score::from)
}

fn place(model: &Model) -> Place {
    Place {
        lesson: model.lesson_id().to_owned(),
        mode: model.mode.name().into(),
        lang: if model.view.lang == Lang::Zh { "zh" } else { "en" }.into(),
        step: model.cursor.step,
        steps: model.timeline.entries.len(),
        playing: model.playing,
    }
}
