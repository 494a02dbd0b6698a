import { z } from "zod";
import { DETECTION_KINDS } from "@/lib/domain/detectors/detection";
import { countSchema, fraction, instantText, usdText } from "./common";
import { measuredChangeSchema } from "./detections";
import { slaRowSchema } from "./sla";

const money = usdText.nullable();
const spanned = { from: instantText, to: instantText };

/** What a digest says of a period: figures of the screens for the same window, no prompt and no secret. */
export const digestContentSchema = z.object({
  cadence: z.enum(["weekly", "monthly"]),
  ...spanned,
  tz: z.string(),
  as_of: instantText,
  spend: z.object({
    cost_usd: money,
    attempts: countSchema,
    requests: countSchema,
    priced_share: fraction.nullable(),
    /** Of the period before; null where it is not known. */
    previous: z
      .object({
        ...spanned,
        cost_usd: money,
        attempts: countSchema,
        /** When the first records of all are from, where that is within it: it is no measure then. */
        records_from: instantText.nullable(),
      })
      .nullable(),
    /** Each local day of the period. */
    days: z.array(z.object({ date: z.iso.date(), cost_usd: money })),
    /** The same of the period before; empty where it is not known. */
    previous_days: z.array(z.object({ date: z.iso.date(), cost_usd: money })),
    /** Those that cost most, and how many there are in all. */
    models: z.array(z.object({ model: z.string(), cost_usd: money, previous_usd: money, attempts: countSchema })),
    models_count: countSchema,
  }),
  /** How budgets that there were by its end stood then, by their terms of when this was made. */
  budgets: z.array(
    z.object({
      name: z.string(),
      amount: usdText,
      currency: z.string(),
      spent: money,
      spent_share: z.number().nullable(),
      projected_share: z.number().nullable(),
    }),
  ),
  /** The rows that the SLA screen has first: missed targets, then by the used share of the error budget. */
  sla: z.array(
    slaRowSchema.pick({ model: true, provider: true, region: true }).extend({
      uptime: fraction.nullable(),
      target_percent: z.number(),
      failed: countSchema,
      counted: countSchema,
      state: slaRowSchema.shape.budget.shape.state,
    }),
  ),
  sla_missed: countSchema,
  incidents_count: countSchema,
  /** The longest first. */
  incidents: z.array(
    z.object({
      ...spanned,
      model: z.string(),
      provider: z.string(),
      region: z.string(),
      minutes: countSchema,
      failed: countSchema,
    }),
  ),
  /** Slowdowns and model changes that lasted in it, event by event, the latest first; null in a digest of before they were in it. */
  detections: z
    .array(
      z.object({
        kinds: z.array(z.enum(DETECTION_KINDS)),
        ...slaRowSchema.pick({ model: true, provider: true, region: true }).shape,
        since: instantText,
        ended_at: instantText.nullable(),
        attempts: countSchema,
        returned_model: z.string().nullable(),
        changes: z.array(measuredChangeSchema.pick({ measure: true, ratio: true, low: true, high: true, n: true })),
      }),
    )
    .nullable()
    .default(null),
  detections_count: countSchema.nullable().default(null),
  alerts_count: countSchema,
  /** When an alert began to fire, the latest first. */
  alerts: z.array(z.object({ at: instantText, rule: z.string(), about: z.string(), summary: z.string() })),
  policies: z.array(z.object({ at: instantText, tier: z.string(), version: z.int() })),
  policies_count: countSchema,
  /** Price changes, those that begin together as one. */
  prices: z.array(z.object({ at: instantText, model: z.string(), provider: z.string() })),
  prices_count: countSchema,
  /** Of models with traffic, or that a policy names, the next first. */
  retirements: z.array(
    z.object({
      model: z.string(),
      provider: z.string(),
      retires_on: z.iso.date(),
      replaced_by: z.string().nullable(),
      attempts: countSchema,
    }),
  ),
});
export type DigestContent = z.infer<typeof digestContentSchema>;
