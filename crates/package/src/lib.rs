//! The page as a package for a learning platform: the manifest of a SCORM package with one SCO, and the archive of both.
//!
//! What is packed is the published site, whose files `files.json` lists; [`index`] is its page as a package has it. The
//! build makes a [`base`] of these, which has everything but what a launch decides, and puts it beside the page. Of that
//! [`packed`] makes a package, on the command line and in the page alike.

mod archive;

use std::fmt::Write;

pub use archive::{BASE, Damaged, File, base, packed};

/// The versions of SCORM that a package can be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// SCORM 1.2, which every platform takes.
    Scorm12,
    /// SCORM 2004, 4th edition.
    Scorm2004,
}

impl Version {
    /// Both, the older first.
    pub const ALL: [Version; 2] = [Version::Scorm12, Version::Scorm2004];

    /// What it is called in names, and by the page that looks for a platform's records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Version::Scorm12 => "scorm12",
            Version::Scorm2004 => "scorm2004",
        }
    }
}

/// Where a package has its manifest: at its root, under this name.
pub const MANIFEST: &str = "imsmanifest.xml";

/// What a package is called that has no title of its own.
pub const TITLE: &str = "SYN·ACKademy";

/// The page that is launched.
pub const PAGE: &str = "index.html";

/// The manifest of a package with these `files`, by their places in it and without the manifest itself. It launches
/// [`PAGE`] with `query`, which has no question mark of its own and may be empty, under `title`.
#[must_use]
pub fn manifest(version: Version, files: &[&str], query: &str, title: &str) -> String {
    let (namespaces, edition, kind) = match version {
        Version::Scorm12 => (NAMESPACES_12, "1.2", "scormtype"),
        Version::Scorm2004 => (NAMESPACES_2004, "2004 4th Edition", "scormType"),
    };
    let title = escaped(title);
    let parameters = match query {
        "" => String::new(),
        query => format!(" parameters=\"?{}\"", escaped(query)),
    };
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest identifier=\"synackademy\" version=\"1.0\" {namespaces}>\n  \
         <metadata>\n    <schema>ADL SCORM</schema>\n    <schemaversion>{edition}</schemaversion>\n  </metadata>\n  \
         <organizations default=\"organization\">\n    <organization identifier=\"organization\">\n      \
         <title>{title}</title>\n      <item identifier=\"item\" identifierref=\"sco\" isvisible=\"true\"{parameters}>\n        \
         <title>{title}</title>\n      </item>\n    </organization>\n  </organizations>\n  <resources>\n    \
         <resource identifier=\"sco\" type=\"webcontent\" adlcp:{kind}=\"sco\" href=\"{PAGE}\">\n"
    );
    for file in files {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "      <file href=\"{}\"/>", escaped(file));
    }
    text + "    </resource>\n  </resources>\n</manifest>\n"
}

const NAMESPACES_12: &str = "xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" \
    xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:schemaLocation=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd \
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd\"";

const NAMESPACES_2004: &str = "xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" \
    xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\" \
    xmlns:adlseq=\"http://www.adlnet.org/xsd/adlseq_v1p3\" \
    xmlns:adlnav=\"http://www.adlnet.org/xsd/adlnav_v1p3\" \
    xmlns:imsss=\"http://www.imsglobal.org/xsd/imsss\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd \
    http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd\"";

/// What a package says where such a part is asked for, by the attribute in which the page looks for it.
const WORDS: [(&str, &str); 2] = [
    ("data-left-out-en", "This part is not in this package. Open the full site to see it."),
    ("data-left-out-zh-cn", "这个课件包里没有这一部分，请打开完整的网站查看。"),
];

/// The site's page as a package has it: nothing of it is kept by the browser for later, which is the platform's affair.
#[must_use]
pub fn index(page: &str) -> String {
    let mut packed = page.to_owned();
    for (from, to) in [("<link rel=\"manifest\"", ">"), ("data-offline=\"", "\"")] {
        let Some(start) = packed.find(from) else { continue };
        let rest = start + from.len();
        if let Some(len) = packed[rest..].find(to) {
            packed.replace_range(start..rest + len + to.len(), "");
        }
    }
    let words: String = WORDS.iter().map(|(name, text)| format!("{name}=\"{text}\" ")).collect();
    packed.replacen("<html ", &format!("<html {words}"), 1)
}

/// That page in a package of this version: it looks for the records of no other.
fn launched(page: &str, version: Version) -> String {
    page.replacen("<html ", &format!("<html data-package=\"{}\" ", version.name()), 1)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write the others.
            sign if sign < ' ' && !matches!(sign, '\t' | '\n' | '\r') => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_has_its_own_namespaces_and_names() {
        let old = manifest(Version::Scorm12, &["index.html"], "", "TCP");
        for part in ["imscp_rootv1p1p2", "adlcp_rootv1p2", "<schemaversion>1.2<", "adlcp:scormtype=\"sco\""] {
            assert!(old.contains(part), "{part}");
        }
        let new = manifest(Version::Scorm2004, &["index.html"], "", "TCP");
        for part in ["adlcp_v1p3", "<schemaversion>2004 4th Edition<", "adlcp:scormType=\"sco\"", "type=\"webcontent\""]
        {
            assert!(new.contains(part), "{part}");
        }
    }

    #[test]
    fn every_file_is_listed_and_the_query_is_a_parameter_of_the_launch() {
        let files = ["index.html", "lessons/a-1.bin"];
        let text = manifest(Version::Scorm12, &files, "mode=quiz&lang=zh", "A & B <\"C\">");
        for file in files {
            assert_eq!(text.matches(&format!("<file href=\"{file}\"/>")).count(), 1);
        }
        assert!(text.contains("parameters=\"?mode=quiz&amp;lang=zh\""));
        assert_eq!(text.matches("<title>A &amp; B &lt;&quot;C&quot;&gt;</title>").count(), 2);
        assert!(!manifest(Version::Scorm2004, &files, "", "TCP").contains("parameters"));
    }

    #[test]
    fn a_packed_page_keeps_nothing_for_later_and_says_what_it_lacks() {
        let page = "<html data-lessons=\"1\" data-offline=\"./o.js\" lang=\"en\"><head><link rel=\"manifest\" href=\"m\"><style>";
        let packed = index(page);
        assert!(!packed.contains("offline") && !packed.contains("manifest"), "{packed}");
        assert!(packed.contains("data-lessons=\"1\"") && packed.contains("<head><style>"), "{packed}");
        assert!(packed.contains("data-left-out-en=\"") && packed.contains("data-left-out-zh-cn=\""), "{packed}");
    }
}
