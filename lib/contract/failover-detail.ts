import { z } from "zod";
import { BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { JUDGEMENTS } from "@/lib/domain/breaker/failover-verdict";
import { OUTCOMES } from "@/lib/domain/outcome";
import { countSchema, instantText } from "./common";
import { failoverEventSchema } from "./failovers";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";

/** An attempt of the window that caused a transition. */
export const windowAttemptSchema = z.object({
  id: z.string(),
  started_at: instantText,
  outcome: z.enum(OUTCOMES),
  duration_ms: z.number(),
  ttft_ms: z.number().nullable(),
});
export type WindowAttempt = z.infer<typeof windowAttemptSchema>;

/** Whether avoiding the model helped, judged by what was seen of it and its fallbacks meanwhile. */
export const failoverVerdictSchema = z.object({
  judgement: z.enum(JUDGEMENTS),
  /** Attempts that fallbacks answered instead. */
  moved: countSchema,
  /** Null where the model was hardly tried meanwhile. */
  failures_avoided: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  added_usd: z.string().nullable(),
  added_ttft_ms: z.number().nullable(),
  added_duration_ms: z.number().nullable(),
});
export type FailoverVerdict = z.infer<typeof failoverVerdictSchema>;

/** A transition with the attempts that caused it, and afterwards whether it helped. */
export const failoverDetailSchema = z.object({
  failover: failoverEventSchema,
  /** The attempts of the window, the latest first; fewer than n where their raw rows are gone, none where it is not known. */
  attempts: z.array(windowAttemptSchema),
  /** How the breaker stands by now: the server's own, or a router's as it reported last; null where nothing is known of it. */
  state_now: z.enum(BREAKER_STATUSES).nullable(),
  /** Of one that opened a model: what was looked at ends here, when it closed or after an hour; null while neither. */
  until: instantText.nullable(),
  /** Null of other transitions, and where nothing raw is left to judge by. */
  verdict: failoverVerdictSchema.nullable(),
});
export type FailoverDetail = z.infer<typeof failoverDetailSchema>;

export const RULE_HINTS = ["never_fired", "cannot_fire", "flapping"] as const;

/** What is odd about the rule of one breaker. */
export const ruleHintSchema = z.object({
  hint: z.enum(RULE_HINTS),
  tier: z.string(),
  region: z.string(),
  model: z.string(),
  /** `never_fired`: attempts judged since `since`; `cannot_fire`: the most judged attempts a window ever held, of `needs`; `flapping`: openings since `since`. */
  count: countSchema,
  needs: countSchema.nullable(),
  /** The percentile that its latency is judged by, and the samples that this one needs, whatever `needs` is; null without such a limit. */
  percentile: z.object({ name: z.string(), needed: countSchema }).nullable(),
  since: instantText,
});
export type RuleHint = z.infer<typeof ruleHintSchema>;
export const ruleHintsSchema = z.object({ hints: z.array(ruleHintSchema) });

export const failoverDetailOperation = operation({
  method: "get",
  path: "/api/v1/failovers/{id}",
  summary: "A transition, the attempts that caused it, and whether it helped",
  scope: "policies:read",
  params: rowParamsSchema,
  reply: failoverDetailSchema,
});

export const ruleHintsOperation = operation({
  method: "get",
  path: "/api/v1/failovers/hints",
  summary: "Rules that never fired, cannot fire, or flap",
  scope: "policies:read",
  reply: ruleHintsSchema,
});
