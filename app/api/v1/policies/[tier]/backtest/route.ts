import { backtestLines } from "@/app/_server/backtest/backtest-lines";
import { assertBacktestAdmitted, backtestOnThread } from "@/app/_server/backtest/backtest-service";
import { implement } from "@/app/_server/implement";
import { refuseOtherTier } from "@/app/_server/refuse-other-tier";
import { getReadDb, getRuntime } from "@/app/_server/runtime";
import { getRetention } from "@/db/retention/get-retention";
import { backtestOperation } from "@/lib/contract/backtest";
import { AppError } from "@/lib/contract/error";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";
import { getEnv } from "@/lib/env";
import { streamHeaders } from "@/lib/http/stream-headers";
import { t } from "@/lib/messages/translate";

const LINES = "application/x-ndjson";

export const POST = implement(backtestOperation, async ({ request, params: { tier }, body: { policy, from, to } }) => {
  refuseOtherTier(policy, tier, "policy.tier");
  await refuseForgotten(from);
  const signal = AbortSignal.any([request.signal, getRuntime().stopping.signal]);
  const input = { policy, fromUs: from, toUs: to };
  if (!request.headers.get("accept")?.includes(LINES)) return backtestOnThread(input, { signal });
  assertBacktestAdmitted();
  const lines = backtestLines((options) => backtestOnThread(input, options), signal);
  return new Response(lines, { headers: streamHeaders(LINES) });
});

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
