//! What each kind of host is called, and what to do there with the code.

use lessons::Lang;

/// The words for one host.
pub(crate) struct HostLabels {
    pub(crate) name: &'static str,
    pub(crate) steps: &'static [&'static str],
}

/// The words for each host, in the order of `Host::ALL` in the dialog.
pub(crate) fn hosts(lang: Lang) -> &'static [HostLabels; 14] {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const fn host(name: &'static str, steps: &'static [&'static str]) -> HostLabels {
    HostLabels { name, steps }
}

const EN: [HostLabels; 14] = [
    host(
        "A web page (HTML)",
        &[
            "Put the code into the page's source where the frame is to stand.",
            "If the page has a Content-Security-Policy, add the address of this site to its frame-src.",
        ],
    ),
    host(
        "Canvas",
        &[
            "Edit the page. In the menu of the editor choose Insert, then Embed, and paste the code.",
            "Canvas removes what it does not know from a frame; this code has only what it keeps.",
            "For grades, upload the SCORM package instead.",
        ],
    ),
    host(
        "Moodle",
        &[
            "Edit the text, open the editor's source view (‹›), and paste the code.",
            "Or add a URL, paste the address alone, which stands below the code, and choose “Embed” as its display.",
            "For grades, add a SCORM package as an activity instead.",
        ],
    ),
    host(
        "Open edX",
        &[
            "In Studio add a Text component, choose Raw HTML, paste the code, and save it.",
            "For grades, use the SCORM component with the SCORM package instead.",
        ],
    ),
    host("PreTeXt", &["Put the code into your source where an interactive may stand, and build the book."]),
    host(
        "Runestone (reStructuredText)",
        &[
            "Put the code into the chapter's source with an empty line before and after it.",
            "Indent it as the text around it.",
        ],
    ),
    host(
        "mdBook",
        &[
            "Put the code into the chapter with an empty line before and after it.",
            "Where the same file is shown by a forge such as GitHub, the frame is left out there: add the link as well.",
        ],
    ),
    host(
        "Docusaurus (MDX)",
        &[
            "Put the code into the page (.md or .mdx) with an empty line before and after it.",
            "It is JSX: do not change the braces.",
        ],
    ),
    host(
        "Notion",
        &[
            "Type /embed, paste the address, and choose “Embed link”.",
            "Drag the frame's edges to its size: Notion takes an address and nothing else.",
        ],
    ),
    host(
        "WordPress",
        &[
            "Add a block “Custom HTML” and paste the code.",
            "If the frame is gone after saving, your account may not use frames: put the link there instead.",
        ],
    ),
    host("A link in Markdown", &["Paste it into the text. It is a link and no frame, so that it works everywhere."]),
    host(
        "A custom element (HTML with scripts)",
        &[
            "Put the first line into the page once, and the second wherever the page is to stand.",
            "It sizes itself, tells the page about answers, and can be played and paused by scripts.",
        ],
    ),
    host(
        "The single file, without a network",
        &[
            "Give out the file synackademy.html. It needs no network, and works from a disk or an e-mail.",
            "It has the exchange, the reasons, headers and layers, predictions and the lab, and as many lessons as there is room \
             for: the lesson menu says which are not there. It has no quiz and no sheets, no captures, charts or figure of \
             states, and neither saves nor shares.",
            "Open it in a browser, and put what follows the file's name here behind its address.",
        ],
    ),
    host(
        "SCORM package",
        &[
            "For a sheet of questions no command is needed: choose Quiz, “Make a sheet for a class”, and press “Download the \
             package” there.",
            "For a lesson, run this command in the project's folder. It writes a package for SCORM 1.2 and one for SCORM 2004.",
            "Upload a package to your course as a SCORM activity; where you are not sure, take 1.2.",
            "What is reported is what the browser says. It suits practice, not an exam that counts.",
        ],
    ),
];

const ZH: [HostLabels; 14] = [
    host(
        "普通网页（HTML）",
        &["把代码放进网页源代码里要显示的位置。", "如果网页设有 Content-Security-Policy，请把本站地址加进 frame-src。"],
    ),
    host(
        "Canvas",
        &[
            "编辑页面，在编辑器菜单里选“插入”→“嵌入”，粘贴代码。",
            "Canvas 会删掉它不认识的属性；这段代码只含它保留的部分。",
            "需要记成绩时，请改为上传 SCORM 包。",
        ],
    ),
    host(
        "Moodle",
        &[
            "编辑文字，打开编辑器的源代码视图（‹›），粘贴代码。",
            "也可以添加“网页地址”，粘贴代码下方的纯地址，显示方式选“嵌入”。",
            "需要记成绩时，请改为添加 SCORM 活动。",
        ],
    ),
    host(
        "Open edX",
        &["在 Studio 里添加“文本”组件，选 Raw HTML，粘贴代码并保存。", "需要记成绩时，请用 SCORM 组件上传 SCORM 包。"],
    ),
    host("PreTeXt", &["把代码放进源文件里可以放交互内容的位置，然后构建书籍。"]),
    host("Runestone（reStructuredText）", &["把代码放进章节源文件，前后各空一行。", "缩进与周围文字一致。"]),
    host(
        "mdBook",
        &[
            "把代码放进章节文件，前后各空一行。",
            "同一文件若也在 GitHub 之类的网站上显示，框在那里会被去掉：请同时附上链接。",
        ],
    ),
    host("Docusaurus（MDX）", &["把代码放进页面文件（.md 或 .mdx），前后各空一行。", "这是 JSX，请不要改动花括号。"]),
    host("Notion", &["输入 /embed，粘贴地址，选择嵌入链接。", "拖动边框调整大小：Notion 只接受地址，不接受别的设置。"]),
    host(
        "WordPress",
        &["添加“自定义 HTML”区块，粘贴代码。", "如果保存后框不见了，说明你的账号不能使用框：请改放链接。"],
    ),
    host("Markdown 链接", &["粘贴到文字里。它是链接而不是框，所以到处可用。"]),
    host(
        "自定义元素（允许脚本的网页）",
        &[
            "第一行在网页里放一次，第二行放在每个要显示的位置。",
            "它会自己调整大小，把答题情况告诉网页，也可以由脚本控制播放和暂停。",
        ],
    ),
    host(
        "单个文件，不需要网络",
        &[
            "把文件 synackademy.html 发给大家：不需要网络，放在磁盘上或邮件里都能用。",
            "文件里有报文交换、原因说明、首部、各层、预测和实验，课程装得下多少有多少，课程菜单会写明缺哪些；\
             没有测验和练习、抓包、图表、状态图，也不能导出和分享。",
            "用浏览器打开它，再把这里文件名之后的部分接到它的地址后面。",
        ],
    ),
    host(
        "SCORM 包",
        &[
            "练习不用命令：选“测验”→“给班级出一份练习”，在那里按“下载课件包”。",
            "课程请在项目文件夹里运行这条命令，会生成 SCORM 1.2 和 SCORM 2004 各一个包。",
            "把课件包作为 SCORM 活动上传到课程；不确定时选 1.2。",
            "上报的成绩由浏览器说了算，适合练习，不适合正式考试。",
        ],
    ),
];
