//! Exchanges as a capture has them, with what is found at each segment and the states of both ends.

mod support;

use observer::{End, Known, Vantage};
use support::{relative, watch};

const HANDSHAKE: &str = "
    0 A SYN 0 mss=1460 ws=3 sackok
    10 B SYN 0 ack=1 mss=1460 ws=2 sackok
    20 A - 1 ack=1
";

fn between(lines: &str) -> Vec<observer::Verdict> {
    watch(Vantage::Between, &format!("{HANDSHAKE}{lines}"))
}

fn bare(lines: &str) -> Vec<observer::Verdict> {
    watch(Vantage::Between, lines)
}

#[test]
fn a_handshake_a_request_and_a_close_have_nothing_unusual() {
    let verdicts = bare(
        "0 A SYN 0 mss=1460 |  | SYN-SENT SYN-RECEIVED?
         10 B SYN 0 ack=1 mss=536 |  | ESTABLISHED? SYN-RECEIVED
         20 A - 1 ack=1 |  | ESTABLISHED ESTABLISHED?
         20 A PSH 1+5 ack=1 |  | ESTABLISHED? ESTABLISHED?
         30 B PSH 1+11 ack=6 |  | ESTABLISHED? ESTABLISHED?
         40 A FIN 6 ack=12 |  | FIN-WAIT-1 CLOSE-WAIT?
         50 B - 12 ack=7 |  | FIN-WAIT-2? CLOSE-WAIT?
         60 B FIN 12 ack=7 | TimeWait:A? | TIME-WAIT? LAST-ACK?
         70 A - 7 ack=13 |  | TIME-WAIT? CLOSED?",
    );
    let [a, b] = verdicts[4].after;
    assert_eq!(relative(&a, End::A), [Some(6), Some(6), Some(12)]);
    assert_eq!(relative(&b, End::B), [Some(1), Some(12), Some(6)]);
    assert_eq!((a.mss, b.mss), (Known::Certain(1460), Known::Certain(536)));
    assert_eq!((b.rcv_wnd, b.snd_wnd), (Known::Certain(1000), Known::Likely(1000)));
    assert_eq!((a.rcv_nxt.certain(), b.rcv_nxt.is_some_certain()), (None, true));
}

trait IsCertain {
    fn is_some_certain(&self) -> bool;
}

impl<T: Copy> IsCertain for Known<T> {
    fn is_some_certain(&self) -> bool {
        self.certain().is_some()
    }
}

#[test]
fn windows_are_scaled_once_both_syns_tell_the_scale() {
    let verdicts = between("30 A PSH 1+5 ack=1 wnd=500");
    assert_eq!(verdicts[3].after[0].rcv_wnd, Known::Certain(4000));
    assert_eq!(verdicts[3].after[1].snd_wnd, Known::Likely(4000));
    let late = bare("0 A PSH 1+5 ack=1 wnd=500 | StartsLate? | ESTABLISHED? ESTABLISHED?");
    assert_eq!(late[0].after[1].snd_wnd, Known::NotSeen);
    assert_eq!(late[0].after[0].iss, Known::NotSeen);
}

#[test]
fn at_an_end_itself_what_was_seen_had_arrived() {
    watch(
        Vantage::At(End::A),
        "0 A SYN 0
         10 B SYN 0 ack=1
         10 A - 1 ack=1 |  | ESTABLISHED ESTABLISHED?
         20 A FIN 1 ack=1 |  | FIN-WAIT-1 CLOSE-WAIT?
         30 B - 1 ack=2 |  | FIN-WAIT-2? CLOSE-WAIT?
         30 B PSH 1+5 ack=2 | HalfClosed | FIN-WAIT-2? CLOSE-WAIT?
         30 A - 2 ack=6 |  | FIN-WAIT-2 CLOSE-WAIT?",
    );
}

#[test]
fn three_duplicate_acks_make_a_fast_retransmission_and_an_ack_ends_the_recovery() {
    between(
        "30 A - 1+100 ack=1 |
         30 A - 101+100 ack=1 |
         30 A - 201+100 ack=1 |
         30 A - 301+100 ack=1 |
         40 B - 1 ack=101 |
         40 B - 1 ack=101 | DuplicateAck#1
         40 B - 1 ack=101 | DuplicateAck#2
         41 A - 101+100 ack=1 | Retransmission:Fast?
         50 B - 1 ack=201 | PartialAck?
         51 A - 201+100 ack=1 | Retransmission:PartialAck?
         60 B - 1 ack=401 | ",
    );
}

