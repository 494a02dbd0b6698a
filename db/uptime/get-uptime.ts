import type { Filters } from "@/lib/contract/common";
import type { Incident, ModelUptime, Uptime, UptimeDay } from "@/lib/contract/uptime";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { coverage, findIncidents, judgedOf, RATE_LIMITED_COUNTS, requestUptime } from "@/lib/domain/uptime/uptime";
import { addSums } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan, minutesBegun } from "../aggregates/answer-window";
import { groupByNames } from "../aggregates/group-by-names";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { minuteStats } from "./minute-stats";
import { type GroupMinutes, readUptimeMinutes, type UptimeGroup } from "./read-uptime-minutes";

type OutcomeGroup = AggregateGroup<Outcome>;
type Day = MinuteSpan & { label: string };

export type UptimeInput = {
  window: TimeWindow;
  filters: Filters;
  tz: string;
  by?: "region" | undefined;
  now: Date;
  retention: Retention;
};

/**
 * Both uptimes of every (model, provider), or of every (model, provider, region): in all, by day of the zone, and
 * the incidents of its groups. Every day of the window is there; one without records has zero counts.
 */
export async function getUptime(db: Db, input: UptimeInput): Promise<Uptime> {
  const { window, filters, tz, by, now, retention } = input;
  const days = intervalBucketsOf(window, "day", tz).map((day): Day => ({ ...minuteSpan(day), label: day.label ?? "" }));
  const groupBy = by ? (["model", "provider", "region"] as const) : (["model", "provider"] as const);
  const [read, minutes] = await Promise.all([
    readGroups(db, { buckets: days, filters, groupBy, sums: OUTCOMES, metrics: [], retention }),
    readUptimeMinutes(db, { buckets: days, filters, retention, withDownMinutes: true }),
  ]);
  return {
    ...answeredWindow(read, now),
    tz,
    rate_limited_counts: RATE_LIMITED_COUNTS,
    filters,
    models: groupByNames(read.groups).map(({ names, groups }) => {
      const isOwn = ({ model, provider, region }: UptimeGroup) =>
        model === names.model && provider === names.provider && (!by || region === names.region);
      const own = minutes?.filter(isOwn) ?? null;
      const row = { groups, minutes: own, days, window: read, now };
      return {
        model: names.model ?? "",
        provider: names.provider ?? "",
        ...(by && { region: names.region ?? "" }),
        ...uptimeOf(row),
        incidents: incidentsOf(own ?? []),
      };
    }),
  };
}

type Row = {
  groups: readonly OutcomeGroup[];
  minutes: readonly GroupMinutes[] | null;
  days: readonly Day[];
  window: MinuteSpan;
  now: Date;
};

function uptimeOf({ groups, minutes, days, window, now }: Row): Omit<ModelUptime, "model" | "provider" | "incidents"> {
  const sums = addSums(OUTCOMES, groups);
  return {
    requests: requestUptime(sums, RATE_LIMITED_COUNTS),
    ...minuteStats({ groups: minutes, minutesPassed: minutesBegun(window, now) }),
    ...judgedOf(sums, RATE_LIMITED_COUNTS),
    days: days.map((day, index): UptimeDay => {
      const counts = addSums(
        OUTCOMES,
        groups.filter(({ bucket }) => bucket === index),
      );
      const total = (key: "measured" | "down") =>
        minutes?.reduce((sum, group) => sum + (group.buckets.get(index)?.[key] ?? 0), 0) ?? null;
      const measured = total("measured");
      return {
        day: day.label,
        ...judgedOf(counts, RATE_LIMITED_COUNTS),
        minutes_measured: measured,
        minutes_down: total("down"),
        coverage:
          measured === null || minutes === null ? null : coverage(measured, minutes.length, minutesBegun(day, now)),
      };
    }),
  };
}

function incidentsOf(groups: readonly GroupMinutes[]): Incident[] {
  const instant = (minute: number) => new Date(minute * MINUTE_MS).toISOString();
  return groups
    .flatMap(({ region, downMinutes }) => findIncidents(downMinutes).map((run) => ({ region, run })))
    .sort((a, b) => a.run.from - b.run.from || (a.region < b.region ? -1 : 1))
    .map(({ region, run }) => ({
      from: instant(run.from),
      to: instant(run.to),
      region,
      minutes: run.minutes,
      failed: run.failed,
    }));
}
