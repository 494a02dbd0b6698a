import type { AttemptName } from "@/lib/domain/attempts/attempt-sort";
import { OUTCOMES } from "@/lib/domain/outcome";
import { absentName, NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES, DAY_US } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { type AttemptSelection, type InstantSpan, spanOf } from "./attempt-conditions";

/** A name, and when there are attempts of it, the latest first. */
export type NameSpans = { value: string; spans: InstantSpan[] };

/** Whole UTC days are kept for ever, whatever finer rows are gone. */
const WHOLE_DAYS: Retention = { minuteRetainedFrom: 0, rawRetainedFrom: 0 };

/**
 * The names that attempts of a selection may have, as sums know them: each with the days of the window on which some attempt
 * had it. More than the selection has where it is filtered by others; never less.
 */
export async function listNameSpans(
  db: Db,
  { selection, name }: { selection: AttemptSelection; name: AttemptName },
): Promise<NameSpans[]> {
  const window = spanOf(selection);
  const first = Math.floor(window.fromUs / DAY_US);
  const buckets = daysOf(first, Math.ceil(window.toUs / DAY_US));
  const daysByName = new Map<string, number[]>();
  for (const { value, bucket } of await readNames(db, { buckets, selection, name })) {
    const days = daysByName.get(value) ?? [];
    days.push(first + bucket);
    daysByName.set(value, days);
  }
  return [...daysByName].map(([value, days]) => ({ value, spans: spansOf(days, window) }));
}

type NamesAsked = { buckets: MinuteSpan[]; selection: AttemptSelection; name: AttemptName };

async function readNames(
  db: Db,
  { buckets, selection, name }: NamesAsked,
): Promise<{ value: string; bucket: number }[]> {
  const asked = { buckets, filters: NO_FILTERS, metrics: [], retention: WHOLE_DAYS };
  if (name === "outcome") {
    const { outcomes } = selection;
    const { groups } = await readGroups(db, { ...asked, groupBy: [], sums: OUTCOMES });
    return groups.flatMap(({ bucket, sums }) =>
      OUTCOMES.filter((value) => sums[value] > 0 && (outcomes.length === 0 || outcomes.includes(value))).map(
        (value) => ({
          value,
          bucket,
        }),
      ),
    );
  }
  const chosen = selection.filters[name];
  const { groups } = await readGroups(db, { ...asked, groupBy: [name], sums: ["attempts"] });
  return groups
    .map(({ names, bucket }) => ({ value: names[name] ?? absentName(name), bucket }))
    .filter(({ value }) => chosen.length === 0 || chosen.includes(value));
}

function daysOf(first: number, end: number): MinuteSpan[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, n) => {
    const from = (first + n) * DAY_MINUTES;
    return { from, to: from + DAY_MINUTES };
  });
}

/** Days that follow each other as one span, within the window, the latest first. */
function spansOf(days: readonly number[], { fromUs, toUs }: InstantSpan): InstantSpan[] {
  const runs: { from: number; to: number }[] = [];
  for (const day of new Set(days.toSorted((a, b) => b - a))) {
    const last = runs.at(-1);
    if (last?.from === day + 1) last.from = day;
    else runs.push({ from: day, to: day + 1 });
  }
  return runs.map(({ from, to }) => ({ fromUs: Math.max(fromUs, from * DAY_US), toUs: Math.min(toUs, to * DAY_US) }));
}
