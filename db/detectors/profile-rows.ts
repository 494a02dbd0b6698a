import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { HourProfile } from "@/lib/domain/detectors/hour-profile";
import type { Series } from "./list-series";

export type SeriesSpan = {
  series: Pick<Series, "model" | "modelId" | "providerId" | "regionId">;
  from: Date;
  to: Date;
};

const MOMENTS = ["output", "rate", "ttft", "duration", "reasoning"] as const;
type MomentsName = (typeof MOMENTS)[number];

/** The columns of a profile but its sketches. */
export const PROFILE_COLUMNS = sql.raw(
  [
    ...["(extract(epoch from starts_at) * 1000)::bigint::text as hour_ms", "size_class", "attempts"],
    ...MOMENTS.map((name) => `${name}_n, ${name}_sum, ${name}_squares`),
  ].join(", "),
);

export const profileRowSchema = z.looseObject({
  hour_ms: z.coerce.number(),
  size_class: z.number(),
  attempts: z.number(),
});
type ProfileRow = z.output<typeof profileRowSchema>;

const momentsSchema = z.object({ n: z.number(), sum: z.number(), squares: z.number() });

export function isInSpan({ from, to }: Pick<SeriesSpan, "from" | "to">): SQL {
  return sql`starts_at >= ${from.toISOString()}::timestamptz and starts_at < ${to.toISOString()}::timestamptz`;
}

export function profilesOf({ series, ...span }: SeriesSpan): SQL {
  return sql`from hour_profile where model_id = ${series.modelId} and provider_id = ${series.providerId}
    and region_id = ${series.regionId} and ${isInSpan(span)} order by starts_at, size_class`;
}

/** A row as a profile, without what answered. */
export function toProfile(row: ProfileRow): Omit<HourProfile, "returnedModels"> {
  return {
    ...{ hour: new Date(row.hour_ms), sizeClass: row.size_class, attempts: row.attempts },
    outputTokens: momentsOf(row, "output"),
    tokensPerSecond: momentsOf(row, "rate"),
    ttftMs: momentsOf(row, "ttft"),
    durationMs: momentsOf(row, "duration"),
    reasoningShare: momentsOf(row, "reasoning"),
  };
}

function momentsOf(row: Record<string, unknown>, name: MomentsName) {
  const { n, sum, squares } = momentsSchema.parse({
    ...{ n: row[`${name}_n`], sum: row[`${name}_sum`], squares: row[`${name}_squares`] },
  });
  return { count: n, sum, sumOfSquares: squares };
}
