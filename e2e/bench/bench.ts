import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { buildIfStale } from "@/app/_cli/build-if-stale";
import { failStart } from "@/app/_cli/serve";
import { EnvError, setMode } from "@/lib/env";
import { log } from "@/lib/log";
import { createCleanup } from "./cleanup";
import { measureDelivery } from "./delivery/measure-delivery";
import { describeMachine, formatMachine, loadAverages } from "./describe-machine";
import { measureAnswers } from "./measure-answers";
import { measureBacktest } from "./measure-backtest";
import { measureCosting } from "./measure-costing";
import { measureExports } from "./measure-exports";
import { measureFlood } from "./measure-flood";
import { measureIngest } from "./measure-ingest";
import { measureStorage } from "./measure-storage";
import { type Bench, openBench } from "./open-bench";
import { type BenchOptions, BenchOptionsError, type Part, parseBenchOptions, USAGE } from "./options";
import { measureAttempts } from "./reads/measure-attempts";
import { measureComparison } from "./reads/measure-comparison";
import { measureMonths } from "./reads/measure-months";
import { measureReprice } from "./reprice/measure-reprice";
import { formatSection, type Section } from "./section";
import { measureSpend } from "./spend/measure-spend";
import { measureStorm } from "./storm/measure-storm";

const MEASURES: Readonly<Record<Part, (bench: Bench) => Promise<Section[]>>> = {
  ingest: measureIngest,
  storage: measureStorage,
  reads: measureMonths,
  spend: measureSpend,
  costing: measureCosting,
  exports: measureExports,
  bytes: measureMonths,
  attempts: measureAttempts,
  comparison: measureComparison,
  answers: measureAnswers,
  backtest: measureBacktest,
  reprice: measureReprice,
  delivery: measureDelivery,
  flood: measureFlood,
  storm: measureStorm,
};
/** The parts that start the built product. */
const NEEDS_BUILD: readonly Part[] = ["ingest", "answers", "delivery", "flood", "storm"];

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  setMode("production");
  log.level = "warn";
  if (options.build && options.parts.some((part) => NEEDS_BUILD.includes(part)) && !(await buildIfStale()).isBuilt) {
    throw new EnvError("The build failed; what it said stands above");
  }
  const cleanup = createCleanup();
  try {
    await measure(await openBench(options, cleanup), options);
  } finally {
    await cleanup.run();
  }
}

/** Runs part after part; what is measured is printed and written at once, whatever becomes of the rest. */
async function measure(bench: Bench, options: BenchOptions): Promise<void> {
  const startedAt = performance.now();
  const machine = describeMachine(bench.postgresVersion);
  const sections: Section[] = [];
  await mkdir(dirname(options.out), { recursive: true });
  for (const measurePart of new Set(options.parts.map((part) => MEASURES[part]))) {
    const measured = await measurePart(bench);
    for (const section of measured) console.log(`\n${formatSection(section)}`);
    sections.push(...measured);
    const report = { machine, loadAfter: loadAverages(), options, seconds: seconds(), sections };
    await writeFile(options.out, `${JSON.stringify(report, null, 2)}\n`);
  }
  console.log(`\n${formatMachine(machine)}, after ${loadAverages().join(" ")}`);
  console.log(`Measured in ${seconds()} s; figures in ${options.out}`);

  function seconds(): number {
    return Math.round((performance.now() - startedAt) / 1_000);
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (error instanceof BenchOptionsError) {
    console.error(error.message);
    process.exit(2);
  }
  failStart(error);
}
