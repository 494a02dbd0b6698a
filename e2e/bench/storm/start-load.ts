import { once } from "node:events";
import { setPriority } from "node:os";
import type { Bench } from "../open-bench";
import { startScript } from "../start-script";
import type { Opened, Received, Reply, Seen, Task } from "./messages";

/** What makes load takes a core only where nobody else wants it: what is measured is the server. */
const LOAD_NICENESS = 10;

export type Load = {
  run: (task: Exclude<Task, { kind: "stream" }>) => Promise<Seen>;
  /** `onOpen` is called when all streams are open. */
  stream: (
    task: Omit<Extract<Task, { kind: "stream" }>, "kind">,
    onOpen: (opened: Opened) => void,
  ) => Promise<Received>;
  stop: () => Promise<void>;
};

/** Resolves once its process has loaded, so that none begins when the others are done. */
export async function startLoad(bench: Bench, { measures }: { measures: boolean }): Promise<Load> {
  const { child, stop } = startScript(bench, "storm/load-process.ts");
  await once(child, "message");
  if (!measures && child.pid) setPriority(child.pid, LOAD_NICENESS);

  function ask(task: Task, take: (reply: Reply) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      child.once("exit", () => reject(new Error("A process of the storm ended")));
      child.on("message", (reply: Reply) => {
        if (reply.kind === "failed") reject(new Error(reply.message));
        else if (take(reply)) resolve();
      });
      child.send(task);
    });
  }

  return {
    run: async (task) => {
      let seen: Seen = { kind: "seen", statuses: {}, latenciesMs: [], lateMs: [] };
      await ask(task, (reply) => {
        if (reply.kind === "seen") seen = reply;
        return reply.kind === "seen";
      });
      return seen;
    },
    stream: async (task, onOpen) => {
      let received: Received = { kind: "received", answeredMs: [], receivedMs: [], missed: 0 };
      await ask({ kind: "stream", ...task }, (reply) => {
        if (reply.kind === "opened") onOpen(reply);
        if (reply.kind === "received") received = reply;
        return reply.kind === "received";
      });
      return received;
    },
    stop,
  };
}
