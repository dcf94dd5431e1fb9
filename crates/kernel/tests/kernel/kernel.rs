//! The kernel's side of a case: blocking sockets, each of whose calls ends in time.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, SocketAddrV4, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, TcpKeepalive, Type};

use crate::host::LIMIT;
use crate::text::text;

/// Where the kernel waits for a call.
pub(crate) struct Waiting {
    listener: TcpListener,
    pub(crate) port: u16,
}

/// Listens on a port of the kernel's choice. Its address is there once a host is, so it listens on all.
pub(crate) fn listen() -> Waiting {
    waiting(Socket::new(Domain::IPV4, Type::STREAM, None).unwrap())
}

/// The same with a small receive buffer, which is soon full.
pub(crate) fn listen_with_little_room() -> Waiting {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(8_192).unwrap();
    waiting(socket)
}

fn waiting(socket: Socket) -> Waiting {
    socket.bind(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)).into()).unwrap();
    socket.listen(1).unwrap();
    // On Linux the time limit of reading is that of accepting too.
    socket.set_read_timeout(Some(LIMIT)).unwrap();
    let listener = TcpListener::from(socket);
    let port = listener.local_addr().unwrap().port();
    Waiting { listener, port }
}

impl Waiting {
    /// Takes the call and does this with the connection, in a thread of its own.
    pub(crate) fn takes<T: Send + 'static>(self, then: impl FnOnce(TcpStream) -> T + Send + 'static) -> JoinHandle<T> {
        thread::spawn(move || then(within_limit(self.listener.accept().unwrap().0)))
    }
}

/// Calls this address and does this with the connection, in a thread of its own.
pub(crate) fn calls<T: Send + 'static>(
    address: SocketAddrV4,
    then: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> JoinHandle<T> {
    thread::spawn(move || then(within_limit(TcpStream::connect_timeout(&address.into(), LIMIT).unwrap())))
}

fn within_limit(stream: TcpStream) -> TcpStream {
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream.set_write_timeout(Some(LIMIT)).unwrap();
    stream
}

/// Sends the text of this seed and reads as many octets as it is long, both at once, and then to the end.
pub(crate) fn exchanges(mut stream: &TcpStream, seed: u64, len: usize) -> Vec<u8> {
    thread::scope(|scope| {
        scope.spawn(move || stream.write_all(&text(seed, len)).unwrap());
        let mut arrived = vec![0; len];
        stream.read_exact(&mut arrived).unwrap();
        arrived
    })
}

/// Sends the text of this seed.
pub(crate) fn sends(mut stream: &TcpStream, seed: u64, len: usize) {
    stream.write_all(&text(seed, len)).unwrap();
}

/// Sends three words, of which the middle one is urgent.
pub(crate) fn sends_with_urgency(mut stream: &TcpStream, before: &str, urgent: &str, after: &str) {
    stream.write_all(before.as_bytes()).unwrap();
    let sent = SockRef::from(stream).send_out_of_band(urgent.as_bytes()).unwrap();
    assert_eq!(sent, urgent.len());
    stream.write_all(after.as_bytes()).unwrap();
}

/// Asks every second whether we are still there, and takes us for gone when one question stays unanswered.
pub(crate) fn keeps_alive(stream: &TcpStream) {
    let second = Duration::from_secs(1);
    let questions = TcpKeepalive::new().with_time(second).with_interval(second).with_retries(1);
    SockRef::from(stream).set_tcp_keepalive(&questions).unwrap();
}

/// Reads to the peer's FIN.
pub(crate) fn reads_to_the_end(mut stream: &TcpStream) -> Vec<u8> {
    let mut arrived = Vec::new();
    stream.read_to_end(&mut arrived).unwrap();
    arrived
}

/// Has nothing more to say, but still listens.
pub(crate) fn shuts_down_writing(stream: &TcpStream) {
    stream.shutdown(Shutdown::Write).unwrap();
}

/// Closes with a reset in place of a FIN.
pub(crate) fn resets(stream: TcpStream) {
    SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
    drop(stream);
}

/// What a read comes to that must fail.
pub(crate) fn reading_fails(mut stream: &TcpStream) -> ErrorKind {
    stream.read(&mut [0]).unwrap_err().kind()
}

/// Calls this address, where nobody may take the call, and says how that fails.
pub(crate) fn calls_in_vain(address: SocketAddrV4) -> JoinHandle<ErrorKind> {
    thread::spawn(move || TcpStream::connect_timeout(&address.into(), LIMIT).unwrap_err().kind())
}

/// A port on which nobody listens.
pub(crate) fn closed_port() -> u16 {
    listen().port
}

/// A call that is going to be made from a port that is known before.
pub(crate) struct Caller {
    socket: Socket,
    pub(crate) port: u16,
}

pub(crate) fn caller() -> Caller {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)).into()).unwrap();
    let port = socket.local_addr().unwrap().as_socket_ipv4().unwrap().port();
    Caller { socket, port }
}

impl Caller {
    /// Sends the SYN, and does not wait for what comes of it.
    pub(crate) fn begins_to_call(self, address: SocketAddrV4) -> TcpStream {
        self.socket.set_nonblocking(true).unwrap();
        self.socket.connect(&SocketAddr::from(address).into()).expect_err("the call takes a while");
        self.socket.set_nonblocking(false).unwrap();
        within_limit(self.socket.into())
    }
}
