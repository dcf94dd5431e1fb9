//! What must hold of an endpoint at every moment, whatever it was given.

use tcp::{Cause, State, Status, Transmit};
use wire::{Flags, Seq};

/// Octets that may wait in a send buffer.
const SEND_BUFFER: u32 = 16 << 20;

/// What must hold of one moment.
pub(super) fn of_status(status: &Status, next_timeout: bool) -> Result<(), String> {
    circle(status)?;
    retransmission_queue(status)?;
    memory(status)?;
    if matches!(status.state, State::Closed | State::Listen) {
        // Section 3.10.7.1: in CLOSED there is no TCB, so nothing waits for time. Nor does LISTEN.
        holds(status.timers.is_empty() && !next_timeout, || format!("{} keeps a timer: {:?}", status.state, status))?;
        holds(status.outstanding.is_empty(), || format!("{} keeps what is outstanding", status.state))?;
    }
    if matches!(status.state, State::Listen | State::SynSent) {
        holds(status.unread == 0 && status.received == 0 && status.held.is_empty(), || {
            format!("{} has text of an earlier connection: {} octets", status.state, status.unread)
        })?;
    }
    Ok(())
}

/// What must hold between one moment of a connection and the next: no number goes back.
pub(super) fn of_step(before: &Status, after: &Status) -> Result<(), String> {
    if let (Some(old), Some(new)) = (before.snd, after.snd)
        && old.iss == new.iss
    {
        holds(old.una.at_or_before(new.una), || format!("SND.UNA goes back from {} to {}", old.una, new.una))?;
        // A window probe that was not taken is taken back, which is one octet.
        holds(new.nxt - old.nxt < 1 << 31 || old.nxt - new.nxt == 1, || {
            format!("SND.NXT goes back from {} to {}", old.nxt, new.nxt)
        })?;
    }
    if let (Some(old), Some(new)) = (before.rcv, after.rcv)
        && old.irs == new.irs
    {
        holds(old.nxt.at_or_before(new.nxt), || format!("RCV.NXT goes back from {} to {}", old.nxt, new.nxt))?;
        // SHLD-14: the right edge of the window does not shrink. Past the peer's FIN nothing can come any more.
        let (edge, new_edge) = (old.nxt + old.wnd, new.nxt + new.wnd);
        holds(edge.at_or_before(new_edge), || {
            format!("the receive window's right edge shrinks: {edge} to {new_edge}")
        })?;
    }
    Ok(())
}

/// What must hold of a segment that goes out.
pub(super) fn of_transmit(transmit: &Transmit, status: &Status, port: u16) -> Result<(), String> {
    let segment = &transmit.segment;
    let said = || format!("{} seq={} ack={} {:?}", segment.flags, segment.seq, segment.ack, transmit.why.cause);
    holds(segment.src_port == port, || format!("a foreign source port: {}", said()))?;
    let flags = segment.flags;
    let exclusive = [Flags::SYN, Flags::FIN, Flags::RST].into_iter().filter(|flag| flags.has(*flag)).count();
    holds(exclusive < 2, || format!("flags that exclude each other: {}", said()))?;
    if flags.has(Flags::RST) {
        return holds(segment.text.is_empty(), || format!("a reset with text: {}", said()));
    }
    let Some(snd) = status.snd else { return Err(format!("{} sends {}", status.state, said())) };
    holds(segment.text_len() <= status.send_mss.into(), || format!("more than the send MSS: {}", said()))?;
    // RFC 9293 section 3.8.4: a keep-alive probe begins before SND.NXT, where it must be answered.
    if transmit.why.cause == Cause::KeepAliveProbe {
        return holds(segment.seq + 1 == snd.nxt && segment.is_empty(), || format!("no keep-alive probe: {}", said()));
    }
    // Section 3.8.6.1: a window probe has the next octet, which counts only once it is acknowledged, or none.
    if transmit.why.cause == Cause::WindowProbe {
        let is_next = segment.seq == snd.nxt && segment.len() == 1;
        let is_known = segment.seq + 1 == snd.nxt && segment.is_empty();
        return holds(is_next || is_known, || format!("no window probe: {}", said()));
    }
    // What goes out lies between SND.UNA and SND.NXT, which by then is past it.
    let is_sent = segment.seq - snd.una <= snd.nxt - snd.una && segment.end() - snd.una <= snd.nxt - snd.una;
    holds(is_sent, || format!("outside SND.UNA={} to SND.NXT={}: {}", snd.una, snd.nxt, said()))?;
    match status.rcv {
        Some(rcv) => holds(flags.has(Flags::ACK) && segment.ack == rcv.nxt, || {
            format!("does not acknowledge RCV.NXT={}: {}", rcv.nxt, said())
        }),
        None => holds(!flags.has(Flags::ACK), || format!("acknowledges what never came: {}", said())),
    }
}

/// SND.UNA =< SND.NXT, on the circle.
fn circle(status: &Status) -> Result<(), String> {
    let Some(snd) = status.snd else { return Ok(()) };
    holds(snd.nxt - snd.una < 1 << 31, || format!("SND.UNA={} lies beyond SND.NXT={}", snd.una, snd.nxt))
}

/// What is outstanding covers SND.UNA to SND.NXT without a gap.
fn retransmission_queue(status: &Status) -> Result<(), String> {
    let Some(snd) = status.snd else {
        return holds(status.outstanding.is_empty(), || format!("{} has something outstanding", status.state));
    };
    let mut at: Seq = snd.una;
    for segment in &status.outstanding {
        holds(segment.seq == at && !segment.is_empty(), || {
            format!("the retransmission queue is torn at {at}: {:?}", status.outstanding)
        })?;
        at = segment.end();
    }
    holds(at == snd.nxt, || format!("the retransmission queue ends at {at} and SND.NXT is {}", snd.nxt))
}

/// No buffer holds more than it may.
fn memory(status: &Status) -> Result<(), String> {
    holds(status.unsent <= SEND_BUFFER, || format!("{} octets wait to be sent", status.unsent))?;
    let held: u32 = status.held.iter().map(|held| held.len).sum();
    let in_use = u64::from(status.unread) + u64::from(held);
    holds(in_use <= status.receive_buffer.into(), || {
        format!("the receive buffer of {} octets holds {} + {held}", status.receive_buffer, status.unread)
    })?;
    let Some(rcv) = status.rcv else { return Ok(()) };
    holds(status.unread + rcv.wnd <= status.receive_buffer, || {
        format!("a window of {} beside {} unread of {}", rcv.wnd, status.unread, status.receive_buffer)
    })?;
    for held in &status.held {
        let ahead = held.seq - rcv.nxt;
        holds(ahead > 0 && ahead < 1 << 31 && ahead + held.len <= rcv.wnd, || {
            format!("{held:?} is held outside the window of {} from {}", rcv.wnd, rcv.nxt)
        })?;
    }
    Ok(())
}

pub(super) fn holds(condition: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(otherwise()) }
}
