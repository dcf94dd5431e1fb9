//! Socket calls as a program in Python has them, and the names of the errors that it meets: the same in every language.

use sim::{Call, Scenario, Side};
use tcp::{CallError, Ending};

/// What every program begins with: a socket, and where its port matters to others, a port.
pub(crate) fn opening(scenario: &Scenario, side: Side) -> Vec<String> {
    let mut lines = vec!["s = socket()".to_owned()];
    if scenario.binds(side) {
        lines.push(["s.bind(", &address(scenario, side), ")"].concat());
    }
    lines
}

/// The name of a call, as the explanations have it too.
pub(crate) fn name(call: &Call) -> &'static str {
    match call {
        Call::Listen => "listen",
        Call::Accept => "accept",
        Call::Connect => "connect",
        Call::Send { .. } | Call::SendUrgent { .. } => "send",
        Call::Recv { .. } | Call::RecvToEnd => "recv",
        Call::Close => "shutdown",
        Call::Release => "close",
        Call::Abort => "abort",
        Call::Sleep { .. } => "sleep",
    }
}

/// A call that a person makes on `side`: it takes what is there and does not wait.
pub(crate) fn act_code(scenario: &Scenario, side: Side, call: &Call) -> String {
    match call {
        Call::Recv { octets } => [socket(scenario, side), ".recv(", &octets.to_string(), ")"].concat(),
        Call::RecvToEnd => [socket(scenario, side), ".recv(4096)"].concat(),
        _ => code(scenario, side, call),
    }
}

/// The socket of the connection. A listening socket stays as it is; `accept` gives another one for the connection.
fn socket(scenario: &Scenario, side: Side) -> &'static str {
    if scenario.host(side).program.contains(&Call::Accept) { "c" } else { "s" }
}

/// A call of the program on `side`.
pub(crate) fn code(scenario: &Scenario, side: Side, call: &Call) -> String {
    let socket = socket(scenario, side);
    let on = |call: &str| [socket, ".", call].concat();
    match call {
        Call::Listen => "s.listen()".to_owned(),
        Call::Accept => "c, peer = s.accept()".to_owned(),
        Call::Connect => ["s.connect(", &address(scenario, side.peer()), ")"].concat(),
        Call::Send { text, octets } => {
            let data = if text.is_empty() { filler(*octets as usize) } else { literal(text, *octets as usize) };
            on(&["send(", &data, ")"].concat())
        }
        Call::SendUrgent { text } => on(&["send(", &literal(text, 0), ", MSG_OOB)"].concat()),
        // It waits until all octets are there, or the peer has closed.
        Call::Recv { octets } => on(&["recv(", &octets.to_string(), ", MSG_WAITALL)"].concat()),
        Call::RecvToEnd => ["while ", socket, ".recv(4096): pass"].concat(),
        Call::Close => on("shutdown(SHUT_WR)"),
        Call::Release => on("close()"),
        Call::Abort => on("close()  # abort: SO_LINGER 0"),
        Call::Sleep { ms } => ["sleep(", &seconds(*ms), ")"].concat(),
    }
}

fn address(scenario: &Scenario, side: Side) -> String {
    let host = scenario.host(side);
    ["(\"", &host.address.to_string(), "\", ", &host.port.to_string(), ")"].concat()
}

/// Characters of a text that are shown.
const SHOWN: usize = 14;

/// The beginning of a text as Python writes it. What was filled up to `octets` is told as so many.
fn literal(text: &str, octets: usize) -> String {
    let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
    let escaped = text[..end].replace('\\', "\\\\").replace('\r', "\\r").replace('\n', "\\n").replace('"', "\\\"");
    let dots = if end < text.len() { "…" } else { "" };
    // Octets have no letters but those of ASCII.
    let (prefix, suffix) = if text.is_ascii() { ("b", "") } else { ("", ".encode()") };
    let rest = if octets > text.len() { [" + ", &filler(octets - text.len())].concat() } else { String::new() };
    [prefix, "\"", &escaped, dots, "\"", suffix, &rest].concat()
}

/// So many octets whose values do not matter.
fn filler(octets: usize) -> String {
    ["bytes(", &octets.to_string(), ")"].concat()
}

/// `0.25` for 250 ms.
fn seconds(ms: u32) -> String {
    let rest = ["", &(1000 + ms % 1000).to_string()[1..]].concat();
    let rest = rest.trim_end_matches('0');
    let whole = (ms / 1000).to_string();
    if rest.is_empty() { whole } else { [&whole, ".", rest].concat() }
}

