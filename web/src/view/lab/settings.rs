//! Every number and choice of a profile that a scenario may replace: where it is kept, and what it may be.

use std::time::Duration;

use sim::{Backlog, ChallengeAcks, GiveUp, KeepAliveMs, Settings};
use tcp::{
    CongestionControl, Cookies, DuplicateSyn, Ecn, FinAck, Handshaking, InitialWindow, Limit, Profile, TimeWaitReset,
    TimeWaitSyn,
};

/// One of them.
pub(super) struct Setting {
    pub(super) id: &'static str,
    pub(super) kind: Kind,
}

/// What it may be.
pub(super) enum Kind {
    Number(NumberSetting),
    Choice(ChoiceSetting),
}

/// A whole number.
pub(super) struct NumberSetting {
    pub(super) unit: Unit,
    pub(super) least: u32,
    pub(super) largest: u32,
    pub(super) get: fn(&Settings) -> Option<u32>,
    pub(super) set: fn(&mut Settings, Option<u32>),
    /// What the profile has; nothing where it has none.
    pub(super) of: fn(&Profile) -> Option<u64>,
}

/// One of several, by its place among their names.
pub(super) struct ChoiceSetting {
    /// By their ids; `on` and `off` are such too.
    pub(super) names: &'static [&'static str],
    pub(super) get: fn(&Settings) -> Option<usize>,
    pub(super) set: fn(&mut Settings, Option<usize>),
    pub(super) of: fn(&Profile) -> usize,
}

#[derive(Clone, Copy)]
pub(super) enum Unit {
    Octets,
    Milliseconds,
    None,
}

const HOUR: u32 = 3_600_000;
const GIB: u32 = 1 << 30;

const fn number(
    id: &'static str,
    unit: Unit,
    (least, largest): (u32, u32),
    get: fn(&Settings) -> Option<u32>,
    set: fn(&mut Settings, Option<u32>),
    of: fn(&Profile) -> Option<u64>,
) -> Setting {
    Setting { id, kind: Kind::Number(NumberSetting { unit, least, largest, get, set, of }) }
}

const fn choice(
    id: &'static str,
    names: &'static [&'static str],
    get: fn(&Settings) -> Option<usize>,
    set: fn(&mut Settings, Option<usize>),
    of: fn(&Profile) -> usize,
) -> Setting {
    Setting { id, kind: Kind::Choice(ChoiceSetting { names, get, set, of }) }
}

const fn switch(
    id: &'static str,
    get: fn(&Settings) -> Option<usize>,
    set: fn(&mut Settings, Option<usize>),
    of: fn(&Profile) -> usize,
) -> Setting {
    choice(id, &["off", "on"], get, set, of)
}

