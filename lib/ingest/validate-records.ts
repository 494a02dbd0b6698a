import { type LogRecord, logRecordSchema } from "@/lib/contract/log-record";
import { checkRecord } from "./check-record";
import type { PostedRecord } from "./parse-logs-body";
import { type RecordError, recordErrors, storableText } from "./record-errors";
import { sayIssue } from "./say-issue";

/** A record refused, with what was sent (undefined where it could not be read at all). */
export type RefusedRecord = { index: number; id: string | null; errors: RecordError[]; sent: unknown };

export type ValidRecord = { index: number; record: LogRecord };

export type ValidatedRecords = { valid: ValidRecord[]; refused: RefusedRecord[] };

const ID_MAX = 128;

/** Parses each record by itself: a bad one is refused with its reasons and never spoils the others. */
export function validateRecords(posted: readonly PostedRecord[]): ValidatedRecords {
  const valid: ValidRecord[] = [];
  const refused: RefusedRecord[] = [];
  for (const [index, item] of posted.entries()) {
    if ("unreadable" in item) {
      refused.push({ index, id: null, errors: [{ path: "", message: item.unreadable }], sent: undefined });
      continue;
    }
    const record = checkRecord(item.value);
    if (record) {
      valid.push({ index, record });
      continue;
    }
    const result = logRecordSchema.safeParse(item.value, { error: sayIssue });
    if (result.success) valid.push({ index, record: result.data });
    else refused.push(refuse(index, item.value, recordErrors(result.error.issues)));
  }
  return { valid, refused };
}

/** A refusal of what was sent at a place of the post, named by its id where it has one. */
export function refuse(index: number, sent: unknown, errors: RecordError[]): RefusedRecord {
  return { index, id: idOf(sent), errors, sent };
}

function idOf(sent: unknown): string | null {
  if (typeof sent !== "object" || sent === null || !("id" in sent) || typeof sent.id !== "string") return null;
  return storableText(sent.id, ID_MAX);
}
