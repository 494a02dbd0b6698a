import type { Db } from "@/db/client";
import { publishDueProposals } from "@/db/proposals/publish-due-proposals";
import type { Job } from "./run-jobs";

const EVERY_MS = 1_000;

/** Lets approved policies take force when their time comes. */
export function publishJob(db: Db): Job {
  return {
    name: "publish-due",
    everyMs: EVERY_MS,
    run: async () => {
      await publishDueProposals(db, { now: new Date() });
      return "done";
    },
  };
}
