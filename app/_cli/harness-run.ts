import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/contract/error";
import { displayPicoUsd, formatLength, formatWhole } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { SECOND_MS } from "@/lib/domain/time/units";
import { builtInPrompts } from "@/lib/harness/built-in-prompts";
import { measureCall } from "@/lib/harness/measure-call";
import { lanesOf, type Plan } from "@/lib/harness/plan";
import type { Prompt } from "@/lib/harness/prompt";
import { readPrompts } from "@/lib/harness/read-prompts";
import { createRunClock, type RunClock } from "@/lib/harness/run-clock";
import type { OpenRun } from "@/lib/harness/run-folder";
import { type RunEnd, runPlan } from "@/lib/harness/run-plan";
import { timeLeftMs } from "@/lib/harness/time-left";
import type { CallOptions, NewRun } from "./harness-options";
import { billedBy, harnessPrices } from "./harness-prices";
import { createProgress } from "./progress";

/** Reads a run's prompts and fixes what it does; throws INVALID naming what is wrong with them. */
export async function planOf(run: NewRun, calls: CallOptions, now: Date): Promise<Plan> {
  const { budgetUsd, keyEnv } = calls;
  const { out: _, promptsFile, provider, ...rest } = run;
  const providers = Object.fromEntries(run.models.map((model) => [model, billedBy(model, provider)]));
  const prompts = promptsFile === null ? builtInPrompts() : await promptsOf(promptsFile);
  const plan: Plan = {
    ...{ version: 1, id: randomUUID(), created_at: now.toISOString(), ...rest },
    ...{ providers, api_key_env: keyEnv, budget_usd: budgetUsd, prompts },
  };
  const prices = harnessPrices(plan);
  const unpriced = run.models.filter((model) => !prices.has(model));
  if (budgetUsd !== null && unpriced.length > 0) {
    const missing = unpriced.join(", ");
    throw new AppError("INVALID", `--budget needs prices: none is known of ${missing}; give --provider or --price`);
  }
  return plan;
}

async function promptsOf(file: string): Promise<Prompt[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new AppError("NOT_FOUND", `${file} cannot be read`, { cause: error });
  });
  return readPrompts(text, file);
}

type Signals = {
  /** Begins no more calls. */
  stop: AbortSignal;
  /** Ends those in flight, which are made again when the run goes on. */
  leave: AbortSignal;
};

/** Makes the calls that are left of an open run and shows how far it is; the folder has their results. */
export async function makeCalls(
  open: OpenRun,
  { apiKey, budgetUsd, signals }: { apiKey: string; budgetUsd: string | null; signals: Signals },
): Promise<RunEnd> {
  const { plan, results, writer } = open;
  const prices = harnessPrices(plan);
  // Every call in flight listens to it.
  setMaxListeners(0, signals.leave);
  const budget = budgetUsd ?? plan.budget_usd;
  const progress = createProgress();
  const all = plan.requests === null ? null : plan.requests * lanesOf(plan).length;
  const durationMs = plan.duration_seconds === null ? null : plan.duration_seconds * SECOND_MS;
  let spent = results.reduce((sum, { cost_usd }) => sum + (cost_usd === null ? 0n : (parseUsd(cost_usd) ?? 0n)), 0n);
  let done = 0;
  let clock: RunClock | null = null;
  let startMs = 0;
  const show = () => {
    const [nowMs, total] = [clock?.nowMs() ?? 0, results.length + done];
    const shares = [all === null ? 0 : total / all, durationMs === null ? 0 : Math.min(1, nowMs / durationMs)];
    const left = timeLeftMs({
      ...{ elapsedMs: nowMs - startMs, done, left: all === null ? null : all - total },
      durationLeftMs: durationMs === null ? null : Math.max(0, durationMs - nowMs),
    });
    const counted = `${formatWhole(total)}${all === null ? "" : ` of ${formatWhole(all)}`} calls`;
    progress.show(Math.max(...shares), `${counted}, ${displayPicoUsd(spent)}, ${formatLength(left)} left`);
  };
  const end = await runPlan({
    ...{ plan, results, budget: budget === null ? null : parseUsd(budget), stop: signals.stop, now: () => new Date() },
    createClock: (atMs) => {
      startMs = atMs;
      clock = createRunClock(atMs);
      return clock;
    },
    call: ({ model, region }, { prompt }) => {
      const baseUrl = plan.base_url.replaceAll("{region}", encodeURIComponent(region ?? ""));
      const target = { baseUrl, apiKey, model, timeoutMs: plan.timeout_seconds * SECOND_MS };
      return measureCall(target, prompt, signals.leave);
    },
    costOf: prices.costOf,
    onResult: async (result) => {
      await writer.append(result);
      done += 1;
      spent += result.cost_usd === null ? 0n : (parseUsd(result.cost_usd) ?? 0n);
      show();
    },
  }).finally(progress.end);
  return end;
}
