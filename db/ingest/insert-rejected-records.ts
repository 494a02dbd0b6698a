import type { Sql } from "postgres";

export type RejectedRecordInput = {
  recordId: string | null;
  errors: readonly { path: string; message: string }[];
  sample: string | null;
};

/** Keeps refused records for the ingest-health page; the worker trims them to the newest. */
export async function insertRejectedRecords(
  sql: Sql,
  input: { keyId: string | null; receivedAt: Date; records: readonly RejectedRecordInput[] },
): Promise<void> {
  const { keyId, receivedAt, records } = input;
  await sql`
    insert into rejected_record (received_at, key_id, record_id, errors, sample)
    select ${receivedAt.toISOString()}::timestamptz, ${keyId}::text, r.record_id, r.errors::jsonb, r.sample
    from unnest(
      ${records.map(({ recordId }) => recordId)}::text[],
      ${records.map(({ errors }) => JSON.stringify(errors))}::text[],
      ${records.map(({ sample }) => sample)}::text[]
    ) with ordinality as r(record_id, errors, sample, place)
    order by r.place
  `;
}
