//! A sheet that is answered: question after question, against the clock if there is a limit. What was answered is kept with
//! each step and told to whoever wants to hear of it.

use std::rc::Rc;

use gloo_timers::callback::Interval;
use lessons::{Lang, Numbering};
use markup::html;
use quiz::sheet::{Attempts, Feedback, Given, Progress, Warning};
use quiz::{Help, Judged, Task, Value};
use yew::prelude::*;

use super::asked::Asked;
use super::builder::honest;
use super::kept;
use super::link::leave;
use super::open::OpenQuestions;
use super::results::ResultsView;
use super::time_up::TimeUp;
use super::told::report;
use crate::browser::{package, say_verdict};
use crate::labels::sheet::{SheetLabels, sheet};
use crate::model::report::{Asking, Report, on_restore, publish};
use crate::view::ViewProps;
use crate::view::answer::Draft;
use crate::view::practice::{self, Locked, Onward, TaskView};

/// Milliseconds between two looks at the clock.
const LOOK: u32 = 500;
/// Seconds before the end at which one is told how many are left, each with when it is too late to tell that.
const TOLD: [(u32, u32); 3] = [(300, 240), (60, 10), (10, 0)];

#[derive(Clone, PartialEq, Properties)]
pub(super) struct RunProps {
    pub(super) shown: ViewProps,
    pub(super) asked: Rc<Asked>,
    pub(super) warnings: Vec<Warning>,
}

/// What happens to a sheet.
pub(super) enum Happens {
    Begun,
    /// The question that is shown was answered, for good or not.
    Answered(Locked),
    /// What is filled in has changed.
    Filled(Draft),
    WentOn,
    /// To the question at this place, which was left open.
    WentTo(usize),
    Looked,
    HandedIn,
    /// Somebody kept a state of it.
    Restored(String),
    BegunAgain,
}

/// A sheet that is answered.
pub(super) struct Run {
    /// Nothing before it is begun.
    progress: Option<Progress>,
    /// When it began, in milliseconds by the clock.
    began: f64,
    /// Seconds after which the question that is shown was put.
    put: u32,
    /// Whether a question takes the focus: the learner asked for it.
    takes_focus: bool,
    /// Whether the question that is shown may be answered again.
    is_open: bool,
    /// What is filled in and not locked.
    draft: Option<Draft>,
    /// Seconds of which one was told that they are left.
    told: Option<u32>,
    /// What came of the time's running out, if it did while one looked.
    time_up: Option<TimeUp>,
    /// Whether one was asked if it is to be handed in as it is.
    is_sure: bool,
    _ticking: Interval,
    _asking: Asking,
}

impl Component for Run {
    type Message = Happens;
    type Properties = RunProps;

    fn create(context: &Context<Run>) -> Run {
        let link = context.link();
        let looking = link.clone();
        let asked = &context.props().asked;
        let mut run = Run {
            progress: None,
            began: 0.0,
            put: 0,
            takes_focus: false,
            is_open: true,
            draft: None,
            told: None,
            time_up: None,
            is_sure: false,
            _ticking: Interval::new(LOOK, move || looking.send_message(Happens::Looked)),
            _asking: on_restore(link.callback(Happens::Restored)),
        };
        if let Some(kept) = kept::kept(&asked.sheet, asked.count(), &context.props().shown.model.options) {
            run.take_up(kept.progress, asked);
            run.pass_on(context, kept.is_of_before);
        }
        run
    }

