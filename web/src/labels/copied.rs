//! Words of a text that is there to be copied.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct CopiedLabels {
    pub(crate) copy: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) press_copy: &'static str,
}

/// The words in `lang`.
pub(crate) fn copied(lang: Lang) -> &'static CopiedLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: CopiedLabels = CopiedLabels {
    copy: "Copy",
    copied: "Copied.",
    press_copy: "It is selected. Press Ctrl+C to copy it (⌘C on a Mac).",
};

const ZH: CopiedLabels =
    CopiedLabels {
        copy: "复制", copied: "已复制。", press_copy: "内容已选中，请按 Ctrl+C 复制（Mac 上按 ⌘C）。"
    };
