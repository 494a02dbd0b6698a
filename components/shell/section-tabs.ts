/** A page of a section, and its name in the section's tabs. */
export type SectionTab = { href: string; label: string };

/** The pages about prices. */
export const PRICES_TABS = [
  { href: "/prices", label: "Prices" },
  { href: "/prices/import", label: "Import" },
  { href: "/prices/reprice", label: "Re-price" },
  { href: "/prices/capacity", label: "Capacity" },
] as const satisfies readonly SectionTab[];

/** The pages about figures that are signed off. */
export const LEDGER_TABS = [
  { href: "/ledger", label: "Months" },
  { href: "/ledger/reconciliation", label: "Reconciliation" },
  { href: "/ledger/copies", label: "Scheduled copies" },
] as const satisfies readonly SectionTab[];

/** The pages about what is noticed, and who is notified of it. */
export const ALERTS_TABS = [
  { href: "/alerts", label: "Alerts" },
  { href: "/alerts/digests", label: "Digests" },
] as const satisfies readonly SectionTab[];
