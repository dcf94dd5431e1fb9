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

/// Line `at` of the program on `side`.
pub(crate) fn code(scenario: &Scenario, side: Side, at: usize) -> String {
    let program = &scenario.host(side).program;
    call_code(scenario, side, &program[at], program[at + 1..].iter().any(is_recv))
}

/// A call that a person makes on `side`: it takes what is there and does not wait.
pub(crate) fn act_code(scenario: &Scenario, side: Side, call: &Call) -> String {
    match call {
        Call::Recv { octets } => [socket(scenario, side), ".recv(", &octets.to_string(), ")"].concat(),
        Call::RecvToEnd => [socket(scenario, side), ".recv(4096)"].concat(),
        _ => call_code(scenario, side, call, true),
    }
}

/// The socket of the connection. A listening socket stays as it is; `accept` gives another one for the connection.
fn socket(scenario: &Scenario, side: Side) -> &'static str {
    if scenario.host(side).program.contains(&Call::Accept) { "c" } else { "s" }
}

/// A call on `side`, after which something is still `read` or not.
fn call_code(scenario: &Scenario, side: Side, call: &Call, read: bool) -> String {
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
        Call::Close if read => on("shutdown(SHUT_WR)"),
        Call::Close | Call::Release => on("close()"),
        Call::Abort => on("close()  # SO_LINGER 0"),
        Call::Sleep { ms } => ["sleep(", &seconds(*ms), ")"].concat(),
    }
}

fn is_recv(call: &Call) -> bool {
    matches!(call, Call::Recv { .. } | Call::RecvToEnd)
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
    let rest = if octets > text.len() { [" + ", &filler(octets - text.len())].concat() } else { String::new() };
    ["b\"", &escaped, dots, "\"", &rest].concat()
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
    use lessons::find;

    #[test]
    fn a_program_reads_as_one_in_python() {
        let scenario = &find("handshake").unwrap().scenario;
        let lines = |side| {
            let calls = 0..scenario.host(side).program.len();
            opening(scenario, side).into_iter().chain(calls.map(|at| code(scenario, side, at))).collect::<Vec<_>>()
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
    fn a_text_is_written_as_python_would() {
        assert_eq!(literal("time?", 100), "b\"time?\" + bytes(95)");
        assert_eq!(literal("a\r\n\"b\\", 0), "b\"a\\r\\n\\\"b\\\\\"");
        assert_eq!((seconds(10), seconds(1000), seconds(1250)), ("0.01".into(), "1".into(), "1.25".into()));
    }
}
