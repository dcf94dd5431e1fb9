//! Words of the dialog in which captures are opened, and of what is shown of a captured conversation.

use lessons::Lang;
use observer::Certainty;

/// The words, in one language.
pub(crate) struct CapturesLabels {
    /// That nothing of the file leaves the machine.
    pub(crate) stays: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) or_drop: &'static str,
    /// What can be read.
    pub(crate) formats: &'static str,
    /// So much of the file has been read, in percent.
    pub(crate) reading: fn(&str, u32) -> String,
    pub(crate) opening: fn(usize) -> String,
    pub(crate) cancel: &'static str,
    /// Reading was called off at this octet.
    pub(crate) cancelled: fn(u64) -> String,
    pub(crate) unreadable: fn(&str) -> String,
    pub(crate) changed: fn(&str) -> String,
    /// It is nothing that can be opened, and what can be.
    pub(crate) neither: fn(&str) -> String,
    /// Conversations that are listed, of how many, in how many segments.
    pub(crate) counts: fn(usize, usize, usize) -> String,
    pub(crate) none: &'static str,
    pub(crate) search: &'static str,
    pub(crate) search_hint: &'static str,
    pub(crate) vantage: &'static str,
    /// Between the ends, at A and at B.
    pub(crate) vantages: [&'static str; 3],
    pub(crate) list: &'static str,
    pub(crate) open: &'static str,
    pub(crate) open_one: fn(usize) -> String,
    pub(crate) number: &'static str,
    pub(crate) ends: &'static str,
    pub(crate) start: &'static str,
    pub(crate) duration: &'static str,
    pub(crate) segments: &'static str,
    pub(crate) octets: &'static str,
    pub(crate) opened: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) trouble: &'static str,
    /// What the column of octets counts, where something was sent again.
    pub(crate) repeats: &'static str,
    pub(crate) more: fn(usize) -> String,
    pub(crate) none_found: &'static str,
    /// The conversation has more segments than are shown: how many are, and of how many.
    pub(crate) omitted: fn(usize, u64) -> String,
    pub(crate) seconds: fn(&str) -> String,
    pub(crate) certain: &'static str,
    pub(crate) likely: &'static str,
    pub(crate) not_seen: &'static str,
    /// What is within a host, and what the marks mean.
    pub(crate) within: &'static str,
    pub(crate) legend: &'static str,
    /// Why a state that nothing has changed is likely only.
    pub(crate) seldom_certain: &'static str,
    pub(crate) other_frames: &'static str,
    pub(crate) nothing_told: &'static str,
    pub(crate) shown_by: &'static str,
    /// A packet of the file by its number in it.
    pub(crate) packet: fn(u32) -> String,
    pub(crate) about: &'static str,
    pub(crate) no_layers: &'static str,
    pub(crate) no_hosts: &'static str,
}

impl CapturesLabels {
    /// How well something is known, in a word.
    pub(crate) fn known(&self, certainty: Option<Certainty>) -> &'static str {
        match certainty {
            Some(Certainty::Certain) => self.certain,
            Some(Certainty::Likely) => self.likely,
            None => self.not_seen,
        }
    }
}

/// The words in `lang`.
pub(crate) fn captures(lang: Lang) -> &'static CapturesLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: CapturesLabels = CapturesLabels {
    stays: "The file is read inside this page. It is not uploaded, and nothing of it leaves your machine.",
    choose: "Choose a file",
    or_drop: "or drop one anywhere on the page",
    formats: "A lesson that somebody wrote (lesson.toml, en.md and zh.md together, or one file that has all three), or a \
              capture: pcap or pcapng, as Wireshark, tcpdump and tshark write them: Ethernet, VLAN, raw IP, loopback, Linux \
              cooked; IPv4 and IPv6.",
    reading: |name, percent| format!("Reading {name}: {percent} %"),
    opening: |number| format!("Opening conversation {number}"),
    cancel: "Cancel",
    cancelled: |at| format!("Reading was cancelled at octet {at}. What came before is listed."),
    unreadable: |name| {
        format!(
            "{name} cannot be read. It may have been moved, changed or locked since it was chosen: choose it again."
        )
    },
    neither: |name| {
        format!(
            "{name} is neither a capture nor a lesson. Accepted are captures (pcap, pcapng) and lessons: lesson.toml, en.md and zh.md together, or the one file that has all three."
        )
    },
    changed: |name| format!("{name} has changed since it was listed: choose it again."),
    counts: |listed, all, segments| {
        if listed == all {
            format!("Conversations: {all} · TCP segments: {segments}")
        } else {
            format!("Conversations: {listed} of {all} · TCP segments: {segments}")
        }
    },
    none: "There is no TCP in this file.",
    search: "Find",
    search_hint: "address, port, reset, repeated …",
    vantage: "Captured",
    vantages: ["somewhere between A and B", "at A", "at B"],
    list: "Conversations",
    open: "Open",
    open_one: |number| format!("Open conversation {number}"),
    number: "#",
    ends: "A ⇄ B",
    start: "Start",
    duration: "Duration",
    segments: "Segments A + B",
    octets: "Octets A + B",
    opened: "Opened",
    closed: "Closed",
    trouble: "What went wrong",
    repeats: "Octets are octets of text; what was sent again counts each time.",
    more: |more| format!("{more} more"),
    none_found: "No conversation has all of these words.",
    omitted: |shown, all| format!("Only the first {shown} of its {all} segments are shown."),
    seconds: |seconds| format!("{seconds} s"),
    certain: "certain",
    likely: "likely",
    not_seen: "not seen",
    within: "cwnd, RTO, timers, buffers and the program are inside the host: no capture shows them.",
    legend: "“?”: likely, inferred from what was seen. “–”: not seen.",
    seldom_certain: "An end may have called CLOSE before its FIN is sent, so ESTABLISHED is seldom certain.",
    other_frames: "Also in the file: ",
    nothing_told: "An ordinary segment: nothing about it needs to be inferred.",
    shown_by: "Shown by",
    packet: |number| format!("packet {number}"),
    about: "About this conversation",
    no_layers: "A capture shows what passed one place on the path. What the layers inside the hosts and the devices did \
                is not in it. The octets of each packet are under “Header”.",
    no_hosts: "What this host knew, as far as its segments tell",
};

