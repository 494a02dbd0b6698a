import type { Bench } from "../open-bench";
import { startScript } from "../start-script";
import type { FannedOut, FanOutTask, Opened, Paced, PaceTask, Reply, Task } from "./messages";

export type DeliveryClient = {
  pid: number;
  pace: (task: Omit<PaceTask, "kind">) => Promise<Paced>;
  /** `opened` runs while all streams are open and nothing else happens. */
  fanOut: (task: Omit<FanOutTask, "kind">, opened: (reported: Opened) => Promise<void>) => Promise<FannedOut>;
  stop: () => Promise<void>;
};

export function startDeliveryClient(bench: Bench): DeliveryClient {
  const { child, stop } = startScript(bench, "delivery/client-process.ts");

  function ask<Kind extends Reply["kind"]>(task: Task, kind: Kind): Promise<Extract<Reply, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const onExit = () => reject(new Error("The client ended"));
      child.once("exit", onExit);
      child.once("message", (reply: Reply) => {
        child.off("exit", onExit);
        if (isKind(reply, kind)) resolve(reply);
        else reject(new Error(reply.kind === "failed" ? reply.message : `The client answered ${reply.kind}`));
      });
      child.send(task);
    });
  }

  return {
    pid: child.pid ?? 0,
    pace: (task) => ask({ kind: "pace", ...task }, "paced"),
    fanOut: async (task, opened) => {
      await opened(await ask({ kind: "fan-out", ...task }, "opened"));
      return ask({ kind: "go-on" }, "fanned-out");
    },
    stop,
  };
}

function isKind<Kind extends Reply["kind"]>(reply: Reply, kind: Kind): reply is Extract<Reply, { kind: Kind }> {
  return reply.kind === kind;
}
