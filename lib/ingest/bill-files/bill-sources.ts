import { AppError } from "@/lib/contract/error";
import { message, type Text } from "@/lib/messages/translate";
import type { UsageSource } from "../usage-files/usage-line";
import { USAGE_SOURCES } from "../usage-files/usage-sources";
import type { Fields } from "../values";
import { isFocusRow } from "./read-focus-bill";

export const COLUMNS_SOURCE = "columns";
export const FOCUS_SOURCE = "focus";

/** How a bill is read: by the columns of FOCUS, as one of the exports that usage records come from, or by mapped columns. */
export type BillSource = { name: string; title: Text; usage: UsageSource | null };

const FOCUS: BillSource = { name: FOCUS_SOURCE, title: "FOCUS Cost and Usage", usage: null };
const COLUMNS: BillSource = { name: COLUMNS_SOURCE, title: message("Columns that you map"), usage: null };

/** Every kind of bill that is read, by name. */
export const BILL_SOURCES: ReadonlyMap<string, BillSource> = new Map(
  [
    FOCUS,
    ...[...USAGE_SOURCES.values()].map((usage) => ({ name: usage.name, title: usage.title, usage })),
    COLUMNS,
  ].map((source) => [source.name, source]),
);

/** The kind that a first row is of; columns to map where it is none. */
export function detectSource(rows: readonly Fields[]): BillSource {
  if (rows.some(isFocusRow)) return FOCUS;
  return [...BILL_SOURCES.values()].find(({ usage }) => rows.some((row) => usage?.isOf(row))) ?? COLUMNS;
}

/** The kind of that name. Throws INVALID where there is none. */
export function sourceNamed(name: string): BillSource {
  const source = BILL_SOURCES.get(name);
  if (source) return source;
  throw new AppError("INVALID", `There is no kind of bill ${name}; there are ${[...BILL_SOURCES.keys()].join(", ")}`, {
    fields: { source: ["Is none that is read"] },
  });
}
