import type { ImportRow } from "@/lib/contract/price-import";
import { formatChange, formatInstant } from "@/lib/domain/format";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import { parseUsd } from "@/lib/domain/pricing/usd";
import type { RowStanding } from "./decisions";

export const STANDING_LABELS: Readonly<Record<RowStanding, string>> = {
  refused: "Refused",
  question: "To confirm",
  placeholder: "No price",
  changed: "Changed",
  added: "New",
  unchanged: "Unchanged",
};

const FIELD_LABELS: Readonly<Record<string, string>> = {
  "rates.input": "Input",
  "rates.cached_input": "Cached input",
  "rates.cache_write": "Cache write, 5 min",
  "rates.cache_write_1h": "Cache write, 1 h",
  "rates.output": "Output",
  "rates.reasoning": "Reasoning",
  "rates.audio_input": "Audio input",
  "rates.cached_audio_input": "Cached audio input",
  "rates.audio_output": "Audio output",
  "rates.image_input": "Image input",
  "rates.image_output": "Image output",
  "fees.attempts": "Fee per call",
  "fees.searches": "Fee per search",
  "fees.images": "Fee per image",
  "fees.seconds": "Fee per second",
  "fees.characters": "Fee per character",
  "fees.pages": "Fee per page",
  "fees.calls": "Fee per tool call",
  steps: "Graduated prices",
  currency: "Currency",
};

/** An amount that differs, as the two texts and what that is in per cent. */
export type ShownChange = { label: string; before: string | null; after: string; change: string | null };

/** What a row changes, exact: a price of a millionth of a dollar is not rounded away. */
export function describeChanges({ changes, currency }: Pick<ImportRow, "changes" | "currency">): ShownChange[] {
  return changes.map(({ field, before, after }) => {
    const isAmount = field.startsWith("rates.") || field.startsWith("fees.");
    const text = (value: string) => (isAmount ? amountText(value, currency) : value);
    return {
      label: FIELD_LABELS[field] ?? field,
      before: before === null ? null : text(before),
      after: after === null ? "not priced apart" : text(after),
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
    ...warnings.map(({ message, field }) => `${FIELD_LABELS[field] ?? "Price"}: ${lowerFirst(message)}`),
    ...(contract?.differs ? [contractText(contract, row.currency)] : []),
    ...(replaces
      ? [
          `Follows version ${replaces.id} of ${formatInstant(replaces.valid_from, tz, "day")} (${replaces.source}${
            replaces.created_by ? `, ${replaces.created_by}` : ""
          })`,
        ]
      : []),
    ...(not_imported.length > 0 ? [`Not imported: ${not_imported.join(", ")}`] : []),
  ];
}

function contractText({ id, input, output }: NonNullable<ImportRow["contract"]>, currency: string): string {
  const amounts = [
    `input ${amountText(input, currency)}`,
    ...(output ? [`output ${amountText(output, currency)}`] : []),
  ];
  return `Contract version ${id} counts instead: ${amounts.join(", ")}`;
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
