//! The inside of the dialog: choosing a file, how far it has been read, and its conversations.

use std::rc::Rc;

use capture::{Capture, NotTcp, SortBy, sort};
use lessons::{Lang, captured};
use markup::html;
use observer::{End, Vantage};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, FileList, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::file::{Ended, Failed, Going, list, open};
use super::kind::{Kind, kind};
use super::list::{ListProps, conversations};
use crate::labels::captures::{CapturesLabels, captures};
use crate::model::{Action, Shown, Source};
use crate::view::author::{OwnGiven, files_of};

#[derive(Clone, PartialEq, Properties)]
pub(super) struct BrowseProps {
    pub(super) lang: Lang,
    /// Files that were dropped on the page.
    pub(super) dropped: Option<FileList>,
    /// The conversation that a link wants.
    pub(super) wanted: Option<Source>,
    pub(super) act: Callback<Action>,
    /// Called when a conversation is shown.
    pub(super) on_opened: Callback<()>,
}

/// Rows that are drawn at first, and with each asking for more.
const ROWS: usize = 100;

/// What is read and looked for. Nothing of it is anybody else's until a conversation is shown.
pub(super) struct Browse {
    file: Option<Listed>,
    /// Files of a lesson that were given in place of a capture, and which giving that was.
    lesson: Option<(u32, Vec<File>)>,
    /// How often files were given: what was given last counts, in whichever order it is found out what it is.
    given: u32,
    work: Option<Work>,
    problem: Option<(String, Failed)>,
    query: String,
    by: SortBy,
    descending: bool,
    rows: usize,
    vantage: Vantage,
    /// What came of a file. What lies outside a dialog is not read out while it is open, so the focus goes there.
    outcome: NodeRef,
    is_news: bool,
}

/// A file that was read as far as it could be.
struct Listed {
    file: File,
    capture: Rc<Capture>,
    ended: Ended,
    /// Which of its conversations are listed, in which order.
    numbers: Vec<usize>,
}

/// What is under way.
struct Work {
    going: Going,
    of: Of,
    /// How much of it is done, from 0 to 1.
    done: f64,
}

#[derive(Clone, PartialEq)]
enum Of {
    Reading(String),
    Opening(usize),
}

pub(super) enum Msg {
    Given(Vec<File>),
    Are(u32, Kind),
    /// News of a piece of work, which nobody wants to hear any more once another has taken its place.
    Of(Going, News),
    Query(String),
    Sort(SortBy),
    More,
    Vantage(Vantage),
    Open(usize),
    Cancel,
}

/// What becomes of a piece of work.
pub(super) enum News {
    Done(f64),
    Listed(File, Box<Capture>, Ended),
    Opened(Result<Box<Shown>, Failed>),
}

impl Component for Browse {
    type Message = Msg;
    type Properties = BrowseProps;

    fn create(context: &Context<Browse>) -> Browse {
        if let Some(files) = &context.props().dropped {
            context.link().send_message(Msg::Given(files_of(files)));
        }
        Browse {
            file: None,
            lesson: None,
            given: 0,
            work: None,
            problem: None,
            query: String::new(),
            by: SortBy::Start,
            descending: false,
            rows: ROWS,
            vantage: Vantage::Between,
            outcome: NodeRef::default(),
            is_news: false,
        }
    }

    fn changed(&mut self, context: &Context<Browse>, before: &BrowseProps) -> bool {
        let dropped = &context.props().dropped;
        if let Some(files) = dropped.as_ref().filter(|_| *dropped != before.dropped) {
            context.link().send_message(Msg::Given(files_of(files)));
        }
        if context.props().lang != before.lang {
            // The rows read otherwise, so the words may be found in others.
            self.look(context);
        }
        true
    }

