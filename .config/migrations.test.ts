import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "..", "drizzle");
/** Those up to here were released before there was a rule. */
const LAST_UNRULED = 19;

/** What an older version that still runs may be reading or writing. */
const TAKES_AWAY =
  /\bdrop\s+(table|column|view|type|schema|function)\b|\brename\b|\bset\s+data\s+type\b|\balter\s+column\s+\S+\s+type\b|\bset\s+not\s+null\b|\btruncate\s+(table\s+)?"?\w|\bdelete\s+from\b/i;
/** Says since which version nothing uses what is taken away. */
const MARKER = /^-- Unused since \d+\.\d+\.\d+: \S/m;

function violationsIn(sql: string): string[] {
  if (MARKER.test(sql)) return [];
  return sql
    .split("\n")
    .map((line) => line.replace(/--.*$/, ""))
    .filter((line) => TAKES_AWAY.test(line.replace(/\bbefore truncate on\b/gi, "")));
}

test("a migration takes nothing away that an older version may still use, unless it says since when nothing does", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql") && Number(name.slice(0, 4)) > LAST_UNRULED);

  expect(
    files.flatMap((file) => violationsIn(readFileSync(join(folder, file), "utf8")).map((line) => [file, line])),
  ).toEqual([]);
});

test.each([
  'ALTER TABLE "rollup_state" DROP COLUMN "raw_days";',
  'DROP TABLE "told_event";',
  'ALTER TABLE "price" RENAME COLUMN "a" TO "b";',
  'ALTER TABLE "price" ALTER COLUMN "a" SET DATA TYPE text;',
  'ALTER TABLE "price" ALTER COLUMN "a" SET NOT NULL;',
  "truncate rollup_delta;",
  "delete from audit_entry;",
])("%s takes something away", (statement) => {
  expect(violationsIn(statement)).toHaveLength(1);
  expect(violationsIn(`-- Unused since 0.1.0: the reader went with it.\n${statement}`)).toEqual([]);
});

test.each([
  'ALTER TABLE "rollup_state" ADD COLUMN "raw_days" integer;',
  'ALTER TABLE "price" ALTER COLUMN "a" DROP NOT NULL;',
  "create trigger t before truncate on price for each statement execute function refuse_change();",
  "-- drop table in a comment",
])("%s takes nothing away", (statement) => {
  expect(violationsIn(statement)).toEqual([]);
});
