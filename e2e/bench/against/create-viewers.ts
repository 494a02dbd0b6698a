import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { EnvError } from "@/lib/env";
import { TRAFFIC_APPS, TRAFFIC_REGIONS } from "../create-log-records";
import type { Viewer } from "./load-messages";
import type { Running } from "./start-side";

/** What the Live screens ask for. */
const PATHS = [
  "/api/v1/stats/models?window=24h",
  "/api/v1/stats/models?window=30d",
  "/api/v1/stats/uptime?window=30d",
  "/api/v1/spend?window=30d&group_by=model&interval=day",
];
/** A server that has just been started on a busy machine asks to come back. */
const TRIES = 20;
const RETRY_MS = 500;
const createdSchema = z.object({ key: z.string() });

/**
 * So many viewers of a build, each with a key of their own, as the caller that a server is fair to.
 *
 * With `filtered`, no two look at the same: each at an app in a region. Throws an EnvError that names an endpoint which the build lacks.
 */
export async function createViewers(
  side: Running,
  { count, filtered }: { count: number; filtered: boolean },
): Promise<Viewer[]> {
  const viewers: Viewer[] = [];
  for (let nth = 0; nth < count; nth++) {
    const filters = filtered ? `&${filtersOf(nth)}` : "";
    viewers.push({ key: await createKey(side, nth), paths: PATHS.map((path) => path + filters) });
  }
  for (const path of viewers[0]?.paths ?? []) await expectAnswer(side, path);
  return viewers;
}

function filtersOf(nth: number): string {
  const app = TRAFFIC_APPS[nth % TRAFFIC_APPS.length] ?? "";
  const region = TRAFFIC_REGIONS[Math.floor(nth / TRAFFIC_APPS.length) % TRAFFIC_REGIONS.length] ?? "";
  return new URLSearchParams({ app, region }).toString();
}

async function createKey({ origin, apiKey, name }: Running, nth: number): Promise<string> {
  const path = "/api/v1/keys";
  for (let tries = 1; ; tries++) {
    const answer = await fetch(origin + path, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ name: `Viewer ${nth + 1}`, scopes: ["metrics:read"] }),
    });
    if (answer.status === 201) return createdSchema.parse(await answer.json()).key;
    await answer.body?.cancel();
    if (answer.status !== 503 || tries === TRIES) {
      throw new EnvError(`${name}: POST ${path} was answered ${answer.status}`);
    }
    await delay(RETRY_MS);
  }
}

async function expectAnswer({ origin, apiKey, name }: Running, path: string): Promise<void> {
  const answer = await fetch(origin + path, { headers: { authorization: `Bearer ${apiKey}` } });
  await answer.body?.cancel();
  if (answer.status !== 200) throw new EnvError(`${name}: GET ${path} was answered ${answer.status}`);
}
