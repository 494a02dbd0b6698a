import type { Sql } from "postgres";
import type { RepriceRequest } from "@/lib/contract/reprice";
import { LABELS, type Label } from "@/lib/domain/labels";
import { absentName, type ReportDimension } from "@/lib/domain/report-dimensions";
import { lookupOf, type PriceLookup } from "@/lib/domain/repricing/reprice";
import { LABEL_SET_COLUMNS } from "../schema/label-sets";
import type { RepricePrices } from "./load-reprice-prices";
import type { PricedName } from "./price-terms";

/** A dimension set in names. */
export type Place = {
  model: string;
  provider: string;
  app: string;
  codes: { model_id: number; provider_id: number; region_id: number; tier_id: number; app_id: number };
  /** 0 of none. */
  priceId: number;
  isAsked: boolean;
  lookup: PriceLookup;
  /** The same of a call in a batch, where nobody says the tier that served. */
  batchLookup: PriceLookup;
};

/** A label set as far as a re-price goes by it. */
export type PlaceLabels = { isAsked: boolean; isBatch: boolean };

type SetRow = Record<"model_id" | "provider_id" | "region_id" | "tier_id" | "app_id" | "price_id" | "id", number> & {
  model: string;
  provider: string;
  region: string;
  tier: string | null;
  app: string;
  service_tier: string | null;
};

const NAME = (name: string) => `(select value from dimension where id = t.${name}_id)`;
const DIMENSIONS = ["model", "provider", "region", "tier", "app"] as const;

/** What a re-price knows of the dimension sets and label sets of attempts, asked for once each. */
export class RepricePlaces {
  readonly #sql: Sql;
  readonly #filters: RepriceRequest["filters"];
  readonly #prices: RepricePrices;
  readonly #places = new Map<number, Place>();
  readonly #labels = new Map<number, PlaceLabels>();

  constructor(sql: Sql, { filters, prices }: { filters: RepriceRequest["filters"]; prices: RepricePrices }) {
    this.#sql = sql;
    this.#filters = filters;
    this.#prices = prices;
  }

  /** The dimension sets that pass the filters, or null where all do. */
  async askedSets(): Promise<number[] | null> {
    const filtered = DIMENSIONS.filter((name) => this.#filters[name]?.length);
    if (filtered.length === 0) return null;
    const conditions = filtered.map(
      (name, index) => `coalesce(${NAME(name)}, '${absentName(name)}') = any($${index + 1}::text[])`,
    );
    const rows = await this.#sql.unsafe<{ id: number }[]>(
      `select t.id from attribution t where ${conditions.join(" and ")}`,
      filtered.map((name) => [...(this.#filters[name] ?? [])]),
    );
    return rows.map(({ id }) => id);
  }

  /** Makes known what attempts name by number. */
  async learn(setIds: Int32Array, labelSetIds: Int32Array): Promise<void> {
    const sets = unknownOf(setIds, this.#places);
    if (sets.length > 0) await this.#learnPlaces(sets);
    const labels = unknownOf(labelSetIds, this.#labels);
    if (labels.length > 0) await this.#learnLabels(labels);
  }

  /** What prices of the sets it knows are looked for under, as far as they are asked for. */
  pricedNames(): PricedName[] {
    const names = new Map<string, PricedName>();
    for (const { isAsked, lookup } of this.#places.values()) {
      if (!isAsked) continue;
      for (const name of lookup.names)
        names.set(JSON.stringify([lookup.seller, name]), { seller: lookup.seller, name });
    }
    return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
  }

  place(setId: number): Place {
    return known(this.#places.get(setId), `dimension set ${setId}`);
  }

  labels(labelSetId: number): PlaceLabels {
    return known(this.#labels.get(labelSetId), `label set ${labelSetId}`);
  }

  async #learnPlaces(ids: number[]): Promise<void> {
    const rows = await this.#sql.unsafe<SetRow[]>(
      `select t.id, t.model_id, t.provider_id, t.region_id, t.tier_id, t.app_id, t.price_id,
         ${[...DIMENSIONS, "service_tier"].map((name) => `${NAME(name)} as ${name}`).join(", ")}
       from attribution t where t.id = any($1::int[])`,
      [ids],
    );
    for (const { id, price_id: priceId, service_tier: serviceTier, tier, ...row } of rows) {
      const { model, provider, region, app, ...codes } = row;
      const former = this.#prices.byId.get(priceId) ?? null;
      const named = { model, provider, region, serviceTier, former };
      const isAsked = DIMENSIONS.every((name) => this.#passes(name, name === "tier" ? tier : row[name]));
      this.#places.set(id, {
        ...{ model, provider, app, codes, priceId, isAsked },
        lookup: lookupOf({ ...named, operation: null }),
        batchLookup: lookupOf({ ...named, operation: "batch" }),
      });
    }
  }

  async #learnLabels(ids: number[]): Promise<void> {
    const names = LABEL_SET_COLUMNS.map(
      (column) => `(select value from dimension where id = s.${column}) as ${column}`,
    );
    const rows = await this.#sql.unsafe<({ id: number } & Record<`${Label}_id`, string | null>)[]>(
      `select w.id, ${names.join(", ")} from unnest($1::int[]) as w(id) left join label_set s on s.id = w.id`,
      [ids],
    );
    for (const row of rows) {
      const isAsked = LABELS.every((label) => this.#passes(label, row[`${label}_id`]));
      this.#labels.set(row.id, { isAsked, isBatch: row.operation_id === "batch" });
    }
  }

  #passes(name: ReportDimension, value: string | null): boolean {
    const wanted = this.#filters[name];
    return !wanted?.length || wanted.includes(value ?? absentName(name));
  }
}

function unknownOf(ids: Int32Array, knownIds: ReadonlyMap<number, unknown>): number[] {
  const unknown = new Set<number>();
  let before = -1;
  for (const id of ids) {
    if (id !== before && !knownIds.has(id)) unknown.add(id);
    before = id;
  }
  return [...unknown];
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`An attempt names ${name}, which is not there`);
  return value;
}
