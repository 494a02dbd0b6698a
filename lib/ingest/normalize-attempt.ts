import type { Attempt } from "@/lib/contract/attempt";
import type { LogRecord } from "@/lib/contract/log-record";
import type { RecordError } from "@/lib/contract/record-error";
import { DEFAULT_OPERATION, FIRST_STAGE } from "@/lib/domain/operation";
import { type Outcome, outcomeFromHttpStatus } from "@/lib/domain/outcome";
import { costOfAttempt, parseUsd } from "@/lib/domain/pricing/cost";
import type { Price } from "@/lib/domain/pricing/price";
import type { PriceBook, PriceQuestion } from "@/lib/domain/pricing/price-book";
import { tokenUsageOf } from "@/lib/domain/pricing/token-usage";
import { NO_PARTS, type UsageParts, usagePartsOf } from "@/lib/domain/pricing/usage-parts";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { normalizeTag } from "@/lib/domain/tags";
import { DAY_US, MINUTE_US } from "@/lib/domain/time/units";
import { dimensionsOf, type RecordDimensions } from "./dimensions-of";

/** All that normalisation depends on besides the record: one state for a whole post. */
export type NormalizeContext = {
  nowUs: number;
  /** Attempts that started longer ago are not taken. */
  retainedDays: number;
  aliases: ReadonlyMap<string, string>;
  prices: Pick<PriceBook, "find" | "picoPerUsd">;
  /** What consumers and sessions are kept as; their own names where this is left out. */
  pseudonym?: ((name: string) => string) | undefined;
};

/** History from before this is a wrong clock. */
export const HISTORY_MAX_DAYS = 3_653;
const FUTURE_MAX_US = 5 * MINUTE_US;
const USD_MAX_PICO = 1_000_000n * PICO_PER_USD;
const BATCH = "batch";
// What int8 holds: more than nine million dollars for one attempt.
const COST_MAX_PICO = 2n ** 63n - 1n;

/** The attempt a valid record stands for, priced; or why it cannot be kept. */
export function normalizeAttempt(record: LogRecord, context: NormalizeContext): Attempt | RecordError[] {
  const outcome = outcomeOf(record);
  const reportedCostPico = record.cost_usd == null ? null : parseUsd(record.cost_usd);
  const errors = timeErrors(record, context);
  if (!outcome) errors.push({ path: "http_status", message: "Does not say how the attempt ended: give outcome" });
  if (record.cost_usd != null && (reportedCostPico === null || reportedCostPico >= USD_MAX_PICO)) {
    errors.push({ path: "cost_usd", message: "Must be a decimal from 0 to 999,999" });
  }
  if (errors.length > 0 || !outcome) return errors;

  const dimensions = dimensionsOf(record, context.aliases);
  const { model, provider } = dimensions;
  const { usage, flagged } = tokenUsageOf(tokensOf(record));
  const usageSource = usage === null ? "missing" : record.usage_source === "estimated" ? "estimated" : "reported";
  const serviceTier = record.service_tier ?? null;
  const region = record.region ?? "global";
  const pricedTier = serviceTier ?? (record.operation === BATCH ? BATCH : null);
  const price = priceOf(dimensions, context.prices, record.started_at, {
    serviceTier: pricedTier,
    region,
    inputTokens: usage && (record.input_tokens ?? 0),
    outputTokens: usage?.output ?? null,
  });
  // One literal, here and for the book: a spread costs more than the cost.
  const cost = costOfAttempt({
    price,
    at: record.started_at,
    rates: context.prices,
    outcome,
    usage,
    usageSource,
    parts: partsOf(record),
    serviceTier: pricedTier,
  });
  if (cost.picoUsd !== null && cost.picoUsd > COST_MAX_PICO) {
    return [{ path: "input_tokens", message: "Costs more than can be kept" }];
  }

  return {
    id: record.id,
    startedAtUs: record.started_at,
    durationUs: record.duration_ms === null ? null : microseconds(record.duration_ms),
    ttftUs: record.ttft_ms == null ? null : microseconds(record.ttft_ms),
    streamed: record.streamed ?? record.ttft_ms != null,
    outcome,
    requestId: record.request_id == null || record.request_id === record.id ? null : record.request_id,
    attempt: record.attempt ?? 1,
    final: record.final ?? true,
    model,
    requestedModel: record.requested_model ?? (model === record.model ? null : record.model),
    provider,
    region,
    tier: record.tier ?? null,
    app: record.app ?? "default",
    operation: record.operation ?? DEFAULT_OPERATION,
    team: labelOf(record.team),
    key: labelOf(record.key),
    environment: labelOf(record.environment),
    feature: labelOf(record.feature),
    agent: labelOf(record.agent),
    stage: record.stage ?? FIRST_STAGE,
    consumer: pseudonymousName(record.consumer, context),
    session: pseudonymousName(record.session, context),
    router: record.router ?? null,
    errorCode: record.error_code ?? null,
    serviceTier,
    policyVersion: record.policy_version ?? null,
    httpStatus: record.http_status ?? null,
    inputTokens: usage && (record.input_tokens ?? 0),
    cachedInputTokens: usage ? usage.cachedInput : null,
    cacheWriteTokens: usage ? usage.cacheWrite : null,
    cacheWrite1hTokens: usage && (record.cache_write_1h_tokens ?? null),
    outputTokens: usage ? usage.output : null,
    reasoningTokens: usage ? usage.reasoning : null,
    audioInputTokens: usage && (record.audio_input_tokens ?? null),
    audioOutputTokens: usage && (record.audio_output_tokens ?? null),
    imageInputTokens: usage && (record.image_input_tokens ?? null),
    units: record.units ?? null,
    revision: record.revision ?? 0,
    usageSource,
    usageInconsistent: flagged,
    costPico: cost.picoUsd,
    costEstimated: cost.estimated,
    reportedCostPico,
    priceId: price && Number(price.id),
    traceId: record.trace_id ?? null,
    tags: record.tags?.map(normalizeTag) ?? null,
  };
}

