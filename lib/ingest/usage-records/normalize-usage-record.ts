import type { BilledUsage, UsageTokens } from "@/lib/contract/billed-usage";
import type { RecordError } from "@/lib/contract/record-error";
import { MAX_USAGE_HOURS, type UsageRecord } from "@/lib/contract/usage-record";
import { costOfAttempt, parseUsd } from "@/lib/domain/pricing/cost";
import type { PriceBook } from "@/lib/domain/pricing/price-book";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import { tokenUsageOf } from "@/lib/domain/pricing/token-usage";
import { usagePartsOf } from "@/lib/domain/pricing/usage-parts";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { DAY_US, HOUR_US, QUARTER_US } from "@/lib/domain/time/units";
import { dimensionsOf } from "../dimensions-of";
import { HISTORY_MAX_DAYS } from "../normalize-attempt";

export type UsageContext = {
  nowUs: number;
  aliases: ReadonlyMap<string, string>;
  prices: Pick<PriceBook, "find" | "picoPerUsd">;
};

type Span = { startsAtUs: number; endsAtUs: number };

const ZONE_DAY_MIN_US = 23 * HOUR_US;
const USD = "USD";
const BATCH = "batch";

/** The usage that a valid record stands for, priced where it came without a cost; or why it cannot be kept. */
export function normalizeUsageRecord(record: UsageRecord, context: UsageContext): BilledUsage | RecordError[] {
  const span = spanOf(record);
  if (Array.isArray(span)) return span;
  const errors = timeErrors(record, span, context.nowUs);
  const tokens = tokensOf(record);
  const parts = tokenUsageOf(tokens);
  if (parts.flagged) errors.push(...partErrors(record));
  if (errors.length > 0) return errors;

  const names = namesOf(record, context.aliases);
  const amountPico = record.cost == null ? null : parseUsd(record.cost);
  const currency = record.currency ?? null;
  const priced = amountPico === null ? priceTokens(record, span, context) : null;
  return {
    id: record.id,
    ...span,
    ...names,
    team: record.team ?? null,
    app: record.app ?? null,
    key: record.key ?? null,
    operation: record.operation ?? null,
    ...(parts.usage === null ? NO_TOKENS : tokens),
    units: record.units ?? null,
    amountPico,
    currency: amountPico === null ? null : currency,
    costPico: amountPico === null ? (priced?.costPico ?? null) : currency === USD ? amountPico : null,
    costEstimated: priced?.costPico != null,
    priceId: priced?.priceId ?? null,
    source: record.source,
    revision: record.revision ?? 0,
  };
}

/** Every provider and model that one of the records without a cost may be priced at. */
export function* usagePricePairs(records: readonly UsageRecord[], aliases: UsageContext["aliases"]) {
  for (const record of records) {
    if (record.cost != null || !hasModel(record)) continue;
    const { seller, pricedAs } = dimensionsOf(record, aliases);
    for (const model of pricedAs) yield { provider: seller, model };
  }
}

const NO_TOKENS: UsageTokens = {
  inputTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  cacheWrite1hTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  audioInputTokens: null,
  audioOutputTokens: null,
  imageInputTokens: null,
};

function tokensOf(record: UsageRecord): UsageTokens {
  return {
    inputTokens: record.input_tokens ?? null,
    cachedInputTokens: record.cached_input_tokens ?? null,
    cacheWriteTokens: record.cache_write_tokens ?? null,
    cacheWrite1hTokens: record.cache_write_1h_tokens ?? null,
    outputTokens: record.output_tokens ?? null,
    reasoningTokens: record.reasoning_tokens ?? null,
    audioInputTokens: record.audio_input_tokens ?? null,
    audioOutputTokens: record.audio_output_tokens ?? null,
    imageInputTokens: record.image_input_tokens ?? null,
  };
}

