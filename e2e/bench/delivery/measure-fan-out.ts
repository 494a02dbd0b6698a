import { setTimeout as delay } from "node:timers/promises";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import type { Product } from "../launch-product";
import { median } from "../median";
import type { Bench } from "../open-bench";
import type { BenchValue, Section } from "../section";
import { startDeliveryClient } from "./start-delivery-client";

const SUBSCRIBERS = [500, 2_000];
const QUICK_SUBSCRIBERS = [500];
const PUBLISHES = 5;
const SETTLE_MS = 3_000;
const KIB = 1_024;

type Replicas = { publishAt: Product; subscribeAt: Product };

/** Streams at one replica, publishes at another: how long until the last stream has it, and what a stream takes. */
export async function measureFanOut(bench: Bench, { publishAt, subscribeAt }: Replicas): Promise<Section> {
  const rows: Record<string, BenchValue>[] = [];
  const idle = (await subscribeAt.memory())?.now ?? null;
  for (const subscribers of bench.options.quick ? QUICK_SUBSCRIBERS : SUBSCRIBERS) {
    bench.log(`delivery: ${subscribers} streams`);
    const client = startDeliveryClient(bench);
    let opening = Number.NaN;
    let resident: number | null = null;
    const task = { publishAt: publishAt.origin, subscribeAt: subscribeAt.origin, apiKey: publishAt.apiKey };
    const { answeredMs, receivedMs } = await client.fanOut(
      { ...task, subscribers, publishes: PUBLISHES },
      async ({ seconds }) => {
        opening = seconds;
        await delay(SETTLE_MS);
        resident = (await subscribeAt.memory())?.now ?? null;
      },
    );
    await client.stop();
    const sorted = receivedMs.map((times) => times.toSorted((a, b) => a - b));
    const typical = (share: number) => median(sorted.map((times) => nearestRank(times, share) ?? Number.NaN));
    rows.push({
      subscribers,
      "opened in s": opening,
      "publish answered": median(answeredMs),
      "heard p50": typical(0.5),
      "heard p99": typical(0.99),
      "last, worst of all": Math.max(...receivedMs.flat()),
      "RSS idle MiB": idle === null ? null : idle / KIB / KIB,
      "RSS MiB": resident === null ? null : resident / KIB / KIB,
      "KiB a stream": resident === null || idle === null ? null : (resident - idle) / KIB / subscribers,
    });
  }
  return {
    part: "delivery",
    title: "A publish at one replica, heard by streams at another",
    notes: [
      `Milliseconds from sending the publish; medians of ${PUBLISHES} publishes, and the last stream of the slowest of them.`,
      "Both replicas, PostgreSQL and the process that holds all streams share the machine's cores.",
    ],
    rows,
  };
}
