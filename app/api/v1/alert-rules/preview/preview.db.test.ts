import { expect, test, vi } from "vitest";
import { readService } from "@/app/_server/reads/read-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { CallThread } from "@/app/_server/threads/call-thread";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { rulePreviewSchema } from "@/lib/contract/alert-preview";
import { POST } from "./route";

const database = testDatabase();
givenServer(database, { services: [readService] });

test("a rule is previewed beside what answers requests", async () => {
  const startedAtUs = (Date.now() - 60_000) * 1_000;
  const slow = () => anAttempt({ startedAtUs, durationUs: 9_000_000 });
  await givenAttempts(database.sql, Array.from({ length: 40 }, slow));
  const { key } = await createKey(database.db, {
    ...{ key: { name: "reader", scopes: ["metrics:read"] }, actor: "test", now: new Date() },
  });
  const call = vi.spyOn(CallThread.prototype, "call");
  const terms = { kind: "percentile", percentile: "p50", above_ms: 5_000 };
  const request = new Request("http://localhost/api/v1/alert-rules/preview", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ terms }),
  });
  const response = await POST(request, { params: Promise.resolve({}) });

  expect(rulePreviewSchema.parse(await response.json())).toMatchObject({ series: 1, breached: 1 });
  expect(call.mock.calls.map(([name]) => name)).toContain("answer");
  call.mockRestore();
});
