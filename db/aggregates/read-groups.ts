import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { selectRows } from "../select-rows";
import { groupRowSchema } from "./group-row-schema";
import { groupStatement } from "./group-statement";
import type { AggregateGroups, GroupsInput } from "./group-types";
import { planGroups } from "./plan-groups";

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
  const rows = await selectRows(
    db,
    groupStatement(plan, input),
    groupRowSchema<Sum>({ ...input, isExact: plan.isRaw }),
  );
  const groups = rows.flat();
  const isExact =
    input.metrics.length === 0 ||
    (plan.isRaw && groups.every(({ samples }) => Object.values(samples).every(({ exact }) => exact !== null)));
  return { groups, from: plan.from, to: plan.to, method: isExact ? "exact" : "sketch" };
}
