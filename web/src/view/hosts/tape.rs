//! The buffers as tapes of octets, with the sequence numbers at their edges.

use lessons::variables::Variable;
use markup::html;
use sim::Side;
use tcp::Status;
use wire::Seq;
use yew::prelude::*;

use super::HostProps;
use super::queue::range;
use crate::labels::inspector::fill;
use crate::view::pixels::px;

/// Width of the drawing, in its own units.
const WIDTH: f64 = 200.0;
/// Height of a run; the edges reach past it.
const HEIGHT: f64 = 14.0;
/// Runs that are listed of what was received beyond gaps.
const LISTED: usize = 6;

/// A run of octets of one kind.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Run {
    /// The kind, by its name in classes and attributes.
    kind: &'static str,
    label: &'static str,
    len: u32,
    /// How much of what matters it may take on the drawing, if it may be folded.
    fold: Option<f64>,
    /// The number of its first octet, where that is worth telling.
    from: Option<Seq>,
}

impl Run {
    fn whole(kind: &'static str, label: &'static str, len: u32) -> Run {
        Run { kind, label, len, fold: None, from: None }
    }

    fn folded(kind: &'static str, label: &'static str, len: u32, share: f64) -> Run {
        Run { fold: Some(share), ..Run::whole(kind, label, len) }
    }
}

/// A number that lies between runs.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Edge {
    name: &'static str,
    /// The variable that is selected with it.
    variable: Variable,
    seq: Seq,
    /// How many octets of the tape lie before it.
    at: u64,
}

/// What this host's program gave to TCP.
pub(super) fn send(props: &HostProps) -> Html {
    let labels = props.labels();
    let status = &props.now().tcp;
    let acknowledged = u32::try_from(status.acknowledged).unwrap_or(u32::MAX);
    let in_flight = status.snd.map_or(0, |snd| snd.nxt - snd.una).saturating_sub(control_bits(status));
    let usable = status.snd.map_or(0, |snd| snd.wnd.saturating_sub(snd.nxt - snd.una));
    let sendable = status.unsent.min(usable);
    let runs = [
        Run::folded("acknowledged", labels.acknowledged, acknowledged, 0.6),
        Run::whole("in-flight", labels.in_flight, in_flight),
        Run::whole("sendable", labels.sendable, sendable),
        Run::folded("waiting", labels.waiting, status.unsent - sendable, 0.8),
        Run::folded("room", labels.room, usable - sendable, 0.5),
    ];
    let acked = u64::from(acknowledged);
    let edges = status.snd.map(|snd| {
        let nxt = Edge { name: "SND.NXT", variable: Variable::SndNxt, seq: snd.nxt, at: acked + u64::from(in_flight) };
        let una = Edge { name: "SND.UNA", variable: Variable::SndUna, seq: snd.una, at: acked };
        let wnd = Edge {
            name: "UNA + WND",
            variable: Variable::SndWnd,
            seq: snd.una + snd.wnd,
            at: acked + u64::from(if usable > 0 { in_flight + usable } else { snd.wnd.min(in_flight) }),
        };
        let mut edges = vec![una, nxt];
        edges.extend(Variable::SndWnd.value(status).map(|_| wnd));
        // A window that was drawn back ends before SND.NXT.
        edges.sort_by_key(|edge| edge.at);
        edges
    });
    tape(props, labels.send_stream, props.side, &runs, &edges.unwrap_or_default())
}

/// How many of the numbers in flight are those of a SYN and a FIN, which are the first and the last.
fn control_bits(status: &Status) -> u32 {
    let queue = &status.outstanding;
    let syn = queue.get(0).is_some_and(|first| first.syn);
    let fin = queue.len().checked_sub(1).and_then(|last| queue.get(last)).is_some_and(|last| last.fin);
    u32::from(syn) + u32::from(fin)
}

/// What came from the peer.
pub(super) fn receive(props: &HostProps) -> Html {
    let labels = props.labels();
    let status = &props.now().tcp;
    let delivered = u32::try_from(status.received).unwrap_or(u32::MAX).saturating_sub(status.unread);
    let mut runs = vec![
        Run::folded("delivered", labels.delivered, delivered, 0.6),
        Run::whole("unread", labels.unread, status.unread),
    ];
    let in_order = u64::from(delivered) + u64::from(status.unread);
    let Some(rcv) = status.rcv else {
        return tape(props, labels.receive_stream, props.side.peer(), &runs, &[]);
    };
    let mut reached = rcv.nxt;
    for held in &status.held {
        runs.push(Run { from: Some(reached), ..Run::whole("gap", labels.gap, held.seq - reached) });
        runs.push(Run { from: Some(held.seq), ..Run::whole("held", labels.held, held.len) });
        reached = held.seq + held.len;
    }
    runs.push(Run::folded("free", labels.free, rcv.wnd.saturating_sub(reached - rcv.nxt), 0.8));
    let nxt = Edge { name: "RCV.NXT", variable: Variable::RcvNxt, seq: rcv.nxt, at: in_order };
    let wnd = Edge {
        name: "NXT + WND",
        variable: Variable::RcvWnd,
        seq: rcv.nxt + rcv.wnd,
        at: in_order + u64::from(rcv.wnd),
    };
    tape(props, labels.receive_stream, props.side.peer(), &runs, &[nxt, wnd])
}

