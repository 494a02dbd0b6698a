import type { Service } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { DetectorCalls } from "./detector-calls";

let thread: CallThread<DetectorCalls> | undefined;

/** Looks for slowdowns and swaps on a thread of its own: nothing is folded later for it. One process of all does. */
export const detectorService: Service = {
  name: "detectors",
  start: async ({ env }) => {
    thread = new CallThread<DetectorCalls>("detector-thread", env);
  },
  stop: async () => {
    await thread?.call("end", null).catch(() => undefined);
    await thread?.stop();
    thread = undefined;
  },
};
