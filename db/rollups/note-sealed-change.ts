import type { TransactionSql } from "postgres";

/** What was noted longer ago is read anew by whoever still holds to it. */
const RETAINED = 4_000;

/**
 * Notes that rows of the sealed levels changed in these hours, for readers who hold sums of them: they hold to none across a change.
 *
 * Within the transaction that changes them, which holds the rollup lock, or changes would not be in the order of their commits.
 */
export async function noteSealedChange(tx: TransactionSql, hours: readonly { from: Date; to: Date }[]): Promise<void> {
  if (hours.length === 0) return;
  const texts = (side: "from" | "to") => hours.map((hour) => hour[side].toISOString());
  await tx`
    with noted as (
      insert into sealed_change (starts_at, ends_at)
      select * from unnest(${texts("from")}::text[]::timestamptz[], ${texts("to")}::text[]::timestamptz[]) returning version
    )
    delete from sealed_change where version < (select max(version) from noted) - ${RETAINED}::int`;
}
