import { groupBy as groupItems } from "@/lib/domain/group-by";
import { expandDiscounts } from "@/lib/domain/pricing/discounted-price";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { type BoundBasis, type PlausibleRates, plausibleRates, worthOf } from "@/lib/domain/pricing/plausible-rates";
import { MINUTE_US } from "@/lib/domain/time/units";
import { addSums } from "../aggregates/aggregate-stats";
import { keyOfNames } from "../aggregates/group-by-names";
import type { AggregateGroup, GroupsInput } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { loadDiscounts } from "../prices/list-discounted-prices";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { listPrices } from "../prices/list-prices";
import type { RollupSum } from "../schema/rollup-columns";
import { pairOf } from "./pair-of";

export const UNPRICED_SUMS = [
  "unpriced_input_tokens",
  "unpriced_output_tokens",
] as const satisfies readonly RollupSum[];
type UnpricedSum = (typeof UNPRICED_SUMS)[number];
type UnpricedGroup = AggregateGroup<UnpricedSum>;

/** What tokens without a price are worth, in pico USD. */
type Bounds = { low: bigint; high: bigint };
/** Of a row: the cost that is not known to be certain or estimated, and what its unpriced tokens are worth, null where that is unknown. */
export type CertaintyParts = { undivided: bigint; bounds: Bounds | null };
type UnpricedModel = {
  model: string;
  provider: string;
  tokens: number;
  basis: BoundBasis;
  bounds: Bounds | null;
};

export type CertaintyRead = {
  total: CertaintyParts;
  models: UnpricedModel[];
  ofRow: (row: Pick<AggregateGroup, "bucket" | "names">) => CertaintyParts;
};

type Question = Omit<GroupsInput<RollupSum>, "sums" | "metrics">;
type CostReader = (question: GroupsInput<"cost_pico">) => Promise<{ groups: AggregateGroup<"cost_pico">[] }>;

type RowsRead = {
  groups: readonly UnpricedGroup[];
  readCosts: CostReader;
  /** Whether rows can be read by model too. */
  isByModel: boolean;
};

const NONE: Bounds = { low: 0n, high: 0n };

/**
 * How sure the spend of a question's rows is, beyond what their own sums say.
 *
 * Each unpriced model at a provider has one lowest and one highest price, whatever row its tokens are in, so that rows add up
 * to the total. `readCosts` reads the rows as the question itself was read.
 */
export async function readCertainty(
  db: Db,
  question: Question,
  { groups, readCosts, isByModel }: RowsRead,
): Promise<CertaintyRead> {
  const undivided = await readUndivided(question, readCosts);
  const hasUnpriced = tokensOf(addSums(UNPRICED_SUMS, groups)).all > 0;
  const models = hasUnpriced ? await readUnpricedModels(db, question) : [];
  const rows =
    isByModel && models.length > 0 ? await readRowBounds(db, question, models) : new Map<string, Bounds | null>();
  const costs = new Map(undivided.map(({ sums, ...row }) => [keyOf(row), sums.cost_pico]));
  return {
    total: {
      undivided: undivided.reduce((sum, { sums }) => sum + sums.cost_pico, 0n),
      bounds: addBounds(models.map(({ bounds }) => bounds)),
    },
    models: models.map(({ rates: _, ...model }) => model),
    ofRow: (row) => ({
      undivided: costs.get(keyOf(row)) ?? 0n,
      bounds: isByModel || models.length === 0 ? boundsIn(rows, keyOf(row)) : null,
    }),
  };
}

/** A row without unpriced tokens has none that are worth anything. */
function boundsIn(rows: ReadonlyMap<string, Bounds | null>, key: string): Bounds | null {
  const bounds = rows.get(key);
  return bounds === undefined ? NONE : bounds;
}