/// All of them, in the order in which they are shown.
pub(super) const SETTINGS: [Setting; 39] = [
    number(
        "mss",
        Unit::Octets,
        (64, 1460),
        |s| s.mss.map(u32::from),
        |s, n| s.mss = n.and_then(short),
        |p| Some(p.mss.into()),
    ),
    number(
        "receive-buffer",
        Unit::Octets,
        (1, GIB),
        |s| s.receive_buffer,
        |s, n| s.receive_buffer = n,
        |p| Some(p.receive_buffer.into()),
    ),
    number(
        "send-buffer",
        Unit::Octets,
        (1, GIB),
        |s| s.send_buffer,
        |s, n| s.send_buffer = n,
        |p| Some(p.send_buffer.into()),
    ),
    switch(
        "window-scale",
        |s| s.window_scale.map(usize::from),
        |s, n| s.window_scale = n.map(is_on),
        |p| usize::from(p.window_scale),
    ),
    number(
        "timestamps",
        Unit::Milliseconds,
        (0, 1000),
        |s| s.timestamps_ms,
        |s, n| s.timestamps_ms = n,
        |p| span(p.timestamps),
    ),
    switch("sack", |s| s.sack.map(usize::from), |s, n| s.sack = n.map(is_on), |p| usize::from(p.sack)),
    choice(
        "ecn",
        &["ecn-off", "ecn-answer", "ecn-offer"],
        |s| s.ecn.map(|ecn| place(&ECN, ecn)),
        |s, n| {
            s.ecn = n.and_then(|n| ECN.get(n).copied());
        },
        |p| place(&ECN, p.ecn),
    ),
    number(
        "delayed-ack",
        Unit::Milliseconds,
        (0, 500),
        |s| s.delayed_ack_ms,
        |s, n| s.delayed_ack_ms = n,
        |p| span(p.delayed_ack),
    ),
    switch("nagle", |s| s.nagle.map(usize::from), |s, n| s.nagle = n.map(is_on), |p| usize::from(p.nagle)),
    number(
        "silly-window",
        Unit::Milliseconds,
        (1, 60_000),
        |s| s.silly_window_wait_ms,
        |s, n| s.silly_window_wait_ms = n,
        |p| span(Some(p.silly_window_wait)),
    ),
    choice(
        "congestion",
        &["NewReno", "CUBIC"],
        |s| s.congestion.map(|of| place(&CONGESTION, of)),
        |s, n| {
            s.congestion = n.and_then(|n| CONGESTION.get(n).copied());
        },
        |p| place(&CONGESTION, p.congestion),
    ),
    choice(
        "initial-window",
        &["RFC 5681", "RFC 6928"],
        |s| s.initial_window.map(|of| place(&WINDOWS, of)),
        |s, n| {
            s.initial_window = n.and_then(|n| WINDOWS.get(n).copied());
        },
        |p| place(&WINDOWS, p.initial_window),
    ),
    number(
        "rto-initial",
        Unit::Milliseconds,
        (1, HOUR),
        |s| s.rto_initial_ms,
        |s, n| s.rto_initial_ms = n,
        |p| span(Some(p.rto_initial)),
    ),
    number(
        "rto-min",
        Unit::Milliseconds,
        (1, HOUR),
        |s| s.rto_min_ms,
        |s, n| s.rto_min_ms = n,
        |p| span(Some(p.rto_min)),
    ),
    number(
        "rto-max",
        Unit::Milliseconds,
        (1, HOUR),
        |s| s.rto_max_ms,
        |s, n| s.rto_max_ms = n,
        |p| span(Some(p.rto_max)),
    ),
    number(
        "rto-after-syn",
        Unit::Milliseconds,
        (1, HOUR),
        |s| s.rto_after_syn_timeout_ms,
        |s, n| s.rto_after_syn_timeout_ms = n,
        |p| span(Some(p.rto_after_syn_timeout)),
    ),
    number(
        "granularity",
        Unit::Milliseconds,
        (0, 1000),
        |s| s.clock_granularity_ms,
        |s, n| s.clock_granularity_ms = n,
        |p| span(Some(p.clock_granularity)),
    ),
    number("r1", Unit::None, (0, 100), |s| s.r1, |s, n| s.r1 = n, |p| Some(p.r1.into())),
    number("r2", Unit::Milliseconds, (1, HOUR), |s| after(s.r2), |s, n| s.r2 = n.map(GiveUp::AfterMs), |p| limit(p.r2)),
    number("r2-times", Unit::None, (0, 100), |s| times(s.r2), |s, n| s.r2 = n.map(GiveUp::Times), |p| often(p.r2)),
    number(
        "r2-syn",
        Unit::Milliseconds,
        (1, HOUR),
        |s| after(s.r2_syn),
        |s, n| s.r2_syn = n.map(GiveUp::AfterMs),
        |p| limit(p.r2_syn),
    ),
    number(
        "r2-syn-times",
        Unit::None,
        (0, 100),
        |s| times(s.r2_syn),
        |s, n| s.r2_syn = n.map(GiveUp::Times),
        |p| often(p.r2_syn),
    ),
    number(
        "user-timeout",
        Unit::Milliseconds,
        (0, HOUR),
        |s| s.user_timeout_ms,
        |s, n| s.user_timeout_ms = n,
        |p| span(p.user_timeout),
    ),
    number(
        "keep-alive-idle",
        Unit::Milliseconds,
        (1, 4 * HOUR),
        |s| s.keep_alive.map(|of| of.idle_ms),
        |s, n| {
            s.keep_alive = n.map(|idle_ms| KeepAliveMs { idle_ms, ..keep_alive(s) });
        },
        |p| span(p.keep_alive.map(|of| of.idle)),
    ),
    number(
        "keep-alive-interval",
        Unit::Milliseconds,
        (1, HOUR),
        |s| s.keep_alive.map(|of| of.interval_ms),
        |s, n| {
            s.keep_alive = n.map(|interval_ms| KeepAliveMs { interval_ms, ..keep_alive(s) });
        },
        |p| span(p.keep_alive.map(|of| of.interval)),
    ),
    number(
        "keep-alive-probes",
        Unit::None,
        (1, 100),
        |s| s.keep_alive.map(|of| of.probes),
        |s, n| {
            s.keep_alive = n.map(|probes| KeepAliveMs { probes, ..keep_alive(s) });
        },
        |p| p.keep_alive.map(|of| of.probes.into()),
    ),
    number("msl", Unit::Milliseconds, (0, HOUR), |s| s.msl_ms, |s, n| s.msl_ms = n, |p| span(Some(p.msl))),
    number(
        "fin-wait-2",
        Unit::Milliseconds,
        (0, HOUR),
        |s| s.fin_wait_2_ms,
        |s, n| s.fin_wait_2_ms = n,
        |p| span(p.fin_wait_2),
    ),
    choice(
        "time-wait-reset",
        &["closes", "ignored"],
        |s| s.time_wait_reset.map(|of| place(&RESETS, of)),
        |s, n| {
            s.time_wait_reset = n.and_then(|n| RESETS.get(n).copied());
        },
        |p| place(&RESETS, p.time_wait_reset),
    ),
    number(
        "challenge-acks",
        Unit::None,
        (0, 10_000),
        |s| s.challenge_acks.map(|of| of.acks),
        |s, n| {
            s.challenge_acks = n.map(|acks| ChallengeAcks { acks, ..challenges(s) });
        },
        |p| Some(p.challenge_acks.acks.into()),
    ),
    number(
        "challenge-period",
        Unit::Milliseconds,
        (1, HOUR),
        |s| s.challenge_acks.map(|of| of.period_ms),
        |s, n| {
            s.challenge_acks = n.map(|period_ms| ChallengeAcks { period_ms, ..challenges(s) });
        },
        |p| span(Some(p.challenge_acks.period)),
    ),
    choice(
        "duplicate-syn",
        &["ack", "syn-ack"],
        |s| s.duplicate_syn.map(|of| place(&SYNS, of)),
        |s, n| {
            s.duplicate_syn = n.and_then(|n| SYNS.get(n).copied());
        },
        |p| place(&SYNS, p.duplicate_syn),
    ),
    choice(
        "fin-ack",
        &["at-once", "delayed"],
        |s| s.fin_ack.map(|of| place(&FIN_ACKS, of)),
        |s, n| {
            s.fin_ack = n.and_then(|n| FIN_ACKS.get(n).copied());
        },
        |p| place(&FIN_ACKS, p.fin_ack),
    ),
    choice(
        "time-wait-syn",
        &["challenged", "reopens"],
        |s| s.time_wait_syn.map(|of| place(&REOPENINGS, of)),
        |s, n| {
            s.time_wait_syn = n.and_then(|n| REOPENINGS.get(n).copied());
        },
        |p| place(&REOPENINGS, p.time_wait_syn),
    ),
    choice(
        "handshaking",
        &["three-way", "two-way"],
        |s| s.handshaking.map(|of| place(&HANDSHAKES, of)),
        |s, n| {
            s.handshaking = n.and_then(|n| HANDSHAKES.get(n).copied());
        },
        |p| place(&HANDSHAKES, p.handshaking),
    ),
    number(
        "syn-queue",
        Unit::None,
        (0, 256),
        |s| s.backlog.map(|of| of.syn_queue),
        |s, n| {
            s.backlog = n.map(|syn_queue| Backlog { syn_queue, ..s.backlog.unwrap_or_default() });
        },
        |_| None,
    ),
    number(
        "accept-queue",
        Unit::None,
        (1, 256),
        |s| s.backlog.map(|of| of.accept_queue),
        |s, n| {
            s.backlog = n.map(|accept_queue| Backlog { accept_queue, ..s.backlog.unwrap_or_default() });
        },
        |_| None,
    ),
    choice(
        "cookies",
        &["cookies-never", "cookies-when-full", "cookies-always"],
        |s| s.backlog.map(|of| place(&COOKIES, of.cookies)),
        |s, n| {
            let cookies = n.and_then(|n| COOKIES.get(n).copied());
            s.backlog = cookies.map(|cookies| Backlog { cookies, ..s.backlog.unwrap_or_default() });
        },
        |_| 0,
    ),
    // Any number will do as a secret. A longer one, which only a lesson can have, is shown as the largest.
    number(
        "isn-secret",
        Unit::None,
        (0, u32::MAX),
        |s| s.isn_secret.map(|secret| u32::try_from(secret).unwrap_or(u32::MAX)),
        |s, n| s.isn_secret = n.map(u64::from),
        |_| None,
    ),
];

