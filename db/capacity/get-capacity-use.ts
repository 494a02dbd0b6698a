import type { CapacityShare, CapacityUse } from "@/lib/contract/capacity-use";
import type { Allocated } from "@/lib/domain/capacity/allocate-capacity";
import { picoPerHour, tokensPerHour, usedPicoPerM } from "@/lib/domain/capacity/capacity-price";
import { groupBy } from "@/lib/domain/group-by";
import { blendedUsdPerM } from "@/lib/domain/pricing/cost";
import { createExchangeRates, type ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { epochMinute, type TimeWindow } from "@/lib/domain/time/time-window";
import { US_PER_MS } from "@/lib/domain/time/units";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { type AllocatedSpan, allocateSpan } from "./allocate-span";
import { answerBreakEven } from "./break-even-answer";
import { toCapacity } from "./capacity-row";
import { toPicoUsd } from "./cost-periods";
import { areFewHours } from "./get-break-even";
import { listCapacity } from "./list-capacity";
import { profileOf, wholeHours } from "./profile-of";
import { readPeriodUse, type Used } from "./read-period-use";

type Input = { window: TimeWindow; now: Date; retention: Retention };
type Entry = CapacityUse["capacity"][number];

/** What the capacity of a window cost up to now, who used it, and whether it pays on that use. */
export async function getCapacityUse(db: Db, input: Input): Promise<CapacityUse> {
  const { window, now, retention } = input;
  const span = minuteSpan(window);
  const rates = createExchangeRates(await listExchangeRates(db));
  const spans: AllocatedSpan[] = [];
  const entries: Entry[] = [];
  for (const capacity of await listCapacity(db, window)) {
    const withApps = capacity.region === null && areFewHours(span.to - span.from);
    const allocated = await allocateSpan(db, capacity, { buckets: [span], now, retention, rates, withApps });
    if (!allocated) continue;
    spans.push(allocated);
    entries.push({
      ...entryOf(allocated, rates),
      has_apps: withApps,
      break_even: await readBreakEven(db, allocated, rates, input),
    });
  }
  const shares = spans.flatMap(({ allocation }) => allocation.shares);
  const paid = addOrNull(spans.map(({ paidPico }) => paidPico));
  const idle = spans.reduce((sum, { allocation }) => sum + allocation.idlePico, 0n);
  return {
    ...answeredWindow(span, now),
    capacity: entries,
    total: { ...amountsOf(shares, paid), idle_usd: paid === null ? null : formatUsd(idle) },
  };
}

function entryOf({ capacity, paidPico, allocation }: AllocatedSpan, rates: ExchangeRates) {
  const inUsd = (pico: bigint | null) => pico && toPicoUsd(pico, capacity.currency, capacity.validFrom, rates);
  const known = (pico: bigint) => (paidPico === null ? null : pico);
  const groups = groupBy(allocation.shares, ({ owner }) => JSON.stringify([owner.model, owner.app]));
  const shares: CapacityShare[] = [...groups.values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...shareOf(own, known(sumOf(own))), model: first.owner.model, app: first.owner.app }] : [];
  });
  shares.sort((a, b) => b.tokens - a.tokens);
  return {
    capacity: toCapacity(capacity),
    ...amountsOf(allocation.shares, paidPico),
    idle_usd: formatUsdOrNull(known(allocation.idlePico)),
    allocated_usd_per_m: perMillion(paidPico, allocation.shares),
    used_usd_per_m: formatUsdOrNull(inUsd(usedPicoPerM(capacity))),
    usd_per_hour: formatUsdOrNull(inUsd(picoPerHour(capacity))),
    shares: [...shares, { ...shareOf([], known(allocation.idlePico)), model: null, app: null, is_idle: true }],
  };
}

function shareOf(own: readonly Allocated<Used>[], pico: bigint | null) {
  return { ...amountsOf(own, pico), allocated_usd_per_m: perMillion(pico, own), is_idle: false };
}

function amountsOf(shares: readonly Allocated<Used>[], paid: bigint | null) {
  const attempts = shares.reduce((sum, { owner }) => sum + owner.attempts, 0);
  const priced = shares.reduce((sum, { owner }) => sum + owner.priced, 0);
  return {
    attempts,
    tokens: tokensOf(shares),
    capacity_usd: formatUsdOrNull(paid),
    token_usd: attempts > 0 && priced === 0 ? null : formatUsd(shares.reduce((sum, one) => sum + one.tokenPico, 0n)),
    priced_share: attempts === 0 ? null : priced / attempts,
  };
}

async function readBreakEven(
  db: Db,
  { capacity }: AllocatedSpan,
  rates: ExchangeRates,
  { window, now, retention }: Input,
) {
  const span = minuteSpan(window);
  const valid = minuteSpan({
    from: new Date(Math.max(window.from.getTime(), capacity.validFrom / US_PER_MS)),
    to: capacity.validTo === null ? window.to : new Date(Math.min(window.to.getTime(), capacity.validTo / US_PER_MS)),
  });
  const price = toPicoUsd(picoPerHour(capacity), capacity.currency, capacity.validFrom, rates);
  const periods = wholeHours(valid, epochMinute(now)).filter(
    ({ from }) => from >= (retention.quarterRetainedFrom ?? 0),
  );
  if (price === null || periods.length === 0 || !areFewHours(span.to - span.from)) return null;
  const uses = await readPeriodUse(db, { served: capacity, periods, withApps: false, retention });
  const tokens = tokensPerHour(capacity);
  const throughput = tokens === null ? null : { tokensPerHour: tokens };
  return answerBreakEven(profileOf(periods, uses), { picoPerHour: price, throughput });
}

function sumOf(shares: readonly Allocated<Used>[]): bigint {
  return shares.reduce((sum, { pico }) => sum + pico, 0n);
}

function tokensOf(shares: readonly Allocated<Used>[]): number {
  return shares.reduce((sum, { tokens }) => sum + tokens, 0);
}

function perMillion(pico: bigint | null, shares: readonly Allocated<Used>[]): string | null {
  return formatUsdOrNull(blendedUsdPerM(pico, tokensOf(shares)));
}

/** Unknown where one of them is. */
function addOrNull(all: readonly (bigint | null)[]): bigint | null {
  return all.reduce<bigint | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0n);
}
