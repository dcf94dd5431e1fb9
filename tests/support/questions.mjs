// The lessons' questions: which segment each asks for, and what is right, counted by hand from both sides' ISS.
import { control, idOf, part, rows, show, toEnd, isPlaying } from "./stage.mjs";

const wrap = (number) => number >>> 0;

/** By lesson, in their order. `right` is a function of the ISS of the client and of the server. */
export const QUESTIONS = {
  handshake: [
    { segment: "s1", right: (client) => ({ ack: wrap(client + 1), flags: "SYN,ACK" }) },
    { segment: "c2", right: (client, server) => ({ seq: wrap(client + 1), ack: wrap(server + 1), flags: "ACK" }) },
    { segment: "c3", right: (client, server) => ({ seq: wrap(client + 1), ack: wrap(server + 1) }) },
  ],
  // 100 octets arrive, 200 are lost, 150 arrive, and the 200 come again.
  "lost-segment": [
    { segment: "c3", right: (client, server) => ({ seq: wrap(client + 1), ack: wrap(server + 1) }) },
    { segment: "s3", right: (client, server) => ({ seq: wrap(server + 1), ack: wrap(client + 101), flags: "ACK" }) },
    { segment: "c6", right: (client, server) => ({ seq: wrap(client + 101), ack: wrap(server + 1) }) },
    { segment: "s4", right: (client, server) => ({ seq: wrap(server + 1), ack: wrap(client + 451) }) },
  ],
  // The client sends 100 octets and the server 50.
  "four-way-close": [
    { segment: "c4", right: (client, server) => ({ seq: wrap(client + 101), ack: wrap(server + 1), flags: "FIN,ACK" }) },
    { segment: "s3", right: (client, server) => ({ seq: wrap(server + 1), ack: wrap(client + 102), flags: "ACK" }) },
    { segment: "s5", right: (client, server) => ({ seq: wrap(server + 51), ack: wrap(client + 102), flags: "FIN,ACK" }) },
    { segment: "c6", right: (client, server) => ({ seq: wrap(client + 102), ack: wrap(server + 52), flags: "ACK" }) },
  ],
};

/** The link to a lesson's question `index`: those before it are answered with zeros, all that they ask for. */
export function linkTo(lesson, index, rest = {}) {
  const zeros = ({ right }) => {
    const asked = right(0, 0);
    return ["seq", "ack", "flags"].map((part) => (part in asked ? 0 : "-")).join(".");
  };
  const answers = QUESTIONS[lesson].slice(0, index).map((question, before) => ["answer", `${before}.${zeros(question)}`]);
  const link = [["lesson", lesson], ["mode", "predict"], ...answers, ...Object.entries({ lang: "en", ...rest })];
  return new URLSearchParams(link).toString();
}

/** Shows a lesson's whole run: its rows by their segments, and the ISS of each side. */
export async function wholeRun(page, lesson) {
  await show(page, { lesson, lang: "en" });
  await toEnd(page);
  const all = await rows(page);
  const iss = (side) => Number(all.find((row) => row.side === side && row.flags.includes("SYN")).seq);
  return { rows: Object.fromEntries(all.map((row) => [idOf(row), row])), client: iss("client"), server: iss("server") };
}

/** Goes on to the next question, which is then open. */
export async function goToQuestion(page) {
  await control(page, "go-to-question").click();
  await part(page, "question", `[data-open="true"]`).waitFor();
}

/** Fills in an answer; `flags` as `SYN,ACK`. What is not given is left as it is. */
export async function fillIn(page, { seq, ack, flags }) {
  for (const [name, value] of Object.entries({ seq, ack })) {
    if (value !== undefined) {
      await page.locator(`[data-answer="${name}"]`).fill(String(value));
    }
  }
  for (const flag of flags?.split(",") ?? []) {
    await page.locator(`[data-flag="${flag}"]`).click();
  }
}

/** Fills in an answer, locks it, waits until its segment has moved, and reads what is said of it, part by part. */
export async function answer(page, given) {
  await fillIn(page, given);
  return lock(page);
}

/** The blanks of the open question by their names, in order. */
export const blanks = (page) =>
  page.evaluate(() => [...document.querySelectorAll("[data-blank]")].map(({ dataset }) => dataset.blank));

/** Fills in every blank: with what is given, or else with a number or a state that is as good as any. */
export async function fillInAll(page, given) {
  for (const name of await blanks(page)) {
    const field = page.locator(`[data-answer="${name}"]`);
    if (name === "flags") {
      await fillIn(page, { flags: given.flags });
    } else if (name.startsWith("state")) {
      await field.selectOption(given[name] ?? "CLOSING");
    } else {
      await field.fill(String(given[name] ?? 1));
    }
  }
}

/** Locks the answer, waits until its segment has moved, and reads what is said of it, part by part. */
export async function lock(page) {
  await control(page, "lock").click();
  await part(page, "verdict").waitFor();
  await isPlaying(page, false);
  return page.evaluate(() =>
    Object.fromEntries(window.stage.parts("judged").map(({ dataset }) => [dataset.ask, { ...dataset }])),
  );
}
