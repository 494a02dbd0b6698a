import type { TransactionSql } from "postgres";
import { LABEL_SET_COLUMNS } from "@/db/schema/label-sets";
import { LABELS } from "@/lib/domain/labels";

const COLUMNS = LABEL_SET_COLUMNS.join(", ");
const PROJECTED = LABELS.map(
  (label) => `case when '${label}' = any(b.dimensions) then coalesce(s.${label}_id, 0) else 0 end`,
);

/** Label sets $1 of which a breakdown does not know yet what they are to it, with what they are. */
const UNKNOWN = `
  select b.id as breakdown_id, used.id as label_set_id, ${PROJECTED.map((code, index) => `${code} as ${LABEL_SET_COLUMNS[index]}`).join(", ")}
  from unnest($1::int[]) as used(id) cross join breakdown b left join label_set s on s.id = used.id
  where b.ended_at is null
    and not exists (select from label_projection p where p.breakdown_id = b.id and p.label_set_id = used.id)`;

/**
 * Makes known to every breakdown what the label sets of a table's rows in [from, to) are to it. Before those rows are
 * broken down, in the same transaction, under the rollup lock.
 */
export async function projectLabelSets(
  tx: TransactionSql,
  { table, from, to }: { table: string; from: string; to: string },
): Promise<void> {
  const used = await tx.unsafe<{ id: number }[]>(
    `select distinct label_set_id as id from ${table} where starts_at >= $1::timestamptz and starts_at < $2::timestamptz`,
    [from, to],
  );
  const ids = used.map(({ id }) => id);
  const [{ isKnown } = { isKnown: true }] = await tx.unsafe<{ isKnown: boolean }[]>(
    `select not exists (${UNKNOWN}) as "isKnown"`,
    [ids],
  );
  if (isKnown) return;
  await tx.unsafe(
    `insert into label_set (${COLUMNS}) select distinct ${COLUMNS} from (${UNKNOWN}) unknown
     where (${COLUMNS}) <> (${LABELS.map(() => "0").join(", ")}) order by ${COLUMNS} on conflict do nothing`,
    [ids],
  );
  await tx.unsafe(
    `insert into label_projection (breakdown_id, label_set_id, projected_id)
     select unknown.breakdown_id, unknown.label_set_id, coalesce(l.id, 0)
     from (${UNKNOWN}) unknown left join label_set l on (${LABEL_SET_COLUMNS.map((name) => `l.${name}`).join(", ")}) = (${LABEL_SET_COLUMNS.map((name) => `unknown.${name}`).join(", ")})`,
    [ids],
  );
}
