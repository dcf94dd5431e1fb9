//! What the two SYNs agreed on: window scale, SACK, timestamps, the send MSS. And the options that follow from it.

use wire::{Flags, Segment, TcpOption};

use crate::endpoint::default_send_mss;
use crate::timestamps::Timestamps;
use crate::{Endpoint, Instant, Isn, OptionRule, Profile, State};

/// The largest shift (RFC 7323 section 2.3): a window is then below 2^30, so that "before" and "after" keep apart.
const MAX_SHIFT: u8 = 14;
/// The least MSS that a peer is believed to have, as common systems have it (Linux: TCP_MIN_SND_MSS): 40 octets of
/// options, the most that a header has, and 8 of text. Whoever announces less would make each octet a segment, at our
/// cost. MUST-16 knows no such floor.
const LEAST_MSS: u16 = 48;
/// A buffer is told in at least 2 to this many steps.
const COARSEST_STEPS: u32 = 6;
/// Octets that timestamps take in every header, with two of padding (RFC 7323 appendix A).
const TIMESTAMPS_LEN: u16 = 12;
/// SACK blocks that fit beside nothing, and beside timestamps (RFC 2018 section 3).
const MAX_BLOCKS: usize = 4;
const MAX_BLOCKS_BESIDE_TIMESTAMPS: usize = 3;

/// What holds for every segment after the SYNs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agreed {
    pub(crate) window_scale: Option<WindowScale>,
    pub(crate) sack: bool,
    pub(crate) timestamps: Option<Timestamps>,
}

/// How far windows are shifted (RFC 7323 section 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WindowScale {
    /// Snd.Wind.Shift: how far left the peer's windows are shifted.
    pub snd_shift: u8,
    /// Rcv.Wind.Shift: how far right ours are shifted.
    pub rcv_shift: u8,
}

impl Agreed {
    /// SEG.WND as a number of octets. That of a SYN is never scaled.
    pub(crate) fn window_of(&self, segment: &Segment) -> u32 {
        let shift = match self.window_scale {
            Some(scale) if !segment.has(Flags::SYN) => scale.snd_shift,
            _ => 0,
        };
        u32::from(segment.window) << shift
    }

    /// How many SACK blocks one header has room for.
    pub(crate) fn max_blocks(&self) -> usize {
        if self.timestamps.is_some() { MAX_BLOCKS_BESIDE_TIMESTAMPS } else { MAX_BLOCKS }
    }
}

impl Endpoint {
    /// The window of a SYN, which is never scaled.
    pub(crate) fn unscaled_window(&self) -> u32 {
        self.profile().receive_buffer.min(u32::from(u16::MAX))
    }

    /// The largest window that we can offer on this connection.
    pub(crate) fn offerable_window(&self) -> u32 {
        let shift = self.agreed.window_scale.map_or(0, |scale| scale.rcv_shift);
        self.profile().receive_buffer.min(u32::from(u16::MAX) << shift)
    }

    /// The peer's SYN is here: what it offers and we offer too holds from now on.
    pub(crate) fn agree(&mut self, now: Instant, segment: &Segment) {
        let profile = self.config.profile.clone();
        let we_offered = self.state == State::SynSent;
        self.agree_on_window_scale(&profile, segment, we_offered);
        if profile.sack {
            self.agreed.sack = segment.options.contains(&TcpOption::SackPermitted);
            self.note_agreement(self.agreed.sack, we_offered, OptionRule::SackAgreed, OptionRule::SackDeclined);
        }
        if profile.timestamps.is_some() {
            let value = segment.timestamps().map(|(value, _)| value);
            self.agreed.timestamps = value.and_then(|value| {
                let mut timestamps = self.timestamp_clock()?;
                timestamps.agreed(now, value, self.rcv.nxt);
                Some(timestamps)
            });
            let ts_recent = value.unwrap_or_default();
            let agreed = OptionRule::TimestampsAgreed { ts_recent };
            self.note_agreement(value.is_some(), we_offered, agreed, OptionRule::TimestampsDeclined);
        }
        self.agree_on_ecn(segment);
        // MUST-15: without an MSS option the default.
        let announced = segment.mss();
        let default = default_send_mss(self.config.remote.unwrap_or(self.config.local));
        self.peer_mss = announced.map_or(default, |announced| announced.max(LEAST_MSS));
        self.set_send_mss();
        let (peer_mss, path, options) = (self.peer_mss, self.path_mss, self.options_len());
        self.note(OptionRule::SendMss { announced, peer_mss, path, options, send_mss: self.send_mss });
    }

