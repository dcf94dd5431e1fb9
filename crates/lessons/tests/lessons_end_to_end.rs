//! What each ordinary lesson promises: the states on both sides in their order, and every octet delivered once and in
//! order whichever segment is lost.

mod common;

use common::{ordinary, runs};
use lessons::find;
use sim::{Call, Scenario, Side, Timeline};
use tcp::State::{self, *};

/// What the application of `side` gives to TCP, all in all.
fn given(scenario: &Scenario, side: Side) -> Vec<u8> {
    scenario.host(side).program.iter().flat_map(Call::octets).collect()
}

fn states(timeline: &Timeline) -> [Vec<State>; 2] {
    Side::BOTH.map(|side| timeline.states(side))
}

const CLOSES_FIRST: [State; 7] = [Closed, SynSent, Established, FinWait1, FinWait2, TimeWait, Closed];
const CLOSES_LAST: [State; 7] = [Closed, Listen, SynReceived, Established, CloseWait, LastAck, Closed];

#[test]
fn in_an_ordinary_lesson_the_client_opens_and_closes_first() {
    for lesson in ordinary() {
        let timeline = sim::run(&lesson.scenario);
        assert_eq!(states(&timeline), [CLOSES_FIRST.to_vec(), CLOSES_LAST.to_vec()], "{}", lesson.id);
    }
}

#[test]
fn whichever_segment_is_lost_every_octet_arrives_once_and_in_order_and_both_sides_close() {
    for lesson in ordinary() {
        for timeline in runs(lesson) {
            let faults = &timeline.scenario.faults;
            for side in Side::BOTH {
                let received = &timeline.received[side.peer() as usize];
                assert_eq!(received, &given(&timeline.scenario, side), "{} {faults:?} {side:?}", lesson.id);
            }
            let last = states(&timeline).map(|states| states.last().copied());
            assert_eq!(last, [Some(Closed); 2], "{} {faults:?}", lesson.id);
            assert_eq!(timeline.end, sim::End::Quiet, "{} {faults:?}", lesson.id);
        }
    }
}

#[test]
fn whichever_segment_is_lost_the_states_keep_their_order() {
    for lesson in ordinary() {
        for timeline in runs(lesson) {
            let faults = &timeline.scenario.faults;
            assert_eq!(states(&timeline), [CLOSES_FIRST.to_vec(), CLOSES_LAST.to_vec()], "{} {faults:?}", lesson.id);
        }
    }
}

#[test]
fn the_handshake_is_three_segments_and_the_close_is_four() {
    let flags = |id: &str| -> Vec<String> {
        let timeline = sim::run(&find(id).expect("a lesson").scenario);
        timeline.transmissions.iter().map(|sent| format!("{} {}", sent.id.from.name(), sent.segment.flags)).collect()
    };
    assert_eq!(flags("handshake")[..3], ["client SYN", "server SYN,ACK", "client ACK"]);
    let close = flags("four-way-close");
    let fin = close.iter().position(|segment| segment == "client FIN,ACK").expect("a FIN");
    assert_eq!(
        close[fin..],
        ["client FIN,ACK", "server ACK", "server PSH,ACK", "client ACK", "server FIN,ACK", "client ACK"]
    );
}

#[test]
fn the_lost_segment_is_sent_again_once_under_its_own_numbers() {
    let timeline = sim::run(&find("lost-segment").expect("a lesson").scenario);
    let lost = timeline.transmissions.iter().find(|sent| !sent.is_delivered()).expect("a lost segment");
    let again: Vec<_> = timeline.transmissions.iter().filter(|sent| sent.is_retransmission()).collect();
    assert_eq!(again.len(), 1);
    assert_eq!((again[0].segment.seq, &again[0].segment.text), (lost.segment.seq, &lost.segment.text));
}
