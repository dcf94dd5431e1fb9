//! Brings an endpoint into a state by an exchange that is all in order.

use tcp::{Opened, State};
use wire::{Flags, Segment, Seq, TcpOption};

use super::machine::Machine;

impl Machine<'_> {
    /// Leads a fresh endpoint into `target`.
    pub(super) fn bring_to(&mut self, target: State) -> Result<(), String> {
        match target {
            State::Closed => {}
            State::Listen => self.open(Opened::Passive),
            State::SynSent => {
                self.open(Opened::Active);
                self.poll()?;
            }
            State::SynReceived => self.bring_to_syn_received()?,
            State::Established => self.bring_to_established()?,
            State::CloseWait => {
                self.bring_to_established()?;
                self.in_order(Flags::FIN, 0)?;
            }
            State::LastAck => {
                self.bring_to(State::CloseWait)?;
                self.close_and_poll()?;
            }
            State::FinWait1 => {
                self.bring_to_established()?;
                self.close_and_poll()?;
            }
            State::FinWait2 => {
                self.bring_to(State::FinWait1)?;
                // A small congestion window may hold the last text and the FIN back at first.
                for _ in 0..4 {
                    if self.endpoint.state() == State::FinWait1 {
                        self.in_order(Flags::NONE, 0)?;
                        self.poll()?;
                    }
                }
            }
            State::Closing => {
                self.bring_to(State::FinWait1)?;
                // Our FIN took the last number before SND.NXT: all before it is acknowledged, and it is not.
                let ack = self.endpoint.status().snd.map_or(Seq(0), |snd| snd.nxt.back(1));
                let fin = Segment { ack, ..self.next_in_order(Flags::FIN, 0) };
                self.give(&fin)?;
            }
            State::TimeWait => {
                self.bring_to(State::FinWait2)?;
                self.in_order(Flags::FIN, 0)?;
            }
        }
        self.poll()?;
        let reached = self.endpoint.state();
        if reached == target { Ok(()) } else { Err(format!("on the way to {target} it came to {reached}")) }
    }

    fn bring_to_syn_received(&mut self) -> Result<(), String> {
        if self.draws.one_in(2) {
            self.open(Opened::Passive);
        } else {
            self.open(Opened::Active);
            self.poll()?;
        }
        let syn = self.syn(Flags::NONE);
        self.give(&syn)?;
        self.poll()
    }

    fn bring_to_established(&mut self) -> Result<(), String> {
        if self.draws.one_in(2) {
            self.open(Opened::Active);
            self.poll()?;
            let syn_ack = self.syn(Flags::ACK);
            self.give(&syn_ack)?;
        } else {
            self.open(Opened::Passive);
            let syn = self.syn(Flags::NONE);
            self.give(&syn)?;
            self.poll()?;
            self.in_order(Flags::NONE, 0)?;
        }
        self.poll()?;
        if self.draws.one_in(2) {
            self.exchange_a_little()?;
        }
        Ok(())
    }

    /// Text in both directions: some of it stays unread, some of it unacknowledged.
    fn exchange_a_little(&mut self) -> Result<(), String> {
        let room = self.endpoint.status().rcv.map_or(0, |rcv| rcv.wnd.saturating_sub(1)).min(300);
        let len = self.draws.below(room + 1);
        self.in_order(Flags::PSH, len)?;
        let len = self.draws.below(300);
        self.send(len);
        self.poll()?;
        if self.draws.one_in(2) {
            self.in_order(Flags::NONE, 0)?;
        }
        Ok(())
    }

    fn close_and_poll(&mut self) -> Result<(), String> {
        self.close();
        self.poll()
    }

    /// The peer's SYN. The window that it offers takes whatever is sent on the way to any state.
    fn syn(&mut self, with: Flags) -> Segment {
        let snd_nxt = self.endpoint.status().snd.map_or(Seq(0), |snd| snd.nxt);
        let mss = self.draws.pick(&[100, 536, 1460]);
        Segment {
            seq: self.peer_iss,
            flags: Flags::SYN | with,
            ack: if with.has(Flags::ACK) { snd_nxt } else { Seq(0) },
            options: self.syn_options(mss),
            ..self.blank()
        }
    }

    /// A SYN may offer anything, and whoever offers timestamps has them on every segment.
    fn syn_options(&mut self, mss: u16) -> Vec<TcpOption> {
        let mut options = Vec::new();
        if !self.draws.one_in(8) {
            options.push(TcpOption::Mss(mss));
        }
        if self.draws.one_in(2) {
            options.push(TcpOption::SackPermitted);
        }
        if self.draws.one_in(2) {
            options.push(TcpOption::WindowScale(self.draws.pick(&[0, 1, 7, 14, 15])));
        }
        if self.draws.one_in(2) {
            options.push(TcpOption::Timestamps { value: self.draws.any_u32(), echo: 0 });
        }
        options
    }

    fn in_order(&mut self, flags: Flags, len: u32) -> Result<(), String> {
        let segment = self.next_in_order(flags, len);
        self.give(&segment)
    }

    /// What the peer would send next, and it acknowledges everything.
    pub(super) fn next_in_order(&mut self, flags: Flags, len: u32) -> Segment {
        let status = self.endpoint.status();
        let seq = status.rcv.map_or(Seq(0), |rcv| rcv.nxt);
        let ack = status.snd.map_or(Seq(0), |snd| snd.nxt);
        Segment { seq, ack, flags: flags | Flags::ACK, text: self.text.at(seq, len), ..self.blank() }
    }

    /// What every segment of the peer has in common.
    fn blank(&self) -> Segment {
        let (peer, here) = (self.peer.port(), self.peer.peer().port());
        let ts_recent = self.endpoint.status().options.ts_recent;
        let options = ts_recent.map(|value| TcpOption::Timestamps { value, echo: 0 }).into_iter().collect();
        Segment { src_port: peer, dst_port: here, window: 4000, options, ..Segment::default() }
    }
}
