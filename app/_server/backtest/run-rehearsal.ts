import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { readCalls } from "@/db/rehearsal/read-calls";
import { readLimits } from "@/db/rehearsal/read-limits";
import { readMinutes } from "@/db/rehearsal/read-minutes";
import { AppError } from "@/lib/contract/error";
import type { TierPolicy } from "@/lib/contract/policy";
import type { RehearsalReply } from "@/lib/contract/rehearsal";
import type { BusiestHour } from "@/lib/domain/rehearsal/busiest-hour";
import type { Limits } from "@/lib/domain/rehearsal/limits";
import type { RecordedCall } from "@/lib/domain/rehearsal/recorded-calls";
import { type Outage, rehearseOutage } from "@/lib/domain/rehearsal/rehearse-outage";
import { TrafficRecord } from "@/lib/domain/rehearsal/traffic-record";
import { HOUR_US, MINUTE_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { rehearsalReply } from "./rehearsal-reply";
import type { BacktestInput } from "./run-backtest";
import { stepping } from "./stepping";
import type { Tracking } from "./tracking";

/** `calls` are held in memory at once, about 100 MB; `surveyed` are added up by the database, an hour at a time. */
const BOUNDS = { calls: 500_000, surveyed: 5_000_000 };
/** The hour is read in pieces of so many minutes. */
const PIECE_MINUTES = 5;
/** How the work divides, roughly. */
const SURVEY = 0.7;
const READ = 0.2;

/**
 * Rehearses a failure of a draft's primary in the hour of the recorded window in which its tier asked it most.
 *
 * Limits are what upstreams declare, unless others are given. Looks at the signal between pieces of the work; throws its reason.
 */
export async function runRehearsal(
  db: Db,
  { policy, fromUs, toUs }: BacktestInput,
  { signal, onProgress }: Tracking,
  declared: ReadonlyMap<string, Limits> | null = null,
  bounds = BOUNDS,
): Promise<RehearsalReply> {
  return db.transaction(
    async (reader) => {
      // No workers beside: others need the cores more.
      await reader.execute(sql`select set_config('max_parallel_workers_per_gather', '0', true)`);
      const limits = declared ?? (await readLimits(reader));
      const reading = { tier: policy.tier, models: modelsOf(policy) };
      const record = new TrafficRecord(policy.primary);
      let surveyed = 0;
      for (let atUs = fromUs; atUs < toUs; ) {
        const untilUs = Math.min((Math.floor(atUs / HOUR_US) + 1) * HOUR_US, toUs);
        const minutes = await readMinutes(reader, { ...reading, fromUs: atUs, toUs: untilUs });
        signal.throwIfAborted();
        for (const { requests } of minutes) surveyed += requests;
        if (surveyed > bounds.surveyed) throw tooLong(bounds.surveyed);
        record.take(minutes);
        onProgress(((untilUs - fromUs) / (toUs - fromUs)) * SURVEY);
        atUs = untilUs;
      }
      const hour = record.worstHour();
      const asked = { policy, fromUs, toUs };
      if (!hour) return rehearsalReply(asked, null);
      if (record.requestsIn(hour) > bounds.calls) throw tooMany(bounds.calls);

      const calls: RecordedCall[] = [];
      for (let minute = hour.fromMinute; minute < hour.toMinute; minute += PIECE_MINUTES) {
        const piece = within({ fromUs, toUs }, minute);
        const most = bounds.calls + 1 - calls.length;
        for (const call of await readCalls(reader, { ...reading, ...piece, most })) calls.push(call);
        signal.throwIfAborted();
        if (calls.length > bounds.calls) throw tooMany(bounds.calls);
        onProgress(SURVEY + ((minute - hour.fromMinute) / PIECE_MINUTES / 12) * READ);
      }
      const outage = await lead(calls, { policy, hour, limits, record }, { signal, onProgress });
      return rehearsalReply(asked, { hour, outage, record, limits });
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Everyone the draft names, in any region. */
function modelsOf({ primary, fallbacks, regions }: TierPolicy): string[] {
  const all = [{ primary, fallbacks }, ...Object.values(regions)];
  return [...new Set(all.flatMap((names) => [names.primary, ...names.fallbacks]))];
}

/** Some minutes of the hour, as far as the window holds them. */
function within({ fromUs, toUs }: { fromUs: number; toUs: number }, minute: number) {
  return {
    fromUs: Math.max(fromUs, minute * MINUTE_US),
    toUs: Math.min(toUs, (minute + PIECE_MINUTES) * MINUTE_US),
  };
}

type Led = {
  policy: TierPolicy;
  hour: BusiestHour;
  limits: ReadonlyMap<string, Limits>;
  record: TrafficRecord;
};

function lead(
  calls: readonly RecordedCall[],
  { policy, hour, limits, record }: Led,
  tracking: Tracking,
): Promise<Outage> {
  const fromUs = hour.fromMinute * MINUTE_US;
  const steps = rehearseOutage(calls, { policy, fromUs, limits, durationsUs: record.meanDurationsUs() });
  return stepping(steps, {
    ...tracking,
    onProgress: (share) => tracking.onProgress(SURVEY + READ + share * (1 - SURVEY - READ)),
  });
}

function tooMany(most: number): AppError {
  return notValid(
    t("The busiest hour has more than {most} attempts; choose a window without it", {
      most: most.toLocaleString("en"),
    }),
  );
}

function tooLong(most: number): AppError {
  return notValid(
    t("This window has more than {most} attempts on the draft's models; choose a shorter one", {
      most: most.toLocaleString("en"),
    }),
  );
}

function notValid(message: string): AppError {
  return new AppError("UNPROCESSABLE", "Not valid: from", { fields: { from: [message] } });
}
