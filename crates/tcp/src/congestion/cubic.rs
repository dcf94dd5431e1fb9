//! CUBIC (RFC 9438): cwnd as a cubic function of the time since the last reduction.
//!
//! In whole numbers throughout, so that a run is the same on every machine: octets for windows, microseconds for time.

use std::time::Duration;

use super::{Acked, CongestionRule, Control, CubicRegion, Window};
use crate::Instant;

/// beta_cubic = 0.7: what is left of the window after a loss (section 4.6).
const BETA: (u64, u64) = (7, 10);

/// (1 + beta_cubic) / 2: where W_max is set to make room for others (section 4.7).
const ROOM: (u64, u64) = (17, 20);

/// C = 0.4 segments per second cubed: how steep the curve is (section 5.1).
const C_TENTHS: u64 = 4;

/// alpha_cubic = 3 (1 - beta) / (1 + beta): what Reno would grow by if it gave up as little (section 4.3).
const ALPHA: (u64, u64) = (9, 17);

/// W_est is kept in this fraction of an octet, since an ACK may move it by less than one.
const FRACTION: u64 = 256;

/// What it remembers between ACKs.
#[derive(Clone, Debug, Default)]
pub(super) struct Cubic {
    /// W_max, unless the last event was a timeout, after which it is set when congestion avoidance begins.
    w_max: Option<u32>,
    /// cwnd_prior: cwnd just before the last reduction.
    cwnd_prior: u32,
    /// The stage of congestion avoidance, once it has begun: many a connection is over before that.
    stage: Option<Box<Stage>>,
}

/// A stage of congestion avoidance: from one reduction to the next.
#[derive(Clone, Debug)]
struct Stage {
    /// t_epoch, moved on by each time in which cwnd had no cause to grow.
    epoch: Instant,
    /// K in microseconds.
    k_us: u64,
    /// W_max.
    w_max: u32,
    /// W_est in [`FRACTION`]s.
    w_est: u64,
    /// What is left of growth by less than an octet, in cwnd-ths of one.
    rest: u64,
    /// Since when cwnd has had no cause to grow.
    paused: Option<Instant>,
}

impl Control for Cubic {
    fn avoid(&mut self, acked: &Acked, window: &mut Window) -> CongestionRule {
        let cwnd_before = window.cwnd;
        let (cwnd, n) = (u64::from(cwnd_before), u64::from(acked.acked()));
        if self.w_max.is_none() {
            // Sections 4.8 and 4.10: after a timeout, or when nothing was lost yet, the curve begins at its plateau.
            self.w_max = Some(cwnd_before);
            self.cwnd_prior = self.cwnd_prior.max(cwnd_before);
        }
        let w_max = self.w_max.unwrap_or(cwnd_before);
        let stage = self.stage.get_or_insert_with(|| Box::new(Stage::begin(acked.now, w_max, window)));
        stage.resume(acked.now);

        let t = acked.now.since(stage.epoch);
        let w_cubic = stage.w_cubic(t, window.smss);
        // Section 4.3: once W_est has come up to cwnd_prior, it grows as Reno does, by a segment for each window.
        let (up, down) = if stage.w_est < u64::from(self.cwnd_prior) * FRACTION { ALPHA } else { (1, 1) };
        stage.w_est += up * u64::from(window.smss) * n * FRACTION / (down * cwnd);
        let w_est = u32::try_from(stage.w_est / FRACTION).unwrap_or(u32::MAX);
        // Section 4.2.
        let ahead = stage.w_cubic(t + acked.srtt.unwrap_or_default(), window.smss);
        let target = ahead.clamp(cwnd_before, cwnd_before.saturating_add(cwnd_before / 2));

        let region = if w_cubic < w_est {
            window.cwnd = cwnd_before.max(w_est);
            CubicRegion::RenoFriendly
        } else {
            // Sections 4.4 and 4.5: (target - cwnd) / cwnd for each segment that is acknowledged. Counted in octets,
            // so that one ACK for two segments does as much as two ACKs.
            let growth = u64::from(target - cwnd_before) * n + stage.rest;
            stage.rest = growth % cwnd;
            let growth = u32::try_from(growth / cwnd).unwrap_or(u32::MAX);
            window.cwnd = cwnd_before.saturating_add(growth).min(target);
            if cwnd_before < stage.w_max { CubicRegion::Concave } else { CubicRegion::Convex }
        };
        CongestionRule::CubicGrowth {
            region,
            acked: acked.acked(),
            t_ms: u32::try_from(t.as_millis()).unwrap_or(u32::MAX),
            k_ms: u32::try_from(stage.k_us / 1000).unwrap_or(u32::MAX),
            w_max: stage.w_max,
            w_cubic,
            w_est,
            target,
            cwnd_before,
            cwnd: window.cwnd,
        }
    }

