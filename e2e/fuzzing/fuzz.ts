import { existsSync, mkdirSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { EnvError } from "@/lib/env";
import { CrashFinding } from "../crash/crash-finding";
import { createWebProcess } from "../crash/web-process";
import { describeFuzz } from "./describe-fuzz";
import { runFuzz } from "./run-fuzz";

const FOLDER = ".cache/fuzz";
const API_KEY = "fuzz-machine-key-0123456789-abcdefghijklmnop";
const USAGE = `npm run fuzz -- [--count 2000] [--seed N] [--first 0]

Starts the built product on a database of its own and sends it payloads that were valid before they were bent, to every
endpoint that takes logs or files. Fails where one is answered with 500 or more, not in time or not at all, and prints the
smallest such payload. --first is the number of the first payload, to send a single one again.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "2000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      first: { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  const [count, seed, first] = [Number(values.count), Number(values.seed), Number(values.first)];
  if (values.help || ![count, seed, first].every((each) => Number.isInteger(each) && each >= 0)) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  if (!existsSync(".next/BUILD_ID")) throw new EnvError("There is no build yet: run `npm run build` first");
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const deaths: CrashFinding[] = [];
  const web = await createWebProcess({
    name: "web",
    logFile: `${FOLDER}/web.log`,
    env: {
      NODE_ENV: "production",
      SWITCHYARD_DATA_DIR: `${FOLDER}/data`,
      SWITCHYARD_API_KEY: API_KEY,
      LOG_LEVEL: "warn",
    },
    onDeath: (finding) => deaths.push(finding),
  });
  try {
    web.start();
    await web.ready();
    console.log(`${count.toLocaleString("en")} payloads with --seed ${seed}; the server's log is ${FOLDER}/web.log`);
    const onProgress = (sent: number) => {
      if (sent % 10_000 === 0) console.log(`${sent.toLocaleString("en")} sent`);
    };
    const startedMs = performance.now();
    const run = await runFuzz({
      origin: web.origin,
      apiKey: API_KEY,
      count,
      seed,
      first,
      nowMs: Date.now(),
      onProgress,
    });
    for (const line of describeFuzz(run, seed)) console.log(line);
    console.log(`In ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`);
    for (const { message } of deaths) console.log(`FOUND: ${message}`);
    if (deaths.length === 0) await web.stop();
    return run.findings.length === 0 && deaths.length === 0 ? 0 : 1;
  } finally {
    await web.close();
  }
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof CrashFinding || error instanceof EnvError ? error.message : error);
  process.exit(1);
}