    fn update(&mut self, context: &Context<Run>, happens: Happens) -> bool {
        let asked = context.props().asked.clone();
        let labels = sheet(context.props().shown.model.view.lang);
        match happens {
            Happens::Begun => {
                (self.told, self.time_up, self.takes_focus) = (None, None, true);
                self.take_up(Progress { began: Some(now()), ..Progress::new(asked.count()) }, &asked);
            }
            Happens::Answered(locked) => self.answered(locked, &asked),
            Happens::Filled(draft) => {
                self.draft = Some(draft);
                return false;
            }
            Happens::WentOn => {
                let Some(progress) = &self.progress else { return false };
                let next = progress.open_after(progress.at);
                self.go_to(next.unwrap_or(asked.count()), &asked);
                if self.open() == 0 {
                    self.end(&asked);
                }
            }
            Happens::WentTo(place) => self.go_to(place, &asked),
            Happens::Looked => return self.look(context, labels),
            Happens::HandedIn => {
                let has_open = self.open() > 0;
                if has_open && !self.is_sure {
                    self.is_sure = true;
                    return true;
                }
                self.end(&asked);
            }
            Happens::Restored(state) => {
                let Some(progress) = Progress::read(&state, &asked.sheet, asked.count()) else { return false };
                if self.progress.as_ref().is_some_and(|known| known.reach() >= progress.reach()) {
                    return false;
                }
                self.take_up(progress, &asked);
                self.pass_on(context, true);
                return true;
            }
            Happens::BegunAgain => {
                kept::forget(&context.props().shown.model.options);
                self.progress = None;
                self.takes_focus = true;
                return true;
            }
        }
        self.pass_on(context, false);
        true
    }

    fn view(&self, context: &Context<Run>) -> Html {
        let RunProps { shown, asked, warnings } = context.props();
        let lang = shown.model.view.lang;
        let labels = sheet(lang);
        let title = if asked.sheet.title.is_empty() { labels.sheet } else { &asked.sheet.title };
        let state = match &self.progress {
            None => "ready",
            Some(progress) if progress.is_over => "over",
            Some(_) => "running",
        };
        let body = match &self.progress {
            None => self.start(context, labels),
            Some(progress) if progress.is_over => html! {
                <ResultsView shown={shown.clone()} asked={asked.clone()} progress={progress.clone()}
                    note={self.time_up.map(|time_up| AttrValue::from(time_up.text(lang)))}
                    on_again={context.link().callback(|()| Happens::BegunAgain)} />
            },
            Some(progress) if progress.is_past_last() => {
                let prompt = |place: usize| {
                    let asked = asked.at(place).map(|(item, task)| item.prompt(&task, lang));
                    (place, AttrValue::from(asked.unwrap_or_default()))
                };
                html! {
                    <OpenQuestions open={progress.open().map(prompt).collect::<Vec<_>>()} {lang}
                        on_question={context.link().callback(Happens::WentTo)} />
                }
            }
            Some(progress) => self.question(context, progress, lang, labels),
        };
        html! {
            <section class="practice sheet-run" data-part="sheet" data-state={state} aria-labelledby="sheet-heading">
                <header class="practice-head">
                    <h2 id="sheet-heading" tabindex="-1">{ title.to_owned() }</h2>
                    if let Some(progress) = self.progress.as_ref().filter(|progress| !progress.is_over) {
                        if !progress.is_past_last() {
                            <p class="question-number" data-part="sheet-progress">
                                { (labels.progress)(progress.at as usize + 1, asked.count()) }</p>
                        }
                        if let Some(limit) = asked.sheet.seconds() {
                            <TimeLeft {lang} began={self.began} {limit} />
                        }
                        if self.is_open && !progress.is_past_last() {
                            <button type="button" data-control="sheet-skip" onclick={context.link().callback(|_| Happens::WentOn)}>
                                { self.onward(labels) }</button>
                        }
                        <button type="button" data-control="hand-in" onclick={context.link().callback(|_| Happens::HandedIn)}>
                            { if self.is_sure { (labels.really_hand_in)(self.open()) } else { labels.hand_in.into() } }
                        </button>
                    }
                </header>
                if !warnings.is_empty() && self.progress.is_none() {
                    <section class="sheet-notices" data-part="sheet-notices" aria-label={labels.adjusted}>
                        <p>{ labels.adjusted }</p>
                        <ul>{ for warnings.iter().map(|warning| html! { <li>{ warning.text(lang) }</li> }) }</ul>
                    </section>
                }
                { body }
            </section>
        }
    }
}