    /// Section 4.6, and section 4.7: if there was less room than the last time, others may want some, so W_max is set
    /// below what was reached.
    fn reduce(&mut self, flight: u32, window: &Window) -> u32 {
        let cwnd = window.cwnd;
        let makes_room = self.w_max.is_some_and(|w_max| cwnd < w_max);
        self.w_max = Some(if makes_room { part(ROOM, cwnd) } else { cwnd });
        self.cwnd_prior = cwnd;
        self.stage = None;
        part(BETA, flight).max(2 * window.smss)
    }

    /// Section 4.8: K is 0 and W_max is cwnd when congestion avoidance begins.
    fn time_out(&mut self) {
        self.w_max = None;
        self.stage = None;
    }

    fn slow_start(&mut self) {
        self.stage = None;
    }

    fn pause(&mut self, now: Instant) {
        if let Some(stage) = &mut self.stage {
            stage.paused.get_or_insert(now);
        }
    }
}

impl Stage {
    /// Section 4.2: K = cubic_root((W_max - cwnd_epoch) / C), with windows in segments. In octets and microseconds that
    /// is the root of (W_max - cwnd_epoch) * 10^18 / (C * SMSS).
    fn begin(now: Instant, w_max: u32, window: &Window) -> Stage {
        let w_max = w_max.max(window.cwnd);
        let below = u128::from(w_max - window.cwnd);
        let k_us = cube_root(below * 10 * 10u128.pow(18) / u128::from(C_TENTHS * u64::from(window.smss)));
        let w_est = u64::from(window.cwnd) * FRACTION;
        Stage { epoch: now, k_us, w_max, w_est, rest: 0, paused: None }
    }

    /// W_cubic(t) = C (t - K)^3 + W_max (section 4.2).
    fn w_cubic(&self, t: Duration, smss: u32) -> u32 {
        // A thousand seconds from K the curve is beyond any window.
        const FAR: i128 = 1_000_000_000;
        let t_us = i128::try_from(t.as_micros()).unwrap_or(FAR * 10);
        let from_k = (t_us - i128::from(self.k_us)).clamp(-FAR, FAR);
        let from_w_max = (i128::from(C_TENTHS * u64::from(smss)) * from_k.pow(3)).div_euclid(10 * 10i128.pow(18));
        let w_cubic = (i128::from(self.w_max) + from_w_max).max(0);
        u32::try_from(w_cubic).unwrap_or(u32::MAX)
    }

    /// The time in which cwnd was not used does not count (section 4.2), or the curve would run ahead of what the path
    /// has been seen to bear.
    fn resume(&mut self, now: Instant) {
        if let Some(since) = self.paused.take() {
            self.epoch = self.epoch + now.since(since);
        }
    }
}

fn part((numerator, denominator): (u64, u64), octets: u32) -> u32 {
    u32::try_from(u64::from(octets) * numerator / denominator).unwrap_or(u32::MAX)
}

/// The largest number whose cube is not above `n`, bit by bit from the top. Cubes of more than 2^96 are none of ours.
fn cube_root(n: u128) -> u64 {
    (0..32).rev().fold(0, |root, bit| {
        let higher: u64 = root | 1 << bit;
        if u128::from(higher).pow(3) <= n { higher } else { root }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cube_root_is_the_largest_number_whose_cube_fits() {
        let of = [0, 1, 7, 8, 26, 27, 999_999, 1_000_000, 75 * 10u128.pow(18), u128::MAX];
        let roots = [0, 1, 1, 2, 2, 3, 99, 100, 4_217_163, u64::from(u32::MAX)];
        assert_eq!(of.map(cube_root), roots);
    }
}
