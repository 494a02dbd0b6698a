import type { ChargedCapacity } from "@/lib/domain/focus/capacity-charge";
import type { CapacityCorrection } from "@/lib/domain/focus/correction-charge";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { listCapacity } from "../capacity/list-capacity";
import { totalSpan } from "../capacity/total-span";
import type { Db } from "../client";
import type { FrozenCharge } from "../closed-months/frozen-charge";
import type { MonthClose } from "../closed-months/list-closes";
import { chargedOf } from "./read-capacity-charges";

type Asked = { frozen: readonly FrozenCharge[]; now: Date; retention: Retention; rates: ExchangeRates };

/**
 * What capacity was paid and served in a closed month beyond what closed months charge of it, as it is by now: it may have been
 * added, ended, used or given a rate since. None once the month's hours are gone, by which it was charged.
 *
 * Without a rate nothing is paid, and its use is billed by the token, so that none of it is credited.
 */
export async function readCapacityCorrections(
  tx: Db,
  close: MonthClose,
  { frozen, ...asked }: Asked,
): Promise<CapacityCorrection[]> {
  const window = { from: close.startsAt, to: close.endsAt };
  const span = minuteSpan(window);
  if (span.from < (asked.retention.quarterRetainedFrom ?? Number.NEGATIVE_INFINITY)) return [];
  const sums = new Map<number, CapacityCorrection>();
  const add = (capacity: ChargedCapacity, paidPico: bigint, tokenPico: bigint) => {
    const known = sums.get(capacity.id) ?? {
      kind: "capacity",
      month: close.month,
      capacity,
      paidPico: 0n,
      tokenPico: 0n,
    };
    const [paid, token] = [known.paidPico + paidPico, known.tokenPico + tokenPico];
    sums.set(capacity.id, { ...known, paidPico: paid, tokenPico: token });
  };
  for (const capacity of await listCapacity(tx, window)) {
    const total = await totalSpan(tx, capacity, { ...asked, buckets: [span], withIdle: false });
    if (total === null || total.paidPico === null) continue;
    for (const { paidPico, tokenPico } of total.buckets) add(chargedOf(capacity), paidPico, tokenPico);
  }
  for (const charge of frozen) {
    if (charge.kind === "model" || charge.paidPico === null) continue;
    add(charge.capacity, -charge.paidPico, -charge.tokenPico);
  }
  const changed = [...sums.values()].filter(({ paidPico, tokenPico }) => paidPico !== 0n || tokenPico !== 0n);
  return changed.sort((a, b) => a.capacity.id - b.capacity.id);
}
