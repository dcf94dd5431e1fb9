//! What a layer of a device does with one segment: what it adds, rewrites, checks and strips, with the values.

use lessons::explain::{Context, Explanation};
use lessons::layers::Note;
use sim::{Device, Fate, Side, Transmission, Vantage};
use wire::checksum::{Working, pseudo_header};
use wire::fields::FieldId;
use wire::line::PREAMBLE;
use wire::{Flags, PROTOCOL_TCP, unseal};

use super::arrival::{Arrival, Socket, Text};
use super::facts::{self, Fact, Facts};
use crate::labels::inspector::fill;
use crate::labels::ladder::time_line;
use crate::labels::layers::LayersLabels;
use crate::view::anatomy::{Anatomy, Part};
use crate::view::segment::SegmentProps;

/// Where the packet begins in a frame, and the segment in it: no packet here has IP options.
const PACKET: usize = 14;
const SEGMENT: usize = 34;

/// What is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Adds,
    Rewrites,
    Checks,
    Strips,
    Reads,
    Breaks,
}

/// One thing that is done.
#[derive(PartialEq, Debug)]
pub(super) struct Deed {
    pub(super) kind: Kind,
    /// The field that it is about, if it is about one.
    pub(super) field: Option<FieldId>,
    /// What it is about, where that is no field.
    pub(super) what: String,
    pub(super) value: String,
    /// The field that says the value: its own, or the one that gives a length.
    pub(super) source: Option<FieldId>,
    /// Whether the check succeeds.
    pub(super) fits: Option<bool>,
}

/// Everything that a layer of a device does.
#[derive(Default)]
pub(super) struct Work {
    pub(super) protocol: &'static str,
    /// In a few words.
    pub(super) summary: String,
    pub(super) deeds: Vec<Deed>,
    pub(super) facts: Vec<Fact>,
    pub(super) said: Option<String>,
    pub(super) notes: Vec<Note>,
    /// The rules by which it does that.
    pub(super) rules: Vec<Explanation>,
    /// Whether the layer has to do with this segment at all.
    pub(super) takes_part: bool,
}

/// The frame on both Ethernets, by which all is told.
pub(crate) struct Ends {
    /// On the sender's.
    pub(super) sent: Anatomy,
    /// On the receiver's, as the router was to make it.
    pub(super) routed: Anatomy,
    /// On the receiver's, as it is.
    pub(super) arrived: Vec<u8>,
}

impl Ends {
    pub(crate) fn of(props: &SegmentProps) -> Option<Ends> {
        let (scenario, sent) = (&props.timeline.scenario, props.sent()?);
        let routed = Anatomy::undamaged(scenario, sent)?;
        let arrived =
            if props.hides_fate { routed.octets.clone() } else { scenario.line(sent, Vantage::Receiver).ok()? };
        Some(Ends { sent: Anatomy::of(scenario, sent, Vantage::Sender)?, routed, arrived })
    }

    /// The frame on the line at `device`: behind the router for the receiver and what lies before it.
    pub(super) fn line(&self, device: Device, from: Side) -> &[u8] {
        let is_near_client = matches!(device, Device::Client | Device::Switch);
        // What the router shows is what it sends on.
        if device != Device::Router && is_near_client == (from == Side::Client) {
            &self.sent.octets
        } else {
            &self.arrived
        }
    }

    /// The check that the receiver's TCP makes.
    fn segment_check(&self) -> Option<Working> {
        let ipv4 = self.routed.frame.ipv4;
        let segment = self.arrived.get(SEGMENT..self.routed.captured)?;
        let pseudo = pseudo_header(ipv4.src, ipv4.dst, PROTOCOL_TCP, u16::try_from(segment.len()).ok()?);
        Some(Working::of(Some(pseudo), segment, 16))
    }
}

