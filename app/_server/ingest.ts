import type { Sql } from "postgres";
import type { Db } from "@/db/client";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { insertRejectedRecords } from "@/db/ingest/insert-rejected-records";
import { type StoredPost, storeAttempts } from "@/db/ingest/store-attempts";
import { advanceMinutesFrom } from "@/db/rollups/advance-minutes-from";
import { getQuartersBefore } from "@/db/rollups/get-quarters-before";
import type { Attempt } from "@/lib/contract/attempt";
import type { IngestReply } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/instant";
import { isUnavailable } from "@/lib/http/is-unavailable";
import { Batcher } from "@/lib/ingest/batcher";
import { attributionOf, type NormalizeContext, normalizeAttempt } from "@/lib/ingest/normalize-attempt";
import type { PostedRecord } from "@/lib/ingest/parse-logs-body";
import { rejectedSample } from "@/lib/ingest/rejected-sample";
import { type RefusedRecord, refuse, type ValidRecord, validateRecords } from "@/lib/ingest/validate-records";
import { log } from "@/lib/log";
import { createAliasKeeper } from "./alias-table";
import { createPriceKeeper } from "./prices";

const DAY_US = 86_400_000_000;
const REFRESH_MS = 30_000;
const KEPT_REFUSALS_PER_POST = 100;

/** Where records come from: the machine key (or nobody, for a file) and how large they were on the wire. */
export type Origin = { keyId: string | null; bytes: number };

export type Ingest = {
  /** Throws UNAVAILABLE where a post of so many bytes would be turned away, however few records it has. */
  assertRoom: (bytes: number) => void;
  /** Validates, prices and stores records; resolves once they are committed. */
  submit: (posted: readonly PostedRecord[], origin: Origin) => Promise<IngestReply>;
  /** Commits what was taken and takes no more. */
  drain: () => Promise<void>;
};

/** The one way records get into the store, whoever brings them. Keeps prices and retention marks fresh until drained. */
export async function createIngest(input: {
  db: Db;
  sql: Sql;
  rawRetentionDays: number;
  /** Left out, the mark from which minutes are kept stays where the worker last put it. */
  minuteRetentionDays?: number;
  clock?: () => number;
}): Promise<Ingest> {
  const { db, sql, rawRetentionDays } = input;
  const nowUs = input.clock ?? (() => Date.now() * 1_000);
  const codes = new DimensionCodes();
  const currentAliases = createAliasKeeper({ db, sql });
  const prices = createPriceKeeper(db);
  if (input.minuteRetentionDays !== undefined) {
    await advanceMinutesFrom(sql, { now: new Date(nowUs() / 1_000), minuteDays: input.minuteRetentionDays });
  }
  let quartersBeforeUs = await getQuartersBefore(sql);
  await prices.refresh();

  const refresh = async () => {
    await prices.refresh();
    quartersBeforeUs = await getQuartersBefore(sql);
  };
  const timer = setInterval(() => {
    refresh().catch((error: unknown) => log.warn({ err: error }, "Prices were not read again; the last ones serve on"));
  }, REFRESH_MS);
  timer.unref();

  const batcher = new Batcher<Attempt, StoredPost>({
    commit: (posts) => storeAttempts(sql, { posts, codes, nowUs: nowUs(), quartersBeforeUs }),
    isShared: isUnavailable,
  });

  async function submit(posted: readonly PostedRecord[], origin: Origin): Promise<IngestReply> {
    const { valid, refused } = validateRecords(posted);
    const aliases = await currentAliases();
    await prices.ensure(valid.map(({ record }) => attributionOf(record, { aliases, prices: prices.book() })));
    const now = nowUs();
    const context = { nowUs: now, oldestUs: now - rawRetentionDays * DAY_US, aliases, prices: prices.book() };
    const { attempts, late } = normalizeAll(valid, context);
    const rejected = [...refused, ...late].sort((a, b) => a.index - b.index);
    const stored = attempts.length > 0 ? await batcher.submit({ rows: attempts, bytes: origin.bytes }) : null;
    await keepRefusals(sql, origin, now, rejected);
    return {
      accepted: stored?.accepted ?? 0,
      duplicates: stored?.duplicates ?? 0,
      rejected: rejected.map(({ index, id, errors }) => ({ index, id, errors })),
    };
  }

  return {
    assertRoom: (bytes) => batcher.assertRoom(1, bytes),
    submit,
    drain: async () => {
      clearInterval(timer);
      await batcher.drain();
    },
  };
}

function normalizeAll(valid: readonly ValidRecord[], context: NormalizeContext) {
  const attempts: Attempt[] = [];
  const late: RefusedRecord[] = [];
  for (const { index, record } of valid) {
    const attempt = normalizeAttempt(record, context);
    if (Array.isArray(attempt))
      late.push(refuse(index, { ...record, started_at: formatInstantUs(record.started_at) }, attempt));
    else attempts.push(attempt);
  }
  return { attempts, late };
}

/** For the ingest-health page only, so a failure here must not make the router send again what is stored. */
async function keepRefusals(sql: Sql, origin: Origin, now: number, rejected: readonly RefusedRecord[]): Promise<void> {
  if (rejected.length === 0) return;
  const records = rejected
    .slice(0, KEPT_REFUSALS_PER_POST)
    .map(({ id, errors, sent }) => ({ recordId: id, errors, sample: rejectedSample(sent) }));
  try {
    await insertRejectedRecords(sql, { keyId: origin.keyId, receivedAt: new Date(now / 1_000), records });
  } catch (error) {
    log.warn({ err: error }, "Refused records were not kept");
  }
}
