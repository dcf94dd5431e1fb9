//! One conversation with its packets: their octets are read from the file again.

use crate::{Capture, Conversation, End, Header, Indexed, decode};

/// A conversation with all of its segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What is known of it in all.
    pub conversation: Conversation,
    /// Its segments, in the order in which they were captured.
    pub segments: Vec<Observed>,
}

/// A segment of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Which end sent it.
    pub from: End,
    /// What it says.
    pub header: Header,
}

/// Why a conversation could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError<E> {
    /// The file has no conversation of that number.
    NoSuch,
    /// Its octets could not be read.
    Fetch(E),
    /// What is in the file at this offset is not what was there before.
    Changed {
        /// The offset of the packet.
        offset: u64,
    },
}

impl Capture {
    /// The conversation `number` with its segments. `fetch` reads octets of the file: it fills the slice with those that
    /// begin at the offset.
    ///
    /// # Errors
    /// There is none of that number, or its octets cannot be read again.
    pub fn open<E>(
        &self,
        number: usize,
        mut fetch: impl FnMut(u64, &mut [u8]) -> Result<(), E>,
    ) -> Result<Opened, OpenError<E>> {
        let conversation = self.conversation(number).ok_or(OpenError::NoSuch)?;
        let mut segments = Vec::new();
        let mut octets = Vec::new();
        for packet in self.packets(number) {
            octets.resize(packet.place.captured as usize, 0);
            fetch(packet.place.offset, &mut octets).map_err(OpenError::Fetch)?;
            let changed = || OpenError::Changed { offset: packet.place.offset };
            segments.push(self.observed(&conversation, packet, &octets).ok_or_else(changed)?);
        }
        Ok(Opened { conversation, segments })
    }

    /// The segment that `packet` of the conversation has in its `octets`. Nothing where these are not what was there when
    /// the file was listed.
    #[must_use]
    pub fn observed(&self, conversation: &Conversation, packet: Indexed, octets: &[u8]) -> Option<Observed> {
        let interface = self.reader().interfaces().get(usize::from(packet.place.interface))?;
        let header = decode(interface.link, octets, packet.at, packet.place).ok()?;
        Some(Observed { from: conversation.sender(&header), header })
    }
}
