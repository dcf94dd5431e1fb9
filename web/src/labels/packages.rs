//! Words on a sheet as a package for a learning platform.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct PackageLabels {
    pub(crate) heading: &'static str,
    pub(crate) intro: &'static str,
    pub(crate) version: &'static str,
    pub(crate) scorm12: &'static str,
    pub(crate) scorm2004: &'static str,
    pub(crate) download: &'static str,
    pub(crate) stop: &'static str,
    pub(crate) busy: &'static str,
    pub(crate) saved: fn(&str) -> String,
    pub(crate) long: &'static str,

    pub(crate) offline: &'static str,
    pub(crate) unreachable: &'static str,
    pub(crate) absent: &'static str,
    pub(crate) damaged: &'static str,
    pub(crate) not_saved: &'static str,
}

/// The words in `lang`.
pub(crate) fn packages(lang: Lang) -> &'static PackageLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: PackageLabels = PackageLabels {
    heading: "Package for a learning platform",
    intro: "One file to upload as an activity, with everything that this sheet needs. The platform gets the score, whether \
            the sheet is finished, and each answer, and lets a learner go on later.",
    version: "Version of SCORM",
    scorm12: "SCORM 1.2, which every platform takes",
    scorm2004: "SCORM 2004, 4th edition",
    download: "Download the package",
    stop: "Stop",
    busy: "The package is being made…",
    saved: |name| format!("Saved: {name}"),
    long: "The link of this sheet is longer than 1000 characters, which is more than some platforms keep. A shorter title or \
           fewer lessons make it shorter.",

    offline: "There is no connection, and the package is fetched from this site. Connect, and download it once more.",
    unreachable: "The package could not be fetched from this site. Try once more, or ask whoever runs the site.",
    absent: "This copy of the site has no packages (`package.zip` is missing). Ask whoever runs the site, or use the link.",
    damaged: "What the site sent is no package. Try once more; if it stays so, `package.zip` on the site is damaged.",
    not_saved: "The browser did not save the file.",
};

const ZH: PackageLabels = PackageLabels {
    heading: "学习平台课件包",
    intro: "一个文件，作为活动上传即可，这份练习要用的都在里面。平台会收到分数、是否完成和每题的作答，学习者可以下次接着做。",
    version: "SCORM 版本",
    scorm12: "SCORM 1.2（各平台都支持）",
    scorm2004: "SCORM 2004 第 4 版",
    download: "下载课件包",
    stop: "停止",
    busy: "正在制作课件包……",
    saved: |name| format!("已保存：{name}"),
    long: "这份练习的链接超过 1000 个字符，有的平台存不下。缩短标题或少选几课就会变短。",

    offline: "现在没有网络，而课件包要从本站获取。请联网后再下载。",
    unreachable: "无法从本站获取课件包。请再试一次，或联系网站管理员。",
    absent: "这个网站副本里没有课件包（缺少 `package.zip`）。请联系网站管理员，或改用链接。",
    damaged: "网站发来的不是课件包。请再试一次；如果还是这样，就是网站上的 `package.zip` 损坏了。",
    not_saved: "浏览器没有保存文件。",
};
