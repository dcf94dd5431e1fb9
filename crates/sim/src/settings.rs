//! How a host's TCP is set up: a profile by name, and every number of it that a scenario may replace.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tcp::{
    ChallengeLimit, CongestionControl, Cookies, DuplicateSyn, Ecn, FinAck, Handshaking, InitialWindow, KeepAlive,
    Limit, Profile, TimeWaitReset, TimeWaitSyn,
};

/// A profile that has a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProfileName {
    /// [`Profile::plain`]: no option but the MSS, and nothing that waits for company.
    #[default]
    Plain,
    /// [`Profile::rfc`]: what the standards recommend.
    Rfc,
    /// [`Profile::linux`]: what a common system does.
    Linux,
}

/// A profile, and the numbers that replace those of it. Times are in milliseconds; where a profile may lack something
/// that lasts, 0 turns it off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What holds for everything that is not named here.
    pub profile: ProfileName,
    /// The MSS that is announced, in octets: 64 to 1460, since each host is on an Ethernet.
    pub mss: Option<u16>,
    /// The receive buffer, in octets.
    pub receive_buffer: Option<u32>,
    /// The send buffer, in octets.
    pub send_buffer: Option<u32>,
    /// The maximum segment lifetime.
    pub msl_ms: Option<u32>,
    /// How long FIN-WAIT-2 is held when nobody reads any more.
    pub fin_wait_2_ms: Option<u32>,
    /// What a reset does in TIME-WAIT.
    pub time_wait_reset: Option<TimeWaitReset>,
    /// RTO before the first measurement.
    pub rto_initial_ms: Option<u32>,
    /// The floor of RTO.
    pub rto_min_ms: Option<u32>,
    /// The cap of RTO.
    pub rto_max_ms: Option<u32>,
    /// RTO with which data begins after the SYN timed out.
    pub rto_after_syn_timeout_ms: Option<u32>,
    /// G, the granularity of the clock.
    pub clock_granularity_ms: Option<u32>,
    /// R1.
    pub r1: Option<u32>,
    /// R2.
    pub r2: Option<GiveUp>,
    /// R2 for a SYN.
    pub r2_syn: Option<GiveUp>,
    /// How long an acknowledgment may wait.
    pub delayed_ack_ms: Option<u32>,
    /// When the peer's FIN is acknowledged, if acknowledgments may wait at all.
    pub fin_ack: Option<FinAck>,
    /// Nagle's algorithm.
    pub nagle: Option<bool>,
    /// How long the sender's silly-window avoidance waits.
    pub silly_window_wait_ms: Option<u32>,
    /// Keep-alive.
    pub keep_alive: Option<KeepAliveMs>,
    /// The user timeout.
    pub user_timeout_ms: Option<u32>,
    /// Window scale.
    pub window_scale: Option<bool>,
    /// How long a tick of the timestamp clock lasts.
    pub timestamps_ms: Option<u32>,
    /// Selective acknowledgment.
    pub sack: Option<bool>,
    /// Explicit congestion notification.
    pub ecn: Option<Ecn>,
    /// The algorithm of congestion control.
    pub congestion: Option<CongestionControl>,
    /// The congestion window at the beginning.
    pub initial_window: Option<InitialWindow>,
    /// How many challenge ACKs may be sent in what time.
    pub challenge_acks: Option<ChallengeAcks>,
    /// What answers the peer's SYN when it comes again.
    pub duplicate_syn: Option<DuplicateSyn>,
    /// What a SYN does in TIME-WAIT. It can open a connection only where there is a backlog.
    pub time_wait_syn: Option<TimeWaitSyn>,
    /// With how many segments a connection opens: anything but three is not TCP.
    pub handshaking: Option<Handshaking>,
    /// The socket that listens is one of its own, for many peers. Otherwise a passive OPEN is for one.
    pub backlog: Option<Backlog>,
    /// Initial sequence numbers come from the clock and a hash with this as its key (RFC 6528), and not from `iss`.
    pub isn_secret: Option<u64>,
}

/// The queues of a socket that listens: up to 256 places each, and at least one for those that wait to be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Backlog {
    /// How many half-open connections there may be.
    pub syn_queue: u32,
    /// How many connections may wait to be accepted.
    pub accept_queue: u32,
    /// When SYNs are answered by cookies.
    pub cookies: Cookies,
}

impl Default for Backlog {
    fn default() -> Backlog {
        Backlog { syn_queue: MOST_PLACES, accept_queue: MOST_PLACES, cookies: Cookies::Never }
    }
}

/// Connections that wait in a queue at the most: each snapshot shows them all.
const MOST_PLACES: u32 = 256;

/// A queue with so many places, or with as many as it may have.
pub(crate) fn places(wanted: u32) -> usize {
    wanted.min(MOST_PLACES) as usize
}

/// R2: after so long, or after so many retransmissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum GiveUp {
    /// After so many milliseconds.
    AfterMs(u32),
    /// After so many retransmissions.
    Times(u32),
}

/// Keep-alive, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KeepAliveMs {
    /// How long nothing must have come before the first probe.
    pub idle_ms: u32,
    /// How long a probe waits for an answer before the next.
    pub interval_ms: u32,
    /// How many probes may go unanswered.
    pub probes: u32,
}