/// What layer `layer` of `device` does.
pub(super) fn of(props: &SegmentProps, ends: &Ends, device: Device, layer: u8) -> Work {
    let Some(sent) = props.sent() else { return Work::default() };
    let teller = Teller { props, ends, sent, labels: LayersLabels::of(props.lang) };
    let from = Device::host(sent.id.from);
    let mut work = match (device, layer) {
        (device, layer) if device == from => teller.sends(layer),
        (Device::Switch, 2) => teller.switches(),
        (Device::Switch | Device::Router, 1) => teller.relays(device),
        (Device::Router, 2) => teller.reframes(),
        (Device::Router, 3) => teller.routes(),
        _ => teller.receives(layer),
    };
    if matches!(device, Device::Client | Device::Server) && layer > 4 && sent.segment.text.is_empty() {
        work.takes_part = false;
    }
    work
}

/// What does the work at a layer of a device, and what it comes to.
pub(crate) fn summary(props: &SegmentProps, ends: &Ends, device: Device, layer: u8) -> (&'static str, String) {
    let work = of(props, ends, device, layer);
    (work.protocol, work.summary)
}

struct Teller<'a> {
    props: &'a SegmentProps,
    ends: &'a Ends,
    sent: &'a Transmission,
    labels: &'static LayersLabels,
}

