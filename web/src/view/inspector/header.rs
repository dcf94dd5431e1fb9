//! The header tab: one segment's frame as the 32-bit grids of the RFCs, its octets, and the field that is selected.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::Lang;
use markup::{html, later};
use sim::{Timeline, Vantage};
use wire::fields::{FieldId, Header};
use yew::prelude::*;

use super::{field, focus, grid, octets, sum};
use crate::labels::anatomy::AnatomyLabels;
use crate::labels::header::HeaderLabels;
use crate::labels::inspector::fill;
use crate::model::Action;
use crate::view::anatomy::{Anatomy, Origin, Part};
use crate::view::segment::{Reception, SegmentProps};

/// A part's name.
pub(crate) fn part_label(lang: Lang, part: Part) -> &'static str {
    let (labels, words) = (AnatomyLabels::of(lang), HeaderLabels::of(lang));
    match part {
        Part::Ethernet => labels.part_ethernet,
        Part::Vlan => words.part_vlan,
        Part::Cooked => words.part_cooked,
        Part::Loopback => words.part_loopback,
        Part::Ipv4 => labels.part_ipv4,
        Part::Ipv6 => words.part_ipv6,
        Part::Extension => words.part_extension,
        Part::Tcp => labels.part_tcp,
        Part::Text => labels.part_text,
        Part::Padding => labels.part_padding,
        Part::Fcs => labels.part_trailer,
        Part::Other => words.part_other,
    }
}

/// The tab as a whole.
#[later(segment)]
pub(super) fn header_tab(props: &SegmentProps) -> Html {
    html! { <HeaderTab ..props.clone() /> }
}

#[component]
fn HeaderTab(props: &SegmentProps) -> Html {
    let labels = props.labels();
    let received = props.vantage == Vantage::Receiver && props.reception == Reception::Received;
    let vantage = if received { Vantage::Receiver } else { Vantage::Sender };
    let key = (props.timeline.clone(), props.index, received);
    let anatomy = use_memo(PointerKey(key), |_| props.anatomy(vantage));
    let datagram = use_memo(PointerKey((props.timeline.clone(), props.index, false)), |_| {
        // What was captured is held against nothing: not all of its text may be there.
        (*anatomy).as_ref().filter(|anatomy| anatomy.origin == Origin::Run)?;
        Anatomy::of_datagram(&props.timeline.scenario, props.sent()?)
    });
    let content = match &*anatomy {
        Some(anatomy) => {
            let is_udp = props.field.is_some_and(|id| id.spec().header == Header::Udp);
            let described = (*datagram).as_ref().filter(|_| is_udp).unwrap_or(anatomy);
            html! {
            <>
                { map(props, anatomy) }
                <div class="frame" role="group" aria-label={labels.header} onkeydown={arrows(props, anatomy, Focus::Follows)}>
                    { grid::parts(props, anatomy) }
                </div>
                { field::detail(props, described) }
                { sum::worked_out(props, described) }
                { for datagram.iter().map(|datagram| beside(props, anatomy, datagram)) }
                { octets::dump(props, anatomy) }
            </>
            }
        }
        None => html! { <p class="hint">{ labels.damaged }</p> },
    };
    html! {
        <div class="header-tab">
            // A captured packet was seen at one place only.
            if (*anatomy).as_ref().is_none_or(|anatomy| anatomy.origin == Origin::Run) {
                { toggle(props, received) }
            }
            { content }
        </div>
    }
}

/// The datagram that UDP would carry the text in.
fn beside(props: &SegmentProps, segment: &Anatomy, datagram: &Anatomy) -> Html {
    let labels = HeaderLabels::of(props.lang);
    let is_open = props.field.is_some_and(|id| datagram.fields_of(Part::Tcp).iter().any(|field| field.id == id));
    let octets = segment.len(Part::Tcp).to_string();
    html! {
        <details class="udp-header" data-part="udp-header" open={is_open}>
            <summary>{ labels.udp }</summary>
            <p class="hint">{ fill(labels.udp_hint, &[&octets]) }</p>
            <div role="group" aria-label={labels.udp} onkeydown={arrows(props, datagram, Focus::Follows)}>
                { grid::datagram(props, datagram) }
            </div>
        </details>
    }
}

/// What an anatomy is made from: the run by its place in memory.
struct PointerKey((Rc<Timeline>, usize, bool));

impl PartialEq for PointerKey {
    fn eq(&self, other: &PointerKey) -> bool {
        Rc::ptr_eq(&self.0.0, &other.0.0) && (self.0.1, self.0.2) == (other.0.1, other.0.2)
    }
}

