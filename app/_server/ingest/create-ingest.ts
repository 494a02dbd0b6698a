import type { Sql } from "postgres";
import type { Db } from "@/db/client";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import type { StoredPost } from "@/db/ingest/report-posts";
import type { StaleRevision } from "@/db/ingest/revise-attempts";
import { type StoreInput, storeAttempts, type TraceChanges } from "@/db/ingest/store-attempts";
import { advanceRetention } from "@/db/retention/advance-retention";
import type { Clocks } from "@/db/retention/judge-retention";
import { getQuartersBefore } from "@/db/rollups/get-quarters-before";
import type { Attempt } from "@/lib/contract/attempt";
import type { IngestReply } from "@/lib/contract/log-record";
import type { IngestSource } from "@/lib/domain/ingest-checks/arrived";
import { isUnavailable } from "@/lib/http/is-unavailable";
import { Batcher, type Post } from "@/lib/ingest/batcher";
import type { Entry } from "@/lib/ingest/formats/entry";
import { HISTORY_MAX_DAYS } from "@/lib/ingest/normalize-attempt";
import { type Normalized, normalizeRecords } from "@/lib/ingest/normalize-records";
import type { PostedRecord } from "@/lib/ingest/parse-logs-body";
import { pricePairs } from "@/lib/ingest/price-pairs";
import { pseudonymizer } from "@/lib/ingest/pseudonym-of";
import { type InvalidRecord, validateRecords } from "@/lib/ingest/validate-records";
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

/** A post that was validated and priced: its attempts, and what of it is refused. */
export type PreparedPost = Omit<Normalized, "refused"> & { rejected: readonly InvalidRecord[]; nowUs: number };

/** What a post changes of its traces; of its records, so many first ones arrived and the others came before. */
type TracedPost = { traces: TraceChanges; arrived: number };

export type Ingest = {
  /** What names of consumers and sessions are stored as; as they are where this is left out. */
  pseudonym?: ((name: string) => string) | undefined;
  /** Throws UNAVAILABLE where a post of so many bytes would be turned away, however few records it has. */
  assertAdmitted: (bytes: number) => void;
  /** Validates, prices and stores what a router posted; resolves once it is committed. */
  submit: (posted: readonly PostedRecord[], origin: Origin) => Promise<IngestReply>;
  /** The first half of submit, which stores nothing. */
  prepare: (posted: readonly PostedRecord[]) => Promise<PreparedPost>;
  /** The second half, together with what changes of traces; throws TraceChanged where one is no longer as it was read. */
  storePrepared: (prepared: PreparedPost, origin: Origin, traced: TracedPost) => Promise<IngestReply>;
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

  const batcher = new Batcher<StoredTogether, StoredPost>({
    commit: (together) => {
      const posts = together.map(({ rows }) => rows);
      return storeAttempts(sql, { posts, codes, nowUs: nowUs(), quartersBeforeUs, ...changesOf(together) });
    },
    isShared: isUnavailable,
  });

  const arriving = createIngestStatsWriter(sql);

  async function prepare(posted: readonly PostedRecord[], retainedDays = rawRetentionDays): Promise<PreparedPost> {
    const { valid, invalid } = validateRecords(posted);
    const aliases = await currentAliases();
    const records = valid.map(({ record }) => record);
    await prices.ensure(pricePairs(records, aliases));
    const now = nowUs();
    const context = { nowUs: now, retainedDays, aliases, prices: prices.book(), pseudonym };
    const { refused, ...normalized } = normalizeRecords(valid, context);
    if (refused.length > 0) await assertClock(sql, { valid, context, clocks });
    return { ...normalized, rejected: byIndex([...invalid, ...refused]), nowUs: now };
  }

  const daysOf = ({ isHistory }: Resubmitted) => (isHistory ? HISTORY_MAX_DAYS : rawRetentionDays);

  async function store(prepared: PreparedPost, { bytes }: Origin, traces?: TraceChanges) {
    const { attempts: rows } = prepared;
    const stored =
      rows.length > 0 || (traces && traces.saved.length > 0)
        ? await batcher.submit({ rows, bytes, ...(traces && { traces }) })
        : null;
    return { stored, rejected: withStale(prepared, stored) };
  }

  async function finish(prepared: PreparedPost, origin: Origin, traced?: TracedPost): Promise<IngestReply> {
    const { nowUs: now, differences } = prepared;
    const { stored, rejected } = await store(prepared, origin, traced?.traces);
    const attempts = traced ? arrivedOf(prepared, traced) : prepared.attempts;
    const isNew = stored?.isNew ?? null;
    arriving.stats.add(origin, { attempts, isNew, differences, rejected: rejected.length, nowUs: now });
    await storeRejected(sql, origin, rejected, now);
    const reply = replyOf(stored, rejected);
    return traced
      ? { ...reply, ...countArrived(reply, { rows: prepared.attempts.length, arrived: attempts.length }) }
      : reply;
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
    const { rejected, stored } = await store(await prepare(posted, daysOf(how)), origin);
    return replyOf(stored, rejected);
  }

  return {
    pseudonym,
    assertAdmitted: (bytes) => batcher.assertAdmitted(1, bytes),
    submit: async (posted, origin) => finish(await prepare(posted), origin),
    prepare: (posted) => prepare(posted),
    storePrepared: finish,
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

/** Of the attempts of a post those that came with it, which stand before the others. */
function arrivedOf({ attempts, indexes }: PreparedPost, { arrived }: TracedPost): readonly Attempt[] {
  const end = indexes.findIndex((index) => index >= arrived);
  return end < 0 ? attempts : attempts.slice(0, end);
}

/** The rows beyond those that arrived were stored before, and are stored again. */
function countArrived({ accepted }: IngestReply, { rows, arrived }: { rows: number; arrived: number }) {
  const ofArrived = Math.max(0, accepted - (rows - arrived));
  return { accepted: ofArrived, duplicates: arrived - ofArrived };
}

const STALE: Readonly<Record<StaleRevision, string>> = {
  older: "Is older than the revision that is stored",
  elsewhere: "Names another model, provider, region, tier, app or outcome than the attempt that is stored",
};

/** All that was refused of a post: also revisions that were not taken. */
function withStale({ attempts, indexes, rejected }: PreparedPost, stored: StoredPost | null): InvalidRecord[] {
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

type StoredTogether = Post & { rows: readonly Attempt[]; traces?: TraceChanges };

function changesOf(posts: readonly StoredTogether[]): Pick<StoreInput, "traces"> {
  const changes = posts.flatMap(({ traces }) => traces ?? []);
  if (changes.length === 0) return {};
  const saved = changes.flatMap((change) => change.saved);
  const removed = changes.flatMap((change) => change.removed);
  const ranks = changes.flatMap((change) => change.ranks ?? []);
  return { traces: { saved, removed, ranks } };
}
