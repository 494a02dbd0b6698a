import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_US } from "@/lib/domain/time/units";
import { packFeed, unpackFeed } from "./feed-codec";

const endUs = fc.oneof(
  fc.nat(2 * DAY_US).map((us) => 1.7723232e15 + us),
  fc.nat(4e15),
);
const attempt = fc.tuple(endUs, fc.constantFrom(0, 1), fc.nat(DAY_US), fc.oneof(fc.constant(-1), fc.nat(DAY_US)));
const group = fc.record({
  tier: fc.string(),
  region: fc.string(),
  model: fc.string(),
  attempts: fc.array(attempt, { maxLength: 60 }).map((attempts) => attempts.flat()),
});

test("groups come back as they were, in whatever order their attempts ended", () => {
  fc.assert(
    fc.property(fc.array(group, { maxLength: 4 }), (groups) => {
      expect(unpackFeed(JSON.parse(JSON.stringify(packFeed(groups))))).toEqual(groups);
    }),
    { numRuns: 500 },
  );
});

test("rows from before are read too", () => {
  const group = { tier: "gold", region: "eu", model: "a", attempts: [5, 1, 10, -1, 4, 0, 7, 3] };

  expect(unpackFeed([group, ...packFeed([group])])).toEqual([group, group]);
});

test("a thousand attempts of a minute take about ten bytes each", () => {
  const attempts = Array.from({ length: 1_000 }, (_, n) => [1.7723232e15 + n * 60_000, 0, 900_000, 200_000]).flat();

  expect(packFeed([{ tier: "t", region: "r", model: "m", attempts }])[0]?.attempts.length).toBeLessThan(14_000);
});
