import type { ImportRow } from "@/lib/contract/price-import";
import { formatChange, formatInstant } from "@/lib/domain/format";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { type Message, message, t } from "@/lib/messages/translate";
import type { RowStanding } from "./decisions";

export const STANDING_LABELS: Readonly<Record<RowStanding, Message>> = {
  refused: message("Refused"),
  question: message("To confirm"),
  placeholder: message("No price"),
  changed: message("Changed"),
  added: message("New"),
  unchanged: message("Unchanged"),
};

const FIELD_LABELS: Readonly<Record<string, Message>> = {
  "rates.input": message("Input"),
  "rates.cached_input": message("Cached input"),
  "rates.cache_write": message("Cache write, 5 min"),
  "rates.cache_write_1h": message("Cache write, 1 h"),
  "rates.output": message("Output"),
  "rates.reasoning": message("Reasoning"),
  "rates.audio_input": message("Audio input"),
  "rates.cached_audio_input": message("Cached audio input"),
  "rates.audio_output": message("Audio output"),
  "rates.image_input": message("Image input"),
  "rates.image_output": message("Image output"),
  "fees.attempts": message("Fee per call"),
  "fees.searches": message("Fee per search"),
  "fees.images": message("Fee per image"),
  "fees.seconds": message("Fee per second"),
  "fees.characters": message("Fee per character"),
  "fees.pages": message("Fee per page"),
  "fees.calls": message("Fee per tool call"),
  steps: message("Graduated prices"),
  currency: message("Currency"),
};

/** An amount that differs, as the two texts and what that is in per cent. */
export type ShownChange = { label: string; before: string | null; after: string; change: string | null };

/** What a row changes, exact: a price of a millionth of a dollar is not rounded away. */
export function describeChanges({ changes, currency }: Pick<ImportRow, "changes" | "currency">): ShownChange[] {
  return changes.map(({ field, before, after }) => {
    const isAmount = field.startsWith("rates.") || field.startsWith("fees.");
    const text = (value: string) => (isAmount ? amountText(value, currency) : value);
    return {
      label: labelOf(field) ?? field,
      before: before === null ? null : text(before),
      after: after === null ? t("not priced apart") : text(after),
      change: isAmount ? changeText(before, after) : null,
    };
  });
}

/** Why a row is refused, one sentence for each field. */
export function describeRefusals({ refusals }: Pick<ImportRow, "refusals">): string[] {
  return refusals.map(({ field, message }) => `${field}: ${message}`);
}

/** What else there is to say of a row, one sentence each. */
export function describeNotes(row: ImportRow, tz: string): string[] {
  const { replaces, contract, not_imported, warnings } = row;
  return [
    ...warnings.map(({ message: problem, field }) =>
      t("{field}: {problem}", { field: labelOf(field) ?? t("Price"), problem: lowerFirst(problem) }),
    ),
    ...(contract?.differs ? [contractText(contract, row.currency)] : []),
    ...(replaces
      ? [
          t("Follows version {id} of {day} ({source})", {
            id: replaces.id,
            day: formatInstant(replaces.valid_from, tz, "day"),
            source: [replaces.source, replaces.created_by].filter(Boolean).join(", "),
          }),
        ]
      : []),
    ...(not_imported.length > 0 ? [t("Not imported: {names}", { names: not_imported.join(", ") })] : []),
  ];
}

function labelOf(field: string): string | null {
  const label = FIELD_LABELS[field];
  return label ? t(label) : null;
}

function contractText({ id, input, output }: NonNullable<ImportRow["contract"]>, currency: string): string {
  const amounts = [
    t("input {amount}", { amount: amountText(input, currency) }),
    ...(output ? [t("output {amount}", { amount: amountText(output, currency) })] : []),
  ];
  return t("Contract version {id} counts instead: {amounts}", { id, amounts: amounts.join(", ") });
}

function amountText(amount: string, currency: string): string {
  return currency === USD ? `$${amount}` : `${amount} ${currency}`;
}

function changeText(before: string | null, after: string | null): string | null {
  const [from, to] = [before, after].map((amount) => (amount === null ? null : parseUsd(amount)));
  if (!from || to === null || to === undefined) return null;
  // In ten-thousandths, which is finer than what is shown.
  return formatChange(Number(((to - from) * 10_000n) / from) / 10_000);
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
