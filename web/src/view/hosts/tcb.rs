//! The variables of a host's TCB under their RFC names, in groups, with what the last entry changed marked.

use lessons::Lang;
use lessons::variables::Variable;
use markup::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{HostProps, mark};
use crate::view::pen::classes;

/// What stands in the open: where each direction is.
const SEQUENCE: [Variable; 7] = [
    Variable::SndUna,
    Variable::SndNxt,
    Variable::SndWnd,
    Variable::Iss,
    Variable::RcvNxt,
    Variable::RcvWnd,
    Variable::Irs,
];
const CONGESTION: [Variable; 7] = [
    Variable::Cwnd,
    Variable::Ssthresh,
    Variable::FlightSize,
    Variable::Pipe,
    Variable::Stage,
    Variable::DuplicateAcks,
    Variable::Recover,
];
const ROUND_TRIP: [Variable; 3] = [Variable::Rto, Variable::Srtt, Variable::Rttvar];
const OPTIONS: [Variable; 6] =
    [Variable::SendMss, Variable::SndShift, Variable::RcvShift, Variable::Sack, Variable::TsRecent, Variable::Ecn];
const SELDOM: [Variable; 4] = [Variable::SndWl1, Variable::SndWl2, Variable::SndUp, Variable::RcvUp];

/// All of them. What matters most of a group that unfolds is told beside its name.
pub(super) fn variables(props: &HostProps) -> Html {
    let labels = props.labels();
    let groups = [
        (labels.congestion, &CONGESTION[..], "cwnd "),
        (labels.round_trip, &ROUND_TRIP, "RTO "),
        (labels.options, &OPTIONS, "MSS "),
        (labels.window_and_urgent, &SELDOM, ""),
    ];
    html! {
        <div class="variables">
            { table(props, labels.tcb, &SEQUENCE) }
            { for groups.into_iter().map(|(name, variables, first)| group(props, name, variables, first)) }
        </div>
    }
}

/// A group that unfolds. `first` is what its first variable is called beside its name, if it is told there.
fn group(props: &HostProps, name: &'static str, variables: &[Variable], first: &str) -> Html {
    let has_changed = variables.iter().any(|variable| props.has_changed(*variable));
    let told = variables.first().filter(|_| !first.is_empty());
    let digest = told.and_then(|told| Some([first, &props.value(*told)?].concat()));
    html! {
        <details class="group">
            <summary>
                { name }
                { for has_changed.then(|| mark(props.labels())) }
                if let Some(digest) = digest {
                    <span class="digest mono">{ digest }</span>
                }
            </summary>
            { table(props, name, variables) }
        </details>
    }
}

/// Each is a row, and each row a button. The arrow keys go from one to the next, so that a table is one stop of the tab key.
fn table(props: &HostProps, name: &'static str, variables: &[Variable]) -> Html {
    let stop = variables.iter().position(|variable| props.variable == Some(*variable)).unwrap_or(0);
    let rows = variables.iter().enumerate().map(|(at, variable)| row(props, *variable, at == stop));
    html! {
        <table class="tcb mono" aria-label={name} onkeydown={Callback::from(go)}>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// What would answer an open question is a question mark, with nothing behind it.
fn row(props: &HostProps, variable: Variable, is_stop: bool) -> Html {
    let labels = props.labels();
    let is_hidden = props.hides(variable);
    let has_changed = props.has_changed(variable);
    let value = if is_hidden { None } else { props.value(variable) };
    let title = if is_hidden {
        Some(labels.hidden)
    } else {
        value.is_none().then(|| variable.absence(&props.now().tcp, props.lang))
    };
    let said = if is_hidden { "?" } else { value.as_deref().unwrap_or("—") };
    let name = variable.name(props.lang);
    html! {
        <tr
            class={classes!(has_changed.then_some("is-changed"))}
            data-tcb={variable.name(Lang::En)}
            data-hidden={is_hidden.then_some("true")}
        >
            <th scope="row">
                <button
                    aria-pressed={(props.variable == Some(variable)).to_string()}
                    data-variable={variable.slug()}
                    tabindex={if is_stop { "0" } else { "-1" }}
                    onclick={props.select(variable)}
                >
                    { name }
                </button>
                { for has_changed.then(|| mark(labels)) }
            </th>
            <td {title}>
                { said }
                if is_hidden {
                    <span class="visually-hidden">{ labels.hidden }</span>
                }
            </td>
        </tr>
    }
}

/// Up and down go to the row before and after and select it; Home and End go to the first and the last. Escape selects
/// none.
fn go(event: KeyboardEvent) {
    let focused = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(row) = focused.as_ref().and_then(|button| button.closest("tr").ok().flatten()) else { return };
    let is_selected = |button: &HtmlElement| button.get_attribute("aria-pressed").as_deref() == Some("true");
    let rows = row.parent_element();
    let to = match event.key().as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        "Home" => rows.and_then(|rows| rows.first_element_child()),
        "End" => rows.and_then(|rows| rows.last_element_child()),
        "Escape" => focused.iter().find(|button| is_selected(button)).and_then(|button| {
            button.click();
            None
        }),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    let button = to.and_then(|row| row.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = button.focus();
        if !is_selected(&button) {
            button.click();
        }
    }
}

impl HostProps {
    fn value(&self, variable: Variable) -> Option<String> {
        Some(self.context().value(self.side, variable.value(&self.now().tcp)?))
    }

    fn hides(&self, variable: Variable) -> bool {
        self.is_hidden && variable.gives_away()
    }

    fn has_changed(&self, variable: Variable) -> bool {
        !self.hides(variable) && variable.value(&self.now().tcp) != variable.value(&self.before().tcp)
    }
}
