import { type Allocation, allocateCapacity } from "@/lib/domain/capacity/allocate-capacity";
import type { CapacityPeriod } from "@/lib/domain/capacity/capacity-periods";
import type { Db } from "../client";
import type { StoredCapacity } from "./capacity-row";
import { type CostInput, costPeriods } from "./cost-periods";
import { readPeriodUse, type Used } from "./read-period-use";

export type AllocatedSpan = {
  capacity: StoredCapacity;
  periods: CapacityPeriod[];
  /** Of all periods, in pico USD; null where a day has no rate of its currency. */
  paidPico: bigint | null;
  allocation: Allocation<Used>;
};

/** What capacity cost in the buckets of a report up to now, and who used it; null where it was not reserved then. */
export async function allocateSpan(
  db: Db,
  capacity: StoredCapacity,
  { withApps, ...input }: CostInput & { withApps: boolean },
): Promise<AllocatedSpan | null> {
  const { periods, costs, paidPico } = costPeriods(capacity, input);
  if (periods.length === 0) return null;
  const uses = await readPeriodUse(db, { served: capacity, periods, withApps, retention: input.retention });
  return { capacity, periods, paidPico, allocation: allocateCapacity(costs, uses) };
}
