//! Writes each lesson's run as a capture, one file a lesson, for another program to decode: every segment as its sender
//! put it on the wire, lost or not, in the order of the page's table.

use std::error::Error;
use std::path::PathBuf;

use capture::{LinkType, Writer};
use sim::{Timeline, Vantage, run};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: captures FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for lesson in lessons::catalogue() {
        let capture = capture(&run(&lesson.scenario))?;
        std::fs::write(folder.join(format!("{}.pcapng", lesson.id)), capture)?;
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
