import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { packSettledPartitions } from "@/db/partitions/pack-settled-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { finishSeed } from "@/db/seed/finish-seed";
import { MAX_BODY_BYTES } from "@/lib/contract/log-record";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import { DAY_US, MINUTE_MS } from "@/lib/domain/time/units";
import { settleQueues } from "../attempt-storage";
import { createLogRecords, instantsBetween } from "../create-log-records";
import type { Product } from "../launch-product";
import type { Bench, BenchDatabase } from "../open-bench";
import type { BenchValue, Section } from "../section";
import { startProduct } from "../start-product";
import { toAttempt } from "../to-attempt";
import { writeBodies } from "../write-bodies";
import type { Seen } from "./messages";
import { signInUsers } from "./sign-in-users";
import { type Load, startLoad } from "./start-load";

const FULL = { rows: 1_500_000, days: 10, streams: 3_000, seconds: 40, posts: 120 };
const QUICK = { rows: 200_000, days: 10, streams: 600, seconds: 10, posts: 40 };
const BATCH = 10_000;
const SEED = 31_000;
const STREAMS_PER_USER = 20;
const READERS = 24;
const POLLS_PER_SECOND = 200;
const PROBES_PER_SECOND = 20;
const PUBLISH_EVERY_MS = 2_000;
const FLOOD = { batch: 1_000, connections: 4 };
/** As long as it takes until what is asked is loaded and compiled. */
const WARM_UP_SECONDS = 12;
const PACKED_CONNECTIONS = 8;
const MIB = 1_024 * 1_024;

/** Everything at once: posts, packed posts, streams and heavy readers, while routers poll and policies are published. */
export async function measureStorm(bench: Bench): Promise<Section[]> {
  const size = bench.options.quick ? QUICK : FULL;
  const database = await bench.createDatabase("bench_storm", { days: size.days });
  await storeAll(bench, database, size);
  const product = await startProduct(bench, database.url);
  await settleQueues(database.sql);
  const users = await signInUsers(database.db, {
    count: Math.ceil(size.streams / 2 / STREAMS_PER_USER) + 1,
    secret: product.secret,
  });
  const section = await storm(bench, { product, users, ...size });
  await product.stop();
  await database.drop();
  return [section];
}

type Storm = typeof FULL & { product: Product; users: readonly string[] };

async function storm(bench: Bench, { product, users, streams, seconds, posts, rows, days }: Storm): Promise<Section> {
  const { origin } = product;
  const keys = { authorization: `Bearer ${product.apiKey}` };
  const json = { ...keys, "content-type": "application/json" };
  const [reader = "", ...cookies] = users;
  const callers = Array.from({ length: streams }, (_, n) =>
    n % 2 === 0 ? keys : { cookie: cookies[(n >> 1) % cookies.length] ?? "" },
  );
  const flood = await writeBodies(join(bench.folder, "storm"), { seed: SEED + 1, posts, batch: FLOOD.batch });
  const warmUp = await writeBodies(join(bench.folder, "warm-up"), { seed: SEED + 2, posts: 20, batch: FLOOD.batch });
  const packed = await writePacked(join(bench.folder, "packed"));
  const etag = (await fetch(`${origin}/api/v1/policies`, { headers: keys })).headers.get("etag") ?? "";

  const [probes, polls, listeners] = await startLoads(bench, { measures: true });
  const [posters, packers, readers] = await startLoads(bench, { measures: false });
  const poll = {
    url: `${origin}/api/v1/policies`,
    headers: { ...keys, "if-none-match": etag },
    perSecond: POLLS_PER_SECOND,
  };
  const logs = { kind: "post" as const, url: `${origin}/api/v1/logs`, headers: json };
  const read = { kind: "read" as const, urls: heavyReads(origin), headers: { cookie: reader } };
  bench.log("storm: warming up");
  await Promise.all([
    polls.run({ kind: "probe", ...poll, seconds: WARM_UP_SECONDS }),
    readers.run({ ...read, connections: 1, seconds: WARM_UP_SECONDS }),
    posters.run({ ...logs, ...warmUp, connections: 1, seconds: WARM_UP_SECONDS }),
  ]);
  const seen = new Map<string, Promise<Seen>>();
  let opening = { seconds: Number.NaN, refused: 0 };
  bench.log(`storm: opening ${streams} streams`);
  const received = await listeners.stream({ origin, keys, callers, everyMs: PUBLISH_EVERY_MS, seconds }, (opened) => {
    opening = opened;
    bench.log("storm: all at once");
    const lasting = seconds + 2;
    const live = `${origin}/api/health/live`;
    seen.set(
      "GET /api/health/live",
      probes.run({ kind: "probe", url: live, headers: {}, perSecond: PROBES_PER_SECOND, seconds: lasting }),
    );
    seen.set(`polls, ${POLLS_PER_SECOND}/s`, polls.run({ kind: "probe", ...poll, seconds: lasting }));
    const flooding = { ...logs, ...flood, connections: FLOOD.connections, seconds: lasting };
    seen.set(`posts of ${FLOOD.batch} records`, posters.run(flooding));
    const headers = { ...json, "content-encoding": "br" };
    const packing = { ...logs, ...packed, headers, connections: PACKED_CONNECTIONS, seconds: lasting };
    seen.set("packed posts", packers.run(packing));
    const reading = { ...read, connections: READERS, seconds: lasting };
    seen.set(`heavy reads, ${READERS} at once`, readers.run(reading));
  });
  const settled = await Promise.all([...seen].map(async ([name, of]) => describeLoad(name, await of)));
  const memory = await product.memory();
  for (const { stop } of [probes, polls, listeners, posters, packers, readers]) await stop();

  const last = received.receivedMs.map((times) => Math.max(...times));
  return {
    part: "storm",
    title: `A flood, a packed flood, ${streams.toLocaleString("en")} streams and ${READERS} heavy readers at once, for ${seconds} s`,
    notes: [
      `${rows.toLocaleString("en")} attempts of ${days} days. Half of the streams by key, half by cookie; ${opening.refused} were refused, opened in ${opening.seconds.toFixed(1)} s.`,
      `Peak RSS of the server ${memory ? Math.round(memory.peak / MIB) : "–"} MiB; ${received.missed} streams missed the last publish.`,
      "Milliseconds from when a question was due; of answers that were not refused. Whatever makes load is niced; PostgreSQL, the server and what measures share the cores.",
    ],
    rows: [
      ...settled,
      { load: "publish answered", ...percentiles(received.answeredMs), statuses: "" },
      { load: "publish heard by all streams", ...percentiles(last), statuses: "" },
      { load: "publish heard, any stream", ...percentiles(received.receivedMs.flat()), statuses: "" },
    ],
  };
}

