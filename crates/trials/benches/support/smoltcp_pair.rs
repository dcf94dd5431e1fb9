//! smoltcp as the other implementation: two interfaces in memory, of which one sends and the other receives.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use smoltcp::iface::{Config, Interface, PollIngressSingleResult, PollResult, SocketHandle, SocketSet};
use smoltcp::phy::{self, ChecksumCapabilities, Device, DeviceCapabilities, Medium};
use smoltcp::socket::tcp::{Socket, SocketBuffer};
use smoltcp::time::{Duration, Instant};
use smoltcp::wire::{HardwareAddress, IpAddress, IpCidr};

/// What smoltcp does about checksums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checksums {
    /// It neither computes nor verifies any, as if the interface did.
    Ignored,
    /// It computes and verifies all of them.
    Computed,
}

/// Octets of an IP datagram: 20 of IPv4, 20 of TCP, 1460 of text.
const MTU: usize = 1500;
const PORT: u16 = 80;

/// A connection and both of its ends.
pub(crate) struct SmoltcpPair {
    sender: Host,
    receiver: Host,
    now: Instant,
}

struct Host {
    interface: Interface,
    line: Line,
    sockets: SocketSet<'static>,
    socket: SocketHandle,
}

impl SmoltcpPair {
    /// A connection that is ESTABLISHED on both sides. Everything else is as smoltcp has it by default, which means
    /// among other things that it does no congestion control.
    pub(crate) fn connected(buffer: usize, checksums: Checksums) -> SmoltcpPair {
        let [forth, back]: [Queue; 2] = Default::default();
        let spare = Rc::default();
        let line = |inbox: &Queue, outbox: &Queue| Line {
            inbox: Rc::clone(inbox),
            outbox: Rc::clone(outbox),
            spare: Rc::clone(&spare),
            checksums,
        };
        let mut pair = SmoltcpPair {
            sender: Host::new(1, line(&back, &forth), buffer),
            receiver: Host::new(2, line(&forth, &back), buffer),
            now: Instant::ZERO,
        };
        pair.receiver.socket().listen(PORT).expect("the port is free");
        let Host { interface, sockets, socket, .. } = &mut pair.sender;
        let remote = (IpAddress::v4(192, 0, 2, 2), PORT);
        sockets.get_mut::<Socket<'_>>(*socket).connect(interface.context(), remote, 49_152).expect("the peer is there");
        while !(pair.sender.socket().may_send() && pair.receiver.socket().may_recv()) {
            pair.round();
        }
        pair
    }

    /// Sends `octets` from the sender's user to the receiver's, who takes them as they come.
    pub(crate) fn transfer(&mut self, octets: u64) {
        let source = [b'x'; 65_536];
        let mut sink = vec![0; 1 << 20];
        let (mut left, mut taken) = (octets, 0);
        while taken < octets {
            while left > 0 {
                let len = source.len().min(usize::try_from(left).unwrap_or(source.len()));
                let given = self.sender.socket().send_slice(&source[..len]).expect("the connection is open");
                if given == 0 {
                    break;
                }
                left -= given as u64;
            }
            self.now += Duration::from_micros(10);
            self.sender.hear(self.now);
            self.sender.speak(self.now);
            self.receiver.hear(self.now);
            let receiver = self.receiver.socket();
            while receiver.can_recv() {
                taken += receiver.recv_slice(&mut sink).expect("the connection is open") as u64;
            }
            self.receiver.speak(self.now);
        }
    }

    fn round(&mut self) {
        self.now += Duration::from_micros(10);
        for host in [&mut self.sender, &mut self.receiver] {
            host.hear(self.now);
            host.speak(self.now);
        }
    }
}

impl Host {
    fn new(last: u8, mut line: Line, buffer: usize) -> Host {
        let mut interface = Interface::new(Config::new(HardwareAddress::Ip), &mut line, Instant::ZERO);
        interface.update_ip_addrs(|addresses| {
            addresses.push(IpCidr::new(IpAddress::v4(192, 0, 2, last), 24)).expect("there is room for one");
        });
        let mut sockets = SocketSet::new(Vec::new());
        let [rx, tx] = [0; 2].map(|octet| SocketBuffer::new(vec![octet; buffer]));
        let socket = sockets.add(Socket::new(rx, tx));
        Host { interface, line, sockets, socket }
    }

    fn socket(&mut self) -> &mut Socket<'static> {
        self.sockets.get_mut(self.socket)
    }

    /// Takes in everything that has arrived.
    fn hear(&mut self, now: Instant) {
        while self.interface.poll_ingress_single(now, &mut self.line, &mut self.sockets)
            != PollIngressSingleResult::None
        {}
    }

    /// Sends everything that there is to send.
    fn speak(&mut self, now: Instant) {
        while self.interface.poll_egress(now, &mut self.line, &mut self.sockets) != PollResult::None {}
    }
}

type Queue = Rc<RefCell<VecDeque<Vec<u8>>>>;

/// One end of the line between the two. Buffers are used again, so that none is allocated once the line is warm.
struct Line {
    inbox: Queue,
    outbox: Queue,
    spare: Rc<RefCell<Vec<Vec<u8>>>>,
    checksums: Checksums,
}

struct Arrived<'a> {
    octets: Vec<u8>,
    spare: &'a RefCell<Vec<Vec<u8>>>,
}

struct Sent<'a> {
    outbox: &'a RefCell<VecDeque<Vec<u8>>>,
    spare: &'a RefCell<Vec<Vec<u8>>>,
}

impl Device for Line {
    type RxToken<'a> = Arrived<'a>;
    type TxToken<'a> = Sent<'a>;

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = MTU;
        capabilities.checksum = match self.checksums {
            Checksums::Ignored => ChecksumCapabilities::ignored(),
            Checksums::Computed => ChecksumCapabilities::default(),
        };
        capabilities
    }

    fn receive(&mut self, _now: Instant) -> Option<(Arrived<'_>, Sent<'_>)> {
        let octets = self.inbox.borrow_mut().pop_front()?;
        Some((Arrived { octets, spare: &self.spare }, Sent { outbox: &self.outbox, spare: &self.spare }))
    }

    fn transmit(&mut self, _now: Instant) -> Option<Sent<'_>> {
        Some(Sent { outbox: &self.outbox, spare: &self.spare })
    }
}

impl phy::RxToken for Arrived<'_> {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        let result = read(&self.octets);
        self.spare.borrow_mut().push(self.octets);
        result
    }
}

impl phy::TxToken for Sent<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let mut octets = self.spare.borrow_mut().pop().unwrap_or_else(|| Vec::with_capacity(MTU));
        octets.resize(len, 0);
        let result = write(&mut octets);
        self.outbox.borrow_mut().push_back(octets);
        result
    }
}
