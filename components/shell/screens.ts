import type { Role } from "@/lib/contract/users";
import type { WindowName } from "@/lib/domain/time/time-window";
import type { ScreenPath } from "@/lib/domain/views/screen-address";
import { type Message, message, t } from "@/lib/messages/translate";

export type Screen = {
  href: ScreenPath;
  label: Message;
  hint: Message;
  /** What the range is when the URL names none. */
  defaultWindow: WindowName;
  /** Absent: everybody who is signed in. */
  role?: Role;
};

/** Every screen of the navigation, in its order. */
export const SCREENS = [
  { href: "/", label: message("Overview"), hint: message("Traffic, cost and failovers now"), defaultWindow: "24h" },
  {
    href: "/compare",
    label: message("Compare"),
    hint: message("Which model holds up under our traffic"),
    defaultWindow: "7d",
  },
  {
    href: "/sla",
    label: message("SLA"),
    hint: message("Uptime per model and region, day by day"),
    defaultWindow: "30d",
  },
  {
    href: "/spend",
    label: message("Spend"),
    hint: message("Cost by any dimension, in any time zone"),
    defaultWindow: "30d",
  },
  {
    href: "/budgets",
    label: message("Budgets"),
    hint: message("What may be spent, and when it is used up"),
    defaultWindow: "30d",
  },
  {
    href: "/prices",
    label: message("Prices"),
    hint: message("What each model costs, since when and by whom"),
    defaultWindow: "30d",
  },
  {
    href: "/what-if",
    label: message("What-if"),
    hint: message("What the same traffic would have cost otherwise"),
    defaultWindow: "30d",
  },
  {
    href: "/ledger",
    label: message("Ledger"),
    hint: message("Closed months, invoices and copies"),
    defaultWindow: "30d",
  },
  {
    href: "/policies",
    label: message("Policies"),
    hint: message("What happens when a model degrades"),
    defaultWindow: "24h",
  },
  {
    href: "/alerts",
    label: message("Alerts"),
    hint: message("What fires now, and who is notified"),
    defaultWindow: "24h",
  },
  {
    href: "/failovers",
    label: message("Failovers"),
    hint: message("Every transition and what caused it"),
    defaultWindow: "7d",
  },
  {
    href: "/router",
    label: message("Router"),
    hint: message("Where models are called, and with which limits"),
    defaultWindow: "24h",
  },
  {
    href: "/attempts",
    label: message("Attempts"),
    hint: message("Every single attempt, filtered and sorted"),
    defaultWindow: "24h",
  },
  {
    href: "/ingest",
    label: message("Ingest"),
    hint: message("What arrives, and what was rejected"),
    defaultWindow: "24h",
  },
  {
    href: "/access",
    label: message("Access"),
    hint: message("Users, roles and keys"),
    defaultWindow: "24h",
    role: "admin",
  },
] as const satisfies readonly Screen[];

/** The range a screen shows when its URL names none. */
export function defaultWindowOf(pathname: string): WindowName {
  return screenAt(pathname)?.defaultWindow ?? "24h";
}

const MODELS = "/models/";

/** What a screen is called, and a model's own by its name. */
export function screenNameOf(pathname: string): string {
  if (pathname.startsWith(MODELS)) return t("Model {model}", { model: decoded(pathname.slice(MODELS.length)) });
  const screen = screenAt(pathname);
  return screen ? t(screen.label) : t("Overview");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function screenAt(pathname: string) {
  return SCREENS.find(({ href }) => (href === "/" ? pathname === "/" : pathname.startsWith(href)));
}
