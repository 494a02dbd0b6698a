import { z } from "zod";
import { LOAD_WARNINGS } from "@/lib/domain/rehearsal/fallback-load";
import { LIMIT_NAMES } from "@/lib/domain/rehearsal/limits";
import { backtestSchema } from "./backtest";
import { countSchema, fraction, instantText } from "./common";
import { operation } from "./operation";
import { tierParamsSchema } from "./path-params";

const amount = z.number().nonnegative();
/** A whole minute, and what it came to. */
const minuteValue = z.object({ value: amount, at: instantText });
const highest = z.object({
  requests: minuteValue,
  /** Of the attempts whose usage is known. */
  tokens: minuteValue,
  /** Requests at once, on average over the minute: arrivals × duration (Little's law). */
  concurrency: minuteValue,
});

export const fallbackLoadSchema = z.object({
  model: z.string(),
  /** All it is asked during the hour: `moved` by the failure, the rest as recorded, from any tier. */
  asked: countSchema,
  moved: countSchema,
  /** By its declared limits. */
  refused: countSchema,
  refused_share: fraction,
  tokens_known_share: fraction,
  /** What is declared; null where nothing is. */
  limits: z.object({
    requests_per_minute: amount.nullable(),
    tokens_per_minute: amount.nullable(),
    max_concurrency: amount.nullable(),
  }),
  /** The highest minutes of the rehearsed hour. */
  peak: highest,
  /** The highest minutes recorded in the whole window; null where it was never asked. */
  highest: highest.nullable(),
  requests_ratio: amount.nullable(),
  /** The first second after the primary began to fail in which a limit turned a request away. */
  passed: z.object({ limit: z.enum(LIMIT_NAMES), after_seconds: countSchema }).nullable(),
  /** Who was asked next for moved requests it refused, and how many of them had nobody left. */
  next: z.array(z.object({ model: z.string(), requests: countSchema })),
  failed: countSchema,
  /** The 60 minutes of the hour. */
  minutes: z.array(
    z.object({ asked: countSchema, own: countSchema, refused: countSchema, tokens: amount, concurrency: amount }),
  ),
  warning: z.enum(LOAD_WARNINGS).nullable(),
});
export type FallbackReply = z.infer<typeof fallbackLoadSchema>;

/** What fallbacks would carry, had the primary failed throughout the hour in which its tier asked it most. */
export const rehearsalReplySchema = z.object({
  tier: z.string(),
  primary: z.string(),
  from: instantText,
  to: instantText,
  /** Null where the tier never asked the primary in the window. `left_as_recorded` had failed anyway; their retries are recorded. */
  hour: z
    .object({
      from: instantText,
      to: instantText,
      requests: countSchema,
      answered: countSchema,
      failed: countSchema,
      left_as_recorded: countSchema,
    })
    .nullable(),
  /** Those with the most moved to them first. */
  fallbacks: z.array(fallbackLoadSchema),
});
export type RehearsalReply = z.infer<typeof rehearsalReplySchema>;

export const rehearsalOperation = operation({
  method: "post",
  path: "/api/v1/policies/{tier}/rehearsal",
  summary:
    "What fallbacks would carry if a draft's primary failed in its busiest recorded hour; as application/x-ndjson with progress",
  scope: "policies:read",
  params: tierParamsSchema,
  body: backtestSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: rehearsalReplySchema,
});
