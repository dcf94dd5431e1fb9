//! Two runs side by side, with and without a change: both ladders at the same moment, and what came of each.

use std::rc::Rc;

use lessons::Lang;
use markup::{html, later};
use sim::{Fate, Timeline, Transmission};
use yew::prelude::*;

use crate::labels::compare::compare as labels;
use crate::labels::ladder::time_line;
use crate::labels::shell::shell;
use crate::model::{Action, Jump, Model};
use crate::view::ViewProps;
use crate::view::ladder::Ladder;
use crate::view::memo::memo;

/// Both ladders with the table above them; nothing where nothing is compared.
#[later(lab)]
pub(crate) fn compare(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let Some(other) = model.beside() else { return Html::default() };
    let labels = shell(model.view.lang);
    let summary = SummaryProps {
        lang: model.view.lang,
        with: model.timeline.clone(),
        without: other.timeline.clone(),
        is_own: !other.is_edited(),
        act: act.clone(),
    };
    let without_change = (labels.without_change)(summary.is_own);
    let other = Rc::new(other);
    let act_other = aside(model, &other, act);
    let beside = ViewProps { model: other, act: act_other };
    html! {
        <div class="compare" data-part="compare">
            { memo(summary, draw_summary) }
            <div class="compare-ladders">
                <section aria-label={without_change}>
                    <h2>{ without_change }</h2>
                    <Ladder ..beside />
                </section>
                <section aria-label={labels.with_change}>
                    <h2>{ labels.with_change }</h2>
                    <Ladder ..props.clone() />
                </section>
            </div>
        </div>
    }
}

/// What is done to the other run selects the same segment in this one; nothing else of it is taken.
fn aside(model: &Rc<Model>, other: &Rc<Model>, act: &Callback<Action>) -> Callback<Action> {
    let (model, other, act) = (model.clone(), other.clone(), act.clone());
    Callback::from(move |action| {
        let (index, field) = match action {
            Action::SelectSegment(index) => (index, None),
            Action::SelectNumber(index, field) => (Some(index), Some(field)),
            _ => return,
        };
        let id = index.and_then(|index| other.timeline.transmissions.get(index)).map(|sent| sent.id);
        let here = id.and_then(|id| model.timeline.place(id));
        act.emit(match (here, field) {
            (Some(index), Some(field)) => Action::SelectNumber(index, field),
            (here, _) => Action::SelectSegment(here),
        });
    })
}

/// Where the two part, for the live region.
#[later(lab)]
pub(crate) fn compared_said(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let Some(beside) = &model.beside else { return Html::default() };
    let (with, without) = (model.timeline.clone(), beside.timeline.clone());
    let shown = SummaryProps { lang: model.view.lang, with, without, is_own: false, act: act.clone() };
    memo(shown, draw_parting)
}

fn draw_parting(props: &SummaryProps) -> Html {
    html! { <p>{ (labels(props.lang).alike)(parting(&props.with, &props.without)) }</p> }
}

/// The step up to which two runs are alike, unless they are alike to the end.
fn parting(with: &Timeline, without: &Timeline) -> Option<usize> {
    let alike = with.entries.iter().zip(&without.entries).take_while(|(one, other)| one == other).count();
    (alike < with.entries.len().max(without.entries.len())).then_some(alike)
}

struct SummaryProps {
    lang: Lang,
    with: Rc<Timeline>,
    without: Rc<Timeline>,
    /// Whether the other is the lesson's own.
    is_own: bool,
    act: Callback<Action>,
}

impl PartialEq for SummaryProps {
    fn eq(&self, other: &SummaryProps) -> bool {
        self.lang == other.lang && Rc::ptr_eq(&self.with, &other.with) && Rc::ptr_eq(&self.without, &other.without)
    }
}

/// What came of both runs, and where they part.
fn draw_summary(props: &SummaryProps) -> Html {
    let SummaryProps { lang, with, without, is_own, act } = props;
    let (names, labels) = (shell(*lang), labels(*lang));
    let count = |run: &Timeline, of: fn(&Transmission) -> bool| {
        run.transmissions.iter().filter(|sent| of(sent)).count().to_string()
    };
    let is_spoiled = |sent: &Transmission| sent.copies.iter().any(|copy| copy.fate != Fate::Delivered);
    let row = |name: &'static str, run: &Timeline| {
        let received = [run.received[0].len().to_string().as_str(), ", ", &run.received[1].len().to_string()].concat();
        let cells = [
            count(run, |_| true),
            count(run, Transmission::is_retransmission),
            count(run, is_spoiled),
            received,
            time_line(run.ended().0, *lang),
        ];
        html! {
            <tr><th scope="row">{ name }</th>{ for cells.map(|cell| html! { <td class="mono">{ cell }</td> }) }</tr>
        }
    };
    let columns = [labels.sent_segments, labels.sent_again, labels.lost_segments, labels.octets_received, labels.lasts];
    let parts = parting(with, without);
    html! {
        <div class="compare-summary">
            <table>
                <thead>
                    <tr><td></td>{ for columns.map(|name| html! { <th scope="col">{ name }</th> }) }</tr>
                </thead>
                <tbody>{ row((names.without_change)(*is_own), without) }{ row(names.with_change, with) }</tbody>
            </table>
            <p>
                { (labels.alike)(parts) }
                if let Some(step) = parts {
                    { " " }
                    <button type="button" data-control="go-to-difference"
                        onclick={act.reform(move |_| Action::Jump(Jump::To(step + 1)))}>{ labels.go_there }</button>
                }
            </p>
        </div>
    }
}
