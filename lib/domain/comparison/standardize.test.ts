import fc from "fast-check";
import { expect, test } from "vitest";
import { OUTCOMES } from "../outcome";
import { recordOf } from "../record-of";
import { sketchFromValues } from "../sketch/sketch";
import { type BlockSamples, summarizeBlocks } from "../sketch/summarize-blocks";
import { PERCENTILES } from "../sketch/summary";
import { commonMix } from "./common-mix";
import type { Stratum } from "./mix";
import { sampleSlices, sampleStride } from "./sample-slices";
import { type StratumGroup, standardize } from "./standardize";
import { summarizeWeightedBlocks } from "./summarize-weighted-blocks";

const NO_STRATUM: Stratum = { size: null, hour: null, region: null, operation: null };
const none = recordOf(OUTCOMES, () => 0);

function sorted(block: number, values: readonly number[]): BlockSamples {
  const own = Float64Array.from(values).sort();
  return { block, range: { min: own[0] ?? 0, max: own.at(-1) ?? 0 }, sorted: own };
}

type Given = { model: string; region: string; ok: number } & Partial<
  Record<"failed" | "block" | "stride" | "ms" | "cost", number>
>;

function given({ model, region, ok, failed = 0, block = 0, stride = 1, ms = 100, cost = 0 }: Given): StratumGroup {
  const samples = sorted(block, Array(ok).fill(ms));
  return {
    ...{ model, stratum: { ...NO_STRATUM, region }, block, stride, attempts: ok + failed, priced: ok + failed },
    ...{ outcomes: { ...none, ok, server_error: failed }, cost: cost * ok, outputTokens: 100 * ok },
    samples: { ttft: samples, duration: samples, rate: samples },
  };
}

const counts = fc.dictionary(
  fc.constantFrom("a", "b", "c", "d"),
  fc.dictionary(fc.constantFrom("r", "s", "t", "u", "v"), fc.integer({ min: 0, max: 50 })),
);

test("weights add up to one, are of strata that every compared model has, and nothing is lost beside them", () => {
  fc.assert(
    fc.property(counts, (given) => {
      const all = new Map(Object.entries(given).map(([model, strata]) => [model, new Map(Object.entries(strata))]));
      const mix = commonMix(all);
      const total = [...mix.weights.values()].reduce((sum, weight) => sum + weight, 0);
      if (mix.weights.size > 0) expect(total).toBeCloseTo(1, 12);
      for (const stratum of mix.weights.keys()) {
        for (const model of mix.models) expect(all.get(model)?.get(stratum) ?? 0).toBeGreaterThanOrEqual(2);
      }
      const missing = mix.missing.reduce((sum, { share }) => sum + share, 0);
      if (mix.coverage !== null) expect(mix.coverage + missing).toBeCloseTo(1, 12);
      expect(new Set([...mix.models, ...mix.apart]).size).toBe(mix.models.length + mix.apart.length);
    }),
  );
});

test("a model that shares next to nothing is set apart, and the others are compared on what they share", () => {
  const mix = commonMix(
    new Map([
      ["a", new Map([["r", 500]])],
      ["b", new Map([["r", 400]])],
      ["other", new Map([["s", 900]])],
    ]),
  );
  expect([mix.models, mix.apart, mix.coverage]).toEqual([["a", "b"], ["other"], 1]);
});

test("on equal mixes, figures are what each model's own attempts say: bands, shares and money", () => {
  const values = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 12 }), fc.boolean(), (blocks, isBinned) => {
      const parts = blocks.map((own, block): BlockSamples => {
        if (!isBinned) return sorted(block, own);
        return { block, range: sorted(block, own).range, pairs: sketchFromValues(own).pairs() };
      });
      expect(summarizeWeightedBlocks(parts.map((samples) => ({ samples, weight: 0.37 })))).toEqual(
        expect.objectContaining(recordOf(PERCENTILES, (name) => summarizeBlocks(parts)[name])),
      );
      const { bands } = summarizeWeightedBlocks(parts.map((samples) => ({ samples, weight: 1 })));
      expect(bands).toEqual(summarizeBlocks(parts).bands);
    }),
  );
  const even = ["a", "b"].flatMap((model) =>
    ["eu", "us"].map((region) => given({ model, region, ok: 90, failed: 10, cost: 5 })),
  );
  const { models } = standardize(even, ["a", "b"]);
  for (const { failed, costBlocks } of models) {
    expect(failed?.value).toBeCloseTo(0.1, 12);
    expect((costBlocks[0]?.top ?? 0) / (costBlocks[0]?.bottom ?? 1)).toBeCloseTo(5 / 100, 12);
  }
});