const ECN: [Ecn; 3] = [Ecn::Off, Ecn::Answer, Ecn::Offer];
const CONGESTION: [CongestionControl; 2] = [CongestionControl::NewReno, CongestionControl::Cubic];
const WINDOWS: [InitialWindow; 2] = [InitialWindow::Rfc5681, InitialWindow::Rfc6928];
const RESETS: [TimeWaitReset; 2] = [TimeWaitReset::Closes, TimeWaitReset::Ignored];
const SYNS: [DuplicateSyn; 2] = [DuplicateSyn::Acknowledge, DuplicateSyn::ResendSynAck];
const FIN_ACKS: [FinAck; 2] = [FinAck::AtOnce, FinAck::Delayed];
const REOPENINGS: [TimeWaitSyn; 2] = [TimeWaitSyn::Challenged, TimeWaitSyn::Reopens];
const HANDSHAKES: [Handshaking; 2] = [Handshaking::ThreeWay, Handshaking::TwoWayClaim];
const COOKIES: [Cookies; 3] = [Cookies::Never, Cookies::WhenFull, Cookies::Always];

fn place<T: PartialEq>(all: &[T], one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or(0)
}

fn short(number: u32) -> Option<u16> {
    u16::try_from(number).ok()
}

fn is_on(place: usize) -> bool {
    place == 1
}

