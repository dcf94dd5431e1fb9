//! What befalls hosts, and what comes of it, in English.

use sim::{Mishap, MishapKind, Stop, Transmission};
use tcp::State;
use wire::Seq;

use super::super::Words;
use super::super::scene::Scene;
use super::liveness::reported;
use super::name;

/// "The server loses power: its connections and its program are gone".
pub(crate) fn befell(scene: &Scene, mishap: &Mishap) -> String {
    let me = name(scene.side);
    match mishap.what {
        MishapKind::CableOut => format!("The {me}'s cable is pulled out: its TCP knows nothing of it"),
        MishapKind::CableIn => format!("The {me}'s cable is put in again"),
        MishapKind::PowerOff => format!("The {me} loses power: its connections and its program are gone"),
        MishapKind::PowerOn => format!("The {me} has power again, and remembers no connection"),
        MishapKind::ProgramStart => format!("The {me}'s program is started from its first line"),
        MishapKind::FirewallOn => format!("A firewall before the {me} begins to drop what comes, without a word"),
        MishapKind::FirewallOff => format!("The firewall before the {me} lets everything through"),
        MishapKind::Icmp(error) => format!("The network reports to the {me} by ICMP: {}", reported(error)),
    }
}

/// Why a segment is heard by nobody, though nothing on the path lost it.
pub(crate) fn stopped(stop: Stop) -> &'static str {
    match stop {
        Stop::SenderUnplugged => "not sent anywhere: the cable there is out",
        Stop::ReceiverUnplugged => "heard by nobody: the cable at the other end is out",
        Stop::ReceiverOff => "heard by nobody: the other host has no power",
        Stop::Filtered => "dropped by a firewall, without a word",
        Stop::Elsewhere => "gone to an address from which nothing will come back",
    }
}

/// Between whom a segment goes, where that is a stranger.
pub(crate) fn stranger(sent: &Transmission) -> Option<String> {
    let stranger = sent.stranger?;
    Some(if sent.id.forged { format!(", as if from {stranger}") } else { format!(", to {stranger}") })
}

/// Why a stranger's segment is there.
pub(crate) fn flood(scene: &Scene, sent: &Transmission) -> Option<Words> {
    let (stranger, peer) = (sent.stranger.filter(|_| sent.id.forged)?, name(scene.side.peer()));
    let text = format!(
        "It is one of a **SYN flood**. Its source address {} is forged: whatever the {peer} sends back there, no ACK will \
         come. Each such SYN is to take a place in the SYN queue for as long as the {peer} waits.",
        stranger.ip()
    );
    Some(Words::new("Why this segment?", text))
}

/// A connection ends TIME-WAIT before its time.
pub(crate) fn reopened(scene: &Scene, seg_seq: Seq, rcv_nxt: Seq, timestamps: Option<(u32, Option<u32>)>) -> Words {
    let peer = name(scene.side.peer());
    let newer = match timestamps {
        None => format!(
            "Its number {} is not below {}, which the old connection would have had next, so it cannot be one of its \
             duplicates.",
            scene.peers(seg_seq),
            scene.peers(rcv_nxt)
        ),
        Some((ts_val, Some(ts_recent))) => {
            format!("Its timestamp {ts_val} is later than the last of the old connection, {ts_recent}.")
        }
        Some((ts_val, None)) => format!("It has a timestamp, {ts_val}, and the old connection had none."),
    };
    Words::new(
        "A new connection out of TIME-WAIT",
        format!(
            "This SYN from the {peer} has the same two addresses and ports as the connection in TIME-WAIT. {newer} The \
             wait ends, and the SYN is for the socket that listens."
        ),
    )
}

/// Two segments are taken for a handshake.
pub(crate) fn believed(scene: &Scene, iss: Seq) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    Words::new(
        "Not TCP: two segments are believed to do",
        format!(
            "This {me} plays the **two-way handshake**, which RFC 9293 does not allow. With its SYN,ACK sent it believes in \
             the connection, although nobody has acknowledged its number {}. Whether the {peer}'s SYN was an old one, it \
             does not ask. A real TCP stays in SYN-RECEIVED until the third segment.",
            scene.own(iss)
        ),
    )
}

/// The third segment is left out.
pub(crate) fn unacknowledged(scene: &Scene, rcv_nxt: Seq) -> Words {
    let me = name(scene.side);
    Words::new(
        "Not TCP: the third segment is left out",
        format!(
            "This {me} plays the **two-way handshake**, which RFC 9293 does not allow: it sends no ACK of {} now. A real \
             TCP does so at once, since its peer waits for just that.",
            scene.peers(rcv_nxt)
        ),
    )
}

/// A host knows nothing any more.
pub(crate) fn memory_lost(scene: &Scene, state: State) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let rest = if state.is_synchronized() {
        format!(" The {peer} is not told: on its side the connection stays, and is now **half-open**.")
    } else {
        String::new()
    };
    Words::new(
        "The memory is lost",
        format!("The {me} was in {state}. What it knew of that was in its memory only, and is gone.{rest}"),
    )
}
