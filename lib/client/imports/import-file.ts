import type {
  FileFormat,
  ImportChunk,
  ImportedRows,
  ImportOptions,
  ImportRun,
  RejectReason,
} from "@/lib/contract/imports";
import { ApiError } from "../api-error";
import { send } from "../send";
import { type FileChunk, fileChunks, headerOf } from "./file-chunks";
import { fileDigest } from "./file-digest";
import { fileText, isPlain } from "./file-text";

export type ImportProgress = {
  phase: "reading" | "sending";
  /** From 0 to 1; null where the size of what is left is not known, as of packed files. */
  share: number | null;
  run: ImportRun | null;
};

/** What is imported, and how. */
export type ImportRequest = {
  file: File;
  format: FileFormat;
  options: ImportOptions;
  /** Whether the person knows that the file was imported under another mapping before. */
  isConfirmed: boolean;
};

export type ImportInput = ImportRequest & {
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
};

/** What became of the rows; of an import that was finished before, `reasons` is empty. */
export type ImportResult = { run: ImportRun; reasons: RejectReason[]; isRepeated: boolean };

const TRIES_MAX = 6;
const FIRST_WAIT_MS = 500;
const LINES_SHOWN = 3;

/**
 * Sends a file piece by piece, each stored together with the place it ends at.
 *
 * Interrupted in whatever way, the same file under the same options goes on where it was.
 */
export async function importFile(input: ImportInput): Promise<ImportResult> {
  const { file, format, options, isConfirmed, signal, onProgress } = input;
  const digest = await fileDigest(file, (share) => {
    signal.throwIfAborted();
    onProgress({ phase: "reading", share, run: null });
  });
  signal.throwIfAborted();
  await assertReadable(file);
  const begin = () => {
    const body = { file_name: file.name, file_digest: digest, options, refuse_other_options: !isConfirmed };
    return send("post", "/api/v1/imports", {}, body);
  };
  let run = await begin().catch((error: unknown) => {
    throw isOtherMapping(error) ? new OtherMappingError(error.message) : error;
  });
  if (run.finished_at !== null) return { run, reasons: [], isRepeated: true };
  onProgress({ phase: "sending", share: null, run });
  const reasons = new Map<string, RejectReason>();
  const hasSize = await isPlain(file);
  const header = format === "csv" ? await firstLine(file) : null;
  let lastChunk: FileChunk | null = null;
  for (let tries = 0; ; ) {
    try {
      for await (const chunk of fileChunks(fileText(file), format, run.offset_done)) {
        signal.throwIfAborted();
        lastChunk = chunk;
        const answer = await send(
          "post",
          "/api/v1/imports/{id}/chunks",
          { id: run.id },
          bodyOf(chunk, run, format, header),
        );
        run = answer.run;
        addReasons(reasons, answer);
        tries = 0;
        onProgress({ phase: "sending", share: hasSize ? run.offset_done / Math.max(file.size, 1) : null, run });
      }
      return { run, reasons: [...reasons.values()].sort((a, b) => b.count - a.count), isRepeated: false };
    } catch (error) {
      tries++;
      if (signal.aborted || tries > TRIES_MAX || !isWorthAnotherTry(error)) throw error;
      await wait(FIRST_WAIT_MS * 2 ** (tries - 1), signal);
      // What was sent may have been stored, whatever became of the answer.
      run = await begin().catch(() => run);
      if (run.finished_at !== null && lastChunk?.isLast) {
        return { run, reasons: [...reasons.values()], isRepeated: false };
      }
    }
  }
}

/** The file was imported under another mapping: rows without an id of their own would count once more. */
export class OtherMappingError extends Error {
  override name = "OtherMappingError";
}

function isOtherMapping(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "CONFLICT" && "options" in error.fields;
}

function bodyOf(chunk: FileChunk, run: ImportRun, format: FileFormat, header: string | null): ImportChunk {
  return {
    offset: chunk.offset,
    next_offset: chunk.nextOffset,
    format,
    header: chunk.offset === 0 ? null : header,
    text: chunk.text,
    first_line: run.next_line,
    is_last: chunk.isLast,
  };
}

/** Throws a FileError for what is no text before an import of it is on record. */
async function assertReadable(file: File): Promise<void> {
  for await (const _ of fileText(file)) return;
}

async function firstLine(file: File): Promise<string> {
  for await (const chunk of fileChunks(fileText(file), "csv")) return headerOf(chunk.text);
  return "";
}

function addReasons(known: Map<string, RejectReason>, { reasons }: ImportedRows): void {
  for (const { reason, count, first_lines } of reasons) {
    const before = known.get(reason);
    const lines = [...(before?.first_lines ?? []), ...first_lines].slice(0, LINES_SHOWN);
    known.set(reason, { reason, count: (before?.count ?? 0) + count, first_lines: lines });
  }
}

/** The network, a full queue, a database that is away, or somebody else who moved the import. */
function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof ApiError)) return error instanceof TypeError;
  return error.code === "UNAVAILABLE" || error.code === "CONFLICT";
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
