//! Where the page can be put, and the code that puts it there.

use super::escape::{attribute, jsx, markdown, markdown_address};

/// A kind of host.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Host {
    Html,
    Canvas,
    Moodle,
    OpenEdx,
    PreTeXt,
    Runestone,
    MdBook,
    Docusaurus,
    Notion,
    WordPress,
    Markdown,
    Element,
    SingleFile,
    Scorm,
}

impl Host {
    /// In the order of the words for them.
    pub(super) const ALL: [Host; 14] = [
        Host::Html,
        Host::Canvas,
        Host::Moodle,
        Host::OpenEdx,
        Host::PreTeXt,
        Host::Runestone,
        Host::MdBook,
        Host::Docusaurus,
        Host::Notion,
        Host::WordPress,
        Host::Markdown,
        Host::Element,
        Host::SingleFile,
        Host::Scorm,
    ];

    /// The name in the page's hooks.
    pub(super) fn name(self) -> &'static str {
        match self {
            Host::Html => "html",
            Host::Canvas => "canvas",
            Host::Moodle => "moodle",
            Host::OpenEdx => "openedx",
            Host::PreTeXt => "pretext",
            Host::Runestone => "runestone",
            Host::MdBook => "mdbook",
            Host::Docusaurus => "docusaurus",
            Host::Notion => "notion",
            Host::WordPress => "wordpress",
            Host::Markdown => "markdown",
            Host::Element => "element",
            Host::SingleFile => "single-file",
            Host::Scorm => "scorm",
        }
    }

    /// Whether the page stands in a frame whose size and sandbox are said there.
    pub(super) fn has_frame(self) -> bool {
        !matches!(self, Host::Notion | Host::Markdown | Host::SingleFile | Host::Scorm)
    }

    /// Whether the frame's width can be said. Some are as wide as their text.
    pub(super) fn has_width(self) -> bool {
        self.has_frame() && self != Host::Element
    }

    /// Whether a sandbox can be said. Some hosts set their own, or none.
    pub(super) fn has_sandbox(self) -> bool {
        self.has_frame() && !matches!(self, Host::PreTeXt | Host::Element)
    }

    /// Whether the code has the address within it, as HTML or another language writes it there. Pasted as an address that would
    /// be another one.
    pub(super) fn wraps_the_address(self) -> bool {
        self.has_frame() && self != Host::Element
    }

    /// Whether the code names the site that the page is on.
    pub(super) fn names_the_site(self) -> bool {
        !matches!(self, Host::SingleFile | Host::Scorm)
    }
}

/// What a frame may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sandbox {
    /// As the host has it.
    None,
    /// Scripts, files to save, and what the browser keeps for the page.
    Keeping,
    /// Scripts alone.
    Strict,
}

impl Sandbox {
    pub(super) const ALL: [Sandbox; 3] = [Sandbox::None, Sandbox::Keeping, Sandbox::Strict];

    /// The attribute's value.
    pub(super) fn value(self) -> Option<&'static str> {
        match self {
            Sandbox::None => None,
            Sandbox::Keeping => Some("allow-scripts allow-same-origin allow-downloads allow-popups"),
            Sandbox::Strict => Some("allow-scripts"),
        }
    }
}

/// What the code is made from.
pub(super) struct Asked<'a> {
    /// Where the page is, without options.
    pub(super) base: &'a str,
    /// The query with what is folded behind it.
    pub(super) query: &'a str,
    /// The same, option by option.
    pub(super) parameters: &'a [(String, String)],
    pub(super) title: &'a str,
    /// Pixels; without a width, as wide as there is room.
    pub(super) width: Option<u32>,
    pub(super) height: u32,
    pub(super) sandbox: Sandbox,
}

