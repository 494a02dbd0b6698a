import { fromLocalInput, toLocalInput } from "@/components/shell/zoned-time";
import type { ErrorFields } from "@/lib/contract/error";
import { newPriceTerms } from "@/lib/contract/new-price-terms";
import type { RateField } from "@/lib/contract/price-terms";
import { priceWarnings } from "@/lib/contract/price-warnings";
import { newPriceSchema, type PriceVersion, type PriceWarning } from "@/lib/contract/prices";
import { FEE_UNITS, type FeeUnit } from "@/lib/domain/pricing/call-units";
import type { PRICE_STANDINGS } from "@/lib/domain/pricing/price";
import { recordOf } from "@/lib/domain/record-of";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { BUCKET_NAMES } from "./describe-price";

type StepDraft = { above_tokens: string; input: string; cached_input: string; cache_write: string };
type HoursDraft = { from: string; to: string };

/** A version as it stands in the form: texts, as they were typed. Times are of the zone of the report. */
export type PriceDraft = {
  provider: string;
  model: string;
  currency: string;
  standing: (typeof PRICE_STANDINGS)[number];
  rates: Record<RateField, string>;
  steps: StepDraft[];
  fees: Record<FeeUnit, string>;
  leaves_out_fees: boolean;
  service_tier: string;
  region: string;
  context_above_tokens: string;
  output_above_tokens: string;
  has_calendar: boolean;
  zone: string;
  weekdays: number[];
  hours: HoursDraft[];
  /** A list's name, or none; and when it applies by it. */
  holidays: string;
  applies: "outside" | "on";
  valid_from: string;
  source: string;
  source_note: string;
  reason: string;
};

export const NEW_STEP: StepDraft = { above_tokens: "", input: "", cached_input: "", cache_write: "" };
export const NEW_HOURS: HoursDraft = { from: "09:00", to: "18:00" };
const WEEK = [1, 2, 3, 4, 5, 6, 7];

const emptyRates = recordOf(BUCKET_NAMES, () => "");
const emptyFees = recordOf(FEE_UNITS, () => "");

/** A new price that begins at the next whole minute. */
export function emptyDraft(tz: string, now: number): PriceDraft {
  return {
    ...{ provider: "", model: "", currency: "USD", standing: "list", rates: emptyRates, steps: [], fees: emptyFees },
    ...{ leaves_out_fees: false, service_tier: "", region: "", context_above_tokens: "", output_above_tokens: "" },
    ...{ has_calendar: false, zone: tz, weekdays: WEEK, hours: [], holidays: "", applies: "outside" },
    valid_from: toLocalInput(nextMinute(now), tz),
    ...{ source: "", source_note: "", reason: "" },
  };
}

/** The terms of a version as a new one, which begins after it and after now. */
export function draftOf(price: PriceVersion, tz: string, now: number): PriceDraft {
  const text = (amount: string | null | undefined) => amount ?? "";
  const count = (tokens: number) => (tokens === 0 ? "" : String(tokens));
  const { calendar } = price;
  return {
    ...{ provider: price.provider, model: price.model, currency: price.currency, standing: price.standing },
    rates: recordOf(BUCKET_NAMES, (name) => text(price.rates[name])),
    steps: price.steps.map((step) => ({
      above_tokens: String(step.above_tokens),
      ...{ input: step.input, cached_input: text(step.cached_input), cache_write: text(step.cache_write) },
    })),
    fees: recordOf(FEE_UNITS, (unit) => text(price.fees[unit])),
    leaves_out_fees: price.leaves_out_fees,
    ...{ service_tier: text(price.service_tier), region: text(price.region) },
    context_above_tokens: count(price.context_above_tokens),
    output_above_tokens: count(price.output_above_tokens),
    has_calendar: calendar !== null,
    zone: calendar?.zone ?? tz,
    weekdays: [...(calendar?.weekdays ?? WEEK)],
    hours: [...(calendar?.hours ?? [])],
    holidays: calendar?.holidays?.list ?? "",
    applies: calendar?.holidays?.applies ?? "outside",
    valid_from: toLocalInput(nextMinute(Math.max(now, Date.parse(price.valid_from))), tz),
    ...{ source: "", source_note: "", reason: "" },
  };
}

const nextMinute = (at: number) => Math.floor(at / MINUTE_MS) * MINUTE_MS + MINUTE_MS;

