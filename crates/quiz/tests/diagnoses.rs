//! Wrong answers are named by the wrong rule that yields them, and a right one never is.

#[path = "../../lessons/tests/common/mod.rs"]
mod common;

use common::{NUMBERINGS, check_prose, flat};
use lessons::{Lang, Lesson, Numbering, Numbers, catalogue, find};
use proptest::prelude::*;
use quiz::{
    Answer, Ask, Part, Posed, Slip, Value, WrongRule, explain, flags_text, grade, pose, right_text, right_value,
};
use sim::{Call, Scenario, Side, Timeline, Transmission};
use wire::{Flags, Seq};

/// One number of one question.
struct Asked<'a> {
    lesson: &'a Lesson,
    timeline: &'a Timeline,
    posed: &'a Posed<'a>,
    ask: Ask,
    numbers: Numbers,
}

impl Asked<'_> {
    fn right(&self) -> Value {
        right_value(self.timeline, self.posed.transmission, self.ask, &self.numbers).expect("it has this part")
    }

    fn grade(&self, value: Value) -> Part {
        let answer = Answer { numbering: self.numbers.numbering(), ..Answer::default() }.with(self.ask, value);
        let parts = grade(self.timeline, self.posed, &answer);
        assert_eq!(parts.len(), 1, "only what was answered is judged");
        parts[0]
    }

    fn wrong(&self) -> Vec<(WrongRule, Value)> {
        let answer = |rule: WrongRule| rule.answer(self.timeline, self.posed.transmission, self.ask, &self.numbers);
        WrongRule::ALL.into_iter().filter_map(|rule| Some((rule, answer(rule)?))).collect()
    }

    fn name(&self) -> String {
        format!("{} {} {:?} {:?}", self.lesson.id, self.posed.question.mark, self.ask, self.numbers.numbering())
    }
}

fn number(seq: Seq) -> Value {
    Value::Number(seq.0.into())
}

fn digits(value: Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::State(state) => state.name().into(),
        other => panic!("neither a number nor a state is diagnosed: {other:?}"),
    }
}

