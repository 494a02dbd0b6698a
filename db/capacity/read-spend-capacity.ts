import type { Filters } from "@/lib/contract/common";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { REPORT_FILTERS, type SpendGroup, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { type AllocatedSpan, allocateSpan } from "./allocate-span";
import type { StoredCapacity } from "./capacity-row";
import { areFewHours } from "./get-break-even";
import { listCapacity } from "./list-capacity";
import { type TotalledSpan, totalSpan } from "./total-span";

const KNOWN = ["model", "provider", "app"] as const satisfies readonly SpendGroup[];
type KnownName = (typeof KNOWN)[number];

/** What capacity cost one group in one interval, and what its use would have cost by the token; pico USD. `idlePico` is null where it was not asked for. */
export type CapacityLine = Pick<AggregateGroup, "bucket" | "names"> & {
  paidPico: bigint;
  idlePico: bigint | null;
  tokenPico: bigint;
};

export type SpendCapacityLines = {
  lines: CapacityLine[];
  /** Whether rows have their part, and not the total alone. */
  isByRow: boolean;
  /** Whether what was paid is known in dollars. */
  isPaid: boolean;
};

type Input = {
  buckets: readonly MinuteSpan[];
  filters: Filters;
  groupBy: readonly SpendGroup[];
  now: Date;
  retention: Retention;
  /** Whether lines say what of them was idle: left out, use need not be read by the hour where nobody asks whose it was. */
  withIdle?: boolean;
};

/**
 * Reserved capacity of a spend report, shared out as its rows are named, idle hours on the unassigned one.
 *
 * Null where none was reserved then, which one short statement tells, and where filters ask for what is not known of it.
 */
export async function readSpendCapacity(db: Db, input: Input): Promise<SpendCapacityLines | null> {
  const { buckets, filters, groupBy, now, retention, withIdle = true } = input;
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last || REPORT_FILTERS.some((name) => filters[name].length > 0 && !isKnown(name))) return null;
  const window = { from: new Date(first.from * MINUTE_MS), to: new Date(last.to * MINUTE_MS) };
  const reserved = (await listCapacity(db, window)).filter(({ provider }) => isAsked(filters.provider, provider));
  if (reserved.length === 0) return null;
  const namesApps = groupBy.includes("app") || filters.app.length > 0;
  const canNameApps = areFewHours(last.to - first.from) && reserved.every(({ region }) => region === null);
  if (filters.app.length > 0 && !canNameApps) return null;

  const rates = createExchangeRates(await listExchangeRates(db));
  const isByRow = groupBy.every(isKnown) && (canNameApps || !namesApps);
  const naming = { filters, groupBy: isByRow ? groupBy.filter(isKnown) : [] };
  const withApps = namesApps && canNameApps;
  const lines: CapacityLine[] = [];
  let isPaid = true;
  for (const capacity of reserved) {
    const question = { buckets, now, retention, rates };
    const read = namesUsers(naming)
      ? await allocateSpan(db, capacity, { ...question, withApps })
      : await totalSpan(db, capacity, { ...question, withIdle });
    if (!read) continue;
    isPaid &&= read.paidPico !== null;
    lines.push(...("allocation" in read ? linesOf(read, naming) : bucketLines(read, capacity, naming)));
  }
  return lines.length === 0 ? null : { lines, isByRow, isPaid };
}

type Naming = { filters: Filters; groupBy: readonly KnownName[] };

/** Whether it matters who used it: of providers as a whole, it does not. */
function namesUsers({ filters, groupBy }: Naming): boolean {
  return KNOWN.some((name) => name !== "provider" && (groupBy.includes(name) || filters[name].length > 0));
}

function bucketLines({ buckets }: TotalledSpan, { provider }: StoredCapacity, { groupBy }: Naming): CapacityLine[] {
  const names = groupBy.includes("provider") ? { provider } : {};
  return buckets.map((bucket) => ({ ...bucket, names }));
}

function linesOf({ capacity, periods, allocation }: AllocatedSpan, { filters, groupBy }: Naming): CapacityLine[] {
  const line = (owner: Record<KnownName, string>, period: number, sums: Omit<CapacityLine, "bucket" | "names">) => {
    if (!KNOWN.every((name) => isAsked(filters[name], owner[name]))) return [];
    const names = Object.fromEntries(groupBy.map((name) => [name, owner[name]]));
    return [{ ...sums, names, bucket: periods[period]?.bucket ?? 0 }];
  };
  const { provider } = capacity;
  const used = allocation.shares.flatMap(({ owner: { model, app }, period, pico, tokenPico }) =>
    line({ model, provider, app: app ?? UNASSIGNED }, period, { paidPico: pico, idlePico: 0n, tokenPico }),
  );
  const idle = allocation.idle.flatMap(({ period, pico }) =>
    line({ model: UNASSIGNED, provider, app: UNASSIGNED }, period, { paidPico: pico, idlePico: pico, tokenPico: 0n }),
  );
  return [...used, ...idle];
}

function isKnown(name: string): name is KnownName {
  return KNOWN.some((known) => known === name);
}

function isAsked(names: readonly string[], name: string): boolean {
  return names.length === 0 || names.includes(name);
}
