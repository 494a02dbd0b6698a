import type { Sql } from "postgres";
import type { Db } from "@/db/client";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import type { StaleRevision } from "@/db/ingest/revise-attempts";
import { type StoredPost, type StoreInput, storeAttempts } from "@/db/ingest/store-attempts";
import { advanceRetention } from "@/db/retention/advance-retention";
import type { Clocks } from "@/db/retention/judge-retention";
import { getQuartersBefore } from "@/db/rollups/get-quarters-before";
import type { Attempt } from "@/lib/contract/attempt";
import type { IngestReply } from "@/lib/contract/log-record";
import type { IngestSource } from "@/lib/domain/ingest-checks/arrived";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { isUnavailable } from "@/lib/http/is-unavailable";
import { Batcher } from "@/lib/ingest/batcher";
import type { Entry } from "@/lib/ingest/formats/entry";
import { HISTORY_MAX_DAYS, type NormalizeContext, normalizeAttempt } from "@/lib/ingest/normalize-attempt";
import type { PostedRecord } from "@/lib/ingest/parse-logs-body";
import { pricePairs } from "@/lib/ingest/price-pairs";
import { pseudonymizer } from "@/lib/ingest/pseudonym-of";
import { type InvalidRecord, reject, type ValidRecord, validateRecords } from "@/lib/ingest/validate-records";
import { log } from "@/lib/log";
import { createAliasCache } from "../alias-table";
import { createPriceCache } from "../prices";
import { assertClock } from "./assert-clock";
import type { Resubmitted } from "./ingest-calls";
import { createIngestStatsWriter } from "./ingest-stats-writer";
import { storeRejected } from "./store-rejected";

const REFRESH_MS = 30_000;

/** Where records come from, and how large they were on the wire. */
type Origin = IngestSource & { bytes: number };

type HistoryOptions = Pick<StoreInput, "alongside">;

