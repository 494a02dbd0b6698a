import fc from "fast-check";
import { expect, test } from "vitest";
import { sketchFromValues } from "../sketch/sketch";
import { summarizeBlocks } from "../sketch/summarize-blocks";
import { newcombeInterval, wilsonInterval } from "../statistics/proportion-interval";
import type { Candidate } from "./candidate";
import { type Concern, TESTED_CONCERNS } from "./concerns";
import { controlFamily } from "./control-family";
import { findFacts } from "./known-facts";
import { findWinners } from "./winners";

const spread = (middle: number, n: number) =>
  summarizeBlocks([
    {
      block: 0,
      range: null,
      sorted: Float64Array.from({ length: n }, (_, index) => middle * (0.8 + (0.4 * index) / n)),
    },
  ]);

const evenBlocks = (pico: bigint) =>
  Array.from({ length: 24 }, () => ({ top: Number(pico) / 24, bottom: 1_000_000 / 24 }));

type Given = Partial<Candidate> & { failures?: number; n?: number; costPicoUsd?: bigint | null };

function givenModel(model: string, { failures = 0, n = 5_000, costPicoUsd, ...rest }: Given = {}): Candidate {
  return {
    model,
    attempts: n,
    stride: 1,
    failed: { value: failures / n, n, worth: n },
    rateLimited: { value: 0, n, worth: n },
    down: null,
    ttftMs: spread(300, n),
    durationMs: spread(900, n),
    outputTokensPerS: spread(60, n),
    pricedShare: costPicoUsd === null ? 0 : 1,
    costBlocks: evenBlocks(costPicoUsd ?? 1_000_000_000_000n),
    longDurationMs: null,
    durationMsByRegion: new Map(),
    quality: null,
    ...rest,
  };
}

function winnerOf(concern: Concern, candidates: Candidate[]) {
  const found = findWinners(candidates).find((winner) => winner.concern === concern);
  if (!found) throw new Error(`No verdict on ${concern}`);
  return found;
}

test("a model clearly ahead wins, with the effect over its closest rival", () => {
  const candidates = [
    givenModel("a"),
    givenModel("slow", { ttftMs: spread(900, 5_000) }),
    givenModel("fast", { ttftMs: spread(150, 5_000) }),
  ];
  const { winner, why, n, effect } = winnerOf("lowest_ttft_p99", candidates);
  expect([winner, n, effect?.unit]).toEqual(["fast", 5_000, "ms"]);
  expect(why).toMatch(/^p99 179 ms \[.*\] against 359 ms \[.*\] of a$/);
  expect(effect?.low).toBeGreaterThan(0);
  expect(effect?.value).toBeGreaterThan(effect?.low ?? 0);
  expect(effect?.high).toBeGreaterThan(effect?.value ?? 0);
});

test("bands that overlap name no winner and say on how many samples", () => {
  const { winner, why } = winnerOf("lowest_ttft_p99", [
    givenModel("a", { n: 212 }),
    givenModel("b", { ttftMs: spread(303, 5_000) }),
  ]);
  expect([winner, why.startsWith("no clear winner (n = 212)")]).toEqual([null, true]);
});

test("a lead within the sketch's own error is none", () => {
  const sketched = (middle: number) => {
    const values = Array.from({ length: 2e5 }, (_, index) => middle * (0.8 + (0.4 * index) / 2e5));
    return summarizeBlocks([{ block: 0, range: null, pairs: sketchFromValues(values).pairs() }]);
  };
  const candidates = [
    givenModel("a", { ttftMs: sketched(300_000) }),
    givenModel("b", { ttftMs: sketched(303_000) }),
    givenModel("c", { ttftMs: sketched(330_000) }),
  ];
  expect(winnerOf("lowest_ttft_p99", candidates).winner).toBeNull();
  expect(winnerOf("lowest_ttft_p99", candidates.slice(0, 1).concat(candidates.slice(2))).winner).toBe("a");
});

