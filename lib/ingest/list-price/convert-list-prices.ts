import type { ConditionalPrice, ModelInfo, ModelPrice } from "@pydantic/genai-prices";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { DAY_MINUTES } from "@/lib/domain/time/units";

export type PriceTerms = Omit<NewPrice, "provider" | "model" | "source" | "sourceNote">;

/** Before any record that can be stored. */
const BEGINNING_US = Date.UTC(2020, 0, 1) * 1000;
/** Above this, a list price is a slip of the unit (the dearest real one is 600). */
const HIGHEST_PICO_PER_M = 700n * 10n ** 12n;

/**
 * The list's prices of one model as effective-dated rows, exact; none where it quotes none.
 *
 * A list is read from its end: a dated entry holds until the next dated one. Daily windows carry no date there,
 * so they hold from the newest dated entry only; before it they were never charged.
 */
export function convertListPrices(prices: ModelInfo["prices"]): PriceTerms[] {
  const entries: ConditionalPrice[] = Array.isArray(prices) ? prices : [{ prices }];
  const dated = entries.filter((entry) => entry.constraint?.type !== "time_of_date");
  const starts = dated.map((entry) => startOf(entry));
  const newest = Math.max(BEGINNING_US, ...starts);

  const rows = dated.flatMap((entry, index) => {
    const validFrom = starts[index] ?? BEGINNING_US;
    const next = Math.min(...starts.slice(index + 1));
    const validTo = Number.isFinite(next) ? next : null;
    if (validTo !== null && validTo <= validFrom) return [];
    return rowsOf(entry.prices, { validFrom, validTo, utcMinuteFrom: null, utcMinuteTo: null });
  });
  for (const { constraint, prices: atThoseHours } of entries) {
    if (constraint?.type !== "time_of_date") continue;
    const utcMinuteFrom = minuteOf(constraint.start_time);
    const utcMinuteTo = minuteOf(constraint.end_time);
    if (utcMinuteFrom === null || utcMinuteTo === null || utcMinuteFrom === utcMinuteTo) continue;
    rows.push(...rowsOf(atThoseHours, { validFrom: newest, validTo: null, utcMinuteFrom, utcMinuteTo }));
  }
  return rows;
}

type Validity = Pick<PriceTerms, "validFrom" | "validTo" | "utcMinuteFrom" | "utcMinuteTo">;

/** One row, and one more for each input size from which everything costs more. */
function rowsOf(prices: ModelPrice, validity: Validity): PriceTerms[] {
  const kinds = ["input_mtok", "cache_read_mtok", "cache_write_mtok", "output_mtok", "output_reasoning_mtok"] as const;
  const starts = new Set([0]);
  for (const kind of kinds) {
    const price = prices[kind];
    if (typeof price === "object") for (const tier of price.tiers) starts.add(tier.start);
  }
  return [...starts]
    .sort((a, b) => a - b)
    .flatMap((contextAboveTokens) => {
      const at = (kind: (typeof kinds)[number]) => picoPerM(prices[kind], contextAboveTokens);
      const input = at("input_mtok");
      const output = at("output_mtok");
      // Nothing quoted, and a quoted 0 for all, may mean free, flat-rate or unknown: unpriced.
      if (input === null || (input === 0n && (output ?? 0n) === 0n)) return [];
      if (input > HIGHEST_PICO_PER_M || (output ?? 0n) > HIGHEST_PICO_PER_M) return [];
      return [
        {
          ...validity,
          serviceTier: null,
          contextAboveTokens,
          inputPicoUsdPerM: input,
          cachedInputPicoUsdPerM: at("cache_read_mtok"),
          cacheWritePicoUsdPerM: at("cache_write_mtok"),
          outputPicoUsdPerM: output,
          reasoningPicoUsdPerM: at("output_reasoning_mtok"),
          leavesOutFees: prices.requests_kcount !== undefined,
        },
      ];
    });
}

function picoPerM(price: ModelPrice[string], aboveTokens: number): bigint | null {
  if (price === undefined) return null;
  if (typeof price === "number") return price < 0 ? null : parseUsd(price);
  let usd = price.base;
  for (const tier of price.tiers) if (tier.start <= aboveTokens) usd = tier.price;
  return parseUsd(usd);
}

function startOf({ constraint }: ConditionalPrice): number {
  return constraint?.type === "start_date" ? Date.parse(constraint.start_date) * 1000 : BEGINNING_US;
}

function minuteOf(time: string): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(time);
  return match ? (Number(match[1]) * 60 + Number(match[2])) % DAY_MINUTES : null;
}
