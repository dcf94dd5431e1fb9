//! Captures that look like something that they are not: half of them missing, doubled, cut, forged or out of order. What is
//! said of them is likely at best, or is not said.

mod support;

use observer::{Earlier, Known, Observer, Vantage};
use support::{relative, watch, watch_with};
use wire::Seq;

const HANDSHAKE: &str = "
    0 A SYN 0 ws=7 sackok
    10 B SYN 0 ack=1 ws=7 sackok
    20 A - 1 ack=1
";

fn between(lines: &str) -> Vec<observer::Verdict> {
    watch(Vantage::Between, &format!("{HANDSHAKE}{lines}"))
}

fn bare(lines: &str) -> Vec<observer::Verdict> {
    watch(Vantage::Between, lines)
}

#[test]
fn a_connection_whose_syn_ack_was_not_captured_is_not_refused() {
    bare(
        "0 A SYN 0
         20 A - 1 ack=1 | PeerNotSeen? | ESTABLISHED ESTABLISHED?
         30 A - 1+100 ack=1 |
         50 A - 101+50 ack=101 |
         60 B RST 101 ack=151 | Reset:Abort? | CLOSED? CLOSED?",
    );
    // A reset of which nothing before was captured may be to anything.
    bare("0 B RST 1 ack=1 wnd=0 | Reset:Unseen?");
}

#[test]
fn one_direction_alone_shows_what_the_other_must_have_sent() {
    bare(
        "0 A SYN 0 |  | SYN-SENT SYN-RECEIVED?
         20 A - 1 ack=1 | PeerNotSeen? | ESTABLISHED ESTABLISHED?
         30 A - 1+100 ack=1 |  | ESTABLISHED? ESTABLISHED?
         40 A FIN 101 ack=4001 |  | FIN-WAIT-1? CLOSE-WAIT?",
    );
    bare(
        "0 B SYN 0 ack=1 | PeerNotSeen? | ESTABLISHED? SYN-RECEIVED
         30 B - 1 ack=101 |  | ESTABLISHED? ESTABLISHED?",
    );
}

#[test]
fn a_syn_ack_goes_again_though_its_acknowledgment_was_seen() {
    let verdicts = between(
        "30 A - 1+50 ack=1 |
         1030 B SYN 0 ack=1 | Retransmission:SynAckTimeout? | ESTABLISHED? SYN-RECEIVED?
         1031 A - 51 ack=1 | DuplicateAck#1?
         1330 A - 1+50 ack=1 | Retransmission:Timeout?",
    );
    let again = verdicts[4].findings[0];
    assert_eq!(again.evidence.iter().collect::<Vec<_>>(), [1], "the first was seen");
    assert!(format!("{:?}", again.kind).contains("seen: 1"), "{again:?}");
}

#[test]
fn an_old_syn_is_none_that_nobody_answered() {
    between(
        "30 A - 1+10 ack=1 |
         40 B - 1 ack=11 |
         1040 A SYN 0 | Retransmission:OldSyn?
         1050 B - 1 ack=11 | DuplicateAck#1?",
    );
}

#[test]
fn a_fin_that_goes_again_had_been_seen() {
    let verdicts = between(
        "30 A FIN 1 ack=1 |
         40 B - 1 ack=2 |
         1040 A FIN 1 ack=1 | Retransmission:Timeout? FinAgain?
         1050 B - 1 ack=2 | DuplicateAck#1?",
    );
    assert!(format!("{:?}", verdicts[5].findings[0].kind).contains("seen: 1"));
}

#[test]
fn what_arrives_twice_makes_no_certain_duplicate_ack() {
    between(
        "30 A - 1+100 ack=1 |
         40 B - 1 ack=101 |
         40.5 A - 1+100 ack=1 | Spurious:Acked?
         50.5 B - 1 ack=101 sack=1-101 | DuplicateAck#1? DuplicateSack",
    );
}

#[test]
fn what_was_captured_twice_is_no_timeout() {
    bare(
        "0 A SYN 0
         0.002 A SYN 0 | Retransmission:Twice?
         10 B SYN 0 ack=1
         10.002 B SYN 0 ack=1 | Retransmission:Twice?
         20 A - 1 ack=1 |
         30 A - 1+100 ack=1 |
         30.002 A - 1+100 ack=1 | Retransmission:Twice?
         31 A - 101+100 ack=1 |
         31.002 A - 101+100 ack=1 | Retransmission:Twice?
         300 A - 1+100 ack=1 | Retransmission:Timeout?",
    );
}

#[test]
fn ece_says_nothing_where_ecn_was_not_agreed_on() {
    let verdicts = between(
        "30 A ECE 1+10 ack=1 |
         40 B ECE 1 ack=11 |
         50 A CWR 11+10 ack=1 | ",
    );
    assert_eq!(verdicts[5].after[0].ecn, Known::Certain(false));
    // Without the SYNs nobody knows.
    bare(
        "0 A - 1+10 ack=1 | StartsLate?
         10 B ECE 1 ack=11 | EcnEcho?",
    );
}