async function startLoads(bench: Bench, options: { measures: boolean }): Promise<[Load, Load, Load]> {
  return [await startLoad(bench, options), await startLoad(bench, options), await startLoad(bench, options)];
}

function describeLoad(load: string, { statuses, latenciesMs, lateMs }: Seen): Record<string, BenchValue> {
  const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
  const late = lateMs.length > 0 ? percentiles(lateMs).p99 : null;
  return { load, ...percentiles(latenciesMs), "sent late p99": late ?? null, statuses: counts.join(", ") };
}

function percentiles(samples: number[]): Record<string, BenchValue> {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => nearestRank(sorted, share) ?? null;
  return { answers: samples.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Few among many, none at all, and the slowest: what has to look at every attempt. */
function heavyReads(origin: string): string[] {
  const nobody = "0b5c9f3e-0000-4000-8000-000000000000";
  const read = (query: string) => `${origin}/api/v1/requests?window=7d&${query}`;
  return [
    read(`request_id=${nobody}`),
    read("app=app-40&outcome=timeout&limit=500"),
    read("sort=slowest&limit=500"),
    read("outcome=client_error"),
    `${origin}/api/v1/stats/series?window=7d&metric=duration_ms&step=1h&by=model`,
    read("model=nobody"),
  ];
}

/** A body of a few bytes that becomes the largest one taken. */
async function writePacked(file: string) {
  const body = brotliCompressSync(Buffer.alloc(MAX_BODY_BYTES, " "));
  await writeFile(file, body);
  return { file, lengths: [body.length] };
}

async function storeAll(bench: Bench, { sql, context }: BenchDatabase, { rows, days }: typeof FULL): Promise<void> {
  bench.log(`storm: storing ${rows.toLocaleString("en")} attempts`);
  const make = createLogRecords(SEED);
  const codes = new DimensionCodes();
  const toUs = context.nowUs;
  let batch = [];
  for (const atUs of instantsBetween({ seed: SEED, n: rows, fromUs: toUs - days * DAY_US, toUs })) {
    batch.push(toAttempt(make(atUs), context));
    if (batch.length < BATCH) continue;
    await storeAttempts(sql, { posts: [batch], codes, nowUs: toUs });
    batch = [];
  }
  await settleRollups(sql, { before: new Date(toUs / 1_000 - 2 * MINUTE_MS) });
  await finishSeed(sql);
  await packSettledPartitions(sql, { today: dayOfUs(toUs) });
}
