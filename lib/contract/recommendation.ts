import { z } from "zod";
import { DEFAULT_TARGETS } from "@/lib/domain/comparison/candidate";
import { checkWindow, countSchema, filterShape, fraction, instantText, mixSchema, windowShape } from "./common";
import { operation } from "./operation";
import { answeredFilters } from "./stats";

const recommendationQuerySchema = z
  .strictObject({
    ...windowShape,
    ...filterShape,
    mix: mixSchema,
    /** What a primary must be shown to hold. */
    max_error_rate: z.coerce.number().min(0).max(1).default(DEFAULT_TARGETS.maxErrorRate),
    max_ttft_p99_ms: z.coerce.number().positive().max(600_000).default(DEFAULT_TARGETS.maxTtftP99Ms),
  })
  .superRefine(checkWindow);

/**
 * Who should answer first, and who where that one cannot; null where no model is known well enough. `availability` is the share of
 * requests answered: by the primary alone, and with the fallback, if the two failed independently, and as they failed hour by hour
 * (`joint`, null of fewer than 24 hours with both).
 */
export const recommendationSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  filters: answeredFilters,
  primary: z.string().nullable(),
  fallback: z.string().nullable(),
  because: z.array(z.string()),
  availability: z
    .object({
      alone: fraction,
      independent: fraction,
      joint: fraction.nullable(),
      hours: countSchema,
      /** By how many factors of ten fewer requests fail with the fallback. */
      nines: z.number().nullable(),
      /** What the fallback's answers cost of a thousand requests, in USD, and that by nine. */
      usd_per_thousand: z.number().nonnegative().nullable(),
      usd_per_thousand_per_nine: z.number().nonnegative().nullable(),
    })
    .nullable(),
});
export type Recommended = z.infer<typeof recommendationSchema>;

export const recommendationOperation = operation({
  method: "get",
  path: "/api/v1/stats/recommendation",
  summary: "Who should be primary, who fallback",
  scope: "metrics:read",
  query: recommendationQuerySchema,
  reply: recommendationSchema,
});
