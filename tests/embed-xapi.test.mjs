// The page launched by cmi5: each statement is one that a record store takes, and a store that fails is no trouble.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createRequire } from "node:module";
import { answerIn, theHosts } from "./support/hosts.mjs";
import { begin, fillIn, goOn, handIn } from "./support/sheet.mjs";
import { control, part } from "./support/stage.mjs";
import { keepQuiet } from "./support/quiet.mjs";
import { serveSite } from "./support/site.mjs";

const { statement: check } = createRequire(import.meta.url)("@learninglocker/xapi-validation/dist/factory.js");

const ACTOR = { objectType: "Agent", account: { homePage: "https://lms.example", name: "learner-7" } };
const ACTIVITY = "https://course.example/tcp/handshake";
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";

// The published page alone has a policy and a service worker.
const BUILT = process.env.SITE === undefined;
const published = { skip: !BUILT && "only the published page" };

const store = { statements: [], headers: [], status: 200, launch: {}, wishes: {}, registration: "", earlier: [] };
let launches = 0;

const ALLOWED = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PUT",
  "access-control-allow-headers": "authorization, content-type, x-experience-api-version",
};

function reply(response, status, body) {
  response.writeHead(status, { ...ALLOWED, "content-type": "application/json" }).end(JSON.stringify(body));
}

async function takeStatements(request, response) {
  if (request.method === "OPTIONS") return reply(response, 204);
  if (request.method === "GET") {
    const wanted = new URL(request.url, "http://store").searchParams;
    assert.equal(wanted.get("registration"), store.registration);
    assert.equal(wanted.get("activity"), ACTIVITY);
    return reply(response, 200, { statements: store.earlier.filter((verb) => wanted.get("verb").endsWith(`/${verb}`)).map(() => ({})), more: "" });
  }
  let body = "";
  for await (const piece of request) body += piece;
  store.headers.push(request.headers);
  // That somebody has gone may arrive once another is there.
  const statements = JSON.parse(body).filter(({ context }) => context.registration === store.registration);
  if (store.status === 200) store.statements.push(...statements);
  reply(response, store.status, []);
}

const hosts = theHosts({
  files: {
    "/fetch": (request, response) => reply(response, request.method === "OPTIONS" ? 204 : 200, { "auth-token": "c2VjcmV0" }),
    "/xapi/activities/state": (request, response) =>
      request.method === "OPTIONS"
        ? reply(response, 204)
        : reply(response, 200, { launchMode: "Normal", contextTemplate: { extensions: { [SESSION]: "s-1" } }, ...store.launch }),
    "/xapi/agents/profile": (request, response) => {
      const { searchParams } = new URL(request.url, "http://store");
      assert.equal(searchParams.get("profileId"), "cmi5LearnerPreferences");
      assert.deepEqual(JSON.parse(searchParams.get("agent")), ACTOR);
      reply(response, request.method === "OPTIONS" ? 204 : 200, store.wishes);
    },
    "/xapi/statements": (request, response) => takeStatements(request, response),
  },
});

/** Opens the page as a platform launches it; `more` are other parameters, or other values of those. */
async function open(more = {}, { status = 200, launch = {}, wishes = {}, earlier = [], isKept = false, at = hosts.site } = {}) {
  const host = await hosts.open("");
  const page = await host.context().newPage();
  if (isKept) {
    await page.goto(hosts.site);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }
  launches += 1;
  const registration = `9c1a1a7e-0b1f-4a51-8d6f-${String(launches).padStart(12, "0")}`;
  Object.assign(store, { statements: [], headers: [], status, launch, wishes, registration, earlier });
  if (status === 200) keepQuiet(page, [hosts.home.slice(0, -1)]);
  page.asked = [];
  page.on("request", (request) => page.asked.push(request.url()));
  const query = {
    lesson: "handshake",
    mode: "predict",
    lang: "en",
    endpoint: `${hosts.home}xapi/`,
    fetch: `${hosts.home}fetch`,
    actor: JSON.stringify(ACTOR),
    registration,
    activityId: ACTIVITY,
    ...more,
  };
  for (const [name, value] of Object.entries(query)) if (value === undefined) delete query[name];
  await page.goto(`${at}?${new URLSearchParams(query)}`);
  await page.locator('[data-part="transport"], [data-part="sheet"]').waitFor();
  page.finish = async () => {
    await page.context().close();
    page.assertQuiet?.();
  };
  return page;
}

const verbs = () => store.statements.map(({ verb }) => verb.id.split("/").at(-1));

