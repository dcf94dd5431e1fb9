//! What each event does before both sides' numbers are known and acknowledged: CLOSED, LISTEN, SYN-SENT and
//! SYN-RECEIVED.

use tcp::State::*;

use crate::Row;

/// CLOSED. There is no TCB. Sections 3.10.7.1 and 3.5.2: a reset takes its number from the ACK, or begins at zero and
/// acknowledges the whole segment. STATUS gives the state where the RFC has an error, since the page shows it.
#[rustfmt::skip]
pub(crate) const CLOSED: &[Row] = &[
    ("SYN",                       "RST,ACK seq=0 ack=1",              Closed,  "NoConnection"),
    ("SYN in the window",         "RST,ACK seq=0 ack=6",              Closed,  "NoConnection"),
    ("SYN+ACK",                   "RST seq=1",                        Closed,  "NoConnection"),
    ("ACK too old",               "RST seq=-1001",                    Closed,  "NoConnection"),
    ("ACK old",                   "RST seq=0",                        Closed,  "NoConnection"),
    ("ACK good",                  "RST seq=1",                        Closed,  "NoConnection"),
    ("ACK future",                "RST seq=2",                        Closed,  "NoConnection"),
    ("text in order",             "RST seq=1",                        Closed,  "NoConnection"),
    ("text out of order",         "RST seq=1",                        Closed,  "NoConnection"),
    ("text outside the window",   "RST seq=1",                        Closed,  "NoConnection"),
    ("text without ACK",          "RST,ACK seq=0 ack=3",              Closed,  "NoConnection"),
    ("FIN",                       "RST seq=1",                        Closed,  "NoConnection"),
    ("FIN again",                 "RST seq=1",                        Closed,  "NoConnection"),
    ("FIN that acknowledges all", "RST seq=1",                        Closed,  "NoConnection"),
    ("RST exact",                 "silence",                          Closed,  "ResetIgnored"),
    ("RST+ACK exact",             "silence",                          Closed,  "ResetIgnored"),
    ("RST in the window",         "silence",                          Closed,  "ResetIgnored"),
    ("RST outside the window",    "silence",                          Closed,  "ResetIgnored"),
    ("no flags",                  "RST,ACK seq=0 ack=0",              Closed,  "NoConnection"),
    ("URG",                       "RST seq=1",                        Closed,  "NoConnection"),

    ("OPEN passive",              "ok",                               Listen,  "PassiveOpen"),
    ("OPEN active",               "ok: SYN seq=0",                    SynSent, "ActiveOpen"),
    ("SEND",                      "error: connection does not exist", Closed,  ""),
    ("RECEIVE",                   "error: connection does not exist", Closed,  ""),
    ("CLOSE",                     "error: connection does not exist", Closed,  ""),
    ("RELEASE",                   "error: connection does not exist", Closed,  ""),
    ("ABORT",                     "error: connection does not exist", Closed,  ""),
    ("STATUS",                    "ok",                               Closed,  ""),

    ("retransmission timer",      "does not run",                     Closed,  ""),
    ("persist timer",             "does not run",                     Closed,  ""),
    ("delayed-ACK timer",         "does not run",                     Closed,  ""),
    ("silly-window timer",        "does not run",                     Closed,  ""),
    ("keep-alive timer",          "does not run",                     Closed,  ""),
    ("user timer",                "does not run",                     Closed,  ""),
    ("FIN-WAIT-2 timer",          "does not run",                     Closed,  ""),
    ("TIME-WAIT timer",           "does not run",                     Closed,  ""),
];

