import { RowError } from "@/db/attempts/archived-row";
import { ArchiveError } from "@/lib/archive/read-archive";
import { isAppError } from "@/lib/contract/error";

/** Why a file could not be written or read, as anybody may be told: no path of the machine. Null where it is not about the file. */
export function fileProblem(error: unknown): string | null {
  // A store that did not give the bytes has said so itself.
  if (error instanceof ArchiveError && isAppError(error.cause)) return error.cause.message;
  if (isAppError(error) || error instanceof ArchiveError || error instanceof RowError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^E[A-Z]+$/.test(code) ? `The file could not be written or read (${code})` : null;
}
