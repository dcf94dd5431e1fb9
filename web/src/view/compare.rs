//! Two runs side by side, with and without a change: both ladders at the same moment, and what came of each.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use sim::{Fate, Timeline};
use yew::prelude::*;

use crate::labels::ladder::time_line;
use crate::labels::shell::shell;
use crate::model::{Action, Jump, Model};
use crate::view::ViewProps;
use crate::view::ladder::Ladder;
use crate::view::memo::memo;

/// Both ladders with the table above them; nothing where nothing is compared.
pub(crate) fn compare(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let Some(other) = model.beside() else { return Html::default() };
    let labels = shell(model.view.lang);
    let summary = SummaryProps {
        lang: model.view.lang,
        with: model.timeline.clone(),
        without: other.timeline.clone(),
        act: act.clone(),
    };
    let other = Rc::new(other);
    let act_other = aside(model, &other, act);
    let beside = ViewProps { model: other, act: act_other };
    html! {
        <div class="compare" data-part="compare">
            { memo(summary, draw_summary) }
            <div class="compare-ladders">
                <section aria-label={labels.without_change}>
                    <h3>{ labels.without_change }</h3>
                    <Ladder ..beside />
                </section>
                <section aria-label={labels.with_change}>
                    <h3>{ labels.with_change }</h3>
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
        if let Action::SelectSegment(index) = action {
            let id = index.and_then(|index| other.timeline.transmissions.get(index)).map(|sent| sent.id);
            act.emit(Action::SelectSegment(id.and_then(|id| model.timeline.place(id))));
        }
    })
}

struct SummaryProps {
    lang: Lang,
    with: Rc<Timeline>,
    without: Rc<Timeline>,
    act: Callback<Action>,
}

impl PartialEq for SummaryProps {
    fn eq(&self, other: &SummaryProps) -> bool {
        self.lang == other.lang && Rc::ptr_eq(&self.with, &other.with) && Rc::ptr_eq(&self.without, &other.without)
    }
}

/// What came of both runs, and where they part.
fn draw_summary(props: &SummaryProps) -> Html {
    let SummaryProps { lang, with, without, act } = props;
    let labels = shell(*lang);
    let row = |name: &'static str, of: &dyn Fn(&Timeline) -> String| {
        html! { <tr><th scope="row">{ name }</th><td class="mono">{ of(without) }</td><td class="mono">{ of(with) }</td></tr> }
    };
    let count = |of: fn(&sim::Transmission) -> bool| {
        move |run: &Timeline| run.transmissions.iter().filter(|sent| of(sent)).count().to_string()
    };
    let is_spoiled = |sent: &sim::Transmission| sent.copies.iter().any(|copy| copy.fate != Fate::Delivered);
    let alike = with.entries.iter().zip(&without.entries).take_while(|(one, other)| one == other).count();
    let parts = (alike < with.entries.len().max(without.entries.len())).then_some(alike);
    html! {
        <div class="compare-summary">
            <table>
                <thead><tr><td></td><th scope="col">{ labels.without_change }</th><th scope="col">{ labels.with_change }</th></tr></thead>
                <tbody>
                    { row(labels.sent_segments, &count(|_| true)) }
                    { row(labels.sent_again, &count(sim::Transmission::is_retransmission)) }
                    { row(labels.lost_segments, &count(is_spoiled)) }
                    { row(labels.octets_received, &|run| {
                        [run.received[0].len().to_string().as_str(), ", ", &run.received[1].len().to_string()].concat()
                    }) }
                    { row(labels.lasts, &|run| time_line(run.ended().0)) }
                </tbody>
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
