//! The variables of a connection under their RFC names: what each is, what its value came from, and what depends on it.

mod absence;
mod arithmetic;
mod en;
mod origin;
mod value;
mod zh;

use tcp::{Section, Timer};

use crate::Lang;

pub use origin::{Origin, changes};
pub use value::{Stage, Value};

/// A variable of one endpoint, in the order in which the RFCs introduce them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Variable {
    /// The connection's state.
    State,
    /// SND.UNA.
    SndUna,
    /// SND.NXT.
    SndNxt,
    /// SND.WND.
    SndWnd,
    /// SND.WL1.
    SndWl1,
    /// SND.WL2.
    SndWl2,
    /// SND.UP.
    SndUp,
    /// ISS.
    Iss,
    /// RCV.NXT.
    RcvNxt,
    /// RCV.WND.
    RcvWnd,
    /// RCV.UP.
    RcvUp,
    /// IRS.
    Irs,
    /// cwnd.
    Cwnd,
    /// ssthresh.
    Ssthresh,
    /// FlightSize.
    FlightSize,
    /// pipe.
    Pipe,
    /// What moves cwnd at the moment.
    Stage,
    /// Duplicate ACKs since something new was acknowledged.
    DuplicateAcks,
    /// recover, which RFC 6675 calls RecoveryPoint.
    Recover,
    /// RTO.
    Rto,
    /// SRTT.
    Srtt,
    /// RTTVAR.
    Rttvar,
    /// The effective send MSS.
    SendMss,
    /// Snd.Wind.Shift.
    SndShift,
    /// Rcv.Wind.Shift.
    RcvShift,
    /// Whether SACK is in use.
    Sack,
    /// TS.Recent.
    TsRecent,
    /// Whether ECN is in use.
    Ecn,
    /// When a timer fires.
    Timer(Timer),
}

impl Variable {
    /// Every variable.
    pub const ALL: [Variable; 36] = [
        Variable::State,
        Variable::SndUna,
        Variable::SndNxt,
        Variable::SndWnd,
        Variable::SndWl1,
        Variable::SndWl2,
        Variable::SndUp,
        Variable::Iss,
        Variable::RcvNxt,
        Variable::RcvWnd,
        Variable::RcvUp,
        Variable::Irs,
        Variable::Cwnd,
        Variable::Ssthresh,
        Variable::FlightSize,
        Variable::Pipe,
        Variable::Stage,
        Variable::DuplicateAcks,
        Variable::Recover,
        Variable::Rto,
        Variable::Srtt,
        Variable::Rttvar,
        Variable::SendMss,
        Variable::SndShift,
        Variable::RcvShift,
        Variable::Sack,
        Variable::TsRecent,
        Variable::Ecn,
        Variable::Timer(Timer::Retransmission),
        Variable::Timer(Timer::Persist),
        Variable::Timer(Timer::DelayedAck),
        Variable::Timer(Timer::SillyWindow),
        Variable::Timer(Timer::KeepAlive),
        Variable::Timer(Timer::User),
        Variable::Timer(Timer::FinWait2),
        Variable::Timer(Timer::TimeWait),
    ];

