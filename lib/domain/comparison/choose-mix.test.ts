import { expect, test } from "vitest";
import { chooseMix, type Kind } from "./choose-mix";

const group = (model: string, stratum: Partial<Kind["stratum"]>, attempts = 10): Kind => ({
  ...{ model, attempts },
  stratum: { size: 0, hour: 0, region: "eu", operation: "chat", ...stratum },
});
const mixOf = (kinds: readonly Kind[], names: readonly string[]) => chooseMix({ kinds, names, strides: new Map() });

test("traffic of the same kinds is compared by all of them", () => {
  const groups = ["a", "b"].flatMap((model) => [0, 1].map((hour) => group(model, { hour })));
  expect(mixOf(groups, ["a", "b"])).toEqual(["size", "hour", "region", "operation"]);
});

test("a fallback that answered in other hours is compared without them, one in other regions without these too", () => {
  const busy = [0, 1, 2, 3].map((hour) => group("busy", { hour }));
  const names = ["busy", "fallback"];
  expect(mixOf([...busy, group("fallback", { hour: 9 })], names)).toEqual(["size", "region", "operation"]);
  expect(mixOf([...busy, group("fallback", { hour: 9, region: "us" })], names)).toEqual(["size", "operation"]);
});

test("without anything in common operations are told apart all the same", () => {
  const groups = [group("a", { operation: "chat" }), group("b", { operation: "embeddings" })];
  expect(mixOf(groups, ["a", "b"])).toEqual(["operation"]);
});
