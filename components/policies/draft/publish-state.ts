import type { PublishedPolicy } from "@/lib/contract/policy";
import type { FieldErrors } from "./parse-policy-draft";
import type { PolicyDraft } from "./policy-draft";

/** What the form sends: what was typed, why, and the version it was typed on (0 for a new tier). */
export type PublishInput = { draft: PolicyDraft; comment: string; baseVersion: number };

/** How the last publish ended. What was typed stays in the form whatever it says. */
export type PublishState =
  | { status: "editing" }
  | { status: "invalid"; fields: FieldErrors }
  | { status: "stale"; latest: PublishedPolicy }
  | { status: "refused"; message: string }
  | { status: "published"; policy: PublishedPolicy };

export type PublishAction = (previous: PublishState, input: PublishInput) => Promise<PublishState>;

export type RollbackInput = { tier: string; version: number; comment: string; baseVersion: number };
export type RollbackAction = (previous: PublishState, input: RollbackInput) => Promise<PublishState>;
