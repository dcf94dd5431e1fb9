//! What each event does after the peer's FIN: CLOSE-WAIT, CLOSING, LAST-ACK and TIME-WAIT (RFC 9293 section 3.10.7.4).

use tcp::State::*;

use crate::Row;

/// CLOSE-WAIT. The peer's FIN is acknowledged and three octets are under way: SND.UNA = 1, SND.NXT = 4, RCV.NXT = 2.
///
/// "FIN" is here and in the states below a second one, beyond the first. To the letter of the eighth step RCV.NXT
/// would pass it too, but nothing can follow a FIN: it is ignored as text is.
#[rustfmt::skip]
pub(crate) const CLOSE_WAIT: &[Row] = &[
    ("SYN",                       "ACK seq=4 ack=2",                  CloseWait, "Unacceptable"),
    ("SYN in the window",         "ACK seq=4 ack=2",                  CloseWait, "SynChallenged"),
    ("SYN+ACK",                   "ACK seq=4 ack=2",                  CloseWait, "Unacceptable"),
    ("ACK too old",               "ACK seq=4 ack=2",                  CloseWait, "AckUnacceptable"),
    ("ACK old",                   "silence",                          CloseWait, ""),
    ("ACK good",                  "silence",                          CloseWait, "AckAdvances"),
    ("ACK future",                "ACK seq=4 ack=2",                  CloseWait, "AckUnacceptable"),
    ("text in order",             "silence",                          CloseWait, "TextAfterFin"),
    ("text out of order",         "silence",                          CloseWait, "TextAfterFin"),
    ("text outside the window",   "ACK seq=4 ack=2",                  CloseWait, "Unacceptable"),
    ("text without ACK",          "silence",                          CloseWait, "WithoutAck"),
    ("FIN",                       "silence",                          CloseWait, ""),
    ("FIN again",                 "ACK seq=4 ack=2",                  CloseWait, "Unacceptable"),
    ("FIN that acknowledges all", "silence",                          CloseWait, "AckAdvances"),
    ("RST exact",                 "silence",                          Closed,    "Reset"),
    ("RST+ACK exact",             "silence",                          Closed,    "Reset"),
    ("RST in the window",         "ACK seq=4 ack=2",                  CloseWait, "ResetChallenged"),
    ("RST outside the window",    "silence",                          CloseWait, "Unacceptable"),
    ("no flags",                  "silence",                          CloseWait, "WithoutAck"),
    ("URG",                       "silence",                          CloseWait, "AckRepeats"),

    ("OPEN passive",              "error: connection already exists", CloseWait, ""),
    ("OPEN active",               "error: connection already exists", CloseWait, ""),
    ("SEND",                      "ok: PSH,ACK seq=4 ack=2 len=1",    CloseWait, "TextQueued"),
    ("RECEIVE",                   "error: connection closing",        CloseWait, ""),
    ("CLOSE",                     "ok: FIN,ACK seq=4 ack=2",          LastAck,   "Close"),
    ("RELEASE",                   "ok: FIN,ACK seq=4 ack=2",          LastAck,   "Close"),
    ("ABORT",                     "ok: RST seq=4",                    Closed,    "Abort"),
    ("STATUS",                    "ok",                               CloseWait, ""),

    ("retransmission timer",      "PSH,ACK seq=1 ack=2 len=3",        CloseWait, "RetransmissionTimeout"),
    ("persist timer",             "ACK seq=1 ack=2 len=1",            CloseWait, "WindowProbe"),
    ("delayed-ACK timer",         "does not run",                     CloseWait, ""),
    ("silly-window timer",        "ACK seq=1 ack=2 len=300",          CloseWait, "SillyWindowOverridden"),
    ("keep-alive timer",          "ACK seq=0 ack=2",                  CloseWait, "KeepAliveProbe"),
    ("user timer",                "silence",                          Closed,    "UserTimeout"),
    ("FIN-WAIT-2 timer",          "does not run",                     CloseWait, ""),
    ("TIME-WAIT timer",           "does not run",                     CloseWait, ""),
];

