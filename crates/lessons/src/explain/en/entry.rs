//! What happened, in one line of English.

use std::time::Duration;

use sim::{Call, Fate, Outcome, Side};
use tcp::{CallError, Ending, Timer};
use wire::Flags;

use super::super::field::PortFrom;
use super::super::scene::{Look, Scene};
use super::super::span::duration;
use super::{name, octets, world};
use crate::Lang::En;

/// "Client calls connect, which blocks".
pub(crate) fn called(scene: &Scene, call: Option<&Call>, blocks: bool, error: Option<CallError>) -> Option<String> {
    let call = call_name(call?);
    let how = match error {
        Some(error) => format!(", which fails: {}", refused(error)),
        None if blocks => ", which blocks".to_owned(),
        None => String::new(),
    };
    Some(format!("{} calls {call}{how}", subject(scene.side)))
}

/// "Client: connect returns, the connection is established".
pub(crate) fn returned(scene: &Scene, call: Option<&Call>, outcome: Outcome) -> Option<String> {
    let call = call_name(call?);
    let with = match outcome {
        Outcome::Connected => "returns, the connection is established".to_owned(),
        Outcome::Text { octets: count, more: false } => format!("returns {}", octets(count)),
        Outcome::Text { octets: count, more: true } => format!("takes {} and waits for more", octets(count)),
        Outcome::Handed { octets: count, more: false } => {
            format!("returns: the rest of it, {}, is in the send buffer", octets(count))
        }
        Outcome::Handed { octets: count, more: true } => {
            format!("puts {} more into the send buffer and waits for room", octets(count))
        }
        Outcome::Refused(error) => format!("fails: {}", refused(error)),
        Outcome::EndOfStream => "returns the end of the stream: the peer has closed".to_owned(),
        Outcome::Awake => "is over".to_owned(),
        Outcome::Failed(ending) => format!("fails: {}", ended(ending)),
    };
    Some(format!("{}: {call} {with}", subject(scene.side)))
}

/// "By hand: client calls send (5 octets), which fails: the connection is closing".
pub(crate) fn acted(scene: &Scene, call: Option<&Call>, error: Option<CallError>, taken: u32) -> Option<String> {
    let call = call?;
    let receives = matches!(call, Call::Recv { .. } | Call::RecvToEnd);
    let how = match error {
        Some(CallError::Closing) if receives => ", which gives the end of the stream: the peer has closed".to_owned(),
        Some(error) => format!(", which fails: {}", refused(error)),
        None if receives && taken == 0 => ", which gives nothing, since nothing is there".to_owned(),
        None if receives => format!(", which gives {}", octets(taken)),
        None => String::new(),
    };
    Some(format!("By hand: {} calls {}{how}", name(scene.side), call_name(call)))
}

/// "Server sends SYN,ACK, seq 907113500, ack 4021337002".
pub(crate) fn sent(look: &Look<'_>) -> String {
    if look.sent.id.forged {
        return format!("Made by hand in the {}'s name: {}", name(look.scene.side), segment(look));
    }
    let verb = if look.sent.is_retransmission() { "retransmits" } else { "sends" };
    format!("{} {verb} {}", subject(look.scene.side), segment(look))
}

/// "SYN,ACK, seq 907113500, ack 4021337002, reaches the client".
pub(crate) fn arrived(look: &Look<'_>) -> String {
    let peer = name(look.scene.side.peer());
    let copy = look.sent.copies.get(look.copy);
    let how = match copy.map(|copy| copy.fate) {
        Some(Fate::Corrupted { .. }) => ", damaged on the way",
        _ if look.copy > 0 => ", a second time",
        _ => "",
    };
    let waited = copy.map(|copy| copy.waited).filter(|waited| !waited.is_zero());
    let waited = waited.map(|waited| format!(", after {} in the router's queue", duration(waited, En)));
    format!("{} reaches the {peer}{how}{}", segment(look), waited.unwrap_or_default())
}

