//! A capture file is read here, in pieces and between frames: listed as conversations, and of one of them the octets again.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use capture::{Capture, OpenError, Stop};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use replay::{Wanted, replay_in_turns};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, ReadableStreamDefaultReader};

use crate::browser::window;
use crate::model::{Projection, Shown, Source};

/// Octets that are read at once: gone through in some 10 ms where packets are small.
const PIECE: u32 = 2 << 20;
/// Pieces that the browser reads ahead: it takes longer to begin with one than to read it.
const AHEAD: usize = 6;
/// Octets that are read at once of a conversation.
const LARGEST_PIECE: u64 = 4 << 20;
/// Milliseconds that anything may keep the page from drawing.
const TURN_MS: f64 = 12.0;
/// The same while a file is listed, when there is nothing to be seen but how far it is: each turn costs the browser 4 ms.
const LISTING_MS: f64 = 40.0;
/// Milliseconds between two words on how far it is.
const TELL_MS: f64 = 100.0;
/// Octets between two packets of a conversation that are read rather than passed over.
const GAP: u64 = 64 << 10;
/// Segments of a conversation that are shown at the most: each takes some kilobytes, and as much time as in a run.
pub(super) const MOST_SEGMENTS: usize = 100_000;

/// Octets of a conversation that are held at the most; where its packets are large, these are fewer segments.
const MOST_OCTETS: u64 = 256 << 20;

/// Whether a piece of work is still wanted.
#[derive(Clone, Default)]
pub(super) struct Going(Rc<Cell<bool>>);

/// The same piece of work, and not one that is as wanted.
impl PartialEq for Going {
    fn eq(&self, other: &Going) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Going {
    /// One that is wanted.
    pub(super) fn on() -> Going {
        Going(Rc::new(Cell::new(true)))
    }

    /// Says that it is no longer wanted.
    pub(super) fn stop(&self) {
        self.0.set(false);
    }

    fn is_wanted(&self) -> bool {
        self.0.get()
    }
}

/// How the reading of a file ended.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Ended {
    Whole,
    /// It cannot be read any further.
    Stopped(Stop),
    /// Nobody wanted to go on at this octet.
    Cancelled(u64),
    /// The browser no longer gives its octets.
    Unreadable,
}

/// Why a file or a conversation is not shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Failed {
    Cancelled,
    /// The browser no longer gives the file's octets.
    Unreadable,
    /// They are not what they were.
    Changed,
    /// It is neither a capture nor a lesson.
    Neither,
}

/// The conversations of a file. `told` hears how much has been read, from 0 to 1.
pub(super) async fn list(file: &File, going: &Going, told: impl Fn(f64)) -> (Capture, Ended) {
    let mut capture = Capture::new();
    let size = size(file);
    let mut octets = Vec::new();
    let (mut last_told, mut began) = (now(), now());
    let mut at = 0;
    let mut flow = Flow::of(file);
    while at < size {
        if !going.is_wanted() {
            flow.end();
            return (capture, Ended::Cancelled(at));
        }
        if flow.next(file, at, &mut octets).await.is_none() {
            return (capture, Ended::Unreadable);
        }
        at += octets.len() as u64;
        if capture.push(&octets).is_err() {
            flow.end();
            break;
        }
        let now = now();
        if now - last_told > TELL_MS {
            last_told = now;
            #[expect(clippy::cast_precision_loss, reason = "a share of a file need not be exact")]
            told(at as f64 / size as f64);
        }
        // What has come already may be given at once, so that nothing would be drawn meanwhile.
        if now - began > LISTING_MS {
            TimeoutFuture::new(0).await;
            began = self::now();
        }
    }
    let ended = capture.finish().map_or_else(Ended::Stopped, |()| Ended::Whole);
    (capture, ended)
}

/// A conversation of a file as a timeline. `told` hears how much has been read, from 0 to 1.
pub(super) async fn open(
    file: &File,
    capture: &Capture,
    source: Source,
    going: &Going,
    told: impl Fn(f64),
) -> Result<Shown, Failed> {
    let number = source.number - 1;
    let mut octets = 0;
    let fits = |packet: &u64| {
        octets += packet;
        octets <= MOST_OCTETS
    };
    let packets = capture.packets(number).take(MOST_SEGMENTS).map(|packet| u64::from(packet.place.captured));
    let wanted = Wanted { number, vantage: source.vantage, most: packets.take_while(fits).count() };
    let octets = Octets::read(file, capture, wanted, going, told).await?;
    let mut began = now();
    let turn = async || {
        if now() - began > TURN_MS {
            TimeoutFuture::new(0).await;
            began = now();
        }
        if going.is_wanted() { Ok(()) } else { Err(Failed::Cancelled) }
    };
    let captured =
        replay_in_turns(capture, wanted, |at, into| octets.give(at, into), turn).await.map_err(
            |error| match error {
                OpenError::Fetch(failed) => failed,
                OpenError::NoSuch | OpenError::Changed { .. } => Failed::Changed,
            },
        )?;
    TimeoutFuture::new(0).await;
    let projection = Projection::new(&captured.timeline);
    Ok(Shown::new(captured, projection, source))
}

/// The octets of the packets of one conversation.
struct Octets {
    /// Where each packet lies in the file, and where among the octets.
    places: Vec<(u64, usize)>,
    octets: Vec<u8>,
}

