//! Holds what this project says of a capture against what tshark says of it.

use std::path::{Path, PathBuf};

use capture::{Capture, Checksum, Observed, Opened};
use wire::Flags;

use crate::tshark::{Dissected, dissect};

/// Both say the same of every segment of a file with these octets. Gives how many there are.
pub(crate) fn agree(name: &str, octets: &[u8]) -> usize {
    let file: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pcapng"));
    std::fs::write(&file, octets).unwrap();
    let mut capture = Capture::new();
    for piece in octets.chunks(1000) {
        capture.push(piece).unwrap_or_else(|stop| panic!("{name}: {stop}"));
    }
    capture.finish().unwrap_or_else(|stop| panic!("{name}: {stop}"));
    let fetch = |offset: u64, into: &mut [u8]| -> Result<(), ()> {
        let from = usize::try_from(offset).map_err(|_| ())?;
        into.copy_from_slice(octets.get(from..from + into.len()).ok_or(())?);
        Ok(())
    };
    let open = |number| capture.open(number, fetch).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let opened: Vec<Opened> = (0..capture.conversations().len()).map(open).collect();
    let mut ours: Vec<(usize, &Observed)> = Vec::new();
    for (number, opened) in opened.iter().enumerate() {
        ours.extend(opened.segments.iter().map(|segment| (number, segment)));
    }
    ours.sort_by_key(|(_, segment)| segment.header.place.number);
    let theirs = dissect(&file);
    assert_eq!(ours.len(), theirs.len(), "{name}: as many segments");
    for ((number, segment), theirs) in ours.iter().zip(&theirs) {
        let said = said(&opened[*number], *number, segment, theirs);
        assert_eq!(said, *theirs, "{name}: segment {}", theirs.number);
    }
    theirs.len()
}

/// What we say of a segment, in tshark's form. Two of its fields cannot be ours: it gives numbers for an ACK that does not
/// count, which we leave out.
fn said(opened: &Opened, number: usize, segment: &Observed, theirs: &Dissected) -> Dissected {
    let (conversation, header) = (&opened.conversation, &segment.header);
    let ack =
        if header.has(Flags::ACK) { [conversation.relative_ack(header).unwrap(), header.ack.0] } else { theirs.ack };
    Dissected {
        number: header.place.number,
        at: header.at,
        stream: u32::try_from(number).unwrap(),
        source: header.source.ip().to_string(),
        ports: [header.source.port(), header.destination.port()],
        seq: [conversation.relative_seq(header), header.seq.0],
        ack,
        len: header.len,
        flags: u32::from(header.reserved) << 8 | u32::from(header.flags.0),
        window: [header.window.into(), conversation.window(header)],
        checksum: checksum(header.checksum).into(),
    }
}

/// A checksum that an interface was to fill in is a wrong one to tshark.
fn checksum(checksum: Checksum) -> &'static str {
    match checksum {
        Checksum::Good => "good",
        Checksum::Bad | Checksum::Zero | Checksum::Partial => "bad",
        Checksum::NotCovered => "unverified",
    }
}
