import type { Db, Sql } from "@/db/client";
import { advanceMinutesFrom } from "@/db/retention/advance-minutes-from";
import { advanceQuartersFrom } from "@/db/retention/advance-quarters-from";
import { type JudgedRetention, judgeRetention, type RetentionInput } from "./judge-retention";
import { noteRetention } from "./note-retention";

/** Moves the marks from which minutes and quarter hours are kept on to the database's day, unless retention is held. */
export async function advanceRetention(
  { db, sql }: { db: Db; sql: Sql },
  input: RetentionInput,
): Promise<JudgedRetention> {
  const { days } = input;
  const judged = await judgeRetention(db, input);
  if (judged.hold !== null) return judged;
  const { now } = judged;
  await noteRetention(db, { now, days });
  await advanceMinutesFrom(sql, { now, minuteDays: days.minuteDays });
  await advanceQuartersFrom(sql, { now });
  return judged;
}
