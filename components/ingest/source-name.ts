import { IMPORT_SOURCE } from "@/lib/contract/imports";
import { UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** A source in words: its key, and the format where it is not our own. */
export function sourceName({ key_name, source }: { key_name: string | null; source: string }): string {
  const key = key_name ?? (source === IMPORT_SOURCE ? t("imported files") : UNKNOWN_TEXT);
  return source === "switchyard" || source === IMPORT_SOURCE ? key : `${key} · ${source}`;
}

type Source = { key_id: string | null; key_name: string | null; key_prefix: string | null; source: string };

/** The same for one of several: where two keys have one name, with how each begins. */
export function sourceNamer(sources: readonly Source[]): (source: Source) => string {
  const keys = new Map<string, Set<string | null>>();
  for (const source of sources) {
    const name = sourceName(source);
    keys.set(name, (keys.get(name) ?? new Set()).add(source.key_id));
  }
  return (source) => {
    const name = sourceName(source);
    const isShared = (keys.get(name)?.size ?? 0) > 1;
    return isShared && source.key_prefix !== null ? `${name} (${source.key_prefix}…)` : name;
  };
}
