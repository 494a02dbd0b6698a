import { Sketch } from "@/lib/domain/sketch/sketch";
import type { Db } from "../client";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import { addGroups } from "./add-groups";
import { describePlan, isSealed, type Piece } from "./cut-pieces";
import { keyOfNames } from "./group-by-names";
import type { AggregateGroup, GroupsInput, Samples } from "./group-types";
import { mapYielding } from "./map-yielding";
import type { GroupPlan } from "./plan-groups";
import { readCached } from "./read-cached";
import { readPlan } from "./read-plan";
import type { SealedSumsCache } from "./sealed-sums";

type Question<Sum extends RollupSum> = { input: GroupsInput<Sum>; whole: GroupPlan; pieces: readonly Piece[] };

/**
 * The groups of a window from one snapshot: what no level has yet is read, and of each piece the sealed sums only where they
 * changed since they were last read.
 */
export async function readPieces<Sum extends RollupSum>(
  db: Db,
  { input, whole, pieces }: Question<Sum>,
  cache: SealedSumsCache,
): Promise<AggregateGroup<Sum>[]> {
  const { groupBy, sums, metrics, filters } = input;
  const { rows, beside } = await readCached(
    db,
    {
      pieces: pieces.map((piece) => ({
        span: { from: piece.plan.from, to: piece.plan.to },
        key: isSealed(piece) ? JSON.stringify([describePlan(piece.plan), groupBy, sums, metrics, filters]) : null,
        read: async (tx) => mapYielding(await readPlan(tx, piece.plan, input), compact),
      })),
      bytesOf,
      onlySettled: false,
      beside: (tx) => readPlan(tx, { ...whole, runs: onlyRaw(whole), moved: null, only: "unsealed" }, input),
    },
    cache,
  );
  const sealed = pieces.flatMap(({ places }, index) =>
    (rows[index] ?? []).map((group) => ({ ...group, bucket: places[group.bucket] ?? 0 })),
  );
  return merged([...sealed, ...beside]);
}

/** What single attempts are read for is not read of the rows that no level has yet. */
function onlyRaw({ runs }: GroupPlan): GroupPlan["runs"] {
  return new Map([...runs].filter(([level]) => level === "raw"));
}

function merged<Sum extends RollupSum>(groups: readonly AggregateGroup<Sum>[]): AggregateGroup<Sum>[] {
  const byKey = new Map<string, AggregateGroup<Sum>>();
  for (const group of groups) {
    const key = `${group.bucket} ${keyOfNames(group.names)}`;
    const known = byKey.get(key);
    byKey.set(key, known ? addGroups(known, group) : group);
  }
  return [...byKey.values()];
}

const BYTES_OF_GROUP = 600;
const BYTES_OF_SAMPLES = 200;

function bytesOf({ samples }: Pick<AggregateGroup, "samples">): number {
  return Object.values(samples).reduce((sum, { sketch }) => sum + BYTES_OF_SAMPLES + sketch.length, BYTES_OF_GROUP);
}

// Scratch space: a sketch is too large to make one per group.
const scratch = new Sketch();

/** The same with the pieces of each sketch merged, in memory of its own instead of a part of the whole answer's. */
function compact<Sum extends RollupSum>(group: AggregateGroup<Sum>): AggregateGroup<Sum> {
  const samples: AggregateGroup["samples"] = {};
  for (const [metric, own] of Object.entries(group.samples)) samples[metric as RollupMetric] = onePiece(own);
  return { ...group, samples };
}

function onePiece(samples: Samples): Samples {
  if (samples.sketch.length === 0) return { ...samples, sketch: new Uint8Array(0) };
  scratch.clear();
  scratch.mergeEncoded(samples.sketch);
  return { ...samples, sketch: scratch.encode() };
}
