import type { BilledUsage } from "@/lib/contract/billed-usage";
import { MAX_REVISION } from "@/lib/contract/log-record";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { UsageIndex } from "@/lib/domain/usage-records/usage-index";

/**
 * What a record sent again with other content does: only a higher revision replaces the stored one, or whatever comes last,
 * as of files that are exported anew.
 */
export type Replacing = "by revision" | "by the latest";

type UsageError = { path: string; message: string };

/** What becomes of usage records, by place; `replaced` holds what was stored of those that replace it. */
export type SettledUsage = {
  stored: BilledUsage[];
  replaced: BilledUsage[];
  duplicates: number;
  rejected: { place: number; error: UsageError }[];
};

const ABOUT = ["startsAtUs", "endsAtUs", "provider", "issuer", "model", "team", "app", "key", "operation"] as const;

/**
 * Decides what becomes of records, one after the other, beside those that are stored: `known` by id, `neighbours` by time.
 *
 * One that is sent again unchanged is a duplicate. One that is about usage of another is rejected and names it.
 */
export function settleUsageRecords(input: {
  records: readonly BilledUsage[];
  known: readonly BilledUsage[];
  neighbours: readonly BilledUsage[];
  replacing: Replacing;
}): SettledUsage {
  const { records, replacing } = input;
  const known = new Map(input.known.map((record) => [record.id, record]));
  const before = new Map(known);
  const index = new UsageIndex();
  for (const record of input.neighbours) index.add(record);
  const changed = new Map<string, BilledUsage>();
  const result: SettledUsage = { stored: [], replaced: [], duplicates: 0, rejected: [] };
  for (const [place, sent] of records.entries()) {
    const former = known.get(sent.id);
    if (former && isSame(former, sent)) {
      result.duplicates++;
      continue;
    }
    const record = former && replacing === "by the latest" ? { ...sent, revision: nextRevision(former) } : sent;
    const error = former ? revisionError(former, record) : overlapError(index, record);
    if (error) {
      result.rejected.push({ place, error });
      continue;
    }
    if (!former) index.add(record);
    known.set(record.id, record);
    changed.set(record.id, record);
  }
  result.stored = [...changed.values()];
  result.replaced = result.stored.flatMap(({ id }) => before.get(id) ?? []);
  return result;
}

function nextRevision({ revision }: BilledUsage): number {
  return Math.min(revision + 1, MAX_REVISION);
}

function revisionError(former: BilledUsage, record: BilledUsage): UsageError | null {
  if (record.revision < former.revision) {
    return { path: "revision", message: "Is older than the revision that is stored" };
  }
  if (record.revision === former.revision) {
    return { path: "revision", message: "Other content is stored under this id: a higher revision replaces it" };
  }
  if (ABOUT.every((name) => record[name] === former[name])) return null;
  return {
    path: "id",
    message: "Is that of a record of other hours, or of another provider, model, team, app, key or operation",
  };
}

function overlapError(index: UsageIndex, record: BilledUsage): UsageError | null {
  const other = index.findOverlap(record);
  return other && { path: "id", message: `Overlaps the usage record ${other.id}, which is about the same usage` };
}

/** What a record says, beside which revision it is; a price that was found since is no part of it. */
const CONTENT = [
  ...ABOUT,
  "inputTokens",
  "cachedInputTokens",
  "cacheWriteTokens",
  "cacheWrite1hTokens",
  "outputTokens",
  "reasoningTokens",
  "audioInputTokens",
  "audioOutputTokens",
  "imageInputTokens",
  "amountPico",
  "currency",
  "source",
] as const satisfies readonly (keyof BilledUsage)[];

function isSame(a: BilledUsage, b: BilledUsage): boolean {
  return (
    CONTENT.every((name) => a[name] === b[name]) && CALL_UNITS.every((unit) => a.units?.[unit] === b.units?.[unit])
  );
}
