//! Words of the figure of the states.

use lessons::Lang;
use sim::Side;

/// The words, in one language. `{}` stands for a value.
pub(crate) struct StatesLabels {
    pub(crate) figure: &'static str,
    pub(crate) keys_hint: &'static str,
    client: &'static str,
    server: &'static str,
    /// That a side is in a state: "Client is here".
    client_here: &'static str,
    server_here: &'static str,
    pub(crate) netstat: &'static str,
    /// From one state to another, for those who listen.
    pub(crate) edge: fn(&str, &str) -> String,
    pub(crate) drawn: &'static str,
    pub(crate) noted: &'static str,
    pub(crate) cut_off: &'static str,
    pub(crate) event: &'static str,
    pub(crate) action: &'static str,
    pub(crate) nothing: &'static str,
    /// How often a side has taken an edge.
    pub(crate) times: fn(&str, u32) -> String,
    pub(crate) taken: &'static str,
    pub(crate) not_taken: &'static str,
    pub(crate) later: &'static str,
    /// To the moment at which a side took the edge.
    pub(crate) seek: fn(&str, &str) -> String,
    pub(crate) seen: fn([usize; 4]) -> String,
    pub(crate) forget: &'static str,
    pub(crate) seen_before: &'static str,
    pub(crate) beyond: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) hidden: &'static str,
    pub(crate) detail: &'static str,
    /// Between two things that are said of one edge.
    pub(crate) comma: &'static str,
}

/// The words in `lang`.
pub(crate) fn states(lang: Lang) -> &'static StatesLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

impl StatesLabels {
    pub(crate) fn side(&self, side: Side) -> &'static str {
        match side {
            Side::Client => self.client,
            Side::Server => self.server,
        }
    }

    pub(crate) fn here(&self, side: Side) -> &'static str {
        match side {
            Side::Client => self.client_here,
            Side::Server => self.server_here,
        }
    }
}

/// The letter of a side on its token, the same in every language.
pub(crate) fn letter(side: Side) -> &'static str {
    match side {
        Side::Client => "C",
        Side::Server => "S",
    }
}

const EN: StatesLabels = StatesLabels {
    figure: "States of a connection (RFC 9293, figure 5)",
    keys_hint: "Left and right go from edge to edge, up and down from state to state, Enter selects an edge.",
    client: "Client",
    server: "Server",
    client_here: "the client is here",
    server_here: "the server is here",
    netstat: "netstat",
    edge: |from, to| [from, " to ", to].concat(),
    drawn: "in the figure",
    noted: "beyond the figure: its note 2",
    cut_off: "beyond the figure: cut off",
    event: "Event",
    action: "Action",
    nothing: "nothing",
    times: |side, times| match times {
        1 => [side, " once"].concat(),
        2 => [side, " twice"].concat(),
        _ => [side, " ", &times.to_string(), " times"].concat(),
    },
    taken: "Taken in this run",
    not_taken: "not in this run",
    later: "· to come",
    seek: |side, time| ["Go to ", time, ", when the ", &side.to_ascii_lowercase(), " took it"].concat(),
    seen: |[seen, all, seen_beyond, all_beyond]| {
        let texts = [seen, all, seen_beyond, all_beyond].map(|number| number.to_string());
        [&texts[0], " of ", &texts[1], " edges seen, ", &texts[2], " of ", &texts[3], " beyond"].concat()
    },
    forget: "Clear",
    seen_before: "✓ seen",
    beyond: "✕ cut off",
    hint: "Select an edge to see what brings it about, and when it was taken.",
    hidden: "While a question waits, the figure keeps its events to itself.",
    detail: "The selected edge or state",
    comma: ", ",
};

const ZH: StatesLabels = StatesLabels {
    figure: "连接的状态图（RFC 9293 图 5）",
    keys_hint: "左右键在各条边之间移动，上下键在各个状态之间移动，回车选中一条边。",
    client: "客户端",
    server: "服务器",
    client_here: "客户端在这里",
    server_here: "服务器在这里",
    netstat: "netstat",
    edge: |from, to| [from, " 到 ", to].concat(),
    drawn: "图中有",
    noted: "图外：见图的注 2",
    cut_off: "图外：连接被切断",
    event: "事件",
    action: "动作",
    nothing: "无",
    times: |side, times| [side, "走过 ", &times.to_string(), " 次"].concat(),
    taken: "本次通信中",
    not_taken: "没有走过",
    later: "· 还没到",
    seek: |side, time| ["跳到 ", time, "：", side, "走这条边的时刻"].concat(),
    seen: |[seen, all, seen_beyond, all_beyond]| {
        let texts = [seen, all, seen_beyond, all_beyond].map(|number| number.to_string());
        ["图中的边见过 ", &texts[0], "/", &texts[1], "，图外 ", &texts[2], "/", &texts[3]].concat()
    },
    forget: "清除",
    seen_before: "✓ 见过",
    beyond: "✕ 切断",
    hint: "选中一条边，看它因何发生，什么时候走过。",
    hidden: "还有题等着回答，图上先不写事件。",
    detail: "选中的边或状态",
    comma: "，",
};
