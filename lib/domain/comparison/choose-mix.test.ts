import { expect, test } from "vitest";
import { chooseMix } from "./choose-mix";
import type { StratumGroup } from "./standardize";

const NO_OUTCOMES = { ok: 0, rate_limited: 0, server_error: 0, timeout: 0, client_error: 0, cancelled: 0, refused: 0 };
const group = (model: string, stratum: Partial<StratumGroup["stratum"]>, attempts = 10): StratumGroup => ({
  model,
  stratum: { size: 0, hour: 0, region: "eu", operation: "chat", ...stratum },
  ...{ block: 0, stride: 1, attempts, outcomes: NO_OUTCOMES, priced: 0, cost: 0, outputTokens: 0, samples: {} },
});

test("traffic of the same kinds is compared by all of them", () => {
  const groups = ["a", "b"].flatMap((model) => [0, 1].map((hour) => group(model, { hour })));
  expect(chooseMix(groups, ["a", "b"]).mix).toEqual(["size", "hour", "region", "operation"]);
});

test("a fallback that answered in other hours is compared without them, one in other regions without these too", () => {
  const busy = [0, 1, 2, 3].map((hour) => group("busy", { hour }));
  expect(chooseMix([...busy, group("fallback", { hour: 9 })], ["busy", "fallback"]).mix).toEqual([
    ...["size", "region", "operation"],
  ]);
  expect(chooseMix([...busy, group("fallback", { hour: 9, region: "us" })], ["busy", "fallback"])).toMatchObject({
    mix: ["size", "operation"],
    groups: [...busy, null].map(() => ({ stratum: { size: 0, hour: null, region: null, operation: "chat" } })),
  });
});

test("without anything in common operations are told apart all the same", () => {
  const groups = [group("a", { operation: "chat" }), group("b", { operation: "embeddings" })];
  expect(chooseMix(groups, ["a", "b"]).mix).toEqual(["operation"]);
});
