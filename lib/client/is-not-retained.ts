import { REPORT_DIMENSIONS } from "@/lib/domain/report-dimensions";
import { ApiError } from "./api-error";

const FIELDS: readonly string[] = [...REPORT_DIMENSIONS, "step"];

/** Whether an answer was refused because what it is made of is no longer retained: of a name, or in steps so short. */
export function isNotRetained(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.code === "UNPROCESSABLE" &&
    Object.keys(error.fields).some((field) => FIELDS.includes(field))
  );
}
