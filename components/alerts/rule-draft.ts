import { previewedRuleSchema } from "@/lib/contract/alert-preview";
import type { AlertRule } from "@/lib/contract/alert-rules";
import { newRuleSchema } from "@/lib/contract/alert-rules";
import { BUDGET_DIMENSIONS } from "@/lib/contract/budgets";
import { RULE_DIMENSIONS, type RuleKind } from "@/lib/domain/alerts/rule-kinds";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { splitNames } from "@/lib/domain/split-names";
import { type Message, message, type Text } from "@/lib/messages/translate";

/** What is typed for one field of the terms. */
export type TermField = {
  name: string;
  label: Message;
  hint?: Message;
  initial: string;
  kind: "number" | "text" | "choice" | "list" | "budget";
  choices?: readonly { value: string; label: Text }[];
};

const number = (name: string, label: Message, initial: string, hint?: Message): TermField => ({
  ...{ name, label, initial, kind: "number" },
  ...(hint !== undefined && { hint }),
});
const list = (name: string, label: Message): TermField => ({
  ...{ name, label, initial: "", kind: "list", hint: message("Names, separated by commas; empty is all.") },
});
const choice = (name: string, label: Message, choices: TermField["choices"] & object): TermField => ({
  ...{ name, label, initial: choices[0]?.value ?? "", kind: "choice", choices },
});

const SCOPE = [
  list("model", message("Models")),
  list("provider", message("Providers")),
  list("region", message("Regions")),
  list("tier", message("Tiers")),
];
const BY = choice("by", message("An alert for"), [
  { value: "model", label: message("each model") },
  { value: "model,region", label: message("each model and region") },
  { value: "tier", label: message("each tier") },
  { value: "", label: message("all together") },
]);
const WINDOW = number("window_minutes", message("Window (minutes)"), "15");

/** The fields of each kind of rule. */
export const TERM_FIELDS: Readonly<Record<RuleKind, readonly TermField[]>> = {
  burn_rate: [
    number(
      "target_percent",
      message("Availability target (%)"),
      "99.9",
      message("Empty follows every target of SLA, each with its own scope."),
    ),
    choice("speeds", message("Windows"), [
      { value: "fast,medium,slow", label: message("1 h, 6 h and 3 d") },
      { value: "fast,medium", label: message("1 h and 6 h") },
      { value: "fast", label: "1 h" },
      { value: "slow", label: "3 d" },
    ]),
    number("min_attempts", message("Attempts needed"), "50", message("In both windows of a pair, and two failures.")),
    ...[BY, ...SCOPE],
  ],
  error_rate: [
    number("above_percent", message("More than (%)"), "5"),
    ...[WINDOW, number("min_attempts", message("Attempts needed"), "20"), BY, ...SCOPE],
  ],
  percentile: [
    choice("metric", message("Metric"), [
      { value: "duration_ms", label: message("Duration") },
      { value: "ttft_ms", label: "TTFT" },
    ]),
    choice(
      "percentile",
      message("Percentile"),
      ["p95", "p50", "p90", "p99"].map((value) => ({ value, label: value })),
    ),
    number("above_ms", message("Above (ms)"), "5000"),
    ...[{ ...WINDOW, initial: "60" }, BY, ...SCOPE],
  ],
  spend: [
    number("above_usd", message("More than (USD)"), "100"),
    number("window_hours", message("Window (hours)"), "24"),
    choice("dimension", message("Of"), [
      { value: "", label: message("all spend") },
      ...BUDGET_DIMENSIONS.map((value) => ({ value, label: DIMENSION_NAMES[value] })),
    ]),
    { name: "value", label: message("Name"), initial: "", kind: "text", hint: message("Empty for all spend.") },
  ],
  budget: [{ name: "budget_id", label: message("Budget"), initial: "", kind: "budget" }],
  spend_anomaly: [{ name: "tz", label: message("Time zone"), initial: "UTC", kind: "text" }],
  detection: SCOPE.filter(({ name }) => name !== "tier"),
  failover: [number("at_least", message("At least"), "1"), WINDOW, ...SCOPE.filter(({ name }) => name !== "provider")],
  silent_source: [number("silent_minutes", message("Silent for (minutes)"), "30")],
  stale_router: [
    choice("with_behind", message("Which"), [
      { value: "true", label: message("silent, or on an older bundle") },
      { value: "false", label: message("silent") },
    ]),
  ],
  retirement: [number("within_days", message("Within (days)"), "60")],
};

export type RuleDraft = {
  kind: RuleKind;
  name: string;
  severity: string;
  for_minutes: string;
  renotify_minutes: string;
  channels: readonly number[];
  terms: Readonly<Record<string, string>>;
};

export function emptyTerms(kind: RuleKind): Record<string, string> {
  return Object.fromEntries(TERM_FIELDS[kind].map(({ name, initial }) => [name, initial]));
}

/** The draft of a new rule, or of one that is edited. */
export function ruleDraft(rule: AlertRule | null): RuleDraft {
  if (rule === null) {
    const kind = "burn_rate";
    const own = { name: "", severity: "warning", for_minutes: "0", renotify_minutes: "", channels: [] };
    return { kind, ...own, terms: emptyTerms(kind) };
  }
  const { terms, name, severity, for_minutes, renotify_minutes, channels } = rule;
  const scope: Record<string, readonly string[]> = "scope" in terms ? terms.scope : {};
  const flat: Record<string, unknown> = { ...terms, ...scope };
  return {
    ...{ kind: terms.kind, name, severity, channels, for_minutes: String(for_minutes) },
    renotify_minutes: renotify_minutes === null ? "" : String(renotify_minutes),
    terms: Object.fromEntries(TERM_FIELDS[terms.kind].map((field) => [field.name, textOf(flat[field.name])])),
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** What the terms of a draft are sent as; the server's schema reads them. */
function termsInput({ kind, terms }: RuleDraft): Record<string, unknown> {
  const scope: Record<string, string[]> = {};
  const own: Record<string, unknown> = { kind };
  for (const field of TERM_FIELDS[kind]) {
    const text = (terms[field.name] ?? "").trim();
    if (RULE_DIMENSIONS.some((name) => name === field.name)) scope[field.name] = splitNames(text);
    else if (field.name === "by" || field.name === "speeds") own[field.name] = splitNames(text);
    else if (field.name === "with_behind") own[field.name] = text === "true";
    else if (field.name === "above_usd") own[field.name] = text;
    else if (field.kind === "number" || field.kind === "budget") own[field.name] = text === "" ? null : Number(text);
    else own[field.name] = text === "" ? null : text;
  }
  // Each target of SLA has a scope of its own.
  if (own.target_percent === null) return { ...own, by: [] };
  return Object.keys(scope).length === 0 ? own : { ...own, scope };
}

/** What of a draft decides when it fires, or why it is no rule; it needs no name for that. */
export function parsePreviewed(draft: RuleDraft) {
  return previewedRuleSchema.safeParse({ terms: termsInput(draft), for_minutes: Number(draft.for_minutes) });
}

/** A draft as a new rule, or why it is none. */
export function parseDraft(draft: RuleDraft) {
  const { name, severity, for_minutes, renotify_minutes, channels } = draft;
  return newRuleSchema.safeParse({
    ...{ name, severity, channels, terms: termsInput(draft), for_minutes: Number(for_minutes) },
    renotify_minutes: renotify_minutes.trim() === "" ? null : Number(renotify_minutes),
  });
}
