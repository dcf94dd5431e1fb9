//! Which changes of state there may be.

use tcp::State::{self, *};

/// The section that knows of this change of state, or nothing if none does. All sections are of RFC 9293: what
/// figure 5 draws, and what section 3.10 says besides it.
///
/// FIN-WAIT-1 reaches TIME-WAIT by way of FIN-WAIT-2 even if one segment does both: its ACK is looked at in the fifth
/// step, its FIN in the eighth. For the same reason SYN-RECEIVED reaches CLOSE-WAIT by way of ESTABLISHED.
#[must_use]
pub fn section(from: State, to: State) -> Option<&'static str> {
    let section = match (from, to) {
        // OPEN.
        (Closed, Listen | SynSent) | (Listen, SynSent) => "3.10.1",
        // SEGMENT ARRIVES.
        (Listen, SynReceived) => "3.10.7.2",
        (SynSent, SynReceived | Established) => "3.10.7.3",
        // A reset (second step), or a SYN (fourth step), after a passive OPEN.
        (SynReceived, Listen) => "3.10.7.4",
        // Our SYN or FIN is acknowledged (fifth step).
        (SynReceived, Established) | (FinWait1, FinWait2) | (Closing, TimeWait) => "3.10.7.4",
        // The peer's FIN (eighth step).
        (Established, CloseWait) | (FinWait1, Closing) | (FinWait2, TimeWait) => "3.10.7.4",
        // CLOSE. In CLOSE-WAIT the FIN, and with it LAST-ACK, may have to wait for text.
        (SynReceived | Established, FinWait1) | (CloseWait, LastAck) => "3.10.4",
        // CLOSE before there is a connection.
        (Listen | SynSent, Closed) => "3.10.4",
        // The last acknowledgment (fifth step) and the end of the wait (section 3.10.8).
        (LastAck, Closed) => "3.10.7.4",
        (TimeWait, Closed) => "3.10.8",
        // ABORT; a reset (second step) and giving up after R2 (section 3.8.3) lead there too.
        (SynReceived | Established | FinWait1 | FinWait2 | CloseWait | Closing, Closed) => "3.10.5",
        _ => return None,
    };
    Some(section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_can_be_reached_and_left() {
        for state in State::ALL {
            assert!(State::ALL.iter().any(|from| section(*from, state).is_some()), "{state} cannot be reached");
            assert!(State::ALL.iter().any(|to| section(state, *to).is_some()), "{state} cannot be left");
        }
    }

    #[test]
    fn no_state_leads_back_into_a_connection() {
        for to in [SynSent, SynReceived, Established] {
            for from in [Established, FinWait1, FinWait2, CloseWait, Closing, LastAck, TimeWait] {
                assert_eq!(section(from, to), None, "{from} -> {to}");
            }
        }
    }
}
