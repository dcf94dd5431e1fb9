//! **Not TCP**: a handshake of two segments, as [`Handshaking::TwoWayClaim`] asks for it, so that it can be seen failing.
//!
//! RFC 9293 section 3.5 says why there are three: a SYN may be an old one. Whoever believes it at once has a connection of
//! which its peer knows nothing.

use wire::Segment;

use crate::{Endpoint, Handshaking, Instant, Rule, State};

impl Endpoint {
    fn claims_two_ways(&self) -> bool {
        self.profile().handshaking == Handshaking::TwoWayClaim
    }

    /// A SYN arrived in LISTEN: it is taken at its word, its window as well, which otherwise the third segment tells.
    pub(crate) fn trust_syn(&mut self, now: Instant, segment: &Segment) {
        if self.claims_two_ways() {
            self.set_send_window(now, segment);
        }
    }

    /// Our SYN,ACK goes out. Whether that is believed to be enough: then it is never sent again.
    pub(crate) fn believes_unanswered(&mut self, now: Instant) -> bool {
        if !self.claims_two_ways() || self.state != State::SynReceived {
            return false;
        }
        self.snd.una = self.snd.nxt;
        self.enter(State::Established, Rule::TwoWayBelieved { iss: self.snd.iss });
        self.established(now);
        true
    }

    /// The peer's SYN,ACK arrived. Whether its acknowledgment is left out.
    pub(crate) fn leaves_unacknowledged(&mut self) -> bool {
        if self.claims_two_ways() {
            self.note(Rule::TwoWayUnacknowledged { rcv_nxt: self.rcv.nxt });
        }
        self.claims_two_ways()
    }
}
