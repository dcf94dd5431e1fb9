//! What is wrong with a lesson's files in a sentence, in both languages: neither is the original of the other.

use super::finding::{Bounded, Finding, Markup, Problem};
use crate::{Ask, Lang};

/// Where a finding is, as compilers write it: `zh.md:12:3`.
#[must_use]
pub fn place_told(finding: &Finding) -> String {
    let file = finding.file.name();
    finding.place.map_or_else(|| file.into(), |place| format!("{file}:{}:{}", place.line, place.column))
}

/// What is wrong and what was expected, in a sentence.
#[must_use]
pub fn told(problem: &Problem, lang: Lang) -> String {
    match lang {
        Lang::En => english(problem),
        Lang::Zh => chinese(problem),
    }
}

fn english(problem: &Problem) -> String {
    match problem {
        Problem::NoFile => "This file is missing: a lesson is a folder with lesson.toml, en.md and zh.md.".into(),
        Problem::TooLarge { octets, most } => format!("The file has {octets} octets; at most {most} are read."),
        Problem::NotText => "The file is no text: UTF-8 is expected.".into(),
        Problem::Syntax { message } => format!("This is no TOML that can be read: {message}."),
        Problem::UnknownField { field, expected } => {
            format!("There is no field `{field}` here; expected is {}.", list(expected, "or", "nothing"))
        }
        Problem::UnknownName { name, expected } => {
            format!("`{name}` is not known here; expected is {}.", list(expected, "or", "nothing"))
        }
        Problem::NoField { field } => format!("The field `{field}` is missing."),
        Problem::WrongValue { found, expected } => format!("Here stands {found}; expected is {expected}."),
        Problem::BadId { id } => {
            format!("`{id}` cannot be an id; expected are 1 to 40 small letters, digits and hyphens.")
        }
        Problem::UnknownChapter { chapter } => {
            format!("There is no chapter {chapter}; the chapters are those of chapters.toml.")
        }
        Problem::NoSection => {
            "No section is named; expected is at least one that the lesson rests on, as \"9293 3.5\".".into()
        }
        Problem::BadCitation { text } => {
            format!("`{text}` cites no section; expected are the number of an RFC and a section, as \"9293 3.5\".")
        }
        Problem::UnknownSection { section } => {
            format!("The table of sections has no `{section}`; expected is a section of an RFC in sections.txt.")
        }
        Problem::MarkTwice { mark } => format!("The mark `{mark}` is there already; each id is to be used once."),
        Problem::ReservedMark => "A mark cannot be called `try`: that section says what to try next.".into(),
        Problem::NeverHappens { mark } => {
            format!(
                "The moment of the mark `{mark}` never comes in the run; `synackademy run` with this file shows what does."
            )
        }
        Problem::UnknownMark { mark, expected } => {
            format!("There is no mark `{mark}`; the marks are {}.", list(expected, "and", "none"))
        }
        Problem::NoSegment { mark } => {
            format!(
                "At the mark `{mark}` no segment is sent, so none can be asked for; expected is a mark with `sent`."
            )
        }
        Problem::NoAsks { mark } => {
            format!(
                "The question on `{mark}` asks for nothing; expected is at least one of `seq`, `ack`, `flags`, `len`, `window`."
            )
        }
        Problem::NotThere { mark, ask: Ask::State(_) } => {
            format!(
                "The segment at the mark `{mark}` does not arrive, so there is no state to ask for; expected is one that arrives."
            )
        }
        Problem::NotThere { mark, .. } => {
            format!(
                "The segment at the mark `{mark}` has no SACK block whose edges could be asked for; expected is one that has."
            )
        }
        Problem::NoWords { field, lang } => format!("`{field}` says nothing in {}.", name_en(*lang)),
        Problem::OutOfBounds { what, given, least, most } => {
            format!("{} {given}; expected is {least} to {most}.", bounded_en(*what))
        }
        Problem::TooManyEntries { most } => {
            format!("The run is too long for a lesson: more than {most} things happen in it.")
        }
        Problem::TooLong { hours } => format!("The run does not come to rest within {hours} hours."),
        Problem::NoTitle => "The file does not begin with a title; expected is `# Title`.".into(),
        Problem::NoQuestion => {
            "The introduction does not end with the lesson's question; expected is `**…?**` at its end.".into()
        }
        Problem::NoNote { section } => format!("The section `## {section}` is missing."),
        Problem::NoteTwice { section } => format!("The section `## {section}` is there already."),
        Problem::EmptyNote { section } => format!("The section `## {section}` says nothing."),
        Problem::UnknownTerm { term } => format!("The glossary has no term `{term}`."),
        Problem::Html => "HTML is not allowed; expected is plain Markdown, since nothing in a lesson may run.".into(),
        Problem::Link { to } => {
            format!("A link to `{to}` is not allowed; expected is a term of the glossary, as `[window](term:window)`.")
        }
        Problem::Markup { what } => format!(
            "{} cannot be shown; expected are paragraphs, `- items`, `code`, **strong** and headings up to `###`.",
            markup_en(*what)
        ),
    }
}

