// Checks a page with axe-core against WCAG 2 A and AA.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Fails with every violation, the rule and the elements at fault; `within` narrows it to one part of the page, and with
 * `rules` only these are looked at, which need not be of the standard.
 */
export async function assertAccessible(page, { within, rules } = {}) {
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.addScriptTag({ path: AXE });
  }
  const violations = await page.evaluate(
    async ([selector, runOnly]) => {
      const result = await window.axe.run(selector ?? document, { runOnly });
      return result.violations.map(({ id, help, nodes }) => ({
        rule: `${id}: ${help}`,
        at: nodes.map((node) => `${node.target.join(" ")} (${node.failureSummary})`),
      }));
    },
    [within, rules ? { type: "rule", values: rules } : { type: "tag", values: STANDARD }],
  );
  assert.deepEqual(violations, [], "the page must be accessible");
}