impl Asked<'_> {
    /// Where the page is, with options.
    pub(super) fn address(&self) -> String {
        [self.base, "?", self.query].concat()
    }

    fn width(&self) -> String {
        self.width.map_or_else(|| "100%".into(), |width| width.to_string())
    }

    fn sandbox(&self) -> String {
        self.sandbox.value().map_or_else(String::new, |value| format!(" sandbox=\"{value}\""))
    }

    /// The frame as HTML has it, with more attributes for hosts that keep them.
    fn frame(&self, more: &str) -> String {
        let (address, title) = (attribute(&self.address()), attribute(self.title));
        let (width, height, sandbox) = (self.width(), self.height, self.sandbox());
        format!(
            "<iframe src=\"{address}\" title=\"{title}\" width=\"{width}\" height=\"{height}\"{sandbox}{more}></iframe>"
        )
    }

    fn jsx(&self) -> String {
        let (address, title, height) = (jsx(&self.address()), jsx(self.title), self.height);
        let (width, sandbox) = (self.width(), self.sandbox());
        format!(
            "<iframe src={{{address}}} title={{{title}}} width=\"{width}\" height=\"{height}\"{sandbox} loading=\"lazy\" \
             allowFullScreen></iframe>"
        )
    }

    /// PreTeXt sizes a frame by its shape.
    fn pretext(&self) -> String {
        let (address, title) = (attribute(&self.address()), attribute(self.title));
        let shape = format!("{}:{}", self.width.unwrap_or(800), self.height);
        format!(
            "<interactive iframe=\"{address}\" width=\"100%\" aspect=\"{shape}\">\n  <title>{title}</title>\n</interactive>"
        )
    }

    /// Each option is an attribute, but for those that the element has itself, and for answers, of which there may be several.
    fn element(&self) -> String {
        let folder = self.base.rfind('/').map_or(self.base, |end| &self.base[..=end]);
        let script = attribute(&[folder, "embed/synackademy.js"].concat());
        let is_own = |name: &str| ["answer", "id", "title", "height", "origin"].contains(&name);
        let options = self.parameters.iter().filter(|(name, _)| !is_own(name));
        let options: String = options.map(|(name, value)| format!(" {name}=\"{}\"", attribute(value))).collect();
        let (title, height) = (attribute(self.title), self.height);
        format!(
            "<script type=\"module\" src=\"{script}\"></script>\n<syn-ackademy{options} title=\"{title}\" \
             height=\"{height}\"></syn-ackademy>"
        )
    }
}

/// The code for a host.
pub(super) fn code(host: Host, asked: &Asked<'_>) -> String {
    match host {
        Host::Html | Host::MdBook | Host::OpenEdx | Host::Moodle => {
            asked.frame(" loading=\"lazy\" allow=\"fullscreen; clipboard-write\"")
        }
        // What these strip need not be there.
        Host::Canvas => asked.frame(" allowfullscreen=\"allowfullscreen\""),
        Host::WordPress => asked.frame(" loading=\"lazy\""),
        Host::PreTeXt => asked.pretext(),
        Host::Runestone => [".. raw:: html\n\n   ", &asked.frame(" loading=\"lazy\"")].concat(),
        Host::Docusaurus => asked.jsx(),
        Host::Notion => asked.address(),
        Host::Markdown => format!("[{}](<{}>)", markdown(asked.title), markdown_address(&asked.address())),
        Host::Element => asked.element(),
        Host::SingleFile => ["synackademy.html?", asked.query].concat(),
        Host::Scorm => format!("cargo xtask scorm --query \"{}\"", asked.query),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked<'a>(title: &'a str, parameters: &'a [(String, String)], sandbox: Sandbox) -> Asked<'a> {
        let query = "v=1&lesson=handshake&find=%22%3E";
        Asked { base: "https://school.example/tcp/", query, parameters, title, width: None, height: 600, sandbox }
    }

    #[test]
    fn canvas_gets_only_what_it_keeps() {
        let code = code(Host::Canvas, &asked("Three-way", &[], Sandbox::Keeping));
        let kept = ["src", "width", "height", "title", "sandbox", "allowfullscreen"];
        for name in code.split('"').step_by(2).map(|piece| piece.trim_end_matches('=').rsplit(' ').next().unwrap_or(""))
        {
            assert!(name.is_empty() || name.contains('>') || kept.contains(&name), "{name} in {code}");
        }
    }

    #[test]
    fn no_title_and_no_option_breaks_out_of_any_code() {
        let hostile = "\"></iframe><script>alert(1)</script>{x}`](y)\n";
        let parameters = [("find".to_owned(), hostile.to_owned())];
        for host in Host::ALL {
            let code = code(host, &asked(hostile, &parameters, Sandbox::Strict));
            let scripts = code.matches("<script").count() - code.matches("\\<script").count();
            assert_eq!(scripts, usize::from(host == Host::Element), "{code}");
            assert!(code.matches("</iframe>").count() <= usize::from(host.has_frame()), "{code}");
            assert!(!code.contains("{x}") || host != Host::Docusaurus, "{code}");
        }
    }

    #[test]
    fn the_element_is_told_each_option_by_an_attribute() {
        let parameters = [("lesson".to_owned(), "handshake".to_owned()), ("answer".to_owned(), "0.1.2.3".to_owned())];
        let code = code(Host::Element, &asked("x", &parameters, Sandbox::None));
        assert!(code.contains("src=\"https://school.example/tcp/embed/synackademy.js\""), "{code}");
        assert!(code.contains("<syn-ackademy lesson=\"handshake\" title=\"x\" height=\"600\">"), "{code}");
    }

    #[test]
    fn only_what_is_opened_elsewhere_names_the_site() {
        for host in Host::ALL {
            let code = code(host, &asked("x", &[], Sandbox::None));
            assert_eq!(code.contains("school.example"), host.names_the_site(), "{code}");
        }
    }
}
