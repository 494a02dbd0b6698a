import { sql } from "drizzle-orm";
import { z } from "zod";
import type { ChargeSeries } from "@/lib/domain/focus/charge";
import type { GroupSeries } from "@/lib/domain/focus/group-charges";
import { amountSeries, type ChargeOwner, otherSeries, tokenSeries } from "@/lib/domain/focus/series";
import type { TokenMeter } from "@/lib/domain/focus/token-meters";
import { LABELS } from "@/lib/domain/labels";
import type { Price } from "@/lib/domain/pricing/price";
import { recordOf } from "@/lib/domain/record-of";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import type { AttemptGroups } from "./attempt-groups";

const OWNERS_MAX = 20_000;

const name = z.string().nullable();
const setSchema = z.object({
  id: z.number(),
  provider: z.string(),
  model: z.string(),
  region: z.string(),
  tier: name,
  app: name,
  router: name,
  price_id: z.number(),
});
const labelSchema = z.object({ id: z.number(), ...recordOf(LABELS, () => name) });
type DimensionSet = z.output<typeof setSchema>;
type LabelSet = z.output<typeof labelSchema>;

export type OwnedSeries = { owner: ChargeOwner; series: GroupSeries; price: Price | null };

/**
 * Looks up whose groups are, by numbers of dimension and label sets. Each series is one object for all its charges, for as
 * long as it is remembered.
 */
export function ownerLookup(prices: ReadonlyMap<string, Price>) {
  const sets = new Map<number, DimensionSet>();
  const labels = new Map<number, LabelSet>();
  /** By dimension set, and then by label set. */
  const known = new Map<number, Map<number, OwnedSeries>>();
  let knownCount = 0;
  return {
    /** Reads what the next groups need that is not known yet. */
    async learn(tx: Db, groups: AttemptGroups): Promise<void> {
      if (knownCount > OWNERS_MAX) {
        known.clear();
        knownCount = 0;
      }
      if (sets.size > OWNERS_MAX) sets.clear();
      if (labels.size > OWNERS_MAX) labels.clear();
      const [setIds, labelIds] = [new Set<number>(), new Set<number>()];
      for (let index = 0; index < groups.length; index++) {
        setIds.add(groups.dimensionSetIdOf(index));
        labelIds.add(groups.labelSetIdOf(index));
      }
      await learnInto(tx, sets, setIds, readSets);
      await learnInto(tx, labels, labelIds, readLabels);
    },
    /** Of groups of these sets that were learnt of. */
    seriesOf(dimensionSetId: number, labelSetId: number): OwnedSeries {
      const ofSet = known.get(dimensionSetId) ?? new Map<number, OwnedSeries>();
      const found = ofSet.get(labelSetId);
      if (found) return found;
      const owned = ownedSeries(sets.get(dimensionSetId), labels.get(labelSetId), prices);
      known.set(dimensionSetId, ofSet.set(labelSetId, owned));
      knownCount++;
      return owned;
    },
  };
}

async function learnInto<Row extends { id: number }>(
  tx: Db,
  known: Map<number, Row>,
  ids: ReadonlySet<number>,
  read: (tx: Db, ids: readonly number[]) => Promise<Row[]>,
): Promise<void> {
  const unknown = [...ids].filter((id) => !known.has(id));
  if (unknown.length > 0) for (const row of await read(tx, unknown)) known.set(row.id, row);
}

function readSets(tx: Db, ids: readonly number[]): Promise<DimensionSet[]> {
  return selectRows(
    tx,
    sql`select t.id, t.price_id, ${namesOf(["provider", "model", "region", "tier", "app", "router"])}
      from attribution t where t.id = any(${idArray(ids)})`,
    setSchema,
  );
}

function readLabels(tx: Db, ids: readonly number[]): Promise<LabelSet[]> {
  return selectRows(
    tx,
    sql`select t.id, ${namesOf(LABELS)} from label_set t where t.id = any(${idArray(ids)})`,
    labelSchema,
  );
}

function namesOf(names: readonly string[]) {
  return sql.raw(names.map((each) => `(select value from dimension where id = t.${each}_id) as ${each}`).join(", "));
}

function idArray(ids: readonly number[]) {
  return sql`${`{${ids.join(",")}}`}::text::int[]`;
}

function ownedSeries(
  set: DimensionSet | undefined,
  labels: LabelSet | undefined,
  prices: ReadonlyMap<string, Price>,
): OwnedSeries {
  if (!set) throw new Error("A dimension set that attempts name has no row");
  const { provider, model, region, tier, app, router } = set;
  const owner: ChargeOwner = {
    ...{ provider, issuer: provider, model, region },
    tags: { app, tier, router, ...recordOf(LABELS, (label) => labels?.[label] ?? null) },
    principal: labels?.key ?? null,
    source: "attempts",
  };
  const price = prices.get(String(set.price_id)) ?? null;
  return { owner, price, series: groupSeries(owner, price) };
}

/** The series of an owner's charges, each made once. */
export function groupSeries(owner: ChargeOwner, price: Price | null): GroupSeries {
  const made = new Map<string, ChargeSeries>();
  const once = (key: string, make: () => ChargeSeries): ChargeSeries => {
    const series = made.get(key) ?? make();
    made.set(key, series);
    return series;
  };
  const priceId = price?.id ?? null;
  return {
    token: (meter: TokenMeter) =>
      once(meter, () => {
        if (!price) throw new Error("Tokens are charged at a price");
        return tokenSeries(owner, meter, price);
      }),
    all: (consumedUnit) => once(`all ${consumedUnit}`, () => amountSeries(owner, "all", { consumedUnit, priceId })),
    rest: () => once("rest", () => amountSeries(owner, "rest", { consumedUnit: "Requests", priceId })),
    unpriced: () => once("unpriced", () => otherSeries(owner, "Adjustment", "attempts whose cost is not known")),
  };
}