/** What is wrong with a record's time, by the clock of a context. */
export function timeErrors(
  { started_at }: Pick<LogRecord, "started_at">,
  { nowUs, retainedDays }: Pick<NormalizeContext, "nowUs" | "retainedDays">,
): RecordError[] {
  if (started_at > nowUs + FUTURE_MAX_US) {
    return [{ path: "started_at", message: "Is more than 5 minutes in the future", code: "in_future" }];
  }
  if (started_at >= nowUs - retainedDays * DAY_US) return [];
  return [{ path: "started_at", message: tooOld(retainedDays), code: "too_old" }];
}

// The same for all records, so that those refused for it are found together.
function tooOld(retainedDays: number): string {
  const days = `${retainedDays.toLocaleString("en")} days`;
  if (retainedDays >= HISTORY_MAX_DAYS) return `Is older than the ${days} that history is taken for`;
  return `Is older than the ${days} that attempts are kept; an import takes older ones`;
}

function priceOf(
  { seller, pricedAs }: RecordDimensions,
  prices: NormalizeContext["prices"],
  atUs: number,
  question: PriceQuestion,
): Price | null {
  for (const name of pricedAs) {
    const price = prices.find(seller, name, atUs, question);
    if (price) return price;
  }
  return null;
}

function pseudonymousName(name: string | null | undefined, { pseudonym }: NormalizeContext): string | null {
  if (name == null || name === UNASSIGNED) return null;
  return pseudonym ? pseudonym(name) : name;
}

/** Saying "unassigned" is saying nothing: in reports both are one row. */
function labelOf(name: string | null | undefined): string | null {
  return name == null || name === UNASSIGNED ? null : name;
}

function partsOf(record: LogRecord): UsageParts {
  // Nearly every record is of text alone, and is spared an object.
  const { cache_write_1h_tokens, audio_input_tokens, audio_output_tokens, image_input_tokens, units } = record;
  if (!(cache_write_1h_tokens || audio_input_tokens || audio_output_tokens || image_input_tokens || units)) {
    return NO_PARTS;
  }
  return usagePartsOf({
    cacheWrite1hTokens: cache_write_1h_tokens,
    audioInputTokens: audio_input_tokens,
    audioOutputTokens: audio_output_tokens,
    imageInputTokens: image_input_tokens,
    units,
  });
}

function outcomeOf({ outcome, http_status }: LogRecord): Outcome | null {
  return outcome ?? (http_status == null ? null : outcomeFromHttpStatus(http_status));
}

function tokensOf(record: LogRecord) {
  return {
    inputTokens: record.input_tokens,
    cachedInputTokens: record.cached_input_tokens,
    cacheWriteTokens: record.cache_write_tokens,
    outputTokens: record.output_tokens,
    reasoningTokens: record.reasoning_tokens,
  };
}

// At most three decimals, so only binary noise is rounded away.
function microseconds(ms: number): number {
  return Math.round(ms * 1_000);
}
