import { getReadDb, getRuntime } from "@/app/_server/runtime";
import { getRetention } from "@/db/retention/get-retention";
import type { BacktestRequest } from "@/lib/contract/backtest";
import { AppError } from "@/lib/contract/error";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";
import { getEnv } from "@/lib/env";
import { streamHeaders } from "@/lib/http/stream-headers";
import { t } from "@/lib/messages/translate";
import { refuseOtherTier } from "../refuse-other-tier";
import type { CallThread } from "../threads/call-thread";
import type { BacktestCalls } from "./backtest-calls";
import { backtestLines } from "./backtest-lines";
import { assertBacktestAdmitted, onBacktestThread, type RunOptions } from "./backtest-service";
import type { BacktestInput } from "./run-backtest";

const LINES = "application/x-ndjson";

type AskedRun<Reply> = {
  request: Request;
  tier: string;
  body: BacktestRequest;
  ask: (thread: CallThread<BacktestCalls>, input: { id: number } & BacktestInput) => Promise<Reply>;
};

/** Runs work on a draft's recorded traffic: its answer, or, asked for lines, a stream that reports progress first. */
export async function answerRun<Reply>({ request, tier, body, ask }: AskedRun<Reply>): Promise<Reply | Response> {
  const { policy, from, to } = body;
  refuseOtherTier(policy, tier, "policy.tier");
  await refuseForgotten(from);
  const signal = AbortSignal.any([request.signal, getRuntime().stopping.signal]);
  const run = (options: RunOptions) =>
    onBacktestThread((thread, id) => ask(thread, { id, policy, fromUs: from, toUs: to }), options);
  if (!request.headers.get("accept")?.includes(LINES)) return run({ signal });
  assertBacktestAdmitted();
  return new Response(backtestLines(run, signal), { headers: streamHeaders(LINES) });
}

/** What is no longer there attempt by attempt cannot be run again. */
async function refuseForgotten(fromUs: number): Promise<void> {
  const { rawRetainedFrom } = await getRetention(getReadDb(), { now: new Date(), rawDays: getEnv().rawRetentionDays });
  if (fromUs >= rawRetainedFrom * MINUTE_US) return;
  throw refused(
    "from",
    t("Single attempts are kept from {time} on", { time: formatInstantUs(rawRetainedFrom * MINUTE_US) }),
  );
}

function refused(field: string, message: string): AppError {
  return new AppError("UNPROCESSABLE", `Not valid: ${field}`, { fields: { [field]: [message] } });
}
