import type { Retention } from "@/db/aggregates/group-types";
import type { Db } from "@/db/client";
import { getRetention } from "@/db/retention/get-retention";
import type { Filters } from "@/lib/contract/common";
import { recordOf } from "@/lib/domain/record-of";
import { REPORT_FILTERS } from "@/lib/domain/report-dimensions";
import type { CalendarWindow } from "@/lib/domain/time/calendar-window";
import type { TimeWindow, WindowName } from "@/lib/domain/time/time-window";
import { getEnv } from "@/lib/env";
import { pseudonymizer } from "@/lib/ingest/pseudonym-of";
import { readWindow } from "../read-window";
import { getReadDb } from "../runtime";

type Query = Filters & {
  window?: WindowName | CalendarWindow | undefined;
  from?: number | undefined;
  to?: number | undefined;
  tz?: string | undefined;
};

export type ReadContext = { db: Db; now: Date; window: TimeWindow; filters: Filters; retention: Retention };

const KEEP_MS = 60_000;
let cached: { db: Db; at: number; retention: Retention } | undefined;

/** What every read of numbers needs beside its own parameters: database, clock, window, filters, retention. */
export async function readContext(query: Query): Promise<ReadContext> {
  const context = await answerContext();
  return {
    ...context,
    window: readWindow(query, context.now),
    filters: withPseudonyms(recordOf(REPORT_FILTERS, (name) => query[name])),
  };
}

/** Of these, what is the same whatever is asked. */
export async function answerContext(): Promise<Pick<ReadContext, "db" | "now" | "retention">> {
  const db = getReadDb();
  const now = new Date();
  return { db, now, retention: await cachedRetention(db, now) };
}

/** Whoever asks by name finds what is kept under the name's pseudonym. */
function withPseudonyms(filters: Filters): Filters {
  const pseudonym = pseudonymizer(getEnv());
  if (!pseudonym) return filters;
  const both = (names: readonly string[]) => names.flatMap((name) => [name, pseudonym(name)]);
  return { ...filters, consumer: both(filters.consumer), session: both(filters.session) };
}

async function cachedRetention(db: Db, now: Date): Promise<Retention> {
  if (cached?.db !== db || now.getTime() - cached.at > KEEP_MS) {
    const retention = await getRetention(db, { now, rawDays: getEnv().rawRetentionDays });
    cached = { db, at: now.getTime(), retention };
  }
  return cached.retention;
}
