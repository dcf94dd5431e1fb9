//! The arithmetic under the numbers of a segment: SEG.SEQ, SEG.ACK and SEG.WND.

use tcp::{AckRule, Advance, SeqRule, WindowRule};

use super::super::scene::{Scene, Sent};
use super::sum;

/// The lines under SEG.SEQ.
pub(crate) fn seq(scene: &Scene, sent: &Sent<'_>) -> Vec<String> {
    let seq = scene.seq_of(sent.transmission);
    match sent.why.seq {
        SeqRule::Iss => vec![format!("SEG.SEQ = ISS = {seq}")],
        SeqRule::Next { from } if from.to() == from.from => vec![format!("SEG.SEQ = SND.NXT = {seq}")],
        SeqRule::Next { from } => {
            vec![step("SND.NXT", scene.own(from.from), from), format!("SEG.SEQ = SND.NXT = {seq}")]
        }
        SeqRule::Original { snd_nxt } => {
            let oldest = if sent.is_the_oldest() { "SND.UNA = " } else { "" };
            vec![format!("SEG.SEQ = {oldest}{seq}"), format!("SND.NXT = {}", scene.own(snd_nxt))]
        }
        SeqRule::WindowEdge { snd_una, snd_wnd, snd_nxt } => vec![
            sum("SEG.SEQ", scene.own(snd_una), &[snd_wnd]).replace('←', "= SND.UNA + SND.WND ="),
            format!("SND.NXT = {}", scene.own(snd_nxt)),
        ],
        SeqRule::BeforeNext { snd_nxt } => vec![format!("SEG.SEQ = SND.NXT − 1 = {} − 1 = {seq}", scene.own(snd_nxt))],
        SeqRule::FromAck { seg_ack } => vec![format!("SEG.SEQ ← SEG.ACK = {}", scene.own(seg_ack))],
        SeqRule::Zero => vec!["SEG.SEQ = 0".to_owned()],
    }
}

/// The lines under SEG.ACK.
pub(crate) fn ack(scene: &Scene, sent: &Sent<'_>) -> Vec<String> {
    let segment = &sent.transmission.segment;
    let ack = scene.peers(segment.ack);
    match sent.why.ack {
        AckRule::Absent => Vec::new(),
        AckRule::Next { .. } if sent.repeats_because_of_a_gap() => {
            vec![format!("SEG.ACK = RCV.NXT = {ack}")]
        }
        AckRule::Next { from } => {
            let new = from.text.saturating_sub(sent.held);
            let terms = [u32::from(from.syn), new, from.text - new, u32::from(from.fin)];
            vec![sum("RCV.NXT", scene.peers(from.from), &terms), format!("SEG.ACK = RCV.NXT = {ack}")]
        }
        AckRule::Covers { seg_seq, seg_len } => {
            vec![sum("SEG.ACK", scene.peers(seg_seq), &[seg_len]).replace('←', "← SEG.SEQ + SEG.LEN =")]
        }
    }
}

/// The lines under SEG.WND.
pub(crate) fn window(sent: &Sent<'_>) -> Vec<String> {
    match sent.why.window {
        WindowRule::Free { shift, buffer, unread, wnd } => {
            let free = buffer.saturating_sub(unread);
            let mut lines = vec![format!("RCV.BUFF − RCV.USER = {buffer} − {unread} = {free}")];
            if wnd < free && sent.fills_the_field() {
                lines.push(format!("RCV.WND = min({free}, {}) = {wnd}", scaled("65535", shift, "<<")));
            }
            let wnd_of_segment = sent.transmission.segment.window;
            lines.push(if shift == 0 {
                format!("SEG.WND = RCV.WND = {wnd_of_segment}")
            } else {
                format!("SEG.WND = RCV.WND >> {shift} = {} = {wnd_of_segment}", scaled(&wnd.to_string(), shift, ">>"))
            });
            lines
        }
        WindowRule::Nothing => vec!["SEG.WND = 0".to_owned()],
    }
}

/// `number << shift`, or the number alone where nothing is shifted.
fn scaled(number: &str, shift: u8, way: &str) -> String {
    if shift == 0 { number.to_owned() } else { format!("{number} {way} {shift}") }
}

/// Control bits and text that a number steps over.
fn step(name: &str, from: u32, over: Advance) -> String {
    sum(name, from, &[u32::from(over.syn), over.text, u32::from(over.fin)])
}
