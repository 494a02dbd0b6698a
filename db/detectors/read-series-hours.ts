import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DetectionKind } from "@/lib/domain/detectors/detection";
import type { SpeedHour } from "@/lib/domain/detectors/speed-hour";
import { groupBy } from "@/lib/domain/group-by";
import { isBuildOf } from "@/lib/domain/is-build-of";
import { Sketch } from "@/lib/domain/sketch/sketch";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

/** A series that is watched, by the codes of its names. */
export type Series = {
  model: string;
  provider: string;
  region: string;
  modelId: number;
  providerId: number;
  regionId: number;
  lookedUntil: Date | null;
};

const seriesSchema = z
  .object({
    ...{ model: z.string(), provider: z.string(), region: z.string() },
    ...{ model_id: z.number(), provider_id: z.number(), region_id: z.number() },
    looked_until: z.coerce.date().nullable(),
  })
  .transform(({ model_id, provider_id, region_id, looked_until, ...names }) => ({
    ...{ ...names, modelId: model_id, providerId: provider_id, regionId: region_id, lookedUntil: looked_until },
  }));

/** Every (model, provider, region) with a profile of an hour from `from` on, and until when a detector looked at it, null for never. */
export function listSeries(db: Db, { from, kind }: { from: Date; kind: DetectionKind }): Promise<Series[]> {
  return selectRows(
    db,
    sql`select m.value as model, p.value as provider, r.value as region, s.*, d.looked_until from (
        select distinct model_id, provider_id, region_id from hour_profile where starts_at >= ${from.toISOString()}::timestamptz
      ) s join dimension m on m.id = s.model_id join dimension p on p.id = s.provider_id join dimension r on r.id = s.region_id
      left join detector_series d on d.kind = ${kind} and d.model = m.value and d.provider = p.value and d.region = r.value
      order by 1, 2, 3`,
    seriesSchema,
  );
}

const profileSchema = z.looseObject({
  hour_ms: z.coerce.number(),
  size_class: z.number(),
  attempts: z.number(),
  ttft_sketch: z.instanceof(Uint8Array),
  duration_sketch: z.instanceof(Uint8Array),
});
const momentsSchema = z.object({ n: z.number(), sum: z.number(), squares: z.number() });
const answerSchema = z.object({ hour_ms: z.coerce.number(), model: z.string(), attempts: z.number() });

// Scratch space: nothing of it outlives a call.
const scratch = new Sketch();

/** The profiles of a series in [from, to), in order of their hours. */
export async function readSeriesHours(
  db: Db,
  { series, from, to }: { series: Series; from: Date; to: Date },
): Promise<SpeedHour[]> {
  const inSpan = sql`starts_at >= ${from.toISOString()}::timestamptz and starts_at < ${to.toISOString()}::timestamptz`;
  const [rows, answers] = await Promise.all([
    selectRows(
      db,
      sql`select ${hourMs()}, * from hour_profile where model_id = ${series.modelId} and provider_id = ${series.providerId}
        and region_id = ${series.regionId} and ${inSpan} order by starts_at, size_class`,
      profileSchema,
    ),
    selectRows(
      db,
      sql`select ${hourMs()}, d.value as model, attempts from hour_answer h join dimension d on d.id = h.model_id
        where h.requested_model_id = ${series.modelId} and h.provider_id = ${series.providerId} and h.region_id = ${series.regionId}
          and ${inSpan}`,
      answerSchema,
    ),
  ]);
  const answersOf = groupBy(answers, ({ hour_ms }) => hour_ms);
  let lastHour = Number.NaN;
  return rows.map((row): SpeedHour => {
    // What answered is known of the hour, not of a size: the first one carries it.
    const isFirst = row.hour_ms !== lastHour;
    lastHour = row.hour_ms;
    const answered = isFirst ? (answersOf.get(row.hour_ms) ?? []) : [];
    // What a policy sent elsewhere is another model's answer; a build of it is its own.
    const others = answered.filter((one) => isBuildOf(one.model, series.model));
    return {
      ...{ hour: new Date(row.hour_ms), sizeClass: row.size_class, attempts: row.attempts },
      outputTokens: momentsOf(row, "output"),
      tokensPerSecond: momentsOf(row, "rate"),
      ttftMs: momentsOf(row, "ttft"),
      durationMs: momentsOf(row, "duration"),
      reasoningShare: momentsOf(row, "reasoning"),
      returnedModels: new Map([
        [series.model, row.attempts],
        ...others.map((one) => [one.model, one.attempts] as const),
      ]),
      samples: { durationUs: pairsOf(row.duration_sketch), ttftUs: pairsOf(row.ttft_sketch) },
    };
  });
}

function hourMs(): SQL {
  return sql`(extract(epoch from starts_at) * 1000)::bigint::text as hour_ms`;
}

function momentsOf(row: Record<string, unknown>, name: string) {
  const { n, sum, squares } = momentsSchema.parse({
    ...{ n: row[`${name}_n`], sum: row[`${name}_sum`], squares: row[`${name}_squares`] },
  });
  return { count: n, sum, sumOfSquares: squares };
}

function pairsOf(bytes: Uint8Array) {
  scratch.clear();
  scratch.mergeEncoded(bytes);
  return scratch.pairs();
}