    /// Eff.snd.MSS: what the peer takes and what the path takes, less the options of every segment
    /// (RFC 9293 section 3.7.1, MUST-16).
    pub(crate) fn set_send_mss(&mut self) {
        self.send_mss = self.peer_mss.min(self.path_mss).saturating_sub(self.options_len()).max(1);
    }

    /// Octets of options that every segment of ours carries.
    fn options_len(&self) -> u16 {
        if self.agreed.timestamps.is_some() { TIMESTAMPS_LEN } else { 0 }
    }

    fn agree_on_window_scale(&mut self, profile: &Profile, segment: &Segment, we_offered: bool) {
        if !profile.window_scale {
            return;
        }
        let theirs = segment.window_scale();
        if let Some(shift) = theirs.filter(|shift| *shift > MAX_SHIFT) {
            self.note(OptionRule::WindowScaleTooLarge { shift });
        }
        let rcv_shift = rcv_shift(profile);
        let scale = theirs.map(|shift| WindowScale { snd_shift: shift.min(MAX_SHIFT), rcv_shift });
        self.agreed.window_scale = scale;
        let snd_shift = scale.map_or(0, |scale| scale.snd_shift);
        let agreed = OptionRule::WindowScaleAgreed { snd_shift, rcv_shift };
        self.note_agreement(scale.is_some(), we_offered, agreed, OptionRule::WindowScaleDeclined);
    }

    fn note_agreement(&mut self, holds: bool, we_offered: bool, agreed: OptionRule, declined: OptionRule) {
        if holds {
            self.note(agreed);
        } else if we_offered {
            self.note(declined);
        }
    }

    /// The options of a SYN: what we offer, and in answer to a SYN no more than that had. MUST-65: an MSS option
    /// stands on a SYN and nowhere else.
    pub(crate) fn syn_options(&self, now: Instant) -> Vec<TcpOption> {
        let profile = self.profile();
        let answers = self.state != State::SynSent;
        let mut options = vec![TcpOption::Mss(profile.mss)];
        if profile.sack && (!answers || self.agreed.sack) {
            options.extend([TcpOption::Nop, TcpOption::Nop, TcpOption::SackPermitted]);
        }
        let timestamps = match &self.agreed.timestamps {
            None if !answers => self.timestamp_clock(),
            agreed => agreed.clone(),
        };
        if let Some(timestamps) = timestamps {
            options.extend([TcpOption::Nop, TcpOption::Nop, timestamps.option(now)]);
        }
        if profile.window_scale && (!answers || self.agreed.window_scale.is_some()) {
            options.extend([TcpOption::Nop, TcpOption::WindowScale(rcv_shift(profile))]);
        }
        options
    }

    /// The options of every other segment but a reset. `room` is what is left of the largest segment beside the
    /// text and the timestamps.
    pub(crate) fn segment_options(&mut self, now: Instant, room: u32) -> Vec<TcpOption> {
        let mut options = Vec::new();
        if let Some(timestamps) = &mut self.agreed.timestamps {
            options.extend([TcpOption::Nop, TcpOption::Nop, timestamps.option(now)]);
            timestamps.ack_sent(self.rcv.nxt);
        }
        if self.agreed.sack && self.receiving.has_blocks() {
            // Two octets of padding, kind and length, and two numbers for each block.
            let fitting = (room.saturating_sub(4) / 8) as usize;
            let max = self.agreed.max_blocks().min(fitting);
            let blocks = self.receiving.sack_blocks(self.rcv.irs, max).into_blocks();
            if !blocks.is_empty() {
                options.extend([TcpOption::Nop, TcpOption::Nop, TcpOption::Sack(blocks)]);
            }
        }
        options
    }

    /// The clock of our timestamps. It begins at a number that strangers cannot tell, where our ISS does
    /// (RFC 7323 section 7.1).
    fn timestamp_clock(&self) -> Option<Timestamps> {
        let offset = match self.config.isn {
            Isn::Fixed(_) => 0,
            Isn::Keyed(secret) => {
                Timestamps::offset(self.config.local, self.config.remote.unwrap_or(self.config.local), &secret)
            }
        };
        Some(Timestamps::new(self.profile().timestamps?, offset))
    }
}

/// The smallest shift with which a header can tell of the whole buffer.
fn rcv_shift(profile: &Profile) -> u8 {
    let needed = (0..MAX_SHIFT).find(|shift| profile.receive_buffer >> shift <= u32::from(u16::MAX));
    // More than is needed would round a small window down to nothing.
    let harmless = profile.receive_buffer.checked_ilog2().unwrap_or(0).saturating_sub(COARSEST_STEPS);
    let least = u32::from(profile.least_window_shift).min(harmless);
    needed.unwrap_or(MAX_SHIFT).max(u8::try_from(least).unwrap_or(0)).min(MAX_SHIFT)
}
