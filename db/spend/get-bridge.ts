import type { Bridge } from "@/lib/contract/bridge";
import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import { formatUsd, PICO_PER_USD } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import type { BridgeTokens } from "@/lib/domain/spend/bridge-group";
import { BRIDGE_TERMS, type BridgeTerm } from "@/lib/domain/spend/bridge-group";
import { bridgeSpend } from "@/lib/domain/spend/bridge-spend";
import { comparableDays } from "@/lib/domain/spend/comparable-days";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { onOneSnapshot } from "../on-one-snapshot";
import { loadPriceBook } from "../prices/load-price-book";
import { getRecordsFrom } from "./get-first-day";
import type { SpendInput } from "./get-spend";
import { pairOf } from "./pair-of";
import { bridgePeriod, type ReadPeriod, readBridgePeriod } from "./read-bridge-period";

export type BridgeInput = Pick<SpendInput, "filters" | "tz" | "now" | "retention"> & {
  before: TimeWindow;
  after: TimeWindow;
};

/**
 * Why a period was billed more or less than another one, by term and by model and provider, to the pico.
 *
 * Where records begin within the period before, the days that it lacks are left out of both. Where no whole day is then left,
 * the periods are answered as they were asked for, and cannot be compared.
 */
export async function getBridge(db: Db, input: BridgeInput): Promise<Bridge> {
  return onOneSnapshot(db, 1, async ([reader]) => {
    const recordsFrom = await getRecordsFrom(reader, input.before.from);
    // The first day of records may not be a whole one.
    const wholeFrom = new Date(recordsFrom === null ? 0 : Date.parse(recordsFrom) + DAY_MS);
    const comparable = comparableDays(input, wholeFrom, input.tz);
    const asked = comparable ?? input;
    const windows = [asked.before, asked.after] as const;
    const before = await readBridgePeriod(reader, { ...input, window: windows[0] });
    const after = await readBridgePeriod(reader, { ...input, window: windows[1] });
    const isCapacityKnown = [before, after].every(({ capacityCost }) => capacityCost !== null);
    const capacityOf = ({ capacityCost }: ReadPeriod) => (isCapacityKnown ? (capacityCost ?? 0n) : 0n);
    const isWasteKnown = [before, after].every((period) => knowsWaste(period, input.retention));
    const ratesOf = await ratesReader(reader);
    const groupsOf = ({ read }: ReadPeriod) => new Map(read.groups.map((group) => [pairOf(group.names).key, group]));
    const groups = [groupsOf(before), groupsOf(after)] as const;
    const pairs = new Map(
      [...before.read.groups, ...after.read.groups].map(({ names }) => [pairOf(names).key, pairOf(names)]),
    );
    const periodOf = (key: string, pair: ReturnType<typeof pairOf>, index: 0 | 1) =>
      bridgePeriod(groups[index].get(key), {
        isWasteKnown,
        rates: ratesOf(pair, windows[index]),
      });
    const bridge = bridgeSpend(
      [...pairs].map(([key, pair]) => ({
        name: pair,
        periods: [periodOf(key, pair, 0), periodOf(key, pair, 1)] as const,
      })),
      {
        usageRecords: [before.usageCost ?? 0n, after.usageCost ?? 0n],
        capacity: [capacityOf(before), capacityOf(after)],
      },
    );
    return {
      as_of: input.now.toISOString(),
      tz: input.tz,
      filters: input.filters,
      before: periodText(before, isCapacityKnown),
      records_from: recordsFrom,
      is_comparable: comparable !== null,
      after: periodText(after, isCapacityKnown),
      difference_usd: formatUsd(costOf(after) + capacityOf(after) - costOf(before) - capacityOf(before)),
      terms: termTexts(bridge.terms),
      is_waste_known: isWasteKnown,
      is_capacity_known: isCapacityKnown,
      rows: bridge.rows
        .map(({ name: { model, provider }, before: was, after: is, terms }) => ({
          ...{ model, provider, before_usd: formatUsd(was), after_usd: formatUsd(is) },
          difference_usd: formatUsd(is - was),
          terms: termTexts(terms),
          size: is > was ? is - was : was - is,
        }))
        .sort((a, b) => (a.size < b.size ? 1 : a.size > b.size ? -1 : a.model < b.model ? -1 : 1))
        .map(({ size: _, ...row }) => row),
    };
  });
}

/** Whether the sums of a period know what was spent without an answer; where every attempt was one, it was nothing. */
function knowsWaste({ read, total }: ReadPeriod, { partsKnownFrom = Number.NEGATIVE_INFINITY }: Retention): boolean {
  return read.from >= partsKnownFrom || total.attempts === total.final_ok;
}

const ORDINARY_CALL = { serviceTier: null, region: null, inputTokens: null, outputTokens: null };

/** List prices in the middle of a period, of an ordinary call. */
async function ratesReader(db: Db) {
  const book = await loadPriceBook(db);
  return ({ model, provider }: { model: string; provider: string }, { from, to }: TimeWindow): BridgeTokens | null => {
    const middleUs = Math.floor((from.getTime() + to.getTime()) / 2) * 1_000;
    const price = book.find(provider, model, middleUs, ORDINARY_CALL);
    if (price === null) return null;
    const picoPerUsd = book.picoPerUsd(price.currency, middleUs);
    if (picoPerUsd === null) return null;
    const inUsd = (picoPerM: bigint) => divideHalfEven(picoPerM * PICO_PER_USD, picoPerUsd);
    return {
      input: inUsd(price.inputPicoPerM),
      cachedInput: inUsd(price.cachedInputPicoPerM ?? price.inputPicoPerM),
      cacheWrite: inUsd(price.cacheWritePicoPerM ?? price.inputPicoPerM),
      output: inUsd(price.outputPicoPerM ?? 0n),
    };
  };
}

function costOf({ total, usageCost }: ReadPeriod): bigint {
  return total.cost_pico + (usageCost ?? 0n);
}

function periodText(period: ReadPeriod, isCapacityKnown: boolean): Bridge["before"] {
  const { read, total, usageCost, capacityCost } = period;
  const isKnown = total.priced > 0 || usageCost !== null || total.attempts === 0;
  const isBilled = isCapacityKnown && (isKnown || capacityCost !== 0n);
  return {
    from: new Date(read.from * MINUTE_MS).toISOString(),
    to: new Date(read.to * MINUTE_MS).toISOString(),
    cost_usd: isKnown ? formatUsd(costOf(period)) : null,
    billed_usd: isBilled ? formatUsd(costOf(period) + (capacityCost ?? 0n)) : null,
    priced_share: total.attempts === 0 ? null : total.priced / total.attempts,
  };
}

function termTexts(terms: Record<BridgeTerm, bigint>): Bridge["terms"] {
  return recordOf(BRIDGE_TERMS, (term) => formatUsd(terms[term]));
}
