import type { FileFormat } from "@/lib/contract/imports";

const FORMAT_OF: Readonly<Record<string, FileFormat>> = { csv: "csv", json: "json", jsonl: "jsonl", ndjson: "jsonl" };

/** How a file is read by its name, packed or not; null if the name does not show it. */
export function formatOfName(name: string): FileFormat | null {
  const plain = name.toLowerCase().replace(/\.gz$/, "");
  return FORMAT_OF[plain.slice(plain.lastIndexOf(".") + 1)] ?? null;
}
