//! What both ends of a TCP conversation did, inferred from the segments that somebody captured at one place.
//!
//! An [`Observer`] is given one [`Observed`] segment after the other and says of each, in a [`Verdict`], what is known of
//! both ends before and after it ([`EndView`]) and what the segment tells beyond its fields ([`Finding`]). Nothing here
//! reads a capture file, and nothing here is prose.
//!
//! # What is certain and what is likely
//!
//! An onlooker sees segments, not ends. So:
//!
//! - What stood in a segment is certain of the end that sent it, at that moment: its ISS, its RCV.NXT, that it has sent a
//!   FIN. The state is certain where the segment could have been sent in no other.
//! - SND.UNA and SND.NXT are likely at best: an acknowledgment may have come, and a segment may have gone, that was not
//!   captured.
//! - What was on its way to an end is likely to have arrived. Where the place of capture is that end itself
//!   ([`Vantage::At`]), it has arrived, and what the end sends next makes certain what followed from it.
//! - A user who calls CLOSE puts the end into FIN-WAIT-1 at once, though its FIN waits behind text (RFC 9293 section
//!   3.10.4). As long as no FIN is seen, ESTABLISHED is likely at best; so is CLOSE-WAIT.
//! - Between its segments an end moves on unseen, so what was certain is likely from the next segment on. How long an
//!   end stays in TIME-WAIT is its own choice: that state is never certain.
//! - A forged segment looks like any other.
//!
//! A state is read anew from what is known after each segment (`states`): an end that sends its FIN again shows that it
//! had no acknowledgment of it, and is back in FIN-WAIT-1 whatever was seen on its way to it.
//!
//! # Beside Wireshark
//!
//! Findings that Wireshark has too ([`FindingKind::wireshark`]) follow the conditions of its `tcp.analysis` fields, so
//! that who knows those is at home. Where this crate can know better it differs; [`Difference`] lists each case with its
//! reason, and a test holds both against each other on the same captures.

mod acks;
mod again;
mod arrived;
mod difference;
mod finding;
mod half;
mod in_flight;
mod known;
mod observed;
mod observer;
mod position;
mod receiving;
mod resets;
mod section;
mod sending;
mod states;
mod step;
mod view;
mod windows;

pub use difference::{Difference, Past, Told};
pub use finding::{Evidence, Finding, FindingKind, Order, Reported, Resent, ResetCause};
pub use known::{Certainty, Known};
pub use observed::{End, Observed, Vantage};
pub use observer::{Earlier, Observer, Verdict};
pub use view::EndView;