fn chinese(problem: &Problem) -> String {
    match problem {
        Problem::NoFile => "缺少这个文件：一课是一个文件夹，其中有 lesson.toml、en.md 和 zh.md。".into(),
        Problem::TooLarge { octets, most } => format!("文件有 {octets} 个字节，最多只读取 {most} 个。"),
        Problem::NotText => "文件不是文本：应为 UTF-8。".into(),
        Problem::Syntax { message } => format!("这里不是可读的 TOML（{message}）。"),
        Problem::UnknownField { field, expected } => {
            format!("这里没有字段 `{field}`，应为 {}。", list(expected, "或", "空"))
        }
        Problem::UnknownName { name, expected } => {
            format!("这里不认识 `{name}`，应为 {}。", list(expected, "或", "空"))
        }
        Problem::NoField { field } => format!("缺少字段 `{field}`。"),
        Problem::WrongValue { found, expected } => {
            format!("这里是{}，应为{}。", toml_words(found), toml_words(expected))
        }
        Problem::BadId { id } => format!("`{id}` 不能作为标识，应为 1 到 40 个小写字母、数字和连字符。"),
        Problem::UnknownChapter { chapter } => format!("没有第 {chapter} 章，各章见 chapters.toml。"),
        Problem::NoSection => "没有注明章节，应至少注明本课所依据的一节，例如 \"9293 3.5\"。".into(),
        Problem::BadCitation { text } => {
            format!("`{text}` 没有指明章节，应为 RFC 编号加章节号，例如 \"9293 3.5\"。")
        }
        Problem::UnknownSection { section } => format!("章节表中没有 `{section}`，应为 sections.txt 所列 RFC 的一节。"),
        Problem::MarkTwice { mark } => format!("标记 `{mark}` 已经有了，每个标识只能用一次。"),
        Problem::ReservedMark => "标记不能叫 `try`：这一节用来说明接着可以试什么。".into(),
        Problem::NeverHappens { mark } => {
            format!("标记 `{mark}` 的时刻在运行中从未出现；用 `synackademy run` 运行这个文件，可以看到实际发生了什么。")
        }
        Problem::UnknownMark { mark, expected } => {
            format!("没有标记 `{mark}`，已有的标记：{}。", list(expected, "和", "无"))
        }
        Problem::NoSegment { mark } => {
            format!("在标记 `{mark}` 处没有发送报文段，无从提问；应为带 `sent` 的标记。")
        }
        Problem::NoAsks { mark } => {
            format!("标记 `{mark}` 处的问题什么也没有问，应至少问 `seq`、`ack`、`flags`、`len`、`window` 之一。")
        }
        Problem::NotThere { mark, ask: Ask::State(_) } => {
            format!("标记 `{mark}` 处的报文段没有到达，问不了状态；应为到达的报文段。")
        }
        Problem::NotThere { mark, .. } => {
            format!("标记 `{mark}` 处的报文段没有 SACK 块，问不了它的边界；应为带 SACK 块的报文段。")
        }
        Problem::NoWords { field, lang } => format!("`{field}` 没有{}内容。", name_zh(*lang)),
        Problem::OutOfBounds { what, given, least, most } => {
            format!("{}为 {given}，应在 {least} 到 {most} 之间。", bounded_zh(*what))
        }
        Problem::TooManyEntries { most } => format!("对一课来说，这次运行太长了：发生的事超过 {most} 件。"),
        Problem::TooLong { hours } => format!("运行在 {hours} 小时之内没有结束。"),
        Problem::NoTitle => "文件开头没有标题，应为 `# 标题`。".into(),
        Problem::NoQuestion => "引言没有以本课的问题结尾，末尾应为 `**……**？`。".into(),
        Problem::NoNote { section } => format!("缺少 `## {section}` 一节。"),
        Problem::NoteTwice { section } => format!("`## {section}` 一节已经有了。"),
        Problem::EmptyNote { section } => format!("`## {section}` 一节没有内容。"),
        Problem::UnknownTerm { term } => format!("术语表中没有 `{term}`。"),
        Problem::Html => "不能使用 HTML，应为普通的 Markdown：课文中不能有任何可执行的内容。".into(),
        Problem::Link { to } => format!("不能链接到 `{to}`，只能链接到术语，例如 `[窗口](term:window)`。"),
        Problem::Markup { what } => {
            format!("无法显示{}，可以使用段落、`- 列表项`、`代码`、**强调**和到 `###` 为止的标题。", markup_zh(*what))
        }
    }
}