/// "The client's SYN, seq 4021337001 is lost on the path". Of a capture that is likely at best.
pub(crate) fn lost(look: &Look<'_>) -> String {
    let how = match look.sent.copies.get(look.copy).map(|copy| copy.fate) {
        Some(Fate::Stopped(stop)) => world::stopped(stop),
        Some(Fate::QueueFull) => "dropped by the router: its queue is full",
        _ if look.is_captured() => "likely lost on the path",
        _ => "lost on the path",
    };
    format!("{} from the {} is {how}", segment(look), name(look.scene.side))
}

/// "Client's retransmission timer expires after 1 s".
pub(crate) fn expired(scene: &Scene, timer: Timer, waited: Option<Duration>) -> String {
    let timer = match timer {
        Timer::Retransmission => "retransmission timer",
        Timer::Persist => "persist timer",
        Timer::TimeWait => "TIME-WAIT timer",
        Timer::DelayedAck => "delayed-ACK timer",
        Timer::SillyWindow => "override timer",
        Timer::KeepAlive => "keep-alive timer",
        Timer::User => "user timeout",
        Timer::FinWait2 => "FIN-WAIT-2 timer",
    };
    let after = waited.map(|span| format!(" after {}", duration(span, En))).unwrap_or_default();
    format!("{}'s {timer} expires{after}", subject(scene.side))
}

fn subject(side: Side) -> &'static str {
    match side {
        Side::Client => "Client",
        Side::Server => "Server",
    }
}

/// The segment by what it says.
fn segment(look: &Look<'_>) -> String {
    let segment = &look.sent.segment;
    let flags = if segment.flags == Flags::NONE { "segment".to_owned() } else { segment.flags.to_string() };
    let mut line = format!("{flags}, seq {}", look.scene.seq_of(look.sent));
    if segment.has(Flags::ACK) {
        line.push_str(&format!(", ack {}", look.scene.peers(segment.ack)));
    }
    if !segment.text.is_empty() {
        line.push_str(&format!(", {}", octets(segment.text_len())));
    }
    line.extend(world::stranger(look.sent));
    line
}

fn call_name(call: &Call) -> String {
    match call {
        Call::Listen => "listen".to_owned(),
        Call::Accept => "accept".to_owned(),
        Call::Connect => "connect".to_owned(),
        Call::Send { .. } => format!("send ({})", octets(u32::try_from(call.octet_count()).unwrap_or(u32::MAX))),
        Call::Recv { octets: count } => format!("recv ({})", octets(*count)),
        Call::RecvToEnd => "recv (to the end)".to_owned(),
        Call::SendUrgent { .. } => {
            format!("send (MSG_OOB, {})", octets(u32::try_from(call.octet_count()).unwrap_or(u32::MAX)))
        }
        Call::Close => "shutdown".to_owned(),
        Call::Release => "close".to_owned(),
        Call::Abort => "abort".to_owned(),
        Call::Sleep { ms } => format!("sleep ({})", duration(Duration::from_millis((*ms).into()), En)),
    }
}

fn refused(error: CallError) -> &'static str {
    match error {
        CallError::AlreadyExists => "there is a connection already",
        CallError::DoesNotExist => "there is no connection",
        CallError::RemoteUnspecified => "the peer is not known",
        CallError::InvalidRemote => "no host can have that address",
        CallError::Closing => "the connection is closing",
        CallError::InsufficientResources => "the send buffer is full",
    }
}

pub(super) fn ended(ending: Ending) -> &'static str {
    match ending {
        Ending::Closed => "the connection is closed",
        Ending::Refused => "connection refused",
        Ending::Reset => "connection reset",
        Ending::TimedOut => "timed out",
        Ending::Aborted => "aborted",
        Ending::Unreachable => "the peer cannot be reached",
    }
}

/// Where a port comes from.
pub(crate) fn port(from: PortFrom) -> &'static str {
    match from {
        PortFrom::Bind => "The program has given its socket this port by `bind`, and listens there.",
        PortFrom::Picked => "The program has named no port of its own, so the system picked a free one at `connect`.",
        PortFrom::Connect => "The program named it in `connect`: it is where the server listens.",
        PortFrom::Syn => "The SYN that opened the connection came from this port, and answers go back there.",
    }
}