fn each_asked(scenario_of: impl Fn(&Lesson) -> Scenario, mut check: impl FnMut(&Asked<'_>)) {
    for lesson in catalogue() {
        let scenario = scenario_of(lesson);
        let timeline = sim::run(&scenario);
        for posed in &pose(lesson, &timeline) {
            for ask in posed.question.asks.iter().copied() {
                for numbering in NUMBERINGS {
                    let numbers = Numbers::new(numbering, &scenario);
                    check(&Asked { lesson, timeline: &timeline, posed, ask, numbers });
                }
            }
        }
    }
}

#[test]
fn every_question_is_posed_by_its_own_run() {
    for lesson in catalogue() {
        let timeline = sim::run(&lesson.scenario);
        let posed = pose(lesson, &timeline);
        assert_eq!(posed.len(), lesson.questions.len(), "{}", lesson.id);
        assert!(posed.iter().map(|posed| posed.index).is_sorted(), "{}: asked in the order of the run", lesson.id);
        for question in &lesson.questions {
            for lang in Lang::ALL {
                check_prose(question.prompt.get(lang), &question.mark);
            }
        }
    }
}

#[test]
fn the_right_answer_is_right_in_both_numberings() {
    each_asked(
        |lesson| lesson.scenario.clone(),
        |asked| {
            let part = asked.grade(asked.right());
            assert!(part.is_right() && part.diagnosis.is_none(), "{}", asked.name());
        },
    );
}

#[test]
fn each_wrong_rule_is_diagnosed_as_itself_or_as_the_more_specific_one_that_gives_the_same_number() {
    let mut shadowed = Vec::new();
    let mut relative = Vec::new();
    let mut seen = Vec::new();
    let place = |rule: WrongRule| WrongRule::ALL.iter().position(|of| *of == rule);
    each_asked(
        |lesson| lesson.scenario.clone(),
        |asked| {
            for (rule, value) in asked.wrong() {
                let part = asked.grade(value);
                assert!(!part.is_right(), "{}: {} gives the right answer", asked.name(), rule.id());
                let Slip { first: named, second: None } = part.diagnosis.expect("a rule that yields it") else {
                    panic!("{}: {} reads as two", asked.name(), rule.id())
                };
                seen.push(named);
                if named != rule {
                    assert!(place(named) < place(rule), "{}: the more specific rule has the number", asked.name());
                    if asked.numbers.numbering() == Numbering::Relative {
                        relative.push((rule.id(), named.id()));
                        continue;
                    }
                    shadowed.push(format!("{}: {} reads as {}", asked.name(), rule.id(), named.id()));
                }
            }
        },
    );
    // Counted from the ISS, both directions begin with the same small numbers. A number that counts what was sent in its own
    // direction is then the same as one that is mixed up with the other, and the mistake in counting is the nearer reason.
    relative.sort_unstable();
    relative.dedup();
    let counts = [
        ("ack-echo", "ack-last"),
        ("ack-own", "ack-last"),
        ("ack-own", "seg-count"),
        ("seq-stays", "ack-last"),
        ("swap", "ack-echo"),
        ("swap", "seq-stays"),
        ("swap", "syn-zero"),
    ];
    assert_eq!(relative, counts);
    let expected = [
        // A reset that answers a SYN has no numbers of its own but 0.
        "closed-port reset Ack Absolute: rel-abs reads as ack-own",
        // Where a single octet lies between two numbers, two wrong rules give the same one.
        "nagle ello Seq Absolute: seq-stays reads as ack-last",
        "urgent pointer Ack Absolute: ack-echo reads as ack-last",
    ];
    assert_eq!(shadowed, expected);
    seen.sort();
    seen.dedup();
    assert!(seen.len() >= 15, "the lessons tell apart few rules: {seen:?}");
}

#[test]
fn the_rules_that_a_question_is_about_apply_to_it() {
    let applies = |id: &str, mark: &str, ask: Ask| -> Vec<&'static str> {
        let lesson = find(id).expect("a lesson");
        let timeline = sim::run(&lesson.scenario);
        let posed = pose(lesson, &timeline);
        let posed = posed.iter().find(|posed| posed.question.mark == mark).expect("the question");
        let numbers = Numbers::new(Numbering::Absolute, &lesson.scenario);
        let asked = Asked { lesson, timeline: &timeline, posed, ask, numbers };
        asked.wrong().into_iter().map(|(rule, _)| rule.id()).collect()
    };
    assert_eq!(applies("handshake", "syn-ack", Ask::Ack), ["syn-zero", "isn-bytes", "swap", "ack-own", "rel-abs"]);
    assert_eq!(
        applies("handshake", "first-text", Ask::Seq),
        ["syn-zero", "isn-bytes", "ack-consumes", "swap", "rel-abs"]
    );
    assert_eq!(
        applies("lost-segment", "duplicate-ack", Ask::Ack),
        ["data-plus-one", "seg-count", "ack-last", "dup-advances", "ack-echo", "swap", "ack-own", "rel-abs"]
    );
    assert_eq!(applies("lost-segment", "again", Ask::Seq), ["retx-new", "swap", "rel-abs"]);
    assert_eq!(
        applies("lost-segment", "caught-up", Ask::Ack),
        ["data-plus-one", "seg-count", "ack-last", "cumul-each", "ack-echo", "swap", "ack-own", "rel-abs"]
    );
    assert_eq!(applies("four-way-close", "fin-acknowledged", Ask::Ack), ["fin-zero", "swap", "ack-own", "rel-abs"]);
    assert_eq!(applies("four-way-close", "last-ack", Ask::Seq), ["fin-zero", "ack-consumes", "swap", "rel-abs"]);
}

