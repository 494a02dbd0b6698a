import { expect, test } from "vitest";
import { logRecordSchema } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";
import { createLogRecords, instantsBetween, TRAFFIC_SHAPE } from "./create-log-records";

const FROM_US = Date.UTC(2026, 2, 1) * 1_000;

function records(seed: number, n: number) {
  const make = createLogRecords(seed);
  return [...instantsBetween({ seed, n, fromUs: FROM_US, toUs: FROM_US + MINUTE_US })].map(make);
}

test("the same seed gives the same records, another seed others", () => {
  expect(records(1, 50)).toEqual(records(1, 50));
  expect(records(1, 50)).not.toEqual(records(2, 50));
});

test("every record is one that a router could have sent, in order, and no key comes twice", () => {
  const made = records(3, 3_000);

  const refused = made.filter(
    (record) => !logRecordSchema.safeParse({ ...record, started_at: formatInstantUs(record.started_at) }).success,
  );
  expect(refused).toEqual([]);
  expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
  expect(made.map(({ started_at }) => started_at)).toEqual(made.map(({ started_at }) => started_at).toSorted());
  expect(made[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("there are as many values of each dimension as the report says, and about one failure in a hundred", () => {
  const made = records(4, 20_000);
  const values = (of: (record: (typeof made)[number]) => unknown) => new Set(made.map(of)).size;

  expect({
    models: values(({ model }) => model),
    providers: values(({ provider }) => provider),
    regions: values(({ region }) => region),
    tiers: values(({ tier }) => tier),
    apps: values(({ app }) => app),
  }).toEqual(TRAFFIC_SHAPE);
  expect(TRAFFIC_SHAPE).toEqual({ models: 20, providers: 6, regions: 3, tiers: 3, apps: 40 });
  const failed = made.filter(({ outcome }) => outcome !== "ok" && outcome !== "cancelled").length;
  expect(failed / made.length).toBeGreaterThan(0.007);
  expect(failed / made.length).toBeLessThan(0.013);
});
