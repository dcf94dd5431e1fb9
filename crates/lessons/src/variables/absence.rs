//! Why a variable has no value.

use tcp::Status;

use super::{Variable, en, zh};
use crate::Lang;

/// What a value that is not there waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Absence {
    /// No TCB holds it.
    NoTcb,
    /// The peer's SYN sets it.
    NoPeer,
    /// The first ACK sets it.
    NoAck,
    /// No round trip was measured.
    NotMeasured,
    /// The SYNs did not agree on it.
    NotAgreed,
    /// There is no urgent text.
    NothingUrgent,
    /// Nothing is being mended.
    NothingLost,
    /// The timer does not run.
    NotRunning,
}

impl Variable {
    /// Why it has no value while an endpoint is as `status` says.
    #[must_use]
    pub fn absence(self, status: &Status, lang: Lang) -> &'static str {
        let absence = match self {
            Variable::Timer(_) => Absence::NotRunning,
            _ if status.snd.is_none() => Absence::NoTcb,
            Variable::Srtt | Variable::Rttvar => Absence::NotMeasured,
            Variable::SndUp => Absence::NothingUrgent,
            _ if status.rcv.is_none() => Absence::NoPeer,
            Variable::SndWnd | Variable::SndWl2 => Absence::NoAck,
            Variable::RcvUp => Absence::NothingUrgent,
            Variable::Recover => Absence::NothingLost,
            Variable::SndShift | Variable::RcvShift | Variable::TsRecent => Absence::NotAgreed,
            _ => Absence::NoPeer,
        };
        match lang {
            Lang::En => en::absence(absence),
            Lang::Zh => zh::absence(absence),
        }
    }
}
