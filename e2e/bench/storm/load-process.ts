import { readFile } from "node:fs/promises";
import { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { askStatus, createTally } from "./ask";
import type { Reply, Task } from "./messages";
import { streamAndPublish } from "./stream-and-publish";

// One side of the storm, in a process of its own.

process.on("message", (task: Task) => {
  run(task).then(reply, (error: unknown) => reply({ kind: "failed", message: String(error) }));
});
process.on("disconnect", () => process.exit(0));
reply({ kind: "ready" });

function run(task: Task): Promise<Reply> {
  switch (task.kind) {
    case "probe":
      return probe(task);
    case "read":
      return repeat(task, (n) => ({ url: task.urls[n % task.urls.length] ?? "", method: "GET" }));
    case "post":
      return post(task);
    case "stream":
      return streamAndPublish(task, reply);
  }
}

/** Each question is due at its own moment, whatever became of those before: what waits behind a slow one counts. */
async function probe({ url, headers, perSecond, seconds }: Extract<Task, { kind: "probe" }>): Promise<Reply> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const tally = createTally();
  const asked: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < perSecond * seconds; ) {
    const dueAt = startedAt + (n * 1_000) / perSecond;
    if (performance.now() < dueAt) await delay(1);
    else {
      n++;
      tally.late(performance.now() - dueAt);
      asked.push(askStatus(url, { agent, headers }).then((status) => tally.add(status, performance.now() - dueAt)));
    }
  }
  await Promise.all(asked);
  agent.destroy();
  return tally.seen();
}

async function post(task: Extract<Task, { kind: "post" }>): Promise<Reply> {
  const bytes = await readFile(task.file);
  let offset = 0;
  const bodies = task.lengths.map((length) => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  });
  return repeat(task, (n) => {
    const body = bodies[n % bodies.length];
    return { url: task.url, method: "POST", ...(body && { body }) };
  });
}

type Many = { headers: Record<string, string>; connections: number; seconds: number };

/** So many callers, each of whom asks again as soon as they are answered. */
async function repeat(
  { headers, connections, seconds }: Many,
  next: (n: number) => { url: string; method: string; body?: Uint8Array },
): Promise<Reply> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tally = createTally();
  const until = performance.now() + seconds * 1_000;
  let asked = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const { url, ...asking } = next(asked++);
        const startedAt = performance.now();
        const status = await askStatus(url, { agent, headers, ...asking });
        tally.add(status, performance.now() - startedAt);
        // As a client that heeds Retry-After would, only sooner.
        if (status === 429 || status === 503 || status === 0) await delay(200);
      }
    }),
  );
  agent.destroy();
  return tally.seen();
}

function reply(message: Reply): void {
  process.send?.(message);
}
