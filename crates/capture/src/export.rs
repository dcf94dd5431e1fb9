//! A run as a capture: what somebody would have recorded at one point of the path.

use std::net::IpAddr;

use sim::{Happening, Side, Timeline, Transmission, Vantage};
use tcp::Instant;
use wire::EncodeError;

use crate::{Interface, InterfaceId, LinkType, Writer};

/// Where on the path somebody records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// On the client's Ethernet, at the client: what it sends, and what arrives there.
    Client,
    /// At the router, where packets come in: what either host sends, half-way, before a queue, a loss, a duplicate, a
    /// delay, a mark or a flipped bit changes anything. What is lost behind this point is there.
    Path,
    /// On the server's Ethernet, at the server.
    Server,
}

impl Point {
    /// All of them, from left to right.
    pub const ALL: [Point; 3] = [Point::Client, Point::Path, Point::Server];

    /// The name for command lines and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Point::Client => "client",
            Point::Path => "path",
            Point::Server => "server",
        }
    }

    /// Its interfaces in a file: what the client sends is seen by the first, what the server sends by the second.
    fn interfaces(self) -> [&'static str; 2] {
        match self {
            Point::Client | Point::Server => [self.name(); 2],
            Point::Path => ["router-client", "router-server"],
        }
    }

    /// The point of which a file has such interfaces, and no others.
    pub(crate) fn of(interfaces: &[Interface]) -> Option<Point> {
        let is_of = |point: &Point| {
            let [client, server] = point.interfaces();
            let is_either =
                |interface: &Interface| interface.name.as_deref().is_some_and(|name| [client, server].contains(&name));
            interfaces.iter().all(is_either)
        };
        Point::ALL.into_iter().find(is_of).filter(|_| !interfaces.is_empty())
    }
}

/// A frame that is seen at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: Instant,
    /// Which segment it carries, by its place among the transmissions.
    pub transmission: usize,
    /// As it left its sender, or as the router made it anew.
    pub vantage: Vantage,
}

/// Every frame that is seen at `point`, in order. What is still on its way when the run ends is not.
#[must_use]
pub fn seen(timeline: &Timeline, point: Point) -> Vec<Seen> {
    let side = match point {
        Point::Client => Side::Client,
        Point::Server => Side::Server,
        Point::Path => return seen_on_path(timeline),
    };
    let there = timeline.entries.iter().filter(|entry| entry.side == side);
    let seen = there.filter_map(|entry| {
        let (transmission, vantage) = match entry.happening {
            Happening::Sent { transmission } => (transmission, Vantage::Sender),
            Happening::Arrived { transmission, .. } => (transmission, Vantage::Receiver),
            _ => return None,
        };
        Some(Seen { at: entry.at, transmission: transmission as usize, vantage })
    });
    seen.collect()
}

fn seen_on_path(timeline: &Timeline) -> Vec<Seen> {
    let at = |sent: &Transmission| timeline.scenario.path.at_router(sent);
    let all = timeline.transmissions.iter().enumerate();
    let seen = all.map(|(transmission, sent)| Seen { at: at(sent), transmission, vantage: Vantage::Sender });
    let mut seen: Vec<Seen> = seen.filter(|seen| seen.at <= timeline.ended()).collect();
    seen.sort_by_key(|seen| seen.at);
    seen
}

/// The run as pcapng, as somebody at `point` would have recorded it. The run begins in the first moment of 1970. `comment`
/// says what is to stand at a packet.
///
/// There is an interface for each Ethernet that is listened to: `client` or `server`, or the router's two, `router-client`
/// and `router-server`, each with what comes in there. Both hosts have the names of their sides.
///
/// # Errors
/// A segment that no IPv4 packet can hold; no run has one.
pub fn pcapng(
    timeline: &Timeline,
    point: Point,
    comment: impl FnMut(&Transmission) -> Option<String>,
) -> Result<Vec<u8>, EncodeError> {
    let mut recording = Recording::new(timeline, point);
    recording.record(timeline, usize::MAX, comment)?;
    Ok(recording.take())
}

/// The same in parts, for whoever must not be held up by all of it at once.
#[derive(Clone, Debug)]
pub struct Recording {
    writer: Writer,
    /// Which interface sees what each side sends.
    interfaces: [InterfaceId; 2],
    seen: Vec<Seen>,
    /// How many of these are written.
    recorded: usize,
}

impl Recording {
    /// A file with its interfaces and names, and no packet yet.
    #[must_use]
    pub fn new(timeline: &Timeline, point: Point) -> Recording {
        let mut writer = Writer::new("SYN·ACKademy");
        let [client, server] = point.interfaces();
        let client = writer.interface(LinkType::ETHERNET, client);
        let server = if point == Point::Path { writer.interface(LinkType::ETHERNET, server) } else { client };
        let address = |side| IpAddr::from(timeline.scenario.host(side).address);
        writer.names(&Side::BOTH.map(|side| (address(side), side.name())));
        Recording { writer, interfaces: [client, server], seen: seen(timeline, point), recorded: 0 }
    }

    /// Writes the next packets, at most `most` of them. `timeline` has to be the one that it was begun with.
    ///
    /// # Errors
    /// A segment that no IPv4 packet can hold; no run has one.
    pub fn record(
        &mut self,
        timeline: &Timeline,
        most: usize,
        mut comment: impl FnMut(&Transmission) -> Option<String>,
    ) -> Result<(), EncodeError> {
        let end = self.recorded.saturating_add(most).min(self.seen.len());
        for Seen { at, transmission, vantage } in &self.seen[self.recorded..end] {
            let sent = &timeline.transmissions[*transmission];
            let octets = timeline.scenario.octets(sent, *vantage)?;
            let comment = comment(sent);
            self.writer.packet(self.interfaces[sent.id.from as usize], at.0, &octets, comment.as_deref());
        }
        self.recorded = end;
        Ok(())
    }

    /// How many packets are written, and how many there will be.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.recorded, self.seen.len())
    }

    /// The octets that were written since they were last taken.
    pub fn take(&mut self) -> Vec<u8> {
        self.writer.take()
    }
}
