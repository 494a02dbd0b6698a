import { workerData } from "node:worker_threads";
import { BACKTEST_READERS, runBacktest } from "@/app/_server/backtest/run-backtest";
import { runRehearsal } from "@/app/_server/backtest/run-rehearsal";
import { runSweep } from "@/app/_server/backtest/run-sweep";
import { createDatabase } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import { initEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { yieldCores } from "@/lib/yield-cores";
import { answerCalls } from "../threads/answer-calls";
import type { ThreadData } from "../threads/calls";
import type { BacktestCalls } from "./backtest-calls";
import type { Tracking } from "./tracking";

// CallThread gave it.
const { env } = workerData as ThreadData;
initEnv(env);
log.level = env.logLevel;
const database = createDatabase(env.databaseUrl, { max: BACKTEST_READERS, applicationName: "switchyard-backtest" });
const running = new Map<number, { controller: AbortController; share: number }>();

/** Runs work so that it can be asked about, and cancelled, by its id. */
async function track<Reply>(id: number, work: (tracking: Tracking) => Promise<Reply>): Promise<Reply> {
  const run = { controller: new AbortController(), share: 0 };
  running.set(id, run);
  try {
    return await work({
      signal: run.controller.signal,
      onProgress: (share) => {
        run.share = share;
      },
    });
  } finally {
    running.delete(id);
  }
}

const calls: BacktestCalls = {
  run: ({ id, ...input }) => track(id, (tracking) => runBacktest(database.db, input, tracking)),
  rehearse: ({ id, ...input }) => track(id, (tracking) => runRehearsal(database.db, input, tracking)),
  sweep: ({ id, ...input }) => track(id, (tracking) => runSweep(database.db, input, tracking)),
  progress: async (id) => running.get(id)?.share ?? 0,
  cancel: async (id) => running.get(id)?.controller.abort(new AppError("CONFLICT", "The back-test was cancelled")),
  end: async () => {
    for (const { controller } of running.values()) controller.abort(new AppError("UNAVAILABLE", "Shutting down"));
    await database.end();
  },
};
yieldCores();
answerCalls(calls, { isForReaders: true });
