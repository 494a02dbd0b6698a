import { type CapacityCost, type ChargedCapacity, capacityCharges } from "@/lib/domain/focus/capacity-charge";
import type { Charge } from "@/lib/domain/focus/charge";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { daySpans } from "@/lib/domain/time/day-spans";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { StoredCapacity } from "../capacity/capacity-row";
import { costPeriods } from "../capacity/cost-periods";
import { listCapacity } from "../capacity/list-capacity";
import { totalSpan } from "../capacity/total-span";
import type { Db } from "../client";

type Asked = { span: MinuteSpan; now: Date; retention: Retention; rates: ExchangeRates };
type CapacityStretch = CapacityCost & { capacity: ChargedCapacity };

/** The charges of capacity in a span up to now: by UTC day, of a plan by the months of its zone. */
export async function readCapacityCharges(tx: Db, asked: Asked): Promise<Charge[]> {
  return (await readCapacityStretches(tx, asked)).flatMap(({ capacity, ...cost }) => capacityCharges(capacity, cost));
}

/** What capacity cost in a span up to now and what it served, by the stretches that are charged apart: together as Spend has it. */
export async function readCapacityStretches(tx: Db, { span, ...asked }: Asked): Promise<CapacityStretch[]> {
  const stretches: CapacityStretch[] = [];
  for (const capacity of await listCapacity(tx, windowOf(span))) {
    const buckets = stretchesOf(capacity, { span, ...asked });
    const costs = costsOf(capacity, buckets, asked);
    const total = await totalSpan(tx, capacity, { ...asked, buckets, withIdle: false });
    for (const { bucket, tokenPico } of total?.buckets ?? []) {
      const cost = costs[bucket];
      if (cost) stretches.push({ ...cost, tokenPico, capacity: chargedOf(capacity) });
    }
  }
  return stretches;
}

/** What charges name of capacity. */
export function chargedOf({ id, name, provider, models, region, kind, currency }: StoredCapacity) {
  return { id, name, provider, models, region, kind, currency };
}

function windowOf({ from, to }: MinuteSpan) {
  return { from: new Date(from * MINUTE_MS), to: new Date(to * MINUTE_MS) };
}

/** The stretches that are charged apart, contiguous. */
function stretchesOf(capacity: StoredCapacity, { span, ...asked }: Asked): MinuteSpan[] {
  if (capacity.kind !== "plan_month") return daySpans(span);
  const { periods } = costPeriods(capacity, { buckets: [span], ...asked });
  return periods.map(({ from, to }) => ({ from, to }));
}

/** What each stretch cost, by its place; the periods of an hour's price lie within UTC days, whatever is asked. */
function costsOf(
  capacity: StoredCapacity,
  buckets: readonly MinuteSpan[],
  asked: Omit<Asked, "span">,
): Omit<CapacityCost, "tokenPico">[] {
  const { periods, costs, paidPico } = costPeriods(capacity, { buckets, ...asked });
  return buckets.map(({ from, to }, bucket) => {
    const own = periods.flatMap((period, place) => (period.bucket === bucket ? [costs[place] ?? 0n] : []));
    const paid = own.reduce((sum, cost) => sum + cost, 0n);
    return {
      ...{ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS },
      paidPico: paidPico === null && own.length > 0 ? null : paid,
    };
  });
}