function spanOf({ day, from, to }: UsageRecord): Span | RecordError[] {
  if (day != null) {
    if (from != null || to != null) return [{ path: "day", message: "Give either day or from and to" }];
    const startsAtUs = Date.parse(`${day}T00:00:00Z`) * 1_000;
    return { startsAtUs, endsAtUs: startsAtUs + DAY_US };
  }
  if (from == null && to == null) return [{ path: "day", message: "Is missing: give day, or from and to" }];
  if (from == null) return [{ path: "from", message: "Is needed together with to" }];
  if (to == null) return [{ path: "to", message: "Is needed together with from" }];
  return { startsAtUs: from, endsAtUs: to };
}

function timeErrors({ day }: UsageRecord, { startsAtUs, endsAtUs }: Span, nowUs: number): RecordError[] {
  const path = day == null ? "from" : "day";
  if (startsAtUs > nowUs) return [{ path, message: "Is in the future", code: "in_future" }];
  if (startsAtUs < nowUs - HISTORY_MAX_DAYS * DAY_US) {
    const message = `Is older than the ${HISTORY_MAX_DAYS.toLocaleString("en")} days that history is taken for`;
    return [{ path, message, code: "too_old" }];
  }
  if (endsAtUs <= startsAtUs) return [{ path: "to", message: "Must be after from" }];
  const lengthUs = endsAtUs - startsAtUs;
  if (lengthUs > MAX_USAGE_HOURS * HOUR_US) {
    return [{ path: "to", message: `Must be at most ${MAX_USAGE_HOURS} hours after from: send a record for each day` }];
  }
  // The days of zones whose clocks are half an hour or a quarter off UTC do not begin on one of its hours.
  const step = lengthUs >= ZONE_DAY_MIN_US ? QUARTER_US : HOUR_US;
  if (startsAtUs % step !== 0) return [{ path: "from", message: "Must be on the hour" }];
  return lengthUs % HOUR_US === 0 ? [] : [{ path: "to", message: "Must be whole hours after from" }];
}

/** Parts that are larger than their whole would make a cost of nothing. */
function partErrors(record: UsageRecord): RecordError[] {
  const cache = (record.cached_input_tokens ?? 0) + (record.cache_write_tokens ?? 0);
  const isInput = cache > (record.input_tokens ?? 0);
  return isInput
    ? [{ path: "input_tokens", message: "Must include the tokens read from the cache and written to it" }]
    : [{ path: "output_tokens", message: "Must include reasoning_tokens" }];
}

function namesOf(record: UsageRecord, aliases: UsageContext["aliases"]) {
  const issuer = record.invoice_issuer == null ? null : idOf(record.invoice_issuer);
  const { model, provider } = hasModel(record)
    ? dimensionsOf(record, aliases)
    : { model: record.model ?? null, provider: idOf(record.provider) };
  return { model, provider, issuer: issuer === provider ? null : issuer };
}

function hasModel(record: UsageRecord): record is UsageRecord & { model: string } {
  return record.model != null && record.model !== UNASSIGNED;
}

function idOf(provider: string): string {
  return providerIdOf(provider) ?? provider.trim().toLowerCase();
}

/** At list price: which of its calls were long, and so perhaps dearer, a sum does not say. */
function priceTokens(record: UsageRecord, { startsAtUs }: Span, { aliases, prices }: UsageContext) {
  const { usage } = tokenUsageOf(tokensOf(record));
  if (usage === null || !hasModel(record)) return null;
  const { seller, pricedAs } = dimensionsOf(record, aliases);
  const question = {
    serviceTier: record.operation === BATCH ? BATCH : null,
    region: null,
    inputTokens: null,
    outputTokens: null,
  };
  for (const name of pricedAs) {
    const price = prices.find(seller, name, startsAtUs, question);
    if (!price) continue;
    const { picoUsd } = costOfAttempt({
      ...{ price, at: startsAtUs, rates: prices, outcome: "ok", usage, usageSource: "reported" },
      parts: usagePartsOf({ attempts: null, ...tokensOf(record), units: record.units }),
    });
    return { costPico: picoUsd, priceId: Number(price.id) };
  }
  return null;
}
