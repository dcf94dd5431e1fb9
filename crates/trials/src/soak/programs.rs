//! What the two applications of a run do.

use sim::Call;

use crate::draws::Draws;

/// A kind of exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Play {
    /// A request, an answer, and one side closes first.
    Exchange,
    /// One side sends in pieces and closes; the other answers only then.
    HalfClose,
    /// Both send and close without waiting for each other.
    Crossing,
    /// Both open actively.
    SimultaneousOpen,
    /// The receiver lets its window close before it reads.
    SlowReader,
    /// One side aborts somewhere on the way.
    Abort,
    /// Nobody listens.
    Refused,
    /// Any calls in any order.
    Anything,
}

impl Play {
    const ALL: [Play; 8] = [
        Play::Exchange,
        Play::HalfClose,
        Play::Crossing,
        Play::SimultaneousOpen,
        Play::SlowReader,
        Play::Abort,
        Play::Refused,
        Play::Anything,
    ];

    pub(super) fn any(draws: &mut Draws) -> Play {
        draws.pick(&Play::ALL)
    }

    /// Its name in a count.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Play::Exchange => "exchanges",
            Play::HalfClose => "half-closed",
            Play::Crossing => "crossing",
            Play::SimultaneousOpen => "opened by both",
            Play::SlowReader => "read slowly",
            Play::Abort => "aborted",
            Play::Refused => "refused",
            Play::Anything => "of any calls",
        }
    }

    /// Whether both applications read to the end and close, so that both connections must end.
    pub(super) fn ends(self) -> bool {
        self != Play::Anything
    }

    /// The programs of the client and of the server.
    pub(super) fn programs(self, draws: &mut Draws) -> [Vec<Call>; 2] {
        let len = |draws: &mut Draws| {
            let most = if draws.one_in(40) { 70_000 } else { draws.pick(&[1, 100, 1000, 3000, 15_000]) };
            draws.between(1, most)
        };
        let (ask, reply) = (len(draws), len(draws));
        let (client, server) = match self {
            Play::Exchange => {
                let (mut client, mut server) = (vec![send(ask), recv(reply)], vec![recv(ask), send(reply)]);
                let (first, second) =
                    if draws.one_in(2) { (&mut client, &mut server) } else { (&mut server, &mut client) };
                first.extend([Call::Close, Call::RecvToEnd]);
                second.extend([Call::RecvToEnd, Call::Close]);
                (client, server)
            }
            Play::HalfClose => {
                let mut client = pieces(draws, ask);
                client.extend([Call::Close, Call::RecvToEnd]);
                let mut server = vec![Call::RecvToEnd];
                server.extend(pieces(draws, reply));
                server.push(Call::Close);
                (client, server)
            }
            Play::Crossing | Play::SimultaneousOpen | Play::Refused => {
                (vec![send(ask), Call::Close, Call::RecvToEnd], vec![send(reply), Call::Close, Call::RecvToEnd])
            }
            Play::SlowReader => {
                let mut server = Vec::new();
                for _ in 0..draws.between(1, 4) {
                    server.extend([sleep(draws, 20_000), recv(draws.between(1, ask.min(500)))]);
                }
                server.extend([Call::RecvToEnd, Call::Close]);
                (vec![send(ask), Call::Close, Call::RecvToEnd], server)
            }
            Play::Abort => {
                let mut aborts = pieces(draws, ask);
                aborts.extend([sleep(draws, 2000), Call::Abort]);
                let stays = vec![send(reply), Call::RecvToEnd, Call::Close];
                if draws.one_in(2) { (aborts, stays) } else { (stays, aborts) }
            }
            Play::Anything => (calls(draws), calls(draws)),
        };
        let server_opens = match self {
            Play::SimultaneousOpen => vec![Call::Connect],
            Play::Refused => return [opened(vec![Call::Connect], client), Vec::new()],
            _ => vec![Call::Listen, Call::Accept],
        };
        [opened(vec![Call::Connect], client), opened(server_opens, server)]
    }
}

fn opened(mut opening: Vec<Call>, rest: Vec<Call>) -> Vec<Call> {
    opening.extend(rest);
    opening
}

fn send(octets: u32) -> Call {
    Call::Send { text: String::new(), octets }
}

fn recv(octets: u32) -> Call {
    Call::Recv { octets }
}

fn sleep(draws: &mut Draws, most_ms: u32) -> Call {
    Call::Sleep { ms: draws.below(most_ms) }
}

/// `octets` in some sends, with pauses between.
fn pieces(draws: &mut Draws, octets: u32) -> Vec<Call> {
    let count = draws.between(1, 4).min(octets);
    let mut calls = vec![send(octets - octets / count * (count - 1))];
    for _ in 1..count {
        calls.extend([sleep(draws, 500), send(octets / count)]);
    }
    calls
}

fn calls(draws: &mut Draws) -> Vec<Call> {
    let count = draws.between(0, 9);
    (0..count)
        .map(|_| match draws.below(8) {
            0 => send(draws.below(3000)),
            1 => recv(draws.below(3000)),
            2 => Call::RecvToEnd,
            3 => Call::Close,
            4 if draws.one_in(3) => Call::Abort,
            5 => Call::Connect,
            6 => Call::Listen,
            7 => Call::Accept,
            _ => sleep(draws, 5000),
        })
        .collect()
}
