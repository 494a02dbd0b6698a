import type { OutcomeCounts } from "../outcome";
import { OUTCOMES } from "../outcome";
import { recordOf } from "../record-of";
import type { BlockSamples } from "../sketch/summarize-blocks";
import { rangeOf } from "../sketch/summarize-blocks";
import { stratumKey } from "./mix";
import { SAMPLED, type StratumGroup } from "./standardize";

type Exact = Extract<BlockSamples, { sorted: Float64Array }>;

/**
 * The groups of one model, kind of traffic and block of time as one, where all their samples are known: what a coarser mix no longer
 * tells apart is counted as often otherwise as there were finer kinds.
 */
export function mergeGroups(groups: readonly StratumGroup[]): StratumGroup[] {
  const merged = new Map<string, [StratumGroup, ...StratumGroup[]]>();
  const apart: StratumGroup[] = [];
  for (const group of groups) {
    if (!SAMPLED.every((metric) => isExact(group.samples[metric]))) {
      apart.push(group);
      continue;
    }
    const key = `${group.block} ${stratumKey(group.stratum)} ${group.model}`;
    const known = merged.get(key);
    if (known) known.push(group);
    else merged.set(key, [group]);
  }
  return [...apart, ...[...merged.values()].map(mergeSome)];
}

function mergeSome(groups: readonly [StratumGroup, ...StratumGroup[]]): StratumGroup {
  const [first] = groups;
  if (groups.length === 1) return first;
  const sum = (of: (group: StratumGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const samples: StratumGroup["samples"] = {};
  for (const metric of SAMPLED) {
    const parts = groups.map((group) => group.samples[metric]).filter(isExact);
    if (parts.length > 0) samples[metric] = mergeSamples(parts, first.block);
  }
  return {
    ...first,
    attempts: sum(({ attempts }) => attempts),
    outcomes: recordOf(OUTCOMES, (name) => sum(({ outcomes }) => outcomes[name])) satisfies OutcomeCounts,
    priced: sum(({ priced }) => priced),
    cost: sum(({ cost }) => cost),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    samples,
  };
}

function mergeSamples(parts: readonly Exact[], block: number): Exact {
  const sorted = new Float64Array(parts.reduce((n, part) => n + part.sorted.length, 0));
  let at = 0;
  for (const part of parts) {
    sorted.set(part.sorted, at);
    at += part.sorted.length;
  }
  return { block, range: rangeOf(parts), sorted: sorted.sort() };
}

function isExact(samples: BlockSamples | undefined): samples is Exact {
  return samples !== undefined && "sorted" in samples;
}
