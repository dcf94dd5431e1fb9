//! The value that a variable has, and how it is written.

use std::time::Duration;

use sim::Side;
use tcp::{Instant, LARGEST_WINDOW, Phase, State, Status};
use wire::Seq;

use super::{Variable, en, zh};
use crate::Lang;
use crate::explain::{Context, symbols};

/// A value, by what it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// A number of an octet that this side sends.
    Own(Seq),
    /// A number of an octet that the peer sends.
    Peers(Seq),
    /// Octets, or how many there are of something.
    Number(u32),
    /// A span of time.
    Span(Duration),
    /// A moment of the run.
    At(Instant),
    /// Whether something is in use.
    InUse(bool),
    /// What moves cwnd.
    Stage(Stage),
    /// A state.
    State(State),
}

/// What moves cwnd at the moment (RFC 5681 section 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// cwnd is below ssthresh.
    SlowStart,
    /// cwnd is not below ssthresh.
    Avoidance,
    /// A loss that duplicate ACKs or SACK told of is being mended.
    Recovery,
    /// What was outstanding when the timer expired is being sent again.
    Loss,
}

impl Variable {
    /// Its value, if it has one. RTO, SRTT and what the SYNs agree on belong to a connection: without a TCB there is
    /// none.
    #[must_use]
    pub fn value(self, status: &Status) -> Option<Value> {
        if self == Variable::State {
            return Some(Value::State(status.state));
        }
        if let Variable::Timer(timer) = self {
            return status.timers.iter().find(|(running, _)| *running == timer).map(|(_, at)| Value::At(*at));
        }
        let snd = status.snd?;
        let (rcv, congestion, options) = (status.rcv, status.congestion, status.options);
        Some(match self {
            Variable::SndUna => Value::Own(snd.una),
            Variable::SndNxt => Value::Own(snd.nxt),
            // The peer's first segment sets these, but a SYN that came to a listener acknowledges nothing, and its window is
            // not used.
            Variable::SndWnd if status.state == State::SynReceived && (snd.wl2, snd.wnd) == (Seq(0), 0) => return None,
            Variable::SndWnd => Value::Number(rcv.map(|_| snd.wnd)?),
            Variable::SndWl1 => Value::Peers(rcv.map(|_| snd.wl1)?),
            Variable::SndWl2 if status.state == State::SynReceived && snd.wl2 == Seq(0) => return None,
            Variable::SndWl2 => Value::Own(rcv.map(|_| snd.wl2)?),
            Variable::SndUp => Value::Own(status.snd_up?),
            Variable::Iss => Value::Own(snd.iss),
            Variable::RcvNxt => Value::Peers(rcv?.nxt),
            Variable::RcvWnd => Value::Number(rcv?.wnd),
            Variable::RcvUp => Value::Peers(status.rcv_up?),
            Variable::Irs => Value::Peers(rcv?.irs),
            Variable::Cwnd => Value::Number(congestion?.cwnd),
            Variable::Ssthresh => Value::Number(congestion?.ssthresh),
            Variable::FlightSize => Value::Number(snd.nxt - snd.una),
            Variable::Pipe => Value::Number(congestion?.pipe),
            Variable::Stage => Value::Stage(match congestion? {
                congestion if congestion.phase == Phase::Recovery => Stage::Recovery,
                congestion if congestion.phase == Phase::Loss => Stage::Loss,
                congestion if congestion.cwnd < congestion.ssthresh => Stage::SlowStart,
                _ => Stage::Avoidance,
            }),
            Variable::DuplicateAcks => Value::Number(congestion?.duplicates),
            Variable::Recover => Value::Own(congestion?.recovery_point?),
            Variable::Rto => Value::Span(status.rto),
            Variable::Srtt => Value::Span(status.srtt?),
            Variable::Rttvar => Value::Span(status.srtt.map(|_| status.rttvar)?),
            Variable::SendMss => Value::Number(rcv.map(|_| status.send_mss.into())?),
            Variable::SndShift => Value::Number(options.window_scale?.snd_shift.into()),
            Variable::RcvShift => Value::Number(options.window_scale?.rcv_shift.into()),
            Variable::Sack => Value::InUse(rcv.map(|_| options.sack)?),
            Variable::TsRecent => Value::Number(options.ts_recent?),
            Variable::Ecn => Value::InUse(rcv.map(|_| options.ecn)?),
            Variable::State | Variable::Timer(_) => return None,
        })
    }
}

impl Context<'_> {
    /// A value of the endpoint on `side` as it is written. A window that limits nothing yet is ∞.
    #[must_use]
    pub fn value(&self, side: Side, value: Value) -> String {
        match value {
            Value::Own(seq) => self.numbers.show(seq, side),
            Value::Peers(seq) => self.numbers.show(seq, side.peer()),
            Value::Number(LARGEST_WINDOW) => "∞".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Span(span) => symbols(span),
            Value::At(at) => symbols(at - Instant::ZERO),
            Value::State(state) => state.name().to_owned(),
            Value::InUse(in_use) => match self.lang {
                Lang::En => en::in_use(in_use).to_owned(),
                Lang::Zh => zh::in_use(in_use).to_owned(),
            },
            Value::Stage(stage) => match self.lang {
                Lang::En => en::stage(stage).to_owned(),
                Lang::Zh => zh::stage(stage).to_owned(),
            },
        }
    }
}
