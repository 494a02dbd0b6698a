import { type LogRecord, logRecordSchema } from "@/lib/contract/log-record";
import type { RecordError } from "@/lib/contract/record-error";
import { checkRecord } from "./check-record";
import { describeIssue } from "./describe-issue";
import type { PostedRecord, RecordMeaning } from "./parse-logs-body";
import { recordErrors, storableText } from "./record-errors";

/** A record refused, with what was sent (undefined where it could not be read at all). */
export type InvalidRecord = { index: number; id: string | null; errors: RecordError[]; sent: unknown };

export type ValidRecord = { index: number; record: LogRecord; meaning?: RecordMeaning };

export type ValidatedRecords = { valid: ValidRecord[]; invalid: InvalidRecord[] };

const ID_MAX = 128;

/** Parses each record by itself: a bad one is refused with its reasons and never spoils the others. */
export function validateRecords(posted: readonly PostedRecord[]): ValidatedRecords {
  const valid: ValidRecord[] = [];
  const invalid: InvalidRecord[] = [];
  for (const [index, item] of posted.entries()) {
    if ("unreadable" in item) {
      invalid.push({ index, id: null, errors: [{ path: "", message: item.unreadable }], sent: undefined });
      continue;
    }
    const meaning = item.otherReading || item.isPseudonymous ? { meaning: item } : {};
    const record = checkRecord(item.value);
    if (record) {
      valid.push({ index, record, ...meaning });
      continue;
    }
    const result = logRecordSchema.safeParse(item.value, { error: describeIssue });
    if (result.success) valid.push({ index, record: result.data, ...meaning });
    else invalid.push(reject(index, item.value, recordErrors(result.error.issues)));
  }
  return { valid, invalid };
}

/** A refusal of what was sent at a place of the post, named by its id where it has one. */
export function reject(index: number, sent: unknown, errors: RecordError[]): InvalidRecord {
  return { index, id: idOf(sent), errors, sent };
}

function idOf(sent: unknown): string | null {
  if (typeof sent !== "object" || sent === null || !("id" in sent) || typeof sent.id !== "string") return null;
  return storableText(sent.id, ID_MAX);
}
