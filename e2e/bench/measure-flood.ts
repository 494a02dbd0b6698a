import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import { type FloodBody, floodBodies } from "./flood-bodies";
import type { Product } from "./launch-product";
import type { Bench } from "./open-bench";
import type { BenchValue, Section } from "./section";
import { type Client, startClient } from "./start-client";
import { startProduct } from "./start-product";

const POSTS_AT_ONCE = 160;
const SEED = 9_000;
const SAMPLE_MS = 20;
const PROBES_PER_TURN = 5;
const WITHIN_MS = 30_000;
const SETTLE_MS = 2_000;

/** Many posts at one moment, small ones that unpack to much among them: what becomes of memory, and of everybody else. */
export async function measureFlood(bench: Bench): Promise<Section[]> {
  const database = await bench.createDatabase("bench_flood");
  const product = await startProduct(bench, database.url);
  const probe = startClient(bench);
  await probe.get({
    url: `${product.origin}/api/health/live`,
    headers: {},
    count: 50,
    withinMs: WITHIN_MS,
    pauseMs: 0,
  });
  const idle = await product.memory();
  const rows: Record<string, BenchValue>[] = [];
  for (const body of floodBodies(SEED)) {
    bench.log(`flood: ${body.name}`);
    rows.push(await floodWith(body, product, probe));
    await delay(SETTLE_MS);
  }
  for (const { stop } of [probe, product]) await stop();
  await database.drop();
  const idleMiB = idle ? Math.round(idle.now / 2 ** 20) : "unknown";
  return [
    {
      part: "flood",
      title: `Floods: ${POSTS_AT_ONCE} posts at one moment, health asked beside them`,
      notes: [`Idle, the server takes ${idleMiB} MiB; the most during each flood is sampled every ${SAMPLE_MS} ms.`],
      rows,
    },
  ];
}

async function floodWith(body: FloodBody, product: Product, probe: Client): Promise<Record<string, BenchValue>> {
  const flood = { isOver: false };
  const agent = new Agent({ maxSockets: POSTS_AT_ONCE });
  const startedAt = performance.now();
  const posting = Promise.all(Array.from({ length: POSTS_AT_ONCE }, () => postOne(body, product, agent))).finally(
    () => {
      flood.isOver = true;
    },
  );
  const health: number[] = [];
  const asking = (async () => {
    const url = `${product.origin}/api/health/live`;
    const turn = { url, headers: {}, count: PROBES_PER_TURN, withinMs: WITHIN_MS, pauseMs: 2 };
    while (!flood.isOver) health.push(...(await probe.get(turn)).latenciesMs);
  })();
  let peak = 0;
  while (!flood.isOver) {
    peak = Math.max(peak, (await product.memory())?.now ?? 0);
    await delay(SAMPLE_MS);
  }
  const statuses = await posting;
  const seconds = (performance.now() - startedAt) / 1_000;
  await asking;
  agent.destroy();
  const sorted = health.toSorted((a, b) => a - b);
  const kinds = [...new Set(statuses)].toSorted();
  return {
    posts: body.name,
    "each, bytes": body.bytes.length,
    answers: kinds.map((kind) => `${statuses.filter((status) => status === kind).length} × ${kind}`).join(", "),
    seconds,
    "peak MiB": Math.round(peak / 2 ** 20),
    "health p50": nearestRank(sorted, 0.5),
    "health p99": nearestRank(sorted, 0.99),
  };
}

function postOne({ bytes, encoding }: FloodBody, { origin, apiKey }: Product, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(`${origin}/api/v1/logs`, {
      method: "POST",
      agent,
      headers: {
        authorization: `Bearer ${apiKey}`,
        "content-type": "application/json",
        "content-length": bytes.length,
        ...(encoding && { "content-encoding": encoding }),
      },
    });
    sent.on("response", (response) => {
      response.resume().once("close", () => resolve(response.statusCode ?? 0));
    });
    // A connection that broke counts as no answer.
    sent.on("error", () => resolve(0));
    sent.end(bytes);
  });
}
