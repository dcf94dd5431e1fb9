//! What the program says in Chinese.

use lessons::Lang;

use super::Words;

pub(super) const WORDS: Words = Words {
    lang: Lang::Zh,

    about: "SYN·ACKademy：讲清道理的 TCP",
    usage: "用法：",
    commands: "命令",
    arguments: "参数",
    options: "选项",
    run_about: "运行一个场景，说明发生了什么",
    scenario_help: "课程的名称（用 `lesson list` 列出）、网页的链接、链接中的 `edit` 值，或课程的 TOML 文件",
    format_help: "输出形式：table（默认）、trace、json 或 pcapng",
    vantage_help: "在哪里抓包：client（默认）、server，或 path，即路由器的入口：在它之后丢失的，这里仍看得到",
    relative_help: "序号从各方的 ISS 算起",
    output_help: "写入这个文件，而不是标准输出",
    explain_about: "说明抓包文件的内容：所有会话，或其中一个会话的各个报文段及其缘由",
    capture_help: "pcap 或 pcapng 文件",
    conversation_help: "列表中会话的编号，查看它的各个报文段",
    search_help: "只列出包含所有这些词的会话：地址和端口的一部分，或 handshake、syn-only、syn-ack-only、simultaneous、midstream、\
                  open、half、both、reset、again、zero-window、bad-checksum、cut、fragment、trouble",
    sort_help: "列表的排序依据：start（默认）、ends、duration、segments、octets 或 trouble",
    reverse_help: "反过来排序",
    seen_at_help: "会话是在哪里抓的：在 A（a）、在 B（b），还是在二者之间不知何处（path，默认）",
    json_help: "以 JSON 输出",
    lesson_about: "列出课程，检查或合成一课的文件",
    list_about: "列出所有课程及其标题",
    check_about: "指出一课的文件有什么问题：在哪一行，应当是什么",
    path_help: "一课的文件夹，其中有 lesson.toml、en.md 和 zh.md；或包含若干这种文件夹的文件夹；或合成的一个文件",
    pack_about: "把一课的文件合成一个文件，或做成能打开这一课的链接",
    folder_help: "一课的文件夹，其中有 lesson.toml、en.md 和 zh.md",
    link_help: "写出在这个地址的页面中打开这一课的链接",
    completions_about: "输出 shell 的命令补全脚本",
    shell_help: "bash、elvish、fish、powershell 或 zsh",
    man_about: "输出手册页",
    lang_help: "语言：en 或 zh（默认取自环境）",
    help_help: "显示帮助",
    version_help: "显示版本",
    exit_codes: "退出码：0 一切正常，1 有内容无法读取或有错误（能读的部分照常显示），2 命令无法理解。",

    quiz: &super::quiz::ZH,

    gap: "",
    wrong: "错误：",
    see_help: |command| format!("`synackademy {command}--help` 列出所有用法。"),
    unknown_command: |name, meant| match meant {
        "" => format!("没有命令 `{name}`。"),
        _ => format!("没有命令 `{name}`。是不是想输入 `{meant}`？"),
    },
    unknown_argument: |name, meant| match meant {
        "" => format!("这里没有选项 `{name}`。"),
        _ => format!("这里没有选项 `{name}`。是不是想输入 `{meant}`？"),
    },
    bad_value: |value, name, choices| match choices {
        "" => format!("`{value}` 不能作为 `{name}` 的值。"),
        _ => format!("`{value}` 不能作为 `{name}` 的值，可用的有 {choices}。"),
    },
    out_of_bounds: |value, name, least, most| {
        let whole = match most {
            Some(most) => format!(" {least} 到 {most} 的整数"),
            None => format!("从 {least} 起的整数"),
        };
        format!("`{value}` 不能作为 `{name}` 的值，应为{whole}。")
    },
    no_value: |name, choices| match choices {
        "" => format!("`{name}` 缺少值。"),
        _ => format!("`{name}` 缺少值，可用的有 {choices}。"),
    },
    needs: |option, other| format!("`{option}` 只有与 `{other}` 一起才有意义。"),
    not_both: |option, other| format!("`{option}` 与 `{other}` 不能同时给出。"),
    missing: |name| format!("缺少 {}。", name.trim()),
    twice: |name| format!("`{name}` 只能给一次。"),
    not_understood: || "无法理解这条命令。".into(),
    unknown_lesson: |id, meant| {
        format!("没有课程 `{id}`。{}用 `synackademy lesson list` 列出所有课程。", did_you_mean(meant))
    },
    unknown_scenario: |text, meant| {
        format!(
            "`{text}` 既不是课程，也不是链接或 `.toml` 文件。{}用 `synackademy lesson list` 列出所有课程。",
            did_you_mean(meant)
        )
    },
    damaged_edit: || "链接中的 `edit` 已损坏，或属于另一个版本。".into(),
    bad_fault: |text| format!("链接要对报文段做 `{text}`，无法理解。"),
    cannot_read: |file, why| format!("无法读取 `{file}`：{why}。"),
    cannot_write: |file, why| format!("无法写入 `{file}`：{why}。"),
    no_scenario: |file, why| format!("`{file}`：这里没有可读的场景。{why}"),
    changed: |file| format!("读取期间 `{file}` 发生了变化。"),
    not_to_terminal: || "抓包文件不是终端能显示的文本：请用 --output 指定文件，或用管道传给别的程序。".into(),
    no_conversation: |number, count| match count {
        0 => format!("没有第 {number} 个会话：抓包文件中一个也没有。"),
        1 => format!("没有第 {number} 个会话：抓包文件中只有第 1 个。"),
        _ => format!("没有第 {number} 个会话：抓包文件中有第 1 到第 {count} 个。"),
    },

    not_packable: |folder| format!("无法合成 `{folder}`：其中一个文件里有形如 === en.md === 的一行。"),
    faultless: |title, marks, questions| format!("《{title}》有 {marks} 个标记、{questions} 道题，没有问题。"),
    problems: |problems, lessons| format!("检查了 {lessons} 课，共有 {problems} 处问题。"),

    lesson: "课程",
    chapter: "章",
    title: "标题",
    time: "时间",
    from: "方向",
    flags: "标志",
    fate: "结果",
    why: "原因",
    client_sends: "客户端 →",
    server_sends: "← 服务器",
    arrived: "到达",
    lost: "丢失",
    queue_full: "队列已满",
    stopped: "无人收到",
    corrupted: "损坏",
    start: "开始（秒）",
    duration: "时长（秒）",
    segments_a: "A 报文段",
    segments_b: "B 报文段",
    octets_a: "A 字节",
    octets_b: "B 字节",
    opened: "建立",
    closed: "关闭",
    trouble: "异常",
    notes: "备注",
    bad_checksum: "校验和错误",
    offloaded: "校验和留给网卡计算",
    cut: "未完整抓取",
    reserved: "保留位非零",
    legend: "状态后的 ? 表示推断（应用可能已调用 CLOSE 而 FIN 尚未发出，所以 ESTABLISHED 很少能确定），– 表示未见；窗口后的 * 表示首部中的值，未见其扩大因子。",
    count: |shown, all, segments| format!("列出 {all} 个会话中的 {shown} 个，共 {segments} 个报文段"),
    repeats: "字节指数据的字节，重传的每次都计入。",
};

fn did_you_mean(meant: Option<&str>) -> String {
    meant.map(|meant| format!("是不是想输入 `{meant}`？")).unwrap_or_default()
}
