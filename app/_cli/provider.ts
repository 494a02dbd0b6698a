import { readKey } from "@/lib/env";
import { FAULT_KINDS, FAULT_PREFIX, faultFacts } from "@/lib/simulated-provider/fault-kinds";
import { SIMULATED_MODELS } from "@/lib/simulated-provider/simulated-models";
import { startProvider } from "@/lib/simulated-provider/start-provider";
import { parseProviderOptions } from "./provider-options";
import { failCommand } from "./run-command";

const GRACE_MS = 5_000;
const USAGE = `npm run provider -- [options]

Starts a provider of simulated answers that speaks OpenAI's protocol (chat, responses, embeddings, models) and Anthropic's
(messages), below /v1, or /REGION/v1 for any region. The same seed and request get the same answer.

  --port N                  4010
  --host ADDRESS            127.0.0.1; /admin answers elsewhere only with a key
  --seed N                  1
  --time-scale N            real seconds per simulated one: with 0.01, two minutes of silence take 1.2 s (1)
  --requests-per-minute N, --tokens-per-minute N, --concurrency N
                            limits of each model in each region (none)
  --background-failures     models also fail now and then, each as rarely as in the demo
  --api-key-env NAME        the environment variable with the key that callers must send (any key is taken)
  --admin-key-env NAME      the same for /admin

Models: ${SIMULATED_MODELS.join(", ")}
A model named ${FAULT_PREFIX}KIND or ${FAULT_PREFIX}KIND/MODEL fails; POST /admin/faults with a kind makes any other fail:
${FAULT_KINDS.map((kind) => `  ${kind.padEnd(25)} ${faultFacts(kind).title}`).join("\n")}`;

async function main(): Promise<void> {
  const options = parseProviderOptions(process.argv.slice(2), readKey);
  if (!options) return console.log(USAGE);
  const { url, close } = await startProvider(options);
  console.log(`Simulated provider: ${url}/v1 and ${url}/REGION/v1; counters: ${url}/admin/state`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      close(GRACE_MS).then(() => process.exit(0));
    });
  }
}

try {
  await main();
} catch (error) {
  process.exitCode = failCommand(error);
}
