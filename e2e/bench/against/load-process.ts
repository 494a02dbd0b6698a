import { readFile } from "node:fs/promises";
import { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { askStatus, createTally } from "../storm/ask";
import type { LoadReply, LoadTask, Seen } from "./load-messages";
import { findIds, renewIds } from "./renew-ids";

// Routers and viewers, in a process of their own.

type Task<Kind extends LoadTask["kind"]> = Extract<LoadTask, { kind: Kind }>;

const CONNECTIONS = 512;
const REFUSED_PAUSE_MS = 200;

process.on("message", (task: LoadTask) => {
  run(task).then(reply, (error: unknown) => reply({ kind: "failed", message: String(error) }));
});
process.on("disconnect", () => process.exit(0));
reply({ kind: "ready" });

function run(task: LoadTask): Promise<Seen> {
  switch (task.kind) {
    case "router":
      return postOnTime(task);
    case "flood":
      return flood(task);
    case "viewers":
      return view(task);
  }
}

async function postOnTime({ url, headers, perSecond, seconds, ...posts }: Task<"router">): Promise<Seen> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const tally = createTally();
  const next = await renewing(posts);
  const asked: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const dueAt = startedAt + (n * 1_000) / perSecond;
    const body = next();
    await delay(Math.max(0, dueAt - performance.now()));
    tally.late(performance.now() - dueAt);
    const posted = askStatus(url, { method: "POST", agent, headers, body });
    asked.push(posted.then((status) => tally.add(status, performance.now() - dueAt)));
  }
  await Promise.all(asked);
  agent.destroy();
  return tally.seen();
}

async function flood({ url, headers, connections, seconds, ...posts }: Task<"flood">): Promise<Seen> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tally = createTally();
  const next = await renewing(posts);
  const until = performance.now() + seconds * 1_000;
  await inParallel(connections, async () => {
    while (performance.now() < until) {
      const askedAt = performance.now();
      const status = await askStatus(url, { method: "POST", agent, headers, body: next() });
      tally.add(status, performance.now() - askedAt);
      // As a client that heeds Retry-After would, only sooner.
      if (status === 429 || status === 503 || status === 0) await delay(REFUSED_PAUSE_MS);
    }
  });
  agent.destroy();
  return tally.seen();
}

async function view({ origin, viewers, everyMs, seconds }: Task<"viewers">): Promise<Seen> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const tally = createTally();
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const questions = viewers.flatMap(({ key, paths }, nth) =>
    paths.map((path) => ({ key, url: origin + path, firstAt: startedAt + (everyMs * nth) / viewers.length })),
  );
  await Promise.all(
    questions.map(async ({ key, url, firstAt }) => {
      for (let dueAt = firstAt; dueAt < until; dueAt = Math.max(dueAt + everyMs, performance.now())) {
        await delay(Math.max(0, dueAt - performance.now()));
        tally.late(performance.now() - dueAt);
        const status = await askStatus(url, { agent, headers: { authorization: `Bearer ${key}` } });
        tally.add(status, performance.now() - dueAt);
      }
    }),
  );
  agent.destroy();
  return tally.seen();
}

/** The posts of a file one after the other, over and over, each time with new ids. */
async function renewing({ file, lengths }: { file: string; lengths: number[] }): Promise<() => Buffer> {
  const bytes = await readFile(file);
  let end = 0;
  const posts = lengths.map((length) => {
    end += length;
    const post = bytes.subarray(end - length, end);
    return { post, places: findIds(post) };
  });
  let sent = 0;
  return () => {
    const { post, places } = posts[sent % posts.length] ?? { post: Buffer.of(), places: [] };
    return renewIds(post, places, sent++);
  };
}

async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, work));
}

function reply(message: LoadReply): void {
  process.send?.(message);
}
