import { parseArgs } from "node:util";
import { AppError } from "@/lib/contract/error";
import type { ProviderOptions } from "@/lib/simulated-provider/start-provider";
import { readNumber } from "./read-number";

const DEFAULT_PORT = 4010;
const NUMBERS = {
  port: { min: 0, max: 65_535, whole: true },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
  "time-scale": { min: 0.0001, max: 100, whole: false },
  "requests-per-minute": { min: 1, max: 1e9, whole: true },
  "tokens-per-minute": { min: 1, max: 1e9, whole: true },
  concurrency: { min: 1, max: 1e6, whole: true },
} as const;
type NumberName = keyof typeof NUMBERS;
const text = { type: "string" } as const;

/** Reads the command line of the simulated provider; null where help is asked for. Throws INVALID with what is wrong with it. */
export function parseProviderOptions(
  args: readonly string[],
  readKey: (variable: string) => string,
): ProviderOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const number = (name: NumberName) => readNumber(name, values[name], NUMBERS[name]);
  return {
    port: number("port") ?? DEFAULT_PORT,
    host: values.host ?? "127.0.0.1",
    seed: number("seed") ?? 1,
    timeScale: number("time-scale") ?? 1,
    limits: {
      requests_per_minute: number("requests-per-minute") ?? null,
      tokens_per_minute: number("tokens-per-minute") ?? null,
      concurrency: number("concurrency") ?? null,
    },
    hasBackgroundFailures: values["background-failures"] ?? false,
    apiKey: values["api-key-env"] === undefined ? null : readKey(values["api-key-env"]),
    adminKey: values["admin-key-env"] === undefined ? null : readKey(values["admin-key-env"]),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ port: text, host: text, seed: text, "time-scale": text, concurrency: text },
        ...{ "requests-per-minute": text, "tokens-per-minute": text },
        ...{ "api-key-env": text, "admin-key-env": text },
        "background-failures": { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new AppError("INVALID", error instanceof Error ? error.message : String(error));
  }
}
