//! What each event does as long as the peer may send text: ESTABLISHED, FIN-WAIT-1 and FIN-WAIT-2
//! (RFC 9293 section 3.10.7.4).

use tcp::State::*;

use crate::Row;

/// ESTABLISHED. Three octets are under way: SND.UNA = 1, SND.NXT = 4, RCV.NXT = 1.
#[rustfmt::skip]
pub(crate) const ESTABLISHED: &[Row] = &[
    ("SYN",                       "ACK seq=4 ack=1",                  Established, "Unacceptable"),
    ("SYN in the window",         "ACK seq=4 ack=1",                  Established, "SynChallenged"),
    ("SYN+ACK",                   "ACK seq=4 ack=1",                  Established, "Unacceptable"),
    ("ACK too old",               "ACK seq=4 ack=1",                  Established, "AckUnacceptable"),
    ("ACK old",                   "silence",                          Established, ""),
    ("ACK good",                  "silence",                          Established, "AckAdvances"),
    ("ACK future",                "ACK seq=4 ack=1",                  Established, "AckUnacceptable"),
    ("text in order",             "ACK seq=4 ack=4",                  Established, "TextAccepted"),
    ("text out of order",         "ACK seq=4 ack=1",                  Established, "OutOfOrder"),
    ("text outside the window",   "ACK seq=4 ack=1",                  Established, "Unacceptable"),
    ("text without ACK",          "silence",                          Established, "WithoutAck"),
    ("FIN",                       "ACK seq=4 ack=2",                  CloseWait,   "FinArrived"),
    ("FIN again",                 "ACK seq=4 ack=1",                  Established, "Unacceptable"),
    ("FIN that acknowledges all", "ACK seq=4 ack=2",                  CloseWait,   "FinArrived"),
    ("RST exact",                 "silence",                          Closed,      "Reset"),
    ("RST+ACK exact",             "silence",                          Closed,      "Reset"),
    ("RST in the window",         "ACK seq=4 ack=1",                  Established, "ResetChallenged"),
    ("RST outside the window",    "silence",                          Established, "Unacceptable"),
    ("no flags",                  "silence",                          Established, "WithoutAck"),
    ("URG",                       "silence",                          Established, "UrgentArrived"),

    ("OPEN passive",              "error: connection already exists", Established, ""),
    ("OPEN active",               "error: connection already exists", Established, ""),
    ("SEND",                      "ok: PSH,ACK seq=4 ack=1 len=1",    Established, "TextQueued"),
    ("RECEIVE",                   "ok",                               Established, ""),
    ("CLOSE",                     "ok: FIN,ACK seq=4 ack=1",          FinWait1,    "Close"),
    ("RELEASE",                   "ok: FIN,ACK seq=4 ack=1",          FinWait1,    "Close"),
    ("ABORT",                     "ok: RST seq=4",                    Closed,      "Abort"),
    ("STATUS",                    "ok",                               Established, ""),

    ("retransmission timer",      "PSH,ACK seq=1 ack=1 len=3",        Established, "RetransmissionTimeout"),
    ("persist timer",             "ACK seq=1 ack=1 len=1",            Established, "WindowProbe"),
    ("delayed-ACK timer",         "ACK seq=1 ack=4",                  Established, "AckDelayOver"),
    ("silly-window timer",        "ACK seq=1 ack=1 len=300",          Established, "SillyWindowOverridden"),
    ("keep-alive timer",          "ACK seq=0 ack=1",                  Established, "KeepAliveProbe"),
    ("user timer",                "silence",                          Closed,      "UserTimeout"),
    ("FIN-WAIT-2 timer",          "does not run",                     Established, ""),
    ("TIME-WAIT timer",           "does not run",                     Established, ""),
];