/// LISTEN. A passive OPEN that knows its peer. Section 3.10.7.2. The RFC names no answer to a second passive OPEN: there is a
/// connection already.
#[rustfmt::skip]
pub(crate) const LISTEN: &[Row] = &[
    ("SYN",                       "SYN,ACK seq=0 ack=1",              SynReceived, "SynInListen"),
    ("SYN in the window",         "SYN,ACK seq=0 ack=6",              SynReceived, "SynInListen"),
    ("SYN+ACK",                   "RST seq=1",                        Listen,      "AckInListen"),
    ("ACK too old",               "RST seq=-1001",                    Listen,      "AckInListen"),
    ("ACK old",                   "RST seq=0",                        Listen,      "AckInListen"),
    ("ACK good",                  "RST seq=1",                        Listen,      "AckInListen"),
    ("ACK future",                "RST seq=2",                        Listen,      "AckInListen"),
    ("text in order",             "RST seq=1",                        Listen,      "AckInListen"),
    ("text out of order",         "RST seq=1",                        Listen,      "AckInListen"),
    ("text outside the window",   "RST seq=1",                        Listen,      "AckInListen"),
    ("text without ACK",          "silence",                          Listen,      "NothingForListen"),
    ("FIN",                       "RST seq=1",                        Listen,      "AckInListen"),
    ("FIN again",                 "RST seq=1",                        Listen,      "AckInListen"),
    ("FIN that acknowledges all", "RST seq=1",                        Listen,      "AckInListen"),
    ("RST exact",                 "silence",                          Listen,      "ResetIgnored"),
    ("RST+ACK exact",             "silence",                          Listen,      "ResetIgnored"),
    ("RST in the window",         "silence",                          Listen,      "ResetIgnored"),
    ("RST outside the window",    "silence",                          Listen,      "ResetIgnored"),
    ("no flags",                  "silence",                          Listen,      "NothingForListen"),
    ("URG",                       "RST seq=1",                        Listen,      "AckInListen"),

    ("OPEN passive",              "error: connection already exists", Listen,      ""),
    ("OPEN active",               "ok: SYN seq=0",                    SynSent,     "ActiveOpen"),
    ("SEND",                      "ok: SYN seq=0",                    SynSent,     "SendOpensActively"),
    ("RECEIVE",                   "ok",                               Listen,      ""),
    ("CLOSE",                     "ok",                               Closed,      "CloseUnopened"),
    ("RELEASE",                   "ok",                               Closed,      "CloseUnopened"),
    ("ABORT",                     "ok",                               Closed,      "Abort"),
    ("STATUS",                    "ok",                               Listen,      ""),

    ("retransmission timer",      "does not run",                     Listen,      ""),
    ("persist timer",             "does not run",                     Listen,      ""),
    ("delayed-ACK timer",         "does not run",                     Listen,      ""),
    ("silly-window timer",        "does not run",                     Listen,      ""),
    ("keep-alive timer",          "does not run",                     Listen,      ""),
    ("user timer",                "does not run",                     Listen,      ""),
    ("FIN-WAIT-2 timer",          "does not run",                     Listen,      ""),
    ("TIME-WAIT timer",           "does not run",                     Listen,      ""),
];

/// SYN-SENT. Our SYN is under way: SND.UNA = 0, SND.NXT = 1. Section 3.10.7.3. Nothing is known of the peer's numbers.
#[rustfmt::skip]
pub(crate) const SYN_SENT: &[Row] = &[
    ("SYN",                       "SYN,ACK seq=0 ack=1",              SynReceived, "SimultaneousOpen"),
    ("SYN in the window",         "SYN,ACK seq=0 ack=6",              SynReceived, "SimultaneousOpen"),
    ("SYN+ACK",                   "ACK seq=1 ack=1",                  Established, "SynAckArrived"),
    ("ACK too old",               "RST seq=-1001",                    SynSent,     "BadAckInSynSent"),
    ("ACK old",                   "RST seq=0",                        SynSent,     "BadAckInSynSent"),
    ("ACK good",                  "silence",                          SynSent,     "NeitherSynNorReset"),
    ("ACK future",                "RST seq=2",                        SynSent,     "BadAckInSynSent"),
    ("text in order",             "silence",                          SynSent,     "NeitherSynNorReset"),
    ("text out of order",         "silence",                          SynSent,     "NeitherSynNorReset"),
    ("text outside the window",   "silence",                          SynSent,     "NeitherSynNorReset"),
    ("text without ACK",          "silence",                          SynSent,     "NeitherSynNorReset"),
    ("FIN",                       "silence",                          SynSent,     "NeitherSynNorReset"),
    ("FIN again",                 "silence",                          SynSent,     "NeitherSynNorReset"),
    ("FIN that acknowledges all", "silence",                          SynSent,     "NeitherSynNorReset"),
    ("RST exact",                 "silence",                          SynSent,     "ResetWithoutAck"),
    ("RST+ACK exact",             "silence",                          Closed,      "RefusedInSynSent"),
    ("RST in the window",         "silence",                          SynSent,     "ResetWithoutAck"),
    ("RST outside the window",    "silence",                          SynSent,     "ResetWithoutAck"),
    ("no flags",                  "silence",                          SynSent,     "NeitherSynNorReset"),
    ("URG",                       "silence",                          SynSent,     "NeitherSynNorReset"),

    ("OPEN passive",              "error: connection already exists", SynSent,     ""),
    ("OPEN active",               "error: connection already exists", SynSent,     ""),
    ("SEND",                      "ok",                               SynSent,     "TextQueued"),
    ("RECEIVE",                   "ok",                               SynSent,     ""),
    ("CLOSE",                     "ok",                               Closed,      "CloseUnopened"),
    ("RELEASE",                   "ok",                               Closed,      "CloseUnopened"),
    ("ABORT",                     "ok",                               Closed,      "Abort"),
    ("STATUS",                    "ok",                               SynSent,     ""),

    ("retransmission timer",      "SYN seq=0",                        SynSent,     "RetransmissionTimeout"),
    ("persist timer",             "does not run",                     SynSent,     ""),
    ("delayed-ACK timer",         "does not run",                     SynSent,     ""),
    ("silly-window timer",        "does not run",                     SynSent,     ""),
    ("keep-alive timer",          "does not run",                     SynSent,     ""),
    ("user timer",                "silence",                          Closed,      "UserTimeout"),
    ("FIN-WAIT-2 timer",          "does not run",                     SynSent,     ""),
    ("TIME-WAIT timer",           "does not run",                     SynSent,     ""),
];

