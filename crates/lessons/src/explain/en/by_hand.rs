//! What is to be said of a segment that a person made, in English.

use sim::{Checksum, Transmission};
use wire::Flags;

use super::super::Words;
use super::super::scene::Scene;
use super::{name, world};

/// Why it is there.
pub(crate) fn cause(scene: &Scene, sent: &Transmission) -> Words {
    if let Some(words) = world::flood(scene, sent) {
        return words;
    }
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let checksum = match sent.checksum {
        Checksum::Right => "",
        Checksum::Wrong => " Its checksum is wrong on purpose.",
    };
    Words::new(
        "Why this segment?",
        format!(
            "No endpoint sent it: it was **made by hand** and put on the path in the {me}'s name. The {me} knows \
             nothing of it, and the {peer} cannot see who made it. It judges the segment by its addresses, ports, \
             checksum and numbers alone.{checksum}"
        ),
    )
}

/// Where SEG.SEQ comes from.
pub(crate) fn seq(scene: &Scene, sent: &Transmission) -> Words {
    let me = name(scene.side);
    let text = format!("Chosen by hand. The {me} itself would number its next octet as its SND.NXT says.");
    Words::new(format!("Why seq = {}?", scene.own(sent.segment.seq)), text)
}

/// Where SEG.ACK comes from.
pub(crate) fn ack(scene: &Scene, sent: &Transmission) -> Words {
    if !sent.segment.has(Flags::ACK) {
        return Words::new("Why no ack?", "ACK was not set, by hand: whatever the field holds means nothing.");
    }
    let me = name(scene.side);
    let text = format!("Chosen by hand. The {me} itself would acknowledge as far as its RCV.NXT says.");
    Words::new(format!("Why ack = {}?", scene.peers(sent.segment.ack)), text)
}

/// Where SEG.WND comes from.
pub(crate) fn window(sent: &Transmission) -> Words {
    let text = "Chosen by hand. It need not be what the receive buffer has left.";
    Words::new(format!("Why window = {}?", sent.segment.window), text)
}
