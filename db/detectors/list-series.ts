import { sql } from "drizzle-orm";
import { z } from "zod";
import type { DetectionKind } from "@/lib/domain/detectors/detection";
import { HISTORY_MS } from "@/lib/domain/detectors/find-regression";
import { isBuildOf } from "@/lib/domain/is-build-of";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

/** With so many times the attempts, and so many more, what is usual of a series is learnt anew: an import came after it was looked at. */
const GROWN_FROM = 1.1;
const GROWN_BY_MIN = 20;

/** A series that is watched, by the codes of its names. */
export type Series = {
  model: string;
  provider: string;
  region: string;
  modelId: number;
  providerId: number;
  regionId: number;
  lookedUntil: Date | null;
  /** Whether there are many more attempts of the time it was looked at than there were then. */
  hasGrown: boolean;
};

const seriesSchema = z
  .object({
    ...{ model: z.string(), provider: z.string(), region: z.string() },
    ...{ model_id: z.number(), provider_id: z.number(), region_id: z.number() },
    looked_until: z.coerce.date().nullable(),
    has_grown: z.boolean(),
    has_profile: z.boolean(),
    answered: z.array(z.string()),
  })
  .transform(({ model_id, provider_id, region_id, looked_until, has_profile, has_grown, ...names }) => ({
    ...{ ...names, modelId: model_id, providerId: provider_id, regionId: region_id, lookedUntil: looked_until },
    ...{ hasProfile: has_profile, hasGrown: has_grown },
  }));

/**
 * Every (model, provider, region) with a profile of an hour from `from` on, and until when a detector looked at it, null for never.
 *
 * Of swaps also those that were only asked for, and whose builds answered each time.
 */
export async function listSeries(db: Db, { from, kind }: { from: Date; kind: DetectionKind }): Promise<Series[]> {
  const isSince = sql`starts_at >= ${from.toISOString()}::timestamptz`;
  const asked = sql`
    union all select h.requested_model_id, h.provider_id, h.region_id, false, a.value
    from (select distinct requested_model_id, provider_id, region_id, model_id from hour_answer where ${isSince}) h
    join dimension a on a.id = h.model_id`;
  const rows = await selectRows(
    db,
    sql`select m.value as model, p.value as provider, r.value as region, s.*, d.looked_until,
        coalesce(known.attempts >= ${GROWN_FROM}::numeric * d.attempts + ${GROWN_BY_MIN}::int, false) as has_grown from (
        select model_id, provider_id, region_id, bool_or(has_profile) as has_profile,
          coalesce(array_agg(answer) filter (where answer is not null), '{}') as answered
        from (
          select distinct model_id, provider_id, region_id, true as has_profile, null::text as answer from hour_profile where ${isSince}
          ${kind === "swap" ? asked : sql``}
        ) named group by 1, 2, 3
      ) s join dimension m on m.id = s.model_id join dimension p on p.id = s.provider_id join dimension r on r.id = s.region_id
      left join detector_series d on d.kind = ${kind} and d.model = m.value and d.provider = p.value and d.region = r.value
      left join lateral (
        select sum(h.attempts) as attempts from hour_profile h
        where d.attempts is not null and h.model_id = s.model_id and h.provider_id = s.provider_id and h.region_id = s.region_id
          and h.starts_at >= d.looked_until - make_interval(secs => ${HISTORY_MS / 1_000}::float8) and h.starts_at < d.looked_until
      ) known on true
      order by 1, 2, 3`,
    seriesSchema,
  );
  return rows.flatMap(({ hasProfile, answered, ...series }) =>
    hasProfile || answered.some((name) => isBuildOf(name, series.model)) ? [series] : [],
  );
}
