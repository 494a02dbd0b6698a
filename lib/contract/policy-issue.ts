import type { z } from "zod";

const MESSAGES = {
  model_twice: "Each model may appear once",
  ramp_not_rising: "Must be above the share before it",
  ramp_end: "Must end in 1",
  above_window: "Must not be above window_requests",
} as const;

/** What the rules of a policy refuse beyond the bounds of single values. */
type PolicyIssueCode = keyof typeof MESSAGES;

/** Adds an issue that names its rule, so that a form can word it in its own units; the sentence is the HTTP API's. */
export function addPolicyIssue(context: z.RefinementCtx, path: PropertyKey[], code: PolicyIssueCode): void {
  context.addIssue({ code: "custom", path, message: MESSAGES[code], params: { code } });
}

/** The rule an issue names; null of zod's own issues. */
export function policyIssueCode(issue: z.core.$ZodIssue): PolicyIssueCode | null {
  const code: unknown = issue.code === "custom" ? issue.params?.code : null;
  return isPolicyIssueCode(code) ? code : null;
}

function isPolicyIssueCode(code: unknown): code is PolicyIssueCode {
  return typeof code === "string" && Object.hasOwn(MESSAGES, code);
}
