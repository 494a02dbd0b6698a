import type { z } from "zod";
import { message, t } from "@/lib/messages/translate";

const MESSAGES = {
  model_twice: message("Each model may appear once"),
  ramp_not_rising: message("Must be above the share before it"),
  ramp_end: message("Must end in 1"),
  above_window: message("Must not be above window_requests"),
} as const;

/** What the rules of a policy refuse beyond the bounds of single values. */
type PolicyIssueCode = keyof typeof MESSAGES;

/** Adds an issue that names its rule, so that a form can word it in its own units; the sentence is the HTTP API's. */
export function addPolicyIssue(context: z.RefinementCtx, path: PropertyKey[], code: PolicyIssueCode): void {
  context.addIssue({ code: "custom", path, message: t(MESSAGES[code]), params: { code } });
}

/** The rule an issue names; null of zod's own issues. */
export function policyIssueCode(issue: z.core.$ZodIssue): PolicyIssueCode | null {
  const code: unknown = issue.code === "custom" ? issue.params?.code : null;
  return isPolicyIssueCode(code) ? code : null;
}

function isPolicyIssueCode(code: unknown): code is PolicyIssueCode {
  return typeof code === "string" && Object.hasOwn(MESSAGES, code);
}
