//! The ladder as a file of its own: it is drawn in the page where nobody sees it, slice by slice, and written down with what
//! the style sheets make of it. So the file needs no style sheet, no font of ours and no script.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lessons::Lang;
use markup::html;
use web_sys::{CssStyleDeclaration, Element, Node};
use yew::prelude::*;

use crate::browser::window;
use crate::labels::export::export;
use crate::view::ladder::picture::Picture;
use crate::view::pixels::px;

/// Pixels around the ladder.
const SIDE: f64 = 16.0;
/// Pixels above the ladder, for the title and the names of both sides.
const ABOVE: f64 = 84.0;
/// Pixels above and below that a picture is higher than its ladder, at the most on either side.
pub(super) const MARGIN: f64 = ABOVE;
/// Pixels below the ladder, for a word where it is cut off.
const BELOW: f64 = 36.0;

/// The colours of what is written around the ladder, which are those of the page in the light.
const TEXT: &str = "#14181d";
const MUTED: &str = "#505a66";

/// Attributes that say where something is.
const PLACE: [&str; 19] = [
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "width",
    "height",
    "d",
    "points",
    "transform",
    "text-anchor",
    "dx",
    "dy",
    "dominant-baseline",
];

#[derive(Clone, PartialEq, Properties)]
pub(super) struct DrawingProps {
    pub(super) picture: Rc<Picture>,
    pub(super) title: AttrValue,
    pub(super) note: AttrValue,
    pub(super) lang: Lang,
    pub(super) on_percent: Callback<usize>,
    /// What to do with the drawing.
    pub(super) on_drawn: Callback<String>,
}

/// Draws a picture and writes it down, a slice at a time.
#[component]
pub(super) fn Drawing(props: &DrawingProps) -> Html {
    let slices = props.picture.slices();
    let at = use_state_eq(|| 0);
    let stage = use_node_ref();
    // What is written of the slices before.
    let written = use_mut_ref(|| (String::new(), Styles::default()));
    {
        let (props, slices, stage, at) = (props.clone(), slices.clone(), stage.clone(), at.clone());
        use_effect_with(*at, move |now| {
            let now = *now;
            let turn = Timeout::new(0, move || {
                let slice = slices.get(now).copied().unwrap_or_default();
                if let Some(stage) = stage.cast::<Element>() {
                    let (body, styles) = &mut *written.borrow_mut();
                    let head = stage.query_selector(".ladder-head").ok().flatten();
                    if let Some(head) = head.filter(|_| now == 0) {
                        body.push_str(&frame(
                            ABOVE - 28.0,
                            props.picture.width(),
                            24.0,
                            0.0,
                            &styles.children(&head, None),
                        ));
                    }
                    if let Some(drawing) = stage.query_selector(".ladder-drawing").ok().flatten() {
                        let (from, to) = slice;
                        let drawn = styles.children(&drawing, None);
                        body.push_str(&frame(
                            ABOVE + from,
                            props.picture.width(),
                            to - from,
                            props.picture.above(from),
                            &drawn,
                        ));
                    }
                }
                if now + 1 < slices.len() {
                    props.on_percent.emit((now + 1) * 100 / slices.len());
                    at.set(now + 1);
                } else {
                    props.on_drawn.emit(document(&props, &written.borrow().0));
                }
            });
            // Where it is called off, it goes no further.
            move || drop(turn)
        });
    }
    html! {
        <div class="export-stage in-the-light" inert="" aria-hidden="true" ref={stage}>
            { props.picture.head() }
            { for slices.get(*at).map(|slice| props.picture.slice(*slice)) }
        </div>
    }
}

/// The whole file.
fn document(props: &DrawingProps, body: &str) -> String {
    let DrawingProps { picture, title, note, lang, .. } = props;
    let (width, height) = (px(picture.width() + 2.0 * SIDE), px((ABOVE + picture.height + BELOW).ceil()));
    let (title, note) = (escaped(title), escaped(note));
    let mut out = String::with_capacity(body.len() + 2_000);
    for part in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"",
        &width,
        "\" height=\"",
        &height,
        "\" viewBox=\"0 0 ",
        &width,
        " ",
        &height,
        "\" role=\"img\" aria-labelledby=\"title\" xml:lang=\"",
        lang.code(),
        "\">\n<title id=\"title\">",
        &title,
        "</title>\n<desc>",
        &note,
        "</desc>\n<rect width=\"",
        &width,
        "\" height=\"",
        &height,
        "\" fill=\"#ffffff\"/>\n",
        &line(28.0, 17.0, TEXT, " font-weight=\"700\"", &title),
        &line(47.0, 12.0, MUTED, "", &note),
        body,
    ] {
        out.push_str(part);
    }
    if let Some(step) = picture.cut {
        let cut = (export(*lang).cut_here)(step, picture.steps());
        out.push_str(&line(ABOVE + picture.height + 22.0, 13.0, TEXT, " font-weight=\"700\"", &escaped(&cut)));
    }
    out.push_str("</svg>\n");
    out
}

