//! What lasts on the ladder: the states of each side and its timers.

use std::ops::Range;

use sim::{Happening, Side};
use tcp::{Instant, Timer};
use yew::AttrValue;

use super::geometry::{Grid, Quad, TOP, upright};
use super::scene::{SMALL, Scene, StateSpan, TimerSpan, nanos};
use crate::labels::ladder::time_line;

impl Scene {
    pub(super) fn spans_of_states(&self, side: Side) -> Vec<StateSpan> {
        let states = self.projection.index.states(side);
        let shown = states.partition_point(|(entered, _)| entered.is_none_or(|entered| entered < self.horizon));
        let span = |(at, (entered, state)): (usize, &(Option<usize>, tcp::State))| {
            let left = states[..shown].get(at + 1).and_then(|(entered, _)| *entered);
            let top = entered.map_or(TOP, |entry| self.y(entry));
            let bottom = left.map_or(f64::INFINITY, |left| self.y(left));
            StateSpan { side, state: *state, entered: *entered, left, top, bottom }
        };
        states[..shown].iter().enumerate().map(span).collect()
    }

    /// The timers that run after the first `step` entries.
    pub(super) fn running(&self, step: usize) -> Vec<TimerSpan> {
        let mut spans = Vec::new();
        for side in Side::BOTH {
            for (timer, at) in &self.timeline.snapshot(step, side).tcp.timers {
                spans.extend(self.span_of_timer(side, *timer, *at, step, None));
            }
        }
        spans
    }

    /// The timers that expire before the entry `until` and whose bracket is seen among `entries`.
    pub(super) fn expired(&self, entries: Range<usize>, until: usize) -> Vec<TimerSpan> {
        let mut spans = Vec::new();
        for index in entries.start..entries.end.min(until) {
            spans.extend(self.expiry(index));
        }
        // Those that go on beyond, and expire there.
        for side in Side::BOTH {
            for (timer, at) in &self.timeline.snapshot(entries.end, side).tcp.timers {
                let last = self.while_running(side, *timer, *at, entries.end);
                let expires = last < until && self.is_expiry(last, side, *timer);
                spans.extend(expires.then(|| self.expiry(last)).flatten());
            }
        }
        spans
    }

    /// The bracket of the timer that expires in an entry, if one does.
    fn expiry(&self, index: usize) -> Option<TimerSpan> {
        let entry = &self.timeline.entries[index];
        let Happening::Expired { timer } = entry.happening else { return None };
        let timers = &self.timeline.snapshot(index, entry.side).tcp.timers;
        let (_, at) = timers.iter().find(|(of, _)| *of == timer)?;
        self.span_of_timer(entry.side, timer, *at, index, Some(index))
    }

    /// The bracket of a timer that runs until `at` after the first `step` entries. `ended` is the entry in which it
    /// expires, if it does.
    fn span_of_timer(
        &self,
        side: Side,
        timer: Timer,
        at: Instant,
        step: usize,
        ended: Option<usize>,
    ) -> Option<TimerSpan> {
        let started = self.since_running(side, timer, at, step).checked_sub(1)?;
        let text = self.timer_text(timer, nanos(self.timeline.entries[started].at, at));
        let (top, bottom) = (self.y(started), ended.map_or(f64::INFINITY, |ended| self.y(ended)));
        Some(TimerSpan { side, timer, expires: ended.is_some(), top, bottom, text })
    }

    fn runs_until(&self, side: Side, timer: Timer, at: Instant, step: usize) -> bool {
        self.timeline.snapshot(step, side).tcp.timers.contains(&(timer, at))
    }

    /// The first step of those up to `step` from which on a timer runs until `at`. The nearest are looked at first.
    fn since_running(&self, side: Side, timer: Timer, at: Instant, step: usize) -> usize {
        let runs = |step: usize| self.runs_until(side, timer, at, step);
        let (mut runs_at, mut back) = (step, 1);
        while runs_at > 0 && runs(runs_at.saturating_sub(back)) {
            runs_at = runs_at.saturating_sub(back);
            back *= 2;
        }
        let mut runs_not = runs_at.saturating_sub(back);
        while runs_at > runs_not + 1 {
            let middle = usize::midpoint(runs_not, runs_at);
            *(if runs(middle) { &mut runs_at } else { &mut runs_not }) = middle;
        }
        runs_at
    }

    /// The last step of those from `step` on up to which a timer runs until `at`.
    fn while_running(&self, side: Side, timer: Timer, at: Instant, step: usize) -> usize {
        let last = self.timeline.entries.len();
        let runs = |step: usize| step <= last && self.runs_until(side, timer, at, step);
        let (mut runs_at, mut on) = (step, 1);
        while runs(runs_at + on) {
            runs_at += on;
            on *= 2;
        }
        let mut runs_not = runs_at + on;
        while runs_not > runs_at + 1 {
            let middle = usize::midpoint(runs_at, runs_not);
            *(if runs(middle) { &mut runs_at } else { &mut runs_not }) = middle;
        }
        runs_at
    }

    fn is_expiry(&self, entry: usize, side: Side, timer: Timer) -> bool {
        let entry = self.timeline.entries.get(entry);
        entry.is_some_and(|entry| entry.side == side && entry.happening == Happening::Expired { timer })
    }

    fn timer_text(&self, timer: Timer, wait: u64) -> AttrValue {
        let name = match timer {
            Timer::Retransmission => self.labels.rto,
            Timer::Persist => self.labels.probe,
            Timer::TimeWait => "2MSL",
            Timer::DelayedAck => self.labels.ack_delay,
            Timer::SillyWindow => self.labels.silly_window,
            Timer::KeepAlive => self.labels.keep_alive,
            Timer::User => self.labels.user,
            Timer::FinWait2 => "FIN-WAIT-2",
        };
        [name, " ", &time_line(wait, self.lang)].concat().into()
    }

    /// Where the name of a timer stands that expires in an entry: just before it nothing else happens.
    pub(super) fn timer_box(&self, side: Side, timer: Timer, index: usize) -> Quad {
        let text = self.expiry(index).map(|span| span.text).unwrap_or_default();
        let width = Grid::text_width(&text, SMALL);
        let beside = lane(timer) + 5.0;
        let x = match side {
            Side::Client => self.grid.lifeline(side) + beside,
            Side::Server => self.grid.lifeline(side) - beside - width,
        };
        upright(x, self.y(index) - 16.0, width, 13.0)
    }
}

/// How far from its lifeline the bracket of a timer is. Those that may run at once have lanes of their own.
pub(super) fn lane(timer: Timer) -> f64 {
    match timer {
        Timer::Retransmission | Timer::Persist | Timer::TimeWait | Timer::FinWait2 => 7.0,
        Timer::DelayedAck | Timer::SillyWindow => 11.0,
        Timer::KeepAlive => 15.0,
        Timer::User => 19.0,
    }
}
