import { expect, test } from "vitest";
import type { RuleHint } from "@/lib/contract/failover-detail";
import { describeHint } from "./describe-hint";

const HINT: RuleHint = {
  ...{ hint: "cannot_fire", tier: "t", region: "r", model: "m", count: 120, needs: 400 },
  ...{ percentile: null, since: "2026-03-01T00:00:00Z" },
};
const advice = (hint: Partial<RuleHint>) => describeHint({ ...HINT, ...hint }, "UTC").replace(/^.*it needs\. /, "");

test("a rule that cannot fire is never advised to judge a percentile by fewer samples than it needs", () => {
  expect(advice({})).toBe("Lower “Min requests” or raise “Window (seconds)”.");
  expect(advice({ percentile: { name: "p99", needed: 299 } })).toBe(
    "Raise “Window (seconds)”, or choose a lower percentile: p99 needs 299 samples.",
  );
  expect(advice({ count: 310, percentile: { name: "p99", needed: 299 } })).toBe(
    "Raise “Window (seconds)”, or lower “Min requests”, to no less than 299: p99 needs 299 samples.",
  );
});
