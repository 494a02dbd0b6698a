import type { FocusValue } from "./focus-column";
import { formatFocusDecimal, ofWhole } from "./focus-decimal";
import { formatFocusInstant } from "./focus-instant";
import type { FocusType } from "./spec-types";

/** A value as it stands in a CSV. */
export function fieldOf(type: FocusType, value: FocusValue): string {
  if (value === null) return "";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return formatFocusDecimal(value);
  return type === "Date/Time" ? formatFocusInstant(value) : formatFocusDecimal(ofWhole(value));
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
