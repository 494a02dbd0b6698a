import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Paced, PaceTask, Reply, Task } from "./messages";
import { closeStreams, fanOut } from "./open-streams";

// The routers' side, in a process of its own: what it takes, the server lacks.

const CONNECTIONS_MAX = 256;

process.on("message", (task: Task) => {
  run(task).catch((error: unknown) => reply({ kind: "failed", message: String(error) }));
});
process.on("disconnect", () => process.exit(0));

let goOn: () => void = () => undefined;

async function run(task: Task): Promise<void> {
  if (task.kind === "pace") return reply(await pace(task));
  if (task.kind === "go-on") return goOn();
  const reported = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const opened = async (seconds: number) => {
    reply({ kind: "opened", seconds });
    await reported;
  };
  try {
    reply({ kind: "fanned-out", ...(await fanOut(task, opened)) });
  } finally {
    closeStreams();
  }
}

async function pace({ url, headers, perSecond, seconds, status }: PaceTask): Promise<Paced> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });
  const count = perSecond * seconds;
  const latenciesMs: number[] = [];
  const asked: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < count; ) {
    const dueAt = startedAt + (n * 1_000) / perSecond;
    if (performance.now() < dueAt) await delay(1);
    else {
      n++;
      asked.push(
        ask(url, { agent, headers }, status).then(() => {
          latenciesMs.push(performance.now() - dueAt);
        }),
      );
    }
  }
  await Promise.all(asked);
  agent.destroy();
  return { kind: "paced", latenciesMs, seconds: (performance.now() - startedAt) / 1_000 };
}

function ask(url: string, options: { agent: Agent; headers: Record<string, string> }, status: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === status) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}, not ${status}`));
      });
    });
    call.on("error", reject);
    call.end();
  });
}

function reply(message: Reply): void {
  process.send?.(message);
}
