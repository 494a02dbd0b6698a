import { setTimeout as delay } from "node:timers/promises";
import { createTraffic } from "@/db/seed/create-traffic";
import { requestsPerMinute } from "@/db/seed/generate-span";
import { liveIncidents } from "@/db/seed/incidents";
import { type LogRecord, MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { policyBundleSchema } from "@/lib/contract/policy";
import { createRandom } from "@/lib/domain/simulation/random";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { createHeartbeats } from "./demo-heartbeats";

const TICK_MS = 1_000;
const BUNDLE_EVERY_MS = 3_000;

/**
 * Keeps the demo in motion as its routers would: polls the policies, goes by them, and posts what it did.
 *
 * A record is posted once its attempt has ended, and again until the server has taken it. Ends with the signal.
 */
export async function runTrickle(input: { origin: string; apiKey: string; signal: AbortSignal }): Promise<void> {
  const { origin, apiKey, signal } = input;
  const liveMs = Date.now();
  const random = createRandom(liveMs);
  const traffic = createTraffic({
    random,
    tiers: [],
    incidents: liveIncidents,
    prefix: `live-${liveMs.toString(36)}-`,
  });
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const reportRouters = createHeartbeats({ origin, headers, signal });
  let bundle: { version: number; etag: string; atMs: number } | null = null;
  let polledAtMs = Number.NEGATIVE_INFINITY;
  let fromUs = liveMs * 1000;
  let waiting: LogRecord[] = [];

  async function pollBundle() {
    const answer = await fetch(`${origin}/api/v1/policies`, {
      headers: { ...headers, ...(bundle && { "if-none-match": bundle.etag }) },
      signal,
    });
    if (answer.status === 304 && bundle) bundle = { ...bundle, atMs: Date.now() };
    if (answer.status === 304 || !answer.ok) return void (await answer.body?.cancel());
    const { tiers, version } = policyBundleSchema.parse(await answer.json());
    traffic.follow(Object.values(tiers).map((policy) => ({ ...policy, version: 0, bundleVersion: version })));
    bundle = { version, etag: answer.headers.get("etag") ?? "", atMs: Date.now() };
  }

  async function post(logs: readonly LogRecord[]) {
    const body = JSON.stringify(logs.map((record) => ({ ...record, started_at: formatInstantUs(record.started_at) })));
    const answer = await fetch(`${origin}/api/v1/logs`, { method: "POST", headers, body, signal });
    await answer.body?.cancel();
    // 422 is an answer too: sending the same again would not change it.
    if (!answer.ok && answer.status !== 422) throw new Error(`The logs were answered ${answer.status}`);
  }

  while (!signal.aborted) {
    try {
      if (Date.now() - polledAtMs > BUNDLE_EVERY_MS) {
        polledAtMs = Date.now();
        await pollBundle();
      }
      if (bundle) {
        const nowMs = Date.now();
        await reportRouters(bundle, traffic.breakers(), nowMs);
        waiting.push(...traffic.between(fromUs, nowMs * 1000, requestsPerMinute(nowMs, liveMs)).records);
        fromUs = nowMs * 1000;
        const hasEnded = (record: LogRecord) => record.started_at + (record.duration_ms ?? 0) * 1000 <= fromUs;
        const ended = waiting.filter(hasEnded).slice(0, MAX_RECORDS_PER_POST);
        if (ended.length > 0) await post(ended);
        const posted = new Set(ended);
        waiting = waiting.filter((record) => !posted.has(record));
      }
    } catch {
      // The server is starting, stopping or busy; what waits is posted by a later round.
    }
    await delay(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
}
