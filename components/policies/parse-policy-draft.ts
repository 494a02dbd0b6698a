import { type TierPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { type PolicyDraft, policyInputOf } from "./policy-draft";

/** Dotted path of the contract → what is wrong there, in the form's words and units. */
export type FieldErrors = Record<string, string[]>;

export type ParsedDraft = { policy: TierPolicy; fields?: undefined } | { policy?: undefined; fields: FieldErrors };

/** The policy a draft means, checked by the contract's own schema, or what is wrong with it field by field. */
export function parsePolicyDraft(draft: PolicyDraft): ParsedDraft {
  const parsed = tierPolicySchema.safeParse(policyInputOf(draft));
  const twice = regionsNamedTwice(draft);
  if (parsed.success && twice.length === 0) return { policy: parsed.data };
  const fields: FieldErrors = {};
  for (const { path, message } of parsed.error?.issues ?? []) addError(fields, path.join("."), message);
  for (const region of twice) addError(fields, `regions.${region}`, "This region is there twice");
  return { fields: inFormWords(fields, draft) };
}

/** The same errors in the words of the form: shares are percent there, a ramp is one field, and empty is "Required". */
function inFormWords(fields: FieldErrors, draft: PolicyDraft): FieldErrors {
  const told: FieldErrors = {};
  for (const [path, messages] of Object.entries(fields)) {
    for (const message of messages) {
      const step = /^failover\.ramp\.(\d+)$/.exec(path)?.[1];
      if (step !== undefined) addError(told, "failover.ramp", `Step ${Number(step) + 1}: ${inPercent(message)}`);
      else if (path === "failover.ramp" || path === "failover.max_error_rate") addError(told, path, inPercent(message));
      else addError(told, path, plain(message));
    }
  }
  for (const [path, typed] of requiredTexts(draft)) {
    if (told[path] && typed.trim() === "") told[path] = ["Required"];
  }
  return told;
}

function addError(fields: FieldErrors, path: string, message: string): void {
  const known = fields[path] ?? [];
  if (!known.includes(message)) fields[path] = [...known, message];
}

function inPercent(message: string): string {
  return message
    .replace("Must be at most 1", "Must be at most 100 %")
    .replace("Must be above 0", "Must be above 0 %")
    .replace("Must end in 1", "Must end in 100");
}

function plain(message: string): string {
  return message.replace("window_requests", "the window's requests");
}

function requiredTexts(draft: PolicyDraft): [string, string][] {
  const { timeout_ms, max_attempts, latency_percentile, latency_max_ms, max_error_percent, ramp_percent } = draft;
  return [
    ["tier", draft.tier],
    ...candidateTexts("", draft),
    ...draft.regions.flatMap(({ region, ...rest }) => candidateTexts(`regions.${region.trim()}.`, rest)),
    ["timeout_ms", timeout_ms],
    ["max_attempts", max_attempts],
    ["failover.latency.percentile", latency_percentile],
    ["failover.latency.max_ms", latency_max_ms],
    ["failover.max_error_rate", max_error_percent],
    ["failover.ramp", ramp_percent],
    ["failover.window_requests", draft.window_requests],
    ["failover.window_seconds", draft.window_seconds],
    ["failover.min_requests", draft.min_requests],
    ["failover.min_failures", draft.min_failures],
    ["failover.cooldown_seconds", draft.cooldown_seconds],
    ["failover.dwell_seconds", draft.dwell_seconds],
  ];
}

function candidateTexts(
  prefix: string,
  { primary, fallbacks }: { primary: string; fallbacks: string[] },
): [string, string][] {
  return [
    [`${prefix}primary`, primary],
    ...fallbacks.map((name, index): [string, string] => [`${prefix}fallbacks.${index}`, name]),
  ];
}

function regionsNamedTwice(draft: PolicyDraft): string[] {
  const names = draft.regions.map(({ region }) => region.trim());
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
