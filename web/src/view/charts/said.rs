//! What a point of a chart is, and what the charts come to, in a line.

use lessons::Lang;

use super::plots::{Chart, Point};
use super::scale::{octets, time};
use super::series::{Sample, Sent, Series, instant, is_damaged};
use crate::labels::charts::{ChartsLabels, charts};
use crate::labels::ladder::{ladder, time_line};
use crate::model::Model;
use crate::view::ladder::facts::sayings;
use crate::view::pixels::whole;

/// A moment as the rest of the page writes it.
pub(super) fn moment(ms: f64, lang: Lang) -> String {
    time_line(instant(ms).0, lang)
}

/// A whole number of octets.
pub(super) fn count(value: f64) -> String {
    whole(value).to_string()
}

/// A length of time.
pub(super) fn span(ms: f64) -> String {
    time(ms, ms >= 1000.0)
}

/// What became of a segment, as far as it is known at `at`.
pub(super) fn fate(model: &Model, labels: &ChartsLabels, sent: &Sent, at: f64) -> String {
    let lost = sent
        .lost
        .filter(|lost| *lost <= at)
        .map(|_| if is_damaged(&model.timeline, sent.transmission) { labels.damaged } else { labels.lost });
    let words: Vec<&str> = sent.again.then_some(labels.again).into_iter().chain(lost).collect();
    words.join(labels.comma)
}

/// What a point is.
pub(super) fn said(model: &Model, series: &Series, point: Point, hides: bool) -> Option<String> {
    let labels = charts(model.view.lang);
    let at = super::millis(model.cursor.at);
    Some(match point.chart {
        Chart::Sequence => {
            let sent = series.segments.get(point.index)?;
            let transmission = model.timeline.transmissions.get(sent.transmission)?;
            let mut said = (ladder(model.view.lang).segment)(transmission.id);
            if !hides {
                said.push_str(labels.colon);
                said.push_str(&sayings(transmission, &model.numbers())[0]);
            }
            for text in [labels.comma, labels.sent_at, &moment(sent.at, model.view.lang)] {
                said.push_str(text);
            }
            let fate = fate(model, labels, sent, at);
            if !fate.is_empty() {
                said.push_str(labels.comma);
                said.push_str(&fate);
            }
            said
        }
        Chart::Window => {
            let sample = series.samples.get(point.index)?;
            let mut said = [labels.at, &moment(sample.at, model.view.lang)].concat();
            if hides {
                return Some(said);
            }
            for text in window(labels, sample) {
                said.push_str(labels.comma);
                said.push_str(&text);
            }
            said
        }
        Chart::Times => {
            let trip = series.round_trips.get(point.index)?;
            let mut said = [
                labels.at,
                &moment(trip.at, model.view.lang),
                labels.comma,
                labels.round_trip,
                " ",
                &span(trip.sample),
            ]
            .concat();
            if let Some(tcb) = series.at(trip.at).and_then(|sample| sample.tcb) {
                for (name, value) in [("SRTT ", tcb.srtt), ("RTO ", tcb.rto)] {
                    if let Some(value) = value {
                        said.push_str(&[labels.comma, name, &span(value)].concat());
                    }
                }
            }
            said
        }
    })
}

/// The parts of what a sender knew.
fn window(labels: &ChartsLabels, sample: &Sample) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(window) = sample.congestion {
        parts.push(["cwnd ", &count(window.cwnd)].concat());
        parts.extend(window.ssthresh.map(|ssthresh| ["ssthresh ", &count(ssthresh)].concat()));
    }
    parts.extend(sample.tcb.map(|tcb| [labels.in_flight, " ", &count(tcb.flight)].concat()));
    parts.extend(sample.congestion.map(|window| labels.stage(window.stage.name()).0.to_owned()));
    parts
}

/// What was sent up to the cursor, and how things stand there.
pub(super) fn summary(model: &Model, series: &Series, at: f64, hides: bool) -> String {
    let labels = charts(model.view.lang);
    let (segments, sent, again, lost) = series.counts(at);
    if hides {
        return labels.hidden.into();
    }
    if segments == 0 {
        return labels.nothing.into();
    }
    let numbers = [moment(at, model.view.lang), segments.to_string(), count(sent), again.to_string(), lost.to_string()];
    let mut said = (labels.summary)(labels.way(model.view.sender), numbers.each_ref().map(String::as_str));
    if let Some(Sample { tcb: Some(tcb), congestion: Some(window), .. }) = series.at(at) {
        let mut add = |name: &str, value: String| said.push_str(&[" ", name, " ", &value].concat());
        add("cwnd", octets(window.cwnd));
        if let Some(srtt) = tcb.srtt {
            add("· SRTT", span(srtt));
        }
        if let Some(rto) = tcb.rto {
            add("· RTO", span(rto));
        }
    }
    said
}

/// The entry that a point is about.
pub(super) fn entry_of(model: &Model, series: &Series, point: Point) -> Option<usize> {
    Some(match point.chart {
        Chart::Sequence => {
            let sent = series.segments.get(point.index)?;
            model.timeline.transmissions.get(sent.transmission)?.entry as usize
        }
        Chart::Window => series.samples.get(point.index)?.entry,
        Chart::Times => series.round_trips.get(point.index)?.entry,
    })
}
