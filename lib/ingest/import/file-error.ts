import { AppError, isAppError } from "@/lib/contract/error";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  Z_DATA_ERROR: "is no gzip file, or a damaged one",
  Z_BUF_ERROR: "is a gzip file that ends too early",
  ERR_STRING_TOO_LONG: "is too large for one JSON array: write one object a line (JSONL)",
  ERR_FS_FILE_TOO_LARGE: "is too large for one JSON array: write one object a line (JSONL)",
};

/** An error of reading a file as one sentence for whoever has the file; what is no such error stays what it is. */
function fileError(error: unknown): unknown {
  if (isAppError(error) || !(error instanceof Error) || !("code" in error)) return error;
  const reason = REASONS[String(error.code)];
  return reason === undefined ? error : new AppError("INVALID", `The file ${reason}`, { cause: error });
}

/** The same rows, whose reading ends in one sentence where it fails. */
export async function* withFileErrors<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  try {
    yield* rows;
  } catch (error) {
    throw fileError(error);
  }
}
