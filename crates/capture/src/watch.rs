//! A conversation as an observer looks at it: what each segment tells of both ends.

use observer::{Finding, Observer, Vantage, Verdict};

use crate::{Checksum, Observed, Opened};

impl Opened {
    /// What is inferred from each segment in turn, if they were captured at `vantage`. Each verdict has the index of its
    /// segment.
    pub fn watch(&self, vantage: Vantage) -> impl Iterator<Item = Verdict> + '_ {
        let mut observer = self.observer(vantage);
        self.segments.iter().map(move |seen| seen.show(&mut observer))
    }

    /// An observer at `vantage`, before the first segment.
    #[must_use]
    pub fn observer(&self, vantage: Vantage) -> Observer {
        match &self.conversation.earlier {
            Some(earlier) => Observer::after(vantage, earlier),
            None => Observer::new(vantage),
        }
    }

    /// The numbers of the packets in the file that show `finding`.
    #[must_use]
    pub fn evidence(&self, finding: &Finding) -> Vec<u32> {
        let number = |index| Some(self.segments.get(usize::try_from(index).ok()?)?.header.place.number);
        finding.evidence.iter().filter_map(number).collect()
    }
}

impl Observed {
    /// Shows the segment to an observer of its conversation.
    pub fn show(&self, observer: &mut Observer) -> Verdict {
        let header = &self.header;
        observer.push(&observer::Observed {
            at: header.at,
            from: self.from,
            seq: header.seq,
            ack: header.ack,
            flags: header.flags,
            accurate_ecn: header.reserved & 1 != 0,
            window: header.window,
            urgent: header.urgent,
            text_len: header.len,
            options: &header.options.readable(),
            options_cut: header.options.is_cut(),
            checksum_bad: header.checksum == Checksum::Bad,
        })
    }
}
