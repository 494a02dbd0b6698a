import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { isWorthRetrying } from "@/lib/client/api-error";
import { fileChunks } from "@/lib/client/imports/file-chunks";
import { FileError, fileText } from "@/lib/client/imports/file-text";
import { type ImportJob, importJobs } from "@/lib/client/imports/import-job";
import { send } from "@/lib/client/send";
import { type FileFormat, IMPORT_FILE_DIGITS, type ImportOptions, type ImportRun } from "@/lib/contract/imports";
import { csvLineEnd } from "@/lib/domain/ingest-checks/csv-line-end";

const PREVIEW_LINES = 50;
const PREVIEW_CHARACTERS = 200_000;

const keyOf = ({ name, size, lastModified }: File) => [name, size, lastModified];

/** What the first rows of a file would become, asked anew when the mapping changes. */
export function useImportPreview(file: File, format: FileFormat, options: ImportOptions) {
  return useQuery({
    queryKey: ["import-preview", keyOf(file), format, options],
    placeholderData: (before) => before,
    // A file does not become readable by waiting.
    retry: (failures, error) => !(error instanceof FileError) && isWorthRetrying(failures, error),
    queryFn: async () =>
      send("post", "/api/v1/imports/preview", {}, { format, text: await beginningOf(file, format), options }),
  });
}

async function beginningOf(file: File, format: FileFormat): Promise<string> {
  for await (const { text } of fileChunks(fileText(file), format)) {
    if (format === "json") return beginningOfJson(text);
    const lineEnd = csvLineEnd(text);
    const lines = text.split(lineEnd);
    return lines.length > PREVIEW_LINES ? lines.slice(0, PREVIEW_LINES).join(lineEnd) : text;
  }
  return "";
}

/** The first rows of an array, or of the arrays that an object has. What is no JSON is told by the server. */
function beginningOfJson(text: string): string {
  if (text.length <= PREVIEW_CHARACTERS) return text;
  try {
    return JSON.stringify(firstRows(JSON.parse(text)));
  } catch {
    return text;
  }
}

function firstRows(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, PREVIEW_LINES);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]: [string, unknown]) => [
    name,
    Array.isArray(inner) ? inner.slice(0, PREVIEW_LINES) : inner,
  ]);
  return Object.fromEntries(entries);
}

/** The interrupted import that a file goes on with, null where there is none; undefined while the file is read for it. */
export function useInterruptedRun(file: File, runs: readonly ImportRun[]): ImportRun | null | undefined {
  const open = runs.filter(({ finished_at, options }) => finished_at === null && options !== null);
  const digest = useQuery({
    queryKey: ["import-digest", keyOf(file)],
    enabled: open.length > 0,
    queryFn: async () => (await import("@/lib/client/imports/file-digest")).fileDigest(file, () => undefined),
  });
  if (open.length === 0 || digest.error) return null;
  if (digest.data === undefined) return undefined;
  const beginning = digest.data.slice(0, IMPORT_FILE_DIGITS);
  return open.find(({ id }) => id.startsWith(beginning)) ?? null;
}

/** The import of this tab, whichever page began it; the list is read anew when it ends. */
export function useImportJob(): ImportJob | null {
  const router = useRouter();
  const job = useSyncExternalStore(importJobs.subscribe, importJobs.get, () => null);
  const state = job?.state;
  useEffect(() => {
    if (state !== undefined && state !== "running") router.refresh();
  }, [router, state]);
  return job;
}
