const ISO = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** An instant as FOCUS writes it: UTC, to the second. */
export function formatFocusInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** The epoch ms of an instant as FOCUS writes it; null of anything else, and of a day that does not exist. */
export function parseFocusInstant(text: string): number | null {
  if (!ISO.test(text)) return null;
  const epochMs = Date.parse(text);
  return formatFocusInstant(epochMs) === text ? epochMs : null;
}

type BillingPeriod = { fromMs: number; toMs: number; month: string };

// Rows of a file ask several times each, and mostly about the same instant as the row before.
let lastMs = Number.NaN;
let last: BillingPeriod = { fromMs: 0, toMs: 0, month: "" };

/** The UTC month that an instant lies in: its billing period, half-open, in epoch ms, and its name, "2026-03". */
export function billingPeriodOf(epochMs: number): Readonly<BillingPeriod> {
  if (epochMs === lastMs) return last;
  const instant = new Date(epochMs);
  const [year, month] = [instant.getUTCFullYear(), instant.getUTCMonth()];
  last = {
    fromMs: Date.UTC(year, month, 1),
    toMs: Date.UTC(year, month + 1, 1),
    month: instant.toISOString().slice(0, 7),
  };
  lastMs = epochMs;
  return last;
}