test("a rival too thin for a p99 bound stands in the way unless clearly beaten", () => {
  const a = givenModel("a");
  const thin = (middle: number) => givenModel("thin", { durationMs: spread(middle, 100) });
  expect(winnerOf("lowest_duration_p99", [a, thin(800)])).toMatchObject({ winner: null, n: 100 });
  expect(winnerOf("lowest_duration_p99", [a, thin(9_000)])).toMatchObject({ winner: "a", n: 100 });
});

test("a handful of samples neither wins nor blocks, and is named", () => {
  const few = givenModel("few", { durationMs: spread(100, 5), ttftMs: spread(100, 5) });
  const rivals = [givenModel("a"), givenModel("b", { durationMs: spread(2_000, 5_000) }), few];
  const { winner, why } = winnerOf("lowest_duration_p99", rivals);
  expect([winner, why.endsWith("left out for too few samples: few")]).toEqual(["a", true]);
});

test("the error rate is won only where its lead is no chance", () => {
  const a = givenModel("a", { failures: 5 });
  expect(winnerOf("lowest_error_rate", [a, givenModel("b", { failures: 60 })])).toMatchObject({
    winner: "a",
    effect: { value: expect.closeTo(0.011, 6), unit: "error rate" },
  });
  expect(winnerOf("lowest_error_rate", [a, givenModel("b", { failures: 9 })]).winner).toBeNull();
  expect(winnerOf("lowest_error_rate", [givenModel("a"), givenModel("b")]).winner).toBeNull();
});

test("more tokens per second is better", () => {
  const candidates = [givenModel("a"), givenModel("b", { outputTokensPerS: spread(90, 5_000) })];
  expect(winnerOf("highest_throughput", candidates).winner).toBe("b");
});

test("an unpriced model cannot be the cheapest, and is named", () => {
  const candidates = [
    givenModel("a"),
    givenModel("expensive", { costPicoUsd: 3_000_000_000_000n }),
    givenModel("unpriced", { costPicoUsd: null }),
    givenModel("partly", { costPicoUsd: 10_000n, pricedShare: 0.5 }),
  ];
  const { winner, why, effect } = winnerOf("lowest_usd_per_m_output", candidates);
  expect([winner, effect]).toEqual(["a", { value: expect.closeTo(2, 9), low: null, high: null, unit: "USD/M output" }]);
  expect(why).toBe("effective $/M $1.00 against $3.00 of expensive; without a figure: partly, unpriced");
});

test("equal prices have no winner", () => {
  expect(winnerOf("lowest_usd_per_m_output", [givenModel("a"), givenModel("b")]).winner).toBeNull();
});

test("best value is the cheapest among those shown to hold the targets", () => {
  const candidates = [
    givenModel("cheap but failing", { costPicoUsd: 1n, failures: 100 }),
    givenModel("cheap but slow", { costPicoUsd: 1n, ttftMs: spread(2_000, 5_000) }),
    givenModel("good"),
    givenModel("good but expensive", { costPicoUsd: 9_000_000_000_000n }),
  ];
  expect(winnerOf("best_value", candidates).winner).toBe("good");
  expect(winnerOf("best_value", candidates.slice(0, 3)).winner).toBe("good");
  expect(winnerOf("best_value", candidates.slice(0, 2)).winner).toBeNull();
});

test("of one model able to hold the targets it is said who else may, and it wins where none other may", () => {
  const thin = givenModel("thin", { n: 200 });
  const failing = givenModel("failing", { failures: 400 });
  expect(winnerOf("best_value", [givenModel("good"), thin]).why).toContain("which thin may hold too");
  expect(winnerOf("best_value", [givenModel("good"), failing]).winner).toBe("good");
});

test("the tail is steadiest where p99 is least times the median, whatever the median", () => {
  const steady = summarizeBlocks([
    {
      block: 0,
      range: null,
      sorted: Float64Array.from({ length: 5_000 }, (_, index) => 5_000 * (0.99 + (0.02 * index) / 5_000)),
    },
  ]);
  expect(winnerOf("steadiest_tail", [givenModel("a"), givenModel("steady", { durationMs: steady })])).toMatchObject({
    winner: "steady",
    effect: { unit: "×" },
  });
});

