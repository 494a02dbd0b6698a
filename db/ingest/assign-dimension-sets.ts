import type { Sql } from "postgres";
import type { KeyColumns } from "@/db/code-sets/code-set-table";
import type { CodeSets } from "@/db/code-sets/code-sets";
import type { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { NO_POLICY_VERSION, NO_PRICE_ID } from "@/db/schema/dimension-sets";
import { LABELS } from "@/lib/domain/labels";
import type { CodedAttempts } from "./code-attempts";

/** The dimension set of each attempt, asking the database only for combinations this process has not met. */
export async function assignDimensionSets(sql: Sql, coded: CodedAttempts, codes: DimensionCodes): Promise<Int32Array> {
  return numbersOf(sql, codes.dimensionSets, keyColumns(coded), coded.rows.length, () => true);
}

/** The label set of each attempt in the same way; 0 for one that has no label. */
export async function assignLabelSets(sql: Sql, coded: CodedAttempts, codes: DimensionCodes): Promise<Int32Array> {
  const columns = LABELS.map((label) => coded.labels[label]);
  const used = columns.filter((column) => column.some((code) => code !== 0));
  if (used.length === 0) return new Int32Array(coded.rows.length);
  const isLabelled = (row: number) => used.some((column) => column[row] !== 0);
  return numbersOf(sql, codes.labelSets, columns, coded.rows.length, isLabelled);
}

async function numbersOf(
  sql: Sql,
  sets: CodeSets,
  columns: KeyColumns,
  length: number,
  hasSet: (row: number) => boolean,
): Promise<Int32Array> {
  const ids = new Int32Array(length);
  const missing: number[] = [];
  for (let row = 0; row < length; row++) {
    if (!hasSet(row)) continue;
    ids[row] = sets.get(columns, row);
    if (ids[row] === 0) missing.push(row);
  }
  if (missing.length === 0) return ids;
  for (const [index, id] of (await sets.learn(sql, columns, missing)).entries()) ids[missing[index] ?? 0] = id;
  return ids;
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
