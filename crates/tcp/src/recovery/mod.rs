//! stub
use crate::{Section, send_queue::SendQueue};
use serde::{Deserialize, Serialize};
use wire::Seq;
#[derive(Clone, Debug)]
pub(crate) struct Recovery;
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
/// stub
pub enum RecoveryRule {
    /// s
    Stub,
}
impl RecoveryRule {
    /// s
    pub fn section(&self) -> Section {
        Section { rfc: 6582, section: "3.2" }
    }
}
impl Recovery {
    pub(crate) fn new(_: bool) -> Recovery {
        Recovery
    }
    pub(crate) fn begin(&mut self, _: Seq) {}
    pub(crate) fn sent_again(&mut self, q: &mut SendQueue, seq: Seq) {
        q.sent_again(seq)
    }
    pub(crate) fn sent_new(&mut self, _: u32) {}
    pub(crate) fn recovery_point(&self) -> Option<Seq> {
        None
    }
}
