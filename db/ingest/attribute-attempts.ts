import type { Sql } from "postgres";
import type { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { NO_POLICY_VERSION, NO_PRICE_ID } from "@/db/schema/attributions";
import type { CodedAttempts } from "./code-attempts";
import { groupRows } from "./group-rows";

/** The attribution of each attempt, asking the database only for combinations this process has not met. */
export async function attributeAttempts(sql: Sql, coded: CodedAttempts, codes: DimensionCodes): Promise<Int32Array> {
  const columns = keyColumns(coded);
  const groups = groupRows(columns, coded.rows.length);
  const keys = Array.from(groups.first, (row) => columns.map((column) => column[row] ?? 0));
  let ids = keys.map((key) => codes.attributions.get(key));
  // More than one round only where the memory was emptied in between.
  while (ids.includes(undefined)) {
    await codes.attributions.learn(
      sql,
      keys.filter((_, group) => ids[group] === undefined),
    );
    ids = keys.map((key) => codes.attributions.get(key));
  }
  return groups.of.map((group) => ids[group] ?? 0);
}

/** In the order of ATTRIBUTION_COLUMNS. */
function keyColumns(coded: CodedAttempts): Int32Array[] {
  const { rows, model, provider, region, tier, app, requestedModel, router, serviceTier } = coded;
  const price = Int32Array.from(rows, ({ priceId }) => priceId ?? NO_PRICE_ID);
  const policyVersion = Int32Array.from(rows, (row) => row.policyVersion ?? NO_POLICY_VERSION);
  return [model, provider, region, tier, app, requestedModel, router, serviceTier, price, policyVersion];
}
