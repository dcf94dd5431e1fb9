// A link to a transfer of some 3000 entries, as the example `transfers` of `lessons` writes it.
export const TRANSFER =
  "2.wAACChEwMjowMDowMDowMDowMTowYYCAA6n3wv0OAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAIDAMuVNQYFxjNkFBEwMjowMDowMDowMDowMjoxNFCc6MWwAwAAAcC2AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAAQUGHh4AZAECAAAAAAAAAAAA";

// One call of `send` in the program of the one who sends, as it stands in the octets of the link.
const SEND = Buffer.from([3, 0, 0xcb, 0x95, 0x35]);

/** A link to a transfer that is so many times as long. */
export function longer(times) {
  const [version, octets] = TRANSFER.split(".");
  const scenario = Buffer.from(octets, "base64url");
  const at = scenario.indexOf(SEND);
  // How many calls there are stands before the first of them, `connect`.
  const calls = scenario[at - 2] + times - 1;
  const before = Buffer.concat([scenario.subarray(0, at - 2), Buffer.from([calls]), scenario.subarray(at - 1, at)]);
  const sends = Array.from({ length: times }, () => SEND);
  return `${version}.${Buffer.concat([before, ...sends, scenario.subarray(at + SEND.length)]).toString("base64url")}`;
}
