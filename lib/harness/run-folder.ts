import { mkdir, open, readFile, rename, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/contract/error";
import { lockFolder } from "./lock-folder";
import { type Plan, planSchema } from "./plan";
import { readResults } from "./read-results";
import type { Result } from "./result";
import { createResultWriter, type ResultWriter } from "./result-writer";

const PLAN_FILE = "plan.json";
const RESULTS_FILE = "results.jsonl";

/** A run's folder, which this process alone writes to. */
export type OpenRun = {
  plan: Plan;
  /** What is done already. */
  results: Result[];
  writer: ResultWriter;
  /** Once all that was written is on disk. */
  close: () => Promise<void>;
};

/** Begins a run in a folder that has none yet; it is made where it is missing. Throws CONFLICT where it has one. */
export async function beginRun(folder: string, plan: Plan): Promise<OpenRun> {
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    if ((await readOrNull(join(folder, PLAN_FILE))) !== null) {
      throw new AppError("CONFLICT", `${folder} has a run already: --resume ${folder} goes on with it`);
    }
    await writeWhole(join(folder, PLAN_FILE), `${JSON.stringify(plan, null, 2)}\n`);
    return await openWith(folder, plan, [], unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Opens a run to go on with it. A last line that a kill has cut is removed: its call is made again. */
export async function resumeRun(folder: string): Promise<OpenRun> {
  const plan = await readPlan(folder);
  const unlock = await lockFolder(folder);
  try {
    const { results, bytes } = await readResults(join(folder, RESULTS_FILE));
    await truncate(join(folder, RESULTS_FILE), bytes).catch(ignoreMissing);
    return await openWith(folder, plan, results, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** A run that was killed before its first result may have no file of them. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

/** A run as it is so far, whoever writes to it. */
export async function readRun(folder: string): Promise<{ plan: Plan; results: Result[] }> {
  const plan = await readPlan(folder);
  return { plan, results: (await readResults(join(folder, RESULTS_FILE))).results };
}

async function openWith(folder: string, plan: Plan, results: Result[], unlock: () => Promise<void>): Promise<OpenRun> {
  const writer = createResultWriter(await open(join(folder, RESULTS_FILE), "a"));
  return { plan, results, writer, close: () => writer.close().finally(unlock) };
}

async function readPlan(folder: string): Promise<Plan> {
  const text = await readOrNull(join(folder, PLAN_FILE));
  if (text === null) throw new AppError("NOT_FOUND", `${folder} has no run: there is no ${PLAN_FILE} in it`);
  const parsed = planSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("INVALID", `${join(folder, PLAN_FILE)}: ${issue?.path.join(".")}: ${issue?.message}`);
}

/** So that a kill leaves either no file or the whole of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path).catch(async (error) => {
    await rm(unfinished, { force: true });
    throw error;
  });
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