test("a region is a concern of its own, and a model without traffic there is left out of it", () => {
  const inEu = (middle: number) => new Map([["eu", spread(middle, 5_000)]]);
  const candidates = [
    givenModel("a", { durationMsByRegion: inEu(900) }),
    givenModel("b", { durationMsByRegion: inEu(300) }),
    givenModel("elsewhere"),
  ];
  const rows = findWinners(candidates).filter(({ concern }) => concern === "region_duration_p99");
  expect(rows.map(({ scope, winner }) => [scope, winner])).toEqual([["eu", "b"]]);
});

test("a lead that is clear by itself is not among many concerns, where none is clearer", () => {
  const verdict = (concern: Concern, p: number | null) => ({ concern, winner: "a", why: "w", n: 9, effect: null, p });
  const alone = [verdict("best_value", 0.03), verdict("vision", null)];
  expect(controlFamily(alone).map(({ winner }) => winner)).toEqual(["a", "a"]);
  const among = [0.03, 0.04, 0.6, 0.9].map((p) => verdict("best_value", p));
  expect(controlFamily(among).every(({ winner }) => winner === null)).toBe(true);
  const only = { ...verdict("best_value", 0.2), why: "the only model shown to hold errors ≤ 1 %" };
  expect(controlFamily([only])[0]?.why).toBe(
    `no clear winner (n = 9): a is ahead: ${only.why}; that is not clear enough among so many concerns`,
  );
  const clear = [0.001, 0.03, 0.012].map((p) => verdict("best_value", p));
  expect(controlFamily(clear).map(({ winner }) => winner)).toEqual(["a", "a", "a"]);
});

test("what the catalogue knows is won by the only one that can, or by the one with most", () => {
  const rows = findFacts(
    ["qwen3-vl-32b", "kimi-k2.5", "unheard-of"],
    new Map([
      ["kimi-k2.5", 2],
      ["qwen3-vl-32b", 2],
    ]),
  );
  expect(rows.map(({ concern, winner }) => [concern, winner])).toEqual([
    ["vision", "qwen3-vl-32b"],
    ["audio", null],
    ["context_window", "qwen3-vl-32b"],
    ["variety", null],
  ]);
  expect(rows[0]?.why).toContain("not in the catalogue: unheard-of");
});

test("one model, or none, wins nothing that needs a comparison", () => {
  for (const { concern, winner, why } of findWinners([givenModel("alone")])) {
    if (concern === "best_value") continue;
    expect([winner, why.startsWith("no clear winner")]).toEqual([null, true]);
  }
  const tested = TESTED_CONCERNS.filter((concern) => concern !== "region_duration_p99");
  expect(findWinners([]).map(({ concern, winner, n }) => [concern, winner, n])).toEqual(
    tested.map((concern) => [concern, null, 0]),
  );
});

test("verdicts do not depend on the order of the models", () => {
  const models = ["a", "b", "c"].map((model, index) =>
    givenModel(model, { failures: index * 40, durationMs: spread(900 + index * 300, 400) }),
  );
  expect(findWinners(models.toReversed())).toEqual(findWinners(models));
});

test("intervals of proportions match published examples", () => {
  // Newcombe (1998), example (a): 56/70 against 48/80.
  const difference = newcombeInterval({ hits: 56, n: 70 }, { hits: 48, n: 80 });
  expect([difference?.low, difference?.high].map((bound) => bound?.toFixed(4))).toEqual(["0.0524", "0.3339"]);
  // Example (h): 10/10 against 0/10.
  const extreme = newcombeInterval({ hits: 10, n: 10 }, { hits: 0, n: 10 });
  expect([extreme?.low.toFixed(4), extreme?.high]).toEqual(["0.6075", 1]);
  expect(wilsonInterval({ hits: 0, n: 0 })).toBeNull();
});

test("a Wilson interval holds its own proportion and stays within 0 and 1", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const interval = wilsonInterval({ hits: Math.round(n * share), n });
      expect(interval && 0 <= interval.low && interval.low <= interval.value).toBe(true);
      expect(interval && interval.value <= interval.high && interval.high <= 1).toBe(true);
    }),
  );
});
