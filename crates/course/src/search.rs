//! Searching the lessons: which words of a lesson one can look for, and whether it has those that are sought.

use crate::{Block, Lesson, Span, Term, plain};

/// Names of one thing. A lesson that has one of them is found by each.
const SAME: &[&[&str]] = &[
    &["MSS", "maximum segment size", "最大报文段长度"],
    &["MTU", "maximum transmission unit", "最大传输单元"],
    &["RTO", "retransmission timeout", "重传超时"],
    &["RTT", "round-trip time", "往返时间", "往返时延"],
    &["cwnd", "congestion window", "拥塞窗口"],
    &["ssthresh", "slow start threshold", "慢启动阈值", "慢启动门限"],
    &["ISN", "ISS", "initial sequence number", "初始序号", "初始序列号"],
    &["sequence number", "seq", "序号", "序列号"],
    &["acknowledgment number", "acknowledgement number", "确认号"],
    &["acknowledgment", "acknowledgement", "确认"],
    &["retransmission", "retransmit", "resend", "重传", "重发"],
    &["fast retransmit", "fast retransmission", "快速重传", "快重传"],
    &["fast recovery", "快速恢复", "快恢复"],
    &["duplicate ACK", "dupack", "重复 ACK", "重复确认"],
    &["SACK", "selective acknowledgment", "selective acknowledgement", "选择确认"],
    &["RST", "reset", "复位"],
    &["keep-alive", "SO_KEEPALIVE", "保活", "心跳"],
    &["Nagle", "TCP_NODELAY"],
    &["delayed ACK", "delack", "延迟确认"],
    &["TIME-WAIT", "TIME_WAIT", "2MSL"],
    &["three-way handshake", "3-way handshake", "三次握手"],
    &["four-way close", "four-way handshake", "four-way wave", "四次挥手"],
    &["window scale", "wscale", "窗口扩大"],
    &["flow control", "流量控制"],
    &["congestion control", "拥塞控制"],
    &["SYN flood", "SYN 泛洪", "SYN 洪泛"],
];

/// All the words by which `lesson` is found, in both languages, folded: those of its prose, the names of the terms that the
/// prose links, and other names of the same things.
#[must_use]
pub fn words(lesson: &Lesson, terms: &[Term]) -> String {
    let mut text = folded(&lesson.id);
    for of in &lesson.texts {
        text.push_str(&[folded(&of.title), folded(&of.question)].concat());
        let notes = of.notes.iter().map(|(_, note)| note);
        for block in notes.chain([&of.introduction, &of.next]).flatten() {
            let spans = match block {
                Block::Heading(_, heading) => {
                    text.push_str(&folded(heading));
                    continue;
                }
                Block::Paragraph(spans) | Block::Item(spans) => spans,
            };
            text.push_str(&folded(&plain(spans)));
            for span in spans {
                let linked = |term: &&Term| matches!(span, Span::Term(id, _) if *id == term.id);
                if let Some(Term { name, .. }) = terms.iter().find(linked) {
                    text.push_str(&[folded(&name.en), folded(&name.zh)].concat());
                }
            }
        }
    }
    let others = SAME.iter().filter(|names| names.iter().any(|name| has(&text, &folded(name))));
    let others: Vec<String> = others.flat_map(|names| names.iter().map(|name| folded(name))).collect();
    text.push_str(&others.concat());
    once(&text)
}

/// Whether `words`, which are [`folded`], have all that is sought: Latin words from their beginnings, Chinese anywhere.
#[must_use]
pub fn fits(words: &str, sought: &str) -> bool {
    let one = |sought: &str| {
        let is_latin = sought.starts_with(|letter: char| letter.is_ascii());
        if is_latin { words.contains(&[" ", sought].concat()) } else { words.contains(sought) }
    };
    apart(sought).iter().all(|word| one(word))
}

/// `text` as words between spaces, in small letters: what is joined by hyphens both apart and as one.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut words = apart(text);
    let is_joint = |letter: char| letter == '-' || letter == '_';
    for joined in text.split(|letter: char| !letter.is_alphanumeric() && !is_joint(letter)) {
        if joined.contains(is_joint) {
            words.extend(apart(&joined.replace(is_joint, "")));
        }
    }
    [" ", &words.join(" "), " "].concat()
}

/// The words of `text`, in small letters: runs of Latin letters and digits, and runs of others.
fn apart(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for letter in text.chars() {
        let kind = letter.is_alphanumeric().then_some(letter.is_ascii());
        match (kind, words.last_mut()) {
            (None, _) => {}
            (Some(_), Some(word)) if before == Some(kind) => word.extend(letter.to_lowercase()),
            (Some(_), _) => words.push(letter.to_lowercase().collect()),
        }
        before = Some(kind);
    }
    words
}

/// Whether `text` has the words of `name` one after the other.
fn has(text: &str, name: &str) -> bool {
    if name.trim().is_ascii() { text.contains(name) } else { text.contains(name.trim()) }
}

/// The same words, each once.
fn once(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    [" ", &words.join(" "), " "].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_spaces_and_case_make_no_difference() {
        let words = folded("A keep-alive probe; TIME-WAIT, SND.UNA 保活探测");
        for sought in
            ["keepalive", "KEEP ALIVE", "keep-al", "time_wait", "timewait", "snd.una", "保活", "探测 probe", ""]
        {
            assert!(fits(&words, sought), "{sought}: {words}");
        }
        for sought in ["live", "wait-time-out", "重传"] {
            assert!(!fits(&words, sought), "{sought}");
        }
    }
}