fn span(span: Option<Duration>) -> Option<u64> {
    span.map(|span| u64::try_from(span.as_millis()).unwrap_or(u64::MAX))
}

fn limit(limit: Limit) -> Option<u64> {
    match limit {
        Limit::After(after) => span(Some(after)),
        Limit::Times(_) => None,
    }
}

fn after(limit: Option<GiveUp>) -> Option<u32> {
    match limit? {
        GiveUp::AfterMs(ms) => Some(ms),
        GiveUp::Times(_) => None,
    }
}

/// The same, where it is a number of retransmissions.
fn often(limit: Limit) -> Option<u64> {
    match limit {
        Limit::After(_) => None,
        Limit::Times(times) => Some(times.into()),
    }
}

fn times(limit: Option<GiveUp>) -> Option<u32> {
    match limit? {
        GiveUp::AfterMs(_) => None,
        GiveUp::Times(times) => Some(times),
    }
}

/// What is set of keep-alive, or its recommended numbers where one of them is set first (RFC 9293 section 3.8.4).
fn keep_alive(settings: &Settings) -> KeepAliveMs {
    let usual = settings.profile().keep_alive.unwrap_or_default();
    let ms = |span: Duration| u32::try_from(span.as_millis()).unwrap_or(u32::MAX);
    KeepAliveMs { idle_ms: ms(usual.idle), interval_ms: ms(usual.interval), probes: usual.probes }
}

fn challenges(settings: &Settings) -> ChallengeAcks {
    let limit = settings.profile().challenge_acks;
    ChallengeAcks { acks: limit.acks, period_ms: u32::try_from(limit.period.as_millis()).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_what_is_read_and_nothing_else_changes() {
        for setting in &SETTINGS {
            let mut settings = Settings::default();
            match &setting.kind {
                Kind::Number(number) => {
                    for value in [number.least, number.largest] {
                        (number.set)(&mut settings, Some(value));
                        assert_eq!((number.get)(&settings), Some(value), "{}", setting.id);
                    }
                    (number.set)(&mut settings, None);
                }
                Kind::Choice(choice) => {
                    for place in 0..choice.names.len() {
                        (choice.set)(&mut settings, Some(place));
                        assert_eq!((choice.get)(&settings), Some(place), "{}", setting.id);
                        // Whether a socket listens beside the connection is no matter of the profile.
                        let of_profile = settings.backlog.is_none();
                        assert!(!of_profile || (choice.of)(&settings.profile()) == place, "{}", setting.id);
                    }
                    (choice.set)(&mut settings, None);
                }
            }
            assert_eq!(settings, Settings::default(), "{}", setting.id);
        }
    }

    #[test]
    fn every_setting_of_a_scenario_is_here() {
        let mut settings = Settings::default();
        for setting in &SETTINGS {
            match &setting.kind {
                Kind::Number(number) => (number.set)(&mut settings, Some(number.least.max(1))),
                Kind::Choice(choice) => (choice.set)(&mut settings, Some(1)),
            }
        }
        let debugged = format!("{settings:?}");
        assert!(!debugged.contains("None"), "{debugged}");
    }
}
