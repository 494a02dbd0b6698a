import { IMPORT_SOURCE } from "@/lib/contract/imports";
import { UNKNOWN_TEXT } from "@/lib/domain/format";

/** A source in words: its key, and the format where it is not our own. */
export function sourceName({ key_name, source }: { key_name: string | null; source: string }): string {
  const key = key_name ?? (source === IMPORT_SOURCE ? "imported files" : UNKNOWN_TEXT);
  return source === "switchyard" || source === IMPORT_SOURCE ? key : `${key} · ${source}`;
}
