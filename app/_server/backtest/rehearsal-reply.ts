import type { TierPolicy } from "@/lib/contract/policy";
import type { RehearsalReply } from "@/lib/contract/rehearsal";
import type { BusiestHour } from "@/lib/domain/rehearsal/busiest-hour";
import { type FallbackLoad, fallbackLoads } from "@/lib/domain/rehearsal/fallback-load";
import type { Limits } from "@/lib/domain/rehearsal/limits";
import type { Outage } from "@/lib/domain/rehearsal/rehearse-outage";
import type { Highest, HighestMinutes, TrafficRecord } from "@/lib/domain/rehearsal/traffic-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";

type Asked = { policy: TierPolicy; fromUs: number; toUs: number };
type Rehearsed = { hour: BusiestHour; outage: Outage; record: TrafficRecord; limits: ReadonlyMap<string, Limits> };

/** A rehearsal as it is answered; without an hour where the tier never asked the primary. */
export function rehearsalReply({ policy, fromUs, toUs }: Asked, rehearsed: Rehearsed | null): RehearsalReply {
  const about = {
    tier: policy.tier,
    primary: policy.primary,
    from: formatInstantUs(fromUs),
    to: formatInstantUs(toUs),
  };
  if (!rehearsed) return { ...about, hour: null, fallbacks: [] };
  const { hour, outage, record, limits } = rehearsed;
  const loads = fallbackLoads(outage, { record, limits, fromUs: hour.fromMinute * MINUTE_US });
  return {
    ...about,
    hour: {
      from: minuteText(hour.fromMinute),
      to: minuteText(hour.toMinute),
      requests: outage.requests,
      answered: outage.answered,
      failed: outage.failed,
      left_as_recorded: outage.leftAsRecorded,
    },
    fallbacks: loads.map(fallbackReply),
  };
}

function fallbackReply(load: FallbackLoad): RehearsalReply["fallbacks"][number] {
  const { model, limits, asked, moved, refused, withTokens, ratio, passed, next, failed, minutes, warning } = load;
  return {
    ...{ model, asked, moved, refused, failed, next, warning },
    refused_share: refused / asked,
    tokens_known_share: withTokens / asked,
    limits: {
      requests_per_minute: limits.requestsPerMinute,
      tokens_per_minute: limits.tokensPerMinute,
      max_concurrency: limits.maxConcurrency,
    },
    peak: highestReply(load.peak),
    highest: load.highest && highestReply(load.highest),
    requests_ratio: ratio,
    passed: passed && { limit: passed.limit, after_seconds: passed.afterSeconds },
    minutes: minutes.map((minute) => ({
      asked: minute.asked,
      own: minute.own,
      refused: minute.refused,
      tokens: minute.tokens,
      concurrency: minute.busyUs / MINUTE_US,
    })),
  };
}

function highestReply({ requests, tokens, concurrency }: HighestMinutes) {
  return { requests: oneReply(requests), tokens: oneReply(tokens), concurrency: oneReply(concurrency) };
}

function oneReply({ value, minute }: Highest) {
  return { value, at: minuteText(minute) };
}

function minuteText(minute: number): string {
  return formatInstantUs(minute * MINUTE_US);
}