/// Two rules that no question of these lessons reaches.
#[test]
fn a_reused_iss_and_a_fin_that_travels_with_text_are_known_too() {
    let scenario = find("handshake").expect("a lesson").scenario.clone();
    let timeline = sim::run(&scenario);
    let numbers = Numbers::new(Numbering::Absolute, &scenario);
    let syn_ack = timeline.transmissions.iter().position(|sent| sent.segment.has(Flags::SYN | Flags::ACK));
    let reused = WrongRule::IsnZeroServer.answer(&timeline, syn_ack.expect("a SYN,ACK"), Ask::Seq, &numbers);
    assert_eq!(reused, Some(number(scenario.client.iss)));

    // A window that is too small for all of the text: the FIN waits for the rest and travels with it.
    let mut scenario = find("four-way-close").expect("a lesson").scenario.clone();
    scenario.server.settings.receive_buffer = Some(64);
    scenario.client.program.retain(|call| !matches!(call, Call::Sleep { .. }));
    let timeline = sim::run(&scenario);
    let with_fin = timeline.transmissions.iter().find(|sent| sent.segment.has(Flags::FIN)).expect("a FIN");
    let text = with_fin.segment.text_len();
    assert!(text > 1, "{}", timeline.trace());
    let acks_it = |sent: &Transmission| sent.segment.ack == with_fin.segment.end() && sent.id.from == Side::Server;
    let ack = timeline.transmissions.iter().position(acks_it).expect("the ACK of the FIN");
    let answer = |rule: WrongRule| rule.answer(&timeline, ack, Ask::Ack, &numbers);
    assert_eq!(answer(WrongRule::FinData), Some(number(with_fin.segment.seq + 1)));
    assert_eq!(answer(WrongRule::FinZero), Some(number(with_fin.segment.seq + text)));
}

#[test]
fn what_is_said_of_an_answer_can_be_shown_in_both_languages() {
    each_asked(
        |lesson| lesson.scenario.clone(),
        |asked| {
            for lang in Lang::ALL {
                let right = asked.grade(asked.right());
                assert!(right.is_right());
                let why = right_text(asked.timeline, asked.posed.transmission, asked.ask, &asked.numbers, lang);
                check_prose(&why.heading, &asked.name());
                check_prose(&flat(&why.text), &asked.name());
                for (rule, value) in asked.wrong() {
                    let part = asked.grade(value);
                    let said = explain(
                        &Part { diagnosis: Some(Slip::one(rule)), ..part },
                        asked.timeline,
                        asked.posed.transmission,
                        &asked.numbers,
                        lang,
                    );
                    let name = format!("{} {}", asked.name(), rule.id());
                    check_prose(&said.title, &name);
                    check_prose(&flat(&said.text), &name);
                    let [wrong, right] = said.arithmetic.as_slice() else { panic!("{name}: two sums") };
                    assert!(wrong.starts_with("✗ ") && wrong.ends_with(&digits(value)), "{name}: {wrong}");
                    assert!(right.starts_with("✓ ") && right.ends_with(&digits(part.right)), "{name}: {right}");
                }
            }
        },
    );
}

#[test]
fn a_diagnosis_shows_the_sum_with_the_numbers_of_this_exchange() {
    let said = |id: &str, mark: &str, ask: Ask, rule: WrongRule, lang: Lang| {
        let lesson = find(id).expect("a lesson");
        let timeline = sim::run(&lesson.scenario);
        let all = pose(lesson, &timeline);
        let posed = all.iter().find(|posed| posed.question.mark == mark).expect("the question");
        let numbers = Numbers::new(Numbering::Absolute, &lesson.scenario);
        let asked = Asked { lesson, timeline: &timeline, posed, ask, numbers };
        let value = rule.answer(&timeline, posed.transmission, ask, &numbers).expect("the rule applies");
        let part = asked.grade(value);
        let said = explain(&part, &timeline, posed.transmission, &numbers, lang);
        (said.title.clone(), flat(&said.text), said.arithmetic)
    };
    assert_eq!(
        said("lost-segment", "duplicate-ack", Ask::Ack, WrongRule::DataPlusOne, Lang::En),
        (
            "You added one too many".to_owned(),
            "4021337103 is 4021337002 + 100 + 1. Only SYN and FIN take a number of their own; data takes one for each \
             octet, so it is +100 for 100 octets."
                .to_owned(),
            vec!["✗ 4021337002 + 100 + 1 = 4021337103".to_owned(), "✓ 4021337002 + 100 = 4021337102".to_owned(),],
        )
    );
    assert_eq!(
        said("lost-segment", "caught-up", Ask::Ack, WrongRule::CumulEach, Lang::Zh),
        (
            "收到的不只是这个报文段".to_owned(),
            "4021337302 只覆盖刚到的报文段。它后面的 150 个字节早已到达并暂存，所以现在 4021337452 之前的已经全部收到，\
             一个确认就够了。"
                .to_owned(),
            vec!["✗ 4021337102 + 200 = 4021337302".to_owned(), "✓ 4021337102 + 200 + 150 = 4021337452".to_owned()],
        )
    );
    let (title, _, sums) = said("lost-segment", "duplicate-ack", Ask::Ack, WrongRule::AckLast, Lang::En);
    assert_eq!(title, "That octet has arrived already");
    assert_eq!(sums[0], "✗ 4021337002 + 100 − 1 = 4021337101");
}