test("a weighted percentile is the value up to which samples weigh that share, from values and from bins alike", () => {
  const light = { samples: sorted(0, Array(90).fill(100_000)), weight: 1 / 9 };
  const heavy = { samples: sorted(0, Array(10).fill(900_000)), weight: 1 };
  expect(summarizeWeightedBlocks([light, heavy])).toMatchObject({ n: 100, p50: 100_000, p90: 900_000 });
  const bins = (own: typeof light) => ({
    ...own,
    samples: {
      block: 0,
      range: null,
      pairs: sketchFromValues("sorted" in own.samples ? [...own.samples.sorted] : []).pairs(),
    },
  });
  const binned = summarizeWeightedBlocks([bins(light), bins(heavy)]);
  expect(Math.abs((binned.p50 ?? 0) / 100_000 - 1)).toBeLessThan(0.01);
  expect(Math.abs((binned.p90 ?? 0) / 900_000 - 1)).toBeLessThan(0.01);
});

test("a model that is better in every region though worse in all, for having more of the hard one, is better like for like", () => {
  const groups = [
    given({ model: "good", region: "easy", ok: 99, failed: 1 }),
    given({ model: "good", region: "hard", ok: 810, failed: 190 }),
    given({ model: "lucky", region: "easy", ok: 970, failed: 30 }),
    given({ model: "lucky", region: "hard", ok: 75, failed: 25 }),
  ];
  const plain = (model: string) => {
    const own = groups.filter((group) => group.model === model);
    const failed = own.reduce((sum, { outcomes }) => sum + outcomes.server_error, 0);
    return failed / own.reduce((sum, { attempts }) => sum + attempts, 0);
  };
  const [good, lucky] = standardize(groups, ["good", "lucky"]).models;

  expect(plain("good")).toBeGreaterThan(plain("lucky"));
  expect(good?.failed?.value).toBeLessThan(lucky?.failed?.value ?? 0);
  expect(good?.failed?.value).toBeCloseTo((0.01 + 0.19) / 2, 12);
});

test("a model of which fewer slices were read weighs in the common mix what its traffic is, not what was read of it", () => {
  const busy = (stride: number) => [
    given({ model: "busy", region: "easy", stride, ok: 6_993 / stride, failed: 7 / stride }),
    given({ model: "busy", region: "hard", stride, ok: 630 / stride, failed: 70 / stride }),
  ];
  const rare = [
    given({ model: "rare", region: "easy", ok: 20, failed: 2 }),
    given({ model: "rare", region: "hard", ok: 300, failed: 60 }),
  ];
  const [whole, thin] = [1, 7].map((stride) => standardize([...busy(stride), ...rare], ["busy", "rare"]));

  expect(thin?.mixes.cost).toEqual(whole?.mixes.cost);
  expect(thin?.models[1]).toEqual(whole?.models[1]);
  expect(thin?.models[0]?.failed?.value).toBeCloseTo(whole?.models[0]?.failed?.value ?? 0, 12);
  expect(thin?.models[0]).toMatchObject({ stride: 7, attempts: 1_100, failed: { n: 1_100 } });
});

test("a share rests on fewer independent attempts the further the weights are apart", () => {
  const uneven = [
    given({ model: "a", region: "eu", ok: 900, failed: 100 }),
    given({ model: "a", region: "us", ok: 9, failed: 1 }),
    given({ model: "b", region: "eu", ok: 9, failed: 1 }),
    given({ model: "b", region: "us", ok: 900, failed: 100 }),
  ];
  for (const { failed } of standardize(uneven, ["a", "b"]).models) {
    expect(failed?.n).toBe(1_010);
    // Half the weight is on ten attempts: Kish's is about 4 × 10.
    expect(failed?.worth).toBeCloseTo(39.6, 0);
  }
});

test("slices are within the window, apart, and for a stride of one cover it; longer strides pass every hour of the day", () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 1, max: 60 * 24 * 40 }));
  fc.assert(
    fc.property(span, fc.integer({ min: 0, max: 5_000_000 }), ([from, length], attempts) => {
      const window = { from, to: from + length };
      const stride = sampleStride(attempts, 100_000);
      const slices = sampleSlices(window, stride);
      expect(stride).toBeGreaterThanOrEqual(attempts / 100_000);
      let end = from;
      for (const slice of slices) {
        expect(slice.from).toBeGreaterThanOrEqual(end);
        expect(slice.to).toBeGreaterThan(slice.from);
        end = slice.to;
      }
      expect(end).toBeLessThanOrEqual(window.to);
      const minutes = slices.reduce((sum, slice) => sum + slice.to - slice.from, 0);
      if (stride === 1) expect(minutes).toBe(length);
    }),
  );
  const hours = new Set(sampleSlices({ from: 0, to: 30 * 1_440 }, 11).map(({ from }) => Math.floor(from / 60) % 24));
  expect(hours.size).toBe(24);
});
