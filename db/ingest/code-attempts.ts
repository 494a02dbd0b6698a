import type { Sql } from "postgres";
import type { DimensionCodes, DimensionValue } from "@/db/dimensions/dimension-codes";
import { type DimensionKind, NO_TIER_ID } from "@/db/schema/dimensions";
import type { Attempt } from "@/lib/contract/attempt";

/** Columns of codes, parallel to `rows`; 0 stands for null. */
export type CodedAttempts = {
  rows: readonly Attempt[];
  model: Int32Array;
  provider: Int32Array;
  region: Int32Array;
  tier: Int32Array;
  app: Int32Array;
  requestedModel: Int32Array;
  router: Int32Array;
  errorCode: Int32Array;
  serviceTier: Int32Array;
};

type CodeColumn = Exclude<keyof CodedAttempts, "rows">;

const KIND_OF_COLUMN: Readonly<Record<CodeColumn, DimensionKind>> = {
  model: "model",
  provider: "provider",
  region: "region",
  tier: "tier",
  app: "app",
  requestedModel: "model",
  router: "router",
  errorCode: "error_code",
  serviceTier: "service_tier",
};
const COLUMNS = Object.keys(KIND_OF_COLUMN) as CodeColumn[];

/** Looks up the dimension codes of attempts, asking the database only for names this process has not met. */
export async function codeAttempts(sql: Sql, rows: readonly Attempt[], codes: DimensionCodes): Promise<CodedAttempts> {
  const coded = emptyCodes(rows);
  // More than one round only where the cache was emptied in between.
  for (;;) {
    const missing = new Map<string, DimensionValue>();
    for (const column of COLUMNS) {
      lookUp(coded, column, codes, (value) => {
        const kind = KIND_OF_COLUMN[column];
        missing.set(`${kind} ${value}`, { kind, value });
      });
    }
    if (missing.size === 0) return coded;
    await codes.learn(sql, [...missing.values()]);
  }
}

/** The coded attempts for which `keep` holds, in the same order. */
export function filterCoded(coded: CodedAttempts, keep: (row: number) => boolean): CodedAttempts {
  const kept: number[] = [];
  for (let row = 0; row < coded.rows.length; row++) if (keep(row)) kept.push(row);
  const filtered = emptyCodes(kept.flatMap((row) => coded.rows[row] ?? []));
  for (const column of COLUMNS) {
    const from = coded[column];
    const to = filtered[column];
    for (const [index, row] of kept.entries()) to[index] = from[row] ?? 0;
  }
  return filtered;
}

function emptyCodes(rows: readonly Attempt[]): CodedAttempts {
  const column = () => new Int32Array(rows.length);
  return {
    rows,
    model: column(),
    provider: column(),
    region: column(),
    tier: column(),
    app: column(),
    requestedModel: column(),
    router: column(),
    errorCode: column(),
    serviceTier: column(),
  };
}

function lookUp(
  coded: CodedAttempts,
  column: CodeColumn,
  codes: DimensionCodes,
  onMissing: (value: string) => void,
): void {
  const kind = KIND_OF_COLUMN[column];
  const to = coded[column];
  let lastValue: string | null = null;
  let lastCode: number = NO_TIER_ID;
  for (let row = 0; row < to.length; row++) {
    const value = coded.rows[row]?.[column] ?? null;
    if (value === null) continue;
    if (value !== lastValue) {
      const code = codes.get(kind, value);
      if (code === undefined) onMissing(value);
      lastValue = value;
      lastCode = code ?? 0;
    }
    to[row] = lastCode;
  }
}
