import { once } from "node:events";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import type { Product } from "../launch-product";
import { median } from "../median";
import type { Bench } from "../open-bench";
import type { BenchValue, Section } from "../section";
import { startScript } from "../start-script";
import { cpuSeconds, pinToCore } from "./pin-to-core";
import { startDeliveryClient } from "./start-delivery-client";

const PER_SECOND = 1_000;
const QUICK_SECONDS = 4;
const SECONDS = 12;
/** As long as it takes until what is asked all the time is compiled: the compiler has the same core. */
const WARM_UP = { perSecond: 1_000, seconds: 10 };

type Asked = { name: string; url: string; headers: Record<string, string>; status: number; pid: number };

/** A thousand polls a second, each due at its own moment, against the product on one core; and a bare server likewise. */
export async function measurePolls(bench: Bench, product: Product): Promise<Section> {
  const seconds = bench.options.quick ? QUICK_SECONDS : SECONDS;
  const client = startDeliveryClient(bench);
  const bare = startScript(bench, "bare-server-process.ts");
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const url = `${product.origin}/api/v1/policies`;
  const bundle = await fetch(url, { headers });
  bare.child.send(await bundle.text());
  const [bareUrl] = (await once(bare.child, "message")) as [string];
  const isPinned = [product.pid, bare.child.pid ?? 0].every((pid) => pinToCore(pid, 0)) && pinToCore(client.pid, 1);

  const conditional = { ...headers, "if-none-match": bundle.headers.get("etag") ?? "" };
  const cases: Asked[] = [
    { name: "a bare node:http server", url: bareUrl, headers, status: 200, pid: bare.child.pid ?? 0 },
    { name: "unchanged, If-None-Match", url, headers: conditional, status: 304, pid: product.pid },
    { name: "the whole bundle", url, headers, status: 200, pid: product.pid },
  ];
  const runs = new Map<string, Record<string, number>[]>();
  for (const { url, headers, status } of cases) await client.pace({ url, headers, status, ...WARM_UP });
  for (let round = 1; round <= bench.options.rounds; round++) {
    bench.log(`delivery: polls, round ${round} of ${bench.options.rounds}`);
    for (const { name, url, headers, status, pid } of cases) {
      const before = await cpuSeconds(pid);
      const paced = await client.pace({ url, headers, status, perSecond: PER_SECOND, seconds });
      const core = ((await cpuSeconds(pid)) - before) / paced.seconds;
      const sorted = paced.latenciesMs.toSorted((a, b) => a - b);
      const at = (share: number) => nearestRank(sorted, share) ?? Number.NaN;
      const percentiles = { p50: at(0.5), p99: at(0.99), "p99.9": at(0.999), max: at(1), core };
      runs.set(name, [...(runs.get(name) ?? []), percentiles]);
    }
  }
  for (const { stop } of [client, bare]) await stop();
  return {
    part: "delivery",
    title: `Polls of the bundle, ${PER_SECOND.toLocaleString("en")} a second for ${seconds} s, from a process of its own`,
    notes: [
      isPinned
        ? "The server is kept on one core, the client on another; PostgreSQL runs where it finds room."
        : "Nothing could be pinned to a core here: all processes share them all.",
      "Milliseconds from the moment a poll was due, so what waits behind a slow one counts; medians of the rounds. Core: share of one core used.",
    ],
    rows: cases.map(({ name }) => ({ ask: name, ...mediansOf(runs.get(name) ?? []) })),
  };
}

function mediansOf(runs: readonly Record<string, number>[]): Record<string, BenchValue> {
  const names = Object.keys(runs[0] ?? {});
  const medians = names.map((name) => [name, median(runs.map((run) => run[name] ?? Number.NaN))] as const);
  return { ...Object.fromEntries(medians), "worst p99": Math.max(...runs.map((run) => run.p99 ?? Number.NaN)) };
}
