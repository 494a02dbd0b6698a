import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { selectRows } from "../select-rows";
import { groupRowSchema } from "./group-row-schema";
import { groupStatement } from "./group-statement";
import type { AggregateGroup, GroupsInput } from "./group-types";
import type { GroupPlan } from "./plan-groups";

/** The groups that a plan reads, in one statement. */
export async function readPlan<Sum extends RollupSum>(
  db: Db,
  plan: GroupPlan,
  input: GroupsInput<Sum>,
): Promise<AggregateGroup<Sum>[]> {
  const schema = groupRowSchema<Sum>({ ...input, isExact: plan.isRaw });
  return (await selectRows(db, groupStatement(plan, input), schema)).flat();
}
