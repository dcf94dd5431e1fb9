//! What must be true of every run.

use sim::{Call, End, Mishap, MishapKind, Side, Timeline};
use tcp::{Ending, Event, Instant, ListenerRule, Outstanding, Rule, State};

use super::programs::Play;
use crate::campaign::Tally;
use crate::legal;

pub(super) fn hold(timeline: &Timeline, play: Play, tally: &mut Tally) -> Result<(), String> {
    // A window that nobody opens again is probed for ever (RFC 9293 section 3.8.6.1); only those plays that end may
    // not come to that.
    let may_probe_for_ever = !play.ends() && timeline.end == End::TimeLimit;
    let is_slow = timeline.end == End::TimeLimit && still_delivers(timeline);
    if is_slow {
        tally.add("not done in a day", 1);
    }
    if timeline.end != End::Quiet && !may_probe_for_ever && !is_slow {
        return Err(format!("the run ended by {:?} after {} entries", timeline.end, timeline.entries.len()));
    }
    for side in Side::BOTH {
        octets(timeline, side)?;
        if play.ends() && !is_slow {
            end(timeline, side, tally)?;
        }
    }
    states(timeline)?;
    numbers(timeline)
}

/// Whether octets arrived in the last hour. On the worst paths, with tiny segments, a day may not be enough.
fn still_delivers(timeline: &Timeline) -> bool {
    let an_hour_before = Instant(timeline.ended().0.saturating_sub(3600 * 1_000_000_000));
    let step = timeline.step_at(an_hour_before);
    let received = |step: usize, side: Side| timeline.snapshot(step, side).tcp.received;
    Side::BOTH.iter().any(|side| received(step, *side) < received(usize::MAX, *side))
}

/// Every octet arrived once and in order.
fn octets(timeline: &Timeline, side: Side) -> Result<(), String> {
    let program = &timeline.scenario.host(side.peer()).program;
    let sent: Vec<u8> = program.iter().flat_map(Call::octets).collect();
    let received = &timeline.received[side as usize];
    // A SEND that failed sent nothing, so that what came after it may stand in its place.
    let all_taken = !timeline.snapshot(usize::MAX, side.peer()).app.failed;
    // A program that begins anew sends anew, and what a host without power was sent is gone.
    let begins_anew = |mishap: &Mishap| matches!(mishap.what, MishapKind::PowerOff | MishapKind::ProgramStart);
    let all_taken = all_taken && !timeline.scenario.mishaps.iter().any(begins_anew);
    if all_taken && !sent.starts_with(received) {
        return Err(format!("an octet is out of place at the {}", side.name()));
    }
    Ok(())
}

/// Both ends are CLOSED, and who was not told of a failure has received everything.
fn end(timeline: &Timeline, side: Side, tally: &mut Tally) -> Result<(), String> {
    let last = timeline.snapshot(usize::MAX, side);
    let peer = timeline.snapshot(usize::MAX, side.peer());
    // A socket that listens apart is seen again when an old SYN came to nothing after its connection had ended.
    let listens_again = last.tcp.state == State::Listen && last.tcp.ending == Some(Ending::Closed);
    if last.tcp.state != State::Closed && !listens_again {
        // A peer that has gone without being heard is not heard of again: without keep-alive, who only waits goes on
        // waiting. So does a server whose client came to nothing.
        let left = match peer.tcp.ending {
            Some(Ending::TimedOut | Ending::Unreachable) => "left by one who gave up",
            Some(Ending::Aborted) => "left by one who aborted",
            Some(Ending::Reset | Ending::Refused) => "left by one who was reset",
            // An ACK that comes when the connection is over brings its cookie once more, as long as that is good. Cookies
            // cannot tell.
            Some(Ending::Closed) | None if cookies(timeline) > 1 => "left by a cookie that came late",
            Some(Ending::Closed) | None => return Err(format!("the {} ended {}", side.name(), last.tcp.state)),
        };
        tally.add(left, 1);
        let waits = last.tcp.outstanding.is_empty() && last.tcp.timers.is_empty();
        return if waits { Ok(()) } else { Err(format!("the {} stopped in {}", side.name(), last.tcp.state)) };
    }
    match last.tcp.ending {
        None | Some(Ending::Closed) => {}
        Some(_) => tally.add("told of a failure", 1),
    }
    let wants_all = timeline.scenario.host(side).program.contains(&Call::RecvToEnd);
    let sent: usize = timeline.scenario.host(side.peer()).program.iter().map(|call| call.octets().len()).sum();
    let received = timeline.received[side as usize].len();
    let done = !last.app.failed && wants_all && last.tcp.ending == Some(Ending::Closed);
    if done && received != sent && peer.tcp.ending == Some(Ending::Closed) {
        return Err(format!("the {} ended well with {received} octets of {sent}", side.name()));
    }
    Ok(())
}

/// Whether a cookie came back.
fn is_cookie(event: &Event) -> bool {
    matches!(event.rule, Rule::Listener(ListenerRule::CookieAccepted { .. }))
}

/// How many cookies came back.
fn cookies(timeline: &Timeline) -> usize {
    timeline.entries.iter().flat_map(|entry| &entry.events).filter(|event| is_cookie(event)).count()
}

fn states(timeline: &Timeline) -> Result<(), String> {
    for (entry, change) in timeline.entries.iter().flat_map(|entry| entry.transitions().map(move |it| (entry, it))) {
        // A cookie that comes back makes a connection at once (RFC 4987 section 3.6).
        let by_cookie =
            (change.from, change.to) == (State::Listen, State::Established) && entry.events.iter().any(is_cookie);
        if legal::section(change.from, change.to).is_none() && !by_cookie {
            return Err(format!("an illegal change of state: {} -> {}", change.from, change.to));
        }
    }
    Ok(())
}

fn numbers(timeline: &Timeline) -> Result<(), String> {
    for snapshot in &timeline.snapshots {
        let status = &snapshot.tcp;
        let outstanding: u32 = status.outstanding.iter().map(Outstanding::len).sum();
        let in_flight = status.snd.map_or(0, |snd| snd.nxt - snd.una);
        if let Some(snd) = status.snd.filter(|snd| !snd.una.at_or_before(snd.nxt)) {
            return Err(format!("SND.UNA={} lies beyond SND.NXT={}", snd.una, snd.nxt));
        }
        if outstanding != in_flight {
            return Err(format!("{outstanding} numbers are outstanding, and SND.NXT - SND.UNA is {in_flight}"));
        }
        // A probe and a FIN may go one number past the window that the peer ever offered.
        if let Some(snd) = status.snd.filter(|snd| in_flight > snd.max_wnd.max(1) + 2) {
            return Err(format!("{in_flight} numbers are in flight where the window was {} at most", snd.max_wnd));
        }
        if status.state == State::Closed && !status.timers.is_empty() {
            return Err(format!("CLOSED keeps a timer: {:?}", status.timers));
        }
    }
    Ok(())
}
