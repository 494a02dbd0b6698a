import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import { fingerprintPartition } from "@/db/partitions/fingerprint-partition";
import { isDaySettled, isRecountQueued } from "@/db/partitions/is-day-settled";
import { lockAttempts } from "@/db/partitions/lock-attempts";
import { dayStart, isoDay } from "@/db/partitions/partition-days";
import type { ArchiveRow } from "@/lib/domain/archive/archive-columns";
import { type ArchiveTotals, groupKey, TOTALLED_BY, TOTALS } from "@/lib/domain/archive/archive-totals";
import { readNames, readPartition } from "./read-partition";

/** A day's attempts and what its sums say of them, in one snapshot. */
export type ArchiveSource = {
  rows: AsyncIterable<ArchiveRow[]>;
  fingerprint: string;
  totals: ArchiveTotals;
  /** Whether all that was ever counted of the day should still be there. */
  isRetained: boolean;
};

/**
 * Lets `work` read a day's attempts in one snapshot, and resolves to what it does. Null where the day has no partition, or its
 * sums are not all worked out yet.
 */
export async function withArchiveSource<Result>(
  sql: Sql,
  day: number,
  work: (source: ArchiveSource) => Promise<Result>,
): Promise<Result | null> {
  let result: Result | null = null;
  await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local jit = off`;
    await lockAttempts(tx);
    if (!(await isDaySettled(tx, day)) || (await isRecountQueued(tx, day))) return;
    const fingerprint = await fingerprintPartition(tx, day);
    if (fingerprint === null) return;
    const names = await readNames(tx);
    result = await work({
      rows: readPartition(tx, { day, names }),
      fingerprint,
      totals: await readTotals(tx, { day, names }),
      isRetained: await isRetained(tx, day),
    });
  });
  return result;
}

const totalsSchema = z.array(
  z.object({ codes: z.array(z.number()), sums: z.array(z.string().transform((digits) => BigInt(digits))) }),
);

async function readTotals(
  tx: TransactionSql,
  { day, names }: { day: number; names: ReadonlyMap<number, string> },
): Promise<ArchiveTotals> {
  const codes = TOTALLED_BY.map((name) => `${name}_id`).join(", ");
  const sums = ["attempts", ...TOTALS].map((name) => `sum(${name})::numeric::text`).join(", ");
  const rows = await tx.unsafe(
    `select array[${codes}] as codes, array[${sums}] as sums from rollup_day where starts_at = $1::timestamptz
     group by ${codes} having sum(attempts) > 0`,
    [dayStart(day)],
  );
  return new Map(
    totalsSchema.parse(rows).map((row) => [groupKey(row.codes.map((code) => names.get(code) ?? null)), row.sums]),
  );
}

async function isRetained(tx: TransactionSql, day: number): Promise<boolean> {
  const [state] = await tx<{ retained: boolean }[]>`
    select was_retained and dropped_at is null as retained from archived_day where day = ${isoDay(day)}::date`;
  return state?.retained ?? false;
}
