import { expect, test } from "vitest";
import { createRandom } from "@/lib/domain/simulation/random";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import { encodeValues, Sketch } from "@/lib/domain/sketch/sketch";
import { DENSE_FACTORS, denseSketch } from "./densify-month";

test("a sketch made dense is the sketch of ten times the samples, within what a sketch may be off by", () => {
  const random = createRandom(5);
  const values = Array.from({ length: 200 }, () => Math.round(random.logNormal(400_000, 0.6)));
  const dense = Sketch.decode(denseSketch(encodeValues(values), new Sketch()));

  const tenfold = values
    .flatMap((value) => DENSE_FACTORS.map((factor) => Math.round(value * factor)))
    .toSorted((a, b) => a - b);
  expect(dense.n).toBe(2_000);
  for (const share of [0.01, 0.5, 0.95, 0.99]) {
    const exact = nearestRank(tenfold, share) ?? Number.NaN;
    expect(Math.abs((dense.quantile(share) ?? Number.NaN) - exact)).toBeLessThan(exact / 100);
  }
});
