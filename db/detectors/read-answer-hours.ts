import { sql } from "drizzle-orm";
import { z } from "zod";
import { UNKNOWN_SIZE } from "@/lib/domain/backtest/size-class";
import type { HourProfile } from "@/lib/domain/detectors/hour-profile";
import { groupBy } from "@/lib/domain/group-by";
import { isBuildOf } from "@/lib/domain/is-build-of";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { isInSpan, PROFILE_COLUMNS, profileRowSchema, profilesOf, type SeriesSpan, toProfile } from "./profile-rows";

const answerSchema = z.object({ hour_ms: z.coerce.number(), model: z.string(), attempts: z.number() });
type Answer = z.output<typeof answerSchema>;
const NOTHING = { count: 0, sum: 0, sumOfSquares: 0 };

/**
 * The profiles of a series in [from, to) with the names that answered to its own, in order of their hours.
 *
 * An hour in which every answer carries another name has one profile, of those names alone: what the answers were like is known of the
 * models that gave them.
 */
export async function readAnswerHours(db: Db, span: SeriesSpan): Promise<HourProfile[]> {
  const { series } = span;
  const [rows, answers] = await Promise.all([
    selectRows(db, sql`select ${PROFILE_COLUMNS} ${profilesOf(span)}`, profileRowSchema),
    selectRows(
      db,
      sql`select (extract(epoch from starts_at) * 1000)::bigint::text as hour_ms, d.value as model, attempts
        from hour_answer h join dimension d on d.id = h.model_id
        where h.requested_model_id = ${series.modelId} and h.provider_id = ${series.providerId} and h.region_id = ${series.regionId}
          and ${isInSpan(span)}`,
      answerSchema,
    ),
  ]);
  // What a policy sent elsewhere is another model's answer; a build of it is its own.
  const builds = answers.filter((one) => isBuildOf(one.model, series.model));
  const rest = groupBy(builds, ({ hour_ms }) => hour_ms);
  const profiles = rows.map((row): HourProfile => {
    // What answered is known of the hour, not of a size: the first one carries it.
    const others = rest.get(row.hour_ms) ?? [];
    rest.delete(row.hour_ms);
    return { ...toProfile(row), returnedModels: new Map([[series.model, row.attempts], ...namesOf(others)]) };
  });
  const renamed = [...rest].map(([hourMs, others]): HourProfile => {
    return {
      ...{ hour: new Date(hourMs), sizeClass: UNKNOWN_SIZE },
      attempts: others.reduce((sum, { attempts }) => sum + attempts, 0),
      ...{
        outputTokens: NOTHING,
        tokensPerSecond: NOTHING,
        ttftMs: NOTHING,
        durationMs: NOTHING,
        reasoningShare: NOTHING,
      },
      returnedModels: new Map(namesOf(others)),
    };
  });
  return [...profiles, ...renamed].sort((a, b) => a.hour.getTime() - b.hour.getTime());
}

function namesOf(answers: readonly Answer[]): [string, number][] {
  return answers.map(({ model, attempts }) => [model, attempts]);
}
