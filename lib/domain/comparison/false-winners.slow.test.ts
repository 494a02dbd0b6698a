import { expect, test } from "vitest";
import { groupBy } from "../group-by";
import { OUTCOMES } from "../outcome";
import { recordOf } from "../record-of";
import { seededRandom } from "../seeded-random";
import type { BlockSamples } from "../sketch/summarize-blocks";
import type { Summary } from "../sketch/summary";
import { effectiveSamples } from "../statistics/effective-samples";
import { simulateTraffic } from "../statistics/testing/simulated-traffic";
import type { Candidate } from "./candidate";
import type { Stratum } from "./mix";
import { type StratumGroup, standardize } from "./standardize";
import { findWinners } from "./winners";

const BLOCKS = 24;
const TRAFFIC = { minutes: 1_440, perMinute: 3, similar: 0.9, minuteSpread: 0.3 };
const REGIONS = ["eu", "us", "ap"];
const SIZES = [0.5, 0.8, 1];
const none = recordOf(OUTCOMES, () => 0);

type Simulated = { stratum: Stratum; block: number; value: number };

/** How busy a model is, and every how many slices of five minutes are read of it. */
type Busyness = { perMinute: number; stride: number };
const ALIKE = [{ perMinute: TRAFFIC.perMinute, stride: 1 }] as const satisfies readonly Busyness[];
const RARE_AND_BUSY: readonly Busyness[] = [
  { perMinute: 0.6, stride: 1 },
  { perMinute: 6, stride: 7 },
];

/** A model like every other: one and the same wandering process, on a mix of regions and sizes of its own. */
function simulatedGroups(model: string, seed: number, { perMinute, stride }: Busyness): StratumGroup[] {
  const random = seededRandom(seed + 7_919);
  const lean = random();
  const read = simulateTraffic({ ...TRAFFIC, perMinute }, seed).filter(
    ({ minute }) => Math.floor(minute / 5) % stride === 0,
  );
  const requests = read.map(({ minute, value }): Simulated => {
    const region = REGIONS[Math.floor(random() * (random() < lean ? 3 : 2))] ?? "eu";
    const drawn = random() * (0.7 + 0.3 * lean);
    const size = SIZES.findIndex((upTo) => drawn < upTo) + 1;
    const hour = Math.floor(minute / 360);
    return {
      stratum: { size, hour, region, operation: null },
      block: Math.floor((minute * BLOCKS) / TRAFFIC.minutes),
      // Larger inputs take longer for all of them alike.
      value: value + 0.6 * size,
    };
  });
  const keyOf = ({ stratum, block }: Simulated) => `${block} ${stratum.size} ${stratum.hour} ${stratum.region}`;
  return [...groupBy(requests, keyOf).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { block, stratum } = first;
    const failed = own.filter(({ value }) => value > 4.2).length;
    const limited = own.filter(({ value }) => value > 4.6).length;
    const samples = (of: (value: number) => number): BlockSamples => {
      const sorted = Float64Array.from(own, ({ value }) => Math.round(1_000 * of(value))).sort();
      return { block, range: { min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 }, sorted };
    };
    return {
      ...{ model, stratum, block, stride, attempts: own.length, priced: own.length, outputTokens: 200 * own.length },
      outcomes: { ...none, ok: own.length - failed, server_error: failed - limited, rate_limited: limited },
      cost: own.reduce((sum, { value }) => sum + 2e9 * (4 + value), 0),
      samples: {
        ttft: samples((value) => 200 * Math.exp(value / 3)),
        duration: samples((value) => 900 * Math.exp(value / 2)),
        rate: samples((value) => 60 * Math.exp(value / 4)),
      },
    };
  });
}

function durations(groups: readonly StratumGroup[], names: readonly string[]): Map<string, Summary> {
  return new Map(standardize(groups, names).models.map(({ model, samples }) => [model, samples.duration]));
}

function downOf(groups: readonly StratumGroup[], model: string) {
  const blocks = Array.from({ length: BLOCKS }, () => ({ n: 60, hits: 0 }));
  for (const group of groups) {
    const own = blocks[group.block];
    if (own && group.model === model && group.outcomes.server_error > 1) own.hits = Math.min(own.n, own.hits + 1);
  }
  const n = BLOCKS * 60;
  return { n, value: blocks.reduce((sum, { hits }) => sum + hits, 0) / n, worth: effectiveSamples(blocks) ?? n };
}

function simulatedTable(models: number, seed: number, busyness: readonly Busyness[]): Candidate[] {
  const names = Array.from({ length: models }, (_, index) => `model-${index}`);
  const groups = names.flatMap((name, index) =>
    simulatedGroups(name, seed * models + index + 1, busyness[index % busyness.length] ?? ALIKE[0]),
  );
  const long = durations(
    groups.filter(({ stratum }) => stratum.size === 3),
    names,
  );
  const regions = REGIONS.map((region) => ({
    region,
    own: durations(
      groups.filter(({ stratum }) => stratum.region === region),
      names,
    ),
  }));
  return standardize(groups, names).models.map(({ model, samples, ...own }) => ({
    ...own,
    model,
    down: downOf(groups, model),
    ttftMs: samples.ttft,
    durationMs: samples.duration,
    outputTokensPerS: samples.rate,
    longDurationMs: long.get(model) ?? null,
    durationMsByRegion: new Map(
      regions.flatMap(({ region, own: found }) => {
        const summary = found.get(model);
        return summary ? [[region, summary] as const] : [];
      }),
    ),
    quality: null,
  }));
}

/** At most one table in twenty names any winner. */
function expectFewWinners(
  sizes: readonly (readonly [models: number, tables: number])[],
  busyness: readonly Busyness[],
) {
  for (const [models, tables] of sizes) {
    let named = 0;
    const byConcern: Record<string, number> = {};
    for (let table = 0; table < tables; table++) {
      const own = findWinners(simulatedTable(models, 1 + table, busyness)).filter(({ winner }) => winner !== null);
      if (own.length > 0) named++;
      for (const { concern } of own) byConcern[concern] = (byConcern[concern] ?? 0) + 1;
    }
    expect(named / tables, `${models} models: ${named} of ${tables} ${JSON.stringify(byConcern)}`).toBeLessThanOrEqual(
      0.05,
    );
  }
}

test("of models that are all alike on each kind of traffic, at most one table in twenty names any winner", () => {
  expectFewWinners(
    [
      [2, 200],
      [4, 120],
      [6, 80],
    ],
    ALIKE,
  );
}, 300_000);

test("nor where rare models are read whole and busy ones in every seventh slice", () => {
  expectFewWinners(
    [
      [2, 120],
      [4, 60],
    ],
    RARE_AND_BUSY,
  );
}, 300_000);
