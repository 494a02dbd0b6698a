import { message, type Text } from "@/lib/messages/translate";

/** A page of a section, and its name in the section's tabs. */
export type SectionTab = { href: string; label: Text };

/** The pages about prices. */
export const PRICES_TABS = [
  { href: "/prices", label: message("Prices") },
  { href: "/prices/import", label: message("Import") },
  { href: "/prices/reprice", label: message("Re-price") },
  { href: "/prices/capacity", label: message("Capacity") },
] as const satisfies readonly SectionTab[];

/** The pages about figures that are signed off. */
export const LEDGER_TABS = [
  { href: "/ledger", label: message("Months") },
  { href: "/ledger/reconciliation", label: message("Reconciliation") },
  { href: "/ledger/copies", label: message("Scheduled copies") },
] as const satisfies readonly SectionTab[];

/** The pages about what is noticed, and who is notified of it. */
export const ALERTS_TABS = [
  { href: "/alerts", label: message("Alerts") },
  { href: "/alerts/digests", label: message("Digests") },
] as const satisfies readonly SectionTab[];
