import fc from "fast-check";
import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { seededRandom } from "@/lib/domain/seeded-random";
import { Sketch, sketchFromValues } from "@/lib/domain/sketch/sketch";
import { MINUTE_US } from "@/lib/domain/time/units";
import { isMoney, ROLLUP_METRICS, ROLLUP_SUMS, type RollupMetric, type RollupSum } from "../schema/rollup-columns";
import { bruteSamples, bruteSums } from "../testing/brute-force";
import { randomAttempts } from "../testing/random-attempts";
import { aggregateDelta, type Delta } from "./aggregate-delta";
import { measureAttempts } from "./measure-attempts";

const WINDOW = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-01T00:40:00Z") };
const BOUNDARY_US = Date.parse("2026-03-01T00:20:00Z") * 1_000;
const LARGE = 2n ** 61n - 1n;

/** A batch of every kind of attempt, some of them expensive beyond what a number holds. */
const batch = fc
  .tuple(fc.nat(), fc.integer({ min: 0, max: 120 }), fc.constantFrom(0, 0, 0.05))
  .map(([seed, n, expensive]) => {
    const random = seededRandom(seed);
    return randomAttempts(random, n, WINDOW).map((attempt) =>
      random() < expensive ? { ...attempt, costPico: LARGE, reportedCostPico: LARGE } : attempt,
    );
  });

function codesOf(attempts: readonly Attempt[], nameOf: (attempt: Attempt) => string | null): Int32Array {
  return Int32Array.from(attempts, (attempt) => nameOf(attempt)?.charCodeAt(0) ?? 0);
}

function deltaOf(attempts: readonly Attempt[]): Delta {
  const dimensions = [
    { name: "model_id" as const, codes: codesOf(attempts, ({ model }) => model) },
    { name: "tier_id" as const, codes: codesOf(attempts, ({ tier }) => tier) },
  ];
  return aggregateDelta(measureAttempts(attempts), dimensions, BOUNDARY_US);
}

type Group = { sums: Record<RollupSum, bigint>; samples: Record<RollupMetric, unknown> };

/** Groups by their key, those of several deltas with one key added up as the folder does: sketches by concatenation. */
function groupsOf(deltas: readonly Delta[]): Map<string, Group> {
  const parts = new Map<string, { delta: Delta; group: number }[]>();
  for (const delta of deltas) {
    for (let group = 0; group < delta.groups; group++) {
      const key = JSON.stringify([delta.startsAtUs[group], ...delta.dimensions.map(({ codes }) => codes[group])]);
      parts.set(key, [...(parts.get(key) ?? []), { delta, group }]);
    }
  }
  return new Map([...parts].map(([key, own]) => [key, addUp(own)]));
}

function addUp(parts: readonly { delta: Delta; group: number }[]): Group {
  const sum = (of: (delta: Delta, group: number) => number | bigint | undefined) =>
    parts.reduce((total, { delta, group }) => total + BigInt(of(delta, group) ?? 0), 0n);
  const sums = ROLLUP_SUMS.map((name) => [
    name,
    sum(({ money, counts }, group) => (isMoney(name) ? money[name][group] : counts[name][group])),
  ]);
  const samples = ROLLUP_METRICS.map((name) => {
    const own = parts.filter(({ delta, group }) => (delta.metrics[name].n[group] ?? 0) > 0);
    const all = (column: "min" | "max") => own.map(({ delta, group }) => delta.metrics[name][column][group] ?? 0);
    const bytes = own.flatMap(({ delta, group }) => [...(delta.metrics[name].sketch[group] ?? [])]);
    return [
      name,
      {
        n: sum(({ metrics }, group) => metrics[name].n[group]),
        sum: sum(({ metrics }, group) => metrics[name].sum[group]),
        min: own.length > 0 ? Math.min(...all("min")) : null,
        max: own.length > 0 ? Math.max(...all("max")) : null,
        bins: Sketch.decode(Uint8Array.from(bytes)).bins(),
      },
    ];
  });
  return { sums: Object.fromEntries(sums), samples: Object.fromEntries(samples) };
}

function bruteGroups(attempts: readonly Attempt[]): Map<string, Group> {
  const byKey = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const { startedAtUs, model, tier } = attempt;
    const width = startedAtUs < BOUNDARY_US ? 15 * MINUTE_US : MINUTE_US;
    const key = JSON.stringify([startedAtUs - (startedAtUs % width), model.charCodeAt(0), tier?.charCodeAt(0) ?? 0]);
    byKey.set(key, [...(byKey.get(key) ?? []), attempt]);
  }
  return new Map(
    [...byKey].map(([key, own]) => {
      const samples = ROLLUP_METRICS.map((name) => {
        const sorted = bruteSamples(own, name);
        const sum = sorted.reduce((total, sample) => total + BigInt(sample), 0n);
        const [min = null, max = null] = [sorted[0], sorted.at(-1)];
        return [name, { n: BigInt(sorted.length), sum, min, max, bins: sketchFromValues(sorted).bins() }];
      });
      return [key, { sums: bruteSums(own), samples: Object.fromEntries(samples) }];
    }),
  );
}

test("every count, sum, least, greatest and sketch of a batch is that of its attempts, to the unit", {
  timeout: 30_000,
}, () => {
  fc.assert(
    fc.property(batch, (attempts) => {
      expect(groupsOf([deltaOf(attempts)])).toEqual(bruteGroups(attempts));
    }),
    { numRuns: 60 },
  );
});

test("however a batch is divided into commits, and in whatever order they come, the sums are the same", {
  timeout: 30_000,
}, () => {
  fc.assert(
    fc.property(batch, fc.array(fc.nat(4), { minLength: 120, maxLength: 120 }), (attempts, commitOf) => {
      const commits = [0, 1, 2, 3, 4].map((commit) => attempts.filter((_, index) => commitOf[index] === commit));

      expect(groupsOf(commits.toReversed().map(deltaOf))).toEqual(bruteGroups(attempts));
    }),
    { numRuns: 60 },
  );
});

test("money beyond what a number holds is added up to the pico", () => {
  const [attempt] = randomAttempts(seededRandom(1), 1, WINDOW);
  if (!attempt) throw new Error("unreachable");
  for (const cost of [2n ** 53n, 2n ** 62n + 1n, BigInt(Number.MAX_SAFE_INTEGER)]) {
    const rows = [cost, 1n, null, 1n].map((costPico) => ({ ...attempt, costPico }));

    expect(deltaOf(rows).money.cost_pico).toEqual([cost + 2n]);
  }
});
