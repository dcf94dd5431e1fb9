//! What is to be said of a segment that was seen in a capture, in English.

use sim::{Checksum, Transmission};
use wire::Flags;

use super::super::Words;
use super::super::scene::Scene;
use super::name;

/// Why it is there.
pub(crate) fn cause(scene: &Scene, sent: &Transmission) -> Words {
    let me = name(scene.side);
    let checksum = match sent.checksum {
        Checksum::Right => "",
        Checksum::Wrong => " Its checksum does not fit.",
    };
    Words::new(
        "Why this segment?",
        format!(
            "It was **seen in a capture**. By which rule the {me} sent it, the {me} alone knows; what can be inferred is said \
             beside it.{checksum}"
        ),
    )
}

/// What SEG.SEQ says.
pub(crate) fn seq(scene: &Scene, sent: &Transmission) -> Words {
    let text = "So it stood in the header that was captured: the number of the first octet, or of SYN or FIN.";
    Words::new(format!("Why seq = {}?", scene.own(sent.segment.seq)), text)
}

/// What SEG.ACK says.
pub(crate) fn ack(scene: &Scene, sent: &Transmission) -> Words {
    if !sent.segment.has(Flags::ACK) {
        return Words::new(
            "Why no ack?",
            "ACK is not set in what was captured: whatever the field holds means nothing.",
        );
    }
    let me = name(scene.side);
    let text = format!("So it stood in the header that was captured: the {me} has everything before this number.");
    Words::new(format!("Why ack = {}?", scene.peers(sent.segment.ack)), text)
}

/// What SEG.WND says.
pub(crate) fn window(sent: &Transmission) -> Words {
    let text = "So it stood in the header that was captured, before any scaling.";
    Words::new(format!("Why window = {}?", sent.segment.window), text)
}