export type Ingest = {
  /** Throws UNAVAILABLE where a post of so many bytes would be turned away, however few records it has. */
  assertAdmitted: (bytes: number) => void;
  /** Validates, prices and stores what a router posted; resolves once it is committed. */
  submit: (posted: readonly PostedRecord[], origin: Origin) => Promise<IngestReply>;
  /** The same for records of a file, also from before raw retention: their raw rows stay until the next retention run. */
  submitHistory: (posted: readonly PostedRecord[], origin: Origin, options?: HistoryOptions) => Promise<IngestReply>;
  /** The same for records that were refused before: they are neither counted as arrived nor kept once more. */
  resubmit: (posted: readonly PostedRecord[], origin: Origin, how: Resubmitted) => Promise<IngestReply>;
  /** Counts what of a post was left out or is open, which no record says. */
  countEntries: (entries: readonly Entry[], origin: IngestSource) => void;
  /** What of them would be refused and why; stores nothing. */
  check: (posted: readonly PostedRecord[], how: Resubmitted) => Promise<IngestReply["rejected"]>;
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
  clocks?: Clocks;
  /** Consumers and sessions are kept as pseudonyms under the secret. */
  hashConsumers?: boolean;
  secret?: string | undefined;
}): Promise<Ingest> {
  const { db, sql, rawRetentionDays } = input;
  const { clocks = {} } = input;
  const pseudonym = pseudonymizer(input);
  const nowUs = () => (clocks.process ?? clocks.database ?? Date.now)() * 1_000;
  const codes = new DimensionCodes();
  const currentAliases = createAliasCache({ db, sql });
  const prices = createPriceCache(db);
  if (input.minuteRetentionDays !== undefined) {
    const days = { rawDays: rawRetentionDays, minuteDays: input.minuteRetentionDays };
    await advanceRetention({ db, sql }, { days, clocks });
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

  const arriving = createIngestStatsWriter(sql);

  async function prepare(posted: readonly PostedRecord[], retainedDays: number) {
    const { valid, invalid } = validateRecords(posted);
    const aliases = await currentAliases();
    const records = valid.map(({ record }) => record);
    await prices.ensure(pricePairs(records, aliases));
    const now = nowUs();
    const context = { nowUs: now, retainedDays, aliases, prices: prices.book(), pseudonym };
    const { attempts, indexes, late } = normalizeAll(valid, context);
    if (late.length > 0) await assertClock(sql, { valid, context, clocks });
    return { attempts, indexes, rejected: byIndex([...invalid, ...late]), nowUs: now };
  }

  const daysOf = ({ isHistory }: Resubmitted) => (isHistory ? HISTORY_MAX_DAYS : rawRetentionDays);

  async function store(posted: readonly PostedRecord[], { bytes }: Origin, retainedDays: number) {
    const prepared = await prepare(posted, retainedDays);
    const { attempts } = prepared;
    const stored = attempts.length > 0 ? await batcher.submit({ rows: attempts, bytes }) : null;
    return { ...prepared, stored, rejected: withStale(prepared, stored) };
  }

  async function submit(posted: readonly PostedRecord[], origin: Origin): Promise<IngestReply> {
    const { attempts, rejected, nowUs: now, stored } = await store(posted, origin, rawRetentionDays);
    const isNew = stored?.isNew ?? null;
    arriving.stats.add(origin, { attempts, isNew, rejected: rejected.length, nowUs: now });
    await storeRejected(sql, origin, rejected, now);
    return replyOf(stored, rejected);
  }

  async function submitHistory(posted: readonly PostedRecord[], origin: Origin, options: HistoryOptions = {}) {
    const prepared = await prepare(posted, HISTORY_MAX_DAYS);
    const { attempts, nowUs: now } = prepared;
    const [stored] = await storeAttempts(sql, { posts: [attempts], codes, nowUs: now, quartersBeforeUs, ...options });
    const rejected = withStale(prepared, stored ?? null);
    await storeRejected(sql, origin, rejected, now);
    return replyOf(stored ?? null, rejected);
  }

  async function resubmit(posted: readonly PostedRecord[], origin: Origin, how: Resubmitted): Promise<IngestReply> {
    const { rejected, stored } = await store(posted, origin, daysOf(how));
    return replyOf(stored, rejected);
  }

  return {
    assertAdmitted: (bytes) => batcher.assertAdmitted(1, bytes),
    submit,
    submitHistory,
    resubmit,
    countEntries: (entries, origin) => arriving.stats.addEntries(origin, entries, nowUs()),
    check: async (posted, how) => replyOf(null, (await prepare(posted, daysOf(how))).rejected).rejected,
    drain: async () => {
      clearInterval(timer);
      await batcher.drain();
      await arriving.stop();
    },
  };
}

function replyOf(stored: StoredPost | null, rejected: readonly InvalidRecord[]): IngestReply {
  return {
    accepted: stored?.accepted ?? 0,
    duplicates: stored?.duplicates ?? 0,
    rejected: rejected.map(({ index, id, errors }) => ({ index, id, errors })),
  };
}

const STALE: Readonly<Record<StaleRevision, string>> = {
  older: "Is older than the revision that is stored",
  elsewhere: "Names another model, provider, region, tier, app or outcome than the attempt that is stored",
};

type Prepared = { attempts: readonly Attempt[]; indexes: readonly number[]; rejected: readonly InvalidRecord[] };

/** All that was refused of a post: also revisions that were not taken. */
function withStale({ attempts, indexes, rejected }: Prepared, stored: StoredPost | null): InvalidRecord[] {
  const stale = (stored?.stale ?? []).map(({ place, reason }): InvalidRecord => {
    const { id = null, revision = 0 } = attempts[place] ?? {};
    const errors = [{ path: "revision", message: STALE[reason] }];
    return { index: indexes[place] ?? 0, id, errors, sent: { id, revision } };
  });
  return byIndex([...rejected, ...stale]);
}

function byIndex(records: readonly InvalidRecord[]): InvalidRecord[] {
  return records.toSorted((a, b) => a.index - b.index);
}

function normalizeAll(valid: readonly ValidRecord[], context: NormalizeContext) {
  const attempts: Attempt[] = [];
  const indexes: number[] = [];
  const late: InvalidRecord[] = [];
  for (const { index, record } of valid) {
    const attempt = normalizeAttempt(record, context);
    if (Array.isArray(attempt))
      late.push(reject(index, { ...record, started_at: formatInstantUs(record.started_at) }, attempt));
    else {
      attempts.push(attempt);
      indexes.push(index);
    }
  }
  return { attempts, indexes, late };
}
