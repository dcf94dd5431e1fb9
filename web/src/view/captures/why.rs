//! What a captured segment tells beyond its fields, each finding with its section and the packets that show it; and what a
//! conversation is in all.

use std::rc::Rc;

use lessons::{Lang, Numbers, captured, observed};
use markup::{html, later};
use observer::{Certainty, End, Finding};
use yew::prelude::*;

use super::host::name;
use crate::labels::captures::{CapturesLabels, captures};
use crate::model::{Action, Model, Shown};
use crate::view::prose;

/// A segment of a captured conversation, or the whole of it.
#[derive(Clone)]
pub(crate) struct CapturedProps {
    shown: Rc<Shown>,
    /// Which, among the transmissions.
    index: usize,
    lang: Lang,
    numbers: Numbers,
    act: Callback<Action>,
}

impl PartialEq for CapturedProps {
    fn eq(&self, other: &CapturedProps) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown)
            && (self.index, self.lang, self.numbers) == (other.index, other.lang, other.numbers)
            && self.act == other.act
    }
}

impl CapturedProps {
    pub(crate) fn of(model: &Model, shown: &Rc<Shown>, index: usize, act: &Callback<Action>) -> CapturedProps {
        let (lang, numbers) = (model.view.lang, model.numbers());
        CapturedProps { shown: shown.clone(), index, lang, numbers, act: act.clone() }
    }
}

/// What the segment tells.
#[later(captures)]
pub(crate) fn captured_why(props: &CapturedProps) -> Html {
    let labels = captures(props.lang);
    let Some(packet) = props.shown.captured.packet(props.index) else { return Html::default() };
    let from = props.shown.captured.opened.segments[props.shown.captured.packets[props.index]].from;
    let findings = &packet.verdict.findings;
    html! {
        <section class="findings" data-part="findings" data-packet={packet.header.place.number.to_string()}>
            <h4 class="kicker">{ (labels.packet)(packet.header.place.number) }</h4>
            if findings.is_empty() {
                <p class="hint">{ labels.nothing_told }</p>
            }
            { for findings.iter().map(|finding| one(props, labels, finding, from)) }
        </section>
    }
}

fn one(props: &CapturedProps, labels: &'static CapturesLabels, finding: &Finding, from: End) -> Html {
    let captured = &props.shown.captured;
    let explanation = observed::finding(finding, from, props.numbers, props.lang);
    let evidence: Vec<Html> = finding
        .evidence
        .iter()
        .filter_map(|segment| {
            let segment = usize::try_from(segment).ok()?;
            let number = captured.opened.segments.get(segment)?.header.place.number;
            let transmission = *captured.transmissions.get(segment)?;
            let onclick = props.act.reform(move |_: MouseEvent| Action::SelectSegment(Some(transmission)));
            Some(html! {
                <button type="button" data-evidence={number.to_string()} {onclick}>{ (labels.packet)(number) }</button>
            })
        })
        .collect();
    html! {
        <div class="finding" data-certainty={name(finding.certainty)}>
            { prose::explanation("finding", &explanation, props.lang) }
            <p class="finding-known">
                if finding.certainty == Certainty::Likely { { labels.likely } } else { { labels.certain } }
                if !evidence.is_empty() {
                    { " · " }{ labels.shown_by }{ " " }
                    { for evidence }
                }
            </p>
        </div>
    }
}

/// What the conversation is in all: what stands in the place of a lesson's introduction.
#[later(captures)]
pub(crate) fn about(props: &CapturedProps) -> Html {
    let labels = captures(props.lang);
    let Shown { captured: shown, source, omitted, .. } = &*props.shown;
    let conversation = &shown.opened.conversation;
    let [a, b] = conversation.ends;
    let trouble = captured::trouble(conversation, props.lang);
    html! {
        <section class="note" data-note="capture" aria-label={labels.about}>
            <h3>{ &source.file }{ " · #" }{ source.number }</h3>
            <p class="mono captures-address">{ "A = " }{ a.to_string() }<br />{ "B = " }{ b.to_string() }</p>
            <ul>
                <li>{ captured::opening(conversation.opening, props.lang) }</li>
                <li>{ captured::closing(conversation.closing, props.lang) }</li>
                { for trouble.into_iter().map(|trouble| html! { <li>{ trouble }</li> }) }
            </ul>
            if *omitted > 0 {
                <p><strong>{ (labels.omitted)(shown.opened.segments.len(), conversation.segments()) }</strong></p>
            }
            <p>{ labels.legend }{ " " }{ labels.seldom_certain }</p>
        </section>
    }
}

/// In the place of a view of what goes on within hosts and devices.
#[later(captures)]
pub(crate) fn nothing_within(lang: &Lang) -> Html {
    html! { <div class="empty" data-part="nothing-within"><p>{ captures(*lang).no_layers }</p></div> }
}
