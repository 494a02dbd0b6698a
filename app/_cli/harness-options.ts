import { parseArgs } from "node:util";
import { AppError } from "@/lib/contract/error";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { HOUR_SECONDS } from "@/lib/domain/time/units";
import { CONCURRENCY_MAX, PATTERN_KINDS, type Pattern, PERIOD_SECONDS_MAX, RATE_MAX } from "@/lib/harness/pattern";
import { DURATION_SECONDS_MAX, type Plan, REQUESTS_MAX } from "@/lib/harness/plan";
import { readNumber } from "./read-number";

/** What is known of a run before its prompts are read. */
export type NewRun = Omit<
  Plan,
  "version" | "id" | "created_at" | "prompts" | "providers" | "budget_usd" | "api_key_env"
> & {
  out: string | null;
  /** A file, or null for the built-in ones. */
  promptsFile: string | null;
  provider: string | null;
};
/** `budgetUsd` of a run that goes on replaces the plan's; null leaves it. */
export type CallOptions = { keyEnv: string | null; budgetUsd: string | null };

export type HarnessOptions = { isJson: boolean } & (
  | ({ does: "begin"; run: NewRun } & CallOptions)
  | ({ does: "resume"; folder: string } & CallOptions)
  | { does: "summarize"; folder: string }
  | { does: "compare"; folders: [string, string] }
  | { does: "export"; folder: string; send: { url: string; keyEnv: string } | null }
);

const DEFAULTS = { requests: 100, concurrency: 4, burst: 20, timeoutSeconds: 120, periodSeconds: 24 * HOUR_SECONDS };
/** A schedule's calls are not to wait for each other. */
const SCHEDULE_CONCURRENCY = 1_000;
const text = { type: "string" } as const;
const NUMBERS = {
  requests: { min: 1, max: REQUESTS_MAX, whole: true },
  concurrency: { min: 1, max: CONCURRENCY_MAX, whole: true },
  rate: { min: 0.0001, max: RATE_MAX, whole: false },
  burst: { min: 1, max: CONCURRENCY_MAX, whole: true },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
} as const;
type Values = NonNullable<ReturnType<typeof parse>>;

/** Reads the command line of the harness; null where help is asked for. Throws INVALID with what is wrong with it. */
export function parseHarnessOptions(args: readonly string[]): HarnessOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const isJson = values.json ?? false;
  const calls = { keyEnv: values["api-key-env"] ?? null, budgetUsd: budgetOf(values.budget) };
  const modes = (["resume", "summary", "compare", "export"] as const).filter((name) => values[name] !== undefined);
  if (modes.length > 1) throw invalid(`--${modes.join(" and --")} are different commands`);
  const folder = modes[0] === undefined ? "" : (values[modes[0]] ?? "");
  if (modes[0] !== undefined) refuseRunOptions(values, modes[0]);
  switch (modes[0]) {
    case "resume":
      return { does: "resume", isJson, folder, ...calls };
    case "summary":
      return { does: "summarize", isJson, folder };
    case "compare": {
      const [first, second, ...more] = namesOf(folder);
      if (!first || !second || more.length > 0) throw invalid("--compare needs two folders: --compare FIRST,SECOND");
      return { does: "compare", isJson, folders: [first, second] };
    }
    case "export":
      return { does: "export", isJson, folder, send: sendOf(values) };
    default:
      if (values.send !== undefined) throw invalid("--send goes with --export FOLDER");
      return { does: "begin", isJson, run: newRunOf(values), ...calls };
  }
}

