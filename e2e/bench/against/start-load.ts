import { once } from "node:events";
import type { Cleaned, Started } from "../start-node";
import { startScript } from "../start-script";
import type { LoadReply, LoadTask, Seen } from "./load-messages";

export type Load = { run: (task: LoadTask) => Promise<Seen>; stop: Started["stop"] };

/** Starts a process that plays routers or viewers, one task at a time; resolves once it has loaded. */
export async function startLoad(bench: Cleaned): Promise<Load> {
  const { child, stop } = startScript(bench, "against/load-process.ts");
  await once(child, "message");
  return {
    stop,
    run: (task) =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error("The process of a load ended"));
        child.once("exit", onExit);
        child.once("message", (reply: LoadReply) => {
          child.off("exit", onExit);
          if (reply.kind === "seen") resolve(reply);
          else reject(new Error(reply.kind === "failed" ? reply.message : "It was not asked"));
        });
        child.send(task);
      }),
  };
}
