import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import type { FannedOut, FanOutTask } from "./messages";

const OPENING_AT_ONCE = 50;
const RECEIVED_WITHIN_MS = 20_000;
const TIER = "bench-delivery";

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
const streams: IncomingMessage[] = [];

/** Who waits for a version; each stream that has it reports once. */
const waiting = new Map<number, () => void>();

/** Opens the streams, reports that, then publishes again and again and notes when each stream has each version. */
export async function fanOut(
  task: FanOutTask,
  opened: (seconds: number) => Promise<void>,
): Promise<Omit<FannedOut, "kind">> {
  const { publishAt, subscribers, publishes, apiKey } = task;
  const headers = { authorization: `Bearer ${apiKey}` };
  const first = await publish(publishAt, headers, 0);
  const startedAt = performance.now();
  const inForce = received(first.bundle, subscribers);
  for (let open = 0; open < subscribers; open += OPENING_AT_ONCE) {
    const count = Math.min(OPENING_AT_ONCE, subscribers - open);
    await Promise.all(Array.from({ length: count }, () => openStream(task.subscribeAt, headers)));
  }
  await inForce;
  await opened((performance.now() - startedAt) / 1_000);

  const answeredMs: number[] = [];
  const receivedMs: number[][] = [];
  let { version, bundle } = first;
  for (let n = 0; n < publishes; n++) {
    const sentAt = performance.now();
    const all = received(bundle + 1, subscribers);
    const published = await publish(publishAt, headers, version);
    answeredMs.push(performance.now() - sentAt);
    receivedMs.push((await all).map((at) => at - sentAt));
    version = published.version;
    bundle += 1;
  }
  return { answeredMs, receivedMs };
}

export function closeStreams(): void {
  for (const stream of streams.splice(0)) stream.destroy();
}

async function openStream(origin: string, headers: Record<string, string>): Promise<void> {
  const call = request(`${origin}/api/v1/policies/stream`, { agent, headers });
  call.end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`A stream was answered ${response.statusCode}`);
  streams.push(response);
  let text = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    const end = text.lastIndexOf("\n\n");
    if (end < 0) return;
    for (const [, id] of text.slice(0, end).matchAll(/^id: (\d+)-\w+\nevent: bundle$/gm)) waiting.get(Number(id))?.();
    text = text.slice(end + 2);
  });
  response.on("error", () => undefined);
}

/** When each of so many streams had a version. */
function received(version: number, subscribers: number): Promise<number[]> {
  const times: number[] = [];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${times.length} of ${subscribers} streams received version ${version} in time`)),
      RECEIVED_WITHIN_MS + subscribers * 10,
    );
    waiting.set(version, () => {
      times.push(performance.now());
      if (times.length < subscribers) return;
      clearTimeout(timer);
      waiting.delete(version);
      resolve(times);
    });
  });
}

/** Publishes a version of the tier on top of one (0: on top of whichever there is); returns its own and the bundle's. */
async function publish(origin: string, headers: Record<string, string>, on: number) {
  const url = `${origin}/api/v1/policies/${TIER}`;
  const known = on > 0 ? on : await versionOf(await fetch(url, { headers }));
  const response = await fetch(url, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json", "if-match": `"${known}"` },
    body: JSON.stringify({ tier: TIER, primary: "deepseek-v4-flash", timeout_ms: 1_000 + (known % 1_000) }),
  });
  if (response.status !== 201) throw new Error(`A publish was answered ${response.status}: ${await response.text()}`);
  const version = await versionOf(response);
  if (on > 0) return { version, bundle: 0 };
  return { version, bundle: await versionOf(await fetch(`${origin}/api/v1/policies`, { headers })) };
}

async function versionOf(response: Response): Promise<number> {
  const body = (await response.json()) as { version?: number };
  return body.version ?? 0;
}