#[test]
fn accurate_ecn_counts_where_ecn_echoes() {
    let verdicts = bare(
        "0 A SYN,ECE,CWR 0 ae | AccurateEcnOffered
         10 B SYN,CWR 0 ack=1 | AccurateEcnAgreed
         20 A ECE 1 ack=1 ae |
         30 A ECE 1+50 ack=1 ae |
         40 B ECE 1 ack=51 ae | ",
    );
    assert_eq!(verdicts[4].after[0].ecn, Known::Certain(true));
    // The other end may know nothing of it.
    bare(
        "0 A SYN,ECE,CWR 0 ae | AccurateEcnOffered
         10 B SYN,ECE 0 ack=1 | EcnAgreed
         20 A - 1+5 ack=1
         30 B ECE 1 ack=6 | EcnEcho",
    );
    // A SYN that had no answer may be sent again without.
    bare(
        "0 A SYN,ECE,CWR 0 | EcnOffered
         1000 A SYN 0 | Retransmission:SynTimeout?
         1010 B SYN,ECE 0 ack=1 |
         1020 A ECE 1 ack=1 |",
    );
}

#[test]
fn options_that_were_cut_tell_nothing_of_what_they_lack() {
    let verdicts = bare(
        "0 A SYN 0 mss=1460 cut wnd=64000
         10 B SYN 0 ack=1 mss=1460 cut wnd=64000
         20 A - 1 ack=1 wnd=64000 |
         30 A - 1+100 ack=1 wnd=500 |
         40 B - 1 ack=101 wnd=500 | ",
    );
    let a = verdicts[4].after[0];
    assert_eq!((a.window_shift, a.timestamps, a.sack), (Known::NotSeen, Known::NotSeen, Known::NotSeen));
    assert_eq!(a.mss, Known::Certain(1460));
}

#[test]
fn who_goes_on_after_its_reset_has_not_gone() {
    between(
        "30 A - 1+10 ack=1 |
         40 B RST 100001 wnd=0 | Reset:NotExact? | ESTABLISHED? CLOSED?
         50 B - 1+20 ack=11 |  | ESTABLISHED? ESTABLISHED?
         60 A - 11 ack=21 |  | ESTABLISHED? ESTABLISHED?",
    );
}

#[test]
fn only_the_old_numbers_of_an_overlap_go_again() {
    let verdicts = between(
        "30 A - 1+100 ack=1 |
         530 A - 51+100 ack=1 | Retransmission:Timeout?",
    );
    assert!(format!("{:?}", verdicts[4].findings[0].kind).contains("len: 50"));
}

#[test]
fn an_octet_that_crossed_a_closed_window_probes_nothing() {
    between(
        "30 A - 1+10 ack=1 |
         40 B - 1 ack=11 wnd=0 | ZeroWindow WindowShrunk
         40.5 A - 11+1 ack=1 |
         50.5 B - 1 ack=12 |",
    );
    // Where it left, that window had come.
    watch(
        Vantage::At(observer::End::A),
        "0 A SYN 0
         10 B SYN 0 ack=1
         10 A - 1 ack=1
         20 B - 1 ack=1 wnd=0 | ZeroWindow WindowShrunk
         300 A - 1+1 ack=1 | WindowProbe",
    );
}

#[test]
fn a_window_without_a_scale_is_told_as_it_stands() {
    let verdicts = bare(
        "0 A - 1+100 ack=1 wnd=64000
         10 B - 1 ack=101 wnd=5
         20 B - 1 ack=101 wnd=10 | WindowUpdate",
    );
    assert!(format!("{:?}", verdicts[2].findings[0].kind).contains("is_scaled: false"));
}

#[test]
fn two_syns_need_not_have_crossed() {
    bare(
        "0 A SYN 0
         300000 B SYN 0 | SimultaneousOpen?",
    );
}

#[test]
fn not_every_first_segment_belongs_to_a_connection() {
    bare("0 A - 0 |");
    bare("0 A FIN,PSH 0 urg=0 |");
    bare("0 A - 1 ack=1 | StartsLate?");
}

#[test]
fn sack_is_read_only_as_it_was_agreed_on_and_can_be() {
    bare(
        "0 A SYN 0
         10 B SYN 0 ack=1
         20 A - 1 ack=1
         30 A - 1+100 ack=1 |
         31 A - 101+100 ack=1 |
         40 B - 1 ack=1 sack=101-201 | DuplicateAck#1",
    );
    between(
        "30 A - 1+100 ack=1 |
         31 A - 101+100 ack=1 |
         40 B - 1 ack=1 sack=101-201 | DuplicateAck#1 Sack
         50 B - 1 ack=1 sack=201-101 | DuplicateAck#2
         60 B - 1 ack=1 sack=301-401 | DuplicateAck#3 Sack?
         70 B - 1 ack=1 sack=9998999-9999003 | DuplicateAck#4",
    );
}