/// `of` is the side whose octets they are: they have its colour.
fn tape(props: &HostProps, title: &'static str, of: Side, runs: &[Run], edges: &[Edge]) -> Html {
    let labels = props.labels();
    let all: u64 = runs.iter().map(|run| u64::from(run.len)).sum();
    let rows = rows(runs, edges).into_iter().enumerate().map(|(at, row)| match row {
        Row::Run(run) => said(props, run, of, at),
        Row::Edge(edge) => number(props, edge, of),
        Row::Left(runs) => html! { <li key="left" class="none">{ fill(labels.and_more, &[&runs.to_string()]) }</li> },
    });
    let number_of = |edge: &Edge| props.numbers.value(edge.seq, of);
    let wraps =
        edges.windows(2).any(|pair| pair[0].seq.before(pair[1].seq) && number_of(&pair[0]) > number_of(&pair[1]));
    html! {
        <section class="tape" data-side={of.name()} data-part="tape">
            <h3 class="kicker">{ title }</h3>
            if all > 0 {
                { drawing(runs, edges) }
            }
            if all == 0 && edges.is_empty() {
                <p class="none">{ labels.no_octets }</p>
            } else {
                <ul>{ for rows }</ul>
            }
            if wraps {
                <p class="none">{ labels.wraps }</p>
            }
        </section>
    }
}

/// What stands below a drawing, in the order of the tape.
enum Row<'a> {
    Run(&'a Run),
    Edge(&'a Edge),
    /// So many runs are left out.
    Left(usize),
}

fn rows<'a>(runs: &'a [Run], edges: &'a [Edge]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let (mut at, mut next, mut beyond) = (0, 0, 0);
    for run in runs.iter().filter(|run| run.len > 0) {
        let until = next + edges[next..].iter().take_while(|edge| edge.at <= at).count();
        rows.extend(edges[next..until].iter().map(Row::Edge));
        next = until;
        at += u64::from(run.len);
        beyond += usize::from(run.from.is_some());
        if run.from.is_none() || beyond <= LISTED {
            rows.push(Row::Run(run));
        }
    }
    if beyond > LISTED {
        rows.push(Row::Left(beyond - LISTED));
    }
    rows.extend(edges[next..].iter().map(Row::Edge));
    rows
}

// Each row is kept apart from the others by its key: they are of two kinds and change places.
fn said(props: &HostProps, run: &Run, of: Side, at: usize) -> Html {
    html! {
        <li key={[run.kind, &at.to_string()].concat()} class="run" data-run={run.kind} data-len={run.len.to_string()}>
            <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
                <rect class={["run-", run.kind].concat()} x="1" y="1" width="8" height="8" />
            </svg>
            <span>
                <span class="mono">{ u64::from(run.len) }</span>{ " " }{ run.label }
                if let Some(from) = run.from {
                    <span class="mono run-range">{ range(props, from, run.len, of) }</span>
                }
            </span>
        </li>
    }
}

fn number(props: &HostProps, edge: &Edge, of: Side) -> Html {
    html! {
        <li key={edge.name} class="edge" data-edge={edge.name}>
            <button
                aria-pressed={(props.variable == Some(edge.variable)).to_string()}
                onclick={props.select(edge.variable)}
            >
                <span>{ edge.name }</span>{ " " }<span class="mono">{ props.numbers.show(edge.seq, of) }</span>
            </button>
        </li>
    }
}

