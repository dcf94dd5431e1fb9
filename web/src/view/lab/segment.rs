//! A segment made by hand: every field of its header, its options, its text, and a checksum that may be wrong.

use bytes::Bytes;
use markup::html;
use sim::{Checksum, HeaderBits, Side};
use wire::{Flags, SackBlock, Segment, Seq, TcpOption};
use yew::prelude::*;

use super::calls::when;
use super::field::{Number, choice, number, text};
use crate::labels::lab::{LabLabels, lab};
use crate::model::{Action, Lab, Model, Sample, SegmentDraft};
use crate::view::ViewProps;

pub(super) fn segment(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = lab(model.view.lang);
    let draft = model.segment_draft();
    let fits = fits(model);
    html! {
        <div class="lab-body">
            <p class="hint">{ labels.segment_hint }</p>
            { origin(props, labels, &draft) }
            { when(props) }
            { numbers(props, &draft) }
            { flags(props, labels, &draft) }
            { options(props, labels, &draft) }
            { last(props, labels, &draft) }
            if !fits {
                <p class="field-error">{ labels.too_long }</p>
            }
            <div class="lab-row">
                <button type="button" class="strong" data-control="inject" disabled={!fits}
                    onclick={act.reform(|_| Action::Inject)}>{ labels.inject }</button>
            </div>
        </div>
    }
}

/// Whether the segment that is being made can be put on the path.
pub(super) fn fits(model: &Model) -> bool {
    model.edits.scenario().can_inject(&model.segment_draft().injection(model.moment_of_lab()))
}

/// Another draft, as an action.
fn drafted(props: &ViewProps, draft: &SegmentDraft, change: impl Fn(&mut Segment)) -> Action {
    let mut draft = draft.clone();
    change(&mut draft.segment);
    with_draft(props, draft)
}

fn with_draft(props: &ViewProps, draft: SegmentDraft) -> Action {
    Action::Lab(Box::new(Lab { segment: Some(draft), problem: None, ..props.model.lab.clone() }))
}

/// In whose name it goes, and what it begins from.
fn origin(props: &ViewProps, labels: &'static LabLabels, draft: &SegmentDraft) -> Html {
    let ViewProps { model, act } = props;
    let from = draft.from;
    let sides = [labels.client.into(), labels.server.into()];
    let to_side = {
        let (client, server) = Side::BOTH.map(|side| with_draft(props, model.sample(side, Sample::Fitting))).into();
        move |at: usize| if at == 0 { client.clone() } else { server.clone() }
    };
    let sample = |sample: Sample| {
        let action = with_draft(props, model.sample(from, sample));
        html! {
            <button type="button" onclick={act.reform(move |_| action.clone())}>{ (labels.samples)(sample) }</button>
        }
    };
    html! {
        <>
            { choice(props, "made-from".into(), labels.in_the_name_of.into(), &sides, from as usize, to_side) }
            <fieldset class="lab-group">
                <legend>{ labels.sample }</legend>
                <div class="lab-row">{ for Sample::ALL.into_iter().map(sample) }</div>
            </fieldset>
        </>
    }
}