function newRunOf(values: Values): NewRun {
  const number = (name: keyof typeof NUMBERS) => readNumber(name, values[name], NUMBERS[name]);
  const models = namesOf(values.models);
  const regions = namesOf(values.region);
  const baseUrl = values["base-url"];
  if (baseUrl === undefined || !/^https?:\/\//.test(baseUrl)) {
    throw invalid("--base-url must be the address of an OpenAI-compatible interface, with its /v1");
  }
  if (models.length === 0) throw invalid("--models must name at least one model");
  for (const names of [models, regions]) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw invalid(`${twice} is named twice`);
  }
  if (regions.length > 1 && !baseUrl.includes("{region}")) {
    throw invalid("Several regions need {region} in --base-url, where each one's name is to stand");
  }
  const duration = secondsOf("duration", values.duration, DURATION_SECONDS_MAX);
  const pattern = patternOf(values, number("rate"), number("burst"));
  return {
    ...{ base_url: baseUrl.replace(/\/$/, ""), models, regions, pattern, duration_seconds: duration },
    requests: number("requests") ?? (duration === null ? DEFAULTS.requests : null),
    concurrency: number("concurrency") ?? (pattern.kind === "steady" ? DEFAULTS.concurrency : SCHEDULE_CONCURRENCY),
    timeout_seconds: secondsOf("timeout", values.timeout, 24 * HOUR_SECONDS) ?? DEFAULTS.timeoutSeconds,
    ...{ seed: number("seed") ?? 1, prices: values.price ?? [] },
    out: values.out ?? null,
    promptsFile: values.prompts === undefined || values.prompts === "built-in" ? null : values.prompts,
    provider: values.provider ?? null,
  };
}

function patternOf(values: Values, rate: number | undefined, burst: number | undefined): Pattern {
  const kind = values.pattern ?? "steady";
  if (kind === "steady") {
    if (rate !== undefined) throw invalid("--rate is of a schedule: a steady run sends as fast as it is answered");
    return { kind };
  }
  if (kind !== "open" && kind !== "bursty" && kind !== "diurnal") {
    throw invalid(`--pattern must be one of ${PATTERN_KINDS.join(", ")}, not ${kind}`);
  }
  if (rate === undefined) throw invalid(`--pattern ${kind} needs --rate, the requests per second of each model`);
  if (kind === "open") return { kind, rate };
  if (kind === "bursty") return { kind, rate, burst: burst ?? DEFAULTS.burst };
  const period = secondsOf("period", values.period, PERIOD_SECONDS_MAX) ?? DEFAULTS.periodSeconds;
  return { kind, rate, period_seconds: period };
}

/** What decides a run cannot be changed once it has begun, and says nothing of one that is only read. */
function refuseRunOptions(values: Values, mode: string): void {
  const beside = mode === "resume" ? ["budget", "api-key-env"] : mode === "export" ? ["send", "key-env"] : [];
  const known = [mode, "json", ...beside];
  const extra = Object.keys(values).find((name) => !known.includes(name));
  if (extra !== undefined) throw invalid(`--${extra} does not go with --${mode}`);
}

function sendOf({ send, "key-env": keyEnv }: Values): { url: string; keyEnv: string } | null {
  if (send === undefined) return null;
  if (!/^https?:\/\//.test(send)) throw invalid("--send must be the address of a Switchyard");
  if (keyEnv === undefined)
    throw invalid("--send needs --key-env, the environment variable with a key that may write logs");
  return { url: send.replace(/\/$/, ""), keyEnv };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: HOUR_SECONDS };

function secondsOf(name: string, given: string | undefined, most: number): number | null {
  if (given === undefined) return null;
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)([smh])$/.exec(given) ?? [];
  const seconds = Number(number) * (UNIT_SECONDS[unit] ?? Number.NaN);
  if (seconds > 0 && seconds <= most) return seconds;
  throw invalid(`--${name} must be a time such as 90s, 15m or 48h, up to ${most / HOUR_SECONDS}h, not ${given}`);
}

function budgetOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  if ((parseUsd(given) ?? 0n) > 0n) return given;
  throw invalid(`--budget must be a sum in USD, such as 5 or 0.50, not ${given}`);
}

function namesOf(list: string | undefined): string[] {
  return (list ?? "").split(",").flatMap((name) => name.trim() || []);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ "base-url": text, "api-key-env": text, models: text, region: text, prompts: text, provider: text },
        ...{ requests: text, duration: text, concurrency: text, timeout: text, seed: text, budget: text, out: text },
        ...{ pattern: text, rate: text, burst: text, period: text },
        ...{ resume: text, summary: text, compare: text, export: text, send: text, "key-env": text },
        price: { type: "string", multiple: true },
        json: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

const invalid = (message: string) => new AppError("INVALID", message);