impl Teller<'_> {
    fn name(&self, id: FieldId) -> &'static str {
        lessons::fields::meaning(id, self.props.lang).name
    }

    fn octets(&self, count: usize) -> String {
        fill(self.props.labels().octets, &[&count.to_string()])
    }

    fn header(&self, part: &str) -> String {
        fill(self.labels.header_of, &[part])
    }

    fn is_damaged(&self) -> bool {
        self.damage().is_some()
    }

    /// The bit of the segment that flips on the way.
    fn damage(&self) -> Option<usize> {
        if self.props.hides_fate {
            return None;
        }
        match self.sent.copies.first()?.fate {
            Fate::Corrupted { bit } => Some(bit as usize % ((self.ends.sent.captured - SEGMENT) * 8)),
            Fate::Delivered | Fate::Lost | Fate::QueueFull | Fate::Stopped(_) => None,
        }
    }

    fn field(&self, kind: Kind, id: FieldId, value: String) -> Deed {
        Deed { kind, field: Some(id), what: self.name(id).to_owned(), value, source: Some(id), fits: None }
    }

    fn thing(&self, kind: Kind, what: String, value: String) -> Deed {
        Deed { kind, field: None, what, value, source: None, fits: None }
    }

    /// A part of the frame, and how long it is: as a field says, if one does.
    fn part(&self, kind: Kind, what: String, octets: usize, source: Option<FieldId>) -> Deed {
        Deed { source, ..self.thing(kind, what, self.octets(octets)) }
    }

    fn check(&self, id: FieldId, value: String, fits: bool) -> Deed {
        Deed { fits: Some(fits), ..self.field(Kind::Checks, id, value) }
    }

    fn checksum(&self, id: FieldId, working: &Working) -> Deed {
        let template = if working.fits() { self.labels.agrees } else { self.labels.disagrees };
        let number = |number: u16| format!("0x{number:04x}");
        self.check(id, fill(template, &[&number(working.found), &number(working.checksum)]), working.fits())
    }

    fn frame_check(&self, line: &[u8]) -> Deed {
        let (found, computed, _) = unseal(line).unwrap_or_default();
        let template = if found == computed { self.labels.agrees } else { self.labels.disagrees };
        let number = |number: u32| format!("0x{number:08x}");
        self.check(FieldId::EthernetFcs, fill(template, &[&number(found), &number(computed)]), found == computed)
    }

    fn own(&self, id: FieldId, anatomy: &Anatomy) -> Deed {
        self.check(id, fill(self.labels.own_address, &[anatomy.text(id)]), true)
    }

    /// Before and after, if the router changes it.
    fn rewrite(&self, id: FieldId) -> Option<Deed> {
        let after = if id == FieldId::EthernetFcs { self.arrived_fcs() } else { self.ends.routed.text(id).to_owned() };
        let before = self.ends.sent.text(id);
        (before != after).then(|| self.field(Kind::Rewrites, id, [before, " → ", &after].concat()))
    }

    fn arrived_fcs(&self) -> String {
        unseal(&self.ends.arrived).map_or_else(String::new, |(found, _, _)| format!("0x{found:08x}"))
    }

    fn tcp_header(&self, kind: Kind, anatomy: &Anatomy) -> Deed {
        self.part(kind, self.header("TCP"), anatomy.len(Part::Tcp), Some(FieldId::TcpDataOffset))
    }

    fn ipv4_header(&self, kind: Kind, anatomy: &Anatomy) -> Deed {
        self.part(kind, self.header("IPv4"), anatomy.len(Part::Ipv4), Some(FieldId::Ipv4HeaderLength))
    }

    /// What Ethernet puts round a packet: header, padding and FCS, and how many octets each has.
    fn wrapping(&self, kind: Kind) -> Vec<Deed> {
        let anatomy = &self.ends.sent;
        let mut deeds = vec![self.thing(kind, self.header("Ethernet"), self.octets(anatomy.len(Part::Ethernet)))];
        if anatomy.padding() > 0 {
            deeds.push(self.part(
                kind,
                self.labels.padding.to_owned(),
                anatomy.padding(),
                Some(FieldId::EthernetPadding),
            ));
        }
        deeds.push(self.part(kind, "FCS".to_owned(), anatomy.len(Part::Fcs), Some(FieldId::EthernetFcs)));
        deeds
    }

    /// Down the stack of the sender.
    fn sends(&self, layer: u8) -> Work {
        let anatomy = &self.ends.sent;
        let Facts { protocol, summary, list: facts, note: said } = facts::of(self.props, anatomy, layer);
        let text = |id| anatomy.text(id).to_owned();
        let adds = |id| self.field(Kind::Adds, id, text(id));
        let deeds = match layer {
            4 => vec![self.tcp_header(Kind::Adds, anatomy), adds(FieldId::TcpChecksum)],
            3 => vec![self.ipv4_header(Kind::Adds, anatomy), adds(FieldId::Ipv4Ttl), adds(FieldId::Ipv4HeaderChecksum)],
            2 => {
                let mut deeds = self.wrapping(Kind::Adds);
                deeds.extend([FieldId::EthernetDestination, FieldId::EthernetFcs].map(adds));
                deeds
            }
            1 => vec![self.thing(Kind::Adds, self.labels.preamble.to_owned(), self.octets(PREAMBLE.len()))],
            _ => Vec::new(),
        };
        let notes = match layer {
            4 if self.sent.id.forged => vec![Note::MadeByHand],
            4 if self.sent.segment.text.is_empty() => vec![Note::OwnSegment],
            _ => Vec::new(),
        };
        Work { protocol, summary, deeds, facts, said, notes, takes_part: true, ..Work::default() }
    }

    fn switches(&self) -> Work {
        let scenario = &self.props.timeline.scenario;
        let line = self.ends.line(Device::Switch, self.sent.id.from);
        let anatomy = if self.sent.id.from == Side::Client { &self.ends.sent } else { &self.ends.routed };
        let text = |id| anatomy.text(id);
        let (to, from) = (text(FieldId::EthernetDestination), text(FieldId::EthernetSource));
        let port = scenario.switch_port(line).ok().flatten();
        let out = port.map(|port| port.to_string());
        let forwards = match &out {
            Some(port) => fill(self.labels.to_port, &[to, port]),
            None => fill(self.labels.to_all_ports, &[to]),
        };
        let table = scenario.switch_table();
        let source = table.iter().find(|(mac, _)| *mac == anatomy.frame.ethernet.src);
        let source = source.map_or_else(String::new, |(_, port)| port.to_string());
        let mut deeds = vec![
            self.frame_check(line),
            self.field(Kind::Reads, FieldId::EthernetDestination, forwards),
            self.field(Kind::Reads, FieldId::EthernetSource, fill(self.labels.at_port, &[from, &source])),
        ];
        deeds.retain(|deed| !deed.value.is_empty());
        let summary = fill(self.labels.ports, &[&source, out.as_deref().unwrap_or("*")]);
        Work {
            protocol: "Ethernet",
            summary,
            deeds,
            notes: vec![Note::Switch, Note::SwitchTable],
            takes_part: true,
            ..Work::default()
        }
    }

    /// The physical layer of what stands between the hosts.
    fn relays(&self, device: Device) -> Work {
        let bits = |octets: usize| fill(self.props.labels().bits, &[&((octets + PREAMBLE.len()) * 8).to_string()]);
        let (come, go) = match device {
            Device::Router => (self.ends.sent.octets.len(), self.ends.arrived.len()),
            _ => {
                let len = self.ends.line(device, self.sent.id.from).len();
                (len, len)
            }
        };
        let deeds = vec![
            self.thing(Kind::Reads, self.labels.bits_in.to_owned(), bits(come)),
            self.thing(Kind::Strips, self.labels.preamble.to_owned(), self.octets(PREAMBLE.len())),
            self.thing(Kind::Adds, self.labels.preamble.to_owned(), self.octets(PREAMBLE.len())),
            self.thing(Kind::Adds, self.labels.bits_out.to_owned(), bits(go)),
        ];
        Work { summary: bits(go), deeds, notes: vec![Note::Repeats], takes_part: true, ..Work::default() }
    }

    fn reframes(&self) -> Work {
        let mut deeds =
            vec![self.own(FieldId::EthernetDestination, &self.ends.sent), self.frame_check(&self.ends.sent.octets)];
        deeds.extend(self.wrapping(Kind::Strips));
        deeds.extend(self.wrapping(Kind::Adds));
        let rewritten = [FieldId::EthernetDestination, FieldId::EthernetSource, FieldId::EthernetFcs];
        deeds.extend(rewritten.into_iter().filter_map(|id| self.rewrite(id)));
        let waited = self.sent.copies.first().map_or(0, |copy| copy.waited.as_nanos());
        if let Some(waited) = u64::try_from(waited).ok().filter(|waited| *waited > 0 && !self.props.hides_fate) {
            let value = fill(self.labels.waits_for, &[&time_line(waited, self.props.lang)]);
            deeds.push(self.thing(Kind::Reads, self.labels.queue.to_owned(), value));
        }
        let mut notes = vec![Note::RouterFrame];
        if self.is_damaged() {
            notes.push(Note::BitFlips);
        }
        let summary = self.octets(self.ends.arrived.len());
        Work { protocol: "Ethernet", summary, deeds, notes, takes_part: true, ..Work::default() }
    }

    fn routes(&self) -> Work {
        let (before, after) = (&self.ends.sent, &self.ends.routed);
        let working = Working::of(None, &before.octets[PACKET..SEGMENT], 10);
        let ttl = before.text(FieldId::Ipv4Ttl);
        let next = after.text(FieldId::EthernetDestination);
        let to = before.text(FieldId::Ipv4Destination);
        let mut deeds = vec![
            self.checksum(FieldId::Ipv4HeaderChecksum, &working),
            self.check(FieldId::Ipv4Ttl, fill(self.labels.ttl_left, &[ttl]), true),
            self.field(Kind::Reads, FieldId::Ipv4Destination, fill(self.labels.next_hop, &[to, next])),
        ];
        let rewritten = [FieldId::Ipv4Ttl, FieldId::Ipv4Ecn, FieldId::Ipv4HeaderChecksum];
        deeds.extend(rewritten.into_iter().filter_map(|id| self.rewrite(id)));
        let mut notes = vec![Note::RouterPacket];
        if let Some(bit) = self.damage() {
            let value = fill(self.labels.flipped, &[&bit.to_string(), &(bit / 8).to_string()]);
            deeds.push(self.thing(Kind::Breaks, "TCP".to_owned(), value));
            notes = vec![Note::BitFlips];
        }
        let summary = ["TTL ", ttl, "→", after.text(FieldId::Ipv4Ttl)].concat();
        Work { protocol: "IPv4", summary, deeds, notes, takes_part: true, ..Work::default() }
    }

    /// Up the stack of the receiver.
    fn receives(&self, layer: u8) -> Work {
        let (anatomy, line) = (&self.ends.routed, &self.ends.arrived[..]);
        let Facts { protocol, summary, mut list, note } = facts::of(self.props, anatomy, layer);
        if layer == 4 {
            return Work { protocol, summary, takes_part: true, ..self.receives_segment() };
        }
        let text = |id| anatomy.text(id);
        let damaged = |note| if self.is_damaged() { vec![note] } else { Vec::new() };
        let (deeds, notes) = match layer {
            1 => {
                let bits = fill(self.props.labels().bits, &[&((line.len() + PREAMBLE.len()) * 8).to_string()]);
                let preamble = self.labels.preamble.to_owned();
                let deeds = vec![
                    self.thing(Kind::Reads, self.labels.bits_in.to_owned(), bits),
                    self.thing(Kind::Strips, preamble, self.octets(PREAMBLE.len())),
                ];
                (deeds, Vec::new())
            }
            2 => {
                let mut deeds = vec![self.own(FieldId::EthernetDestination, anatomy), self.frame_check(line)];
                deeds.extend(self.wrapping(Kind::Strips));
                (deeds, damaged(Note::DamagedFrame))
            }
            3 => {
                let working = Working::of(None, &line[PACKET..SEGMENT], 10);
                let protocol = text(FieldId::Ipv4Protocol);
                let deeds = vec![
                    self.checksum(FieldId::Ipv4HeaderChecksum, &working),
                    self.own(FieldId::Ipv4Destination, anatomy),
                    self.field(Kind::Reads, FieldId::Ipv4Protocol, fill(self.labels.to_tcp, &[protocol])),
                    self.ipv4_header(Kind::Strips, anatomy),
                ];
                (deeds, damaged(Note::DamagedPacket))
            }
            _ => (Vec::new(), Vec::new()),
        };
        // What the sender's own facts are at the lower layers stands in the checks here.
        if layer < 5 {
            list.clear();
        }
        let arrival = self.arrival();
        let is_refused = arrival.as_ref().is_some_and(|arrival| arrival.text() == Text::Refused);
        let is_cut_off = layer > 4 && (self.is_spoiled() || is_refused);
        let said = match layer {
            5.. if is_refused => Some(self.labels.no_text_came.to_owned()),
            5.. if is_cut_off => Some(self.labels.nothing_came.to_owned()),
            _ if self.sent.segment.text.is_empty() && layer > 5 => None,
            5 => note,
            _ => None,
        };
        if is_cut_off {
            list.clear();
        }
        let (mut deeds, mut notes) = (deeds, notes);
        if !self.sent.segment.text.is_empty() && !is_cut_off {
            match layer {
                7 => {
                    list.clear();
                    let taken = |arrival| Fact::plain(self.labels.taken_by, self.takers(arrival));
                    list.extend(arrival.iter().map(taken));
                    notes.push(Note::Buffered);
                }
                6 => {
                    list.clear();
                    let octets = self.sent.segment.text.len().to_string();
                    let characters = String::from_utf8_lossy(&self.sent.segment.text).chars().count().to_string();
                    let value = fill(self.labels.decodes, &[&octets, &characters]);
                    deeds.push(self.thing(Kind::Reads, "UTF-8".to_owned(), value));
                }
                _ => {}
            }
        }
        Work { protocol, summary, deeds, facts: list, said, notes, takes_part: !is_cut_off, ..Work::default() }
    }

    /// The receiver's TCP: what it checks, and what the run says that it made of the segment.
    fn receives_segment(&self) -> Work {
        let anatomy = &self.ends.routed;
        let mut work = Work::default();
        work.deeds.extend(self.ends.segment_check().iter().map(|working| self.checksum(FieldId::TcpChecksum, working)));
        if self.is_spoiled() {
            let note = if self.is_damaged() { Note::DamagedSegment } else { Note::WrongChecksum };
            work.notes = vec![note, Note::after_drop(self.sent)];
            return work;
        }
        let arrival = self.arrival();
        let template = match arrival.as_ref().map(Arrival::socket) {
            Some(Socket::Connection) => self.labels.to_socket,
            Some(Socket::Listening) => self.labels.to_listener,
            Some(Socket::Nobodys) => self.labels.to_nobody,
            None => "{}",
        };
        let port = fill(template, &[anatomy.text(FieldId::TcpDestinationPort)]);
        work.deeds.push(self.field(Kind::Reads, FieldId::TcpDestinationPort, port));
        work.deeds.push(self.tcp_header(Kind::Strips, anatomy));
        let whole = self.sent.segment.text.len();
        let count = whole.to_string();
        let value = match arrival.as_ref().map_or(Text::Absent, Arrival::text) {
            Text::Buffered { octets, beyond_gap } => {
                let octets = octets.to_string();
                let part = if octets == count { octets } else { fill(self.labels.part_of, &[&octets, &count]) };
                let template = if beyond_gap { self.labels.to_buffer_beyond } else { self.labels.to_buffer };
                Some(fill(template, &[&part]))
            }
            Text::Refused => Some(fill(self.labels.not_taken, &[&count])),
            Text::Absent => None,
        };
        work.deeds.extend(value.map(|value| {
            let part = self.props.labels().part_text.to_owned();
            Deed { source: Some(FieldId::TcpData), ..self.thing(Kind::Reads, part, value) }
        }));
        if whole == 0 && !self.sent.id.forged {
            work.notes.push(Note::OwnSegment);
        }
        if let Some(arrival) = arrival {
            let context =
                Context { timeline: &self.props.timeline, numbers: self.props.numbers, lang: self.props.lang };
            work.rules = arrival.rules().map(|event| context.event(arrival.side(), event)).collect();
        }
        work
    }

    /// Its arrival, if that is told and TCP could read it.
    fn arrival(&self) -> Option<Arrival<'_>> {
        let is_hidden = self.props.hides_fate || self.props.hides_rules;
        if is_hidden || self.is_spoiled() { None } else { Arrival::of(&self.props.timeline, self.sent) }
    }

    /// Whether the TCP checksum shows that it is not what was sent.
    fn is_spoiled(&self) -> bool {
        self.ends.segment_check().is_some_and(|working| !working.fits())
    }

    /// The calls by which the receiver's program took what the segment brought, or a person.
    fn takers(&self, arrival: &Arrival) -> String {
        let takers: Vec<String> = arrival.takers().iter().map(|made| facts::written(self.props, made)).collect();
        if takers.is_empty() { self.labels.not_taken_yet.to_owned() } else { takers.join(" · ") }
    }
}

/// What a TCP header says beyond its ports, for which UDP has no field.
pub(super) const ONLY_IN_TCP: [FieldId; 4] =
    [FieldId::TcpSequenceNumber, FieldId::TcpAcknowledgmentNumber, FieldId::TcpWindow, FieldId::TcpUrgentPointer];

/// The control bits as they are written.
pub(super) fn flags_of(sent: &Transmission) -> String {
    match sent.segment.flags {
        Flags::NONE => "0".to_owned(),
        flags => flags.to_string(),
    }
}
