import type { ConditionalPrice, ModelInfo, ModelPrice } from "@pydantic/genai-prices";
import type { Calendar } from "@/lib/domain/pricing/calendar";
import type { FeeUnit } from "@/lib/domain/pricing/call-units";
import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import { OPTIONAL_RATES, type OptionalRate, PLAIN_TERMS } from "@/lib/domain/pricing/price";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { DAY_MINUTES } from "@/lib/domain/time/units";

export type PriceTerms = Omit<NewPrice, "provider" | "model" | "source" | "sourceNote" | "createdBy" | "reason">;

/** Before any record that can be stored. */
const BEGINNING_US = Date.UTC(2020, 0, 1) * 1000;
/** Above this, a list price is a slip of the unit (the dearest real one is 600). */
const HIGHEST_PICO_PER_M = 700n * PICO_PER_USD;

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
    return rowsOf(entry.prices, { validFrom, validTo, calendar: null });
  });
  for (const { constraint, prices: atThoseHours } of entries) {
    if (constraint?.type !== "time_of_date") continue;
    const from = minuteOf(constraint.start_time);
    const to = minuteOf(constraint.end_time);
    if (from === null || to === null || from === to) continue;
    rows.push(...rowsOf(atThoseHours, { validFrom: newest, validTo: null, calendar: utcHours(from, to) }));
  }
  return rows;
}

type Validity = Pick<PriceTerms, "validFrom" | "validTo" | "calendar">;

const RATES: Record<OptionalRate, string> = {
  cachedInputPicoPerM: "cache_read_mtok",
  cacheWritePicoPerM: "cache_write_mtok",
  cacheWrite1hPicoPerM: "cache_write_1h_mtok",
  outputPicoPerM: "output_mtok",
  reasoningPicoPerM: "output_reasoning_mtok",
  audioInputPicoPerM: "input_audio_mtok",
  cachedAudioInputPicoPerM: "cache_audio_read_mtok",
  audioOutputPicoPerM: "output_audio_mtok",
  imageInputPicoPerM: "input_image_mtok",
  imageOutputPicoPerM: "output_image_mtok",
};

/** The list's fees, and how many of our unit each amount is for. */
const FEES: readonly [field: string, unit: FeeUnit, units: bigint][] = [
  ["requests_kcount", "attempts", 1_000n],
  ["web_searches_kcount", "searches", 1_000n],
  ["input_document_kpages", "pages", 1_000n],
  ["audio_hours", "seconds", 3_600n],
  ["input_audio_hours", "seconds", 3_600n],
];

/** One row, and one more for each input size from which everything costs more. */
function rowsOf(prices: ModelPrice, validity: Validity): PriceTerms[] {
  const starts = new Set([0]);
  for (const kind of ["input_mtok", ...Object.values(RATES)]) {
    const price = prices[kind];
    if (typeof price === "object") for (const tier of price.tiers) starts.add(tier.start);
  }
  const feePico = feesOf(prices);
  return [...starts]
    .sort((a, b) => a - b)
    .flatMap((contextAboveTokens) => {
      const at = (kind: string) => picoPerM(prices[kind], contextAboveTokens);
      const input = at("input_mtok");
      const rates = recordOf(OPTIONAL_RATES, (name) => at(RATES[name]));
      const amounts = Object.values(rates);
      const isSoldByUnit = input === null && amounts.every((pico) => pico === null);
      // Nothing quoted, and a quoted 0 for all, may mean free, flat-rate or unknown: unpriced.
      if (isSoldByUnit ? Object.keys(feePico).length === 0 : input === null) return [];
      if (!isSoldByUnit && input === 0n && (rates.outputPicoPerM ?? 0n) === 0n) return [];
      if ([input, ...amounts].some((pico) => (pico ?? 0n) > HIGHEST_PICO_PER_M)) return [];
      return [{ ...PLAIN_TERMS, ...validity, ...rates, contextAboveTokens, inputPicoPerM: input ?? 0n, feePico }];
    });
}

function feesOf(prices: ModelPrice): PriceTerms["feePico"] {
  const fees: { [unit in FeeUnit]?: bigint } = {};
  for (const [field, unit, units] of FEES) {
    const pico = picoPerM(prices[field], 0);
    if (pico !== null && pico > 0n) fees[unit] = divideHalfEven(pico, units);
  }
  return fees;
}

function utcHours(from: number, to: number): Calendar {
  return { zone: "UTC", weekdays: null, hours: [{ from, to }], holidays: null };
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