/// FIN-WAIT-1. Our FIN is under way: SND.UNA = 1, SND.NXT = 2, RCV.NXT = 1. The keep-alive timer leaves the asking to the FIN.
#[rustfmt::skip]
pub(crate) const FIN_WAIT_1: &[Row] = &[
    ("SYN",                       "ACK seq=2 ack=1",                  FinWait1, "Unacceptable"),
    ("SYN in the window",         "ACK seq=2 ack=1",                  FinWait1, "SynChallenged"),
    ("SYN+ACK",                   "ACK seq=2 ack=1",                  FinWait1, "Unacceptable"),
    ("ACK too old",               "ACK seq=2 ack=1",                  FinWait1, "AckUnacceptable"),
    ("ACK old",                   "silence",                          FinWait1, ""),
    ("ACK good",                  "silence",                          FinWait2, "FinAcknowledged"),
    ("ACK future",                "ACK seq=2 ack=1",                  FinWait1, "AckUnacceptable"),
    ("text in order",             "ACK seq=2 ack=4",                  FinWait1, "TextAccepted"),
    ("text out of order",         "ACK seq=2 ack=1",                  FinWait1, "OutOfOrder"),
    ("text outside the window",   "ACK seq=2 ack=1",                  FinWait1, "Unacceptable"),
    ("text without ACK",          "silence",                          FinWait1, "WithoutAck"),
    ("FIN",                       "ACK seq=2 ack=2",                  Closing,  "FinArrived"),
    ("FIN again",                 "ACK seq=2 ack=1",                  FinWait1, "Unacceptable"),
    ("FIN that acknowledges all", "ACK seq=2 ack=2",                  TimeWait, "FinArrived"),
    ("RST exact",                 "silence",                          Closed,   "Reset"),
    ("RST+ACK exact",             "silence",                          Closed,   "Reset"),
    ("RST in the window",         "ACK seq=2 ack=1",                  FinWait1, "ResetChallenged"),
    ("RST outside the window",    "silence",                          FinWait1, "Unacceptable"),
    ("no flags",                  "silence",                          FinWait1, "WithoutAck"),
    ("URG",                       "silence",                          FinWait1, "UrgentArrived"),

    ("OPEN passive",              "error: connection already exists", FinWait1, ""),
    ("OPEN active",               "error: connection already exists", FinWait1, ""),
    ("SEND",                      "error: connection closing",        FinWait1, ""),
    ("RECEIVE",                   "ok",                               FinWait1, ""),
    ("CLOSE",                     "error: connection closing",        FinWait1, ""),
    ("RELEASE",                   "ok",                               FinWait1, ""),
    ("ABORT",                     "ok: RST seq=2",                    Closed,   "Abort"),
    ("STATUS",                    "ok",                               FinWait1, ""),

    ("retransmission timer",      "FIN,ACK seq=1 ack=1",              FinWait1, "RetransmissionTimeout"),
    ("persist timer",             "ACK seq=1 ack=1 len=1",            FinWait1, "WindowProbe"),
    ("delayed-ACK timer",         "ACK seq=2 ack=4",                  FinWait1, "AckDelayOver"),
    ("silly-window timer",        "ACK seq=1 ack=1 len=300",          FinWait1, "SillyWindowOverridden"),
    ("keep-alive timer",          "silence",                          FinWait1, ""),
    ("user timer",                "silence",                          Closed,   "UserTimeout"),
    ("FIN-WAIT-2 timer",          "does not run",                     FinWait1, ""),
    ("TIME-WAIT timer",           "does not run",                     FinWait1, ""),
];

/// FIN-WAIT-2. Our FIN is acknowledged: SND.UNA = SND.NXT = 2, RCV.NXT = 1. Nothing is under way, so no user timer runs.
#[rustfmt::skip]
pub(crate) const FIN_WAIT_2: &[Row] = &[
    ("SYN",                       "ACK seq=2 ack=1",                  FinWait2, "Unacceptable"),
    ("SYN in the window",         "ACK seq=2 ack=1",                  FinWait2, "SynChallenged"),
    ("SYN+ACK",                   "ACK seq=2 ack=1",                  FinWait2, "Unacceptable"),
    ("ACK too old",               "ACK seq=2 ack=1",                  FinWait2, "AckUnacceptable"),
    ("ACK old",                   "silence",                          FinWait2, ""),
    ("ACK good",                  "silence",                          FinWait2, ""),
    ("ACK future",                "ACK seq=2 ack=1",                  FinWait2, "AckUnacceptable"),
    ("text in order",             "ACK seq=2 ack=4",                  FinWait2, "TextAccepted"),
    ("text out of order",         "ACK seq=2 ack=1",                  FinWait2, "OutOfOrder"),
    ("text outside the window",   "ACK seq=2 ack=1",                  FinWait2, "Unacceptable"),
    ("text without ACK",          "silence",                          FinWait2, "WithoutAck"),
    ("FIN",                       "ACK seq=2 ack=2",                  TimeWait, "FinArrived"),
    ("FIN again",                 "ACK seq=2 ack=1",                  FinWait2, "Unacceptable"),
    ("FIN that acknowledges all", "ACK seq=2 ack=2",                  TimeWait, "FinArrived"),
    ("RST exact",                 "silence",                          Closed,   "Reset"),
    ("RST+ACK exact",             "silence",                          Closed,   "Reset"),
    ("RST in the window",         "ACK seq=2 ack=1",                  FinWait2, "ResetChallenged"),
    ("RST outside the window",    "silence",                          FinWait2, "Unacceptable"),
    ("no flags",                  "silence",                          FinWait2, "WithoutAck"),
    ("URG",                       "silence",                          FinWait2, "UrgentArrived"),

    ("OPEN passive",              "error: connection already exists", FinWait2, ""),
    ("OPEN active",               "error: connection already exists", FinWait2, ""),
    ("SEND",                      "error: connection closing",        FinWait2, ""),
    ("RECEIVE",                   "ok",                               FinWait2, ""),
    ("CLOSE",                     "error: connection closing",        FinWait2, ""),
    ("RELEASE",                   "ok",                               FinWait2, ""),
    ("ABORT",                     "ok: RST seq=2",                    Closed,   "Abort"),
    ("STATUS",                    "ok",                               FinWait2, ""),

    ("retransmission timer",      "does not run",                     FinWait2, ""),
    ("persist timer",             "does not run",                     FinWait2, ""),
    ("delayed-ACK timer",         "ACK seq=2 ack=4",                  FinWait2, "AckDelayOver"),
    ("silly-window timer",        "does not run",                     FinWait2, ""),
    ("keep-alive timer",          "ACK seq=1 ack=1",                  FinWait2, "KeepAliveProbe"),
    ("user timer",                "does not run",                     FinWait2, ""),
    ("FIN-WAIT-2 timer",          "silence",                          Closed,   "FinWait2Over"),
    ("TIME-WAIT timer",           "does not run",                     FinWait2, ""),
];
