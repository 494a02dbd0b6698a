import type { SlaRow } from "@/lib/contract/sla";
import { groupBy } from "@/lib/domain/group-by";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { allowedFailures, usedShare } from "@/lib/domain/sla/error-budget";
import { areExcluded, type ExcludedSpan, type UptimeOf } from "@/lib/domain/sla/exclusion";
import type { ChosenGoal } from "@/lib/domain/sla/target";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { findIncidents, type Judged, judgedOf } from "@/lib/domain/uptime/uptime";
import { addSums, outcomesOf } from "../aggregates/aggregate-stats";
import type { AggregateGroup } from "../aggregates/group-types";
import type { GroupMinutes } from "../uptime/read-uptime-minutes";
import type { LeftOut } from "./sla-groups";
import { countsOf, type Tally } from "./tally";
import type { Traffic } from "./traffic";

export type Day = MinuteSpan & { label: string };
/** A stretch of a day (`of`) that no edge of an exclusion cuts. */
type Part = MinuteSpan & { of: number };

/** What all rows of an answer are computed from. */
export type RowContext = {
  days: readonly Day[];
  parts: readonly Part[];
  exclusions: readonly ExcludedSpan[];
  leftOut: LeftOut;
  /** How many minutes of each part have begun. */
  begun: readonly number[];
  /** Whether minutes are known. */
  hasMinutes: boolean;
};

export type RowSource = {
  of: UptimeOf;
  groups: readonly AggregateGroup<Outcome>[];
  minutes: GroupMinutes | undefined;
  availability: ChosenGoal;
  /** Null where the window does not reach into the present. */
  recent: (Judged & { hours: number })[] | null;
};

type RowParts = { traffic: Traffic } & Pick<SlaRow, "days" | "incidents">;

/** What a group did, in all and by day, with and without what is excluded. */
export function slaRow(source: RowSource, context: RowContext): RowParts {
  const { of, groups, availability } = source;
  const { days, parts } = context;
  const left = context.leftOut(of);
  const isCounted = (part: number) => left[part] === false;
  const tally = tallier(source, context);
  const all = [...parts.keys()];
  const isAllCounted = all.every(isCounted);
  const counted = tally(all.filter(isCounted));
  const allowed = allowedFailures(counted.ok + counted.failed, availability.value);
  const traffic: Traffic = {
    counted,
    recorded: isAllCounted ? counted : tally(all),
    allowed,
    allowedMinutes: counted.minutes && allowedFailures(counted.minutes.measured, availability.value),
    recent:
      source.recent?.map((span) => ({
        ...span,
        allowed: allowedFailures(span.ok + span.failed, availability.value),
      })) ?? null,
    outcomes: outcomesOf(
      addSums(
        OUTCOMES,
        groups.filter(({ bucket }) => isCounted(bucket)),
      ),
    ),
  };
  const byDay = groupBy(all, (part) => parts[part]?.of);
  return {
    traffic,
    days: days.map((day, index) => {
      const own = byDay.get(index) ?? [];
      const { ok, failed, minutes_measured, minutes_down, coverage } = countsOf(tally(own.filter(isCounted)));
      const excluded = isAllCounted ? NOTHING : tally(own.filter((part) => !isCounted(part)));
      return {
        ...{ day: day.label, ok, failed, minutes_measured, minutes_down, coverage },
        excluded: excluded.ok + excluded.failed,
      };
    }),
    incidents: incidentsOf(source, context, allowed),
  };
}

const NOTHING: Judged = { ok: 0, failed: 0 };

/** What a group did in some of the parts, in a time that goes by their number. */
function tallier({ groups, minutes }: RowSource, { begun, hasMinutes }: RowContext) {
  const byPart = new Map<number, Judged>();
  for (const { bucket, sums } of groups) {
    const { ok, failed } = judgedOf(sums);
    const before = byPart.get(bucket) ?? NOTHING;
    byPart.set(bucket, { ok: before.ok + ok, failed: before.failed + failed });
  }
  return (asked: readonly number[]): Tally => {
    const judged = { ok: 0, failed: 0 };
    const tally = { measured: 0, down: 0, possible: 0 };
    for (const index of asked) {
      const { ok, failed } = byPart.get(index) ?? NOTHING;
      judged.ok += ok;
      judged.failed += failed;
      if (!hasMinutes) continue;
      const own = minutes?.buckets.get(index);
      tally.possible += begun[index] ?? 0;
      tally.measured += own?.measured ?? 0;
      tally.down += own?.down ?? 0;
    }
    return { ...judged, minutes: hasMinutes ? tally : null };
  };
}

/** The incidents of what counts, and those of what is excluded: an exclusion ends one. */
function incidentsOf({ of, minutes }: RowSource, { exclusions }: RowContext, allowed: number): SlaRow["incidents"] {
  const all = minutes?.downMinutes ?? [];
  const left = areExcluded(
    exclusions,
    of,
    all.map(({ minute }) => ({ from: minute, to: minute + 1 })),
  );
  const instant = (minute: number) => new Date(minute * MINUTE_MS).toISOString();
  const listed = (excluded: boolean) =>
    findIncidents(all.filter((_, index) => left[index] === excluded)).map(({ from, to, minutes, failed }) => ({
      ...{ from: instant(from), to: instant(to), minutes, failed, excluded },
      budget_share: excluded ? null : usedShare(failed, allowed),
    }));
  return [...listed(false), ...listed(true)].sort((a, b) => a.from.localeCompare(b.from));
}