const ZH: CapturesLabels = CapturesLabels {
    stays: "文件只在本页面内读取，不会上传，也不会离开你的电脑。",
    choose: "选择文件",
    or_drop: "或把文件拖放到页面任意位置",
    formats: "抓包文件，或他人编写的课程（lesson.toml、en.md、zh.md 三个文件一起，或合成的一个文件）。抓包文件为 pcap 或 pcapng，即 Wireshark、tcpdump、tshark 所写的格式：以太网、VLAN、裸 IP、环回、Linux cooked；IPv4 与 IPv6。",
    reading: |name, percent| format!("正在读取 {name}：{percent}%"),
    opening: |number| format!("正在打开第 {number} 个会话"),
    cancel: "取消",
    cancelled: |at| format!("读取在第 {at} 个字节处被取消，之前的内容已列出。"),
    unreadable: |name| format!("无法读取 {name}。选择之后它可能被移动、改动或锁定，请重新选择。"),
    neither: |name| {
        format!(
            "{name} 既不是抓包文件，也不是课程。可以打开抓包文件（pcap、pcapng），或课程：lesson.toml、en.md、zh.md 三个文件一起，或合成的一个文件。"
        )
    },
    changed: |name| format!("{name} 在列出之后发生了变化，请重新选择。"),
    counts: |listed, all, segments| {
        if listed == all {
            format!("会话：{all} 个 · TCP 报文段：{segments} 个")
        } else {
            format!("会话：{all} 个中的 {listed} 个 · TCP 报文段：{segments} 个")
        }
    },
    none: "这个文件里没有 TCP。",
    search: "查找",
    search_hint: "地址、端口、复位、重复……",
    vantage: "抓包位置",
    vantages: ["A 与 B 之间某处", "在 A 处", "在 B 处"],
    list: "会话",
    open: "打开",
    open_one: |number| format!("打开第 {number} 个会话"),
    number: "#",
    ends: "A ⇄ B",
    start: "开始",
    duration: "时长",
    segments: "报文段 A + B",
    octets: "字节 A + B",
    opened: "如何建立",
    closed: "如何关闭",
    trouble: "出现的问题",
    repeats: "字节指数据的字节，重传的每次都计入。",
    more: |more| format!("再显示 {more} 个"),
    none_found: "没有哪个会话包含所有这些词。",
    omitted: |shown, all| format!("共 {all} 个报文段，只显示前 {shown} 个。"),
    seconds: |seconds| format!("{seconds} 秒"),
    certain: "确定",
    likely: "很可能",
    not_seen: "未见",
    within: "cwnd、RTO、计时器、缓冲区和程序都在主机内部，任何抓包都看不到。",
    legend: "“?”：很可能，由所见推断。“–”：未见。",
    seldom_certain: "应用可能已经调用 CLOSE 而 FIN 尚未发出，所以 ESTABLISHED 很少能确定。",
    other_frames: "文件中另有：",
    nothing_told: "普通的报文段，没有需要推断之处。",
    shown_by: "依据",
    packet: |number| format!("第 {number} 个数据包"),
    about: "关于这个会话",
    no_layers: "抓包只记录经过路径上某一处的内容，主机和设备内部各层做了什么不在其中。每个数据包的字节见“首部”。",
    no_hosts: "从报文段所能得知的、这台主机掌握的状态",
};
