import { expect, test } from "vitest";
import type { ChangeInput } from "@/lib/contract/what-if";
import { DEFAULT_BASELINE } from "@/lib/domain/what-if/baseline";
import { checkNumber } from "./check-number";
import { changeText, describeChange, describeStep, rangeText } from "./describe-what-if";
import { modelText, newChange, presetsFor, readChanges, readModel } from "./scenario";

const KINDS = ["model", "price", "cache", "shift", "capacity"] as const;

test("what the page begins with is what its address takes, and what is none of it is no scenario", () => {
  for (const kind of KINDS) {
    const change = newChange(kind, DEFAULT_BASELINE);
    expect(readChanges(JSON.parse(JSON.stringify([change])))).toEqual([change]);
  }
  const seen = { model: ["deepseek-v4-flash", "glm-5"], operation: ["chat", "batch"], app: [] };
  for (const { changes } of presetsFor(seen)) expect(readChanges(changes)).toEqual(changes);
  expect(presetsFor(seen).map(({ changes: [change] }) => change?.where)).toEqual([
    {},
    { model: ["deepseek-v4-flash"] },
    { operation: ["batch"] },
    {},
  ]);
  for (const none of [
    "nonsense",
    {},
    [{ kind: "magic" }],
    Array.from({ length: 7 }, () => newChange("cache", DEFAULT_BASELINE)),
  ]) {
    expect(readChanges(none)).toBeNull();
  }
});

test("a model at a provider is read back from its text, whatever its name holds", () => {
  for (const model of [DEFAULT_BASELINE, { model: "claude@20250929", provider: "google" }, null]) {
    expect(readModel(modelText(model))).toEqual(model);
  }
  for (const text of [null, "", "gpt-4o", "@openai", "gpt-4o@"]) expect(readModel(text)).toEqual(DEFAULT_BASELINE);
});

test("changes, ranges and steps in words: two ends only where they differ", () => {
  const where = { tier: ["standard"] };
  const texts = [
    { kind: "model", where, share: 0.5, to: DEFAULT_BASELINE },
    { kind: "price", where: {}, percent: -10, bucket: "output" },
    { kind: "shift", where, deadline_hours: 6 },
  ] satisfies ChangeInput[];
  expect(texts.map(describeChange)).toEqual([
    "On gpt-4o at openai, 50 % of the traffic: tier standard",
    "Price of output −10 %: all traffic",
    "At the next lower price within 6 h: tier standard",
  ]);
  expect([rangeText({ low_usd: "1", high_usd: "1" }), changeText({ low_usd: "-1", high_usd: "2" })]).toEqual([
    "$1.00",
    "-$1.00 to +$2.00",
  ]);
  const step = { change: 0, attempts: 3, difference: { low_usd: "0", high_usd: "0" }, capacity: null, shift: null };
  const shift = { attempts_at_higher_price: 4, shifted_attempts: 3, in_time_share: 0.75, mean_wait_hours: 1.5 };
  expect(describeStep({ ...step, shift })).toBe(
    "In time: 3 of 4 attempts at the higher price (75.0 %), waiting 1.5 h on average",
  );
  const capacity = { reserved_usd: "10", busy_share: 0.21, pays_from_share: 0.34, spilled_usd: "0" };
  expect(describeStep({ ...step, capacity })).toBe("Busy in 21 % of the hours, pays from 34 %");
});

test("a typed number is refused in words before it reaches the address", () => {
  const percent = checkNumber({ min: 0, max: 100 });
  expect(["0", "12.5", "100"].map(percent)).toEqual([null, null, null]);
  for (const text of ["", "-1", "101", "1e2", "12,5", "half"]) expect(percent(text)).toBe("A number from 0 to 100");
  expect(checkNumber({ min: 1, max: 9, isOptional: true, isWhole: true })("")).toBeNull();
  expect(checkNumber({ min: 1, max: 9, isWhole: true })("1.5")).toBe("A whole number from 1 to 9");
});
