import type { ZodError } from "zod";
import { t } from "@/lib/messages/translate";

/** What a schema refused, by the first part of its path; an emptied text is "Required" rather than malformed. */
export function fieldErrors(
  error: ZodError | undefined,
  typed: Readonly<Record<string, string>>,
): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of error?.issues ?? []) {
    const name = String(path[0] ?? "");
    const problem = typed[name]?.trim() === "" ? t("Required") : message;
    const known = fields[name] ?? [];
    if (!known.includes(problem)) fields[name] = [...known, problem];
  }
  return fields;
}
