//! What is known of an end, in the form in which a run's hosts are looked at.

use capture::Opening;
use observer::{EndView, Known};
use sim::{AppStatus, Snapshot};
use tcp::{Advance, Options, ReceiveVariables, SendVariables, State, Status, WindowScale};
use wire::Seq;

/// What is known of A and B before the first segment. Who opens was CLOSED, and who answered had listened, likely.
pub(crate) fn at_first(opening: Opening) -> [EndView; 2] {
    let [a, b] = match opening {
        Opening::Handshake => [Known::Likely(State::Closed), Known::Likely(State::Listen)],
        Opening::SynOnly => [Known::Likely(State::Closed), Known::NotSeen],
        Opening::SynAckOnly => [Known::NotSeen, Known::Likely(State::Listen)],
        Opening::Simultaneous => [Known::Likely(State::Closed); 2],
        Opening::Midstream => [Known::NotSeen; 2],
    };
    [a, b].map(|state| EndView { state, ..EndView::default() })
}

/// The values of `view`, certain or likely; what was not seen is as if it were not there. `peer` is what is known of the other
/// end, and `bases` what their numbers are counted from.
pub(crate) fn snapshot(view: &EndView, peer: &EndView, bases: [Seq; 2]) -> Snapshot {
    let [base, peer_base] = bases;
    let state = view.state.value().unwrap_or_default();
    let is_open = !matches!(state, State::Closed | State::Listen);
    let snd = view.snd_nxt.value().filter(|_| is_open).map(|nxt| {
        let una = view.snd_una.value().unwrap_or(nxt);
        let wnd = view.snd_wnd.value().unwrap_or(0);
        let iss = view.iss.value().unwrap_or(base);
        SendVariables { una, nxt, wnd, iss, max_wnd: wnd, nxt_from: stood(nxt), ..SendVariables::default() }
    });
    let rcv = view.rcv_nxt.value().filter(|_| is_open).map(|nxt| ReceiveVariables {
        nxt,
        wnd: view.rcv_wnd.value().unwrap_or(0),
        irs: view.irs.value().unwrap_or(peer_base),
        nxt_from: stood(nxt),
    });
    let shifts = view.window_shift.value().zip(peer.window_shift.value()).filter(|shifts| *shifts != (0, 0));
    let is_fin_acknowledged = matches!(state, State::FinWait2 | State::TimeWait);
    let has_fin = matches!(state, State::CloseWait | State::LastAck | State::Closing | State::TimeWait);
    let tcp = Status {
        state,
        snd,
        rcv,
        send_mss: peer.mss.value().unwrap_or(0),
        acknowledged: snd.map_or(0, |snd| octets(snd.iss, snd.una, is_fin_acknowledged)),
        received: rcv.map_or(0, |rcv| octets(rcv.irs, rcv.nxt, has_fin)),
        options: Options {
            window_scale: shifts.map(|(rcv_shift, snd_shift)| WindowScale { snd_shift, rcv_shift }),
            sack: view.sack.value() == Some(true),
            ts_recent: view.ts_recent.value(),
            ecn: view.ecn.value() == Some(true),
        },
        ..Status::default()
    };
    Snapshot { tcp, app: AppStatus::default(), listener: None }
}

/// The octets after an initial number and before `next`: a FIN is none.
fn octets(initial: Seq, next: Seq, with_fin: bool) -> u64 {
    u64::from(next - initial).saturating_sub(1 + u64::from(with_fin))
}

/// Nobody saw how it came to be that.
fn stood(at: Seq) -> Advance {
    Advance { from: at, ..Advance::default() }
}
