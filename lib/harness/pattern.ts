import { z } from "zod";
import { DAY_SECONDS } from "@/lib/domain/time/units";

export const RATE_MAX = 10_000;
export const CONCURRENCY_MAX = 10_000;
export const PERIOD_SECONDS_MAX = 7 * DAY_SECONDS;

/** Requests per second, on average. */
const rate = z.number().positive().max(RATE_MAX);

/**
 * How requests of each model follow each other.
 *
 * `steady` is a closed loop: so many at a time, the next as one ends. The others are schedules that no answer delays: `open`, each
 * request independent of the others (Poisson); `bursty`, so many at once and then none for a while; `diurnal`, as `open`, between a
 * quiet night and a busy day.
 */
export const patternSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("steady") }),
  z.strictObject({ kind: z.literal("open"), rate }),
  z.strictObject({ kind: z.literal("bursty"), rate, burst: z.int().min(1).max(CONCURRENCY_MAX) }),
  z.strictObject({
    kind: z.literal("diurnal"),
    rate,
    period_seconds: z.number().positive().max(PERIOD_SECONDS_MAX),
  }),
]);
export type Pattern = z.infer<typeof patternSchema>;
export const PATTERN_KINDS = patternSchema.options.map(({ shape }) => shape.kind.value);
