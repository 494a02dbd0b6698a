import type { RuleReplay } from "@/lib/contract/alert-preview";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import { RULE_DIMENSIONS } from "@/lib/domain/alerts/rule-kinds";
import { FAILED_OUTCOMES } from "@/lib/domain/outcome";
import { BURN_WINDOWS } from "@/lib/domain/sla/burn-windows";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { type Message, message } from "@/lib/messages/translate";

type Firing = RuleReplay["firings"][number];
export type FiringLink = { href: string; label: Message };

/** Where what made a rule fire can be looked at, from the beginning of the window that it first fired at; null of a kind without. */
export function firingLink(terms: RuleTerms, { labels, from, to }: Firing, asOf: string): FiringLink | null {
  const range = (lookBackMs: number) => ({
    from: new Date(Date.parse(from) - lookBackMs).toISOString(),
    to: to ?? asOf,
  });
  switch (terms.kind) {
    case "burn_rate": {
      const shortest = Math.min(...terms.speeds.map((speed) => BURN_WINDOWS[speed].shortMinutes));
      const params = { ...range(shortest * MINUTE_MS), outcome: FAILED_OUTCOMES };
      return attempts({ ...namesOf(terms, labels), ...params });
    }
    case "error_rate":
      return attempts({
        ...namesOf(terms, labels),
        ...{ ...range(terms.window_minutes * MINUTE_MS), outcome: FAILED_OUTCOMES },
      });
    case "percentile": {
      const params = { ...range(terms.window_minutes * MINUTE_MS), outcome: "ok", sort: terms.metric, order: "desc" };
      return attempts({ ...namesOf(terms, labels), ...params });
    }
    case "spend":
      return {
        href: address("/spend", { ...labels, ...range(terms.window_hours * HOUR_MS) }),
        label: message("spend"),
      };
    case "spend_anomaly":
      return { href: address("/spend", dayOf(labels, terms.tz) ?? range(DAY_MS)), label: message("spend") };
    case "failover": {
      const names = { ...labels, ...range(terms.window_minutes * MINUTE_MS) };
      return { href: address("/failovers", names), label: message("failovers") };
    }
    case "detection": {
      const { model = "", provider = "", region = "" } = labels;
      const href = address(`/models/${encodeURIComponent(model)}`, { provider, region, ...range(24 * HOUR_MS) });
      return { href, label: message("chart") };
    }
    case "budget":
      return { href: "/budgets", label: message("budgets") };
    default:
      return null;
  }
}

/** The day that an anomaly is of, as its time zone has it: 23 hours where a clock goes forward. */
function dayOf({ day }: Firing["labels"], tz: string): { from: string; to: string } | null {
  const date = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(date)) return null;
  const instant = (of: number) => new Date(startOfDate(of, tz)).toISOString();
  return { from: instant(date), to: instant(date + DAY_MS) };
}

type Values = Readonly<Record<string, string | readonly string[]>>;

function attempts(params: Values): FiringLink {
  return { href: address("/attempts", params), label: message("attempts") };
}

/** What a rule is of, and of a series the one that it is. */
function namesOf(terms: Extract<RuleTerms, { by: unknown }>, labels: Firing["labels"]): Values {
  return { ...Object.fromEntries(RULE_DIMENSIONS.map((name) => [name, terms.scope[name]])), ...labels };
}

function address(path: string, values: Values): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of typeof value === "string" ? [value] : value) params.append(name, one);
  }
  return `${path}?${params}`;
}