/** What was spent before sums told what is estimated. */
async function readUndivided(question: Question, read: CostReader): Promise<AggregateGroup<"cost_pico">[]> {
  const known = question.retention.partsKnownFrom ?? Number.NEGATIVE_INFINITY;
  const buckets = question.buckets
    .filter(({ from }) => from < known)
    .map(({ from, to }) => ({ from, to: Math.min(to, known) }));
  if (buckets.length === 0) return [];
  return (await read({ ...question, buckets, sums: ["cost_pico"], metrics: [] })).groups;
}

type RatedModel = UnpricedModel & { rates: PlausibleRates | null };

async function readUnpricedModels(db: Db, question: Question): Promise<RatedModel[]> {
  const whole = { from: question.buckets[0]?.from ?? 0, to: question.buckets.at(-1)?.to ?? 0 };
  const span = { fromUs: whole.from * MINUTE_US, toUs: whole.to * MINUTE_US };
  const pairs = ["model", "provider"] as const;
  const [{ groups }, listed, rates, { rules, idOf }] = await Promise.all([
    readGroups(db, { ...question, buckets: [whole], groupBy: pairs, sums: UNPRICED_SUMS, metrics: [] }),
    listPrices(db),
    listExchangeRates(db),
    loadDiscounts(db),
  ]);
  const prices = listed.flatMap((price) => expandDiscounts(price, rules, idOf));
  const context = { span, rates: createExchangeRates(rates) };
  return groups
    .filter(({ sums }) => tokensOf(sums).all > 0)
    .map(({ names, sums }): RatedModel => {
      const { model, provider } = pairOf(names);
      const { all, ...tokens } = tokensOf(sums);
      const found = plausibleRates({ model, tokens }, prices, context);
      return {
        model,
        provider,
        tokens: all,
        basis: found?.basis ?? "none",
        bounds: boundsOf(sums, found),
        rates: found,
      };
    })
    .sort((a, b) => b.tokens - a.tokens || (a.model < b.model ? -1 : 1));
}

/** Of every row with unpriced tokens. */
async function readRowBounds(
  db: Db,
  question: Question,
  models: readonly RatedModel[],
): Promise<Map<string, Bounds | null>> {
  const rates = new Map(models.map((model) => [pairOf(model).key, model.rates]));
  const groupBy = [...new Set([...question.groupBy, "model" as const, "provider" as const])];
  const filters = { ...question.filters, model: [...new Set(models.map(({ model }) => model))] };
  const { groups } = await readGroups(db, { ...question, filters, groupBy, sums: UNPRICED_SUMS, metrics: [] });
  const rows = groupItems(
    groups.filter(({ sums }) => tokensOf(sums).all > 0),
    ({ bucket, names }) => keyOf({ bucket, names: pick(names, question.groupBy) }),
  );
  return new Map(
    [...rows].map(([key, own]) => [
      key,
      addBounds(own.map(({ names, sums }) => boundsOf(sums, rates.get(pairOf(names).key) ?? null))),
    ]),
  );
}

function pick(names: AggregateGroup["names"], groupBy: Question["groupBy"]): AggregateGroup["names"] {
  return Object.fromEntries(groupBy.map((name) => [name, names[name]]));
}

function tokensOf({ unpriced_input_tokens: input, unpriced_output_tokens: output }: UnpricedGroup["sums"]) {
  return { input, output, all: input + output };
}

function boundsOf(sums: UnpricedGroup["sums"], rates: PlausibleRates | null): Bounds | null {
  const tokens = tokensOf(sums);
  return rates && { low: worthOf(tokens, rates.low), high: worthOf(tokens, rates.high) };
}

/** Unknown where any of them is. */
function addBounds(parts: readonly (Bounds | null)[]): Bounds | null {
  return parts.reduce((sum, part) => sum && part && { low: sum.low + part.low, high: sum.high + part.high }, NONE);
}

function keyOf({ bucket, names }: Pick<AggregateGroup, "bucket" | "names">): string {
  return `${bucket} ${keyOfNames(names)}`;
}
