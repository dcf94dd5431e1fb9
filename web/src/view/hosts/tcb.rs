//! The variables of a host's TCB under their RFC names, with what the last entry changed marked.

use crate::view::pen::classes;
use lessons::Numbers;
use markup::html;
use sim::Side;
use tcp::Status;
use yew::prelude::*;

use super::{mark, span};
use crate::labels::hosts::HostLabels;
use crate::labels::inspector::fill;
use crate::model::Model;

/// A variable of a TCB, in the order of RFC 9293 section 3.3.1; behind them those of RFC 6298.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Variable {
    SndUna,
    SndNxt,
    SndWnd,
    Iss,
    RcvNxt,
    RcvWnd,
    Irs,
    Rto,
    Srtt,
}

impl Variable {
    const ALL: [Variable; 9] = [
        Variable::SndUna,
        Variable::SndNxt,
        Variable::SndWnd,
        Variable::Iss,
        Variable::RcvNxt,
        Variable::RcvWnd,
        Variable::Irs,
        Variable::Rto,
        Variable::Srtt,
    ];

    fn name(self) -> &'static str {
        match self {
            Variable::SndUna => "SND.UNA",
            Variable::SndNxt => "SND.NXT",
            Variable::SndWnd => "SND.WND",
            Variable::Iss => "ISS",
            Variable::RcvNxt => "RCV.NXT",
            Variable::RcvWnd => "RCV.WND",
            Variable::Irs => "IRS",
            Variable::Rto => "RTO",
            Variable::Srtt => "SRTT",
        }
    }

    /// Whether it would answer a question of what is sent next.
    fn gives_away(self) -> bool {
        matches!(self, Variable::SndUna | Variable::SndNxt | Variable::RcvNxt | Variable::RcvWnd)
    }

    /// Its value, if the TCB has one. SND.* and ISS number our own octets, RCV.NXT and IRS the peer's.
    fn value(self, status: &Status, numbers: Numbers, side: Side, labels: &HostLabels) -> Option<String> {
        let snd = status.snd?;
        Some(match self {
            Variable::SndUna => numbers.show(snd.una, side),
            Variable::SndNxt => numbers.show(snd.nxt, side),
            // The peer's first segment sets it.
            Variable::SndWnd => status.rcv.map(|_| snd.wnd.to_string())?,
            Variable::Iss => numbers.show(snd.iss, side),
            Variable::RcvNxt => numbers.show(status.rcv?.nxt, side.peer()),
            Variable::RcvWnd => status.rcv?.wnd.to_string(),
            Variable::Irs => numbers.show(status.rcv?.irs, side.peer()),
            Variable::Rto => span(labels, status.rto),
            Variable::Srtt => span(labels, status.srtt?),
        })
    }

    /// Why it has no value.
    fn absence(self, status: &Status, labels: &HostLabels) -> String {
        match self {
            Variable::Srtt if status.snd.is_some() => labels.not_measured.to_owned(),
            Variable::SndWnd | Variable::RcvNxt | Variable::RcvWnd | Variable::Irs if status.snd.is_some() => {
                labels.no_peer_yet.to_owned()
            }
            _ => fill(labels.no_tcb, &[status.state.name()]),
        }
    }
}

/// The table. What would answer an open question is a question mark, with nothing behind it.
pub(super) fn table(model: &Model, side: Side, is_hidden: bool) -> Html {
    let labels = HostLabels::of(model.view.lang);
    let frame = model.frame();
    let (now, before) = (&frame.host(side).tcp, &frame.before[side as usize].tcp);
    let numbers = model.numbers();
    let row = |variable: Variable| {
        if is_hidden && variable.gives_away() {
            return html! {
                <tr data-tcb={variable.name()} data-hidden="true">
                    <th scope="row">{ variable.name() }</th>
                    <td title={labels.hidden}>
                        <span aria-hidden="true">{ "?" }</span>
                        <span class="visually-hidden">{ labels.hidden }</span>
                    </td>
                </tr>
            };
        }
        let value = variable.value(now, numbers, side, labels);
        let has_changed = value != variable.value(before, numbers, side, labels);
        let title = value.is_none().then(|| variable.absence(now, labels));
        html! {
            <tr class={classes!(has_changed.then_some("is-changed"))} data-tcb={variable.name()}>
                <th scope="row">{ variable.name() }{ for has_changed.then(|| mark(labels)) }</th>
                <td {title}>{ value.as_deref().unwrap_or("—") }</td>
            </tr>
        }
    };
    html! {
        <table class="tcb mono" aria-label={labels.tcb}>
            <tbody>{ for Variable::ALL.into_iter().map(row) }</tbody>
        </table>
    }
}