/// The runs to scale, but for those that are folded, and a line at each edge.
fn drawing(runs: &[Run], edges: &[Edge]) -> Html {
    let widths = widths(runs);
    let place = |octets: u64| -> f64 {
        let (mut x, mut before) = (0.0, 0);
        for (run, width) in runs.iter().zip(&widths) {
            let len = u64::from(run.len);
            if octets < before + len {
                #[expect(clippy::cast_precision_loss, reason = "a place in a drawing")]
                let share = (octets - before) as f64 / f64::from(run.len);
                return x + width * share;
            }
            (x, before) = (x + width, before + len);
        }
        x
    };
    let mut x = 0.0;
    let drawn = runs.iter().zip(&widths).filter(|(run, _)| run.len > 0).map(|(run, width)| {
        let from = x;
        x += width;
        let is_folded = run.fold.is_some_and(|_| f64::from(run.len) * scale(runs, &widths) > width + 0.5);
        let middle = from + width / 2.0;
        let cut = ["M", &px(middle - 4.0), " 18l4 -18M", &px(middle), " 18l4 -18"].concat();
        html! {
            <>
                <rect
                    class={["run-", run.kind].concat()}
                    x={px(from + 0.5)}
                    y="2"
                    width={px((width - 1.0).max(1.0))}
                    height={px(HEIGHT)}
                />
                if is_folded {
                    <path class="run-cut" d={cut} />
                }
            </>
        }
    });
    let lines = edges.iter().map(|edge| {
        let x = px(place(edge.at).clamp(1.0, WIDTH - 1.0));
        html! { <line class="run-edge" x1={x.clone()} x2={x} y1="0" y2="18" /> }
    });
    html! {
        <svg class="tape-drawing" viewBox={["0 0 ", &px(WIDTH), " 18"].concat()} aria-hidden="true">
            { for drawn }
            { for lines }
        </svg>
    }
}

/// The width of each run. What may be folded takes no more than its share of what matters.
fn widths(runs: &[Run]) -> Vec<f64> {
    let lengths = |foldable: bool| runs.iter().filter(move |run| run.fold.is_some() == foldable && run.len > 0);
    let whole: f64 = lengths(false).map(|run| f64::from(run.len)).sum();
    // Where nothing matters more than the rest, the shortest of it is the measure.
    let measure = if whole > 0.0 {
        whole
    } else {
        lengths(true).map(|run| f64::from(run.len) * 2.0).fold(f64::INFINITY, f64::min)
    };
    let lens = runs.iter().map(|run| {
        let len = f64::from(run.len);
        run.fold.map_or(len, |share| len.min(measure * share))
    });
    let lens: Vec<f64> = lens.collect();
    let sum: f64 = lens.iter().sum();
    lens.iter().map(|len| len * WIDTH / sum.max(1.0)).collect()
}

/// Units of the drawing for an octet that is not folded.
fn scale(runs: &[Run], widths: &[f64]) -> f64 {
    let shares = runs.iter().zip(widths).filter(|(run, _)| run.len > 0).map(|(run, width)| width / f64::from(run.len));
    shares.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(widths: &[f64], wanted: &[f64]) {
        assert_eq!(widths.len(), wanted.len());
        for (width, wanted) in widths.iter().zip(wanted) {
            assert!((width - wanted).abs() < 0.1, "{widths:?} and not {wanted:?}");
        }
    }

    #[test]
    fn a_long_stream_is_folded_to_what_is_on_its_way() {
        let in_flight = Run::whole("in-flight", "", 100);
        let short = [Run::folded("acknowledged", "", 50, 0.5), in_flight, Run::folded("waiting", "", 50, 0.5)];
        close(&widths(&short), &[50.0, 100.0, 50.0]);
        let long = [Run::folded("acknowledged", "", 1 << 30, 0.5), in_flight, Run::folded("waiting", "", 1 << 20, 0.5)];
        close(&widths(&long), &[50.0, 100.0, 50.0]);
        assert!(f64::from(1 << 20) * scale(&long, &widths(&long)) > 50.0, "it is seen to be folded");
    }

    #[test]
    fn a_drawing_of_nothing_that_matters_is_still_whole() {
        let runs = [Run::folded("delivered", "", 41, 0.6), Run::folded("free", "", 65_494, 0.8)];
        assert!((widths(&runs).iter().sum::<f64>() - WIDTH).abs() < 0.1);
        close(&widths(&[Run::whole("unread", "", 0)]), &[0.0]);
    }

    #[test]
    fn numbers_stand_between_the_runs_that_they_part() {
        let runs = [
            Run::folded("acknowledged", "", 100, 0.5),
            Run::whole("in-flight", "", 200),
            Run::whole("sendable", "", 0),
            Run::folded("room", "", 300, 0.5),
        ];
        let edge = |name, at| Edge { name, variable: Variable::SndUna, seq: Seq(0), at };
        let edges = [edge("una", 100), edge("nxt", 300), edge("wnd", 600)];
        let names: Vec<&str> = rows(&runs, &edges)
            .iter()
            .map(|row| match row {
                Row::Run(run) => run.kind,
                Row::Edge(edge) => edge.name,
                Row::Left(_) => "left",
            })
            .collect();
        assert_eq!(names, ["acknowledged", "una", "in-flight", "nxt", "room", "wnd"]);
    }
}
