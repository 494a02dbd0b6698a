import type { Sql } from "postgres";
import type { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { NO_POLICY_VERSION, NO_PRICE_ID } from "@/db/schema/dimension-sets";
import type { CodedAttempts } from "./code-attempts";

/** The dimension set of each attempt, asking the database only for combinations this process has not met. */
export async function assignDimensionSets(sql: Sql, coded: CodedAttempts, codes: DimensionCodes): Promise<Int32Array> {
  const columns = keyColumns(coded);
  const ids = new Int32Array(coded.rows.length);
  // More than one round only where the memory was emptied in between.
  for (;;) {
    const missing: number[] = [];
    for (let row = 0; row < ids.length; row++) {
      ids[row] = codes.dimensionSets.get(columns, row);
      if (ids[row] === 0) missing.push(row);
    }
    if (missing.length === 0) return ids;
    await codes.dimensionSets.learn(sql, columns, missing);
  }
}

/** In the order of DIMENSION_SET_COLUMNS. */
function keyColumns(coded: CodedAttempts): Int32Array[] {
  const { rows, model, provider, region, tier, app, requestedModel, router, serviceTier } = coded;
  const price = new Int32Array(rows.length);
  const policyVersion = new Int32Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    price[row] = rows[row]?.priceId ?? NO_PRICE_ID;
    policyVersion[row] = rows[row]?.policyVersion ?? NO_POLICY_VERSION;
  }
  return [model, provider, region, tier, app, requestedModel, router, serviceTier, price, policyVersion];
}
