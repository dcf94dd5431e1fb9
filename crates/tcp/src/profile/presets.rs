//! The profiles that have a name.

use std::time::Duration;

use super::{ChallengeLimit, DuplicateSyn, Ecn, FinAck, Handshaking, Limit, Profile, TimeWaitReset, TimeWaitSyn};
use crate::{CongestionControl, InitialWindow};

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

const fn s(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

impl Profile {
    /// What the standards recommend, to the letter.
    #[must_use]
    pub fn rfc() -> Profile {
        Profile {
            mss: 1460,
            receive_buffer: 65_535,
            send_buffer: 16 << 20,
            msl: s(120),
            fin_wait_2: None,
            time_wait_reset: TimeWaitReset::Closes,
            time_wait_syn: TimeWaitSyn::Challenged,
            rto_initial: s(1),
            rto_min: s(1),
            rto_max: s(60),
            rto_after_syn_timeout: s(3),
            clock_granularity: ms(1),
            r1: 3,
            r2: Limit::After(s(100)),
            r2_syn: Limit::After(s(180)),
            // RFC 9293 asks for less than 0.5 s; 200 ms is what came of it in practice.
            delayed_ack: Some(ms(200)),
            fin_ack: FinAck::AtOnce,
            nagle: true,
            silly_window_wait: ms(200),
            keep_alive: None,
            user_timeout: None,
            window_scale: true,
            least_window_shift: 0,
            timestamps: Some(ms(1)),
            sack: true,
            ecn: Ecn::Offer,
            congestion: CongestionControl::NewReno,
            initial_window: InitialWindow::Rfc5681,
            challenge_acks: ChallengeLimit { acks: 10, period: s(5) },
            duplicate_syn: DuplicateSyn::Acknowledge,
            handshaking: Handshaking::ThreeWay,
        }
    }

    /// The rules that no endpoint does without, and none of those that two endpoints agree on by an option or that
    /// put a segment off: each acknowledgment goes at once, no text waits for company, headers are bare. What happens
    /// is all that the first lessons speak of.
    #[must_use]
    pub fn plain() -> Profile {
        Profile {
            delayed_ack: None,
            nagle: false,
            window_scale: false,
            timestamps: None,
            sack: false,
            ecn: Ecn::Off,
            initial_window: InitialWindow::Rfc6928,
            ..Profile::rfc()
        }
    }

    /// What Linux does, by the names of its settings (its documentation of `tcp(7)` and `ip-sysctl`), where it
    /// departs from the recommendations.
    #[must_use]
    pub fn linux() -> Profile {
        Profile {
            // Half of tcp_rmem's default of 131,072 (tcp_adv_win_scale), in whole segments. It does not grow here.
            receive_buffer: 64_240,
            // tcp_wmem's largest, up to which a send buffer grows by itself.
            send_buffer: 4 << 20,
            // TCP_TIMEWAIT_LEN: 60 s for TIME-WAIT in all.
            msl: s(30),
            // What tcp_timewait_state_process does.
            time_wait_syn: TimeWaitSyn::Reopens,
            // tcp_fin_timeout.
            fin_wait_2: Some(s(60)),
            // TCP_RTO_MIN and TCP_RTO_MAX.
            rto_min: ms(200),
            rto_max: s(120),
            // What tcp_rmem's largest of 6 MiB needs.
            least_window_shift: 7,
            // tcp_retries1, tcp_retries2 and tcp_syn_retries. The last gives up after 127 s, sooner than MUST-23 asks.
            r2: Limit::Times(15),
            r2_syn: Limit::Times(6),
            // TCP_DELACK_MIN.
            delayed_ack: Some(ms(40)),
            // tcp_ecn = 2.
            ecn: Ecn::Answer,
            // tcp_congestion_control, TCP_INIT_CWND.
            congestion: CongestionControl::Cubic,
            initial_window: InitialWindow::Rfc6928,
            // tcp_invalid_ratelimit: one in half a second.
            challenge_acks: ChallengeLimit { acks: 1, period: ms(500) },
            duplicate_syn: DuplicateSyn::ResendSynAck,
            ..Profile::rfc()
        }
    }
}

impl Default for Profile {
    fn default() -> Profile {
        Profile::rfc()
    }
}