/// A number of the segment: what it is, and what another one makes of the segment.
fn field(
    props: &ViewProps,
    draft: &SegmentDraft,
    (id, label): (&str, &'static str),
    (value, largest): (u32, u32),
    set: impl Fn(&mut Segment, u32) + 'static,
) -> Html {
    let of = (props.clone(), draft.clone());
    let field = Number { value: Some(value.to_string()), ..made(id, label, largest) };
    number(props, field, move |number| drafted(&of.0, &of.1, |segment| set(segment, number.unwrap_or(0))))
}

fn made(id: &str, label: &'static str, largest: u32) -> Number {
    let id = ["made-", id].concat();
    Number { id, label: label.into(), unit: "", value: None, placeholder: None, least: 0, largest }
}

/// What of the header follows from the rest, unless it is written otherwise: the data offset and the reserved bits.
fn header_bits(props: &ViewProps, draft: &SegmentDraft) -> Html {
    const MOST: u32 = 15;
    let of = (props.clone(), draft.clone());
    let bits = move |change: &dyn Fn(&mut HeaderBits)| {
        let mut draft = of.1.clone();
        change(&mut draft.header);
        with_draft(&of.0, draft)
    };
    let (set_offset, set_reserved) = (bits.clone(), bits);
    let own = draft.segment.header_len() / 4;
    let offset = Number {
        value: draft.header.data_offset.map(|offset| offset.to_string()),
        placeholder: Some(own.to_string()),
        ..made("data-offset", "DO", MOST)
    };
    let reserved = Number { value: Some(draft.header.reserved.to_string()), ..made("reserved", "RSRV", MOST) };
    html! {
        <>
            { number(props, offset, move |number| set_offset(&|bits| bits.data_offset = number.map(octet))) }
            { number(props, reserved, move |number| set_reserved(&|bits| bits.reserved = octet(number.unwrap_or(0)))) }
        </>
    }
}

/// The fields of the header that are numbers, under the names that the header has. Sequence numbers are written as they
/// are shown.
fn numbers(props: &ViewProps, draft: &SegmentDraft) -> Html {
    const WORD: u32 = u16::MAX as u32;
    let numbers = props.model.numbers();
    let (from, peer) = (draft.from, draft.from.peer());
    let segment = &draft.segment;
    html! {
        <div class="lab-pairs">
            { field(props, draft, ("src-port", "SRC"), (segment.src_port.into(), WORD), |s, n| s.src_port = short(n)) }
            { field(props, draft, ("dst-port", "DST"), (segment.dst_port.into(), WORD), |s, n| s.dst_port = short(n)) }
            { field(props, draft, ("seq", "SEQ"), (numbers.value(segment.seq, from), u32::MAX), move |s, n| {
                s.seq = numbers.read(n, from);
            }) }
            { field(props, draft, ("ack", "ACK"), (numbers.value(segment.ack, peer), u32::MAX), move |s, n| {
                s.ack = numbers.read(n, peer);
            }) }
            { header_bits(props, draft) }
            { field(props, draft, ("window", "WND"), (segment.window.into(), WORD), |s, n| s.window = short(n)) }
            { field(props, draft, ("urgent", "UP"), (segment.urgent.into(), WORD), |s, n| s.urgent = short(n)) }
        </div>
    }
}

fn flags(props: &ViewProps, labels: &'static LabLabels, draft: &SegmentDraft) -> Html {
    let one = |(flag, name): (Flags, &'static str)| {
        let checked = draft.segment.has(flag);
        let toggled = drafted(props, draft, |segment| segment.flags = Flags(segment.flags.0 ^ flag.0));
        html! {
            <label class="lab-check mono">
                <input type="checkbox" data-flag={name} {checked} oninput={props.act.reform(move |_| toggled.clone())} />
                { name }
            </label>
        }
    };
    html! {
        <fieldset class="lab-group">
            <legend>{ labels.flags }</legend>
            <div class="lab-row">{ for Flags::NAMED.into_iter().map(one) }</div>
        </fieldset>
    }
}

/// Blocks that the longest header has room for (RFC 2018 section 3).
const MOST_BLOCKS: usize = 4;

/// An option by its name, whether another is of its kind, and what it begins with where it is added.
type OptionKind = (&'static str, fn(&TcpOption) -> bool, TcpOption);

/// The options: each there or not, and its numbers.
fn options(props: &ViewProps, labels: &'static LabLabels, draft: &SegmentDraft) -> Html {
    let segment = &draft.segment;
    let numbers = props.model.numbers();
    let peer = draft.from.peer();
    let of = |kind: fn(&TcpOption) -> bool| segment.options.iter().find(|option| kind(option));
    let added: [OptionKind; 7] = [
        ("MSS", |option| matches!(option, TcpOption::Mss(_)), TcpOption::Mss(1460)),
        ("WS", |option| matches!(option, TcpOption::WindowScale(_)), TcpOption::WindowScale(7)),
        ("SACK-OK", |option| matches!(option, TcpOption::SackPermitted), TcpOption::SackPermitted),
        (
            "SACK",
            |option| matches!(option, TcpOption::Sack(_)),
            TcpOption::Sack(vec![SackBlock { left: segment.ack + 100, right: segment.ack + 200 }]),
        ),
        ("TS", |option| matches!(option, TcpOption::Timestamps { .. }), TcpOption::Timestamps { value: 1, echo: 0 }),
        ("NOP", |option| matches!(option, TcpOption::Nop), TcpOption::Nop),
        // Kinds 253 and 254 are for experiments (RFC 9293 section 3.2).
        (
            "KIND",
            |option| matches!(option, TcpOption::Unknown { .. }),
            TcpOption::Unknown { kind: 253, data: Bytes::new() },
        ),
    ];
    let toggle = |(name, kind, option): &OptionKind| {
        let checked = of(*kind).is_some();
        let toggled = drafted(props, draft, |segment| {
            if checked {
                segment.options.retain(|option| !kind(option));
            } else {
                segment.options.push(option.clone());
            }
        });
        html! {
            <label class="lab-check mono">
                <input type="checkbox" data-option={*name} {checked} oninput={props.act.reform(move |_| toggled.clone())} />
                { *name }
            </label>
        }
    };
    let values = segment.options.iter().enumerate().map(|(at, option)| match option {
        TcpOption::Mss(mss) => field(props, draft, ("mss", "MSS"), ((*mss).into(), 65_535), move |s, n| {
            s.options[at] = TcpOption::Mss(short(n));
        }),
        TcpOption::WindowScale(shift) => field(props, draft, ("scale", "WS"), ((*shift).into(), 255), move |s, n| {
            s.options[at] = TcpOption::WindowScale(u8::try_from(n).unwrap_or(u8::MAX));
        }),
        TcpOption::Sack(blocks) => {
            let edge = |nth: usize, name: &str, label: &'static str, edge: fn(&mut SackBlock) -> &mut Seq| {
                let (id, value) = ([name, &nth.to_string()].concat(), *edge(&mut blocks[nth].clone()));
                let all = blocks.clone();
                field(props, draft, (&id, label), (numbers.value(value, peer), u32::MAX), move |s, n| {
                    let mut blocks = all.clone();
                    *edge(&mut blocks[nth]) = numbers.read(n, peer);
                    s.options[at] = TcpOption::Sack(blocks);
                })
            };
            let block = |nth: usize| {
                html! {
                    <>
                        { edge(nth, "sack-left-", "SACK [", |block| &mut block.left) }
                        { edge(nth, "sack-right-", "SACK )", |block| &mut block.right) }
                    </>
                }
            };
            let with = |blocks: Vec<SackBlock>| {
                let action = drafted(props, draft, |s| s.options[at] = TcpOption::Sack(blocks.clone()));
                props.act.reform(move |_: MouseEvent| action.clone())
            };
            let more = blocks.last().map(|last| SackBlock { left: last.right + 100, right: last.right + 200 });
            html! {
                <>
                    { for (0..blocks.len()).map(block) }
                    <button type="button" data-control="sack-more" disabled={blocks.len() >= MOST_BLOCKS}
                        onclick={with(blocks.iter().copied().chain(more).collect())}>{ labels.sack_more }</button>
                    <button type="button" data-control="sack-less" disabled={blocks.len() < 2}
                        onclick={with(blocks[..blocks.len().max(2) - 1].to_vec())}>{ labels.sack_less }</button>
                </>
            }
        }
        TcpOption::Unknown { kind, data } => {
            let (kind, data) = (*kind, data.clone());
            let written = data.clone();
            let of = (props.clone(), draft.clone());
            html! {
                <>
                    { field(props, draft, ("kind", "KIND"), (kind.into(), u8::MAX.into()), move |s, n| {
                        s.options[at] = TcpOption::Unknown { kind: octet(n), data: data.clone() };
                    }) }
                    { text(props, "made-kind-data".into(), labels.option_text, String::from_utf8_lossy(&written).into_owned(),
                        move |text| drafted(&of.0, &of.1, |s| {
                            s.options[at] = TcpOption::Unknown { kind, data: Bytes::from(text.clone().into_bytes()) };
                        })) }
                </>
            }
        }
        TcpOption::Timestamps { value, echo } => {
            let (value, echo) = (*value, *echo);
            html! {
                <>
                    { field(props, draft, ("ts-value", "TSval"), (value, u32::MAX), move |s, value| {
                        s.options[at] = TcpOption::Timestamps { value, echo };
                    }) }
                    { field(props, draft, ("ts-echo", "TSecr"), (echo, u32::MAX), move |s, echo| {
                        s.options[at] = TcpOption::Timestamps { value, echo };
                    }) }
                </>
            }
        }
        TcpOption::SackPermitted | TcpOption::End | TcpOption::Nop => Html::default(),
    });
    html! {
        <fieldset class="lab-group">
            <legend>{ labels.options }</legend>
            <div class="lab-row">{ for added.iter().map(toggle) }</div>
            <div class="lab-pairs">{ for values }</div>
        </fieldset>
    }
}

/// The text and the checksum.
fn last(props: &ViewProps, labels: &'static LabLabels, draft: &SegmentDraft) -> Html {
    let written = String::from_utf8_lossy(&draft.segment.text).into_owned();
    let of = (props.clone(), draft.clone());
    let set_text =
        move |text: String| drafted(&of.0, &of.1, |segment| segment.text = Bytes::from(text.clone().into_bytes()));
    let of = (props.clone(), draft.clone());
    let set_checksum = move |at: usize| {
        let checksum = if at == 0 { Checksum::Right } else { Checksum::Wrong };
        with_draft(&of.0, SegmentDraft { checksum, ..of.1.clone() })
    };
    let checksums = [labels.checksum_right.into(), labels.checksum_wrong.into()];
    let chosen = usize::from(draft.checksum == Checksum::Wrong);
    html! {
        <>
            { text(props, "made-text".into(), labels.text, written, set_text) }
            { choice(props, "made-checksum".into(), labels.checksum.into(), &checksums, chosen, set_checksum) }
        </>
    }
}

fn octet(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn short(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