/// A line of text beside the ladder.
fn line(y: f64, size: f64, colour: &str, more: &str, text: &str) -> String {
    let (x, y, size) = (px(SIDE), px(y), px(size));
    let parts = [
        "<text x=\"",
        &x,
        "\" y=\"",
        &y,
        "\" font-family=\"sans-serif\" font-size=\"",
        &size,
        "\" fill=\"",
        colour,
        "\"",
        more,
        ">",
        text,
        "</text>\n",
    ];
    parts.concat()
}

/// A part of the ladder at its height, of which nothing is seen beyond, nor what is `above` in what is drawn.
fn frame(y: f64, width: f64, height: f64, above: f64, drawn: &str) -> String {
    let (x, y, width, height) = (px(SIDE), px(y), px(width), px(height));
    let view_box = ["0 ", &px(above), " ", &width, " ", &height].concat();
    let parts = [
        "<svg x=\"",
        &x,
        "\" y=\"",
        &y,
        "\" width=\"",
        &width,
        "\" height=\"",
        &height,
        "\" viewBox=\"",
        &view_box,
        "\">\n",
        drawn,
        "</svg>\n",
    ];
    parts.concat()
}

/// What style sheets make of elements: the same for all of one tag and one class in elements that are the same, too.
#[derive(Default)]
struct Styles {
    known: BTreeMap<(Option<usize>, String), usize>,
    styles: Vec<Rc<Style>>,
}

/// How an element looks, as attributes.
#[derive(Default)]
struct Style {
    /// Its filling, and its outline.
    fill: Option<String>,
    stroke: Option<String>,
    /// Its font, if it is a text.
    font: String,
    /// Pixels that a letter is high, in a text that runs downwards.
    down: Option<f64>,
}

impl Styles {
    /// What is in an element, written down.
    fn children(&mut self, element: &Element, around: Option<usize>) -> String {
        let mut out = String::new();
        let nodes = element.child_nodes();
        for node in (0..nodes.length()).filter_map(|at| nodes.item(at)) {
            self.write(&mut out, &node, around);
        }
        out
    }

    fn write(&mut self, out: &mut String, node: &Node, around: Option<usize>) {
        use wasm_bindgen::JsCast;
        let Some(element) = node.dyn_ref::<Element>() else {
            if node.node_type() == Node::TEXT_NODE {
                out.push_str(&escaped(&node.text_content().unwrap_or_default()));
            }
            return;
        };
        let tag = element.local_name();
        let id = self.style(element, &tag, around);
        match tag.as_str() {
            "g" => {
                let within = self.children(element, Some(id));
                // What only says what it would be is not there.
                if within.contains("/>") || within.contains("</text>") {
                    let place = place(element);
                    for part in ["<g", &place, ">", &within, "</g>\n"] {
                        out.push_str(part);
                    }
                }
            }
            "title" => {
                let text = escaped(&element.text_content().unwrap_or_default());
                for part in ["<title>", &text, "</title>"] {
                    out.push_str(part);
                }
            }
            "text" | "tspan" => {
                let style = self.styles[id].clone();
                let (place, within) = match style.down {
                    Some(size) => downwards(element, size),
                    None => (place(element), self.children(element, Some(id))),
                };
                let fill = style.fill.as_deref().unwrap_or(" fill=\"none\"");
                // Not every viewer can draw an outline behind its letters; all can draw it first.
                if let Some(stroke) = style.stroke.as_ref().filter(|_| tag == "text") {
                    let halo = [" fill=\"none\"", stroke, " aria-hidden=\"true\""].concat();
                    for part in ["<text", &place, &style.font, &halo, ">", &within, "</text>"] {
                        out.push_str(part);
                    }
                }
                for part in ["<", &tag, &place, &style.font, fill, ">", &within, "</", &tag, ">"] {
                    out.push_str(part);
                }
            }
            _ => {
                let style = &self.styles[id];
                let is_empty = element.get_attribute("d").is_some_and(|path| path.is_empty());
                if is_empty || (style.fill.is_none() && style.stroke.is_none()) {
                    return;
                }
                let fill = style.fill.as_deref().unwrap_or(" fill=\"none\"");
                for part in ["<", &tag, &place(element), fill, style.stroke.as_deref().unwrap_or_default(), "/>"] {
                    out.push_str(part);
                }
            }
        }
    }

