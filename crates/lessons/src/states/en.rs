//! The figure of the states in English.

use tcp::State::{self, *};

use super::{Edge, Standing};

/// What a connection in `state` waits for.
pub(super) fn state(state: State) -> &'static str {
    match state {
        Closed => "There is no connection, and no TCB that would hold one: the next thing has to be an OPEN.",
        Listen => "A server waits for a SYN, from whoever sends one.",
        SynSent => "Our SYN is out. It waits for the peer's SYN, with the ACK of ours.",
        SynReceived => "Both SYNs are known. It waits for the ACK of ours, which shows that the peer is really there.",
        Established => "The connection is open: text flows both ways until one side closes.",
        FinWait1 => "We have closed. It waits for the ACK of our FIN, for the peer's FIN, or for both.",
        FinWait2 => "Our FIN is acknowledged. It waits for the peer's FIN, and still takes the peer's text.",
        CloseWait => "The peer has closed. It waits for our own program to close, and can send until then.",
        Closing => "Both FINs crossed on the way. It waits for the ACK of ours.",
        LastAck => "Both sides have closed, the peer first. It waits for the ACK of our FIN, which ends everything.",
        TimeWait => "All is said. It waits 2 MSL, in case our last ACK was lost, and until old segments have died out.",
    }
}

/// What brings an edge about, and what follows.
pub(super) fn edge(edge: &Edge) -> &'static str {
    if edge.standing == Standing::CutOff {
        return cut_off(edge.from);
    }
    match (edge.from, edge.to) {
        (Closed, Listen) => "A server's program opens passively, as listen() does: a TCB is made, and nothing is sent.",
        (Closed, _) => "A client's program opens actively, as connect() does: an ISS is chosen and the SYN is sent.",
        (Listen, SynReceived) => {
            "A SYN arrives. The answer acknowledges it and carries a SYN of our own: the second step of the handshake."
        }
        (Listen, SynSent) => {
            "The program sends before anybody has called: the passive open becomes an active one. The socket \
             interface has no call for it."
        }
        (Listen | SynSent, Closed) => {
            "The program closes before there is a connection: the TCB goes, and nothing is sent."
        }
        (SynSent, SynReceived) => {
            "A SYN arrives without an ACK of ours: both sides have opened at once, and the two SYNs crossed."
        }
        (SynSent, _) => "The SYN,ACK arrives. Our ACK of it is the third step of the handshake, and this side is open.",
        (SynReceived, Listen) => {
            "The handshake is broken off, by a reset or by another SYN. As the open was passive, the next caller may \
             come (note 1); after an active one, this leads to CLOSED."
        }
        (SynReceived, Established) => {
            "The ACK of our SYN arrives: the handshake is complete, and nothing has to be sent."
        }
        (SynReceived | Established, FinWait1) => {
            "Our program closes first. A FIN follows the last octet that was given to TCP."
        }
        (Established, _) => {
            "The peer closes first. Its FIN is acknowledged at once; our own FIN has to wait for our program."
        }
        (FinWait1, FinWait2) => {
            "Our FIN is acknowledged. The peer may go on sending, so there is nothing to do but wait."
        }
        (FinWait1, Closing) => {
            "The peer's FIN arrives, but no ACK of ours: both have closed at once, and the two FINs crossed."
        }
        (FinWait1, _) => {
            "One segment does both: it acknowledges our FIN and carries the peer's. The figure leaves this out (note \
             2). Within the instant FIN-WAIT-2 is passed, since the ACK is looked at before the FIN."
        }
        (FinWait2, _) => "The peer has closed too. Its FIN is acknowledged, and the wait of 2 MSL begins.",
        (CloseWait, _) => "Our program closes as well. The FIN follows the last octet that was given to TCP.",
        (Closing, _) => "The ACK of our FIN arrives after the peer's FIN: the wait of 2 MSL begins.",
        (LastAck, _) => {
            "The ACK of our FIN arrives. Whoever closes last need not wait: the peer's TIME-WAIT guards both."
        }
        _ => "2 MSL have passed without a sign of the peer: the TCB goes, and the ports are free again.",
    }
}

fn cut_off(from: State) -> &'static str {
    match from {
        Listen => "The program aborts. Nobody has called yet, so that nobody is told.",
        SynSent => {
            "Nothing comes of it: the peer refuses by a reset, our SYN is given up unanswered, or the program aborts."
        }
        SynReceived => {
            "The handshake is broken off: a reset arrives after an active open, the SYN,ACK is given up unanswered, \
             or the program aborts."
        }
        FinWait2 => {
            "A reset arrives, the program aborts, or the peer's FIN does not come within the time that our system \
             grants it once nobody reads any more."
        }
        Closing | LastAck => {
            "Both sides have closed already: a reset, ABORT or a FIN that is given up only ends it sooner."
        }
        TimeWait => "A reset or ABORT cuts the wait short, which old segments of this connection may outlive.",
        _ => {
            "The connection is cut off: a reset arrives, the program aborts, or what was sent is given up unanswered. \
             Text that is still under way is lost."
        }
    }
}
