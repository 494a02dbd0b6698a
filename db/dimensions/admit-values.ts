import type { Sql, TransactionSql } from "postgres";
import { groupBy } from "@/lib/domain/group-by";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { DAY_US } from "@/lib/domain/time/units";
import { DAYS_REMEMBERED, type DimensionUse } from "../schema/dimension-days";

export type UsedValue = { use: DimensionUse; value: string };

/** Of the values asked for those that may be stored as they are; of a use that has as many as it may, all of the day. */
export type AdmittedValues = { admitted: UsedValue[]; capped: Set<DimensionUse> };

type Asked = { day: number; wanted: readonly UsedValue[]; valuesMax: number };

/** A value that came on two days of the week before is known, and no flood of new ones takes its place. */
const KNOWN_AFTER_DAYS = 2;

/**
 * Counts values towards what may come of each use on a UTC day, and says which of them may be stored.
 *
 * Whoever asks, in however many processes, no use gets more than its number, and as many known ones. Commits on its own.
 */
export async function admitValues(sql: Sql, asked: Asked): Promise<AdmittedValues> {
  const day = formatInstantUs(asked.day * DAY_US).slice(0, 10);
  const known = await listAdmitted(sql, day, asked.wanted);
  const missing = missingOf(asked.wanted, known);
  if (missing.length === 0) return { admitted: known, capped: new Set() };
  return sql.begin(async (tx) => {
    const counts = await lockCounts(tx, day, missing);
    // Some may have been admitted while the counts were waited for.
    const since = await listAdmitted(tx, day, missing);
    const { admitted, refused } = admitUpTo(missingOf(missing, since), counts, asked.valuesMax);
    await addAdmitted(tx, day, admitted);
    const capped = await markCapped(tx, { day, refused, valuesMax: asked.valuesMax });
    const all = capped.length > 0 ? await listAllAdmitted(tx, day, capped) : [];
    return { admitted: [...known, ...since, ...admitted, ...all], capped: new Set(capped) };
  });
}

function keyOf({ use, value }: UsedValue): string {
  return `${use} ${value}`;
}

/** Those that are not known, each once. */
function missingOf(wanted: readonly UsedValue[], known: readonly UsedValue[]): UsedValue[] {
  const missing = new Map(wanted.map((one) => [keyOf(one), one]));
  for (const one of known) missing.delete(keyOf(one));
  return [...missing.values()];
}

function listAdmitted(sql: Sql | TransactionSql, day: string, wanted: readonly UsedValue[]) {
  const uses = wanted.map(({ use }) => use);
  const values = wanted.map(({ value }) => value);
  return sql<UsedValue[]>`
    select use, value from dimension_day
    where day = ${day}::date and (use, value) in (select * from unnest(${uses}::text[], ${values}::text[]))`;
}

function listAllAdmitted(tx: TransactionSql, day: string, uses: readonly DimensionUse[]) {
  return tx<
    UsedValue[]
  >`select use, value from dimension_day where day = ${day}::date and use = any(${[...uses]}::text[])`;
}

/** How many values each use has so far, held until the transaction ends; in one order, so that nobody deadlocks. */
async function lockCounts(tx: TransactionSql, day: string, missing: readonly UsedValue[]) {
  const uses = [...new Set(missing.map(({ use }) => use))].sort();
  await tx`
    insert into dimension_day_count (day, use, value_count) select ${day}::date, use, 0 from unnest(${uses}::text[]) as u(use)
    on conflict do nothing`;
  const rows = await tx<{ use: DimensionUse; value_count: number }[]>`
    select use, value_count from dimension_day_count where day = ${day}::date and use = any(${uses}::text[])
    order by use for update`;
  return new Map(rows.map(({ use, value_count }) => [use, value_count]));
}

function admitUpTo(missing: readonly UsedValue[], counts: ReadonlyMap<DimensionUse, number>, valuesMax: number) {
  const admitted: UsedValue[] = [];
  const refused: UsedValue[] = [];
  for (const [use, values] of groupBy(missing, (one) => one.use)) {
    const room = Math.max(0, valuesMax - (counts.get(use) ?? 0));
    admitted.push(...values.slice(0, room));
    refused.push(...values.slice(room));
  }
  return { admitted, refused };
}

async function addAdmitted(tx: TransactionSql, day: string, admitted: readonly UsedValue[]): Promise<void> {
  if (admitted.length === 0) return;
  const uses = admitted.map(({ use }) => use);
  const values = admitted.map(({ value }) => value);
  await tx`
    insert into dimension_day (day, use, value)
    select ${day}::date, use, value from unnest(${uses}::text[], ${values}::text[]) as n(use, value)`;
  await tx`
    update dimension_day_count c set value_count = c.value_count + n.added
    from (select use, count(*)::int as added from unnest(${uses}::text[]) as u(use) group by use) n
    where c.day = ${day}::date and c.use = n.use`;
}

/** Notes since when each use has too many values, and one of them, and admits the known ones; once a day. */
async function markCapped(
  tx: TransactionSql,
  { day, refused, valuesMax }: { day: string; refused: readonly UsedValue[]; valuesMax: number },
): Promise<DimensionUse[]> {
  const firsts = new Map(refused.toReversed().map(({ use, value }) => [use, value]));
  if (firsts.size === 0) return [];
  const newly = await tx<{ use: DimensionUse }[]>`
    update dimension_day_count c set capped_at = now(), example = n.example
    from unnest(${[...firsts.keys()]}::text[], ${[...firsts.values()]}::text[]) as n(use, example)
    where c.day = ${day}::date and c.use = n.use and c.capped_at is null
    returning c.use`;
  const uses = newly.map(({ use }) => use);
  if (uses.length > 0) await admitKnown(tx, { day, uses, valuesMax });
  return [...firsts.keys()];
}

/** As though they had come already: those of the most days first. */
async function admitKnown(
  tx: TransactionSql,
  { day, uses, valuesMax }: { day: string; uses: readonly DimensionUse[]; valuesMax: number },
): Promise<void> {
  await tx`
    insert into dimension_day (day, use, value)
    select ${day}::date, use, value from (
      select use, value, row_number() over (partition by use order by count(*) desc, value) as place
      from dimension_day
      where day >= ${day}::date - ${DAYS_REMEMBERED}::int and day < ${day}::date and use = any(${[...uses]}::text[])
      group by use, value
      having count(*) >= ${KNOWN_AFTER_DAYS}::int
    ) known
    where place <= ${valuesMax}::int
    on conflict do nothing`;
}
