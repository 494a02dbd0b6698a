import { z } from "zod";
import { canonicalJson } from "@/lib/domain/canonical-json";
import type { ChargeSource } from "@/lib/domain/focus/charge";
import { formatFocusInstant, parseFocusInstant } from "@/lib/domain/focus/focus-instant";
import type { ChargeOwner } from "@/lib/domain/focus/series";
import { type MeterTokens, TOKEN_METERS } from "@/lib/domain/focus/token-meters";
import { LABELS } from "@/lib/domain/labels";
import type { AttemptsRow, MonthRow, UsageRow } from "@/lib/domain/months/month-row";
import { COST_BUCKETS, costParts } from "@/lib/domain/months/month-sums";
import { formatUsd, formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { countSchema, usdText } from "./common";

const SOURCES = ["attempts", "sums", "usage record"] as const satisfies readonly ChargeSource[];
/** In the order in which files name them. */
const TAGS = ["app", "tier", "router", ...LABELS] as const;

const text = z.string().nullable();
const instantMs = z.string().transform((value, context) => {
  const epochMs = parseFocusInstant(value);
  if (epochMs !== null) return epochMs;
  context.addIssue({ code: "custom", message: "Must be an instant in UTC, to the second" });
  return z.NEVER;
});
const pico = usdText.transform((value) => parseUsd(value) ?? 0n);
const countOrNull = countSchema.nullable();

/** The values of a row in the order of its columns, and what reads each. */
const SHAPE = {
  source: z.enum(SOURCES),
  from: instantMs,
  to: instantMs,
  provider: z.string(),
  issuer: z.string(),
  model: text,
  region: text,
  ...recordOf(TAGS, () => text),
  principal: text,
  price_id: text,
  usage_record: text,
  attempts: countOrNull,
  priced_attempts: countOrNull,
  estimated_attempts: countOrNull,
  ...recordOf(meterNames("tokens"), () => countOrNull),
  ...recordOf(meterNames("charged_tokens"), () => countOrNull),
  unpriced_tokens: countOrNull,
  usage_tokens: countOrNull,
  cost_usd: pico.nullable(),
  estimated_usd: pico.nullable(),
  ...recordOf(
    COST_BUCKETS.map((bucket) => `${bucket}_usd` as const),
    () => pico.nullable(),
  ),
  other_amount: text,
};
const rowSchema = z.object(SHAPE);
type Values = z.output<typeof rowSchema>;

function meterNames<Kind extends string>(kind: Kind) {
  return TOKEN_METERS.map((meter) => `${meter}_${kind}` as const);
}

/** The names of the values of a row, in their order. */
export const MONTH_ROW_COLUMNS = Object.keys(SHAPE) as (keyof Values)[];

/** The first line of a file of rows, without its end. */
export const MONTH_ROWS_HEADER = canonicalJson(MONTH_ROW_COLUMNS);

/** A row as its line in a file of rows: a canonical JSON array without spaces, without the line's end. */
export function formatMonthRow(row: MonthRow): string {
  const values = row.kind === "attempts" ? attemptsValues(row) : usageValues(row);
  return canonicalJson(MONTH_ROW_COLUMNS.map((name) => values[name] ?? null));
}

/** Reads a line. Throws a ZodError or a SyntaxError on anything that formatMonthRow does not write. */
export function parseMonthRow(line: string): MonthRow {
  const list = z.array(z.unknown()).length(MONTH_ROW_COLUMNS.length).parse(JSON.parse(line));
  const values = rowSchema.parse(Object.fromEntries(MONTH_ROW_COLUMNS.map((name, index) => [name, list[index]])));
  return values.source === "usage record" ? usageRow(values) : attemptsRow(values);
}

type Written = { [Name in keyof Values]?: string | number | null };

function commonValues({ owner, fromMs, toMs, priceId }: MonthRow): Written {
  const { source, provider, issuer, model, region, tags, principal } = owner;
  return {
    ...{ source, provider, issuer, model, region, principal },
    ...{ from: formatFocusInstant(fromMs), to: formatFocusInstant(toMs), price_id: priceId },
    ...recordOf(TAGS, (tag) => tags[tag] ?? null),
  };
}

function attemptsValues(row: AttemptsRow): Written {
  return {
    ...commonValues(row),
    ...{ attempts: row.attempts, priced_attempts: row.priced, estimated_attempts: row.estimated },
    ...recordOf(meterNames("tokens"), (name) => row.used[meterOf(name)]),
    ...recordOf(meterNames("charged_tokens"), (name) => row.charged[meterOf(name)]),
    unpriced_tokens: row.unpricedTokens,
    cost_usd: row.priced === 0 ? null : formatUsd(row.costPico),
    estimated_usd: formatUsdOrNull(row.estimatedPico),
    ...Object.fromEntries(COST_BUCKETS.map((bucket) => [`${bucket}_usd`, formatUsd(row.parts[bucket])])),
  };
}

function usageValues(row: UsageRow): Written {
  return {
    ...commonValues(row),
    usage_record: row.id,
    usage_tokens: row.tokens,
    cost_usd: formatUsdOrNull(row.costPico),
    estimated_usd: row.costPico === null ? null : formatUsd(row.isEstimated ? row.costPico : 0n),
    other_amount: row.otherAmount,
  };
}

function meterOf(name: string): (typeof TOKEN_METERS)[number] {
  const meter = TOKEN_METERS.find((each) => name === `${each}_tokens` || name === `${each}_charged_tokens`);
  if (meter === undefined) throw new RangeError(`${name} is of no bucket`);
  return meter;
}

function commonOf(values: Values): Pick<MonthRow, "fromMs" | "toMs" | "owner" | "priceId"> {
  const { source, provider, issuer, model, region, principal } = values;
  const owner: ChargeOwner = {
    ...{ provider, issuer, model, region, principal, source },
    tags: recordOf(TAGS, (tag) => values[tag]),
  };
  return { fromMs: values.from, toMs: values.to, owner, priceId: values.price_id };
}

function attemptsRow(values: Values): AttemptsRow {
  const meters = (kind: "tokens" | "charged_tokens"): MeterTokens =>
    recordOf(TOKEN_METERS, (meter) => values[`${meter}_${kind}`] ?? 0);
  return {
    kind: "attempts",
    ...commonOf(values),
    ...{ attempts: values.attempts ?? 0, priced: values.priced_attempts ?? 0 },
    estimated: values.estimated_attempts ?? 0,
    ...{ costPico: values.cost_usd ?? 0n, estimatedPico: values.estimated_usd },
    parts: costParts(Object.fromEntries(COST_BUCKETS.map((bucket) => [bucket, values[`${bucket}_usd`] ?? 0n]))),
    ...{ used: meters("tokens"), charged: meters("charged_tokens"), unpricedTokens: values.unpriced_tokens },
  };
}

function usageRow(values: Values): UsageRow {
  return {
    kind: "usage",
    ...commonOf(values),
    ...{ id: values.usage_record ?? "", costPico: values.cost_usd, tokens: values.usage_tokens },
    isEstimated: values.cost_usd !== null && values.cost_usd !== 0n && values.estimated_usd === values.cost_usd,
    otherAmount: values.other_amount,
  };
}