    fn update(&mut self, context: &Context<Browse>, message: Msg) -> bool {
        match message {
            Msg::Given(files) => {
                self.given += 1;
                let given = self.given;
                context.link().send_future_batch(async move { kind(files).await.map(|kind| Msg::Are(given, kind)) });
            }
            Msg::Are(given, kind) if given == self.given => {
                (self.lesson, self.problem) = (None, None);
                match kind {
                    Kind::Capture(file) => self.read(context, file),
                    Kind::Lesson(files) => self.lesson = Some((given, files)),
                    Kind::Neither(name) => (self.problem, self.is_news) = (Some((name, Failed::Neither)), true),
                }
            }
            Msg::Are(..) => return false,
            Msg::Of(going, news) => {
                if self.work.as_ref().is_none_or(|work| work.going != going) {
                    return false;
                }
                self.hear(context, news);
            }
            Msg::Query(query) => {
                self.query = query;
                self.look(context);
            }
            Msg::Sort(by) => {
                self.descending =
                    if self.by == by { !self.descending } else { by != SortBy::Start && by != SortBy::Ends };
                self.by = by;
                self.look(context);
            }
            Msg::More => self.rows += ROWS,
            Msg::Vantage(vantage) => self.vantage = vantage,
            Msg::Open(number) => self.open(context, number),
            Msg::Cancel => {
                if let Some(work) = &self.work {
                    work.going.stop();
                }
            }
        }
        true
    }

    fn view(&self, context: &Context<Browse>) -> Html {
        let (lang, link) = (context.props().lang, context.link());
        let labels = captures(lang);
        let on_files = link.batch_callback(|event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>()?;
            let files = files_of(&input.files()?);
            // The same file can be chosen once more.
            input.set_value("");
            Some(Msg::Given(files))
        });
        html! {
            <div class="captures-body" data-part="captures">
                <p class="captures-stays">{ labels.stays }</p>
                <p class="captures-choose">
                    <label class="captures-file">
                        <input type="file" multiple="multiple" data-control="capture-file"
                            accept=".pcap,.pcapng,.cap,.dmp,.toml,.md,.txt" onchange={on_files} />
                        <span>{ labels.choose }</span>
                    </label>
                    <span>{ labels.or_drop }</span>
                </p>
                if self.file.is_none() && self.work.is_none() {
                    <p class="hint">{ labels.formats }</p>
                }
                if let Some((given, files)) = &self.lesson {
                    <OwnGiven key={*given} {lang} files={files.clone()} act={context.props().act.clone()}
                        on_opened={context.props().on_opened.clone()} />
                }
                { for self.work.as_ref().map(|work| progress(work, labels, link.callback(|_| Msg::Cancel))) }
                <div class="captures-outcome" tabindex="-1" ref={self.outcome.clone()}>
                    { for self.problem.as_ref().map(|problem| html! {
                        <p class="captures-problem" data-part="problem">{ said(problem, labels) }</p>
                    }) }
                    { for self.file.as_ref().map(|listed| summary(listed, lang)) }
                </div>
                { for self.file.as_ref().map(|listed| self.listed(context, listed)) }
            </div>
        }
    }

    fn rendered(&mut self, _context: &Context<Browse>, _is_first: bool) {
        if std::mem::take(&mut self.is_news)
            && let Some(outcome) = self.outcome.cast::<HtmlElement>()
        {
            // An element that cannot take the focus leaves it where it is.
            let _ = outcome.focus();
        }
    }

    fn destroy(&mut self, _context: &Context<Browse>) {
        if let Some(work) = &self.work {
            work.going.stop();
        }
    }
}

