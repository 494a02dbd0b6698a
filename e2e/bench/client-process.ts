import { readFile } from "node:fs/promises";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { GetTask, Got, Posted, PostTask, Task } from "./client-messages";

// The side that asks, in a process of its own that does as little as it can: what it takes, the server lacks.

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

process.on("message", (task: Task) => {
  const work = task.kind === "post" ? post(task) : get(task);
  work.then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ kind: "failed", message: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));

async function post({ origin, apiKey, file, lengths, connections }: PostTask): Promise<Posted> {
  const bytes = await readFile(file);
  let offset = 0;
  const bodies = lengths.map((length) => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  let next = 0;
  let accepted = 0;

  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let body = bodies[next++]; body; body = bodies[next++]) {
        const answer = await ask(`${origin}/api/v1/logs`, { method: "POST", agent, headers, body });
        if (answer.status !== 200) throw new Error(`A post was answered ${answer.status}: ${answer.body}`);
        accepted += (JSON.parse(answer.body) as { accepted: number }).accepted;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  agent.destroy();
  return { kind: "posted", seconds, cpuSeconds: (user + system) / 1e6, accepted };
}

async function get({ url, headers, count, withinMs, pauseMs }: GetTask): Promise<Got> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const latenciesMs: number[] = [];
  let last: Answer = { status: 0, headers: {}, body: "" };
  const deadline = performance.now() + withinMs;
  while (latenciesMs.length < count && performance.now() < deadline) {
    const startedAt = performance.now();
    last = await ask(url, { method: "GET", agent, headers });
    latenciesMs.push(performance.now() - startedAt);
    if (pauseMs > 0) await delay(pauseMs);
  }
  agent.destroy();
  return { kind: "got", latenciesMs, status: last.status, etag: last.headers.etag ?? null };
}

function ask(
  url: string,
  { body, headers, ...options }: { method: string; agent: Agent; headers: Record<string, string>; body?: Buffer },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const lengths = body ? { "content-length": String(body.length) } : {};
    const call = request(url, { ...options, headers: { ...headers, ...lengths } }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const { statusCode: status = 0, headers: answered } = response;
        resolve({ status, headers: answered, body: Buffer.concat(parts).toString("utf8") });
      });
      response.on("error", reject);
    });
    call.on("error", reject);
    call.end(body);
  });
}