#[test]
fn a_timer_explains_what_nothing_else_does_and_what_follows_it() {
    between(
        "30 A - 1+100 ack=1 |
         30 A - 101+100 ack=1 |
         1030 A - 1+100 ack=1 | Retransmission:Timeout?
         1040 B - 1 ack=101 | PartialAck?
         1040 A - 101+100 ack=1 | Retransmission:AfterTimeout?
         1050 B - 1 ack=201 |
         1060 A - 201+100 ack=1 |
         2060 A - 201+100 ack=1 | Retransmission:Timeout?
         4060 A - 201+100 ack=1 | Retransmission:Timeout?",
    );
}

#[test]
fn sack_shows_what_is_missing_and_what_came_twice() {
    between(
        "30 A - 1+100 ack=1 |
         30 A - 101+100 ack=1 |
         30 A - 201+100 ack=1 |
         30 A - 301+100 ack=1 |
         40 B - 1 ack=1 sack=101-201 | DuplicateAck#1 Sack
         40 B - 1 ack=1 sack=101-301 | DuplicateAck#2 Sack
         40 B - 1 ack=1 sack=101-401 | DuplicateAck#3 Sack
         41 A - 1+100 ack=1 | Retransmission:Fast?
         50 B - 1 ack=401 |
         60 B - 1 ack=401 sack=1-101 | DuplicateAck#1? DuplicateSack
         61 A - 301+100 ack=1 | Spurious:Acked?",
    );
}

#[test]
fn the_last_segment_alone_again_is_a_tail_loss_probe() {
    between(
        "30 A - 1+100 ack=1 |
         30 A - 101+100 ack=1 |
         30 A - 201+100 ack=1 |
         70 A - 201+100 ack=1 | Retransmission:TailLossProbe?",
    );
}

#[test]
fn what_was_overtaken_is_told_by_time_or_by_its_timestamp() {
    between(
        "30 A - 1+100 ack=1 |
         31 A - 201+100 ack=1 | PreviousNotSeen
         32 A - 101+100 ack=1 | OutOfOrder:Time?",
    );
    bare(
        "0 A SYN 0 ts=10/0
         10 B SYN 0 ack=1 ts=90/10
         20 A - 1 ack=1 ts=30/90
         30 A - 1+100 ack=1 ts=40/90 |
         31 A - 201+100 ack=1 ts=42/90 | PreviousNotSeen
         100 A - 101+100 ack=1 ts=41/90 | OutOfOrder:Timestamps
         110 A - 401+100 ack=1 ts=120/90 | PreviousNotSeen
         111 A - 301+100 ack=1 ts=121/90 | Retransmission:Timeout?",
    );
}

#[test]
fn what_was_not_seen_but_acknowledged_is_told_once() {
    between(
        "30 A - 1+100 ack=1 |
         31 B - 1 ack=301 | AckOfUnseen
         32 B - 1 ack=301 | DuplicateAck#1?
         40 A - 301+100 ack=1 | PreviousNotSeen
         41 B - 1 ack=401 | ",
    );
}

#[test]
fn a_window_closes_is_probed_and_opens() {
    between(
        "30 B - 1 ack=1 wnd=25 | WindowUpdate WindowShrunk
         31 A - 1+100 ack=1 | WindowFull
         40 B - 1 ack=101 wnd=0 | ZeroWindow
         240 A - 101+1 ack=1 | WindowProbe?
         250 B - 1 ack=101 wnd=0 | ZeroWindow WindowProbeAck
         650 A - 101+1 ack=1 | WindowProbe?
         660 B - 1 ack=102 wnd=25 |
         661 A - 102+100 ack=1 | WindowFull
         670 B - 1 ack=202 wnd=0 | ZeroWindow
         870 A - 201 ack=1 | WindowProbe?
         880 B - 1 ack=202 wnd=0 | ZeroWindow WindowProbeAck
         900 B - 1 ack=202 wnd=100 | WindowUpdate",
    );
}

#[test]
fn the_right_edge_of_a_window_should_not_go_back() {
    between(
        "30 B - 1 ack=1 wnd=100 | WindowUpdate WindowShrunk
         31 A - 1+100 ack=1 |
         32 B - 1 ack=101 wnd=475 | ",
    );
}

#[test]
fn an_idle_end_is_asked_whether_it_is_there() {
    between(
        "30 A - 1+1 ack=1
         40 B - 1 ack=2
         7000 A - 1+1 ack=1 | KeepAlive?
         7010 B - 1 ack=2 | KeepAliveAck?
         9000 A - 1 ack=1 | KeepAlive?
         9010 B - 1 ack=2 | KeepAliveAck?",
    );
}