impl Browse {
    /// Takes in what became of the work that is under way.
    fn hear(&mut self, context: &Context<Browse>, news: News) {
        match news {
            News::Done(done) => {
                if let Some(work) = &mut self.work {
                    work.done = done;
                }
            }
            News::Listed(file, capture, ended) => {
                self.work = None;
                self.problem = (ended == Ended::Unreadable).then(|| (file.name(), Failed::Unreadable));
                self.vantage = capture.vantage().unwrap_or_default();
                self.file = Some(Listed { file, capture: Rc::new(*capture), ended, numbers: Vec::new() });
                self.look(context);
                self.is_news = true;
                self.open_wanted(context);
            }
            News::Opened(Ok(shown)) => {
                self.work = None;
                let props = context.props();
                props.on_opened.emit(());
                props.act.emit(Action::OpenCaptured(Rc::new(*shown)));
            }
            News::Opened(Err(failed)) => {
                self.work = None;
                let name = self.file.as_ref().map(|listed| listed.file.name()).unwrap_or_default();
                self.problem = (failed != Failed::Cancelled).then_some((name, failed));
                self.is_news = self.problem.is_some();
            }
        }
    }

    /// Reads a file in place of the one that was read before.
    fn read(&mut self, context: &Context<Browse>, file: File) {
        if let Some(work) = self.work.take() {
            work.going.stop();
        }
        let going = Going::on();
        (self.file, self.problem) = (None, None);
        (self.query, self.rows) = (String::new(), ROWS);
        self.work = Some(Work { going: going.clone(), of: Of::Reading(file.name()), done: 0.0 });
        let tell = context.link().callback(move |(going, news)| Msg::Of(going, news));
        spawn_local(async move {
            let (capture, ended) = list(&file, &going, |done| tell.emit((going.clone(), News::Done(done)))).await;
            tell.emit((going, News::Listed(file, Box::new(capture), ended)));
        });
    }

    fn open(&mut self, context: &Context<Browse>, number: usize) {
        let Some(listed) = self.file.as_ref().filter(|_| self.work.is_none()) else { return };
        let going = Going::on();
        self.problem = None;
        self.work = Some(Work { going: going.clone(), of: Of::Opening(number), done: 0.0 });
        let (file, capture) = (listed.file.clone(), listed.capture.clone());
        let source = Source::new(&file.name(), number, self.vantage);
        let tell = context.link().callback(move |(going, news)| Msg::Of(going, news));
        spawn_local(async move {
            let done = |done| tell.emit((going.clone(), News::Done(done)));
            let shown = open(&file, &capture, source, &going, done).await;
            tell.emit((going, News::Opened(shown.map(Box::new))));
        });
    }

    /// Opens what a link wants, if this is the file.
    fn open_wanted(&mut self, context: &Context<Browse>) {
        let (Some(wanted), Some(listed)) = (context.props().wanted.clone(), &self.file) else { return };
        let is_it = Source::new(&listed.file.name(), wanted.number, wanted.vantage) == wanted;
        if is_it && wanted.number <= listed.capture.listed() {
            self.vantage = wanted.vantage;
            self.open(context, wanted.number);
        }
    }

    /// Finds which conversations are listed, in which order.
    fn look(&mut self, context: &Context<Browse>) {
        if let Some(listed) = &mut self.file {
            listed.numbers = captured::search(&listed.capture, &self.query, context.props().lang);
            sort(&listed.capture, &mut listed.numbers, self.by, self.descending);
        }
    }

    fn listed(&self, context: &Context<Browse>, listed: &Listed) -> Html {
        let (lang, link) = (context.props().lang, context.link());
        let labels = captures(lang);
        let capture = &listed.capture;
        let others: Vec<String> = NotTcp::ALL
            .into_iter()
            .filter(|kind| capture.other(*kind) > 0)
            .map(|kind| captured::other(kind, capture.other(kind), lang))
            .chain((capture.untimed() > 0).then(|| captured::untimed(capture.untimed(), lang)))
            .chain((capture.unlisted() > 0).then(|| captured::unlisted(capture.unlisted(), lang)))
            .collect();
        let on_query = link
            .batch_callback(|event: InputEvent| Some(Msg::Query(event.target_dyn_into::<HtmlInputElement>()?.value())));
        let shown = ListProps {
            lang,
            capture: capture.clone(),
            numbers: listed.numbers.iter().take(self.rows).copied().collect(),
            sorted: (self.by, self.descending),
            is_busy: self.work.is_some(),
            on_sort: link.callback(Msg::Sort),
            on_open: link.callback(Msg::Open),
        };
        let more = listed.numbers.len().saturating_sub(self.rows);
        html! {
            <>
                if !others.is_empty() {
                    <p class="captures-others" data-part="others">{ labels.other_frames }{ others.join(" · ") }</p>
                }
                if capture.listed() > 0 {
                    <div class="captures-tools">
                        <label class="captures-search">
                            <span>{ labels.search }</span>
                            <input type="search" data-control="capture-search" value={self.query.clone()}
                                placeholder={labels.search_hint} oninput={on_query} />
                        </label>
                        { self.vantages(link, labels) }
                    </div>
                    if listed.numbers.is_empty() {
                        <p class="hint">{ labels.none_found }</p>
                    } else {
                        { conversations(&shown) }
                    }
                    if more > 0 {
                        <button type="button" data-control="capture-more" onclick={link.callback(|_| Msg::More)}>
                            { (labels.more)(more.min(ROWS)) }
                        </button>
                    }
                }
            </>
        }
    }

