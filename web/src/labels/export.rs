//! Words of the dialog that saves a run as a file.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct ExportLabels {
    pub(crate) format: &'static str,
    /// What can be saved, each with what it is good for: a capture, a trace, JSON, a drawing, a picture.
    pub(crate) formats: [(&'static str, &'static str); 5],
    pub(crate) point: &'static str,
    /// Where a capture can be made, each with what is seen there: the client, the path, the server.
    pub(crate) points: [(&'static str, &'static str); 3],
    pub(crate) file_name: &'static str,
    pub(crate) stays_here: &'static str,
    pub(crate) save: &'static str,
    /// Calls it off, with how many percent are done.
    pub(crate) call_off: fn(usize) -> String,
    /// The last step that a picture has room for, and how many there are.
    pub(crate) cut: fn(usize, usize) -> String,
    /// The same as it stands at the end of the picture.
    pub(crate) cut_here: fn(usize, usize) -> String,
    /// Why nothing can be saved while segments are still to be predicted.
    pub(crate) predict_first: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) too_large: &'static str,
    pub(crate) saved: fn(&str) -> String,
    /// The run is not the lesson's own.
    pub(crate) changed: &'static str,
    /// How the numbers of the ladder are written.
    pub(crate) absolute: &'static str,
    pub(crate) relative: &'static str,
}

/// The words in `lang`.
pub(crate) fn export(lang: Lang) -> &'static ExportLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: ExportLabels = ExportLabels {
    format: "Format",
    formats: [
        (
            "Capture (pcapng)",
            "For Wireshark, tshark and the like: times in nanoseconds, both hosts' names, each packet's rule as its comment.",
        ),
        ("Text", "A line for each step, with numbers counted from each side's ISS."),
        ("JSON", "Every segment and every step as data, for programs of your own."),
        ("Drawing (SVG)", "The whole ladder, sharp at any size: for documents and slides."),
        ("Picture (PNG)", "The whole ladder in pixels, two for each of the screen's."),
    ],
    point: "Captured at",
    points: [
        ("the client", "What the client sends, and what arrives there."),
        (
            "the router, half-way",
            "What either side sends, before a queue or a loss: what is lost behind the router is still seen.",
        ),
        ("the server", "What the server sends, and what arrives there."),
    ],
    file_name: "File name",
    stays_here: "The file is made in this page; nothing is sent anywhere.",
    save: "Save",
    call_off: |percent| format!("Call it off ({percent} % done)"),
    cut: |step, of| {
        format!(
            "The ladder is longer than this picture can be: it will end after step {step} of {of}. Shorten the ladder with its − to fit more."
        )
    },
    cut_here: |step, of| format!("The picture ends here, after step {step} of {of}."),
    predict_first: "While you predict, a file would tell what you are asked. Go on to the end of the exchange, or change to Watch; then it can be saved.",
    failed: "The file could not be made.",
    too_large: "This browser cannot make so large a picture. Save the drawing (SVG) instead, or shorten the ladder with its −.",
    saved: |name| format!("Saved: {name}"),
    changed: "run changed by hand",
    absolute: "absolute sequence numbers",
    relative: "sequence numbers relative to each ISS",
};

const ZH: ExportLabels = ExportLabels {
    format: "格式",
    formats: [
        (
            "抓包文件（pcapng）",
            "用 Wireshark、tshark 等工具打开：时间精确到纳秒，带两端的主机名，每个包的注释写明它依据的规则。",
        ),
        ("文本", "每一步一行，序号从各自的 ISS 数起。"),
        ("JSON", "所有报文段和每一步的数据，供自己的程序读取。"),
        ("矢量图（SVG）", "整张时序图，放大也清晰，适合放进文档和幻灯片。"),
        ("位图（PNG）", "整张时序图，分辨率为屏幕的两倍。"),
    ],
    point: "抓包位置",
    points: [
        ("客户端", "客户端发出的，以及到达客户端的。"),
        ("中间的路由器", "两端发出的一切，此时还没有排队，也没有丢失：在路由器之后丢失的，这里仍看得到。"),
        ("服务器", "服务器发出的，以及到达服务器的。"),
    ],
    file_name: "文件名",
    stays_here: "文件就在这个网页里生成，不会发送到任何地方。",
    save: "保存",
    call_off: |percent| format!("停止（已完成 {percent}%）"),
    cut: |step, of| {
        format!("时序图太长，这张图放不下：只画到第 {step} 步（共 {of} 步）。用时序图的“−”把它缩短，就能放下更多。")
    },
    cut_here: |step, of| format!("图到此为止：第 {step} 步，共 {of} 步。"),
    predict_first: "预测时，文件会泄露还没问到的答案。走到结尾，或者切换到“观看”，就可以保存。",
    failed: "文件没有生成。",
    too_large: "这个浏览器生成不了这么大的位图。请改存矢量图（SVG），或者用时序图的“−”把它缩短。",
    saved: |name| format!("已保存：{name}"),
    changed: "过程经过手动改动",
    absolute: "绝对序号",
    relative: "相对序号，从各自的 ISS 数起",
};
