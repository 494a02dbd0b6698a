import { sql } from "drizzle-orm";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { HOUR_US } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { type ArchivedAttempts, NO_ARCHIVE } from "./archived-attempts";
import { type AttemptSelection, attemptConditions, type InstantSpan } from "./attempt-conditions";
import type { AttemptRow } from "./attempt-rows";
import { mergeAttempts } from "./compare-attempts";
import { archivedConditions, isAttempt } from "./match-archived";
import { readArchivedIn } from "./read-archived-in";
import { readAttempts } from "./read-attempts";

/** Attempts of one request start within this time of each other. */
const REQUEST_SPAN_US = 2 * HOUR_US;
/** More than any router tries. */
const REQUEST_MAX = 100;
const IN_ORDER = sql`a.attempt, a.started_at, a.id`;

export type StoredAttempt = { attempt: AttemptRow; request: AttemptRow[] };

/**
 * An attempt, and all of its request that started within two hours of it; null where there is none.
 *
 * Without the instant it started at, only an attempt that is its own request is found, in the database since `fromUs`: files of
 * archived days are not searched for it.
 */
export async function getAttempt(
  db: Db,
  input: { id: string; startedAtUs: number | null; retained: InstantSpan; archived?: ArchivedAttempts },
): Promise<StoredAttempt | null> {
  const { id, startedAtUs, retained, archived = NO_ARCHIVE } = input;
  const span = startedAtUs === null ? retained : { fromUs: startedAtUs, toUs: startedAtUs + 1 };
  const [stored] = await readAttempts(db, {
    where: sql`${attemptConditions(selectionIn(startedAtUs === null ? id : undefined), span)} and a.id = ${id}`,
    ...{ order: IN_ORDER, limit: 1, isNarrow: startedAtUs === null },
  });
  const [attempt] =
    stored || startedAtUs === null ? [stored] : await readArchivedIn(archived, { span, conditions: [isAttempt(id)] });
  if (!attempt) return null;
  const around = { fromUs: attempt.started_at_us - REQUEST_SPAN_US, toUs: attempt.started_at_us + REQUEST_SPAN_US };
  const selection = selectionIn(attempt.request_id);
  const near = await readAttempts(db, {
    where: attemptConditions(selection, around),
    ...{ order: IN_ORDER, limit: REQUEST_MAX, isNarrow: true },
  });
  const filed = await readArchivedIn(archived, { span: around, conditions: archivedConditions(selection) });
  const request = mergeAttempts([near, filed], { by: "started_at", order: "asc" });
  return { attempt, request: request.sort((a, b) => a.attempt - b.attempt).slice(0, REQUEST_MAX) };
}

function selectionIn(requestId: string | undefined): AttemptSelection {
  // The span is given beside it.
  return { window: { from: new Date(0), to: new Date(0) }, filters: NO_FILTERS, outcomes: [], requestId };
}