/// How many challenge ACKs may be sent in what time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChallengeAcks {
    /// How many.
    pub acks: u32,
    /// In how many milliseconds.
    pub period_ms: u32,
}

/// The least of a timer that starts itself again: shorter ones would fill a run with nothing but themselves.
const LEAST_REPEATED: Duration = Duration::from_millis(1);

/// Octets that a buffer holds at the most: what the largest window scale can tell of (RFC 7323 section 2.3).
const LARGEST_BUFFER: u32 = 1 << 30;

impl Settings {
    /// The profile with these numbers in place of its own.
    #[must_use]
    pub fn profile(&self) -> Profile {
        let mut profile = match self.profile {
            ProfileName::Plain => Profile::plain(),
            ProfileName::Rfc => Profile::rfc(),
            ProfileName::Linux => Profile::linux(),
        };
        let p = &mut profile;
        set(&mut p.mss, self.mss.map(|mss| mss.clamp(64, 1460)));
        set(&mut p.receive_buffer, self.receive_buffer.map(|octets| octets.clamp(1, LARGEST_BUFFER)));
        set(&mut p.send_buffer, self.send_buffer.map(|octets| octets.clamp(1, LARGEST_BUFFER)));
        set(&mut p.msl, self.msl_ms.map(ms));
        set(&mut p.fin_wait_2, self.fin_wait_2_ms.map(unless_zero));
        set(&mut p.time_wait_reset, self.time_wait_reset);
        set(&mut p.rto_initial, self.rto_initial_ms.map(repeated));
        set(&mut p.rto_min, self.rto_min_ms.map(repeated));
        set(&mut p.rto_max, self.rto_max_ms.map(repeated));
        p.rto_max = p.rto_max.max(p.rto_min);
        set(&mut p.rto_after_syn_timeout, self.rto_after_syn_timeout_ms.map(repeated));
        set(&mut p.clock_granularity, self.clock_granularity_ms.map(ms));
        set(&mut p.r1, self.r1);
        set(&mut p.r2, self.r2.map(GiveUp::limit));
        set(&mut p.r2_syn, self.r2_syn.map(GiveUp::limit));
        set(&mut p.delayed_ack, self.delayed_ack_ms.map(unless_zero));
        set(&mut p.fin_ack, self.fin_ack);
        set(&mut p.nagle, self.nagle);
        set(&mut p.silly_window_wait, self.silly_window_wait_ms.map(repeated));
        set(&mut p.keep_alive, self.keep_alive.map(|keep_alive| Some(keep_alive.keep_alive())));
        set(&mut p.user_timeout, self.user_timeout_ms.map(unless_zero));
        set(&mut p.window_scale, self.window_scale);
        set(&mut p.timestamps, self.timestamps_ms.map(unless_zero));
        set(&mut p.sack, self.sack);
        set(&mut p.ecn, self.ecn);
        set(&mut p.congestion, self.congestion);
        set(&mut p.initial_window, self.initial_window);
        let challenges =
            self.challenge_acks.map(|limit| ChallengeLimit { acks: limit.acks, period: ms(limit.period_ms) });
        set(&mut p.challenge_acks, challenges);
        set(&mut p.duplicate_syn, self.duplicate_syn);
        set(&mut p.time_wait_syn, self.time_wait_syn);
        set(&mut p.handshaking, self.handshaking);
        profile
    }
}

impl GiveUp {
    fn limit(self) -> Limit {
        match self {
            GiveUp::AfterMs(span) => Limit::After(ms(span)),
            GiveUp::Times(times) => Limit::Times(times),
        }
    }
}

impl KeepAliveMs {
    fn keep_alive(self) -> KeepAlive {
        KeepAlive { idle: repeated(self.idle_ms), interval: repeated(self.interval_ms), probes: self.probes.max(1) }
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn ms(millis: u32) -> Duration {
    Duration::from_millis(millis.into())
}

fn unless_zero(millis: u32) -> Option<Duration> {
    (millis > 0).then(|| ms(millis))
}

fn repeated(millis: u32) -> Duration {
    ms(millis).max(LEAST_REPEATED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_as_the_profile_has_it() {
        let settings = Settings { profile: ProfileName::Linux, mss: Some(536), ..Settings::default() };
        assert_eq!(settings.profile(), Profile { mss: 536, ..Profile::linux() });
        assert_eq!(Settings::default().profile(), Profile::plain());
    }

    #[test]
    fn zero_turns_off_what_may_be_absent() {
        let settings = Settings { profile: ProfileName::Rfc, delayed_ack_ms: Some(0), ..Settings::default() };
        assert_eq!(settings.profile().delayed_ack, None);
    }

    #[test]
    fn no_number_makes_a_timer_that_never_lets_time_pass() {
        let settings = Settings { rto_min_ms: Some(0), rto_max_ms: Some(0), mss: Some(0), ..Settings::default() };
        let profile = settings.profile();
        assert_eq!((profile.rto_min, profile.rto_max, profile.mss), (LEAST_REPEATED, LEAST_REPEATED, 64));
    }
}
