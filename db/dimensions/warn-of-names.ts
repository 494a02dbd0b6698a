import { sql } from "drizzle-orm";
import { z } from "zod";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { t } from "@/lib/messages/translate";
import { dimensionName } from "../aggregates/dimension-name";
import { textArray } from "../aggregates/sql-values";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import type { AskedName } from "./find-quiet-names";

/** Which of these names no attempt of the last 30 days has; whoever asks again and again may answer from memory. */
export type FindQuiet = (names: readonly AskedName[]) => Promise<readonly AskedName[]>;

/** What is wrong with the names of each of several lists: those that no attempt ever had, and those without traffic in 30 days, where that can be found. */
export async function warnOfNames(
  db: Db,
  { asked, findQuiet }: { asked: readonly (readonly AskedName[])[]; findQuiet: FindQuiet },
): Promise<string[][]> {
  const flat = asked.flat().filter(({ value }) => value !== UNASSIGNED);
  if (flat.length === 0) return asked.map(() => []);
  const known = keysOf(
    await selectRows(
      db,
      sql`select kind, value from dimension
        where (kind, value) in (select * from unnest(${textArray(flat.map(({ kind }) => kind))}::text[],
          ${textArray(flat.map(({ value }) => value))}::text[]))`,
      z.object({ kind: z.string(), value: z.string() }),
    ),
  );
  // Whoever lists rules or targets needs them most while the database is slow: what is quiet is then left out.
  const quiet = keysOf(await findQuiet(flat.filter((name) => known.has(keyOf(name)))).catch(() => []));
  return asked.map((names) => {
    const own = names.filter(({ value }) => value !== UNASSIGNED);
    return [
      ...own.filter((name) => !known.has(keyOf(name))).map(neverSeen),
      ...own.filter((name) => quiet.has(keyOf(name))).map(quietSince),
    ];
  });
}

function neverSeen({ kind, value }: AskedName): string {
  return t("No attempt has the {dimension} {value} yet: until one does, there is nothing to measure", {
    dimension: dimensionName(kind),
    value,
  });
}

function quietSince({ kind, value }: AskedName): string {
  return t("No traffic by the {dimension} {value} in 30 days", {
    dimension: dimensionName(kind),
    value,
  });
}

function keysOf(names: readonly AskedName[]): ReadonlySet<string> {
  return new Set(names.map(keyOf));
}

function keyOf({ kind, value }: AskedName): string {
  return JSON.stringify([kind, value]);
}
