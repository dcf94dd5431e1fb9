//! The variables of both ends as an onlooker knows them.

use serde::{Deserialize, Serialize};
use tcp::State;
use wire::Seq;

use crate::half::{Ecn, Half, Offer};
use crate::position::{seq, span};
use crate::{Known, states};

/// What is known of one end after a segment, under the names of RFC 9293 section 3.3.1.
///
/// What stood in a segment of the end itself is certain at the moment of that segment; what follows from what was on its
/// way to it is likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EndView {
    /// The connection's state.
    pub state: Known<State>,
    /// ISS.
    pub iss: Known<Seq>,
    /// IRS.
    pub irs: Known<Seq>,
    /// SND.UNA.
    pub snd_una: Known<Seq>,
    /// SND.NXT.
    pub snd_nxt: Known<Seq>,
    /// SND.WND in octets. Not seen as long as the scale of the peer's windows is not.
    pub snd_wnd: Known<u32>,
    /// RCV.NXT.
    pub rcv_nxt: Known<Seq>,
    /// RCV.WND in octets, without the bits that the scale cuts off.
    pub rcv_wnd: Known<u32>,
    /// Numbers that it sent and that are not acknowledged.
    pub in_flight: Known<u32>,
    /// Of those, octets that SACK has reported.
    pub sacked: u32,
    /// Duplicate ACKs that the peer sent it since something new was acknowledged.
    pub duplicates: u32,
    /// Whether it is making good a loss, as far as its segments tell.
    pub recovering: bool,
    /// The largest text that it takes in one segment: the MSS option of its SYN.
    pub mss: Known<u16>,
    /// Rcv.Wind.Shift: how far its windows are shifted after the SYNs.
    pub window_shift: Known<u8>,
    /// Whether SACK was agreed on.
    pub sack: Known<bool>,
    /// Whether timestamps were agreed on.
    pub timestamps: Known<bool>,
    /// TS.Recent.
    pub ts_recent: Known<u32>,
    /// Whether ECN was agreed on.
    pub ecn: Known<bool>,
}

/// What the segment was to an end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// It sent it.
    Sent {
        /// Whether it could have sent it in no other state.
        shows_state: bool,
    },
    /// It was on its way to it, or tells nothing of it.
    Other,
}

/// What is known of `x`.
pub(crate) fn view(x: &Half, y: &Half, part: Part) -> EndView {
    let (spoke_now, state_certain) = match part {
        Part::Sent { shows_state } => (true, shows_state),
        Part::Other => (false, false),
    };
    let una = x.una.or(x.syn.map(|syn| syn.at_place));
    let nxt = x.snd_nxt();
    let agreed = |of: fn(&Offer) -> bool| Known::new(x.agrees(y, of), true);
    let irs = y.syn.filter(|_| x.got_syn).map(|syn| seq(syn.at_place));
    let wnd = x.wnd.and_then(|wnd| y.window(x, wnd.raw, wnd.of_syn));
    let offered = x.edge.zip(x.arrived.next()).map(|(edge, next)| span(next, edge));
    EndView {
        state: Known::new(states::state(x, y), state_certain),
        iss: Known::new(x.syn.map(|syn| seq(syn.at_place)), true),
        irs: Known::new(irs, spoke_now),
        // An acknowledgment may have come that was not captured.
        snd_una: Known::new(una.map(seq), false),
        // What it sent last need not have been captured, and an empty segment's number is SND.NXT only as long as that lies
        // within the window (RFC 9293 section 3.10.7.4).
        snd_nxt: Known::new(nxt.map(seq), false),
        snd_wnd: Known::new(wnd, false),
        rcv_nxt: Known::new(x.arrived.next().map(seq), spoke_now),
        rcv_wnd: Known::new(offered, spoke_now && x.shift(y).is_some_and(|(_, certain)| certain)),
        in_flight: Known::new(nxt.zip(una).map(|(nxt, una)| span(una, nxt)), false),
        sacked: u32::try_from(x.in_flight.sacked()).unwrap_or(u32::MAX),
        duplicates: y.duplicates,
        recovering: x.recovery.is_some(),
        mss: Known::new(x.offer.mss, true),
        window_shift: x.shift(y).map_or(Known::NotSeen, |(shift, certain)| Known::new(Some(shift), certain)),
        sack: agreed(|offer| offer.sack),
        timestamps: agreed(|offer| offer.timestamps),
        ts_recent: Known::new(x.ts_recent, false),
        ecn: Known::new(x.ecn(y).map(|ecn| ecn != Ecn::Off), true),
    }
}

impl EndView {
    /// The same when time has passed since.
    pub(crate) fn aged(self) -> EndView {
        EndView {
            state: self.state.aged(),
            irs: self.irs.aged(),
            rcv_nxt: self.rcv_nxt.aged(),
            rcv_wnd: self.rcv_wnd.aged(),
            ..self
        }
    }
}
