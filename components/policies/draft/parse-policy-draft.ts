import { type TierPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import { describeDraftIssue } from "./describe-draft-issue";
import type { FieldErrors } from "./field-errors";
import { type PolicyDraft, policyInputOf } from "./policy-draft";

export type ParsedDraft = { policy: TierPolicy; fields?: undefined } | { policy?: undefined; fields: FieldErrors };

/** The policy a draft means, checked by the contract's own schema, or what is wrong with it field by field. */
export function parsePolicyDraft(draft: PolicyDraft): ParsedDraft {
  const parsed = tierPolicySchema.safeParse(policyInputOf(draft));
  const twice = regionsNamedTwice(draft);
  if (parsed.success && twice.length === 0) return { policy: parsed.data };
  const fields: FieldErrors = {};
  for (const issue of parsed.error?.issues ?? []) {
    const { path, text } = describeDraftIssue(issue);
    addError(fields, path, text);
  }
  for (const region of twice) addError(fields, `regions.${region}`, t("This region is there twice"));
  for (const [path, typed] of requiredTexts(draft)) {
    if (fields[path] && typed.trim() === "") fields[path] = [t("Required")];
  }
  return { fields };
}

function addError(fields: FieldErrors, path: string, message: string): void {
  const known = fields[path] ?? [];
  if (!known.includes(message)) fields[path] = [...known, message];
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
