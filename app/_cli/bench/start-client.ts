import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { childEnv } from "@/db/embedded/run";
import type { GetTask, Got, Posted, PostTask, Reply, Task } from "./client-messages";
import type { Bench } from "./open-bench";
import { stopChild } from "./start-product";

/** A process that asks the server; one task at a time. */
export type Client = {
  post: (task: Omit<PostTask, "kind">) => Promise<Posted>;
  get: (task: Omit<GetTask, "kind">) => Promise<Got>;
  stop: () => Promise<void>;
};

export function startClient(bench: Bench): Client {
  const script = fileURLToPath(new URL("./client-process.ts", import.meta.url));
  const child = fork(script, { execArgv: ["--import", "tsx"], env: childEnv() });
  const stop = bench.cleanup.add(() => stopChild(child));

  function run(task: Task): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const onExit = () => reject(new Error("The client ended"));
      child.once("exit", onExit);
      child.once("message", (reply: Reply) => {
        child.off("exit", onExit);
        if (reply.kind === "failed") reject(new Error(reply.message));
        else resolve(reply);
      });
      child.send(task);
    });
  }

  return {
    post: async (task) => expectKind(await run({ kind: "post", ...task }), "posted"),
    get: async (task) => expectKind(await run({ kind: "get", ...task }), "got"),
    stop,
  };
}

function expectKind<Kind extends Reply["kind"]>(reply: Reply, kind: Kind): Extract<Reply, { kind: Kind }> {
  if (reply.kind !== kind) throw new Error(`The client answered ${reply.kind}, not ${kind}`);
  return reply as Extract<Reply, { kind: Kind }>;
}
