import type { Sql } from "postgres";
import type { UsedValue } from "@/db/dimensions/admit-values";
import type { DimensionCodes } from "@/db/dimensions/dimension-codes";
import type { DimensionUse } from "@/db/schema/dimension-days";
import { NO_TIER_ID } from "@/db/schema/dimensions";
import type { Attempt } from "@/lib/contract/attempt";
import { LABELS, type Label } from "@/lib/domain/labels";
import { DEFAULT_OPERATION, FIRST_STAGE } from "@/lib/domain/operation";
import { recordOf } from "@/lib/domain/record-of";

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
  /** 0 stands for the default too: chat, and the first stage. */
  labels: Record<Label, Int32Array>;
  /** The set of each attempt's labels, 0 for none; assignLabelSets knows it. */
  labelSet: Int32Array;
};

const COLUMNS = [
  "model",
  "provider",
  "region",
  "tier",
  "app",
  "requestedModel",
  "router",
  "errorCode",
  "serviceTier",
  "labelSet",
] as const satisfies readonly Exclude<keyof CodedAttempts, "rows" | "labels">[];

/** Looks up the dimension codes of attempts, asking the database only for names this process has not met. */
export async function codeAttempts(sql: Sql, rows: readonly Attempt[], codes: DimensionCodes): Promise<CodedAttempts> {
  const coded = emptyCodes(rows);
  // More than one round only where the cache was emptied in between.
  for (;;) {
    const missing = lookUpAll(coded, codes);
    if (missing.size === 0) return coded;
    await codes.learn(sql, [...missing.values()]);
  }
}

/** The coded attempts for which `keep` holds, in the same order. */
export function filterCoded(coded: CodedAttempts, keep: (row: number) => boolean): CodedAttempts {
  const remaining: number[] = [];
  for (let row = 0; row < coded.rows.length; row++) if (keep(row)) remaining.push(row);
  const filtered = emptyCodes(remaining.flatMap((row) => coded.rows[row] ?? []));
  const pick = (from: Int32Array, to: Int32Array) => {
    for (const [index, row] of remaining.entries()) to[index] = from[row] ?? 0;
  };
  for (const column of COLUMNS) pick(coded[column], filtered[column]);
  for (const label of LABELS) pick(coded.labels[label], filtered.labels[label]);
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
    labels: recordOf(LABELS, column),
    labelSet: column(),
  };
}

function lookUpAll(coded: CodedAttempts, codes: DimensionCodes): Map<string, UsedValue> {
  const missing = new Map<string, UsedValue>();
  const model = finder(codes, "model", missing);
  const provider = finder(codes, "provider", missing);
  const region = finder(codes, "region", missing);
  const tier = finder(codes, "tier", missing);
  const app = finder(codes, "app", missing);
  const requestedModel = finder(codes, "requested_model", missing);
  const router = finder(codes, "router", missing);
  const errorCode = finder(codes, "error_code", missing);
  const serviceTier = finder(codes, "service_tier", missing);
  for (const [row, attempt] of coded.rows.entries()) {
    coded.model[row] = model(attempt.model);
    coded.provider[row] = provider(attempt.provider);
    coded.region[row] = region(attempt.region);
    coded.tier[row] = tier(attempt.tier);
    coded.app[row] = app(attempt.app);
    coded.requestedModel[row] = requestedModel(attempt.requestedModel);
    coded.router[row] = router(attempt.router);
    coded.errorCode[row] = errorCode(attempt.errorCode);
    coded.serviceTier[row] = serviceTier(attempt.serviceTier);
  }
  // Seven more looks at every attempt, for what most batches have none of.
  if (!coded.rows.some(isLabelled)) return missing;
  for (const label of LABELS) {
    const codeOf = finder(codes, label, missing);
    const column = coded.labels[label];
    for (const [row, attempt] of coded.rows.entries()) column[row] = codeOf(labelOf(attempt, label));
  }
  return missing;
}

function isLabelled({ operation, team, key, environment, feature, agent, stage }: Attempt): boolean {
  if (team !== null || key !== null || environment !== null || feature !== null || agent !== null) return true;
  return operation !== DEFAULT_OPERATION || stage !== FIRST_STAGE;
}

/** A label as its dictionary has it; null for what is said by saying nothing. */
function labelOf(attempt: Attempt, label: Label): string | null {
  if (label === "stage") return attempt.stage === FIRST_STAGE ? null : String(attempt.stage);
  if (label === "operation") return attempt.operation === DEFAULT_OPERATION ? null : attempt.operation;
  return attempt[label];
}

function finder(codes: DimensionCodes, use: DimensionUse, missing: Map<string, UsedValue>) {
  const known = codes.ofUse(use);
  const capped = codes.cappedOf(use);
  return (value: string | null): number => {
    if (value === null) return NO_TIER_ID;
    const code = known.get(value) ?? capped;
    if (code === undefined) missing.set(`${use} ${value}`, { use, value });
    return code ?? NO_TIER_ID;
  };
}
