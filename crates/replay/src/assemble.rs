//! Puts a conversation together as a timeline.

use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use capture::{Checksum, End, LinkType, Observed, Opened};
use observer::{EndView, FindingKind, Observer, Vantage, Verdict};
use sim::{
    Copy, Entry, Fate, Happening, HeaderBits, Host, Path, Scenario, SegmentRef, Settings, Side, Snapshot, Timeline,
    Transmission,
};
use tcp::{Instant, Transition};
use wire::{MacAddr, Segment, Seq};

use crate::{Captured, STEPS, distance, fate, known};

/// Where the address of the sender lies in an Ethernet frame.
const ETHERNET_SOURCE: std::ops::Range<usize> = 6..12;

/// The longest text that is taken to be there without having been captured, in octets: what a packet says of its length bounds
/// nothing.
const LONGEST_CUT: usize = 1 << 20;

pub(crate) async fn assemble<E>(
    opened: Opened,
    frames: Vec<Bytes>,
    links: Vec<LinkType>,
    vantage: Vantage,
    turn: &mut impl AsyncFnMut() -> Result<(), E>,
) -> Result<Captured, E> {
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(opened.segments.len());
    for verdict in opened.watch(vantage) {
        if verdicts.len().is_multiple_of(STEPS) {
            turn().await?;
        }
        verdicts.push(verdict);
    }
    turn().await?;
    let distances = distance::distances(&opened.segments, vantage);
    let lost = fate::lost(&opened.segments, &verdicts, distances, vantage);
    let ways = ways(&opened.segments, distances, &lost);
    let mut packets: Vec<usize> = (0..ways.len()).collect();
    packets.sort_by_key(|packet| (ways[*packet].left, *packet));
    turn().await?;
    let (mut transmissions, mut happenings) = (Vec::new(), Vec::new());
    let mut places = vec![0; packets.len()];
    let mut counts = [0; 2];
    let zeros = zeros(&opened.segments);
    for (place, packet) in (0..).zip(&packets) {
        if (place as usize).is_multiple_of(STEPS) {
            turn().await?;
        }
        places[*packet] = place as usize;
        let (segment, way) = (&opened.segments[*packet], ways[*packet]);
        let from = side(segment.from);
        counts[from as usize] += 1;
        let id = SegmentRef::new(from, counts[from as usize]);
        let text = self::segment(segment, &frames[*packet], &zeros);
        transmissions.push(transmission(id, segment, &verdicts[*packet], text, way));
        happenings.push((way.left, *packet, from, Happening::Sent { transmission: place }));
        happenings.push(match way.is_lost {
            true => (way.ended, *packet, from, Happening::Lost { transmission: place, copy: 0 }),
            false => (way.ended, *packet, from.peer(), Happening::Arrived { transmission: place, copy: 0 }),
        });
    }
    // Of what happens at the same moment, what was captured first is first; a segment is sent before it arrives.
    turn().await?;
    happenings.sort_by_key(|(at, packet, _, happening)| (*at, *packet, !matches!(happening, Happening::Sent { .. })));
    let mut hosts = Hosts::new(&opened, vantage);
    let mut entries: Vec<Entry> = Vec::with_capacity(happenings.len());
    for (at, packet, side, happening) in happenings {
        if entries.len().is_multiple_of(STEPS) {
            turn().await?;
        }
        let place = index(entries.len());
        let mut inferred = None;
        match happening {
            Happening::Sent { transmission } => transmissions[transmission as usize].entry = place,
            Happening::Arrived { transmission, .. } | Happening::Lost { transmission, .. } => {
                transmissions[transmission as usize].copies[0].entry = Some(place);
            }
            _ => {}
        }
        if !matches!(happening, Happening::Lost { .. }) {
            inferred = hosts.look(side, &opened, packet);
        }
        entries.push(Entry { at, side, happening, events: Vec::new(), snapshots: hosts.now, inferred });
    }
    turn().await?;
    let scenario = scenario(&opened, &frames, &links, distances);
    let Hosts { snapshots, views, .. } = hosts;
    let timeline = Rc::new(Timeline::assembled(scenario, entries, transmissions, snapshots));
    Ok(Captured { timeline, opened, verdicts, frames, packets, transmissions: places, links, views })
}

/// Zeros for the longest text that was not captured whole: all of them share these.
fn zeros(segments: &[Observed]) -> Bytes {
    let cut = segments.iter().map(|segment| segment.header).filter(|header| header.text_captured < header.len);
    let longest = cut.map(|header| header.len as usize).max().unwrap_or(0);
    vec![0; longest.min(LONGEST_CUT)].into()
}

/// A segment's way from end to end.
#[derive(Clone, std::marker::Copy)]
struct Way {
    left: Instant,
    ended: Instant,
    is_lost: bool,
}

/// The way of each segment. Time begins when the first of them leaves.
fn ways(segments: &[Observed], distances: [u64; 2], lost: &[bool]) -> Vec<Way> {
    let left = |segment: &Observed| i128::from(segment.header.at) - i128::from(distances[segment.from as usize]);
    let begin = segments.iter().map(left).min().unwrap_or(0);
    let whole = Duration::from_nanos(distances[0].saturating_add(distances[1]));
    let way = |(segment, is_lost): (&Observed, &bool)| {
        let fate = if *is_lost { Fate::Lost } else { Fate::Delivered };
        let left = Instant(u64::try_from(left(segment) - begin).unwrap_or(u64::MAX));
        let takes = if *is_lost { whole.mul_f64(fate.share()) } else { whole };
        Way { left, ended: left + takes, is_lost: *is_lost }
    };
    segments.iter().zip(lost).map(way).collect()
}

