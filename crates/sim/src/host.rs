//! A host at work: its sockets, its application, and whether it has power.

use std::net::SocketAddr;

use tcp::{Event, Rule, State, Status, Transition, Transmit};
use wire::Seq;

use crate::application::Application;
use crate::sockets::Sockets;
use crate::{AppStatus, Scenario, Side};

#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) sockets: Sockets,
    pub(crate) application: Application,
    /// Resets that answer what belongs to no connection, until they are sent, and to whom if that is not the peer.
    pub(crate) strays: Vec<(Option<SocketAddr>, Transmit)>,
    /// Segments sent so far.
    pub(crate) sent: u32,
    /// SEG.SEQ of the last of them.
    pub(crate) last_seq: Option<Seq>,
    /// Whether it has power.
    pub(crate) is_on: bool,
    /// The latest snapshot.
    pub(crate) snapshot: u32,
    /// The latest status of its listener, among the run's.
    pub(crate) listener: Option<u32>,
}

impl Host {
    pub(crate) fn new(scenario: &Scenario, side: Side) -> Host {
        Host {
            sockets: Sockets::new(scenario, side),
            application: Application::new(scenario.host(side).program.clone()),
            strays: Vec::new(),
            sent: 0,
            last_seq: None,
            is_on: true,
            snapshot: side as u32,
            listener: None,
        }
    }

    /// What it knows.
    pub(crate) fn look(&self) -> (Status, AppStatus) {
        (self.sockets.status(), self.application.status())
    }

    /// All that it knew is gone. The change of state is told, if there is one.
    pub(crate) fn lose_power(&mut self, scenario: &Scenario, side: Side) -> Option<Event> {
        let state = self.sockets.status().state;
        self.sockets = Sockets::new(scenario, side);
        self.application.stop();
        self.strays.clear();
        self.is_on = false;
        self.listener = None;
        let transition = Some(Transition { from: state, to: State::Closed }).filter(|_| state != State::Closed);
        transition.is_some().then_some(Event { rule: Rule::MemoryLost { state }, transition })
    }
}
