//! What a listener decides for the many peers that talk to it, in English.

use tcp::{ListenerRule, State};

use super::super::Words;
use super::super::arithmetic::listener::cookie_is_younger_than;
use super::super::span::duration;
use super::entry::ended;
use crate::Lang::En;

/// What a rule says.
pub(crate) fn rule(rule: &ListenerRule) -> Words {
    match *rule {
        ListenerRule::InvalidSource { source } => Words::new(
            "An impossible sender",
            format!(
                "No single host has the address {source}, so there can be no connection with it. The segment is dropped."
            ),
        ),
        ListenerRule::SynQueued { waiting, limit } => Words::new(
            "A place in the SYN queue",
            format!(
                "The listener remembers this SYN until its handshake is complete. Places taken in the SYN queue: \
                 {waiting} of {limit}."
            ),
        ),
        ListenerRule::SynDropped { waiting, limit } => Words::new(
            "The SYN queue is full",
            format!(
                "Places taken in the SYN queue: {waiting} of {limit}. The SYN is dropped without an answer; the peer \
                 will send it again when its timer expires, and there may be a place then."
            ),
        ),
        ListenerRule::CookieSent { irs, cookie, announced, mss } => Words::new(
            "A SYN cookie instead of a place",
            format!(
                "The SYN with number {irs} is answered, and nothing of it is kept: what must be known later is in the \
                 ISS {cookie}, and an ACK of {ack} will bring that back. It costs options: window scale, SACK and \
                 timestamps are lost, and the MSS ({announced}) is kept only as one of eight values, here \
                 {mss}.",
                irs = irs.0,
                cookie = cookie.0,
                ack = (cookie + 1).0,
            ),
        ),
        ListenerRule::CookieCannotSay { announced } => Words::new(
            "An MSS too small for a cookie",
            format!(
                "The peer takes at most {announced} octets of data in a segment, and each of the eight \
                 values that a cookie can hold is more. More than was announced must not be sent, so the SYN is dropped."
            ),
        ),
        ListenerRule::CookieAccepted { cookie, irs, mss, steps } => Words::new(
            "A cookie comes back",
            format!(
                "The ACK brings back {cookie}, a cookie that went out less than {} ago. The connection is ESTABLISHED, \
                 as if the SYN with number {} had been remembered, but without window scale, SACK and timestamps, and \
                 with an MSS of {mss}.",
                duration(cookie_is_younger_than(steps), En),
                irs.0,
                cookie = cookie.0,
            ),
        ),
        ListenerRule::CookieRefused { seg_ack } => Words::new(
            "No cookie of ours",
            format!(
                "The ACK of {} belongs to no connection, and {} is no cookie that went out to this peer of late. It is \
                 treated as any ACK in LISTEN is: a reset answers it.",
                seg_ack.0,
                seg_ack.back(1).0
            ),
        ),
        ListenerRule::HandshakeComplete { waiting, limit } => Words::new(
            "Waiting to be accepted",
            format!(
                "The handshake is complete, and the connection moves to the accept queue, where it waits for the \
                 application's `accept`. Places taken there: {waiting} of {limit}."
            ),
        ),
        ListenerRule::AcceptQueueFull { waiting, limit } => Words::new(
            "The accept queue is full",
            format!(
                "Places taken in the accept queue: {waiting} of {limit}. The ACK that would complete the handshake is \
                 treated as if it had been lost, and the peer may try again."
            ),
        ),
        ListenerRule::HalfOpenEnded { state, waiting } => {
            let why = if state == State::Listen {
                "The peer reset the attempt or began anew."
            } else {
                "The SYN,ACK was retransmitted until R2 and never acknowledged."
            };
            Words::new(
                "A half-open connection ends",
                format!("{why} Its place in the SYN queue is free; places still taken: {waiting}."),
            )
        }
        ListenerRule::EndedBeforeAccept { ending, waiting } => {
            let how = ending.map(|ending| format!(" ({})", ended(ending))).unwrap_or_default();
            Words::new(
                "Ended before it was accepted",
                format!(
                    "The connection is over{how} before the application has called `accept`, so nobody will see it. Its \
                     place in the accept queue is free; places still taken: {waiting}."
                ),
            )
        }
        ListenerRule::Accepted { waiting } => Words::new(
            "Accepted",
            format!(
                "The application takes the connection that has waited longest. Places still taken in the accept queue: \
                 {waiting}."
            ),
        ),
        ListenerRule::AnswerDropped { limit } => Words::new(
            "Too many answers wait",
            format!(
                "At most {limit} answers to peers without a connection may wait to be sent, so that a flood of segments \
                 cannot fill the memory. This one is not made, as if it had been lost on the way."
            ),
        ),
    }
}
