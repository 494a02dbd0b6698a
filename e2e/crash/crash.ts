import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EmbeddedError } from "@/db/embedded/embedded-error";
import { EnvError } from "@/lib/env";
import { CrashFinding } from "./crash-finding";
import { describeRecovery, describeRun } from "./describe-run";
import { runCrashes } from "./run-crashes";
import { WAYS } from "./ways";

const LOG_FOLDER = ".cache/crash";
const CLOSED_WITHIN_MS = 30_000;
const USAGE = `npm run crash -- [--rounds 50] [--seed N] [--through ${WAYS.join("|")}]

Runs two processes of the built product on a PostgreSQL of its own, kills one of them or the database in every round
while four senders post, and compares in the end what is stored and answered with what was sent. Between them and the
database stands what --through names: PgBouncer in session mode, TLS with a private authority, or a pair of servers of
which the standby is promoted.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "50" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      through: { type: "string", default: "nothing" },
      help: { type: "boolean", default: false },
    },
  });
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
  const through = WAYS.find((way) => way === values.through);
  if (values.help || !Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed) || !through) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  if (!existsSync(".next/BUILD_ID")) throw new EnvError("There is no build yet: run `npm run build` first");
  const stopping = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      stopping.abort(new CrashFinding("Stopped before the end"));
      setTimeout(() => {
        console.error("What was started could not be ended");
        process.exit(1);
      }, CLOSED_WITHIN_MS).unref();
    });
  }
  // What nobody awaited ends the run too, but in order.
  for (const name of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(name, (error) => stopping.abort(error));
  }
  // Of its own, since the next run empties it, and two may be under way.
  const logFolder = join(LOG_FOLDER, through);
  console.log(`${rounds} rounds with --seed ${seed}; the processes' logs are in ${logFolder}`);
  const run = await runCrashes({
    rounds,
    seed,
    through,
    logFolder,
    signal: stopping.signal,
    onStep: (step) => console.log(step),
    onRound: (round, kind, recovery) => {
      console.log(`${String(round).padStart(4)}  ${kind.padEnd(10)}  ${describeRecovery(recovery)}`);
    },
  });
  for (const line of describeRun(run)) console.log(line);
  return run.findings.length === 0 ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  const isForOperator = error instanceof CrashFinding || error instanceof EnvError || error instanceof EmbeddedError;
  console.error(isForOperator ? error.message : error);
  process.exit(1);
}
