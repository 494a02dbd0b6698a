import { sql } from "drizzle-orm";
import { z } from "zod";
import type { SpeedHour } from "@/lib/domain/detectors/speed-hour";
import { Sketch } from "@/lib/domain/sketch/sketch";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { PROFILE_COLUMNS, profileRowSchema, profilesOf, type SeriesSpan, toProfile } from "./profile-rows";

const rowSchema = profileRowSchema.extend({
  ttft_sketch: z.instanceof(Uint8Array),
  duration_sketch: z.instanceof(Uint8Array),
});

// Scratch space: nothing of it outlives a call.
const scratch = new Sketch();

/** The profiles of a series in [from, to) with their samples, in order of their hours. */
export async function readSeriesHours(db: Db, span: SeriesSpan): Promise<SpeedHour[]> {
  const rows = await selectRows(
    db,
    sql`select ${PROFILE_COLUMNS}, ttft_sketch, duration_sketch ${profilesOf(span)}`,
    rowSchema,
  );
  return rows.map((row) => ({
    ...toProfile(row),
    samples: { durationUs: pairsOf(row.duration_sketch), ttftUs: pairsOf(row.ttft_sketch) },
  }));
}

function pairsOf(bytes: Uint8Array) {
  scratch.clear();
  scratch.mergeEncoded(bytes);
  return scratch.pairs();
}