#[test]
fn a_reset_has_a_likely_cause() {
    bare(
        "0 A SYN 0 |  | SYN-SENT SYN-RECEIVED?
         1 B RST 0 ack=1 wnd=0 | Reset:Refused? | CLOSED? CLOSED?",
    );
    between("30 A RST 1 wnd=0 | Reset:Abort? | CLOSED? CLOSED?");
    between("30 A RST 500 wnd=0 | Reset:NotExact? | CLOSED? ESTABLISHED?");
    between("30 A RST 99999 wnd=0 | Reset:OutsideWindow? | CLOSED? ESTABLISHED?");
    between(
        "30 A FIN 1 ack=1
         40 B - 1+100 ack=2 | HalfClosed
         50 A RST 2 wnd=0 | Reset:TextForNobody? | CLOSED? CLOSED?
         60 B - 101+100 ack=2
         70 A RST 2 wnd=0 | Reset:AfterEnd?",
    );
    bare(
        "0 A SYN 0 |
         10 B - 700 ack=-200 |
         20 A RST -200 wnd=0 | Reset:HalfOpen? | SYN-SENT? CLOSED?",
    );
    between(
        "30 A - 1+100 ack=1
         300 A - 1+100 ack=1 | Retransmission:Timeout?
         700 A - 1+100 ack=1 | Retransmission:Timeout?
         1500 A - 1+100 ack=1 | Retransmission:Timeout?
         3000 A RST 101 ack=1 wnd=0 | Reset:GaveUp?",
    );
}

#[test]
fn both_ends_may_open_and_close_at_once() {
    bare(
        "0 A SYN 0 |  | SYN-SENT SYN-RECEIVED?
         1 B SYN 0 | SimultaneousOpen? | SYN-RECEIVED? SYN-SENT
         10 A SYN 0 ack=1 | Retransmission:SynAckAgain? | SYN-RECEIVED ESTABLISHED?
         11 B SYN 0 ack=1 | Retransmission:SynAckAgain? | ESTABLISHED? SYN-RECEIVED
         20 A FIN 1 ack=1 |  | FIN-WAIT-1 CLOSE-WAIT?
         21 B FIN 1 ack=1 | SimultaneousClose | CLOSING? FIN-WAIT-1
         30 A - 2 ack=2 | TimeWait:B? | CLOSING? TIME-WAIT?
         31 B - 2 ack=2 | TimeWait:A? | TIME-WAIT? TIME-WAIT?",
    );
}

#[test]
fn a_fin_that_comes_again_was_not_acknowledged() {
    between(
        "30 A FIN 1 ack=1 |  | FIN-WAIT-1 CLOSE-WAIT?
         40 B - 1 ack=2 |  | FIN-WAIT-2? CLOSE-WAIT?
         1030 A FIN 1 ack=1 | Retransmission:Timeout? FinAgain? | FIN-WAIT-1 CLOSE-WAIT?",
    );
}

#[test]
fn a_syn_again_is_told_from_a_syn_of_another_connection() {
    bare(
        "0 A SYN 0
         1000 A SYN 0 | Retransmission:SynTimeout?
         1010 B SYN 0 ack=1
         1030 A SYN 0 | Retransmission:SynTimeout?
         1040 B SYN 0 ack=1 | Retransmission:SynAckAgain?",
    );
    let verdicts = between(
        "30 A RST 1 | Reset:Abort? | CLOSED? CLOSED?
         99 A SYN 70000 | PortReuse | SYN-SENT SYN-RECEIVED?
         100 B SYN 90000 ack=70001 |  | ESTABLISHED? SYN-RECEIVED",
    );
    assert_eq!(verdicts[5].index, 5);
    // In the middle of a connection, the other end decides.
    between(
        "30 A SYN 70000 | PortReuse? | ESTABLISHED? ESTABLISHED?
         40 B - 1 ack=1 | DuplicateAck#1?
         50 A - 1+5 ack=1 | ",
    );
    between(
        "30 A SYN 70000 | PortReuse? | ESTABLISHED? ESTABLISHED?
         40 B SYN 90000 ack=70001 |  | ESTABLISHED? SYN-RECEIVED",
    );
}

#[test]
fn ecn_urgent_data_and_wrong_checksums_are_told() {
    bare(
        "0 A SYN,ECE,CWR 0 | EcnOffered
         10 B SYN,ECE 0 ack=1 | EcnAgreed
         20 A - 1 ack=1 |
         30 A PSH 1+5 ack=1 urg=5 | Urgent
         40 B ECE 1 ack=6 | EcnEcho
         50 A CWR 6+5 ack=1 | WindowReduced?
         60 A PSH 900+5 ack=1 bad | BadChecksum? | ESTABLISHED? ESTABLISHED?
         70 A PSH 11+5 ack=1 | ",
    );
}

#[test]
fn checksums_that_are_made_behind_the_place_of_capture_are_believed() {
    bare(
        "0 A SYN 0 bad | BadChecksum?
         10 B SYN 0 ack=1 |  | ESTABLISHED? SYN-RECEIVED
         20 A - 1 ack=1 bad |  | ESTABLISHED ESTABLISHED?
         30 A - 1+5 ack=1 bad | ",
    );
}
