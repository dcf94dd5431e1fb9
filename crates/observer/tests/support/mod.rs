//! A small language of captures: a line a segment, in numbers relative to each end's ISS, with what is found.

use observer::{Certainty, End, EndView, Finding, FindingKind, Known, Observed, Observer, Vantage, Verdict};
use tcp::State;
use wire::{Flags, SackBlock, Seq, TcpOption};

/// The ISS of each end, A first: near the end of the circle, so that every exchange wraps.
const ISS: [u32; 2] = [4_294_967_290, 4_294_967_100];

/// Looks at segments, one a line, and holds what is found against what the line says:
///
/// ```text
/// <ms> <A|B> <FLAGS> <seq>[+<octets>] [ack=] [wnd=] [mss=] [ws=] [sackok] [sack=l-r,l-r] [ts=v/e] [urg=] [bad] [cut] [ae]
///     | <findings, each with ? where it is likely> | <state of A> <state of B>
/// ```
///
/// What is left out after a bar is not looked at.
pub(crate) fn watch(vantage: Vantage, lines: &str) -> Vec<Verdict> {
    watch_with(Observer::new(vantage), lines)
}

/// The same with an observer that has seen something before.
pub(crate) fn watch_with(mut observer: Observer, lines: &str) -> Vec<Verdict> {
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let mut parts = line.split('|');
            let segment = parts.next().expect("a segment");
            let verdict = push(&mut observer, segment);
            if let Some(findings) = parts.next() {
                let found: Vec<String> = verdict.findings.iter().map(said).collect();
                assert_eq!(found.join(" "), findings.trim(), "{line}");
            }
            if let Some(states) = parts.next() {
                let seen: Vec<String> = verdict.after.iter().map(|view| state(view.state)).collect();
                assert_eq!(seen.join(" "), states.trim(), "{line}");
            }
            verdict
        })
        .collect()
}

fn push(observer: &mut Observer, line: &str) -> Verdict {
    let mut words = line.split_whitespace();
    let mut word = || words.next().expect("time, end, flags and number");
    let at: f64 = number(word());
    let from = if word() == "A" { End::A } else { End::B };
    let named = |name: &str| Flags::NAMED.into_iter().find(|(_, known)| *known == name).expect("a flag").0;
    let mut flags = word().split(',').filter(|name| *name != "-").map(named).fold(Flags::NONE, |all, flag| all | flag);
    let (seq, text_len) = word()
        .split_once('+')
        .map_or_else(|| (line.split_whitespace().nth(3).expect("a number"), 0), |(seq, len)| (seq, number(len)));
    let own = |value: &str| Seq(ISS[from as usize].wrapping_add_signed(number(value)));
    let theirs = |value: &str| Seq(ISS[from.peer() as usize].wrapping_add_signed(number(value)));
    let (mut ack, mut window, mut urgent) = (Seq(0), 1000, 0);
    let (mut checksum_bad, mut options_cut, mut accurate_ecn) = (false, false, false);
    let mut options = Vec::new();
    for word in line.split_whitespace().skip(4) {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        match name {
            "ack" => {
                ack = theirs(value);
                flags |= Flags::ACK;
            }
            "wnd" => window = number(value),
            "mss" => options.push(TcpOption::Mss(number(value))),
            "ws" => options.push(TcpOption::WindowScale(number(value))),
            "sackok" => options.push(TcpOption::SackPermitted),
            "ts" => {
                let (value, echo) = value.split_once('/').expect("TSval/TSecr");
                options.push(TcpOption::Timestamps { value: number(value), echo: number(echo) });
            }
            "sack" => {
                let blocks = value.split(',').map(|block| block.split_once('-').expect("left-right"));
                let blocks = blocks.map(|(left, right)| SackBlock { left: theirs(left), right: theirs(right) });
                options.push(TcpOption::Sack(blocks.collect()));
            }
            "urg" => {
                urgent = number(value);
                flags |= Flags::URG;
            }
            "bad" => checksum_bad = true,
            "cut" => options_cut = true,
            "ae" => accurate_ecn = true,
            _ => panic!("{word} is no word of this language"),
        }
    }
    let at = std::time::Duration::from_secs_f64(at / 1000.0).as_nanos().try_into().expect("a short exchange");
    let seq = own(seq);
    observer.push(&Observed {
        at,
        from,
        seq,
        ack,
        flags,
        accurate_ecn,
        window,
        urgent,
        text_len,
        options: &options,
        options_cut,
        checksum_bad,
    })
}

fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a number")
}

/// A finding in one word: its name, what tells it from others of its name, and `?` if it is likely.
fn said(finding: &Finding) -> String {
    let name = |value: &dyn std::fmt::Debug| {
        let text = format!("{value:?}");
        text.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
    };
    let more = match finding.kind {
        FindingKind::Retransmission { how, .. } => format!(":{}", name(&how)),
        FindingKind::Spurious { reported, .. } => format!(":{}", name(&reported)),
        FindingKind::OutOfOrder { order, .. } => format!(":{}", name(&order)),
        FindingKind::Reset { cause } => format!(":{}", name(&cause)),
        FindingKind::DuplicateAck { count, .. } => format!("#{count}"),
        FindingKind::TimeWait { end } => format!(":{end:?}"),
        _ => String::new(),
    };
    let likely = if finding.certainty == Certainty::Likely { "?" } else { "" };
    format!("{}{more}{likely}", name(&finding.kind))
}

fn state(state: Known<State>) -> String {
    match state {
        Known::Certain(state) => state.name().to_owned(),
        Known::Likely(state) => format!("{}?", state.name()),
        Known::NotSeen => "-".to_owned(),
    }
}

/// What is known of an end, in numbers relative to an ISS.
#[allow(dead_code, reason = "a test that looks at states alone does not use it")]
pub(crate) fn relative(view: &EndView, end: End) -> [Option<u32>; 3] {
    let own = |seq: Known<Seq>| seq.value().map(|seq| seq - Seq(ISS[end as usize]));
    let theirs = |seq: Known<Seq>| seq.value().map(|seq| seq - Seq(ISS[end.peer() as usize]));
    [own(view.snd_una), own(view.snd_nxt), theirs(view.rcv_nxt)]
}
