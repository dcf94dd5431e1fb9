//! A connection out of nothing but a cookie that came back.

use wire::{Segment, Seq};

use crate::{Advance, Config, Endpoint, Instant, Opened, ReceiveVariables, Rule, SendVariables, State};

/// What the peer's ACK and the cookie in it tell of the handshake that nobody remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Handshake {
    /// The number of our SYN: the cookie.
    pub(crate) iss: Seq,
    /// The number of the peer's SYN.
    pub(crate) irs: Seq,
    /// The peer's MSS, as far as the cookie could say it.
    pub(crate) mss: u16,
}

impl Endpoint {
    /// An endpoint in ESTABLISHED that goes on as if it had answered the SYN and this ACK had just arrived. There is no
    /// window scale, no SACK and no timestamps, for a cookie cannot say whether the peer's SYN offered them (RFC 4987
    /// section 3.6). Hand it the ACK with [`Endpoint::on_segment`] next: that takes the text that came with it.
    pub(crate) fn from_cookie(now: Instant, config: Config, handshake: Handshake, ack: &Segment) -> Endpoint {
        let Handshake { iss, irs, mss } = handshake;
        let mut endpoint = Endpoint::new(config);
        let nxt_from = Advance { from: iss, syn: true, ..Advance::default() };
        let wnd = u32::from(ack.window);
        endpoint.snd = SendVariables {
            una: nxt_from.to(),
            nxt: nxt_from.to(),
            wnd,
            wl1: ack.seq,
            wl2: ack.ack,
            iss,
            max_wnd: wnd,
            nxt_from,
        };
        let nxt_from = Advance { from: irs, syn: true, ..Advance::default() };
        let wnd = endpoint.unscaled_window();
        endpoint.rcv = ReceiveVariables { nxt: nxt_from.to(), wnd, irs, nxt_from };
        endpoint.peer_mss = mss;
        endpoint.set_send_mss();
        endpoint.opened = Some(Opened::Passive);
        endpoint.iss_epoch = Some(now);
        endpoint.unanswered_since = now;
        endpoint.enter(State::Established, Rule::HandshakeAcknowledged { snd_una: ack.ack });
        endpoint.established(now);
        endpoint
    }
}