/** Waits until a statement with this verb has arrived. */
async function stated(page, verb) {
  for (let turn = 0; !verbs().includes(verb); turn += 1) {
    assert.ok(turn < 200, `“${verb}” after ${verbs()}`);
    // The store is on this side: each turn is one of the browser's.
    await page.context().pages()[0].evaluate(() => new Promise((turn) => setTimeout(turn, 50)));
  }
}

async function answerAll(page) {
  for (let question = 0; question < 3; question += 1) {
    await page.locator('[data-control="go-to-question"]').click();
    await answerIn(page);
  }
}

test("each kind of statement is one that a record store takes, in the order in which things happened", async () => {
  const page = await open({ pass: "50" }, { launch: { masteryScore: 0.8 } });
  await stated(page, "initialized");
  await answerAll(page);
  await stated(page, "failed");
  await page.goto("about:blank");
  await stated(page, "terminated");
  const said = verbs();
  assert.equal(said[0], "initialized");
  assert.equal(said.at(-1), "terminated");
  assert.equal(said.filter((verb) => verb === "answered").length, 7);
  for (const statement of store.statements) {
    assert.deepEqual(check(statement, ["statement"]).map((warning) => warning.constructor.name + JSON.stringify(warning)), [], statement.verb.id);
    assert.deepEqual(statement.actor, ACTOR);
    assert.equal(statement.context.registration, store.registration);
    assert.equal(statement.context.extensions[SESSION], "s-1");
  }
  const answered = store.statements.find(({ verb }) => verb.id.endsWith("/answered"));
  assert.equal(answered.object.definition.type, "http://adlnet.gov/expapi/activities/cmi.interaction");
  assert.equal(answered.object.definition.interactionType, "numeric");
  assert.equal(typeof answered.result.response, "string");
  assert.ok(Object.keys(answered.result.extensions ?? {}).every((key) => URL.canParse(key)));
  const failed = store.statements.find(({ verb }) => verb.id.endsWith("/failed"));
  assert.equal(failed.context.extensions["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"], 0.8, "the platform's mark counts");
  assert.ok(store.headers.every(({ authorization }) => authorization === "Basic c2VjcmV0"));
  assert.ok(store.headers.every((headers) => headers["x-experience-api-version"] === "1.0.3"));
  assert.equal(new Set(store.statements.map(({ id }) => id)).size, store.statements.length);
  await page.finish();
});

test("without a mark to reach nothing is passed or failed", async () => {
  const page = await open();
  await answerAll(page);
  await stated(page, "completed");
  assert.ok(!verbs().some((verb) => ["passed", "failed"].includes(verb)));
  await page.finish();
});

test("who hands in a sheet without an answer has failed with a score of 0, where there is a mark", async () => {
  const page = await open({ lesson: undefined, mode: "quiz", count: "2", seed: "7", pass: "1" });
  await stated(page, "initialized");
  await begin(page);
  await handIn(page);
  await stated(page, "failed");
  const failed = store.statements.find(({ verb }) => verb.id.endsWith("/failed"));
  assert.deepEqual(check(failed, ["statement"]), []);
  assert.deepEqual([failed.result.success, failed.result.score], [false, { scaled: 0 }]);
  await page.finish();
});

test("somebody who only browses states that they were there", async () => {
  const page = await open({}, { launch: { launchMode: "Browse" } });
  await stated(page, "initialized");
  await answerAll(page);
  await page.goto("about:blank");
  await stated(page, "terminated");
  assert.deepEqual(verbs(), ["initialized", "terminated"]);
  await page.finish();
});

test("a look at the run of a question completes nothing; the end of the sheet does, and the next learner begins anew", async () => {
  const sheet = { mode: "quiz", count: 1, seed: 7, skills: "ack", level: 1, attempts: 1 };
  const page = await open(sheet);
  await stated(page, "initialized");
  await begin(page);
  await fillIn(page, ["1"]);
  await control(page, "quiz-watch").click();
  await part(page, "transport").waitFor();
  await control(page, "end").click();
  await stated(page, "answered");
  await page.locator('[data-choice="quiz"]').click();
  assert.ok(!verbs().includes("completed"));
  await goOn(page);
  await stated(page, "completed");
  const address = new URL(page.asked.find((url) => url.includes("registration=")));
  store.registration = "9c1a1a7e-0b1f-4a51-8d6f-ffffffffffff";
  address.searchParams.set("registration", store.registration);
  await page.goto(address.href);
  await control(page, "sheet-begin").waitFor();
  await begin(page);
  await handIn(page);
  await page.reload();
  await part(page, "sheet-results").waitFor();
  await page.finish();
});

