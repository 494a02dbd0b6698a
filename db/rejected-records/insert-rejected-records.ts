import type { Sql } from "postgres";
import type { RecordError } from "@/lib/contract/record-error";
import type { IngestSource } from "@/lib/domain/ingest-checks/arrived";

export type RejectedRecordInput = {
  recordId: string | null;
  errors: readonly RecordError[];
  record: unknown;
  unknownFields: readonly string[];
};

/** Keeps rejected records for the ingest-health page; the worker trims them to the newest. */
export async function insertRejectedRecords(
  sql: Sql,
  input: IngestSource & { receivedAt: Date; records: readonly RejectedRecordInput[] },
): Promise<void> {
  const { keyId, source, receivedAt, records } = input;
  await sql`
    insert into rejected_record (received_at, key_id, source, record_id, errors, record, unknown_fields)
    select ${receivedAt.toISOString()}::timestamptz, ${keyId}::text, ${source}, r.record_id, r.errors::jsonb, r.record::jsonb,
      array(select jsonb_array_elements_text(r.unknown_fields::jsonb))
    from unnest(
      ${records.map(({ recordId }) => recordId)}::text[],
      ${records.map(({ errors }) => JSON.stringify(errors))}::text[],
      ${records.map(({ record }) => (record === null ? null : JSON.stringify(record)))}::text[],
      ${records.map(({ unknownFields }) => JSON.stringify(unknownFields))}::text[]
    ) with ordinality as r(record_id, errors, record, unknown_fields, place)
    order by r.place
  `;
}
