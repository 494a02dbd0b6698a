import type { Role } from "@/lib/contract/users";
import type { WindowName } from "@/lib/domain/time/time-window";
import type { ScreenPath } from "@/lib/domain/views/screen-address";

export type Screen = {
  href: ScreenPath;
  label: string;
  hint: string;
  /** What the range is when the URL names none. */
  defaultWindow: WindowName;
  /** Absent: everybody who is signed in. */
  role?: Role;
};

/** Every screen of the navigation, in its order. */
export const SCREENS = [
  { href: "/", label: "Overview", hint: "Traffic, cost and failovers now", defaultWindow: "24h" },
  { href: "/compare", label: "Compare", hint: "Which model holds up under our traffic", defaultWindow: "7d" },
  { href: "/sla", label: "SLA", hint: "Uptime per model and region, day by day", defaultWindow: "30d" },
  { href: "/spend", label: "Spend", hint: "Cost by any dimension, in any time zone", defaultWindow: "30d" },
  { href: "/budgets", label: "Budgets", hint: "What may be spent, and when it is used up", defaultWindow: "30d" },
  { href: "/prices", label: "Prices", hint: "What each model costs, since when and by whom", defaultWindow: "30d" },
  { href: "/what-if", label: "What-if", hint: "What the same traffic would have cost otherwise", defaultWindow: "30d" },
  { href: "/ledger", label: "Ledger", hint: "Closed months, invoices and copies", defaultWindow: "30d" },
  { href: "/policies", label: "Policies", hint: "What happens when a model degrades", defaultWindow: "24h" },
  { href: "/alerts", label: "Alerts", hint: "What fires now, and who is notified", defaultWindow: "24h" },
  { href: "/failovers", label: "Failovers", hint: "Every transition and what caused it", defaultWindow: "7d" },
  { href: "/attempts", label: "Attempts", hint: "Every single attempt, filtered and sorted", defaultWindow: "24h" },
  { href: "/ingest", label: "Ingest", hint: "What arrives, and what was rejected", defaultWindow: "24h" },
  { href: "/access", label: "Access", hint: "Users, roles and keys", defaultWindow: "24h", role: "admin" },
] as const satisfies readonly Screen[];

/** The range a screen shows when its URL names none. */
export function defaultWindowOf(pathname: string): WindowName {
  return screenAt(pathname)?.defaultWindow ?? "24h";
}

const MODELS = "/models/";

/** What a screen is called, and a model's own by its name. */
export function screenNameOf(pathname: string): string {
  if (!pathname.startsWith(MODELS)) return screenAt(pathname)?.label ?? "Overview";
  const model = pathname.slice(MODELS.length);
  try {
    return `Model ${decodeURIComponent(model)}`;
  } catch {
    return `Model ${model}`;
  }
}

function screenAt(pathname: string) {
  return SCREENS.find(({ href }) => (href === "/" ? pathname === "/" : pathname.startsWith(href)));
}
