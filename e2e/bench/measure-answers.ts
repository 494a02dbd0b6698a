import { once } from "node:events";
import { join } from "node:path";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import { settleQueues } from "./attempt-storage";
import { FILTERED } from "./create-log-records";
import type { Product } from "./launch-product";
import { median } from "./median";
import type { Bench } from "./open-bench";
import type { BenchValue, Section } from "./section";
import { type Client, startClient } from "./start-client";
import { startProduct } from "./start-product";
import { startScript } from "./start-script";
import { writeBodies } from "./write-bodies";

type Asked = { name: string; url: string; headers: Record<string, string>; idle: number[]; loaded: number[] };

const BARE = "a bare node:http server";
const LOAD = { batch: 1_000, connections: 4 };
const QUICK = { posts: 40, asked: 40 };
const FULL = { posts: 400, asked: 200 };
const SEED = 5_000;
const PAUSE_MS = 2;
/** Under load the addresses take turns, so that each meets every phase of it. */
const ASKED_PER_TURN = 5;
const WITHIN_MS = 10_000;

/** What routers and probes ask for, from a client of its own: while nothing else goes on, and under full ingest load. */
export async function measureAnswers(bench: Bench): Promise<Section[]> {
  const { posts, asked } = bench.options.quick ? QUICK : FULL;
  const database = await bench.createDatabase("bench_answers");
  const product = await startProduct(bench, database.url);
  const probe = startClient(bench);
  const poster = startClient(bench);
  const bare = startScript(bench, "bare-server-process.ts");
  const addresses = await listAddresses(product, probe, bare.child);
  const loads: number[] = [];

  for (const { url, headers } of addresses)
    await probe.get({ url, headers, count: asked, withinMs: WITHIN_MS, pauseMs: 0 });
  for (let round = 1; round <= bench.options.rounds; round++) {
    bench.log(`answers: round ${round} of ${bench.options.rounds}`);
    for (const { url, headers, idle } of addresses) {
      const got = await probe.get({ url, headers, count: asked, withinMs: WITHIN_MS, pauseMs: PAUSE_MS });
      idle.push(...got.latenciesMs);
    }
    const bodies = await writeBodies(join(bench.folder, "load"), { seed: SEED + round, posts, batch: LOAD.batch });
    const loading = { isOver: false };
    const posting = poster.post({ ...product, ...bodies, connections: LOAD.connections }).finally(() => {
      loading.isOver = true;
    });
    while (!loading.isOver) {
      for (const { url, headers, loaded } of addresses) {
        if (loading.isOver) break;
        const turn = { count: ASKED_PER_TURN, withinMs: WITHIN_MS, pauseMs: PAUSE_MS };
        loaded.push(...(await probe.get({ url, headers, ...turn })).latenciesMs);
      }
    }
    loads.push(bodies.rows / (await posting).seconds);
    await settleQueues(database.sql);
  }
  for (const { stop } of [probe, poster, bare, product]) await stop();
  await database.drop();

  const floor = addresses.find(({ name }) => name === BARE);
  return [
    {
      part: "answers",
      title: "Answers to routers and probes, idle and under ingest load, against a server that only sends the bytes",
      notes: [
        `Load: ${LOAD.connections} connections posting ${LOAD.batch} records each, ${Math.round(median(loads)).toLocaleString("en")} rows/s beside the questions.`,
        "All processes share the machine's cores; the bare server is asked in turn with the others. Milliseconds, and time over the bare server's.",
      ],
      rows: addresses.map((address) => answerStats(address, floor)),
    },
  ];
}

async function listAddresses(product: Product, probe: Client, bare: ReturnType<typeof startScript>["child"]) {
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const address = (name: string, path: string, more: Record<string, string> = {}): Asked => {
    return {
      name,
      url: path.startsWith("http") ? path : product.origin + path,
      headers: { ...headers, ...more },
      idle: [],
      loaded: [],
    };
  };
  const bundle = address("GET /api/v1/policies", "/api/v1/policies");
  const { etag, status } = await probe.get({ ...bundle, count: 1, withinMs: WITHIN_MS, pauseMs: 0 });
  if (status !== 200 || !etag) throw new Error(`The policies were answered ${status}`);
  const body = await (await fetch(bundle.url, { headers })).text();
  bare.send(body);
  const [origin] = (await once(bare, "message")) as [string];
  const route = new URLSearchParams({ tier: FILTERED.tier, region: FILTERED.region, request_id: "bench-1" });
  return [
    address(BARE, origin),
    bundle,
    address("the same, If-None-Match", "/api/v1/policies", { "if-none-match": etag }),
    address("GET /api/v1/route", `/api/v1/route?${route}`),
    address("GET /api/health/live", "/api/health/live"),
    address("GET /api/health/ready", "/api/health/ready"),
  ];
}

function answerStats({ name, idle, loaded }: Asked, floor: Asked | undefined): Record<string, BenchValue> {
  const at = (samples: readonly number[], share: number) =>
    nearestRank(
      samples.toSorted((a, b) => a - b),
      share,
    ) ?? Number.NaN;
  return {
    ask: name,
    "idle p50": at(idle, 0.5),
    "idle p99": at(idle, 0.99),
    "÷ bare p50": at(idle, 0.5) / at(floor?.idle ?? [], 0.5),
    "load p50": at(loaded, 0.5),
    "load p99": at(loaded, 0.99),
    "÷ bare p50, load": at(loaded, 0.5) / at(floor?.loaded ?? [], 0.5),
    "÷ bare p99, load": at(loaded, 0.99) / at(floor?.loaded ?? [], 0.99),
    "asked under load": loaded.length,
  };
}
