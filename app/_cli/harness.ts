import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readKey } from "@/lib/env";
import type { Plan } from "@/lib/harness/plan";
import type { Result } from "@/lib/harness/result";
import { beginRun, type OpenRun, readRun, resumeRun } from "@/lib/harness/run-folder";
import type { RunEnd } from "@/lib/harness/run-plan";
import { sendRecords } from "@/lib/harness/send-records";
import { summarizeRun } from "@/lib/harness/summarize-run";
import { toLogRecord } from "@/lib/harness/to-log-record";
import { compareRuns, compareToFirst } from "./harness-comparisons";
import { type CallOptions, type HarnessOptions, parseHarnessOptions } from "./harness-options";
import { comparisonMarkdown, summaryMarkdown } from "./harness-report";
import { makeCalls, planOf } from "./harness-run";
import { HARNESS_USAGE } from "./harness-usage";
import { failCommand } from "./run-command";

const RECORDS_FILE = "records.jsonl";
const NO_KEY = "harness";
/** Ends with these; 0 is a complete run. */
const EXIT: Readonly<Record<RunEnd, number>> = { complete: 0, budget: 3, interrupted: 130 };

async function main(): Promise<number> {
  const options = parseHarnessOptions(process.argv.slice(2));
  if (!options) {
    console.log(HARNESS_USAGE);
    return 0;
  }
  switch (options.does) {
    case "begin": {
      const plan = await planOf(options.run, options, new Date());
      const folder = options.run.out ?? `harness-${plan.created_at.slice(0, 19).replaceAll(/[-:]/g, "")}`;
      return carryOut(folder, () => beginRun(folder, plan), options);
    }
    case "resume":
      return carryOut(options.folder, () => resumeRun(options.folder), options);
    case "summarize":
      return printSummary(await readRun(options.folder), options);
    case "compare": {
      const comparisons = compareRuns(options.folders, await Promise.all(options.folders.map(readRun)));
      console.log(options.isJson ? JSON.stringify({ comparisons }, null, 2) : comparisonMarkdown(comparisons));
      return 0;
    }
    case "export":
      return exportRecords(options);
  }
}

async function carryOut(
  folder: string,
  openRun: () => Promise<OpenRun>,
  options: CallOptions & { isJson: boolean },
): Promise<number> {
  const { plan } = await readRun(folder).catch(() => ({ plan: null }));
  const keyEnv = options.keyEnv ?? plan?.api_key_env ?? null;
  const apiKey = keyEnv === null ? NO_KEY : readKey(keyEnv);
  const open = await openRun();
  const [stopper, leaver] = [new AbortController(), new AbortController()];
  const onSignal = () => {
    if (stopper.signal.aborted) return leaver.abort();
    stopper.abort();
    console.error("Waiting for the calls in flight; once more leaves them");
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  const signals = { stop: stopper.signal, leave: leaver.signal };
  let end: RunEnd;
  try {
    end = await makeCalls(open, { apiKey, budgetUsd: options.budgetUsd, signals });
  } catch (error) {
    if (!leaver.signal.aborted) throw error;
    end = "interrupted";
  } finally {
    await open.close();
  }
  const run = await readRun(folder);
  await writeFile(join(folder, "summary.json"), `${jsonOf(run)}\n`);
  await writeFile(join(folder, "summary.md"), `${markdownOf(run)}\n`);
  printSummary(run, options);
  if (end === "budget") console.error(`The budget is spent: --resume ${folder} --budget USD goes on`);
  if (end === "interrupted") console.error(`Stopped: --resume ${folder} goes on`);
  return EXIT[end];
}

type Run = { plan: Plan; results: Result[] };

function printSummary(run: Run, { isJson }: { isJson: boolean }): number {
  console.log(isJson ? jsonOf(run) : markdownOf(run));
  return 0;
}

function jsonOf({ plan, results }: Run): string {
  const { prompts: _, ...facts } = plan;
  const lanes = summarizeRun(plan, results);
  return JSON.stringify({ plan: facts, lanes, comparisons: compareToFirst(plan, results) }, null, 2);
}

function markdownOf({ plan, results }: Run): string {
  return [summaryMarkdown(summarizeRun(plan, results)), comparisonMarkdown(compareToFirst(plan, results))]
    .filter((part) => part !== "")
    .join("\n\n");
}

async function exportRecords({ folder, send }: HarnessOptions & { does: "export" }): Promise<number> {
  const { plan, results } = await readRun(folder);
  const records = results.map((result) => toLogRecord(plan, result));
  const file = join(folder, RECORDS_FILE);
  await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  console.log(`${records.length} records in ${file}`);
  if (!send) return 0;
  const sent = await sendRecords({ url: send.url, key: readKey(send.keyEnv) }, records);
  console.log(`${sent.accepted} stored, ${sent.duplicates} known already, ${sent.rejected.length} rejected`);
  for (const { id, reason } of sent.rejected) console.error(`${id}: ${reason}`);
  return sent.rejected.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = failCommand(error);
}