/// `a, b or c`, each as it is to be typed.
fn list(names: &[String], joining: &str, none: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => none.into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) if joining.is_ascii() => format!("{} {joining} {last}", rest.join(", ")),
        Some((last, rest)) => format!("{}{joining} {last}", rest.join("、")),
    }
}

fn name_en(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Zh => "Chinese",
    }
}

fn name_zh(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "英文",
        Lang::Zh => "中文",
    }
}

fn bounded_en(what: Bounded) -> &'static str {
    match what {
        Bounded::Octets => "The octets that are sent in all are",
        Bounded::Calls => "The calls of a program are",
        Bounded::Faults => "The faults are",
        Bounded::ByHand => "The acts and injections are",
        Bounded::Milliseconds => "A time in milliseconds is",
        Bounded::Chance => "A chance in a thousand is",
        Bounded::Mss => "The MSS is",
        Bounded::Marks => "The marks are",
        Bounded::Questions => "The questions are",
    }
}

fn bounded_zh(what: Bounded) -> &'static str {
    match what {
        Bounded::Octets => "发送的字节总数",
        Bounded::Calls => "程序的调用数",
        Bounded::Faults => "故障数",
        Bounded::ByHand => "手工调用和手工报文段的数目",
        Bounded::Milliseconds => "以毫秒计的时间",
        Bounded::Chance => "千分之几的概率",
        Bounded::Mss => "MSS",
        Bounded::Marks => "标记数",
        Bounded::Questions => "问题数",
    }
}

fn markup_en(what: Markup) -> &'static str {
    match what {
        Markup::Emphasis => "Emphasis as `*this*`",
        Markup::Quote => "A quotation",
        Markup::CodeBlock => "A block of code",
        Markup::Image => "An image",
        Markup::NumberedList => "A numbered list",
        Markup::Rule => "A line across the page",
        Markup::Heading => "A second title, or a heading below `###`,",
    }
}

fn markup_zh(what: Markup) -> &'static str {
    match what {
        Markup::Emphasis => "形如 `*这样*` 的斜体",
        Markup::Quote => "引文",
        Markup::CodeBlock => "代码块",
        Markup::Image => "图片",
        Markup::NumberedList => "编号列表",
        Markup::Rule => "分隔线",
        Markup::Heading => "第二个标题或 `###` 以下的标题",
    }
}

/// What the reader of TOML calls the kinds of values, in Chinese. What it says of our own types stays as it is.
fn toml_words(english: &str) -> String {
    const WORDS: [(&str, &str); 14] = [
        ("string", "字符串"),
        ("a string", "字符串"),
        ("integer", "整数"),
        ("floating point", "小数"),
        ("boolean", "布尔值"),
        ("a boolean", "布尔值"),
        ("map", "表"),
        ("a map", "表"),
        ("sequence", "数组"),
        ("a sequence", "数组"),
        ("u8", "0 到 255 的整数"),
        ("u16", "0 到 65535 的整数"),
        ("u32", "0 到 4294967295 的整数"),
        ("u64", "非负整数"),
    ];
    let (kind, value) = english.split_once(" `").unwrap_or((english, ""));
    let (kind, quoted) = english.split_once(" \"").filter(|_| value.is_empty()).map_or((kind, ""), |parts| parts);
    match WORDS.iter().find(|(word, _)| *word == kind) {
        Some((_, chinese)) if !value.is_empty() => format!("{chinese} `{value}"),
        Some((_, chinese)) if !quoted.is_empty() => format!("{chinese} \"{quoted}"),
        Some((_, chinese)) => (*chinese).into(),
        None => format!(" {english}"),
    }
}
