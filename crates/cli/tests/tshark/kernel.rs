//! What this machine's kernel sends: over loopback, between two network namespaces, and over a path that loses.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use capture::{Capture, Closing, Conversation, Opening};
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use socket2::{SockRef, TcpKeepalive};

use crate::recording::Recording;
use crate::reflecting;

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const LOOPBACK_6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// Octets of the answers of something like a web server: less than a segment, some, and many.
const ANSWERS: [usize; 4] = [10, 5_000, 70_000, 400_000];

fn system(words: &str) {
    let mut words = words.split_whitespace();
    let status = Command::new(words.next().unwrap()).args(words).status().unwrap();
    assert!(status.success());
}

/// A server that answers each question, which is one line with a number, by so many octets, and closes.
fn serve(listener: TcpListener, times: usize) -> JoinHandle<()> {
    spawn(move || {
        for _ in 0..times {
            let (mut stream, _) = listener.accept().unwrap();
            let mut question = Vec::new();
            let mut octet = [0];
            while octet != *b"\n" {
                stream.read_exact(&mut octet).unwrap();
                question.push(octet[0]);
            }
            let len: usize = String::from_utf8(question).unwrap().trim().parse().unwrap();
            stream.write_all(&vec![7; len]).unwrap();
        }
    })
}

fn ask(server: SocketAddr, len: usize) {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.write_all(format!("{len}\n").as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert_eq!(answer.len(), len);
}

/// Whether there are conversations and each of them is closed by both.
fn all_closed(capture: &Capture, count: usize) -> bool {
    let closed = |conversation: Conversation| matches!(conversation.closing, Closing::Both { .. });
    capture.listed() == count && capture.conversations().all(closed)
}

fn web(interface: &str, link: Option<&str>, name: &str, address: IpAddr) {
    let mut recording = Recording::of(interface, link);
    let listener = TcpListener::bind((address, 0)).unwrap();
    let at = listener.local_addr().unwrap();
    let server = serve(listener, ANSWERS.len());
    for len in ANSWERS {
        ask(at, len);
    }
    server.join().unwrap();
    recording.until(|capture| all_closed(capture, ANSWERS.len()));
    let capture = recording.end(name, address, address);
    let octets: Vec<u64> = capture.conversations().map(|of| of.sent[1].octets).collect();
    assert_eq!(octets, ANSWERS.map(|len| len as u64));
}

#[test]
#[ignore = "it needs a network of its own"]
fn kernel_loopback_is_read_as_tshark_reads_it() {
    system("ip link set lo up");
    web("lo", None, "loopback", LOOPBACK);
    web("lo", None, "loopback-6", LOOPBACK_6);
    web("any", Some("LINUX_SLL"), "cooked", LOOPBACK);
    web("any", Some("LINUX_SLL2"), "cooked-2", LOOPBACK_6);
}

#[test]
#[ignore = "it needs a network of its own"]
fn kernel_resets_and_half_closes_are_read_as_tshark_reads_them() {
    system("ip link set lo up");
    let recording = Recording::of("lo", None);
    let listener = TcpListener::bind((LOOPBACK, 0)).unwrap();
    let at = listener.local_addr().unwrap();
    // One half is closed, and the other speaks on.
    let mut stream = TcpStream::connect(at).unwrap();
    let (mut served, _) = listener.accept().unwrap();
    stream.write_all(b"all that I say").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    served.read_to_end(&mut Vec::new()).unwrap();
    served.write_all(b"and now I").unwrap();
    drop(served);
    stream.read_to_end(&mut Vec::new()).unwrap();
    // A close that does not linger resets.
    let stream = TcpStream::connect(at).unwrap();
    SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
    let (mut served, _) = listener.accept().unwrap();
    drop(stream);
    assert!(served.read(&mut [0]).is_err());
    // So does one that leaves something unread.
    let mut stream = TcpStream::connect(at).unwrap();
    let (served, _) = listener.accept().unwrap();
    stream.write_all(b"who reads this?").unwrap();
    while SockRef::from(&served).peek(&mut [std::mem::MaybeUninit::uninit(); 20]).unwrap() == 0 {}
    drop(served);
    assert!(stream.read(&mut [0]).is_err());
    // And where nobody listens.
    drop(listener);
    assert!(TcpStream::connect(at).is_err());
    let capture = recording.end("resets", LOOPBACK, LOOPBACK);
    let names: Vec<&str> = capture.conversations().map(|of| of.closing.name()).collect();
    assert_eq!(names, ["both", "reset", "reset", "reset"]);
    let openings: Vec<Opening> = capture.conversations().map(|of| of.opening).collect();
    assert_eq!(openings[2..], [Opening::Handshake, Opening::SynOnly]);
}

#[test]
#[ignore = "it needs a network of its own"]
fn kernel_keep_alives_and_closed_windows_are_read_as_tshark_reads_them() {
    system("ip link set lo up");
    let mut recording = Recording::of("lo", None);
    let listener = TcpListener::bind((LOOPBACK_6, 0)).unwrap();
    SockRef::from(&listener).set_recv_buffer_size(4096).unwrap();
    let at = listener.local_addr().unwrap();
    let idle = TcpStream::connect(at).unwrap();
    let second = Duration::from_secs(1);
    SockRef::from(&idle).set_tcp_keepalive(&TcpKeepalive::new().with_time(second).with_interval(second)).unwrap();
    let _served = listener.accept().unwrap();
    let mut full = TcpStream::connect(at).unwrap();
    let (mut slow, _) = listener.accept().unwrap();
    let writer = spawn(move || full.write_all(&vec![1; 3_000_000]).unwrap());
    // Probes of the closed window, and behind its handshake those of the idle connection.
    recording.until(|capture| {
        let [Some(idle), Some(full)] = [0, 1].map(|number| capture.conversation(number)) else { return false };
        full.trouble.zero_windows >= 3 && idle.segments() >= 5
    });
    slow.read_to_end(&mut Vec::new()).unwrap();
    writer.join().unwrap();
    recording.end("windows", LOOPBACK_6, LOOPBACK_6);
}

#[test]
#[ignore = "it needs a network of its own"]
fn kernel_transfers_over_a_path_that_loses_are_read_as_tshark_reads_them() {
    // Too rare to stop anybody, and not always the same place of a window.
    let _device = reflecting::reflect(|count| count % 37 == 17);
    let recording = Recording::of(reflecting::NAME, None);
    let listener = TcpListener::bind((reflecting::NEAR, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = serve(listener, ANSWERS.len());
    for len in ANSWERS {
        ask(SocketAddr::from((reflecting::FAR, port)), len);
    }
    server.join().unwrap();
    let capture = recording.end("losses", reflecting::NEAR.into(), reflecting::FAR.into());
    // Each end is seen for itself: what it sends, and what comes back to it.
    assert_eq!(capture.listed(), 2 * ANSWERS.len());
    assert!(capture.conversations().any(|of| of.trouble.again > 0), "something was sent again");
    assert_eq!(capture.reader().interfaces()[0].link, capture::LinkType::RAW[0]);
}

/// A network namespace that is there as long as its process is.
struct Elsewhere(Child);

impl Elsewhere {
    fn new() -> Elsewhere {
        let mut holder = Command::new("unshare");
        holder.args(["--net", "sh", "-c", "echo here; exec cat"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut holder = holder.spawn().unwrap();
        // It is another namespace once its shell speaks.
        holder.stdout.as_mut().unwrap().read_exact(&mut [0; 5]).unwrap();
        Elsewhere(holder)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().unwrap();
    }
}

#[test]
#[ignore = "it needs a network of its own"]
fn kernel_ethernet_is_read_as_tshark_reads_it() {
    let elsewhere = Elsewhere::new();
    let pid = elsewhere.0.id();
    let (near, far) = (Ipv4Addr::new(10, 8, 0, 1), Ipv4Addr::new(10, 8, 0, 2));
    system(&format!("ip link add here type veth peer name there netns {pid}"));
    system("ip addr add 10.8.0.1/24 dev here");
    system("ip link set here up");
    let server = spawn(move || {
        let namespace = std::fs::File::open(format!("/proc/{pid}/ns/net")).unwrap();
        use std::os::fd::AsFd;
        move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Network)).unwrap();
        system("ip addr add 10.8.0.2/24 dev there");
        system("ip link set there up");
        TcpListener::bind((far, 80)).unwrap()
    });
    let listener = server.join().unwrap();
    let mut recording = Recording::of("here", None);
    let server = serve(listener, ANSWERS.len());
    for len in ANSWERS {
        ask(SocketAddr::from((far, 80)), len);
    }
    server.join().unwrap();
    recording.until(|capture| all_closed(capture, ANSWERS.len()));
    let capture = recording.end("ethernet", near.into(), far.into());
    assert_eq!(capture.reader().interfaces()[0].link, capture::LinkType::ETHERNET);
}