test("that the learner has gone arrives from a browser that keeps the site, too", published, async () => {
  const page = await open({}, { isKept: true });
  await stated(page, "initialized");
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
  await page.goto("about:blank");
  await stated(page, "terminated");
  await page.finish();
});

test("under the policy that the build prints statements are sent once it has the store's address", published, async (context) => {
  const policy = readFileSync(new URL("../dist-servers/csp.txt", import.meta.url), "utf8").trim();
  const more = policy.replace("connect-src 'self'", `connect-src 'self' ${new URL(hosts.home).origin}`);
  assert.notEqual(more, policy);
  const site = await serveSite({ headers: () => ({ "content-security-policy": more }) });
  context.after(() => site.close());
  const page = await open({}, { at: site.url });
  await stated(page, "initialized");
  await page.finish();
});

test("the end and the mark are stated once under a registration, whichever visit it was", async () => {
  const page = await open({ pass: "10" }, { earlier: ["completed", "passed"] });
  await stated(page, "initialized");
  await answerAll(page);
  await page.goto("about:blank");
  await stated(page, "terminated");
  assert.deepEqual([...new Set(verbs())], ["initialized", "answered", "terminated"]);
  await page.finish();
});

test("the language is the learner's as the platform knows it, unless the link says one", async () => {
  const page = await open({ lang: undefined }, { wishes: { languagePreference: "fr-FR,zh-CN,en" } });
  await page.locator('html[lang^="zh"]').waitFor({ state: "attached" });
  await page.finish();
  const other = await open({}, { wishes: { languagePreference: "zh-CN" } });
  await stated(other, "initialized");
  assert.equal(await other.locator("html").getAttribute("lang"), "en");
  await other.finish();
});

test("the way back that the platform gives is a link, and to leave by it is stated", async () => {
  const page = await open({}, { launch: { returnURL: `${hosts.home}course` } });
  await page.locator('[data-control="host-return"]').click();
  await page.waitForURL(`${hosts.home}course`);
  await stated(page, "terminated");
  await page.context().close();
  const other = await open({}, { launch: { returnURL: "javascript:alert(1)" } });
  await stated(other, "initialized");
  assert.equal(await other.locator('[data-control="host-return"]').count(), 0);
  await other.finish();
});

test("what could not be stated is once the store can be reached again, and all that came after", async () => {
  const page = await open({ lesson: "slow-start", ask: "every" }, { status: 503 });
  await page.locator('[data-part="host-trouble"]').waitFor();
  await page.locator('[data-control="host-dismiss"]').click();
  const answer = async (questions) => {
    for (let question = 0; question < questions; question += 1) {
      await page.locator('[data-control="go-to-question"]').click();
      await answerIn(page);
    }
  };
  // More than a browser lets a page send as it goes.
  await answer(30);
  store.status = 200;
  await answer(1);
  const answered = () => verbs().filter((verb) => verb === "answered").length;
  for (let turn = 0; answered() < 80; turn += 1) {
    assert.ok(turn < 200, `${answered()} statements`);
    await page.evaluate(() => new Promise((turn) => setTimeout(turn, 50)));
  }
  assert.equal(verbs()[0], "initialized");
  assert.ok(JSON.stringify(store.statements).length > 65_536);
  await page.context().close();
});

test("a store that refuses is told of once, and nothing is held up", async () => {
  for (const status of [403, 500]) {
    const page = await open({}, { status });
    await page.locator('[data-part="host-trouble"]').waitFor();
    await page.locator('[data-control="host-dismiss"]').click();
    await answerAll(page);
    assert.equal(await page.locator('[data-part="verdict"]').count(), 1);
    await page.context().close();
  }
});

for (const [name, value] of [
  ["endpoint", "javascript:alert(1)"],
  ["fetch", "nowhere"],
  ["actor", "{}"],
  ["actor", `<img src=x onerror="window.harmed=1">`],
  ["registration", "1"],
  ["activityId", ""],
]) {
  test(`a launch with ${name} = ${value || "nothing"} is told to be unusable, and asks nobody for anything`, async () => {
    const page = await open({ [name]: value });
    await page.locator('[data-part="notices"]').getByText(name).waitFor();
    assert.ok(page.asked.every((url) => !url.startsWith(hosts.home)), page.asked.join());
    assert.equal(await page.evaluate(() => window.harmed), undefined);
    await page.finish();
  });
}

test("what a launch says is in no state, and in no way to the whole page", async () => {
  const page = await open({ ui: "min" });
  const link = await page.locator('[data-control="open-full"]').getAttribute("href");
  assert.match(link, /lesson=handshake/);
  assert.doesNotMatch(link, /endpoint|fetch|actor|registration|learner/);
  await page.finish();
});
