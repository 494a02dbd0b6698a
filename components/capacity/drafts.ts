import type { z } from "zod";
import { type addCapacityOperation, newCapacitySchema } from "@/lib/contract/capacity";
import { type addDiscountOperation, endSchema, newDiscountSchema } from "@/lib/contract/discounts";
import type { ErrorFields } from "@/lib/contract/error";
import { CAPACITY_KINDS, type CapacityKind } from "@/lib/domain/capacity/capacity-price";
import { DISCOUNT_BUCKETS } from "@/lib/domain/pricing/discount-rule";
import { t } from "@/lib/messages/translate";

/** What a form holds: texts, as they were typed. */
export type Draft = Record<string, string>;
export type Problems<D extends Draft> = Partial<Record<keyof D, string>>;

export type CapacityDraft = {
  name: string;
  provider: string;
  models: string;
  region: string;
  kind: string;
  units: string;
  amount: string;
  currency: string;
  zone: string;
  tokens_per_unit: string;
  valid_from: string;
  valid_to: string;
  reason: string;
};
export type DiscountDraft = {
  name: string;
  provider: string;
  models: string;
  buckets: string;
  percent: string;
  position: string;
  commit: string;
  commit_amount: string;
  applies: string;
  valid_from: string;
  valid_to: string;
  reason: string;
};
export type EndDraft = { valid_to: string; reason: string };

type CapacityInput = z.input<typeof addCapacityOperation.body>;
type DiscountInput = z.input<typeof addDiscountOperation.body>;

export function emptyCapacity(zone: string, now: Date): CapacityDraft {
  return {
    ...{ name: "", provider: "", models: "", region: "", kind: CAPACITY_KINDS[0], units: "1", amount: "" },
    ...{ currency: "USD", zone, tokens_per_unit: "", valid_from: nextHour(now), valid_to: "", reason: "" },
  };
}

export function emptyDiscount(now: Date): DiscountDraft {
  return {
    ...{ name: "", provider: "", models: "", buckets: "", percent: "", position: "1", commit: "", commit_amount: "" },
    ...{ applies: "all", valid_from: nextHour(now), valid_to: "", reason: "" },
  };
}

export function emptyEnd(now: Date): EndDraft {
  return { valid_to: nextHour(now), reason: "" };
}

/** What a draft asks for, before it is checked. */
export function capacityInput(draft: CapacityDraft): CapacityInput {
  return {
    ...{ name: draft.name.trim(), provider: draft.provider.trim(), models: listOf(draft.models) },
    region: textOrNull(draft.region),
    // Checked with everything else: a text that is none is refused at its field.
    kind: draft.kind as CapacityKind,
    units: numberOf(draft.units),
    amount: amountOf(draft.amount),
    currency: draft.currency.trim(),
    zone: draft.zone.trim(),
    tokens_per_unit: draft.tokens_per_unit.trim() === "" ? null : numberOf(draft.tokens_per_unit),
    valid_from: instantOf(draft.valid_from),
    valid_to: draft.valid_to.trim() === "" ? null : instantOf(draft.valid_to),
    reason: draft.reason.trim(),
  };
}

export function discountInput(draft: DiscountDraft): DiscountInput {
  const { commit, applies } = draft;
  const isPeriod = commit === "month" || commit === "quarter" || commit === "year";
  return {
    ...{ name: draft.name.trim(), provider: draft.provider.trim(), models: listOf(draft.models) },
    buckets: DISCOUNT_BUCKETS.filter((bucket) => draft.buckets === bucket),
    percent: draft.percent.trim(),
    position: numberOf(draft.position),
    commit: isPeriod
      ? { amount_usd: amountOf(draft.commit_amount), period: commit, applies: applies === "after" ? "after" : "all" }
      : null,
    valid_from: instantOf(draft.valid_from),
    valid_to: draft.valid_to.trim() === "" ? null : instantOf(draft.valid_to),
    reason: draft.reason.trim(),
  };
}

export function endInput(draft: EndDraft): z.input<typeof endSchema> {
  return { valid_to: instantOf(draft.valid_to), reason: draft.reason.trim() };
}

/** What is wrong with a draft, at the field of the form. */
export const capacityProblems = (draft: CapacityDraft) => problemsOf(newCapacitySchema, capacityInput(draft), draft);
export const discountProblems = (draft: DiscountDraft) => problemsOf(newDiscountSchema, discountInput(draft), draft);
export const endProblems = (draft: EndDraft) => problemsOf(endSchema, endInput(draft), draft);

function problemsOf<D extends Draft>(schema: z.ZodType, input: unknown, draft: D): Problems<D> {
  const fields: ErrorFields = {};
  for (const { path, message } of schema.safeParse(input).error?.issues ?? []) {
    const name = path.map(String).join(".");
    fields[name] = [...(fields[name] ?? []), message];
  }
  return fieldProblems(fields, draft);
}

/** The same from what the API refused; of an empty field, that it is needed. */
export function fieldProblems<D extends Draft>(fields: ErrorFields, draft: D): Problems<D> {
  const problems: Problems<D> = {};
  for (const [path, messages] of Object.entries(fields)) {
    const first = path.startsWith("commit.amount") ? "commit_amount" : (path.split(".")[0] ?? "");
    const field = Object.keys(draft).find((name): name is keyof D & string => name === first);
    if (field) problems[field] = draft[field]?.trim() === "" ? t("Required") : messages.join(". ");
  }
  return problems;
}

function listOf(text: string): string[] {
  return text.split(/[,;\s]+/).filter((part) => part !== "");
}

function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.replaceAll(",", ""));
}

function amountOf(text: string): string {
  return text.trim().replaceAll(",", "");
}

/** "2026-12-01T00:00", which is a time of UTC, as an instant; another text is left to be refused. */
function instantOf(text: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00Z` : text;
}

function nextHour(now: Date): string {
  const hour = new Date(now);
  hour.setUTCMinutes(60, 0, 0);
  return hour.toISOString().slice(0, 16);
}
