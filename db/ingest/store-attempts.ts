import { setImmediate as sent } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";
import { borrowEncoder, returnEncoder } from "@/db/copy/borrow-encoder";
import type { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { allAsked } from "@/db/driver/all-asked";
import { sessionChanges } from "@/db/driver/session-changes";
import { ensurePartitions } from "@/db/partitions/ensure-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { packFeed } from "@/db/schema/feed-codec";
import { type SavedTrace, saveTraces } from "@/db/traces/save-traces";
import type { Attempt } from "@/lib/contract/attempt";
import { isConflict, isMissingPartition, isUniqueViolation } from "../database-error";
import { appendDeltas } from "./append-deltas";
import { assignDimensionSets, assignLabelSets } from "./assign-dimension-sets";
import { type AttemptDay, KnownAttemptDays } from "./attempt-days";
import { breakerPosts } from "./breaker-posts";
import { type CodedAttempts, codeAttempts, filterCoded } from "./code-attempts";
import { type EncodedAttempts, encodeAttempts } from "./encode-attempts";
import { attemptKey, copyAttempts, insertNewAttempts } from "./insert-new-attempts";
import { noteAttempts } from "./note-attempts";
import { attemptsByPost, type OrderedAttempts, orderAttempts } from "./order-attempts";
import { rankStored, type StoredRank } from "./rank-stored";
import { appendReplaced, type RemovedAttempts, removeAttempts } from "./replace-attempts";
import { countStored, type IsNew, reportPosts, type Stored, type StoredPost } from "./report-posts";
import { type Revised, reviseAttempts } from "./revise-attempts";
import { SessionsChanged } from "./sessions-changed";
import type { Keyed } from "./stored-usage";

const TRIES_MAX = 8;
const knownDays = new WeakMap<DimensionCodes, { sessions: number; days: KnownAttemptDays }>();

export type StoreInput = {
  /** Several posts may share one transaction; each gets its own numbers. */
  posts: readonly (readonly Attempt[])[];
  codes: DimensionCodes;
  nowUs: number;
  /** Attempts before this are added up by quarter hour only; see getQuartersBefore. Every one by minute if left out. */
  quartersBeforeUs?: number;
  /** What these posts change of the traces that they belong to. */
  traces?: TraceChanges;
  /** Runs in the transaction that stores them, knowing how many are new, and undoes it by throwing. */
  alongside?: Alongside;
};

/** Traces as they are after posts, and the attempts stored of them before that are none now or are stored anew. */
export type TraceChanges = {
  saved: readonly SavedTrace[];
  removed: readonly Keyed[];
  /** Attempts stored before that are other ones of their requests now. */
  ranks?: readonly StoredRank[];
};

type Alongside = (tx: TransactionSql, stored: Pick<StoredPost, "accepted" | "duplicates">) => Promise<void>;

/**
 * Stores attempts with everything derived from them (rollup deltas, breaker feed) in one transaction: all or nothing.
 *
 * An attempt whose (started_at, id) is known, from before or from earlier in the call, is a duplicate: it changes
 * nothing, unless it is of a higher revision. Throws TraceChanged, having stored nothing, where a trace is no longer as it was
 * read. Safe to repeat with the same attempts when a failure leaves open whether it was committed.
 */
export async function storeAttempts(sql: Sql, input: StoreInput): Promise<StoredPost[]> {
  const ordered = orderAttempts(input.posts);
  if (ordered.rows.length === 0) {
    await storeNone(sql, input);
    return reportPosts(input.posts, ordered, { isNew: () => false, ...NO_REVISIONS });
  }
  for (let tries = 1; ; tries++) {
    try {
      return reportPosts(input.posts, ordered, await storeOrdered(sql, input, ordered));
    } catch (error) {
      if (!(error instanceof SessionsChanged) || tries === TRIES_MAX) throw error;
    }
  }
}

async function storeOrdered(sql: Sql, input: StoreInput, ordered: OrderedAttempts): Promise<Stored> {
  input.codes.beginDay(dayOfUs(input.nowUs));
  const sessions = input.codes.beginSessions(sql);
  const coded = await codeAttempts(sql, ordered.rows, input.codes);
  const dimensionSet = await assignDimensionSets(sql, coded, input.codes);
  coded.labelSet = await assignLabelSets(sql, coded, input.codes);
  const encoder = borrowEncoder();
  try {
    const columns = encodeAttempts(encoder, { coded, dimensionSet, receivedAtUs: input.nowUs });
    const encoded = { columns, bytes: encoder.finish() };
    const known = knownDaysOf(input.codes, sessions);
    const days = known.missingOf(coded);
    const stored = await commitWithRetries(sql, { ...input, ordered, coded, encoded, days, sessions });
    known.remember(days);
    return stored;
  } finally {
    returnEncoder(encoder);
  }
}

async function storeNone(
  sql: Sql,
  { alongside, traces, quartersBeforeUs = Number.NEGATIVE_INFINITY }: StoreInput,
): Promise<void> {
  if (!alongside && !traces) return;
  await sql.begin(async (tx) => {
    const removed = await changeTraces(tx, { traces, quartersBeforeUs });
    await appendReplaced(tx, { removed, inserted: null, quartersBeforeUs });
    await alongside?.(tx, { accepted: 0, duplicates: 0 });
  });
}

type Batch = StoreInput & {
  ordered: OrderedAttempts;
  coded: CodedAttempts;
  encoded: EncodedAttempts;
  days: readonly AttemptDay[];
  /** What sessionChanges was before the codes were looked up. */
  sessions: number;
};
const ALL: IsNew = () => true;
const NO_REVISIONS: Revised = { revised: new Set(), stale: new Map() };

async function commitWithRetries(sql: Sql, batch: Batch): Promise<Stored> {
  let hasDuplicates = false;
  for (let tries = 1; ; tries++) {
    try {
      return await sql.begin(async (tx) => {
        if (sessionChanges(sql) !== batch.sessions) throw new SessionsChanged();
        const stored = await (hasDuplicates ? storeNewOnly(tx, batch) : storeAll(tx, batch));
        await batch.alongside?.(tx, countStored(batch.posts, batch.ordered, stored));
        return stored;
      });
    } catch (error) {
      if (tries === TRIES_MAX) throw error;
      if (isUniqueViolation(error)) hasDuplicates = true;
      else if (isMissingPartition(error)) await ensurePartitions(sql, daysOf(batch.ordered.rows));
      else if (!isConflict(error)) throw error;
    }
  }
}

/** Days are known as long as codes are. */
function knownDaysOf(codes: DimensionCodes, sessions: number): KnownAttemptDays {
  const known = knownDays.get(codes);
  if (known?.sessions === sessions) return known.days;
  const days = new KnownAttemptDays();
  knownDays.set(codes, { sessions, days });
  return days;
}

async function storeAll(tx: TransactionSql, batch: Batch): Promise<Stored> {
  const removed = await changeTraces(tx, batch);
  const copied = copyAttempts(tx, batch.encoded);
  // PostgreSQL takes the attempts in while what they add up to is worked out here.
  const derived = sent().then(() => appendDerived(tx, batch, removed, ALL));
  const [, stored] = await allAsked([copied, derived]);
  return stored;
}

async function storeNewOnly(tx: TransactionSql, batch: Batch): Promise<Stored> {
  const removed = await changeTraces(tx, batch);
  const inserted = await insertNewAttempts(tx, batch.encoded);
  const stored = await appendDerived(tx, batch, removed, (row) => inserted.has(keyOfRow(batch, row)));
  const rows = batch.ordered.rows.flatMap(({ revision }, row) =>
    revision > 0 && !stored.isNew(row) && !stored.revised.has(row) ? [row] : [],
  );
  if (rows.length === 0) return stored;
  const { coded, quartersBeforeUs = Number.NEGATIVE_INFINITY } = batch;
  const { revised, stale } = await reviseAttempts(tx, { coded, rows, quartersBeforeUs });
  return { ...stored, revised: new Set([...stored.revised, ...revised]), stale };
}

async function changeTraces(
  tx: TransactionSql,
  { traces, quartersBeforeUs = Number.NEGATIVE_INFINITY }: Pick<StoreInput, "traces" | "quartersBeforeUs">,
): Promise<RemovedAttempts> {
  if (!traces) return new Map();
  await saveTraces(tx, traces.saved);
  await rankStored(tx, { ranks: traces.ranks ?? [], quartersBeforeUs });
  return removeAttempts(tx, traces.removed);
}

/** What follows from the rows that were inserted: those that stand in place of removed ones are new to nobody. */
async function appendDerived(
  tx: TransactionSql,
  batch: Batch,
  removed: RemovedAttempts,
  isInserted: IsNew,
): Promise<Stored> {
  const { coded, quartersBeforeUs = Number.NEGATIVE_INFINITY } = batch;
  const { revised, counted } = await appendReplaced(tx, { removed, inserted: { coded, isInserted }, quartersBeforeUs });
  const isAll = isInserted === ALL && counted.size === 0;
  const remaining = isAll ? coded : filterCoded(coded, (row) => isInserted(row) && !counted.has(row));
  const isNew: IsNew = revised.size === 0 ? isInserted : (row) => isInserted(row) && !revised.has(row);
  const feed = packFeed(breakerPosts(attemptsByPost(batch.ordered, batch.posts.length, isNew), batch.nowUs));
  const today = dayOfUs(batch.nowUs);
  // The consumers of the running day are not counted yet.
  const consumerDays = new Set([...daysOf(remaining.rows)].filter((day) => day < today));
  const appended = remaining.rows.length > 0 ? appendDeltas(tx, remaining, quartersBeforeUs) : null;
  await allAsked([appended, noteAttempts(tx, { feed, days: batch.days, consumerDays })]);
  return { isNew, revised, stale: new Map() };
}

function keyOfRow({ ordered }: Batch, row: number): string {
  const attempt = ordered.rows[row];
  return attempt ? attemptKey(attempt.startedAtUs, attempt.id) : "";
}

function daysOf(rows: readonly Attempt[]): Set<number> {
  return new Set(rows.map(({ startedAtUs }) => dayOfUs(startedAtUs)));
}