fn transmission(id: SegmentRef, seen: &Observed, verdict: &Verdict, segment: Segment, way: Way) -> Transmission {
    let header = &seen.header;
    let fate = if way.is_lost { Fate::Lost } else { Fate::Delivered };
    let copy =
        Copy { left: way.left, ended: way.ended, fate, marked: header.ecn == 3, waited: Duration::ZERO, entry: None };
    Transmission {
        id,
        stranger: None,
        sent: way.left,
        entry: 0,
        segment,
        ecn_capable: header.ecn != 0,
        checksum: if header.checksum == Checksum::Bad { sim::Checksum::Wrong } else { sim::Checksum::Right },
        header: HeaderBits { data_offset: None, reserved: header.reserved },
        why: None,
        seen_again: verdict.findings.iter().any(|finding| is_again(finding.kind)),
        copies: vec![copy],
    }
}

/// Whether a finding says that the numbers of its segment had been sent before.
fn is_again(kind: FindingKind) -> bool {
    matches!(kind, FindingKind::Retransmission { .. } | FindingKind::Spurious { .. } | FindingKind::FinAgain { .. })
}

/// The segment with its text. If not all of that was captured, it is zeros.
fn segment(seen: &Observed, frame: &Bytes, zeros: &Bytes) -> Segment {
    let header = &seen.header;
    let (from, len) = (header.text_at as usize, header.len as usize);
    let is_whole = header.text_captured == header.len && from + len <= frame.len();
    let text = if is_whole { frame.slice(from..from + len) } else { zeros.slice(..len.min(zeros.len())) };
    Segment {
        src_port: header.source.port(),
        dst_port: header.destination.port(),
        seq: header.seq,
        ack: header.ack,
        flags: header.flags,
        window: header.window,
        urgent: header.urgent,
        options: header.options.readable(),
        text,
    }
}

/// Both hosts while the conversation goes on. Each has an observer of its own.
struct Hosts {
    observers: [Observer; 2],
    bases: [Seq; 2],
    snapshots: Vec<Snapshot>,
    views: Vec<EndView>,
    /// Which of these hold now.
    now: [u32; 2],
}

impl Hosts {
    fn new(opened: &Opened, vantage: Vantage) -> Hosts {
        // Of the host that is not there where it was captured, the order of its segments is reckoned.
        let observer = |end: End| {
            let here = Vantage::At(end);
            opened.observer(if vantage == here { here } else { Vantage::Between })
        };
        let bases = opened.conversation.base.map(|base| base.unwrap_or(Seq(0)));
        let views = known::at_first(opened.conversation.opening);
        let [a, b] = &views;
        let snapshots = vec![known::snapshot(a, b, bases), known::snapshot(b, a, [bases[1], bases[0]])];
        Hosts { observers: End::BOTH.map(observer), bases, snapshots, views: views.to_vec(), now: [0, 1] }
    }

    /// The host on `side` sends the segment `packet`, or gets it: gives the change of its state.
    fn look(&mut self, side: Side, opened: &Opened, packet: usize) -> Option<Transition> {
        let (own, peer) = (side as usize, side.peer() as usize);
        let verdict = opened.segments[packet].show(&mut self.observers[own]);
        let (view, before) = (verdict.after[own], self.views[self.now[own] as usize]);
        if view != before {
            self.now[own] = index(self.views.len());
            self.snapshots.push(known::snapshot(&view, &verdict.after[peer], [self.bases[own], self.bases[peer]]));
            self.views.push(view);
        }
        let (from, to) = before.state.value().zip(view.state.value())?;
        (from != to).then_some(Transition { from, to })
    }
}

/// Both hosts and the path between them, as far as they were seen.
fn scenario(opened: &Opened, frames: &[Bytes], links: &[LinkType], distances: [u64; 2]) -> Scenario {
    let host = |end: End| {
        let socket = opened.conversation.ends[end as usize];
        Host {
            address: match socket.ip() {
                IpAddr::V4(address) => address,
                IpAddr::V6(_) => Ipv4Addr::UNSPECIFIED,
            },
            mac: mac(end, opened, frames, links),
            port: socket.port(),
            iss: opened.conversation.base[end as usize].unwrap_or(Seq(0)),
            settings: Settings::default(),
            program: Vec::new(),
        }
    };
    let whole = Duration::from_nanos(distances[0].saturating_add(distances[1]));
    let ms = u32::try_from(whole.as_millis()).unwrap_or(u32::MAX);
    Scenario {
        client: host(End::A),
        server: host(End::B),
        path: Path { to_server_ms: ms, to_client_ms: ms, ..Path::default() },
        faults: Vec::new(),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    }
}

/// The address from which the frames of `end` came on an Ethernet; zeros where there was none.
fn mac(end: End, opened: &Opened, frames: &[Bytes], links: &[LinkType]) -> MacAddr {
    let first = opened.segments.iter().zip(frames).find(|(segment, _)| segment.from == end);
    let address = first.and_then(|(segment, frame)| {
        let link = links.get(usize::from(segment.header.place.interface))?;
        let octets = frame.get(ETHERNET_SOURCE).filter(|_| *link == LinkType::ETHERNET)?;
        Some(MacAddr(octets.try_into().ok()?))
    });
    address.unwrap_or_default()
}

fn side(end: End) -> Side {
    match end {
        End::A => Side::Client,
        End::B => Side::Server,
    }
}

/// A place in a timeline's lists: a capture has less than 2^32 packets, each with two entries and at most two snapshots.
fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
