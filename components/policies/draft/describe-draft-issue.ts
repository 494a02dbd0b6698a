import type { z } from "zod";
import { policyIssueCode } from "@/lib/contract/policy-issue";
import { t } from "@/lib/messages/translate";
import { percentText } from "./shift-decimal";

type Issue = z.core.$ZodIssue;

/** An issue of the contract at its field of the form and in its words: shares are percent there, and a ramp is one field. */
export function describeDraftIssue(issue: Issue): { path: string; text: string } {
  const [section, field, step] = issue.path;
  const isOfFailover = section === "failover";
  if (isOfFailover && field === "ramp") {
    const problem = shareText(issue);
    const text = typeof step === "number" ? t("Step {step}: {problem}", { step: step + 1, problem }) : problem;
    return { path: "failover.ramp", text };
  }
  const path = issue.path.join(".");
  if (isOfFailover && field === "max_error_rate") return { path, text: shareText(issue) };
  return {
    path,
    text: policyIssueCode(issue) === "above_window" ? t("Must not be above the window's requests") : issue.message,
  };
}

function shareText(issue: Issue): string {
  if (policyIssueCode(issue) === "ramp_end") return t("Must end in 100");
  if (issue.code === "too_big" && issue.origin === "number") {
    return t("Must be at most {percent} %", { percent: percentText(Number(issue.maximum)) });
  }
  if (issue.code === "too_small" && issue.origin === "number" && !issue.inclusive) {
    return t("Must be above {percent} %", { percent: percentText(Number(issue.minimum)) });
  }
  return issue.message;
}