/// SYN-RECEIVED. From LISTEN: SND.UNA = 0, SND.NXT = 1, RCV.NXT = 1. Section 3.10.7.4. A wrong ACK is reset in every state that is
/// not synchronized (section 3.5.2, group 2), whatever RFC 5961 section 5 says of the others.
#[rustfmt::skip]
pub(crate) const SYN_RECEIVED: &[Row] = &[
    ("SYN",                       "ACK seq=1 ack=1",                  SynReceived, "Unacceptable"),
    ("SYN in the window",         "silence",                          Listen,      "SynInSynReceived"),
    ("SYN+ACK",                   "ACK seq=1 ack=1",                  SynReceived, "Unacceptable"),
    ("ACK too old",               "RST seq=-1001",                    SynReceived, "BadAckInSynReceived"),
    ("ACK old",                   "RST seq=0",                        SynReceived, "BadAckInSynReceived"),
    ("ACK good",                  "silence",                          Established, "HandshakeAcknowledged"),
    ("ACK future",                "RST seq=2",                        SynReceived, "BadAckInSynReceived"),
    ("text in order",             "ACK seq=1 ack=4",                  Established, "TextAccepted"),
    ("text out of order",         "ACK seq=1 ack=1",                  Established, "OutOfOrder"),
    ("text outside the window",   "ACK seq=1 ack=1",                  SynReceived, "Unacceptable"),
    ("text without ACK",          "silence",                          SynReceived, "WithoutAck"),
    ("FIN",                       "ACK seq=1 ack=2",                  CloseWait,   "FinArrived"),
    ("FIN again",                 "ACK seq=1 ack=1",                  SynReceived, "Unacceptable"),
    ("FIN that acknowledges all", "ACK seq=1 ack=2",                  CloseWait,   "FinArrived"),
    ("RST exact",                 "silence",                          Listen,      "ResetInSynReceived"),
    ("RST+ACK exact",             "silence",                          Listen,      "ResetInSynReceived"),
    ("RST in the window",         "ACK seq=1 ack=1",                  SynReceived, "ResetChallenged"),
    ("RST outside the window",    "silence",                          SynReceived, "Unacceptable"),
    ("no flags",                  "silence",                          SynReceived, "WithoutAck"),
    ("URG",                       "silence",                          Established, "UrgentArrived"),

    ("OPEN passive",              "error: connection already exists", SynReceived, ""),
    ("OPEN active",               "error: connection already exists", SynReceived, ""),
    ("SEND",                      "ok",                               SynReceived, "TextQueued"),
    ("RECEIVE",                   "ok",                               SynReceived, ""),
    ("CLOSE",                     "ok: FIN,ACK seq=1 ack=1",          FinWait1,    "Close"),
    ("RELEASE",                   "ok: FIN,ACK seq=1 ack=1",          FinWait1,    "Close"),
    ("ABORT",                     "ok: RST seq=1",                    Closed,      "Abort"),
    ("STATUS",                    "ok",                               SynReceived, ""),

    ("retransmission timer",      "SYN,ACK seq=0 ack=1",              SynReceived, "RetransmissionTimeout"),
    ("persist timer",             "does not run",                     SynReceived, ""),
    ("delayed-ACK timer",         "does not run",                     SynReceived, ""),
    ("silly-window timer",        "does not run",                     SynReceived, ""),
    ("keep-alive timer",          "does not run",                     SynReceived, ""),
    ("user timer",                "silence",                          Closed,      "UserTimeout"),
    ("FIN-WAIT-2 timer",          "does not run",                     SynReceived, ""),
    ("TIME-WAIT timer",           "does not run",                     SynReceived, ""),
];