impl Run {
    /// Takes a progress as the one that is shown.
    fn take_up(&mut self, progress: Progress, asked: &Asked) {
        (self.put, self.draft) = (progress.seconds, None);
        // With a limit time went on meanwhile; else it stood still.
        let stood = js_sys::Date::now() - f64::from(progress.seconds) * 1000.0;
        let runs_on = !progress.is_over && asked.sheet.minutes.is_some();
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970")]
        let began = progress.began.filter(|_| runs_on).map_or(stood, |began| began as f64 * 1000.0);
        self.began = began.min(stood);
        let given = progress.given.get(progress.at as usize).and_then(Option::as_ref);
        self.is_open = given.is_none_or(|given| asked.may_be_answered_again(progress.at as usize, given));
        self.progress = Some(progress);
    }

    /// Seconds since it began, no more than there are.
    fn seconds(&self, asked: &Asked) -> u32 {
        let seconds = seconds_since(self.began);
        asked.sheet.seconds().map_or(seconds, |limit| seconds.min(limit))
    }

    /// Shows the question at `place`, or beyond the last those that are open.
    fn go_to(&mut self, place: usize, asked: &Asked) {
        let seconds = self.seconds(asked);
        let Some(progress) = &mut self.progress else { return };
        progress.at = u32::try_from(place).unwrap_or(u32::MAX);
        (progress.seconds, self.put, self.draft) = (seconds, seconds, None);
        (self.takes_focus, self.is_open, self.is_sure) = (true, true, false);
    }

