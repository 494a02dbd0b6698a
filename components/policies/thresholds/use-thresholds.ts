"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { readOptions } from "@/lib/client/read-options";
import type { Failover } from "@/lib/contract/policy";
import type { TierTraffic } from "@/lib/contract/tier-traffic";
import { suggestThresholds } from "@/lib/domain/thresholds/suggest-thresholds";
import { t } from "@/lib/messages/translate";
import { parsePolicyDraft } from "../draft/parse-policy-draft";
import type { PolicyDraft } from "../draft/policy-draft";
import { describeDetection } from "./describe-stats";
import { ALARM_GOALS, type AlarmGoal, describeSuggestion } from "./describe-suggestion";
import { type FieldMeanings, fieldMeanings } from "./field-meanings";
import { OUTAGE_SHARE, type ThresholdStats, worstThresholdStats } from "./threshold-stats";
import { healthyTraffic, type TrafficPlace, trafficPlaces } from "./traffic-places";

/** Wide windows take tens of ms to work out: not between two keys typed. */
const SETTLE_MS = 150;
const REFRESH_MS = 60_000;

type ThresholdsInput = {
  draft: PolicyDraft;
  change: (change: Partial<PolicyDraft>) => void;
  /** "" for all of them. */
  region: string;
};

export type Thresholds = {
  /** The thresholds as typed, or as they last were valid; null while they never were. */
  failover: Failover | null;
  /** Whether what is typed now is not valid, so that all of this is of what was. */
  isStale: boolean;
  /** Null where there is no healthy traffic of a primary to compute them from, or not yet. */
  stats: ThresholdStats | null;
  meanings: FieldMeanings;
  /** Primaries in the region shown, or in all. */
  places: readonly TrafficPlace[];
  query: { isPending: boolean; error: unknown; isFetching: boolean; retry: () => void };
  suggest: (goal: AlarmGoal) => void;
  /** What the last suggestion did, until a threshold is changed otherwise. */
  suggested: string | null;
};

/** What the thresholds of a draft mean on the tier's own traffic, a moment after the last key. */
export function useThresholds({ draft, change, region }: ThresholdsInput): Thresholds {
  const query = useQuery(
    readOptions("/api/v1/policies/{tier}/traffic", { tier: draft.tier }, { refetchInterval: REFRESH_MS }),
  );
  const [answer, setAnswer] = useState<{ text: string; key: string } | null>(null);
  const failover = failoverOf(draft);
  const key = JSON.stringify(failover);
  const placesKey = JSON.stringify([draft.primary, draft.regions]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all of the draft that places depend on
  const all = useMemo(() => placesOf(draft, query.data), [placesKey, query.data]);
  const places = useMemo(() => all.filter((place) => region === "" || place.region === region), [all, region]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal failover is a new object with every key typed
  const typed = useMemo(() => failover, [key]);
  const [valid, setValid] = useState(typed);
  if (typed && typed !== valid) setValid(typed);
  const [settled] = useDebouncedValue(valid, SETTLE_MS);
  const stats = useMemo(() => (settled ? worstThresholdStats(settled, places) : null), [settled, places]);
  const meanings = useMemo(() => (settled && stats ? fieldMeanings(settled, stats) : {}), [settled, stats]);

  function suggest(goal: AlarmGoal) {
    const wanted = ALARM_GOALS.find(({ value }) => value === goal);
    const traffic = all.flatMap(({ row }) => (row && healthyTraffic(row)) ?? []);
    if (!failover || !wanted || traffic.length === 0) return;
    const suggestion = suggestThresholds(failover, traffic, { perDay: wanted.perDay, outageShare: OUTAGE_SHARE });
    const changed = suggestion.status === "found" ? suggestion.change : {};
    const texts = Object.fromEntries(Object.entries(changed).map(([field, value]) => [field, String(value)]));
    const next = { ...draft, ...texts };
    change(texts);
    const detection = suggestion.status === "found" ? detectionAfter({ ...failover, ...changed }, all) : "";
    setAnswer({
      text: describeSuggestion(suggestion, goal, failover) + detection,
      key: JSON.stringify(failoverOf(next)),
    });
  }

  return {
    failover: valid,
    isStale: typed === null,
    stats,
    meanings,
    places,
    query: {
      isPending: query.isPending,
      error: query.data ? null : query.error,
      isFetching: query.isFetching,
      retry: () => void query.refetch(),
    },
    suggest,
    suggested: answer?.key === key ? answer.text : null,
  };
}

/** How soon an outage would then be noticed, where false alarms are the most. */
function detectionAfter(failover: Failover, places: readonly TrafficPlace[]): string {
  const stats = worstThresholdStats(failover, places);
  return stats
    ? ` ${t("It detects a 5 % outage {when}.", {
        when: describeDetection(stats.detection.partial, stats.alarms.perSecond),
      })}`
    : "";
}

/** The thresholds alone, so that an unfinished model name does not silence what they mean. */
function failoverOf(draft: PolicyDraft): Failover | null {
  const { policy } = parsePolicyDraft({ ...draft, tier: "any", primary: "any", fallbacks: [], regions: [] });
  return policy?.failover ?? null;
}

function placesOf(draft: PolicyDraft, traffic: TierTraffic | undefined): TrafficPlace[] {
  return traffic ? trafficPlaces(draft, traffic) : [];
}
