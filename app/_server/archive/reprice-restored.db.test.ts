import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { releaseRestored } from "@/db/archive/note-restored";
import { findAttempts } from "@/db/attempts/find-attempts";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { dayOfUs, isoDay } from "@/db/partitions/partition-days";
import { insertPrices } from "@/db/prices/insert-prices";
import { beginReprice, beginUndo } from "@/db/reprice/begin-reprice";
import { continueReprice } from "@/db/reprice/continue-reprice";
import { forgetFormer } from "@/db/reprice/forget-former";
import { loadRepricePrices } from "@/db/reprice/load-reprice-prices";
import { previewReprice } from "@/db/reprice/preview-reprice";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { newPriceTerms } from "@/lib/contract/new-price-terms";
import { newPriceSchema } from "@/lib/contract/prices";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_MS, HOUR_MS, US_PER_MS } from "@/lib/domain/time/units";
import { archiveDay } from "./archive-day";
import { withArchiveReader } from "./archive-reader";
import { archiveStores } from "./archive-stores";
import { restoreArchivedDay } from "./restore-archived-day";

const database = testDatabase();
const folder = await mkdtemp(join(tmpdir(), "archive-"));
afterAll(() => rm(folder, { recursive: true }));
const stores = archiveStores({ exportDir: folder, s3: undefined });

const FROM = new Date("2026-03-01T00:00:00Z");
const WINDOW = { from: FROM, to: new Date(FROM.getTime() + DAY_MS) };
const DAY = dayOfUs(FROM.getTime() * US_PER_MS);
const REQUEST = { from: WINDOW.from.toISOString(), to: WINDOW.to.toISOString(), filters: {} };
const PRICE = {
  ...newPriceTerms(
    newPriceSchema.parse({
      ...{ provider: "p", model: "a", rates: { input: "2", output: "8" } },
      ...{ valid_from: "2025-01-01T00:00:00Z", source: "test", reason: "test" },
    }),
  ),
  createdBy: "test",
};
let now = new Date("2026-06-01T00:00:00Z");

const drop = () => dropExpiredPartitions(database.sql, DAY + 1, { isArchiving: true });
async function archive() {
  now = new Date(now.getTime() + HOUR_MS);
  return archiveDay({ db: database.db, sql: database.sql, stores, target: "folder", day: DAY, now });
}
const restore = () =>
  restoreArchivedDay({ db: database.db, sql: database.sql, stores, day: DAY, until: new Date(Date.now() + DAY_MS) });
const preview = () => previewReprice(database, { request: REQUEST, now });
async function finish() {
  while ((await continueReprice(database)) === "more");
}

/** What the day's attempts cost, wherever they are, and what its sums say. */
async function costs() {
  const { rows } = await withArchiveReader({ db: database.db, stores }, (archived) =>
    findAttempts(database.db, {
      selection: { window: WINDOW, filters: NO_FILTERS, outcomes: [] },
      ...{ sort: { by: "started_at", order: "asc" }, limit: 100, archived },
    }),
  );
  const [sums] = await database.sql<{ cost: string }[]>`select sum(cost_pico)::text as cost from rollup_day`;
  return { attempts: rows.map(({ cost_usd }) => cost_usd), sum: formatUsd(BigInt(sums?.cost ?? 0)) };
}

test("a restored day is re-priced and undone like any other, and archived anew with what it costs then", async () => {
  const attempts = Array.from({ length: 4 }, (_, n) =>
    anAttempt({ startedAtUs: FROM.getTime() * US_PER_MS + n, ...{ model: "a", provider: "p", outcome: "ok" } }),
  ).map((attempt) => ({ ...attempt, inputTokens: 1_000_000, outputTokens: 0, costPico: 5n * 10n ** 12n }));
  await givenAttempts(database.sql, attempts, now);
  await settleRollups(database.sql, { before: now });
  expect(await archive()).toBe("done");
  expect(await drop()).toBe(1);
  await insertPrices(database.db, [PRICE]);
  await expect(preview()).rejects.toThrow("no longer all kept");

  await restore();
  const prices = await loadRepricePrices(database.db);
  const audited = { reason: "A new price", actor: "finance@example.com", now, prices };
  const run = await beginReprice(database.sql, { ...audited, request: REQUEST, token: (await preview()).token });
  await finish();
  const repriced = { attempts: ["2", "2", "2", "2"], sum: "8" };
  expect(await costs()).toEqual(repriced);

  await releaseRestored(database.sql, isoDay(DAY));
  expect(await drop()).toBe(0);
  expect(await archive()).toBe("done");
  expect(await drop()).toBe(1);
  expect(await costs()).toEqual(repriced);

  await restore();
  await forgetFormer(database.sql);
  await beginUndo(database.sql, { ...audited, id: run?.id ?? 0 });
  await finish();
  expect(await costs()).toEqual({ attempts: ["5", "5", "5", "5"], sum: "20" });
}, 60_000);
