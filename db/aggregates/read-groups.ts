import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { cutPieces } from "./cut-pieces";
import type { AggregateGroup, AggregateGroups, GroupsInput } from "./group-types";
import { type GroupPlan, planGroups } from "./plan-groups";
import { readPieces } from "./read-pieces";
import { readPlan } from "./read-plan";
import { sealedSumsOf } from "./sealed-sums";

/**
 * What every combination of names did in every bucket: the one reader behind all numbers, exact to the minute and to the last record
 * answered for. There is none for a bucket without a record.
 *
 * A name nobody has sent yet matches nothing. Samples come encoded, because decoding all of them at once would block.
 */
export async function readGroups<Sum extends RollupSum>(
  db: Db,
  input: GroupsInput<Sum>,
): Promise<AggregateGroups<Sum>> {
  if (input.buckets.length === 0) return { groups: [], from: 0, to: 0, method: "exact" };
  const plan = planGroups(input);
  const groups = await readPlanned(db, input, plan);
  const isExact =
    input.metrics.length === 0 ||
    (plan.isRaw && groups.every(({ samples }) => Object.values(samples).every(({ exact }) => exact !== null)));
  return { groups, from: plan.from, to: plan.to, method: isExact ? "exact" : "sketch" };
}

async function readPlanned<Sum extends RollupSum>(
  db: Db,
  input: GroupsInput<Sum>,
  plan: GroupPlan,
): Promise<AggregateGroup<Sum>[]> {
  const cache = sealedSumsOf(db);
  const pieces = cache && !plan.isRaw ? cutPieces(input, plan) : null;
  if (cache && pieces) return readPieces(db, { input, whole: plan, pieces }, cache);
  return readPlan(db, plan, input);
}
