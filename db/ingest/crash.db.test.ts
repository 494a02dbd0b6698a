import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { verifyRollups } from "../rollups/verify-rollups";
import { testDatabase } from "../testing";
import { CRASH_NOW, crashBatches } from "../testing/crash-batches";
import { storeAttempts } from "./store-attempts";

const database = testDatabase();
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ROUNDS = 3;

/** Lets a process ingest, fold and seal, and kills it without warning some moment later. */
async function killWhileWorking(firstBatch: number, afterMs: number) {
  const script = fileURLToPath(new URL("../testing/ingest-until-killed.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, database.url, String(firstBatch)], { cwd: ROOT });
  const complaints: string[] = [];
  child.stderr.on("data", (chunk) => complaints.push(String(chunk)));
  const ended = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), ended]);
  await delay(afterMs);
  child.kill("SIGKILL");
  const [code, signal] = await ended;
  expect({ code, signal, complaints }).toEqual({ code: null, signal: "SIGKILL", complaints: [] });
}

test("a process killed at any instant loses and doubles nothing: what is sent again is there once, in every sum", async () => {
  const batches = crashBatches();
  for (let round = 0; round < ROUNDS; round++) {
    await killWhileWorking(round * 11, 30 + Math.random() * 400);
    expect(await verifyRollups(database.sql)).toEqual([]);
  }

  const codes = new DimensionCodes();
  for (const batch of batches) {
    await storeAttempts(database.sql, { posts: [batch], codes, nowUs: CRASH_NOW.getTime() * 1_000 });
  }
  const stored = await database.sql<{ id: string }[]>`select id from attempt`;
  expect(stored.map(({ id }) => id).sort()).toEqual(batches.flatMap((batch) => batch.map(({ id }) => id)).sort());
  expect(await verifyRollups(database.sql)).toEqual([]);

  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: CRASH_NOW });
  expect(await verifyRollups(database.sql)).toEqual([]);
}, 120_000);
