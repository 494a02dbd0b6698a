import { type CapacityCost, capacityCharges } from "@/lib/domain/focus/capacity-charge";
import type { Charge } from "@/lib/domain/focus/charge";
import type { AttemptsRow, MonthRow } from "@/lib/domain/months/month-row";
import { matchesName } from "@/lib/domain/pricing/discount-rule";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { daySpans } from "@/lib/domain/time/day-spans";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS, US_PER_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { StoredCapacity } from "../capacity/capacity-row";
import { costPeriods } from "../capacity/cost-periods";
import { listCapacity } from "../capacity/list-capacity";
import { totalSpan } from "../capacity/total-span";
import type { Db } from "../client";
import type { MonthClose } from "../closed-months/list-closes";

type Asked = { span: MinuteSpan; now: Date; retention: Retention; rates: ExchangeRates };

/** The charges of capacity in a span up to now: by UTC day, of a plan by the months of its zone. */
export async function readCapacityCharges(tx: Db, { span, ...asked }: Asked): Promise<Charge[]> {
  const charges: Charge[] = [];
  for (const capacity of await listCapacity(tx, windowOf(span))) {
    const buckets = stretchesOf(capacity, { span, ...asked });
    const costs = costsOf(capacity, buckets, asked);
    const total = await totalSpan(tx, capacity, { ...asked, buckets, withIdle: false });
    for (const { bucket, tokenPico } of total?.buckets ?? []) {
      const cost = costs[bucket];
      if (cost) charges.push(...capacityCharges(capacity, { ...cost, tokenPico }));
    }
  }
  return charges;
}

/**
 * The charges of capacity in a closed month, of which the rows that were signed say the use; only capacity that was known when it was
 * signed. Of a day on which it begins or ends, rows do not tell what it served: their use stays billed by the token.
 */
export class FrozenCapacity {
  readonly #served: { capacity: StoredCapacity; costs: CapacityCost[] }[];

  constructor(all: readonly StoredCapacity[], close: MonthClose, asked: Asked) {
    const known = all.filter(({ createdAt }) => createdAt <= close.closedAt.getTime() * US_PER_MS);
    this.#served = known.map((capacity) => ({
      capacity,
      costs: costsOf(capacity, stretchesOf(capacity, asked), asked),
    }));
  }

  add(row: MonthRow): void {
    if (row.kind !== "attempts") return;
    for (const { capacity, costs } of this.#served) {
      if (!serves(capacity, row)) continue;
      const cost = costs.find(({ fromMs, toMs }) => fromMs <= row.fromMs && row.fromMs < toMs);
      if (cost) cost.tokenPico += row.costPico;
    }
  }

  charges(): Charge[] {
    return this.#served.flatMap(({ capacity, costs }) => costs.flatMap((cost) => capacityCharges(capacity, cost)));
  }
}

export function windowOf({ from, to }: MinuteSpan) {
  return { from: new Date(from * MINUTE_MS), to: new Date(to * MINUTE_MS) };
}

/** The stretches that are charged apart, contiguous. */
function stretchesOf(capacity: StoredCapacity, { span, ...asked }: Asked): MinuteSpan[] {
  if (capacity.kind !== "plan_month") return daySpans(span);
  const { periods } = costPeriods(capacity, { buckets: [span], ...asked });
  return periods.map(({ from, to }) => ({ from, to }));
}

/** What each stretch cost, by its place; the periods of an hour's price lie within UTC days, whatever is asked. */
function costsOf(capacity: StoredCapacity, buckets: readonly MinuteSpan[], asked: Omit<Asked, "span">): CapacityCost[] {
  const { periods, costs, paidPico } = costPeriods(capacity, { buckets, ...asked });
  return buckets.map(({ from, to }, bucket) => {
    const own = periods.flatMap((period, place) => (period.bucket === bucket ? [costs[place] ?? 0n] : []));
    const paid = own.reduce((sum, cost) => sum + cost, 0n);
    return {
      ...{ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS, tokenPico: 0n },
      paidPico: paidPico === null && own.length > 0 ? null : paid,
    };
  });
}

function serves({ provider, models, region, validFrom, validTo }: StoredCapacity, row: AttemptsRow): boolean {
  const { owner } = row;
  return (
    owner.provider === provider &&
    matchesName(models, owner.model ?? "") &&
    (region === null || matchesName([region], owner.region ?? "")) &&
    row.fromMs * US_PER_MS >= validFrom &&
    (validTo === null || row.toMs * US_PER_MS <= validTo)
  );
}
