import { METER_NAMES, TOKEN_METERS, type TokenMeter } from "../focus/token-meters";
import { recordOf } from "../record-of";
import { UNASSIGNED } from "../report-dimensions";
import type { CostParts, MonthRow } from "./month-row";

/** What a month's cost is split into: the buckets of tokens, what has no bucket, and what prices of tokens do not explain. */
export const COST_BUCKETS = Object.keys(METER_NAMES) as (keyof CostParts)[];
type CostBucket = (typeof COST_BUCKETS)[number];

type BucketSums = { tokens: number; pico: bigint };
type CountSums = { attempts: number; unpricedAttempts: number; pico: bigint | null };
export type ModelSums = CountSums & {
  provider: string;
  model: string;
  unpricedTokens: number;
  buckets: Record<CostBucket, BucketSums>;
};
export type OwnerSums = CountSums & { app: string; team: string; usageRecords: number };
export type TotalSums = CountSums & {
  rows: number;
  pricedAttempts: number;
  estimatedAttempts: number;
  unpricedTokens: number;
  /** Null where it is not known how much is estimated. */
  estimatedPico: bigint | null;
  usage: { records: number; unpriced: number; pico: bigint | null; otherAmounts: number };
};

const isMeter = (bucket: CostBucket): bucket is TokenMeter => TOKEN_METERS.some((meter) => meter === bucket);

/** Adds up the rows of a month: the models together, and the owners together, are the total. */
export class MonthSums {
  readonly #models = new Map<string, ModelSums>();
  readonly #owners = new Map<string, OwnerSums>();
  readonly #priceIds = new Set<string>();
  readonly total: TotalSums = {
    ...{ rows: 0, attempts: 0, pricedAttempts: 0, estimatedAttempts: 0, unpricedAttempts: 0, unpricedTokens: 0 },
    ...{ pico: null, estimatedPico: 0n, usage: { records: 0, unpriced: 0, pico: null, otherAmounts: 0 } },
  };

  add(row: MonthRow): void {
    const { total } = this;
    const model = this.#modelOf(row);
    const owner = this.#ownerOf(row);
    const pico = row.kind === "attempts" && row.priced === 0 ? null : row.costPico;
    total.rows++;
    if (row.priceId !== null) this.#priceIds.add(row.priceId);
    for (const sums of [total, model, owner]) {
      sums.pico = plus(sums.pico, pico);
      if (row.kind === "usage") continue;
      sums.attempts += row.attempts;
      sums.unpricedAttempts += row.attempts - row.priced;
    }
    if (row.kind === "usage") this.#addUsage(row, model, owner);
    else this.#addAttempts(row, model);
  }

  /** By provider and model. */
  models(): ModelSums[] {
    return sorted(this.#models);
  }

  /** By app and team. */
  owners(): OwnerSums[] {
    return sorted(this.#owners);
  }

  /** Of every price that a row names. */
  priceIds(): ReadonlySet<string> {
    return this.#priceIds;
  }

  #addAttempts(row: Extract<MonthRow, { kind: "attempts" }>, model: ModelSums): void {
    const { total } = this;
    total.pricedAttempts += row.priced;
    total.estimatedAttempts += row.estimated;
    total.unpricedTokens += row.unpricedTokens ?? 0;
    model.unpricedTokens += row.unpricedTokens ?? 0;
    total.estimatedPico = both(total.estimatedPico, row.estimatedPico);
    for (const bucket of COST_BUCKETS) {
      const sums = model.buckets[bucket];
      sums.pico += row.parts[bucket];
      if (isMeter(bucket)) sums.tokens += row.used[bucket];
    }
  }

  #addUsage(row: Extract<MonthRow, { kind: "usage" }>, model: ModelSums, owner: OwnerSums): void {
    const { total } = this;
    const { all } = model.buckets;
    total.usage.records++;
    owner.usageRecords++;
    total.usage.pico = plus(total.usage.pico, row.costPico);
    if (row.otherAmount !== null) total.usage.otherAmounts++;
    if (row.costPico === null) {
      total.usage.unpriced++;
      total.unpricedTokens += row.tokens ?? 0;
      model.unpricedTokens += row.tokens ?? 0;
      return;
    }
    all.pico += row.costPico;
    all.tokens += row.tokens ?? 0;
    total.estimatedPico = both(total.estimatedPico, row.isEstimated ? row.costPico : 0n);
  }

  #modelOf({ owner }: MonthRow): ModelSums {
    const [provider, model] = [owner.provider, owner.model ?? UNASSIGNED];
    return getOrMake(this.#models, `${provider}\u0000${model}`, () => ({
      ...{ provider, model, attempts: 0, unpricedAttempts: 0, pico: null, unpricedTokens: 0 },
      buckets: recordOf(COST_BUCKETS, () => ({ tokens: 0, pico: 0n })),
    }));
  }

  #ownerOf({ owner: { tags } }: MonthRow): OwnerSums {
    const [app, team] = [tags.app ?? UNASSIGNED, tags.team ?? UNASSIGNED];
    return getOrMake(this.#owners, `${app}\u0000${team}`, () => ({
      ...{ app, team, attempts: 0, unpricedAttempts: 0, pico: null, usageRecords: 0 },
    }));
  }
}

/** What a row cost in no bucket but one of these; of nothing else. */
export function costParts(parts: Partial<CostParts>): CostParts {
  return recordOf(COST_BUCKETS, (bucket) => parts[bucket] ?? 0n);
}

function getOrMake<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): Value[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Nothing known adds nothing. */
function plus(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? (a ?? b) : a + b;
}

/** Of a part that is not known, the whole is not. */
function both(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? null : a + b;
}
