import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import type { AggregateGroup, Samples, Sums } from "./group-types";

/** Two parts of one group together: what is exact is added up, and encodings joined end to end are their merge. */
export function addGroups<Sum extends RollupSum>(a: AggregateGroup<Sum>, b: AggregateGroup<Sum>): AggregateGroup<Sum> {
  const sums: Record<string, number | bigint> = {};
  for (const [name, value] of Object.entries<number | bigint>(a.sums)) {
    const other: number | bigint = b.sums[name as Sum];
    sums[name] = typeof value === "bigint" ? value + BigInt(other) : value + Number(other);
  }
  const samples: AggregateGroup["samples"] = {};
  for (const [metric, own] of Object.entries(a.samples)) {
    const other = b.samples[metric as RollupMetric];
    samples[metric as RollupMetric] = other ? addSamples(own, other) : own;
  }
  // The parts have the same sums, which is what Sums says by the name.
  return { ...a, sums: sums as Sums<Sum>, samples };
}

function addSamples(a: Samples, b: Samples): Samples {
  return {
    n: a.n + b.n,
    min: least(a.min, b.min),
    max: a.max === null || b.max === null ? (a.max ?? b.max) : Math.max(a.max, b.max),
    sketch: Buffer.concat([a.sketch, b.sketch]),
    exact: a.exact && b.exact && Buffer.concat([a.exact, b.exact]),
  };
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