    /// What leads on from the question that is shown.
    fn onward(&self, labels: &SheetLabels) -> &'static str {
        let Some(progress) = &self.progress else { return labels.next };
        let is_open = progress.given.get(progress.at as usize).is_none_or(Option::is_none);
        match (is_open, progress.open_after(progress.at).is_some()) {
            (true, _) => labels.skip,
            (false, true) => labels.next,
            (false, false) if self.open() > 0 => labels.to_open,
            (false, false) => labels.to_results,
        }
    }

    /// Seconds that are left, if there is a limit.
    fn left(&self, asked: &Asked) -> Option<u32> {
        Some(asked.sheet.seconds()? - self.seconds(asked))
    }

    /// How many questions are not answered yet.
    fn open(&self) -> usize {
        self.progress.as_ref().map_or(0, |progress| progress.open().count())
    }

    fn answered(&mut self, locked: Locked, asked: &Asked) {
        let place = self.progress.as_ref().map_or(0, |progress| progress.at as usize);
        let Some((_, task)) = asked.at(place) else { return };
        let given = |what| locked.parts.iter().find(|part| part.what == what).map(|part| part.given);
        let values: Vec<Option<Value>> = task.asked().into_iter().map(given).collect();
        self.take(&task, values, locked.help.hints, asked);
    }

    /// Takes these values as an answer to the question that is shown.
    fn take(&mut self, task: &Task, values: Vec<Option<Value>>, hints: u32, asked: &Asked) {
        let seconds = self.seconds(asked);
        self.draft = None;
        let Some(progress) = &mut self.progress else { return };
        let place = progress.at as usize;
        progress.answer(place, task, values, hints, seconds - self.put.min(seconds));
        progress.seconds = seconds;
        let given = progress.given[place].as_ref();
        self.is_open = given.is_some_and(|given| asked.may_be_answered_again(place, given));
    }

    /// Looks at the clock. Gives whether something is to be drawn.
    fn look(&mut self, context: &Context<Run>, labels: &SheetLabels) -> bool {
        let asked = &context.props().asked;
        let Some(left) = self.left(asked) else { return false };
        if self.progress.as_ref().is_none_or(|progress| progress.is_over) {
            return false;
        }
        if left == 0 {
            let (question, of, read) = self.take_draft(asked);
            let time_up = TimeUp { question, of, read, open: self.open() };
            self.time_up = Some(time_up);
            self.end(asked);
            self.pass_on(context, false);
            say_verdict(&time_up.text(context.props().shown.model.view.lang));
            return true;
        }
        let told = TOLD.iter().find(|(most, least)| (least + 1..=*most).contains(&left)).map(|(most, _)| *most);
        if let Some(seconds) = told.filter(|told| self.told != Some(*told) && asked.sheet.seconds() != Some(*told)) {
            self.told = Some(seconds);
            say_verdict(&(labels.soon)(seconds));
        }
        false
    }

    /// Takes what is filled in and was not locked, as far as it can be read. Gives the number of the question, how many things
    /// it asks and how many of them were taken; no number if nothing was filled in.
    fn take_draft(&mut self, asked: &Asked) -> (Option<usize>, usize, usize) {
        let place = self.progress.as_ref().map_or(0, |progress| progress.at as usize);
        let Some((draft, (_, task))) = self.draft.take().filter(|draft| draft.is_begun).zip(asked.at(place)) else {
            return (None, 0, 0);
        };
        let value =
            |(what, value): (quiz::What, Option<Value>)| value.filter(|value| task.judge(what, *value).is_some());
        let values: Vec<Option<Value>> = task.asked().into_iter().zip(draft.values).map(value).collect();
        let (of, read) = (values.len(), values.iter().flatten().count());
        if read > 0 {
            self.take(&task, values, task.help(&draft.hints).hints, asked);
        }
        (Some(place + 1), of, read)
    }

    fn end(&mut self, asked: &Asked) {
        let seconds = self.seconds(asked);
        if let Some(progress) = &mut self.progress {
            (progress.is_over, progress.seconds) = (true, seconds);
            // Where time is limited, it ended with that at the latest, whenever one looks.
            let last = progress.began.zip(asked.sheet.seconds()).map(|(began, limit)| began + u64::from(limit));
            progress.ended = Some(last.map_or_else(now, |last| last.min(now())));
        }
        self.takes_focus = true;
    }

    /// Keeps what there is, and tells it. `is_restored` if it was told before.
    fn pass_on(&self, context: &Context<Run>, is_restored: bool) {
        let RunProps { shown, asked, .. } = context.props();
        if let Some(progress) = &self.progress {
            kept::keep(&asked.sheet, progress, &shown.model.options);
            publish(Report { is_restored, ..report(asked, progress) });
        }
    }

    /// Before it begins: what is to come.
    fn start(&self, context: &Context<Run>, labels: &SheetLabels) -> Html {
        let RunProps { shown, asked, .. } = context.props();
        let of = &asked.sheet;
        let tries = match of.attempts {
            Attempts::AtMost(most) => (labels.tries)(most),
            Attempts::Unlimited => labels.tries_unlimited.into(),
        };
        let told = if of.feedback == Feedback::Now { labels.told_now } else { labels.told_at_end };
        let limit = of.minutes.map_or_else(|| labels.no_limit.into(), labels.limit);
        // In a package nothing is kept in the tab: that is the platform's affair.
        let kept = package().is_none().then(|| labels.kept.to_owned());
        let facts = [(labels.questions)(asked.count()), tries, told.into(), limit].into_iter();
        let facts = facts.chain(of.pass.map(labels.to_pass)).chain(kept);
        html! {
            <div class="panel sheet-start">
                if asked.count() == 0 {
                    <p>{ labels.no_questions }</p>
                } else {
                    <ul data-part="sheet-facts">{ for facts.map(|fact| html! { <li>{ fact }</li> }) }</ul>
                    { honest(labels) }
                }
                <p class="sheet-buttons">
                    if asked.count() > 0 {
                        <button type="button" class="strong" data-control="sheet-begin"
                            onclick={context.link().callback(|_| Happens::Begun)}>{ labels.begin }</button>
                    }
                    <button type="button" data-control="sheet-leave" onclick={leave(&shown.act)}>{ labels.back }</button>
                </p>
            </div>
        }
    }

    fn question(&self, context: &Context<Run>, progress: &Progress, lang: Lang, labels: &SheetLabels) -> Html {
        let RunProps { shown, asked, .. } = context.props();
        let place = progress.at as usize;
        let Some((item, task)) = asked.at(place) else { return Html::default() };
        let link = context.link();
        let onward = Onward { name: self.onward(labels), go: link.callback(|()| Happens::WentOn) };
        let given = progress.given.get(place).and_then(Option::as_ref);
        let locked = given.filter(|_| !self.is_open).map(|given| as_locked(&task, given));
        let attempts = match asked.sheet.attempts {
            _ if asked.sheet.feedback == Feedback::AtEnd => Some(1),
            Attempts::AtMost(most) => Some(most),
            Attempts::Unlimited => None,
        };
        let feedback = match asked.sheet.feedback {
            Feedback::Now => practice::Feedback::Now,
            Feedback::AtEnd => practice::Feedback::AtTheEnd,
        };
        html! {
            <>
                <TaskView key={place} task={task.clone()} prompt={AttrValue::from(item.prompt(&task, lang))} {lang}
                    numbering={Numbering::Absolute} {attempts} tries={given.map_or(0, |given| given.attempts)}
                    hints={asked.sheet.feedback == Feedback::Now} {feedback} {locked} takes_focus={self.takes_focus}
                    watch={locked_watch(given.filter(|_| !self.is_open), shown, &task)}
                    {onward} on_tried={link.callback(Happens::Answered)} on_judged={link.callback(Happens::Answered)}
                    on_filled={link.callback(Happens::Filled)} />
            </>
        }
    }
}

