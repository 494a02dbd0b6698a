import type { GetTask, Got, Posted, PostTask, Reply, Task } from "./client-messages";
import type { Cleaned } from "./start-node";
import { startScript } from "./start-script";

/** A process that asks the server; one task at a time. */
export type Client = {
  post: (task: Omit<PostTask, "kind">) => Promise<Posted>;
  get: (task: Omit<GetTask, "kind">) => Promise<Got>;
  stop: () => Promise<void>;
};

export function startClient(bench: Cleaned): Client {
  const { child, stop } = startScript(bench, "client-process.ts");

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
