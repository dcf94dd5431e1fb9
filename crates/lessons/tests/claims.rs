//! What is commonly taught wrong of TCP, and the lesson that runs it: each such claim has its place in the course, where what
//! really happens is said.

mod common;

use common::flat_blocks;
use lessons::{Lang, find};

/// A claim in short, the lesson that runs it, and what that says of it in English and in Chinese.
const CLAIMS: [(&str, &str, [&str; 2]); 19] = [
    ("the ISN ticks every 4 ms", "initial-numbers", ["four microseconds", "4 微秒"]),
    (
        "a connection's numbers begin at 0 or 1",
        "relative-numbers",
        ["Only absolute numbers exist", "在双方之间只有绝对序号"],
    ),
    (
        "the FIN's number is random",
        "four-way-close",
        ["the number after the last octet", "紧接在已发送的最后一个字节之后"],
    ),
    (
        "the last ACK's number is random",
        "four-way-close",
        ["The client's own FIN took a number as well", "客户端自己的 FIN 也占用了一个序号"],
    ),
    (
        "the second and the third segment of a close are never one",
        "three-segment-close",
        ["not what must", "不是必须如此"],
    ),
    ("the FIN goes again within one MSL", "last-ack-lost", ["The MSL has no part in it", "这与 MSL 毫无关系"]),
    (
        "data after a lost third segment is answered by a reset",
        "third-ack-data",
        ["No reset, no repetition", "没有 RST，没有重传"],
    ),
    ("accept() completes the handshake", "who-waits", ["nobody has called accept", "没有它，握手照样完成"]),
    (
        "the third segment carries the ISN plus one as data",
        "handshake",
        ["it carries nothing and takes no number", "它不带数据，也不占用序号"],
    ),
    ("TIME-WAIT is 60 seconds", "address-in-use", ["Linux waits 60 seconds", "Linux 只等 60 秒"]),
    ("three ACKs make a fast retransmit", "fast-retransmit", ["three true duplicates", "三个真正的重复 ACK"]),
    ("ssthresh is half of cwnd", "congestion-avoidance", ["It is not half of cwnd", "并不是 cwnd 的一半"]),
    ("the MSS is negotiated to the smaller one", "segmentation", ["nothing is negotiated", "没有什么协商"]),
    (
        "any reset in the window ends a connection",
        "blind-reset",
        ["the very number that is expected next", "序号必须恰好是期望的下一个"],
    ),
    (
        "at a zero window one waits for the update",
        "zero-window",
        ["Without probes both would now wait for ever", "如果没有探测"],
    ),
    (
        "ack is the last octet received",
        "numbers-count-octets",
        ["is not the number of the last octet", "并不是收到的最后一个字节的序号"],
    ),
    ("each segment has an ACK of its own", "cumulative-ack", ["Three segments, two ACKs", "三个报文段，两个 ACK"]),
    (
        "keep-alive is on by default",
        "keep-alive",
        ["off unless an application turns it on", "除非应用进程打开，否则保活应当关闭"],
    ),
    ("the SYN's window is scaled", "options", ["it counts as it stands", "同样按原值计算"]),
];

/// The same claim has its counterpart for states: which side is in FIN-WAIT-2 follows from who closed first.
const WHO_CLOSES: [&str; 3] = ["close-by-the-server", "forgotten-close", "simultaneous-close"];

#[test]
fn every_claim_that_is_commonly_taught_wrong_is_run_by_a_lesson_that_says_what_is_true() {
    for (claim, id, said) in CLAIMS {
        let lesson = find(id).unwrap_or_else(|| panic!("“{claim}” names a lesson that there is not: {id}"));
        for (lang, said) in Lang::ALL.into_iter().zip(said) {
            let notes = lesson.texts[lang as usize].notes.iter();
            let text = notes.map(|(_, note)| flat_blocks(note)).collect::<Vec<_>>().join(" ");
            assert!(text.contains(said), "“{claim}”: {id} says nothing of “{said}”");
        }
    }
}

#[test]
fn that_one_role_belongs_to_one_side_is_shown_to_be_wrong_from_either_side() {
    for id in WHO_CLOSES {
        assert!(find(id).is_some_and(|lesson| lesson.claim.is_some()), "{id}");
    }
}
