//! The standard's congestion avoidance (RFC 5681 section 3.1).

use super::{Acked, CongestionRule, Control, Window};

/// What it remembers between ACKs.
#[derive(Clone, Debug, Default)]
pub(super) struct NewReno {
    /// Octets acknowledged since cwnd last grew.
    counted: u32,
}

impl Control for NewReno {
    /// Of the formulas that RFC 5681 section 3.1 gives this is the recommended one: count the octets acknowledged, and
    /// grow by SMSS when they reach cwnd. SMSS * SMSS / cwnd for each ACK approximates it, and is too slow when the
    /// peer acknowledges every second segment.
    fn avoid(&mut self, acked: &Acked, window: &mut Window) -> CongestionRule {
        let cwnd_before = window.cwnd;
        let counted = self.counted.saturating_add(acked.acked());
        self.counted = counted;
        if counted >= cwnd_before {
            // A SMSS at most for each round trip, so what was counted beyond cwnd is no reason for another.
            self.counted = (counted - cwnd_before).min(cwnd_before);
            window.cwnd = cwnd_before.saturating_add(window.smss);
        }
        CongestionRule::Avoidance {
            acked: acked.acked(),
            counted,
            smss: window.smss,
            ssthresh: window.ssthresh,
            cwnd_before,
            cwnd: window.cwnd,
        }
    }

    /// Equation (4): half of what is in flight, but two segments at least.
    fn reduce(&mut self, flight: u32, window: &Window) -> u32 {
        self.counted = 0;
        (flight / 2).max(2 * window.smss)
    }

    fn time_out(&mut self) {
        self.counted = 0;
    }

    fn slow_start(&mut self) {
        self.counted = 0;
    }
}