/// As sent, or as received.
fn toggle(props: &SegmentProps, received: bool) -> Html {
    let labels = props.labels();
    let reason = match props.reception {
        Reception::Received => None,
        Reception::UnderWay => Some(labels.not_received_yet),
        Reception::Lost => Some(labels.never_received),
    };
    let to = |vantage: Vantage| props.act.reform(move |_: MouseEvent| Action::Vantage(vantage));
    html! {
        <div class="vantage">
            <div class="choice" role="group" aria-label={labels.seen}>
                <button aria-pressed={(!received).to_string()} data-vantage="sender" onclick={to(Vantage::Sender)}>
                    { labels.as_sent }
                </button>
                <button
                    aria-pressed={received.to_string()}
                    data-vantage="receiver"
                    disabled={reason.is_some()}
                    onclick={to(Vantage::Receiver)}
                >
                    { labels.as_received }
                </button>
            </div>
            if let Some(reason) = reason {
                <span class="hint">{ reason }</span>
            }
        </div>
    }
}

/// The parts of the frame in a row. Each leads to its first field.
fn map(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let chosen = props.field.map(Part::of);
    let part = |part: Part| {
        let first = anatomy.fields_of(part).first()?.id;
        let onclick = props.act.reform(move |_| {
            focus(&format!(".inspector [data-field=\"{}\"]", first.spec().slug));
            Action::SelectField(Some(first))
        });
        Some(html! {
            <button
                class={classes!("map-part", format!("part-{}", part.name()))}
                aria-pressed={(chosen == Some(part)).to_string()}
                {onclick}
            >
                { part_label(props.lang, part) }{ " " }<span class="mono">{ anatomy.len(part) }</span>
            </button>
        })
    };
    html! { <div class="frame-map">{ for Part::ALL.into_iter().filter_map(part) }</div> }
}

/// Where the focus is after an arrow key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Focus {
    /// On the cell of the field that was gone to.
    Follows,
    /// Where it was.
    Stays,
}

/// Left and right go from field to field, up and down from row to row. Of fields that are there twice, such as those of
/// two tags, the first one is gone to.
pub(super) fn arrows(props: &SegmentProps, anatomy: &Anatomy, focused: Focus) -> Callback<KeyboardEvent> {
    let mut places: Vec<(FieldId, usize)> = Vec::with_capacity(anatomy.fields.len());
    for field in &anatomy.fields {
        if places.iter().all(|(id, _)| *id != field.id) {
            places.push((field.id, field.bits.start));
        }
    }
    let chosen = props.field;
    let act = props.act.clone();
    Callback::from(move |event: KeyboardEvent| {
        let at = places.iter().position(|(id, _)| Some(*id) == chosen);
        let bit = at.map_or(0, |at| places[at].1);
        let to = match event.key().as_str() {
            "ArrowRight" => at.map_or(0, |at| (at + 1).min(places.len() - 1)),
            "ArrowLeft" => at.map_or(0, |at| at.saturating_sub(1)),
            "ArrowDown" => places.partition_point(|(_, start)| *start <= bit + 32).saturating_sub(1),
            "ArrowUp" => places.partition_point(|(_, start)| *start + 32 <= bit).saturating_sub(1),
            "Home" => 0,
            "End" => places.len() - 1,
            "Escape" if chosen.is_some() => {
                event.stop_propagation();
                act.emit(Action::SelectField(None));
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let Some((id, _)) = places.get(to) else { return };
        act.emit(Action::SelectField(Some(*id)));
        if focused == Focus::Follows {
            focus(&format!(".inspector [data-field=\"{}\"]", id.spec().slug));
        }
    })
}

/// A field's name in a cell of `bits` bits: the whole one if it fits.
pub(super) fn cell_name(id: FieldId, lang: Lang, bits: usize) -> &'static str {
    // A bit is at least 8.5 px wide; a letter takes about 6 px, a Chinese character 11.5 px, of which two lines fit.
    let name = lessons::fields::meaning(id, lang).name;
    let width = bits * 17 / 2;
    let fits = match lang {
        Lang::En => name.len() * 6 + 6 <= width,
        Lang::Zh => name.chars().count().div_ceil(if bits <= 8 { 2 } else { 1 }) * 12 + 6 <= width,
    };
    if fits { name } else { id.spec().short }
}

/// The relative form of a sequence or acknowledgment number, if that is the numbering and it means something.
pub(super) fn relative(props: &SegmentProps, id: FieldId) -> Option<String> {
    if props.numbers.numbering() == lessons::Numbering::Absolute {
        return None;
    }
    let sent = props.sent()?;
    let (segment, from) = (&sent.segment, sent.id.from);
    let number = match id {
        FieldId::TcpSequenceNumber => props.numbers.show(segment.seq, from),
        FieldId::TcpAcknowledgmentNumber if segment.has(wire::Flags::ACK) => {
            props.numbers.show(segment.ack, from.peer())
        }
        _ => return None,
    };
    Some(fill(props.labels().relative, &[&number]))
}