/// Where the run of a question that is done with can be watched.
fn locked_watch(given: Option<&Given>, shown: &ViewProps, task: &Task) -> Option<AttrValue> {
    given.map(|_| practice::watch::run(&shown.model, task))
}

/// An answer that is done with, as it is shown.
fn as_locked(task: &Task, given: &Given) -> Locked {
    let judged = |(what, value): (quiz::What, &Option<Value>)| task.judge(what, (*value)?);
    let parts: Vec<Judged> = task.asked().into_iter().zip(&given.values).filter_map(judged).collect();
    // Of which sums were shown nothing is kept: a sheet has no part in what is thought of a learner.
    let help = Help { hints: given.hints, sums: 0 };
    Locked { parts, is_relative: false, help, tries: given.attempts }
}

/// Now by the clock, in seconds since 1970.
fn now() -> u64 {
    let seconds = js_sys::Date::now() / 1000.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds since 1970")]
    let seconds = seconds as u64;
    seconds
}

/// Whole seconds since a moment, in milliseconds by the clock.
fn seconds_since(began: f64) -> u32 {
    let seconds = ((js_sys::Date::now() - began) / 1000.0).floor().clamp(0.0, f64::from(u32::MAX));
    // The limits make sure that it fits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = seconds as u32;
    seconds
}

#[derive(Clone, PartialEq, Properties)]
struct TimeLeftProps {
    lang: Lang,
    /// When it began, in milliseconds by the clock.
    began: f64,
    /// Seconds that there are.
    limit: u32,
}

/// The time that is left, to be seen. It is not told each second: of that `TOLD` speaks.
#[component]
fn TimeLeft(props: &TimeLeftProps) -> Html {
    let TimeLeftProps { lang, began, limit } = *props;
    let left = use_state_eq(|| limit.saturating_sub(seconds_since(began)));
    {
        let left = left.setter();
        use_effect_with((began, limit), move |_| {
            left.set(limit.saturating_sub(seconds_since(began)));
            let ticking = Interval::new(LOOK, move || left.set(limit.saturating_sub(seconds_since(began))));
            move || drop(ticking)
        });
    }
    html! { <p class="sheet-left mono" data-part="time-left">{ (sheet(lang).left)(&clock(*left)) }</p> }
}

/// Seconds as minutes and seconds.
pub(super) fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
