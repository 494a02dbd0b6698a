import type { z } from "zod";
import type { RecordError } from "@/lib/contract/record-error";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";

const ERRORS_MAX = 20;
const NAME_MAX = 100;
const UNKNOWN_UNIT = { message: `Unknown unit: there are ${CALL_UNITS.join(", ")}` };
const UNKNOWN_FIELD = { message: "Unknown field", code: "unknown_field" } as const;

/** What is wrong with a record, by dotted path; an unknown field is named itself. Bounded, however wrong it is. */
export function recordErrors(issues: readonly z.core.$ZodIssue[]): RecordError[] {
  const errors: RecordError[] = [];
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") {
      const error = issue.path[0] === "units" ? UNKNOWN_UNIT : UNKNOWN_FIELD;
      for (const key of issue.keys) errors.push({ path: fieldPath([...issue.path, key]), ...error });
    } else {
      errors.push({ path: fieldPath(issue.path), message: issue.message });
    }
    if (errors.length >= ERRORS_MAX) break;
  }
  return errors.slice(0, ERRORS_MAX);
}

/** Text of a caller's that the database can hold: no NUL, no half characters, not long. */
export function storableText(text: string, maxCharacters: number): string {
  return text.slice(0, maxCharacters).toWellFormed().replaceAll("\u0000", "\ufffd");
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.map((part) => storableText(String(part), NAME_MAX)).join(".");
}

/** An error in one line, its field first where it is about one. */
export function describeError({ path, message }: RecordError): string {
  return path === "" ? message : `${path}: ${message}`;
}