/// CLOSING. Both FINs have crossed: SND.UNA = 1, SND.NXT = 2, RCV.NXT = 2. The persist and silly-window timers run where CLOSE
/// came before all text could go out.
#[rustfmt::skip]
pub(crate) const CLOSING: &[Row] = &[
    ("SYN",                       "ACK seq=2 ack=2",                  Closing,  "Unacceptable"),
    ("SYN in the window",         "ACK seq=2 ack=2",                  Closing,  "SynChallenged"),
    ("SYN+ACK",                   "ACK seq=2 ack=2",                  Closing,  "Unacceptable"),
    ("ACK too old",               "ACK seq=2 ack=2",                  Closing,  "AckUnacceptable"),
    ("ACK old",                   "silence",                          Closing,  ""),
    ("ACK good",                  "silence",                          TimeWait, "FinAcknowledged"),
    ("ACK future",                "ACK seq=2 ack=2",                  Closing,  "AckUnacceptable"),
    ("text in order",             "silence",                          Closing,  "TextAfterFin"),
    ("text out of order",         "silence",                          Closing,  "TextAfterFin"),
    ("text outside the window",   "ACK seq=2 ack=2",                  Closing,  "Unacceptable"),
    ("text without ACK",          "silence",                          Closing,  "WithoutAck"),
    ("FIN",                       "silence",                          Closing,  ""),
    ("FIN again",                 "ACK seq=2 ack=2",                  Closing,  "Unacceptable"),
    ("FIN that acknowledges all", "silence",                          TimeWait, "FinAcknowledged"),
    ("RST exact",                 "silence",                          Closed,   "Reset"),
    ("RST+ACK exact",             "silence",                          Closed,   "Reset"),
    ("RST in the window",         "ACK seq=2 ack=2",                  Closing,  "ResetChallenged"),
    ("RST outside the window",    "silence",                          Closing,  "Unacceptable"),
    ("no flags",                  "silence",                          Closing,  "WithoutAck"),
    ("URG",                       "silence",                          Closing,  "AckRepeats"),

    ("OPEN passive",              "error: connection already exists", Closing,  ""),
    ("OPEN active",               "error: connection already exists", Closing,  ""),
    ("SEND",                      "error: connection closing",        Closing,  ""),
    ("RECEIVE",                   "error: connection closing",        Closing,  ""),
    ("CLOSE",                     "error: connection closing",        Closing,  ""),
    ("RELEASE",                   "ok",                               Closing,  ""),
    ("ABORT",                     "ok",                               Closed,   "Abort"),
    ("STATUS",                    "ok",                               Closing,  ""),

    ("retransmission timer",      "FIN,ACK seq=1 ack=2",              Closing,  "RetransmissionTimeout"),
    ("persist timer",             "ACK seq=1 ack=2 len=1",            Closing,  "WindowProbe"),
    ("delayed-ACK timer",         "does not run",                     Closing,  ""),
    ("silly-window timer",        "ACK seq=1 ack=2 len=300",          Closing,  "SillyWindowOverridden"),
    ("keep-alive timer",          "silence",                          Closing,  ""),
    ("user timer",                "silence",                          Closed,   "UserTimeout"),
    ("FIN-WAIT-2 timer",          "does not run",                     Closing,  ""),
    ("TIME-WAIT timer",           "does not run",                     Closing,  ""),
];

/// LAST-ACK. Our FIN follows the peer's: SND.UNA = 1, SND.NXT = 2, RCV.NXT = 2. All text has gone out before it.
#[rustfmt::skip]
pub(crate) const LAST_ACK: &[Row] = &[
    ("SYN",                       "ACK seq=2 ack=2",                  LastAck, "Unacceptable"),
    ("SYN in the window",         "ACK seq=2 ack=2",                  LastAck, "SynChallenged"),
    ("SYN+ACK",                   "ACK seq=2 ack=2",                  LastAck, "Unacceptable"),
    ("ACK too old",               "ACK seq=2 ack=2",                  LastAck, "AckUnacceptable"),
    ("ACK old",                   "silence",                          LastAck, ""),
    ("ACK good",                  "silence",                          Closed,  "FinAcknowledged"),
    ("ACK future",                "ACK seq=2 ack=2",                  LastAck, "AckUnacceptable"),
    ("text in order",             "silence",                          LastAck, "TextAfterFin"),
    ("text out of order",         "silence",                          LastAck, "TextAfterFin"),
    ("text outside the window",   "ACK seq=2 ack=2",                  LastAck, "Unacceptable"),
    ("text without ACK",          "silence",                          LastAck, "WithoutAck"),
    ("FIN",                       "silence",                          LastAck, ""),
    ("FIN again",                 "ACK seq=2 ack=2",                  LastAck, "Unacceptable"),
    ("FIN that acknowledges all", "silence",                          Closed,  "FinAcknowledged"),
    ("RST exact",                 "silence",                          Closed,  "Reset"),
    ("RST+ACK exact",             "silence",                          Closed,  "Reset"),
    ("RST in the window",         "ACK seq=2 ack=2",                  LastAck, "ResetChallenged"),
    ("RST outside the window",    "silence",                          LastAck, "Unacceptable"),
    ("no flags",                  "silence",                          LastAck, "WithoutAck"),
    ("URG",                       "silence",                          LastAck, "AckRepeats"),

    ("OPEN passive",              "error: connection already exists", LastAck, ""),
    ("OPEN active",               "error: connection already exists", LastAck, ""),
    ("SEND",                      "error: connection closing",        LastAck, ""),
    ("RECEIVE",                   "error: connection closing",        LastAck, ""),
    ("CLOSE",                     "error: connection closing",        LastAck, ""),
    ("RELEASE",                   "ok",                               LastAck, ""),
    ("ABORT",                     "ok",                               Closed,  "Abort"),
    ("STATUS",                    "ok",                               LastAck, ""),

    ("retransmission timer",      "FIN,ACK seq=1 ack=2",              LastAck, "RetransmissionTimeout"),
    ("persist timer",             "does not run",                     LastAck, ""),
    ("delayed-ACK timer",         "does not run",                     LastAck, ""),
    ("silly-window timer",        "does not run",                     LastAck, ""),
    ("keep-alive timer",          "silence",                          LastAck, ""),
    ("user timer",                "silence",                          Closed,  "UserTimeout"),
    ("FIN-WAIT-2 timer",          "does not run",                     LastAck, ""),
    ("TIME-WAIT timer",           "does not run",                     LastAck, ""),
];

