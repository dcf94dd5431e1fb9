//! Words of the dialog in which the page is passed on.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct ShareLabels {
    pub(crate) link: &'static str,
    pub(crate) embed: &'static str,
    pub(crate) guide: &'static str,
    pub(crate) keeps: &'static str,
    /// What a link may keep or leave out.
    pub(crate) groups: [&'static str; 7],
    pub(crate) the_link: &'static str,
    pub(crate) folded: &'static str,
    pub(crate) capture_apart: &'static str,
    pub(crate) this_machine: &'static str,
    pub(crate) from_a_file: &'static str,
    pub(crate) pages: &'static str,
    pub(crate) embedding: EmbedLabels,
}

/// The words about the frame.
pub(crate) struct EmbedLabels {
    pub(crate) host: &'static str,
    pub(crate) site: &'static str,
    pub(crate) wrong_site: &'static str,
    pub(crate) width: &'static str,
    pub(crate) height: &'static str,
    pub(crate) wrong_size: &'static str,
    pub(crate) how: &'static str,
    pub(crate) small: &'static str,
    pub(crate) language: &'static str,
    pub(crate) moment: &'static str,
    pub(crate) plays: &'static str,
    pub(crate) sandbox: &'static str,
    pub(crate) sandboxes: [&'static str; 3],
    pub(crate) code: &'static str,
    pub(crate) address: &'static str,
    pub(crate) steps: &'static str,
    pub(crate) more: &'static str,
    pub(crate) preview: &'static str,
}

/// The words in `lang`.
pub(crate) fn share(lang: Lang) -> &'static ShareLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: ShareLabels = ShareLabels {
    link: "Link",
    embed: "Embed",
    guide: "For teachers",
    keeps: "What the link keeps",
    groups: [
        "the moment",
        "your changes of the run",
        "your answers",
        "what is selected, and the view",
        "the player's settings",
        "the language (otherwise the reader's own)",
        "light or dark (otherwise the reader's own)",
    ],
    the_link: "The link",
    folded: "The link is long, so its longest part is compressed behind “#z=”. Copy all of it.",
    capture_apart: "The capture itself is not in the link: send the file, too. Whoever opens the link is asked for it.",
    this_machine: "This address leads to your own machine. Others can open the link only where the page is on a site.",
    from_a_file: "This page is a file on your machine. The link works for those who have the same file: they put what begins \
                  with “?” behind its address.",
    pages: "Pages for teachers",
    embedding: EmbedLabels {
        host: "Where it is to stand",
        site: "Address of the page",
        wrong_site: "This has to be an address that begins with https:// or http://.",
        width: "Width in pixels (empty: all there is)",
        height: "Height in pixels",
        wrong_size: "This has to be a whole number from 200 to 4000.",
        how: "How it opens",
        small: "Small: only what a frame needs, and below 640 pixels in width without what the lesson says",
        language: "Always in English, whatever the reader's language",
        moment: "At the moment that is shown now",
        plays: "It starts to play by itself",
        sandbox: "Sandbox",
        sandboxes: [
            "none, or the host's own",
            "scripts, saving files, and progress kept in the browser",
            "scripts alone: nothing is kept",
        ],
        code: "The code",
        address: "The address alone",
        steps: "What to do there",
        more: "More about embedding",
        preview: "Preview",
    },
};

const ZH: ShareLabels = ShareLabels {
    link: "链接",
    embed: "嵌入",
    guide: "教师指南",
    keeps: "链接里保留什么",
    groups: [
        "当前时刻",
        "你对过程的改动",
        "你的答案",
        "选中的内容和视图",
        "播放器的设置",
        "语言（不选则随读者）",
        "浅色或深色（不选则随读者）",
    ],
    the_link: "链接",
    folded: "链接很长，最长的部分已压缩到“#z=”之后。请完整复制。",
    capture_apart: "抓包文件本身不在链接里，请一并发送；打开链接的人需要自己选择该文件。",
    this_machine: "这个地址指向你自己的电脑。要让别人能打开链接，页面须放在网站上。",
    from_a_file: "当前页面是你电脑上的一个文件。别人有同样的文件时，把“?”开头的部分接在文件地址之后即可。",
    pages: "教师指南的各页",
    embedding: EmbedLabels {
        host: "放在哪里",
        site: "页面的地址",
        wrong_site: "请填写以 https:// 或 http:// 开头的地址。",
        width: "宽度，像素（不填则占满）",
        height: "高度，像素",
        wrong_size: "请填写 200 到 4000 之间的整数。",
        how: "打开时的样子",
        small: "精简界面：只留小框里需要的部分，宽度不足 640 像素时没有课文",
        language: "固定用中文，不随读者的语言",
        moment: "从现在显示的时刻开始",
        plays: "打开后自动播放",
        sandbox: "沙箱（sandbox）",
        sandboxes: ["不加，由平台决定", "允许脚本、保存文件，并在浏览器里记住进度", "只允许脚本，什么也不记住"],
        code: "代码",
        address: "纯地址",
        steps: "在那里怎样做",
        more: "关于嵌入的更多说明",
        preview: "预览",
    },
};