/// What a call fails with at once.
pub(crate) fn call_error(error: CallError) -> &'static str {
    match error {
        CallError::AlreadyExists => "EISCONN",
        CallError::DoesNotExist => "ENOTCONN",
        CallError::RemoteUnspecified => "EDESTADDRREQ",
        CallError::InvalidRemote => "EADDRNOTAVAIL",
        CallError::Closing => "EPIPE",
        CallError::InsufficientResources => "ENOBUFS",
    }
}

/// What a call that waited fails with.
pub(crate) fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Closed => "ENOTCONN",
        Ending::Refused => "ECONNREFUSED",
        Ending::Reset => "ECONNRESET",
        Ending::TimedOut => "ETIMEDOUT",
        Ending::Aborted => "ECONNABORTED",
        Ending::Unreachable => "EHOSTUNREACH",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::explain::Context;
    use lessons::{Lang, Numbering, Numbers, find};
    use sim::{Act, Happening};
    use tcp::Instant;

    #[test]
    fn a_program_reads_as_one_in_python() {
        let scenario = &find("handshake").unwrap().scenario;
        let lines = |side| {
            let calls = scenario.host(side).program.iter();
            opening(scenario, side).into_iter().chain(calls.map(|call| code(scenario, side, call))).collect::<Vec<_>>()
        };
        assert_eq!(
            lines(Side::Client),
            [
                "s = socket()",
                "sleep(0.01)",
                "s.connect((\"198.51.100.20\", 80))",
                "s.send(b\"GET / HTTP/1.1…\")",
                "s.recv(43, MSG_WAITALL)",
                "s.shutdown(SHUT_WR)",
                "while s.recv(4096): pass",
            ]
        );
        assert_eq!(
            lines(Side::Server),
            [
                "s = socket()",
                "s.bind((\"198.51.100.20\", 80))",
                "s.listen()",
                "c, peer = s.accept()",
                "c.recv(41, MSG_WAITALL)",
                "c.send(b\"HTTP/1.1 200 O…\")",
                "while c.recv(4096): pass",
                "c.close()",
            ]
        );
    }

    #[test]
    fn a_call_by_hand_takes_what_is_there() {
        let scenario = &find("handshake").unwrap().scenario;
        assert_eq!(act_code(scenario, Side::Server, &Call::Recv { octets: 5 }), "c.recv(5)");
        assert_eq!(act_code(scenario, Side::Client, &Call::RecvToEnd), "s.recv(4096)");
        assert_eq!(act_code(scenario, Side::Client, &Call::Close), "s.shutdown(SHUT_WR)");
        assert_eq!(act_code(scenario, Side::Client, &Call::Release), "s.close()");
    }

    #[test]
    fn a_call_has_one_name_as_a_button_as_code_and_in_what_is_told() {
        let text = String::from("hello");
        let calls = [
            Call::Listen,
            Call::Accept,
            Call::Connect,
            Call::Send { text: text.clone(), octets: 5 },
            Call::SendUrgent { text },
            Call::Recv { octets: 5 },
            Call::RecvToEnd,
            Call::Close,
            Call::Release,
            Call::Abort,
            Call::Sleep { ms: 5 },
        ];
        let mut scenario = find("handshake").unwrap().scenario.clone();
        scenario.acts = calls.map(|call| Act { at: Instant::ZERO, side: Side::Client, call }).to_vec();
        let timeline = sim::run(&scenario);
        for lang in Lang::ALL {
            let context = Context { timeline: &timeline, numbers: Numbers::new(Numbering::Absolute, &scenario), lang };
            for entry in &timeline.entries {
                let Happening::Acted { act, .. } = entry.happening else { continue };
                let call = &scenario.acts[act as usize].call;
                assert!(act_code(&scenario, Side::Client, call).contains(name(call)), "{call:?} as code");
                let line = context.entry(entry);
                let told = [if lang == Lang::En { "calls " } else { "调用 " }, name(call)].concat();
                assert!(line.contains(&told), "{told}: {line}");
            }
        }
        let acted = timeline.entries.iter().filter(|entry| matches!(entry.happening, Happening::Acted { .. }));
        assert_eq!(acted.count(), scenario.acts.len());
    }

    #[test]
    fn a_text_is_written_as_python_would() {
        assert_eq!(literal("time?", 100), "b\"time?\" + bytes(95)");
        assert_eq!(literal("a\r\n\"b\\", 0), "b\"a\\r\\n\\\"b\\\\\"");
        assert_eq!(literal("你好", 8), "\"你好\".encode() + bytes(2)");
        assert_eq!((seconds(10), seconds(1000), seconds(1250)), ("0.01".into(), "1".into(), "1.25".into()));
    }
}
