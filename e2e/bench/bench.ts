import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { buildIfStale } from "@/app/_cli/build-if-stale";
import { failStart } from "@/app/_cli/serve";
import { EnvError, setMode } from "@/lib/env";
import { log } from "@/lib/log";
import { compareImport } from "./against/compare-import";
import { compareIngest } from "./against/compare-ingest";
import { compareMemory } from "./against/compare-memory";
import { compareOverview } from "./against/compare-overview";
import { compareRouter } from "./against/compare-router";
import { compareViewers } from "./against/compare-viewers";
import { type Commit, findCommit } from "./against/find-commit";
import { type Comparison, openSides } from "./against/open-sides";
import { type Cleanup, createCleanup } from "./cleanup";
import { measureDelivery } from "./delivery/measure-delivery";
import { describeMachine, formatMachine, loadAverages, type Machine } from "./describe-machine";
import { measureAnswers } from "./measure-answers";
import { measureBacktest } from "./measure-backtest";
import { measureCosting } from "./measure-costing";
import { measureExports } from "./measure-exports";
import { measureFlood } from "./measure-flood";
import { measureIngest } from "./measure-ingest";
import { measureStorage } from "./measure-storage";
import { type Bench, openBench } from "./open-bench";
import { type BenchOptions, BenchOptionsError, type LoadName, type Part, parseBenchOptions, USAGE } from "./options";
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
/** What two builds are compared by. */
const COMPARES: Readonly<Record<LoadName, (bench: Comparison) => Promise<Section[]>>> = {
  ingest: compareIngest,
  router: compareRouter,
  import: compareImport,
  memory: compareMemory,
  overview: compareOverview,
  viewers: compareViewers,
};
/** The parts that start the built product. */
const NEEDS_BUILD: readonly Part[] = ["ingest", "answers", "delivery", "flood", "storm"];

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  const { against } = options;
  const theirs = against && (await findCommit(against.rev));
  setMode("production");
  log.level = "warn";
  const needsBuild = theirs !== null || options.parts.some((part) => NEEDS_BUILD.includes(part));
  if (options.build && needsBuild && !(await buildIfStale()).isBuilt) {
    throw new EnvError("The build failed; what it said stands above");
  }
  const cleanup = createCleanup();
  try {
    const plan = theirs ? await planComparison(options, theirs, cleanup) : await planMeasures(options, cleanup);
    await measure(plan, options);
  } finally {
    await cleanup.run();
  }
}

/** What is run, one after the other, and where. */
type Plan = { machine: Machine; steps: (() => Promise<Section[]>)[] };

async function planMeasures(options: BenchOptions, cleanup: Cleanup): Promise<Plan> {
  const bench = await openBench(options, cleanup);
  const measures = new Set(options.parts.map((part) => MEASURES[part]));
  return {
    machine: describeMachine(bench.postgresVersion),
    steps: [...measures].map((measurePart) => () => measurePart(bench)),
  };
}

async function planComparison(options: BenchOptions, theirs: Commit, cleanup: Cleanup): Promise<Plan> {
  const bench = await openSides(options, theirs, cleanup);
  return {
    machine: describeMachine("of each build"),
    steps: (options.against?.loads ?? []).map((load) => () => compare(load, bench)),
  };
}

/** What one of the builds cannot do is said in a line, and the other loads are compared all the same. */
async function compare(load: LoadName, bench: Comparison): Promise<Section[]> {
  try {
    return await COMPARES[load](bench);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return [{ part: load, title: `Not compared by ${load}: ${error.message}`, notes: [], rows: [] }];
  }
}

/** Runs step after step; what is measured is printed and written at once, whatever becomes of the rest. */
async function measure({ machine, steps }: Plan, options: BenchOptions): Promise<void> {
  const startedAt = performance.now();
  const sections: Section[] = [];
  await mkdir(dirname(options.out), { recursive: true });
  for (const step of steps) {
    const taken = await step();
    for (const section of taken) console.log(`\n${formatSection(section)}`);
    sections.push(...taken);
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
