import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { neighbourEffect } from "./neighbour-effect";

function givenBuckets(shareAt: (index: number) => number, alike: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: 200 }, (_, index) => {
    let hits = 0;
    for (let draw = 0; draw < 100 / alike; draw++) if (random() < shareAt(index)) hits += alike;
    return { n: 100, hits };
  });
}

test("independent samples are worth what they are, those that come in fives a fifth", () => {
  const mean = (alike: number) => {
    const effects = Array.from(
      { length: 20 },
      (_, seed) => neighbourEffect(givenBuckets(() => 0.5, alike, seed + 1)) ?? 0,
    );
    return effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
  };
  expect(mean(1)).toBeGreaterThanOrEqual(1);
  expect(mean(1)).toBeLessThan(1.1);
  expect(mean(5)).toBeGreaterThan(4.5);
  expect(mean(5)).toBeLessThan(5.5);
});

test("a slow rise is no error", () => {
  expect(neighbourEffect(givenBuckets((index) => 0.2 + (0.6 * index) / 200, 1, 3))).toBeLessThan(1.3);
});

test("too few neighbours say nothing, and buckets that are all alike nothing against it", () => {
  expect(neighbourEffect(givenBuckets(() => 0.5, 1, 1).slice(0, 6))).toBeNull();
  expect(
    neighbourEffect(givenBuckets(() => 0.5, 1, 1).map((own, index) => (index % 2 ? own : { n: 0, hits: 0 }))),
  ).toBeNull();
  expect(neighbourEffect(Array.from({ length: 20 }, () => ({ n: 10, hits: 10 })))).toBe(1);
});
