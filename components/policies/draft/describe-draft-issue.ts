import type { z } from "zod";
import { policyIssueCode } from "@/lib/contract/policy-issue";
import { percentText } from "./shift-decimal";

type Issue = z.core.$ZodIssue;

/** An issue of the contract at its field of the form and in its words: shares are percent there, and a ramp is one field. */
export function describeDraftIssue(issue: Issue): { path: string; text: string } {
  const [section, field, step] = issue.path;
  const isOfFailover = section === "failover";
  if (isOfFailover && field === "ramp") {
    const place = typeof step === "number" ? `Step ${step + 1}: ` : "";
    return { path: "failover.ramp", text: place + shareText(issue) };
  }
  const path = issue.path.join(".");
  if (isOfFailover && field === "max_error_rate") return { path, text: shareText(issue) };
  return {
    path,
    text: policyIssueCode(issue) === "above_window" ? "Must not be above the window's requests" : issue.message,
  };
}

function shareText(issue: Issue): string {
  if (policyIssueCode(issue) === "ramp_end") return "Must end in 100";
  if (issue.code === "too_big" && issue.origin === "number") {
    return `Must be at most ${percentText(Number(issue.maximum))} %`;
  }
  if (issue.code === "too_small" && issue.origin === "number" && !issue.inclusive) {
    return `Must be above ${percentText(Number(issue.minimum))} %`;
  }
  return issue.message;
}