    fn style(&mut self, element: &Element, tag: &str, around: Option<usize>) -> usize {
        let class = element.get_attribute("class").unwrap_or_default();
        let key = (around, [tag, " ", &class].concat());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let computed = window().get_computed_style(element).ok().flatten();
        let style = computed.map_or_else(Style::default, |it| Style::of(&it, tag));
        self.styles.push(Rc::new(style));
        self.known.insert(key, self.styles.len() - 1);
        self.styles.len() - 1
    }
}

impl Style {
    fn of(computed: &CssStyleDeclaration, tag: &str) -> Style {
        let get = |name: &str| computed.get_property_value(name).unwrap_or_default();
        let mut font = String::new();
        if tag == "text" || tag == "tspan" {
            let family = if get("font-family").contains("monospace") { "monospace" } else { "sans-serif" };
            let size = get("font-size");
            for (name, value) in [
                ("font-family", family),
                ("font-size", size.trim_end_matches("px")),
                ("font-weight", &get("font-weight")),
            ] {
                attribute(&mut font, name, value);
            }
        }
        // A line has nothing that could be filled.
        let fill = painted("fill", &get("fill")).filter(|_| tag != "line");
        let stroke = painted("stroke", &get("stroke")).map(|mut stroke| {
            for (name, usual) in [
                ("stroke-width", "1"),
                ("stroke-dasharray", "none"),
                ("stroke-linecap", "butt"),
                ("stroke-linejoin", "miter"),
            ] {
                let value = get(name).replace("px", "");
                if value != usual {
                    attribute(&mut stroke, name, &value);
                }
            }
            stroke
        });
        let is_down = !font.is_empty() && get("writing-mode").starts_with("vertical");
        let down = is_down.then(|| get("font-size").trim_end_matches("px").parse().unwrap_or(11.0));
        Style { fill, stroke, font, down }
    }
}

/// A paint as an attribute, unless nobody sees it. Browsers write colours as `rgb(1, 2, 3)`, which not every viewer reads.
fn painted(name: &str, paint: &str) -> Option<String> {
    let numbers = paint.strip_prefix("rgb").map(|rest| rest.trim_start_matches('a').trim_matches(['(', ')']));
    let colour = match numbers {
        None if paint == "none" || paint.is_empty() => return None,
        None => paint.to_owned(),
        Some(numbers) => {
            let mut parts = numbers.split(", ");
            let mut colour = "#".to_owned();
            for part in parts.by_ref().take(3) {
                colour.push_str(&format!("{:02x}", part.parse::<u8>().unwrap_or_default()));
            }
            if parts.next() == Some("0") {
                return None;
            }
            colour
        }
    };
    let mut out = String::new();
    attribute(&mut out, name, &colour);
    Some(out)
}

/// A text that runs downwards, without what only browsers know of that: letters are turned, and Chinese characters stand
/// below each other.
fn downwards(element: &Element, size: f64) -> (String, String) {
    let at = |name| element.get_attribute(name).unwrap_or_default();
    let (x, y, text) = (at("x"), at("y"), element.text_content().unwrap_or_default());
    let of_place = [" x=\"", &x, "\" y=\"", &y, "\""].concat();
    if text.is_ascii() {
        let turn = [" dy=\"", &px(size * 0.35), "\" transform=\"rotate(90 ", &x, " ", &y, ")\""].concat();
        return (of_place + &turn, escaped(&text));
    }
    let (mut out, step) = (String::new(), px(size * 1.1));
    for letter in text.chars() {
        let letter = escaped(letter.encode_utf8(&mut [0; 4]));
        for part in ["<tspan x=\"", &x, "\" dy=\"", &step, "\">", &letter, "</tspan>"] {
            out.push_str(part);
        }
    }
    (of_place + " text-anchor=\"middle\"", out)
}

/// Where an element is, as attributes.
fn place(element: &Element) -> String {
    let mut out = String::new();
    for name in PLACE {
        if let Some(value) = element.get_attribute(name) {
            attribute(&mut out, name, &value);
        }
    }
    out
}

fn attribute(out: &mut String, name: &str, value: &str) {
    for part in [" ", name, "=\"", &escaped(value), "\""] {
        out.push_str(part);
    }
}

/// A text as it stands in XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_as_every_viewer_reads_them_and_nothing_that_nobody_sees() {
        assert_eq!(painted("fill", "rgb(10, 95, 180)").as_deref(), Some(" fill=\"#0a5fb4\""));
        assert_eq!(painted("stroke", "none"), None);
        assert_eq!(painted("fill", "rgba(0, 0, 0, 0)"), None);
    }

    #[test]
    fn what_stands_in_a_text_ends_no_element() {
        assert_eq!(escaped("a<b & \"c\">"), "a&lt;b &amp; &quot;c&quot;&gt;");
    }
}
