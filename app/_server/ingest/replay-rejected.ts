import type { z } from "zod";
import { getDb } from "@/app/_server/runtime";
import { listRejectedRecords } from "@/db/rejected-records/list-rejected-records";
import { settleReplayed } from "@/db/rejected-records/settle-replayed";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import { REPLAY_MAX, type Replayed, type replaySchema } from "@/lib/contract/rejected-records";
import { fixRecord } from "@/lib/ingest/fix-record";
import { getIngest } from "./ingest-service";

/**
 * Sends up to REPLAY_MAX rejected records of a group again, each after the fix, and forgets those that are stored now.
 *
 * Interrupted, it can be called again: what was stored already is found to be a duplicate, and forgotten then.
 */
export async function replayRejected(input: z.output<typeof replaySchema>, actor: string): Promise<Replayed> {
  const { group, fix, after_seq: afterSeq, dry_run: isDryRun } = input;
  const isHistory = input.as_history || group.source === IMPORT_SOURCE;
  const db = getDb();
  const rows = await listRejectedRecords(db, { group, afterSeq, limit: REPLAY_MAX });
  const records = rows.map(({ record }) => fixRecord(record, fix));
  const ingestSource = { keyId: group.key_id, source: group.source };
  const { accepted, duplicates, rejected } = await getIngest().resubmit({
    ...ingestSource,
    records,
    isDryRun,
    isHistory,
  });
  const errorsOf = new Map(rejected.map(({ index, errors }) => [index, errors]));
  if (!isDryRun) {
    const stored = rows.flatMap(({ seq }, index) => (errorsOf.has(index) ? [] : [seq]));
    await settleReplayed(db, { group, fix, stored, actor, now: new Date() });
  }
  // The first that would still be refused says more than one that would not.
  const shown = rejected[0]?.index ?? 0;
  const example = records[shown];
  return {
    stored: isDryRun ? rows.length - rejected.length : accepted,
    duplicates,
    rejected: rejected.length,
    next_after_seq: rows.length < REPLAY_MAX ? null : (rows.at(-1)?.seq ?? null),
    example: example ? { record: example, errors: errorsOf.get(shown) ?? [] } : null,
  };
}
