// Decodes a capture with tshark, which owes nothing to the engine that made it; it verifies every checksum.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

// By default tshark takes a checksum on trust, and counts sequence numbers from 0.
const OPTIONS = [
  "tcp.check_checksum:TRUE",
  "ip.check_checksum:TRUE",
  "udp.check_checksum:TRUE",
  "tcp.relative_sequence_numbers:FALSE",
];

// A lesson's bytes are no web page, whatever the port: tshark is not to find fault with them as one.
const AS_PLAIN_BYTES = ["-d", "tcp.port==1-65535,data"];

const FIELDS = [
  "frame.time_relative",
  "ip.src",
  "ip.dst",
  "tcp.srcport",
  "tcp.dstport",
  "tcp.seq_raw",
  "tcp.ack_raw",
  "tcp.len",
  "tcp.flags",
  "tcp.window_size_value",
  "ip.checksum.status",
  "tcp.checksum.status",
  "_ws.malformed",
  "_ws.expert.severity",
  "_ws.expert.message",
];

const FLAGS = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];
const CHECKSUM = { 0: "bad", 1: "good", 2: "unverified", 3: "not-present" };
const SEVERITY_ERROR = 8 * 1024 * 1024;
const BETWEEN_FIELDS = "\t";
const BETWEEN_VALUES = "\u001f";

/**
 * The segments of a capture in their order, each as
 * `{ time, source: { address, port }, destination: { address, port }, seq, ack, len, flags, window,
 *    ipChecksum, tcpChecksum, errors }`:
 * `time` in seconds since the first, `seq` and `ack` as they stand in the header, `flags` as an array such as
 * `["SYN", "ACK"]`, a checksum as `good`, `bad`, `unverified` or `not-present`, and `errors` what tshark finds
 * malformed or in error.
 */
export async function decode(file) {
  const args = ["-r", file, "-n", "-T", "fields", ...AS_PLAIN_BYTES];
  args.push("-E", "separator=/t", "-E", "occurrence=a", "-E", `aggregator=${BETWEEN_VALUES}`);
  args.push(...OPTIONS.flatMap((option) => ["-o", option]), ...FIELDS.flatMap((field) => ["-e", field]));
  const { stdout } = await run("tshark", args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout.split("\n").filter(Boolean).map(readLine);
}

// Names of hosts are those that stand in the file; nobody else is asked.
const NAMES_OF_FILE = ["-N", "n", "-o", "nameres.use_external_name_resolver:FALSE"];

/** What tshark says of these fields, for each packet of a capture: an object of texts. */
export async function fieldsOf(file, names) {
  const args = ["-r", file, "-T", "fields", ...AS_PLAIN_BYTES, ...NAMES_OF_FILE, "-E", "separator=/t", "-E", "occurrence=f"];
  const { stdout } = await run("tshark", [...args, ...names.flatMap((name) => ["-e", name])], { maxBuffer: 64 * 1024 * 1024 });
  const lines = stdout.split("\n").filter(Boolean).map((line) => line.split(BETWEEN_FIELDS));
  return lines.map((texts) => Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""])));
}

function readLine(line) {
  const texts = line.split(BETWEEN_FIELDS);
  const field = Object.fromEntries(FIELDS.map((name, index) => [name, texts[index] ?? ""]));
  const bits = Number(field["tcp.flags"]);
  return {
    time: Number(field["frame.time_relative"]),
    source: { address: field["ip.src"], port: number(field["tcp.srcport"]) },
    destination: { address: field["ip.dst"], port: number(field["tcp.dstport"]) },
    seq: number(field["tcp.seq_raw"]),
    ack: number(field["tcp.ack_raw"]),
    len: number(field["tcp.len"]),
    flags: FLAGS.filter((_, bit) => bits & (1 << bit)),
    window: number(field["tcp.window_size_value"]),
    ipChecksum: checksum(field["ip.checksum.status"]),
    tcpChecksum: checksum(field["tcp.checksum.status"]),
    errors: errorsIn(field),
  };
}

/** An empty field is a field that the packet does not have. */
function number(text) {
  return text === "" ? undefined : Number(text);
}

/** Versions of tshark differ in whether they give a number or a word. */
function checksum(text) {
  return CHECKSUM[text] ?? (text.toLowerCase() || "not-present");
}

function errorsIn(field) {
  const messages = field["_ws.expert.message"].split(BETWEEN_VALUES);
  const severities = field["_ws.expert.severity"].split(BETWEEN_VALUES).map(Number);
  const errors = messages.filter((_, index) => severities[index] >= SEVERITY_ERROR);
  return field["_ws.malformed"] === "" ? errors : ["malformed packet", ...errors];
}
