import { ArchiveError } from "@/lib/archive/read-archive";
import { isAppError } from "@/lib/contract/error";

/** Why a file could not be written or read, as anybody may be told: no path of the machine. Null where it is not about the file. */
export function fileProblem(error: unknown): string | null {
  if (isAppError(error) || error instanceof ArchiveError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^E[A-Z]+$/.test(code) ? `The file could not be written or read (${code})` : null;
}