#[test]
fn a_syn_between_the_same_ports_may_or_may_not_open_another_connection() {
    let earlier = |is_over| Earlier { next: [Some(Seq(1000)), Some(Seq(2000))], is_over };
    let after = |is_over, lines: &str| watch_with(Observer::after(Vantage::Between, &earlier(is_over)), lines);
    after(
        true,
        "0 A SYN 0 | PortReuse | SYN-SENT SYN-RECEIVED?
         10 B SYN 0 ack=1 |  | ESTABLISHED? SYN-RECEIVED",
    );
    let verdicts = after(
        false,
        "0 A SYN 0 | PortReuse? | - -
         10 B SYN 0 ack=1 |  | ESTABLISHED? SYN-RECEIVED
         20 A - 1 ack=1 |  | ESTABLISHED ESTABLISHED?",
    );
    assert_eq!(relative(&verdicts[2].after[0], observer::End::A)[1], Some(1));
    after(
        false,
        "0 A SYN 0 | PortReuse? | - -
         1000 A SYN 0 | Retransmission:SynTimeout? | SYN-SENT SYN-RECEIVED?",
    );
    // The SYN was forged: both ends go on as before.
    let old = Earlier { next: [Some(Seq(4_294_467_296)), Some(Seq(4_294_967_101))], is_over: false };
    watch_with(
        Observer::after(Vantage::Between, &old),
        "50 A SYN 0 | PortReuse?
         60 B - 1 ack=-499994 |
         70 A - -499994+100 ack=1 |
         80 B - 1+50 ack=-499894 |
         90 A FIN -499894 ack=51 | ",
    );
}

#[test]
fn what_came_damaged_is_not_missing_and_goes_again() {
    let verdicts = between(
        "30 A - 1+100 ack=1 bad | BadChecksum?
         31 A - 101+100 ack=1 bad | BadChecksum?
         32 A - 201+100 ack=1 |
         42 B - 1 ack=1 | DuplicateAck#1
         1030 A - 1+100 ack=1 | Retransmission:Timeout?
         1040 A - 101+100 ack=1 | Retransmission:AfterTimeout?
         1050 B - 1 ack=301 |
         1060 A - 301+100 ack=1 bad | BadChecksum?
         2060 A - 301+100 ack=1 | Retransmission:Timeout?",
    );
    assert_eq!(verdicts[7].findings[0].evidence.iter().collect::<Vec<_>>(), [3], "the damaged one shows it");
    assert_eq!(verdicts[11].findings[0].evidence.iter().collect::<Vec<_>>(), [10], "the damaged one shows it");
    bare(
        "0 A SYN 0 bad | BadChecksum?
         1000 A SYN 0 | Retransmission:SynTimeout?
         1010 B SYN 0 ack=1 |",
    );
    // Only part of what is missing came damaged.
    between(
        "30 A - 1+100 ack=1 bad | BadChecksum?
         32 A - 201+100 ack=1 | PreviousNotSeen",
    );
}

/// Both ends close, and the server's host forgets.
const CLOSED: &str = "
    30 A FIN 1 ack=1
    40 B FIN 1 ack=2 | TimeWait:A?
    50 A - 2 ack=2 |  | TIME-WAIT? CLOSED?
";

#[test]
fn a_late_syn_that_opens_another_connection_leaves_no_gap() {
    // The SYN was not seen again. It opened a connection at B alone.
    between(&format!(
        "{CLOSED}
         5000 B SYN 1000000 ack=1 | PortReuse? PeerNotSeen?
         5000 B PSH 1000001+7 ack=1 |
         5020 A RST 1 | Reset:HalfOpen?"
    ));
    // It was seen again, and may have been an answer's that was lost, until B answers with another ISN.
    between(&format!(
        "{CLOSED}
         5000 A SYN 0 | Retransmission:OldSyn?
         5000 B SYN 1000000 ack=1 | PortReuse? | ESTABLISHED? SYN-RECEIVED
         5010 B PSH 1000001+7 ack=1 |
         5020 A RST 1 | Reset:HalfOpen?"
    ));
}

#[test]
fn a_host_that_forgot_may_open_anew_with_the_isn_of_before() {
    let verdicts = between(&format!(
        "{CLOSED}
         250 A SYN 0 | Retransmission:OldSyn?
         270 B SYN 62500 ack=1 | PortReuse? | ESTABLISHED? SYN-RECEIVED
         290 A - 1 ack=62501 |  | ESTABLISHED ESTABLISHED?
         300 B - 62501 ack=8 | AckOfUnseen
         330 A PSH 1+7 ack=62501 |
         350 B - 62501 ack=8 | DuplicateAck#1"
    ));
    assert_eq!(relative(&verdicts[8].after[1], observer::End::B)[1], Some(62501), "SND.NXT of the new connection");
    // The same answer once more opens nothing.
    between(&format!(
        "{CLOSED}
         250 A SYN 0 | Retransmission:OldSyn?
         270 B SYN 0 ack=1 | Retransmission:SynAckAgain?"
    ));
}

#[test]
fn the_number_of_a_forged_reset_is_no_step() {
    between(
        "30 A RST 900000 | Reset:OutsideWindow?
         40 B PSH 1+59 ack=1 |
         50 A - 1 ack=60 |
         60 A FIN 1 ack=60 |",
    );
}
