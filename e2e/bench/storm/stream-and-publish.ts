import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Opened, Received, Task } from "./messages";

const OPENING_AT_ONCE = 40;
/** The storm begins when all streams are open; so long it may take to rise. */
const RISING_MS = 2_000;
const RECEIVED_WITHIN_MS = 30_000;
const TIER = "bench-storm";

/** Opens the streams, then publishes at a steady rate and notes when each stream has each version. */
export async function streamAndPublish(
  { origin, keys, callers, everyMs, seconds }: Extract<Task, { kind: "stream" }>,
  report: (opened: Opened) => void,
): Promise<Received> {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const receivedAt = new Map<number, number[]>();
  const onVersion = (version: number) => receivedAt.get(version)?.push(performance.now());
  const startedAt = performance.now();
  const streams: IncomingMessage[] = [];
  for (let at = 0; at < callers.length; at += OPENING_AT_ONCE) {
    const opening = callers
      .slice(at, at + OPENING_AT_ONCE)
      .map((headers) => openStream(origin, { agent, headers }, onVersion));
    streams.push(...(await Promise.all(opening)));
  }
  const open = streams.filter(({ statusCode }) => statusCode === 200).length;
  report({ kind: "opened", seconds: (performance.now() - startedAt) / 1_000, refused: streams.length - open });
  await delay(RISING_MS);

  const answeredMs: number[] = [];
  const published: { bundle: number; sentAt: number }[] = [];
  let { version, bundle } = await inForce(origin, keys);
  for (const until = performance.now() + seconds * 1_000; performance.now() < until; ) {
    const sentAt = performance.now();
    bundle += 1;
    receivedAt.set(bundle, []);
    published.push({ bundle, sentAt });
    version = await publish(origin, keys, version);
    answeredMs.push(performance.now() - sentAt);
    await delay(Math.max(0, sentAt + everyMs - performance.now()));
  }
  const deadline = performance.now() + RECEIVED_WITHIN_MS;
  const last = receivedAt.get(bundle) ?? [];
  while (last.length < open && performance.now() < deadline) await delay(50);
  for (const stream of streams) stream.destroy();
  const receivedMs = published.map(({ bundle: of, sentAt }) => (receivedAt.get(of) ?? []).map((at) => at - sentAt));
  // One that was busy may receive two publishes at once: the newer only.
  return { kind: "received", answeredMs, receivedMs, missed: open - last.length };
}

async function openStream(
  origin: string,
  options: { agent: Agent; headers: Record<string, string> },
  onVersion: (version: number) => void,
): Promise<IncomingMessage> {
  const call = request(`${origin}/api/v1/policies/stream`, options);
  call.end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  let text = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    const end = text.lastIndexOf("\n\n");
    if (end < 0) return;
    for (const [, id] of text.slice(0, end).matchAll(/^id: (\d+)/gm)) onVersion(Number(id));
    text = text.slice(end + 2);
  });
  response.on("error", () => undefined);
  return response;
}

async function inForce(origin: string, headers: Record<string, string>) {
  const known = await fetch(`${origin}/api/v1/policies/${TIER}`, { headers });
  const version = known.status === 200 ? ((await known.json()) as { version: number }).version : 0;
  const { version: bundle } = (await (await fetch(`${origin}/api/v1/policies`, { headers })).json()) as {
    version: number;
  };
  return { version, bundle };
}

async function publish(origin: string, headers: Record<string, string>, on: number): Promise<number> {
  const response = await fetch(`${origin}/api/v1/policies/${TIER}`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json", "if-match": `"${on}"` },
    body: JSON.stringify({ tier: TIER, primary: "deepseek-v4-flash", timeout_ms: 1_000 + (on % 1_000) }),
  });
  if (response.status !== 201) throw new Error(`A publish was answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { version: number }).version;
}
