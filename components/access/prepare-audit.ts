import type { AuditEntry } from "@/lib/contract/audit";
import { t } from "@/lib/messages/translate";

const UNCHANGED_IN_EVERY_VERSION = ["published_at", "published_by"];

/** What an entry changed, one line a field: "role: viewer → admin". Long texts and lists are cut. */
export function auditChanges({ before, after }: Pick<AuditEntry, "before" | "after">): string[] {
  const from = leavesOf(before);
  const to = leavesOf(after);
  const paths = [...new Set([...from.keys(), ...to.keys()])].filter(
    (path) => !UNCHANGED_IN_EVERY_VERSION.includes(path),
  );
  return paths.flatMap((path) => {
    const [was, is] = [from.get(path), to.get(path)];
    if (was === is) return [];
    const name = path === "" ? "" : `${path}: `;
    if (was === undefined) return [`${name}${is}`];
    return [is === undefined ? `${name}${t("{was} removed", { was })}` : `${name}${was} → ${is}`];
  });
}

/** Each value under its dotted path; a list is one value. */
function leavesOf(value: unknown, path = "", leaves = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) {
    if (path !== "") leaves.set(path, t("none"));
  } else if (typeof value === "object" && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) leavesOf(inner, path === "" ? key : `${path}.${key}`, leaves);
  } else leaves.set(path, shortened(Array.isArray(value) ? value.map(String).join(", ") || t("none") : String(value)));
  return leaves;
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
