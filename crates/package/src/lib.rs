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
/// [`PAGE`] with `query`, which has no question mark of its own and may be empty, under `title`. What the query has as its
/// pass mark (`pass`) is the platform's as well.
#[must_use]
pub fn manifest(version: Version, files: &[&str], query: &str, title: &str) -> String {
    let (namespaces, edition, kind) = match version {
        Version::Scorm12 => (NAMESPACES_12, "1.2", "scormtype"),
        Version::Scorm2004 => (NAMESPACES_2004, "2004 4th Edition", "scormType"),
    };
    let (id, title) = (identifier(version, query), escaped(title));
    let parameters = match query {
        "" => String::new(),
        query => format!(" parameters=\"?{}\"", escaped(query)),
    };
    let mark = pass_mark(query).map(|percent| mark(version, &id, percent)).unwrap_or_default();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest identifier=\"{id}\" version=\"1.0\" {namespaces}>\n  \
         <metadata>\n    <schema>ADL SCORM</schema>\n    <schemaversion>{edition}</schemaversion>\n  </metadata>\n  \
         <organizations default=\"{id}-organization\">\n    <organization identifier=\"{id}-organization\">\n      \
         <title>{title}</title>\n      \
         <item identifier=\"{id}-item\" identifierref=\"{id}-sco\" isvisible=\"true\"{parameters}>\n        \
         <title>{title}</title>\n{mark}      </item>\n    </organization>\n  </organizations>\n  <resources>\n    \
         <resource identifier=\"{id}-sco\" type=\"webcontent\" adlcp:{kind}=\"sco\" href=\"{PAGE}\">\n"
    );
    for file in files {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "      <file href=\"{}\"/>", escaped(file));
    }
    text + "    </resource>\n  </resources>\n</manifest>\n"
}

/// What platforms tell packages apart by (an `xs:ID`): the same for the same query, whatever the order of its options, so
/// that a package which is made anew takes the place of the one before, and no other. It is an FNV-1a hash of 64 bits.
fn identifier(version: Version, query: &str) -> String {
    let mut options: Vec<&str> = query.split('&').collect();
    options.sort_by_key(|option| option.split('=').next());
    let fold = |hash: u64, octet: u8| (hash ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
    let hash = options.join("&").bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    format!("synackademy-{}-{hash:016x}", version.name())
}

/// What a score has to reach to pass, in percent from 1 to 100, if the query says so.
fn pass_mark(query: &str) -> Option<u32> {
    let value = query.split('&').find_map(|option| option.strip_prefix("pass="))?;
    let is_plain = value.bytes().all(|octet| octet.is_ascii_digit());
    value.parse().ok().filter(|percent| is_plain && (1..=100).contains(percent))
}

/// The mark as the platform's own, at the end of what is said of the item.
fn mark(version: Version, id: &str, percent: u32) -> String {
    match version {
        Version::Scorm12 => format!("        <adlcp:masteryscore>{percent}</adlcp:masteryscore>\n"),
        // From -1 to 1, and so by hundredths.
        Version::Scorm2004 => format!(
            "        <imsss:sequencing>\n          <imsss:objectives>\n            \
             <imsss:primaryObjective objectiveID=\"{id}-objective\" satisfiedByMeasure=\"true\">\n              \
             <imsss:minNormalizedMeasure>{}.{:02}</imsss:minNormalizedMeasure>\n            \
             </imsss:primaryObjective>\n          </imsss:objectives>\n        </imsss:sequencing>\n",
            percent / 100,
            percent % 100
        ),
    }
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
    http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd \
    http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd\"";

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

    /// All identifiers of a manifest, and what refers to them.
    fn identifiers(manifest: &str) -> Vec<&str> {
        let names = [" identifier=\"", " identifierref=\"", " default=\"", " objectiveID=\""];
        let values = names.iter().flat_map(|name| manifest.split(name).skip(1));
        values.filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn packages_that_hold_something_else_have_other_identifiers_and_the_same_has_the_same() {
        let of = |version, query| manifest(version, &["index.html"], query, "TCP");
        let queries =
            ["", "mode=quiz&count=3&seed=1", "mode=quiz&count=3&seed=2", "mode=quiz&title=%E5%BA%8F%22%3C&count=3"];
        let mut seen = std::collections::BTreeSet::new();
        for version in Version::ALL {
            for query in queries {
                let text = of(version, query);
                let all = identifiers(&text);
                assert!(all.len() >= 6 && all.iter().all(|id| id.starts_with(all[0])), "{all:?}");
                // An `xs:ID` begins with a letter and has neither spaces nor colons.
                let is_sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
                assert!(all.iter().all(|id| id.starts_with('s') && id.chars().all(is_sign)), "{all:?}");
                assert!(seen.insert(all[0].to_owned()), "{query} has one of its own");
                assert_eq!(text, of(version, query));
            }
        }
        assert_eq!(
            identifier(Version::Scorm12, "seed=1&mode=quiz&count=3"),
            identifier(Version::Scorm12, "mode=quiz&count=3&seed=1")
        );
    }

    #[test]
    fn a_pass_mark_is_the_platforms_as_well() {
        let of = |version, query: &str| manifest(version, &["index.html"], query, "TCP");
        assert!(of(Version::Scorm12, "count=3&pass=60").contains("<adlcp:masteryscore>60</adlcp:masteryscore>"));
        for (query, measure) in [("pass=5", "0.05"), ("pass=60", "0.60"), ("mode=quiz&pass=100", "1.00")] {
            let wanted = format!("satisfiedByMeasure=\"true\">\n              <imsss:minNormalizedMeasure>{measure}<");
            assert!(of(Version::Scorm2004, query).contains(&wanted), "{query}");
        }
        for query in ["", "count=3", "pass=", "pass=0", "pass=101", "pass=%2B7", "pass=+7", "bypass=60", "pass=6.5"] {
            for version in Version::ALL {
                let text = of(version, query);
                assert!(!text.contains("mastery") && !text.contains("sequencing"), "{query}");
            }
        }
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
