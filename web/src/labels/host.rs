//! Words of a page that stands in another, or was launched by a course platform.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct HostLabels {
    pub(crate) open_full: &'static str,
    /// The name of the place where the two below stand.
    pub(crate) records: &'static str,
    pub(crate) not_recorded: &'static str,
    pub(crate) not_resumed: &'static str,
    pub(crate) dismiss: &'static str,
    /// Leads to where the platform wants the learner to go from here.
    pub(crate) back: &'static str,
}

/// The words in `lang`.
pub(crate) fn host(lang: Lang) -> &'static HostLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: HostLabels = HostLabels {
    open_full: "Open in full",
    records: "The course's records",
    not_recorded: "The course platform does not record what you do here. You can go on all the same; tell your teacher \
                   if it was to count.",
    not_resumed: "What the course platform kept of your last visit cannot be read. You begin anew; nothing else is lost.",
    dismiss: "Got it",
    back: "End, and back to the course",
};

const ZH: HostLabels = HostLabels {
    open_full: "打开完整页面",
    records: "课程平台的记录",
    not_recorded: "课程平台没有记录你在这里的操作。可以照常继续；如果这次要计入成绩，请告诉老师。",
    not_resumed: "课程平台保存的上次进度无法读取，只能从头开始；其他内容不受影响。",
    dismiss: "知道了",
    back: "结束并返回课程",
};