/// TIME-WAIT. SND.UNA = SND.NXT = 2, RCV.NXT = 2. A SYN does not open a new connection from here (MAY-2).
#[rustfmt::skip]
pub(crate) const TIME_WAIT: &[Row] = &[
    ("SYN",                       "ACK seq=2 ack=2",                  TimeWait, "Unacceptable"),
    ("SYN in the window",         "ACK seq=2 ack=2",                  TimeWait, "SynChallenged"),
    ("SYN+ACK",                   "ACK seq=2 ack=2",                  TimeWait, "Unacceptable"),
    ("ACK too old",               "ACK seq=2 ack=2",                  TimeWait, "AckUnacceptable"),
    ("ACK old",                   "silence",                          TimeWait, ""),
    ("ACK good",                  "silence",                          TimeWait, ""),
    ("ACK future",                "ACK seq=2 ack=2",                  TimeWait, "AckUnacceptable"),
    ("text in order",             "silence",                          TimeWait, "TextAfterFin"),
    ("text out of order",         "silence",                          TimeWait, "TextAfterFin"),
    ("text outside the window",   "ACK seq=2 ack=2",                  TimeWait, "Unacceptable"),
    ("text without ACK",          "silence",                          TimeWait, "WithoutAck"),
    ("FIN",                       "silence",                          TimeWait, ""),
    ("FIN again",                 "ACK seq=2 ack=2",                  TimeWait, "FinAgainInTimeWait"),
    ("FIN that acknowledges all", "silence",                          TimeWait, ""),
    ("RST exact",                 "silence",                          Closed,   "Reset"),
    ("RST+ACK exact",             "silence",                          Closed,   "Reset"),
    ("RST in the window",         "ACK seq=2 ack=2",                  TimeWait, "ResetChallenged"),
    ("RST outside the window",    "silence",                          TimeWait, "Unacceptable"),
    ("no flags",                  "silence",                          TimeWait, "WithoutAck"),
    ("URG",                       "silence",                          TimeWait, ""),

    ("OPEN passive",              "error: connection already exists", TimeWait, ""),
    ("OPEN active",               "error: connection already exists", TimeWait, ""),
    ("SEND",                      "error: connection closing",        TimeWait, ""),
    ("RECEIVE",                   "error: connection closing",        TimeWait, ""),
    ("CLOSE",                     "error: connection closing",        TimeWait, ""),
    ("RELEASE",                   "ok",                               TimeWait, ""),
    ("ABORT",                     "ok",                               Closed,   "Abort"),
    ("STATUS",                    "ok",                               TimeWait, ""),

    ("retransmission timer",      "does not run",                     TimeWait, ""),
    ("persist timer",             "does not run",                     TimeWait, ""),
    ("delayed-ACK timer",         "does not run",                     TimeWait, ""),
    ("silly-window timer",        "does not run",                     TimeWait, ""),
    ("keep-alive timer",          "does not run",                     TimeWait, ""),
    ("user timer",                "does not run",                     TimeWait, ""),
    ("FIN-WAIT-2 timer",          "does not run",                     TimeWait, ""),
    ("TIME-WAIT timer",           "silence",                          Closed,   "TimeWaitOver"),
];
