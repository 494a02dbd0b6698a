import type { RecordFix } from "@/lib/contract/rejected-records";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { SECOND_US } from "@/lib/domain/time/units";
import { parseTimeUs } from "./parse-time";

/** A rejected record as it is sent again; a time that cannot be read stays as it is, and is refused once more. */
export function fixRecord(record: Readonly<Record<string, unknown>>, fix: RecordFix): Record<string, unknown> {
  const fixed: Record<string, unknown> = { ...record };
  for (const [field, value] of Object.entries(fix.set)) {
    if (value === null) delete fixed[field];
    else fixed[field] = value;
  }
  if (fix.shift_seconds !== 0 || fix.zone !== null) {
    const us = parseTimeUs(fixed.started_at, fix.zone);
    if (us !== null) fixed.started_at = formatInstantUs(us + fix.shift_seconds * SECOND_US);
  }
  return fixed;
}