#[test]
fn control_bits_that_are_missing_or_too_many_are_named() {
    let syn_ack = Flags::SYN | Flags::ACK;
    let en = flags_text(Flags::SYN, syn_ack, None, Lang::En);
    assert_eq!(en.title, "Missing: ACK");
    assert!(flat(&en.text).starts_with("ACK is set in every segment after the first SYN"));
    let zh = flags_text(Flags::FIN | Flags::ACK, Flags::ACK, None, Lang::Zh);
    assert_eq!(zh.title, "多了 FIN");
    assert_eq!(flags_text(Flags::FIN, Flags::ACK, None, Lang::Zh).title, "缺少 ACK，多了 FIN");
    // Every pair of sets has something to say, unless they are equal.
    for lang in Lang::ALL {
        for given in 0..=255 {
            for right in [Flags::SYN, syn_ack, Flags::ACK, Flags::FIN | Flags::ACK, Flags::PSH | Flags::ACK, Flags(255)]
            {
                let said = flags_text(Flags(given), right, None, lang);
                assert_eq!(flat(&said.text).is_empty(), Flags(given) == right);
                assert!(!said.title.is_empty() && !flat(&said.text).contains("**"));
            }
        }
    }
}

/// Any 32-bit number, and often one so near the end that the exchange wraps.
fn an_iss() -> impl Strategy<Value = Seq> {
    prop_oneof![any::<u32>(), (u32::MAX - 300)..=u32::MAX, 0..5_u32].prop_map(Seq)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// However the ISNs fall, no wrong rule is offered for the right answer, each is diagnosed by a rule that really
    /// yields it, and what is said can be shown.
    #[test]
    fn whatever_the_isns_a_wrong_rule_never_gives_the_right_answer(client in an_iss(), server in an_iss()) {
        let with = |lesson: &Lesson| {
            let mut scenario = lesson.scenario.clone();
            (scenario.client.iss, scenario.server.iss) = (client, server);
            scenario
        };
        each_asked(with, |asked| {
            assert!(asked.grade(asked.right()).is_right(), "{}", asked.name());
            for (rule, value) in asked.wrong() {
                let part = asked.grade(value);
                assert!(!part.is_right(), "{}: {}", asked.name(), rule.id());
                let named = part.diagnosis.expect("a rule that yields it").first;
                let same = asked.wrong().iter().any(|(other, yields)| *other == named && *yields == value);
                assert!(same, "{}: {} reads as {}", asked.name(), rule.id(), named.id());
                let said = explain(&part, asked.timeline, asked.posed.transmission, &asked.numbers, Lang::Zh);
                assert!(said.arithmetic[0].ends_with(&digits(value)), "{}: {:?}", asked.name(), said.arithmetic);
                assert!(said.arithmetic[1].ends_with(&digits(part.right)), "{}: {:?}", asked.name(), said.arithmetic);
            }
        });
    }
}
