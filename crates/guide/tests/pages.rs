//! The pages for teachers say the same in both languages, and lead nowhere that is not there.

use guide::{Block, Guide, Page, Span, files, unpacked};

fn guides() -> Vec<Guide> {
    files().into_iter().map(|(name, octets)| unpacked(octets).expect(&name)).collect()
}

/// What a page is built of, whatever its words.
fn shape(page: &Page) -> Vec<String> {
    let told = |block: &Block| match block {
        Block::Heading(level, _) => format!("heading {level}"),
        Block::Paragraph(_) => "paragraph".into(),
        Block::List(is_numbered, items) => format!("list of {}, numbered: {is_numbered}", items.len()),
        Block::Code(_) => "code".into(),
        Block::Table(rows) => format!("table of {} by {}", rows.len(), rows[0].len()),
    };
    page.blocks.iter().map(told).collect()
}

fn lines(page: &Page) -> Vec<&Vec<Span>> {
    let mut lines = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Heading(_, line) | Block::Paragraph(line) => lines.push(line),
            Block::List(_, items) => lines.extend(items),
            Block::Table(rows) => lines.extend(rows.iter().flatten()),
            Block::Code(_) => {}
        }
    }
    lines
}

#[test]
fn every_page_is_there_in_both_languages_and_built_alike() {
    let [en, zh] = &guides()[..] else { panic!("two languages") };
    let names = |guide: &Guide| guide.pages.iter().map(|page| page.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(en), names(zh));
    for (one, other) in en.pages.iter().zip(&zh.pages) {
        assert_eq!(shape(one), shape(other), "{}", one.name);
        assert!(!other.title.is_ascii(), "{} is in Chinese", other.title);
    }
}

#[test]
fn every_link_leads_to_a_page_and_every_page_is_linked() {
    for guide in guides() {
        let exists = |name: &str| guide.pages.iter().any(|page| page.name == name);
        let mut linked = vec!["index"];
        for page in &guide.pages {
            for span in lines(page).into_iter().flatten() {
                if let Span::Page(name, words) = span {
                    assert!(exists(name), "{} links {name}", page.name);
                    assert!(!words.is_empty(), "{} links {name} by no word", page.name);
                    linked.push(name);
                }
            }
        }
        for page in &guide.pages {
            assert!(linked.contains(&page.name.as_str()), "{} is linked from nowhere", page.name);
        }
    }
}

#[test]
fn files_that_are_named_are_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for guide in guides() {
        for page in &guide.pages {
            for span in lines(page).into_iter().flatten() {
                if let Span::Code(name) = span
                    && name.starts_with("docs/")
                {
                    assert!(root.join(name).exists(), "{} names {name}", page.name);
                }
            }
        }
    }
}

#[test]
fn the_files_are_small_enough_to_be_fetched_for_a_question() {
    for (name, octets) in files() {
        assert!(octets.len() < 60_000, "{name} has {} octets", octets.len());
        assert_eq!(unpacked(&octets[..octets.len() / 2]), None, "half of {name} is nothing");
    }
}
