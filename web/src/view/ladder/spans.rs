//! What lasts on the ladder: the states of each side and its timers.

use sim::{Happening, Side};
use tcp::{Instant, Timer};
use yew::AttrValue;

use super::geometry::{Grid, Quad, TOP, upright};
use super::scene::{Builder, SMALL, StateSpan, TimerSpan, nanos};
use crate::labels::ladder::time_line;

impl Builder<'_> {
    pub(super) fn states(&self, side: Side) -> Vec<StateSpan> {
        let mut spans: Vec<StateSpan> = Vec::new();
        let begin = |state, entered: Option<usize>| StateSpan {
            side,
            state,
            entered,
            left: None,
            top: entered.map_or(TOP, |entry| self.y(entry)),
            bottom: f64::INFINITY,
            name: 0.0,
        };
        spans.push(begin(self.timeline.snapshot(0, side).tcp.state, None));
        for index in 0..self.horizon {
            let state = self.timeline.snapshot(index + 1, side).tcp.state;
            if let Some(span) = spans.last_mut()
                && span.state != state
            {
                span.left = Some(index);
                span.bottom = self.y(index);
                spans.push(begin(state, Some(index)));
            }
        }
        // A name stands at the top of its state, or in the middle of a short one, and below the name before.
        let mut lowest = f64::NEG_INFINITY;
        for span in &mut spans {
            let wanted =
                if span.bottom - span.top < 18.0 { (span.top + span.bottom) / 2.0 + 4.0 } else { span.top + 13.0 };
            span.name = wanted.max(lowest + 12.0);
            lowest = span.name;
        }
        spans
    }

    pub(super) fn timers(&mut self) -> Vec<TimerSpan> {
        let mut spans = Vec::new();
        for side in Side::BOTH {
            for timer in Timer::ALL {
                self.timer_spans(side, timer, &mut spans);
            }
        }
        spans
    }

    fn timer_spans(&mut self, side: Side, timer: Timer, spans: &mut Vec<TimerSpan>) {
        let mut running: Option<(usize, Instant)> = None;
        for index in 0..=self.horizon {
            let deadline = |step| {
                let timers = &self.timeline.snapshot(step, side).tcp.timers;
                timers.iter().find(|(of, _)| *of == timer).map(|(_, at)| *at)
            };
            let now = if index < self.horizon { deadline(index + 1) } else { None };
            if running.map(|(_, at)| at) == now {
                continue;
            }
            if let Some((started, at)) = running.take() {
                let entries = &self.timeline.entries;
                let expires = entries.get(index).is_some_and(|entry| {
                    index < self.horizon && entry.side == side && entry.happening == Happening::Expired { timer }
                });
                let ended = (index < self.horizon).then_some(index);
                let wait = time_line(nanos(entries[started].at, at));
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
                let text: AttrValue = [name, " ", &wait].concat().into();
                let (top, bottom) = (self.y(started), ended.map_or(f64::INFINITY, |ended| self.y(ended)));
                if expires {
                    self.crowd.taken.push(self.timer_box(side, bottom, &text));
                }
                spans.push(TimerSpan { side, started, ended, expires, top, bottom, text });
            }
            running = now.map(|at| (index, at));
        }
    }

    /// Where the name of a timer stands: just before it expires nothing else happens.
    fn timer_box(&self, side: Side, bottom: f64, text: &str) -> Quad {
        let width = Grid::text_width(text, SMALL);
        let x = match side {
            Side::Client => self.grid.lifeline(side) + 12.0,
            Side::Server => self.grid.lifeline(side) - 12.0 - width,
        };
        upright(x, bottom - 16.0, width, 13.0)
    }
}