    /// Its name in links and attributes.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Variable::State => "state",
            Variable::SndUna => "snd-una",
            Variable::SndNxt => "snd-nxt",
            Variable::SndWnd => "snd-wnd",
            Variable::SndWl1 => "snd-wl1",
            Variable::SndWl2 => "snd-wl2",
            Variable::SndUp => "snd-up",
            Variable::Iss => "iss",
            Variable::RcvNxt => "rcv-nxt",
            Variable::RcvWnd => "rcv-wnd",
            Variable::RcvUp => "rcv-up",
            Variable::Irs => "irs",
            Variable::Cwnd => "cwnd",
            Variable::Ssthresh => "ssthresh",
            Variable::FlightSize => "flight-size",
            Variable::Pipe => "pipe",
            Variable::Stage => "stage",
            Variable::DuplicateAcks => "duplicate-acks",
            Variable::Recover => "recover",
            Variable::Rto => "rto",
            Variable::Srtt => "srtt",
            Variable::Rttvar => "rttvar",
            Variable::SendMss => "send-mss",
            Variable::SndShift => "snd-shift",
            Variable::RcvShift => "rcv-shift",
            Variable::Sack => "sack",
            Variable::TsRecent => "ts-recent",
            Variable::Ecn => "ecn",
            Variable::Timer(Timer::Retransmission) => "retransmission-timer",
            Variable::Timer(Timer::Persist) => "persist-timer",
            Variable::Timer(Timer::DelayedAck) => "delayed-ack-timer",
            Variable::Timer(Timer::SillyWindow) => "override-timer",
            Variable::Timer(Timer::KeepAlive) => "keep-alive-timer",
            Variable::Timer(Timer::User) => "user-timer",
            Variable::Timer(Timer::FinWait2) => "fin-wait-2-timer",
            Variable::Timer(Timer::TimeWait) => "time-wait-timer",
        }
    }

    /// The variable that a link names.
    #[must_use]
    pub fn parse(slug: &str) -> Option<Variable> {
        Variable::ALL.into_iter().find(|variable| variable.slug() == slug)
    }

    /// Its name: the RFC's, where that has one, in every language.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Variable::SndUna => "SND.UNA",
            Variable::SndNxt => "SND.NXT",
            Variable::SndWnd => "SND.WND",
            Variable::SndWl1 => "SND.WL1",
            Variable::SndWl2 => "SND.WL2",
            Variable::SndUp => "SND.UP",
            Variable::Iss => "ISS",
            Variable::RcvNxt => "RCV.NXT",
            Variable::RcvWnd => "RCV.WND",
            Variable::RcvUp => "RCV.UP",
            Variable::Irs => "IRS",
            Variable::Cwnd => "cwnd",
            Variable::Ssthresh => "ssthresh",
            Variable::FlightSize => "FlightSize",
            Variable::Pipe => "pipe",
            Variable::Recover => "recover",
            Variable::Rto => "RTO",
            Variable::Srtt => "SRTT",
            Variable::Rttvar => "RTTVAR",
            Variable::SendMss => "Eff.snd.MSS",
            Variable::SndShift => "Snd.Wind.Shift",
            Variable::RcvShift => "Rcv.Wind.Shift",
            Variable::Sack => "SACK",
            Variable::TsRecent => "TS.Recent",
            Variable::Ecn => "ECN",
            Variable::State | Variable::Stage | Variable::DuplicateAcks | Variable::Timer(_) => match lang {
                Lang::En => en::name(self),
                Lang::Zh => zh::name(self),
            },
        }
    }

    /// Where it is defined.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            Variable::State => (9293, "3.3.2"),
            Variable::SndUna
            | Variable::SndNxt
            | Variable::SndWnd
            | Variable::SndWl1
            | Variable::SndWl2
            | Variable::SndUp
            | Variable::Iss
            | Variable::RcvNxt
            | Variable::RcvWnd
            | Variable::RcvUp
            | Variable::Irs => (9293, "3.3.1"),
            Variable::Cwnd | Variable::Ssthresh | Variable::FlightSize => (5681, "2"),
            Variable::Stage => (5681, "3"),
            Variable::DuplicateAcks => (5681, "3.2"),
            Variable::Pipe => (6675, "2"),
            Variable::Recover => (6582, "3.2"),
            Variable::Rto | Variable::Srtt | Variable::Rttvar => (6298, "2"),
            Variable::SendMss => (9293, "3.7.1"),
            Variable::SndShift | Variable::RcvShift => (7323, "2.3"),
            Variable::Sack => (2018, "2"),
            Variable::TsRecent => (7323, "4.3"),
            Variable::Ecn => (3168, "6.1.1"),
            Variable::Timer(Timer::Retransmission) => (6298, "5"),
            Variable::Timer(Timer::Persist) => (9293, "3.8.6.1"),
            Variable::Timer(Timer::DelayedAck) => (9293, "3.8.6.3"),
            Variable::Timer(Timer::SillyWindow) => (9293, "3.8.6.2.1"),
            Variable::Timer(Timer::KeepAlive) => (9293, "3.8.4"),
            Variable::Timer(Timer::User) => (9293, "3.10.8"),
            Variable::Timer(Timer::FinWait2) => (9293, "3.6.1"),
            Variable::Timer(Timer::TimeWait) => (9293, "3.6.1"),
        };
        Section { rfc, section }
    }

    /// What it is, in a sentence or two. Of a timer: what it waits for.
    #[must_use]
    pub fn meaning(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => en::meaning(self),
            Lang::Zh => zh::meaning(self),
        }
    }

    /// What depends on its value. Of a timer: what happens when it fires.
    #[must_use]
    pub fn used_for(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => en::used_for(self),
            Lang::Zh => zh::used_for(self),
        }
    }

    /// Whether its value can tell what the next segment says, so that it is hidden until that was predicted.
    #[must_use]
    pub fn gives_away(self) -> bool {
        !matches!(
            self,
            Variable::State
                | Variable::SndWnd
                | Variable::Iss
                | Variable::Irs
                | Variable::Cwnd
                | Variable::Ssthresh
                | Variable::Rto
                | Variable::Srtt
                | Variable::Rttvar
                | Variable::SendMss
                | Variable::SndShift
                | Variable::RcvShift
                | Variable::Sack
                | Variable::Ecn
                | Variable::Timer(_)
        )
    }
}
