import fc from "fast-check";
import { expect, test } from "vitest";
import { type Band, planBands } from "./plan-bands";

const samples = fc
  .array(fc.oneof(fc.nat(5), fc.nat(10_000)), { maxLength: 200 })
  .map((values) => values.toSorted((a, b) => b - a).map(String));

/** Which of some values, in descending order, lie in a band that begins after the ones before it. */
function takenBy(band: Band, left: readonly number[]): number[] {
  if (band.kind === "rest") return [...left];
  const limit = Number(band.value);
  return left.filter((value) => {
    if (band.kind === "tie") return value === limit;
    return band.kind === "through" ? value >= limit : value > limit;
  });
}

test("bands hold every value once and in order, whatever the sample said of them", () => {
  fc.assert(
    fc.property(
      samples,
      fc.array(fc.nat(10_000), { maxLength: 100 }),
      fc.double({ min: 0.000_1, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 500 }),
      (sample, values, share, wanted) => {
        let left = values.toSorted((a, b) => b - a);
        const found: number[] = [];
        for (const band of planBands({ sample, share, wanted })) {
          const taken = takenBy(band, left);
          // What a band takes comes before all it leaves.
          expect(left.slice(0, taken.length)).toEqual(taken);
          found.push(...taken);
          left = left.slice(taken.length);
        }
        expect(found).toEqual(values.toSorted((a, b) => b - a));
      },
    ),
  );
});

test("the first band is about as large as what is sought, and each further one four times as large", () => {
  const sample = Array.from({ length: 1_000 }, (_, n) => String(1_000 - n));

  const bands = planBands({ sample, share: 0.001, wanted: 2_000 });

  expect(bands.slice(0, 3)).toEqual([
    { kind: "through", value: "997" },
    { kind: "through", value: "981" },
    { kind: "through", value: "917" },
  ]);
  expect(bands.at(-1)).toEqual({ kind: "rest" });
});

test("a value that many attempts share is a band of its own", () => {
  const sample = ["9", ...Array.from({ length: 40 }, () => "5"), "1"];

  expect(planBands({ sample, share: 0.01, wanted: 100 })).toEqual([
    { kind: "through", value: "9" },
    { kind: "before", value: "5" },
    { kind: "tie", value: "5" },
    { kind: "through", value: "1" },
    { kind: "rest" },
  ]);
});
