//! Writes each lesson's run as a capture, one file a lesson, for another program to decode: every segment as its sender
//! put it on the wire, lost or not, in the order of the page's table. And in a folder for each language the files that the
//! command line writes of it, under the names that the page gives them.

use std::error::Error;
use std::path::PathBuf;

use capture::{LinkType, Point, Writer};
use export::Format;
use lessons::explain::Context;
use lessons::{Lang, Numbering, Numbers};
use sim::{Timeline, Vantage, run};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: captures FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for lesson in lessons::catalogue() {
        let timeline = run(&lesson.scenario);
        std::fs::write(folder.join(format!("{}.pcapng", lesson.id)), capture(&timeline)?)?;
        for lang in Lang::ALL {
            let folder = folder.join(lang.code());
            std::fs::create_dir_all(&folder)?;
            let numbers = Numbers::new(Numbering::Absolute, &lesson.scenario);
            let context = Context { timeline: &timeline, numbers, lang };
            let points = Point::ALL.map(|point| (format!("{}-{}", lesson.id, point.name()), Format::PcapNg(point)));
            let others = [Format::Trace, Format::Json].map(|format| (lesson.id.clone(), format));
            for (name, format) in points.into_iter().chain(others) {
                let file = folder.join(format!("{name}.{}", format.ending()));
                std::fs::write(file, export::whole(format, &context)?)?;
            }
        }
    }
    Ok(())
}

fn capture(timeline: &Timeline) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = Writer::new("SYN·ACKademy");
    let sent_there = writer.interface(LinkType::ETHERNET, "as sent");
    for sent in &timeline.transmissions {
        let octets = timeline.scenario.octets(sent, Vantage::Sender)?;
        writer.packet(sent_there, sent.sent.0, &octets, None);
    }
    Ok(writer.finish())
}
