import { z } from "zod";
import type { price } from "@/db/schema/prices";
import {
  amountPico,
  calendarInput,
  calendarSchema,
  feesSchema,
  stepsInput,
  stepsSchema,
} from "@/lib/contract/price-terms";
import type { Calendar } from "@/lib/domain/pricing/calendar";
import { PRICE_STANDINGS, type Price } from "@/lib/domain/pricing/price";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";

const epochUs = z.coerce.number().int();

/** A row of `price` as it is selected. */
export const priceRowSchema = z.object({
  id: z.number().transform(String),
  provider: z.string(),
  model: z.string(),
  standing: z.enum(PRICE_STANDINGS),
  service_tier: z.string().nullable(),
  region: z.string().nullable(),
  context_above_tokens: z.number(),
  output_above_tokens: z.number(),
  utc_minute_from: z.number().nullable(),
  utc_minute_to: z.number().nullable(),
  calendar: calendarSchema.nullable(),
  valid_from: epochUs,
  valid_to: epochUs.nullable(),
  currency: z.string(),
  input: amountPico,
  cached_input: amountPico.nullable(),
  cache_write: amountPico.nullable(),
  cache_write_1h: amountPico.nullable(),
  output: amountPico,
  input_only: z.boolean(),
  reasoning: amountPico.nullable(),
  audio_input: amountPico.nullable(),
  cached_audio_input: amountPico.nullable(),
  audio_output: amountPico.nullable(),
  image_input: amountPico.nullable(),
  image_output: amountPico.nullable(),
  steps: stepsSchema,
  fees: feesSchema,
  leaves_out_fees: z.boolean(),
  source: z.string(),
  source_note: z.string().nullable(),
  created_by: z.string().nullable(),
  reason: z.string().nullable(),
  imported_at: epochUs,
});

export type StoredPrice = Price & NewPrice & { storedAt: number };

export function toPrice(row: z.output<typeof priceRowSchema>): StoredPrice {
  return {
    id: row.id,
    provider: row.provider,
    model: row.model,
    standing: row.standing,
    serviceTier: row.service_tier,
    region: row.region,
    contextAboveTokens: row.context_above_tokens,
    outputAboveTokens: row.output_above_tokens,
    calendar: row.calendar ?? utcCalendar(row.utc_minute_from, row.utc_minute_to),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    currency: row.currency,
    inputPicoPerM: row.input,
    cachedInputPicoPerM: row.cached_input,
    cacheWritePicoPerM: row.cache_write,
    cacheWrite1hPicoPerM: row.cache_write_1h,
    outputPicoPerM: row.input_only ? null : row.output,
    reasoningPicoPerM: row.reasoning,
    audioInputPicoPerM: row.audio_input,
    cachedAudioInputPicoPerM: row.cached_audio_input,
    audioOutputPicoPerM: row.audio_output,
    imageInputPicoPerM: row.image_input,
    imageOutputPicoPerM: row.image_output,
    steps: row.steps,
    feePico: row.fees,
    leavesOutFees: row.leaves_out_fees,
    source: row.source,
    sourceNote: row.source_note,
    createdBy: row.created_by,
    reason: row.reason,
    storedAt: row.imported_at,
  };
}

export function toPriceRow(terms: NewPrice): typeof price.$inferInsert {
  const utc = utcMinutesOf(terms.calendar);
  const fees = Object.entries(terms.feePico).map(([unit, pico]) => [unit, formatUsd(pico)]);
  return {
    provider: terms.provider,
    model: terms.model,
    standing: terms.standing,
    serviceTier: terms.serviceTier,
    region: terms.region,
    contextAboveTokens: terms.contextAboveTokens,
    outputAboveTokens: terms.outputAboveTokens,
    utcMinuteFrom: utc?.from ?? null,
    utcMinuteTo: utc?.to ?? null,
    calendar: terms.calendar && !utc ? calendarInput(terms.calendar) : null,
    validFrom: formatInstantUs(terms.validFrom),
    validTo: terms.validTo === null ? null : formatInstantUs(terms.validTo),
    currency: terms.currency,
    inputUsdPerMillion: formatUsd(terms.inputPicoPerM),
    cachedInputUsdPerMillion: formatUsdOrNull(terms.cachedInputPicoPerM),
    cacheWriteUsdPerMillion: formatUsdOrNull(terms.cacheWritePicoPerM),
    cacheWrite1hPerMillion: formatUsdOrNull(terms.cacheWrite1hPicoPerM),
    outputUsdPerMillion: formatUsd(terms.outputPicoPerM ?? 0n),
    inputOnly: terms.outputPicoPerM === null,
    reasoningUsdPerMillion: formatUsdOrNull(terms.reasoningPicoPerM),
    audioInputPerMillion: formatUsdOrNull(terms.audioInputPicoPerM),
    cachedAudioInputPerMillion: formatUsdOrNull(terms.cachedAudioInputPicoPerM),
    audioOutputPerMillion: formatUsdOrNull(terms.audioOutputPicoPerM),
    imageInputPerMillion: formatUsdOrNull(terms.imageInputPicoPerM),
    imageOutputPerMillion: formatUsdOrNull(terms.imageOutputPicoPerM),
    steps: stepsInput([...terms.steps]),
    fees: Object.fromEntries(fees),
    leavesOutFees: terms.leavesOutFees,
    source: terms.source,
    sourceNote: terms.sourceNote,
    createdBy: terms.createdBy,
    reason: terms.reason,
  };
}

/** Hours of every UTC day are two columns, which earlier versions read too. */
function utcCalendar(from: number | null, to: number | null): Calendar | null {
  if (from === null || to === null) return null;
  return { zone: "UTC", weekdays: null, hours: [{ from, to }], holidays: null };
}

function utcMinutesOf(calendar: Calendar | null): { from: number; to: number } | null {
  const [hours, ...more] = calendar?.hours ?? [];
  const isDaily = calendar?.zone === "UTC" && calendar.weekdays === null && calendar.holidays === null;
  return hours && isDaily && more.length === 0 ? hours : null;
}
