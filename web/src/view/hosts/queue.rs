//! The retransmission queue: what was sent and is not acknowledged, and what is known of each segment in it.

use markup::html;
use sim::{Side, Timeline};
use tcp::Outstanding;
use wire::Seq;
use yew::prelude::*;

use super::HostProps;
use crate::labels::inspector::fill;
use crate::model::Action;

/// Segments that are listed; of a longer queue the first are the ones that matter.
const LISTED: usize = 8;

/// The queue, oldest first.
pub(super) fn retransmissions(props: &HostProps) -> Html {
    let labels = props.labels();
    let queue = &props.now().tcp.outstanding;
    let rest = queue.len().saturating_sub(LISTED);
    html! {
        <section class="queue" data-part="retransmission-queue" data-len={queue.len().to_string()}>
            <h3 class="kicker">{ labels.retransmission_queue }</h3>
            if queue.is_empty() {
                <p class="none">{ labels.empty_queue }</p>
            } else {
                <ol>{ for queue.iter().take(LISTED).map(|segment| item(props, segment)) }</ol>
            }
            if rest > 0 {
                <p class="none">{ fill(labels.and_more, &[&rest.to_string()]) }</p>
            }
        </section>
    }
}

fn item(props: &HostProps, segment: &Outstanding) -> Html {
    let labels = props.labels();
    let last = last_transmission(&props.timeline, props.side, segment);
    let is_selected = last.is_some() && props.segment == last;
    let to = if is_selected { None } else { last };
    let context = props.context();
    let seconds = |at: tcp::Instant| context.value(props.side, lessons::variables::Value::At(at));
    let sent = match segment.transmissions {
        0 | 1 => fill(labels.sent_once, &[&seconds(segment.last_sent)]),
        times => {
            fill(labels.sent_times, &[&times.to_string(), &seconds(segment.first_sent), &seconds(segment.last_sent)])
        }
    };
    let what = if segment.sacked { Some(labels.sacked) } else { segment.lost.then_some(labels.deemed_lost) };
    html! {
        <li data-seq={props.numbers.show(segment.seq, props.side)} data-sacked={segment.sacked.to_string()}
            data-lost={segment.lost.to_string()}>
            <button
                aria-pressed={is_selected.to_string()}
                onclick={props.act.reform(move |_| Action::SelectSegment(to))}
            >
                <span class="mono">
                    { range(props, segment.seq, segment.len(), props.side) }
                    if segment.syn {
                        { " SYN" }
                    }
                    if segment.fin {
                        { " FIN" }
                    }
                </span>
                <small>
                    { sent }
                    if let Some(what) = what {
                        { " " }<strong class={if segment.sacked { "is-sacked" } else { "is-lost" }}>{ what }</strong>
                    }
                </small>
            </button>
        </li>
    }
}

/// The numbers that `len` octets from `seq` on have, which `of` sends.
pub(super) fn range(props: &HostProps, seq: Seq, len: u32, of: Side) -> String {
    let show = |seq| props.numbers.show(seq, of);
    if len < 2 { show(seq) } else { [&show(seq), "–", &show(seq + (len - 1))].concat() }
}

/// The transmission with which `segment` was sent last. They are in the order of time.
fn last_transmission(timeline: &Timeline, side: Side, segment: &Outstanding) -> Option<usize> {
    let sent = &timeline.transmissions;
    let end = sent.partition_point(|sent| sent.sent <= segment.last_sent);
    let at_that_time = sent[..end].iter().rev().take_while(|sent| sent.sent == segment.last_sent);
    let of_it = |sent: &sim::Transmission| {
        let is_ours = sent.id.from == side && !sent.id.forged && sent.stranger.is_none();
        is_ours && segment.seq.within(sent.segment.seq, sent.segment.len().max(1))
    };
    at_that_time.enumerate().find(|(_, sent)| of_it(sent)).map(|(back, _)| end - 1 - back)
}
