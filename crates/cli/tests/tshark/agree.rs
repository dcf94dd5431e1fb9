//! Holds what this project says of a capture against what tshark says of it.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::path::{Path, PathBuf};

use capture::{Capture, Checksum, Observed, Opened};
use observer::{Difference, Finding, Past, Told, Vantage};
use wire::{Flags, TcpOption};

use crate::tshark::{Dissected, dissect};

/// How far both agree on some segments. On their fields they do on all of them.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    pub(crate) segments: usize,
    /// Segments in which both find the same.
    equal: usize,
    /// Why they do not, in the others.
    reasons: BTreeMap<Difference, usize>,
    /// Where nobody knows why.
    unexplained: Vec<String>,
}

impl Agreement {
    /// They find the same in at least 95 of 100 segments, and something else for a reason that is known only.
    #[allow(clippy::print_stdout, reason = "how far they agree is worth knowing where they agree far enough")]
    pub(crate) fn assert_close(&self, name: &str) {
        println!("{name}: {} of {} segments agree; they differ by {:?}", self.equal, self.segments, self.reasons);
        assert!(self.unexplained.is_empty(), "{name}: {:#?}", self.unexplained);
        assert!(self.equal * 100 >= self.segments * 95, "{name}: {self:?}");
    }
}

impl Sum for Agreement {
    fn sum<I: Iterator<Item = Agreement>>(all: I) -> Agreement {
        all.fold(Agreement::default(), |mut sum, one| {
            sum.segments += one.segments;
            sum.equal += one.equal;
            for (reason, times) in one.reasons {
                *sum.reasons.entry(reason).or_default() += times;
            }
            sum.unexplained.extend(one.unexplained);
            sum
        })
    }
}

/// Both say the same of every segment of a file with these octets. Gives how far they find the same in them.
pub(crate) fn agree(name: &str, octets: &[u8]) -> Agreement {
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
    let opened: Vec<Opened> = (0..capture.listed()).map(open).collect();
    let mut ours: Vec<(usize, &Observed, Vec<Finding>)> = Vec::new();
    for (number, opened) in opened.iter().enumerate() {
        let seen = opened.segments.iter().zip(opened.watch(Vantage::Between));
        ours.extend(seen.map(|(segment, verdict)| (number, segment, verdict.findings)));
    }
    ours.sort_by_key(|(_, segment, _)| segment.header.place.number);
    let theirs = dissect(&file);
    assert_eq!(ours.len(), theirs.len(), "{name}: as many segments");
    let mut agreement = Agreement { segments: theirs.len(), ..Agreement::default() };
    let mut pasts = vec![Past::default(); opened.len()];
    for ((number, segment, findings), theirs) in ours.iter().zip(&theirs) {
        let said = said(&opened[*number], *number, segment, findings, theirs);
        let fields = Dissected { findings: theirs.findings.clone(), ..said.clone() };
        assert_eq!(fields, *theirs, "{name}: segment {}", theirs.number);
        let header = &segment.header;
        let told = Told {
            from: segment.from,
            seq: header.seq,
            end: header.end(),
            ack: header.has(Flags::ACK).then_some(header.ack),
            has_timestamps: header
                .options
                .readable()
                .iter()
                .any(|option| matches!(option, TcpOption::Timestamps { .. })),
            findings,
        };
        let past = pasts[*number];
        pasts[*number].note(&told);
        if said.findings == theirs.findings {
            agreement.equal += 1;
            continue;
        }
        let found: Vec<&str> = theirs.findings.iter().copied().collect();
        match Difference::between(&told, &found, &past) {
            Some(reason) => *agreement.reasons.entry(reason).or_default() += 1,
            None => {
                let number = theirs.number;
                agreement.unexplained.push(format!("{name}: segment {number}: {findings:?}, but tshark {found:?}"));
            }
        }
    }
    agreement
}

/// What we say of a segment, in tshark's form. Two of its fields cannot be ours: it gives numbers for an ACK that does not
/// count, which we leave out.
fn said(opened: &Opened, number: usize, segment: &Observed, findings: &[Finding], theirs: &Dissected) -> Dissected {
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
        findings: findings.iter().filter_map(|finding| finding.kind.wireshark()).collect(),
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
