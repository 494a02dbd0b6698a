import type { Sql, TransactionSql } from "postgres";
import { borrowEncoder, returnEncoder } from "@/db/copy/borrow-encoder";
import type { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { ensurePartitions } from "@/db/partitions/ensure-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { packFeed } from "@/db/schema/feed-codec";
import type { Attempt } from "@/lib/contract/attempt";
import { isConflict, isMissingPartition, isUniqueViolation } from "../database-error";
import { appendDeltas } from "./append-deltas";
import { assignDimensionSets } from "./assign-dimension-sets";
import { breakerPosts } from "./breaker-posts";
import { type CodedAttempts, codeAttempts, filterCoded } from "./code-attempts";
import { encodeAttempts } from "./encode-attempts";
import { attemptKey, copyAttempts, insertNewAttempts } from "./insert-new-attempts";
import { type OrderedAttempts, orderAttempts } from "./order-attempts";

const TRIES_MAX = 8;

export type StoreInput = {
  /** Several posts may share one transaction; each gets its own numbers. */
  posts: readonly (readonly Attempt[])[];
  codes: DimensionCodes;
  nowUs: number;
  /** Attempts before this are added up by quarter hour only; see getQuartersBefore. Every one by minute if left out. */
  quartersBeforeUs?: number;
  /** Runs in the transaction that stores them, knowing how many are new, and undoes it by throwing. */
  alongside?: Alongside;
};

type Alongside = (tx: TransactionSql, stored: Pick<StoredPost, "accepted" | "duplicates">) => Promise<void>;

/** Of one post: how many were new, and which (by place in the post). */
export type StoredPost = { accepted: number; duplicates: number; isNew: Uint8Array };

/**
 * Stores attempts with everything derived from them (rollup deltas, breaker feed) in one transaction: all or nothing.
 *
 * An attempt whose (started_at, id) is known, from before or from earlier in the call, is a duplicate: it changes
 * nothing. Safe to repeat with the same attempts when a failure leaves open whether it was committed.
 */
export async function storeAttempts(sql: Sql, input: StoreInput): Promise<StoredPost[]> {
  const ordered = orderAttempts(input.posts);
  if (ordered.rows.length === 0) {
    const { alongside } = input;
    if (alongside) await sql.begin((tx) => alongside(tx, { accepted: 0, duplicates: 0 }));
    return reportPosts(input.posts, ordered, () => false);
  }
  const coded = await codeAttempts(sql, ordered.rows, input.codes);
  const dimensionSet = await assignDimensionSets(sql, coded, input.codes);
  const encoder = borrowEncoder();
  try {
    encodeAttempts(encoder, { coded, dimensionSet, receivedAtUs: input.nowUs });
    const isNew = await commitWithRetries(sql, { ...input, ordered, coded, encoded: encoder.finish() });
    return reportPosts(input.posts, ordered, isNew);
  } finally {
    returnEncoder(encoder);
  }
}

type Batch = StoreInput & { ordered: OrderedAttempts; coded: CodedAttempts; encoded: Buffer };
type IsNew = (row: number) => boolean;

async function commitWithRetries(sql: Sql, batch: Batch): Promise<IsNew> {
  let hasDuplicates = false;
  for (let tries = 1; ; tries++) {
    try {
      return await sql.begin(async (tx) => {
        const isNew = await (hasDuplicates ? storeNewOnly(tx, batch) : storeAll(tx, batch));
        await batch.alongside?.(tx, countNew(batch, isNew));
        return isNew;
      });
    } catch (error) {
      if (tries === TRIES_MAX) throw error;
      if (isUniqueViolation(error)) hasDuplicates = true;
      else if (isMissingPartition(error)) await ensurePartitions(sql, daysOf(batch.ordered.rows));
      else if (!isConflict(error)) throw error;
    }
  }
}

async function storeAll(tx: TransactionSql, batch: Batch): Promise<IsNew> {
  await copyAttempts(tx, batch.encoded);
  await appendDerived(tx, batch, batch.coded, () => true);
  return () => true;
}

async function storeNewOnly(tx: TransactionSql, batch: Batch): Promise<IsNew> {
  const inserted = await insertNewAttempts(tx, batch.encoded);
  const isNew = (row: number) => {
    const attempt = batch.ordered.rows[row];
    return attempt !== undefined && inserted.has(attemptKey(attempt.startedAtUs, attempt.id));
  };
  if (inserted.size > 0) await appendDerived(tx, batch, filterCoded(batch.coded, isNew), isNew);
  return isNew;
}

async function appendDerived(tx: TransactionSql, batch: Batch, coded: CodedAttempts, isNew: IsNew): Promise<void> {
  await appendDeltas(tx, coded, batch.quartersBeforeUs ?? Number.NEGATIVE_INFINITY);
  const feed = packFeed(breakerPosts(newByPost(batch, isNew), batch.nowUs));
  if (feed.length > 0) await tx`insert into breaker_feed (payload) values (${JSON.stringify(feed)}::text::jsonb)`;
}

function newByPost({ posts, ordered }: Batch, isNew: IsNew): Attempt[][] {
  const byPost: Attempt[][] = posts.map(() => []);
  for (const [row, attempt] of ordered.rows.entries()) {
    if (isNew(row)) byPost[ordered.post[row] ?? 0]?.push(attempt);
  }
  return byPost;
}

function daysOf(rows: readonly Attempt[]): Set<number> {
  return new Set(rows.map(({ startedAtUs }) => dayOfUs(startedAtUs)));
}

function countNew({ posts, ordered }: Batch, isNew: IsNew): Pick<StoredPost, "accepted" | "duplicates"> {
  const accepted = ordered.rows.reduce((count, _, row) => count + (isNew(row) ? 1 : 0), 0);
  return { accepted, duplicates: posts.reduce((count, post) => count + post.length, 0) - accepted };
}

function reportPosts(posts: StoreInput["posts"], ordered: OrderedAttempts, isNew: IsNew): StoredPost[] {
  const reports = posts.map((post) => ({ accepted: 0, duplicates: post.length, isNew: new Uint8Array(post.length) }));
  for (let row = 0; row < ordered.rows.length; row++) {
    const report = reports[ordered.post[row] ?? 0];
    if (!report || !isNew(row)) continue;
    report.isNew[ordered.place[row] ?? 0] = 1;
    report.accepted++;
    report.duplicates--;
  }
  return reports;
}
