//! What can be said of a segment at a moment, the same for the ladder and the table.

use lessons::Numbers;
use sim::{SegmentRef, Timeline, Transmission};
use wire::Flags;
use yew::AttrValue;

/// What became of a segment as far as it can be known at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fate {
    InFlight,
    Delivered,
    Lost,
    /// The router dropped it.
    QueueFull,
    Corrupted,
    /// It arrived more than once.
    Duplicate,
}

impl Fate {
    /// The name in data attributes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Fate::InFlight => "in-flight",
            Fate::Delivered => "delivered",
            Fate::Lost => "lost",
            Fate::QueueFull => "queue-full",
            Fate::Corrupted => "corrupted",
            Fate::Duplicate => "duplicate",
        }
    }

    /// The fate of the segment `index` after the first `step` entries. What comes later does not bear on it.
    pub(crate) fn of(timeline: &Timeline, index: usize, step: usize) -> Fate {
        let copies = &timeline.transmissions[index].copies;
        let ended = || copies.iter().filter(|copy| copy.entry.is_some_and(|entry| (entry as usize) < step));
        let count = |is: fn(sim::Fate) -> bool| ended().filter(|copy| is(copy.fate)).count();
        match count(|fate| fate == sim::Fate::Delivered) {
            2.. => Fate::Duplicate,
            1 => Fate::Delivered,
            _ if count(|fate| matches!(fate, sim::Fate::Corrupted { .. })) > 0 => Fate::Corrupted,
            _ => match ended().next().map(|copy| copy.fate) {
                None => Fate::InFlight,
                Some(sim::Fate::QueueFull) => Fate::QueueFull,
                Some(_) => Fate::Lost,
            },
        }
    }
}

/// What a segment says, as it stands in data attributes.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Facts {
    pub(crate) id: SegmentRef,
    pub(crate) flags: AttrValue,
    pub(crate) seq: AttrValue,
    /// Absent when the field means nothing.
    pub(crate) ack: Option<AttrValue>,
    pub(crate) len: AttrValue,
    pub(crate) nth: AttrValue,
    pub(crate) retransmission: bool,
    /// It comes from a stranger, or goes to one.
    pub(crate) stranger: bool,
}

impl Facts {
    pub(crate) fn of(sent: &Transmission) -> Facts {
        let segment = &sent.segment;
        Facts {
            id: sent.id,
            flags: segment.flags.to_string().into(),
            seq: segment.seq.0.to_string().into(),
            ack: segment.has(Flags::ACK).then(|| segment.ack.0.to_string().into()),
            len: segment.text_len().to_string().into(),
            nth: sent.id.nth.to_string().into(),
            retransmission: sent.is_retransmission(),
            stranger: sent.stranger.is_some(),
        }
    }

    /// The attribute that only a retransmission has.
    pub(crate) fn retransmission(&self) -> Option<&'static str> {
        self.retransmission.then_some("true")
    }
}

/// What labels a segment, longest first: everything, the number that is news with it, then less and less of what is news
/// too. Every one of them has the flags and the length of the text, if there is any: so that text is never taken for a bare
/// ACK. Only where there is least room does text go without PSH and ACK, which nearly all text carries.
pub(crate) fn sayings(sent: &Transmission, numbers: &Numbers) -> [String; 4] {
    let segment = &sent.segment;
    let from = sent.id.from;
    let flags = segment.flags.to_string();
    let seq = || numbers.show(segment.seq, from);
    let ack = || numbers.show(segment.ack, from.peer());
    let acknowledges = segment.has(Flags::ACK);
    let has_len = segment.text_len() > 0;

    let mut all = flags.clone();
    push(&mut all, " seq=", &seq());
    if acknowledges {
        push(&mut all, " ack=", &ack());
    }
    // A bare ACK has a sequence number that it does not use: what it tells is its ACK.
    let mut news = flags.clone();
    if acknowledges && segment.is_empty() {
        push(&mut news, " ack=", &ack());
    } else {
        push(&mut news, " seq=", &seq());
    }
    let mut short = flags.clone();
    if has_len {
        let len = segment.text_len().to_string();
        for text in [&mut all, &mut news, &mut short] {
            push(text, " len=", &len);
        }
        let mut least = telling_flags(segment.flags);
        let name = if least.is_empty() { "len=" } else { " len=" };
        push(&mut least, name, &len);
        return [all, news, short, least];
    }
    if segment.flags == Flags::ACK {
        let mut least = String::new();
        push(&mut least, "ack=", &ack());
        return [all, news, least, flags];
    }
    [all, news, short, flags]
}

/// The flags, unless they are those of text at large: those that are told are told whole.
fn telling_flags(flags: Flags) -> String {
    if flags.without(Flags::ACK).without(Flags::PSH) == Flags::NONE { String::new() } else { flags.to_string() }
}

fn push(text: &mut String, name: &str, value: &str) {
    text.push_str(name);
    text.push_str(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::{Numbering, catalogue};
    use sim::run;

    #[test]
    fn a_fate_is_known_only_once_it_has_come() {
        let lesson = lessons::find("lost-segment").unwrap();
        let timeline = run(&lesson.scenario);
        for (index, sent) in timeline.transmissions.iter().enumerate() {
            let after = sent.entry as usize + 1;
            assert_eq!(Fate::of(&timeline, index, after), Fate::InFlight);
            let end = Fate::of(&timeline, index, timeline.entries.len());
            assert_eq!(end, if sent.is_delivered() { Fate::Delivered } else { Fate::Lost });
        }
    }

    #[test]
    fn a_label_has_whole_numbers_and_no_length_of_nothing() {
        let scenario = &lessons::opening().scenario;
        let timeline = run(scenario);
        let absolute = Numbers::new(Numbering::Absolute, scenario);
        let relative = Numbers::new(Numbering::Relative, scenario);
        let sent = &timeline.transmissions;
        assert_eq!(sayings(&sent[0], &absolute)[0], "SYN seq=4021337001");
        assert_eq!(sayings(&sent[1], &absolute)[0], "SYN,ACK seq=907113500 ack=4021337002");
        assert_eq!(sayings(&sent[2], &relative), ["ACK seq=1 ack=1", "ACK ack=1", "ack=1", "ACK"]);
        assert_eq!(sayings(&sent[3], &relative)[1..], ["PSH,ACK seq=1 len=41", "PSH,ACK len=41", "len=41"]);
    }

    #[test]
    fn however_short_its_label_text_is_told_from_a_bare_ack_and_a_fin_from_both() {
        for lesson in catalogue() {
            let timeline = run(&lesson.scenario);
            let numbers = Numbers::new(Numbering::Absolute, &lesson.scenario);
            for sent in &timeline.transmissions {
                for said in sayings(sent, &numbers) {
                    let segment = &sent.segment;
                    assert_eq!(said.contains("len="), segment.text_len() > 0, "{said}");
                    for (flag, name) in [(Flags::SYN, "SYN"), (Flags::FIN, "FIN"), (Flags::RST, "RST")] {
                        assert_eq!(said.contains(name), segment.has(flag), "{said}");
                    }
                }
            }
        }
    }
}