    fn vantages(&self, link: &html::Scope<Browse>, labels: &'static CapturesLabels) -> Html {
        let onchange = link.batch_callback(|event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>()?.selected_index();
            VANTAGES.get(usize::try_from(chosen).ok()?).copied().map(Msg::Vantage)
        });
        let one = |(vantage, name): (Vantage, &'static str)| {
            html! { <option selected={vantage == self.vantage}>{ name }</option> }
        };
        html! {
            <label class="captures-vantage">
                <span>{ labels.vantage }</span>
                <select data-control="capture-vantage" {onchange}>
                    { for VANTAGES.into_iter().zip(labels.vantages).map(one) }
                </select>
            </label>
        }
    }
}

/// Where a capture can have been made.
const VANTAGES: [Vantage; 3] = [Vantage::Between, Vantage::At(End::A), Vantage::At(End::B)];

/// What was found in a file, and where its reading ended.
fn summary(listed: &Listed, lang: Lang) -> Html {
    let labels = captures(lang);
    let stopped = match &listed.ended {
        Ended::Stopped(stop) => Some(captured::stopped(stop, lang)),
        Ended::Cancelled(at) => Some((labels.cancelled)(*at)),
        Ended::Whole | Ended::Unreadable => None,
    };
    html! {
        <>
            <p class="captures-counts" data-part="counts">
                <strong>{ listed.file.name() }</strong>
                // Of a file that cannot be read at all it is enough to say so.
                if stopped.is_none() || listed.capture.reader().packets() > 0 { { counts(listed, labels) } }
            </p>
            { for stopped.map(|stopped| html! { <p class="captures-problem" data-part="stopped">{ stopped }</p> }) }
        </>
    }
}

fn counts(listed: &Listed, labels: &CapturesLabels) -> String {
    let capture = &listed.capture;
    match capture.listed() {
        0 => format!(" · {}", labels.none),
        all => format!(" · {}", (labels.counts)(listed.numbers.len(), all, capture.segments())),
    }
}

fn said((name, failed): &(String, Failed), labels: &CapturesLabels) -> String {
    match failed {
        Failed::Changed => (labels.changed)(name),
        Failed::Neither => (labels.neither)(name),
        Failed::Unreadable | Failed::Cancelled => (labels.unreadable)(name),
    }
}

fn progress(work: &Work, labels: &'static CapturesLabels, cancel: Callback<MouseEvent>) -> Html {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 1")]
    let percent = (work.done * 100.0) as u32;
    let text = match &work.of {
        Of::Reading(name) => (labels.reading)(name, percent),
        Of::Opening(number) => (labels.opening)(*number),
    };
    html! {
        <div class="captures-progress" data-part="progress">
            <label>
                <span>{ text }</span>
                <progress max="100" value={percent.to_string()}></progress>
            </label>
            <button type="button" data-control="capture-cancel" onclick={cancel}>{ labels.cancel }</button>
        </div>
    }
}