impl Octets {
    async fn read(
        file: &File,
        capture: &Capture,
        wanted: Wanted,
        going: &Going,
        told: impl Fn(f64),
    ) -> Result<Octets, Failed> {
        let packets: Vec<(u64, u64)> = capture
            .packets(wanted.number)
            .take(wanted.most)
            .map(|packet| (packet.place.offset, packet.place.offset + u64::from(packet.place.captured)))
            .collect();
        let mut read = Octets { places: Vec::with_capacity(packets.len()), octets: Vec::new() };
        let mut piece = Vec::new();
        let mut rest = packets.as_slice();
        while let Some((from, mut to)) = rest.first().copied() {
            if !going.is_wanted() {
                return Err(Failed::Cancelled);
            }
            let is_near = |packet: &&(u64, u64)| {
                let near = packet.0 <= to.saturating_add(GAP) && packet.1 - from <= LARGEST_PIECE;
                to = if near { to.max(packet.1) } else { to };
                near
            };
            let count = 1 + rest[1..].iter().take_while(is_near).count();
            let asked = Piece::ask(file, from, to).ok_or(Failed::Unreadable)?;
            asked.get(&mut piece).await.ok_or(Failed::Unreadable)?;
            let within = |at: u64| usize::try_from(at - from).unwrap_or(usize::MAX);
            for packet in &rest[..count] {
                read.places.push((packet.0, read.octets.len()));
                let octets = piece.get(within(packet.0)..within(packet.1)).ok_or(Failed::Changed)?;
                read.octets.extend_from_slice(octets);
            }
            rest = &rest[count..];
            #[expect(clippy::cast_precision_loss, reason = "a share of a file need not be exact")]
            told((packets.len() - rest.len()) as f64 / packets.len() as f64);
        }
        Ok(read)
    }

    fn give(&self, at: u64, into: &mut [u8]) -> Result<(), Failed> {
        let place = self.places.binary_search_by_key(&at, |place| place.0).map_err(|_| Failed::Changed)?;
        let from = self.places[place].1;
        into.copy_from_slice(self.octets.get(from..from + into.len()).ok_or(Failed::Changed)?);
        Ok(())
    }
}

/// A file from its beginning on, of which the browser reads ahead while a piece is gone through.
enum Flow {
    /// As a stream of octets, with the room for its next piece: the quickest, since nothing is begun anew for each piece.
    Stream { reader: JsValue, room: Uint8Array },
    /// In pieces that are asked for one by one, with those that are under way, where the browser has no such streams of files.
    Pieces { coming: VecDeque<Option<Piece>>, asked: u64 },
}

impl Flow {
    fn of(file: &File) -> Flow {
        let stream = file.stream();
        let reader = Reflect::get(&window(), &"ReadableStreamBYOBReader".into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|make| Reflect::construct(&make, &Array::of1(&stream)));
        match reader {
            Ok(reader) => Flow::Stream { reader, room: Uint8Array::new(&PIECE.into()) },
            Err(_) => Flow::Pieces { coming: VecDeque::new(), asked: 0 },
        }
    }

    /// The next octets, which begin at `at`, in place of what was in `into`: at least one. Nothing if the browser does not give
    /// them.
    async fn next(&mut self, file: &File, at: u64, into: &mut Vec<u8>) -> Option<()> {
        match self {
            Flow::Stream { reader, room } => {
                let read: Function = Reflect::get(reader, &"read".into()).ok()?.dyn_into().ok()?;
                let promise: Promise = read.call1(reader, room).ok()?.dyn_into().ok()?;
                let turn = JsFuture::from(promise).await.ok()?;
                let piece: Uint8Array = Reflect::get(&turn, &"value".into()).ok()?.dyn_into().ok()?;
                copy(&piece, into);
                *room = Uint8Array::new(&piece.buffer());
            }
            Flow::Pieces { coming, asked } => {
                let size = size(file);
                while *asked < size && coming.len() < AHEAD {
                    let from = (*asked).max(at);
                    *asked = size.min(from + u64::from(PIECE));
                    coming.push_back(Piece::ask(file, from, *asked));
                }
                coming.pop_front().flatten()?.get(into).await?;
            }
        }
        (!into.is_empty()).then_some(())
    }

    /// Says that nothing more is wanted.
    fn end(&self) {
        if let Flow::Stream { reader, .. } = self {
            let _ = reader.unchecked_ref::<ReadableStreamDefaultReader>().cancel();
        }
    }
}

/// The octets of `from` in place of what was in `into`.
fn copy(from: &Uint8Array, into: &mut Vec<u8>) {
    into.resize(from.length() as usize, 0);
    from.copy_to(into);
}

/// A piece of a file that the browser was asked for.
struct Piece {
    from: u64,
    to: u64,
    promise: Promise,
}

impl Piece {
    /// Asks for the octets from `from` to `to`. Nothing if the browser does not give them.
    fn ask(file: &File, from: u64, to: u64) -> Option<Piece> {
        let blob: &Blob = file;
        #[expect(clippy::cast_precision_loss, reason = "no file is as long as 2^53 octets")]
        let part = blob.slice_with_f64_and_f64(from as f64, to as f64).ok()?;
        Some(Piece { from, to, promise: part.array_buffer() })
    }

    /// Its octets in place of what was in `into`. Nothing if the browser does not give them after all.
    async fn get(self, into: &mut Vec<u8>) -> Option<()> {
        copy(&Uint8Array::new(&JsFuture::from(self.promise).await.ok()?), into);
        (into.len() as u64 == self.to - self.from).then_some(())
    }
}

/// How many octets a file has.
fn size(file: &File) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
    let size = file.size() as u64;
    size
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
