//! A recording of what goes over an interface, which can be looked at while it grows: nobody waits but for what is there.

use std::io::Read;
use std::net::{IpAddr, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use capture::{Capture, NotTcp};

use crate::agree::agree;

/// Octets that are read at once.
const PIECE: usize = 1 << 16;
/// Mebioctets that wait for the recorder at the most.
const BUFFER: &str = "32";
/// How long the kernel may be silent: longer than any of its timers that a case waits for.
const PATIENCE: Duration = Duration::from_secs(20);
/// Nobody listens there: what is sent to it tells that nothing follows.
const DISCARD: u16 = 9;

/// A recording that goes on.
pub(crate) struct Recording {
    recorder: Child,
    pieces: Receiver<Vec<u8>>,
    octets: Vec<u8>,
    capture: Capture,
}

impl Recording {
    /// Records what goes over `interface` from now on. It has begun when this returns.
    pub(crate) fn of(interface: &str, link: Option<&str>) -> Recording {
        let mut command = Command::new("dumpcap");
        command.args(["-q", "-i", interface, "-B", BUFFER, "-w", "-"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        if let Some(link) = link {
            command.args(["-y", link]);
        }
        let mut recorder = command.spawn().unwrap();
        let (mut pipe, mut said) = (recorder.stdout.take().unwrap(), recorder.stderr.take().unwrap());
        // It says the name of its file once it listens.
        let (mut text, mut octet) = (Vec::new(), [0]);
        while !String::from_utf8_lossy(&text).contains("File: ") {
            let len = said.read(&mut octet).unwrap();
            assert!(len > 0, "dumpcap says: {}", String::from_utf8_lossy(&text));
            text.push(octet[0]);
        }
        // Whatever else it says must find somebody who reads.
        std::thread::spawn(move || said.read_to_end(&mut Vec::new()));
        // What nobody reads would be dropped once the pipe is full.
        let (sender, pieces) = channel();
        std::thread::spawn(move || {
            let mut piece = vec![0; PIECE];
            while let Ok(len @ 1..) = pipe.read(&mut piece) {
                if sender.send(piece[..len].to_vec()).is_err() {
                    return;
                }
            }
        });
        Recording { recorder, pieces, octets: Vec::new(), capture: Capture::new() }
    }

    /// Records until what is recorded `is_enough`.
    pub(crate) fn until(&mut self, is_enough: impl Fn(&Capture) -> bool) {
        while !is_enough(&self.capture) {
            let piece = self.pieces.recv_timeout(PATIENCE).expect("more is recorded");
            self.capture.push(&piece).unwrap();
            self.octets.extend_from_slice(&piece);
        }
    }

    /// Ends the recording once all is there that was sent until now, and holds what was recorded against tshark. `from`
    /// and `to` are addresses between which the interface lies. Gives the recording.
    pub(crate) fn end(mut self, name: &str, from: IpAddr, to: IpAddr) -> Capture {
        UdpSocket::bind((from, 0)).unwrap().send_to(b"nothing follows", (to, DISCARD)).unwrap();
        self.until(|capture| capture.other(NotTcp::Udp) > 0);
        self.recorder.kill().unwrap();
        self.recorder.wait().unwrap();
        // What comes after the last whole block is no part of the recording.
        let whole = usize::try_from(self.capture.reader().whole()).unwrap();
        self.octets.truncate(whole);
        let agreement = agree(name, &self.octets);
        assert!(agreement.segments > 0, "{name}: something was recorded");
        agreement.assert_close(name);
        self.capture
    }
}
