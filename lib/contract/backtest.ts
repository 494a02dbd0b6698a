import { z } from "zod";
import { BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { GAP_KINDS } from "@/lib/domain/backtest/evidence-gaps";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { checkWindow, countSchema, fraction, instantText, instantUs, usdText } from "./common";
import { failoverEventSchema } from "./failovers";
import { operation } from "./operation";
import { tierParamsSchema } from "./path-params";
import { tierPolicySchema } from "./policy";
import { percentilesSchema } from "./stats";

/** A draft and the recorded traffic to run it over: attempts that began within [from, to). */
export const backtestSchema = z
  .strictObject({ policy: tierPolicySchema, from: instantUs, to: instantUs })
  .superRefine(checkWindow);
export type BacktestRequest = z.output<typeof backtestSchema>;

const count = z.number().nonnegative();
const band = z.tuple([fraction, fraction]);

const fields = {
  attempts: count,
  /** Expected counts after, which need not be whole. */
  outcomes: z.object(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count])) as Record<Outcome, typeof count>),
  error_rate: fraction.nullable(),
  ttft_ms: percentilesSchema,
  duration_ms: percentilesSchema,
  cost_usd: usdText.nullable(),
  priced_share: fraction.nullable(),
};

const replayed = {
  ...fields,
  /** 95 %, from the sizes of the pools the outcomes of moved attempts are taken from. */
  error_rate_band: band.nullable(),
  cost_usd_band: z.tuple([usdText, usdText]).nullable(),
};

const worstHour = z.object({ at: instantText, judged: count, error_rate: fraction });

export const backtestTransitionSchema = failoverEventSchema.pick({
  at: true,
  region: true,
  model: true,
  from: true,
  to: true,
  reason: true,
  n: true,
  failures: true,
  value: true,
  threshold: true,
});
export type BacktestTransition = z.infer<typeof backtestTransitionSchema>;

export const backtestTimelineSchema = z.object({
  region: z.string(),
  model: z.string(),
  attempts: countSchema,
  moved: countSchema,
  /** How often it opened from closed; `flaps` of them within ten minutes of closing. */
  trips: countSchema,
  flaps: countSchema,
  open_ms: z.number().nonnegative(),
  half_open_ms: z.number().nonnegative(),
  /** At most 200: where there were more, stretches of the window with the worst state of each. */
  spans: z.array(z.object({ state: z.enum(BREAKER_STATUSES), from: instantText, to: instantText })),
});
export type BacktestTimeline = z.infer<typeof backtestTimelineSchema>;

export const evidenceGapSchema = z.object({
  kind: z.enum(GAP_KINDS),
  region: z.string(),
  model: z.string(),
  attempts: countSchema,
  text: z.string(),
});

/**
 * What a draft would have done. `before` is what was recorded, `after` the draft replayed; both are of the same attempts,
 * and those moved without evidence are in neither.
 */
export const backtestReplySchema = z.object({
  tier: z.string(),
  from: instantText,
  to: instantText,
  attempts: countSchema,
  compared: countSchema,
  moved_attempts: countSchema,
  moved_share: fraction.nullable(),
  trips: countSchema,
  flaps: countSchema,
  /** The first ones; `transitions_left_off` more are left off. */
  transitions: z.array(backtestTransitionSchema),
  transitions_left_off: countSchema,
  /** By region and model, those with the most moved first; `timelines_left_off` more are left off. */
  timelines: z.array(backtestTimelineSchema),
  timelines_left_off: countSchema,
  moved: z.array(
    z.object({
      region: z.string(),
      from_model: z.string(),
      to_model: z.string(),
      attempts: countSchema,
      without_evidence: countSchema,
    }),
  ),
  regions: z.array(z.object({ region: z.string(), attempts: countSchema, moved: countSchema, moved_share: fraction })),
  before: z.object(fields),
  after: z.object(replayed),
  /** The tier's active policy, replayed as the draft is; null where there is none. It leaves out what it moves without evidence. */
  active: z
    .object({
      version: z.number().int().positive(),
      ...replayed,
      moved_attempts: countSchema,
      trips: countSchema,
      flaps: countSchema,
      worst_hour: worstHour.nullable(),
    })
    .nullable(),
  /** The error rate after of all attempts, should those without evidence all have succeeded, or all failed. */
  error_rate_bounds: band.nullable(),
  worst_hour: z.object({ before: worstHour.nullable(), after: worstHour.nullable() }),
  evidence: z.array(evidenceGapSchema),
});
export type BacktestReply = z.infer<typeof backtestReplySchema>;

export const backtestOperation = operation({
  method: "post",
  path: "/api/v1/policies/{tier}/backtest",
  summary: "What a draft would have done on recorded traffic; as application/x-ndjson with progress",
  scope: "policies:read",
  params: tierParamsSchema,
  body: backtestSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: backtestReplySchema,
});
