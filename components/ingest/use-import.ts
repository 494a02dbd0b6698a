import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { fileChunks, unpacked } from "@/lib/client/imports/file-chunks";
import type { ImportProgress } from "@/lib/client/imports/import-file";
import { postJson } from "@/lib/client/post-json";
import { type FileFormat, type ImportOptions, importPreviewReplySchema } from "@/lib/contract/imports";

const PREVIEW_LINES = 50;
const PREVIEW_CHARACTERS = 200_000;

/** What the first rows of a file would become, asked anew when the mapping changes. */
export function useImportPreview(file: File | null, format: FileFormat | null, options: ImportOptions) {
  return useQuery({
    queryKey: ["import-preview", file?.name, file?.size, file?.lastModified, format, options],
    enabled: file !== null && format !== null,
    placeholderData: (before) => before,
    retry: false,
    queryFn: async () => {
      if (!file || !format) throw new Error("There is no file");
      return postJson(
        "/api/v1/imports/preview",
        { format, text: await beginningOf(file, format), options },
        importPreviewReplySchema,
      );
    },
  });
}

async function beginningOf(file: File, format: FileFormat): Promise<string> {
  for await (const { text } of fileChunks(unpacked(file), format)) {
    if (format === "json") return beginningOfJson(text);
    const lines = text.split("\n");
    return lines.length > PREVIEW_LINES ? lines.slice(0, PREVIEW_LINES).join("\n") : text;
  }
  return "";
}

/** The first rows of an array as an array. */
function beginningOfJson(text: string): string {
  if (text.length <= PREVIEW_CHARACTERS) return text;
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value)) return JSON.stringify(value.slice(0, PREVIEW_LINES));
  const logs = typeof value === "object" && value !== null && "logs" in value ? value.logs : [];
  return JSON.stringify(Array.isArray(logs) ? logs.slice(0, PREVIEW_LINES) : []);
}

/** Runs an import, tells how far it is, and lets it be stopped; the same file goes on where it was. */
export function useImport() {
  const router = useRouter();
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const run = useMutation({
    mutationFn: async (input: { file: File; format: FileFormat; options: ImportOptions; isConfirmed: boolean }) => {
      const controller = new AbortController();
      stopping.current = controller;
      const { importFile } = await import("@/lib/client/imports/import-file");
      return importFile({ ...input, signal: controller.signal, onProgress: setProgress });
    },
    onSettled: () => {
      setProgress(null);
      router.refresh();
    },
  });
  return { run, progress, stop: () => stopping.current?.abort(new Error("Stopped; the same file goes on from there")) };
}
