import { parseArgs } from "node:util";
import { AppError } from "@/lib/contract/error";
import type { Scenario } from "@/lib/fault-suite/scenario";
import { SCENARIOS } from "@/lib/fault-suite/scenarios";
import { readNumber } from "./read-number";

export type FaultsOptions = {
  scenarios: readonly Scenario[];
  repeat: number;
  parallel: number;
  timeScale: number;
  seed: number;
  /** 0: any free port, where no router has to know it. */
  providerPort: number;
  /** Calls the provider itself. */
  isDirect: boolean;
  /** The router under test; null: the one that is built in. */
  router: { baseUrl: string; keyEnv: string | null; prefix: string } | null;
  isJson: boolean;
  /** Prints what the router must be configured with, and runs nothing. */
  isRoutes: boolean;
};

const PROVIDER_PORT = 4011;
const NUMBERS = {
  repeat: { min: 1, max: 10_000, whole: true },
  parallel: { min: 1, max: 100, whole: true },
  "time-scale": { min: 0.001, max: 10, whole: false },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
  "provider-port": { min: 1, max: 65_535, whole: true },
} as const;
const text = { type: "string" } as const;

/** Reads the command line of the fault suite; null where help is asked for. Throws INVALID with what is wrong with it. */
export function parseFaultsOptions(args: readonly string[]): FaultsOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const number = (name: keyof typeof NUMBERS, standard: number) =>
    readNumber(name, values[name], NUMBERS[name]) ?? standard;
  const baseUrl = values["base-url"];
  if (baseUrl !== undefined && !/^https?:/.test(baseUrl)) throw invalid(`--base-url ${baseUrl} is no address`);
  const isRoutes = values.routes ?? false;
  const isDirect = values.direct ?? false;
  if (isDirect && baseUrl !== undefined) throw invalid("--direct calls no router: leave out --base-url");
  return {
    scenarios: chosen(values.only),
    repeat: number("repeat", 20),
    parallel: number("parallel", 4),
    timeScale: number("time-scale", 0.05),
    seed: number("seed", 1),
    providerPort: number("provider-port", baseUrl === undefined && !isRoutes ? 0 : PROVIDER_PORT),
    router:
      baseUrl === undefined
        ? null
        : {
            baseUrl: baseUrl.endsWith("/") ? baseUrl.slice(0, -1) : baseUrl,
            keyEnv: values["api-key-env"] ?? null,
            prefix: values["model-prefix"] ?? "",
          },
    isJson: values.json ?? false,
    isRoutes,
    isDirect,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ repeat: text, parallel: text, "time-scale": text, seed: text, "provider-port": text },
        ...{ "base-url": text, "api-key-env": text, "model-prefix": text },
        only: { type: "string", multiple: true },
        direct: { type: "boolean" },
        json: { type: "boolean" },
        routes: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

function chosen(only: readonly string[] | undefined): readonly Scenario[] {
  if (only === undefined) return SCENARIOS;
  return only
    .flatMap((ids) => ids.split(","))
    .map((id) => {
      const scenario = SCENARIOS.find((each) => each.id === id);
      if (scenario) return scenario;
      throw invalid(`--only knows ${SCENARIOS.map((each) => each.id).join(", ")}, not ${id}`);
    });
}

const invalid = (message: string) => new AppError("INVALID", message);
