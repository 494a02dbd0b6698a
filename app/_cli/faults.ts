import { readKey } from "@/lib/env";
import { configuredTarget, DIRECT_TARGET, type RouteTarget } from "@/lib/fault-suite/route-target";
import { routeSetup } from "@/lib/fault-suite/run-scenario";
import { gradeOf, runSuite } from "@/lib/fault-suite/run-suite";
import { SCENARIOS } from "@/lib/fault-suite/scenarios";
import { startProvider } from "@/lib/simulated-provider/start-provider";
import { startBundledRouter } from "./bundled-router-target";
import { scoreLine, summaryLines } from "./faults-lines";
import { type FaultsOptions, parseFaultsOptions } from "./faults-options";
import { failCommand } from "./run-command";

const USAGE = `npm run faults -- [options]

Starts a simulated provider that fails in every way of its list, and looks at what a router makes of it: from the caller's
view and from the provider's. Grades each run: pass; partial, a whole answer with a flaw; safe, an error that clients
understand; fail, anything that misleads a caller or hangs. A scenario's grade is that of its worst run. Without
--base-url it is the router that is built in, started in this process. Ends with 0 where everything passes.

  --repeat N            runs of each scenario (20)
  --direct              calls the provider itself: what a caller sees without a router
  --base-url URL        an OpenAI-compatible router, with its /v1, that has been configured as --routes says
  --api-key-env NAME    the environment variable with the router's key
  --model-prefix TEXT   what stands before a scenario's name in the model that the router is asked for, such as tier:
  --routes              prints the routes that the router needs, and runs nothing
  --provider-port N     where the provider listens, which the router must know (4011; without a router any)
  --only ID[,ID]        these scenarios
  --parallel N          scenarios at a time (4)
  --time-scale N        real seconds per simulated one (0.05)
  --seed N              of the provider (1)
  --json                scores as JSON

Scenarios:
${SCENARIOS.map(({ id, title }) => `  ${id.padEnd(25)} ${title}`).join("\n")}`;

async function main(): Promise<number> {
  const options = parseFaultsOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const { scenarios, providerPort, timeScale } = options;
  if (options.isRoutes) {
    const routes = scenarios.map((scenario) => routeSetup(scenario, `http://127.0.0.1:${providerPort}`, timeScale));
    console.log(JSON.stringify({ routes }, null, 2));
    return 0;
  }
  const { target, close } = await targetOf(options);
  const running = await startProvider({ port: providerPort, seed: options.seed, timeScale });
  try {
    const scores = await runSuite({
      ...{ scenarios, running, target, repeat: options.repeat, parallel: options.parallel },
      onScore: (score) => options.isJson || console.log(scoreLine(score)),
    });
    const lines = options.isJson ? [JSON.stringify({ scores }, null, 2)] : summaryLines(scores);
    for (const line of lines) console.log(line);
    return scores.every((score) => gradeOf(score) === "pass") ? 0 : 1;
  } finally {
    await close();
    await running.close();
  }
}

async function targetOf({
  router,
  isDirect,
}: FaultsOptions): Promise<{ target: RouteTarget; close: () => Promise<void> }> {
  const close = async () => undefined;
  if (isDirect) return { target: DIRECT_TARGET, close };
  if (!router) {
    const bundled = await startBundledRouter();
    return { target: bundled, close: bundled.close };
  }
  const { baseUrl, keyEnv, prefix } = router;
  const apiKey = keyEnv === null ? "faults" : readKey(keyEnv);
  return { target: configuredTarget({ baseUrl, prefix, apiKey }), close };
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = failCommand(error);
}
