import { expect, test } from "vitest";
import { getRuntime, type WorkerStatus } from "@/app/_server/runtime";
import { givenServer } from "@/app/_server/testing/given-server";
import { testDatabase } from "@/db/testing";
import { readinessSchema } from "@/lib/contract/health";
import { GET } from "./ready/route";

const database = testDatabase();
givenServer(database);

async function ready(worker: Partial<WorkerStatus>) {
  getRuntime().workerStatus = () => ({
    running: true,
    isOutdated: false,
    retentionHold: null,
    archiveHold: null,
    ...worker,
  });
  const response = await GET(new Request("http://localhost/api/health/ready"), { params: Promise.resolve({}) });
  return { status: response.status, body: readinessSchema.parse(await response.json()) };
}

const GOOD = {
  ...{ status: "ready", database: true, migrations: true, folder: true },
  ...{ retention: "on", archive: "on", reason: null },
};

test("where all is in order it is ready, and nothing is to be said", async () => {
  expect(await ready({})).toEqual({ status: 200, body: GOOD });
});

test("a process whose database a newer version has migrated is not ready, and says so", async () => {
  expect(await ready({ isOutdated: true })).toEqual({
    status: 503,
    body: {
      ...{ ...GOOD, status: "degraded", migrations: false },
      reason: expect.stringContaining("A newer version of Switchyard has migrated this database"),
    },
  });
});

test("a day that cannot be archived stops no request, and is told", async () => {
  expect(await ready({ archiveHold: "2026-03-01: The store does not answer" })).toEqual({
    status: 200,
    body: { ...GOOD, archive: "held", reason: "2026-03-01: The store does not answer" },
  });
});

test("retention that is held stops no request, and is told", async () => {
  expect(await ready({ retentionHold: "The clock leapt" })).toEqual({
    status: 200,
    body: { ...GOOD, retention: "held", reason: "The clock leapt" },
  });
});

test("background work that nobody does is told with what is known of it", async () => {
  expect(await ready({ running: false, detail: "standing by; last fold 20 s ago" })).toMatchObject({
    status: 503,
    body: { folder: false, reason: "The background work does not run: standing by; last fold 20 s ago" },
  });
});
