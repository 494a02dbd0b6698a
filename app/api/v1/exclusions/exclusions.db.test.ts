import { expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { GET as getReport } from "@/app/api/v1/sla-report/route";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { errorBodySchema } from "@/lib/contract/error";
import { exclusionSchema, exclusionsSchema } from "@/lib/contract/exclusions";
import type { Scope } from "@/lib/contract/keys";
import { slaReportSchema } from "@/lib/contract/sla";
import * as one from "./[id]/route";
import * as all from "./route";

const database = testDatabase();
givenServer(database);

async function request(method: string, { scope = "admin", body, path = "/exclusions" }: Asked = {}) {
  const { key } = await createKey(database.db, {
    ...{ key: { name: scope, scopes: [scope] }, actor: "test", now: new Date() },
  });
  return new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
}
type Asked = { scope?: Scope; body?: object; path?: string };

const none = { params: Promise.resolve({}) };
const maintenance = {
  ...{ provider: "vendor", from: "2026-10-05T10:00:00Z", to: "2026-10-05T12:00:00+02:00", reason: "maintenance" },
  ...{ note: "Announced", signed_off_by: "Ada Lovelace" },
};

test("an exclusion names who signed it off, is subtracted from the report, and stays on record when withdrawn", async () => {
  const ofHour = (hour: string, outcome: "ok" | "timeout") =>
    anAttempt({ provider: "vendor", startedAtUs: Date.parse(`2026-10-05T${hour}:30Z`) * 1_000, outcome });
  await givenAttempts(database.sql, [ofHour("09:59", "ok"), ofHour("10:00", "timeout"), ofHour("10:30", "ok")]);
  const report = async (format: string) => {
    const path = `/sla-report?month=2026-10&provider=vendor&format=${format}`;
    return getReport(await request("GET", { scope: "metrics:read", path }), none);
  };
  const body = { ...maintenance, to: "2026-10-05T10:30:00Z" };
  const added = await all.POST(await request("POST", { body }), none);
  expect(added.status).toBe(201);
  const { id, ...exclusion } = exclusionSchema.parse(await added.json());
  expect(exclusion).toMatchObject({ signed_off_by: "Ada Lovelace", created_by: "key:admin", withdrawn_at: null });

  const { total, exclusions, formulas } = slaReportSchema.parse(await (await report("json")).json());
  expect(total).toMatchObject({ counted: { ok: 2, failed: 0 }, recorded: { ok: 2, failed: 1 } });
  expect([exclusions.map((each) => each.id), formulas.length > 5]).toEqual([[id], true]);
  const csv = (await (await report("csv")).text()).split("\r\n");
  expect(csv.find((line) => line.includes(",2026-10-05,"))).toMatch(/,2026-10-05,99\.9,,2,0,1,2,0,.*,1$/);

  expect((await one.DELETE(await request("DELETE"), { params: Promise.resolve({ id: String(id) }) })).status).toBe(200);
  expect((await one.DELETE(await request("DELETE"), { params: Promise.resolve({ id: String(id) }) })).status).toBe(404);
  const after = slaReportSchema.parse(await (await report("json")).json());
  expect(after.total.counted).toMatchObject({ ok: 2, failed: 1 });
  const listed = await all.GET(await request("GET", { scope: "metrics:read" }), none);
  expect(exclusionsSchema.parse(await listed.json()).exclusions).toMatchObject([{ id, withdrawn_by: "key:admin" }]);
});

test("what has no author, no end, no reason or no whole minute is refused by field, and readers add none", async () => {
  const bad = { ...maintenance, from: "2026-10-05T10:00:30Z", reason: "luck", note: "", signed_off_by: "" };
  const refused = await all.POST(await request("POST", { body: bad }), none);
  const { fields } = errorBodySchema.parse(await refused.json()).error;
  expect([refused.status, Object.keys(fields ?? {}).sort()]).toEqual([
    422,
    ["from", "note", "reason", "signed_off_by"],
  ]);
  const empty = await all.POST(await request("POST", { body: maintenance }), none);
  expect(Object.keys(errorBodySchema.parse(await empty.json()).error.fields ?? {})).toEqual(["to"]);
  const reader = await all.POST(await request("POST", { scope: "metrics:read", body: maintenance }), none);
  expect(reader.status).toBe(403);
});