/** What a draft asks to be stored, before it is checked. */
export function inputOf(draft: PriceDraft, tz: string) {
  const amount = (text: string) => (text.trim() === "" ? null : text.trim().replaceAll(",", ""));
  const count = (text: string) => (text.trim() === "" ? 0 : Number(text.replaceAll(",", "")));
  const name = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    ...{ provider: draft.provider.trim(), model: draft.model.trim(), currency: draft.currency.trim() },
    standing: draft.standing,
    rates: { ...recordOf(BUCKET_NAMES, (rate) => amount(draft.rates[rate])), input: amount(draft.rates.input) ?? "" },
    steps: draft.steps.map((step) => ({
      above_tokens: count(step.above_tokens),
      input: amount(step.input) ?? "",
      ...{ cached_input: amount(step.cached_input), cache_write: amount(step.cache_write) },
    })),
    fees: Object.fromEntries(
      FEE_UNITS.flatMap((unit) => {
        const fee = amount(draft.fees[unit]);
        return fee === null ? [] : [[unit, fee]];
      }),
    ),
    leaves_out_fees: draft.leaves_out_fees,
    ...{ service_tier: name(draft.service_tier), region: name(draft.region) },
    context_above_tokens: count(draft.context_above_tokens),
    output_above_tokens: count(draft.output_above_tokens),
    calendar: draft.has_calendar ? calendarOf(draft) : null,
    valid_from: fromLocalInput(draft.valid_from, tz) ?? "",
    ...{ source: draft.source.trim(), source_note: name(draft.source_note), reason: draft.reason.trim() },
  };
}

function calendarOf({ zone, weekdays, hours, holidays, applies }: PriceDraft) {
  return {
    zone: zone.trim(),
    weekdays: weekdays.length === WEEK.length ? null : weekdays,
    hours: hours.length === 0 ? null : hours.map(({ from, to }) => ({ from, to: to === "00:00" ? "24:00" : to })),
    holidays: holidays === "" ? null : { list: holidays, applies },
  };
}

const NEEDED = new Set(["provider", "model", "rates.input", "source", "reason", "valid_from", "currency"]);

/** What is wrong with a draft, by the dotted path of the field. */
export function draftProblems(draft: PriceDraft, tz: string): Record<string, string> {
  const sent = inputOf(draft, tz);
  const problems: ErrorFields = {};
  for (const { path, message } of newPriceSchema.safeParse(sent).error?.issues ?? []) {
    const name = path.map(String).join(".");
    problems[name] = [...(problems[name] ?? []), isMissing(name, sent) ? t("Required") : message];
  }
  if (draft.has_calendar && isUnlimited(draft)) problems.calendar = [t("Choose hours, weekdays or holidays")];
  return messagesOf(problems);
}

const isUnlimited = ({ weekdays, hours, holidays }: PriceDraft) =>
  weekdays.length === WEEK.length && hours.length === 0 && holidays === "";

function isMissing(path: string, sent: ReturnType<typeof inputOf>): boolean {
  if (!NEEDED.has(path) && !/^steps\.\d+\.input$/.test(path)) return false;
  let value: unknown = sent;
  for (const part of path.split(".")) {
    value =
      typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === part)?.[1] : null;
  }
  return value === "" || value === null;
}

/** Of every field its messages as one text. */
export function messagesOf(fields: ErrorFields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, messages]) => [path, [...new Set(messages)].join(". ")]),
  );
}

type Beside = { before: PriceVersion | null; picoPerUsd: bigint | null; tz: string; now: number };

/** What looks like a slip in a draft, as far as its amounts can be read; null where they cannot, or no rate is known. */
export function draftWarnings(draft: PriceDraft, { before, picoPerUsd, tz, now }: Beside): PriceWarning[] | null {
  // Who sets a price and why is typed last; slips are shown before.
  const filled = { provider: "x", model: "x", source: "x", reason: "x" };
  const sent = newPriceSchema.safeParse({ ...inputOf(draft, tz), ...filled });
  if (!sent.success || picoPerUsd === null) return null;
  const old = before && newPriceSchema.safeParse({ ...inputOf(draftOf(before, tz, now), tz), ...filled });
  return priceWarnings(newPriceTerms(sent.data), {
    before: old?.success ? newPriceTerms(old.data) : null,
    perUsd: picoPerUsd,
    now: now * 1_000,
  });
}
