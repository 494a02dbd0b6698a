import { type UsageRecord, usageRecordSchema } from "@/lib/contract/usage-record";
import { describeIssue } from "../describe-issue";
import type { PostedRecord } from "../parse-logs-body";
import { recordErrors } from "../record-errors";
import { type InvalidRecord, reject } from "../validate-records";

export type ValidUsage = { index: number; record: UsageRecord };

/** Parses each usage record by itself: a bad one is rejected with its reasons and never spoils the others. */
export function validateUsageRecords(posted: readonly PostedRecord[]): {
  valid: ValidUsage[];
  invalid: InvalidRecord[];
} {
  const valid: ValidUsage[] = [];
  const invalid: InvalidRecord[] = [];
  for (const [index, item] of posted.entries()) {
    if ("unreadable" in item) {
      invalid.push(reject(index, undefined, [{ path: "", message: item.unreadable }]));
      continue;
    }
    const result = usageRecordSchema.safeParse(item.value, { error: describeIssue });
    if (result.success) valid.push({ index, record: result.data });
    else invalid.push(reject(index, item.value, recordErrors(result.error.issues)));
  }
  return { valid, invalid };
}
