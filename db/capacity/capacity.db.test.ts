import { expect, test } from "vitest";
import { newCapacitySchema } from "@/lib/contract/capacity";
import type { CapacityUse } from "@/lib/contract/capacity-use";
import { isAppError } from "@/lib/contract/error";
import { formatUsd, PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { seededRandom } from "@/lib/domain/seeded-random";
import { parseInstantUs } from "@/lib/domain/time/instant";
import type { Db } from "../client";
import { foldDeltas } from "../rollups/fold-deltas";
import { auditEntry } from "../schema/audit";
import { testDatabase, withRollback } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { addCapacity } from "./add-capacity";
import { endCapacity } from "./end-capacity";
import { getBreakEven } from "./get-break-even";
import { getCapacityUse } from "./get-capacity-use";

const database = testDatabase();
const retention = EVERYTHING_RETAINED;
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-01T04:00:00Z") };
const now = window.to;
const by = { actor: "finn@example.com", now };
const us = (time: string) => parseInstantUs(`2026-03-01T${time}:00Z`) ?? 0;
const usd = (dollars: number) => BigInt(dollars) * PICO_PER_USD;
const PTU = {
  ...{ name: "PTU", provider: "azure", models: ["gpt-4o*"], kind: "ptu_hour", units: 10, amount: "3" },
  ...{ tokens_per_unit: 1_000_000, valid_from: "2026-02-01T00:00:00Z", reason: "reserved for a year" },
};
const add = (db: Db, fields: object = {}) =>
  db.transaction((tx) => addCapacity(tx, { input: newCapacitySchema.parse({ ...PTU, ...fields }), ...by }));
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (isAppError(error) ? { code: error.code, fields: Object.keys(error.fields ?? {}) } : error),
  );
const attempt = (time: string, model: string, app: string, tokens: number, dollars: number | null) =>
  anAttempt({
    ...{ startedAtUs: us(time), provider: "azure", model, app, inputTokens: tokens - 1, outputTokens: 1 },
    costPico: dollars === null ? null : usd(dollars),
  });
const sumOf = (all: readonly (string | null)[]) =>
  formatUsd(all.reduce((sum, text) => sum + (parseUsd(text ?? "0") ?? 0n), 0n));

test("four hours at $30 of which two were used are shared out by use, and two are idle", async () => {
  await givenAttempts(database.sql, [
    ...[attempt("00:10", "gpt-4o", "chat", 1_000_000, 9), attempt("00:50", "gpt-4o-mini", "agents", 5_000_000, 3)],
    // One has no price: the hour is shared out by tokens, 1 to 3.
    ...[attempt("02:00", "gpt-4o-mini", "chat", 1_000_000, null), attempt("02:59", "gpt-4o", "agents", 3_000_000, 6)],
    // Other models, and other providers, are no use of it.
    ...[
      attempt("01:00", "gpt-5", "chat", 1_000, 50),
      { ...attempt("01:00", "gpt-4o", "chat", 1_000, 50), provider: "openai" },
    ],
  ]);
  await foldDeltas(database.sql);
  await withRollback(database.db, async (db) => {
    await add(db);
    const { capacity, total } = await getCapacityUse(db, { window, now, retention });
    expect(capacity).toHaveLength(1);
    expect(capacity[0]).toMatchObject({
      ...{ attempts: 4, tokens: 10_000_000, capacity_usd: "120", idle_usd: "60", token_usd: "18", priced_share: 0.75 },
      // $120 for 10M tokens; a unit of $3 takes 1M.
      ...{ allocated_usd_per_m: "12", used_usd_per_m: "3", usd_per_hour: "30", has_apps: true },
      break_even: {
        // $18 in two busy hours: at $9 an hour $30 would need 333 % of the hours.
        ...{ hours: 4, busy_hours: 2, busy_share: 0.5, pays_from_share: 3.333333333, pays: false },
        month: { token_usd: "3285", capacity_usd: "21900", difference_usd: "18615" },
      },
    });
    const shares = capacity[0]?.shares.map((one) => [one.model, one.app, one.is_idle, one.capacity_usd]);
    expect(shares).toEqual([
      ["gpt-4o-mini", "agents", false, "7.5"],
      ["gpt-4o", "agents", false, "22.5"],
      ["gpt-4o", "chat", false, "22.5"],
      ["gpt-4o-mini", "chat", false, "7.5"],
      [null, null, true, "60"],
    ]);
    expect(total).toMatchObject({ capacity_usd: "120", idle_usd: "60", token_usd: "18" });

    const found = await getBreakEven(db, {
      ...{ window, now, retention, served: { provider: "azure", models: ["gpt-4o*"], region: null } },
      ...{ unitPicoPerHour: usd(3), units: 2, tokensPerUnit: null },
    });
    // $9 a busy hour against $6 an hour: pays from 66.7 % on.
    expect(found.break_even).toMatchObject({ busy_share: 0.5, pays_from_share: 0.666666667, pays: false });
    expect(found.hours.map(({ token_usd }) => token_usd)).toEqual(["12", "0", "6", "0"]);
  });
});

test("shares add up to what was paid, to the last digit, by the hour, by the month and in a region", async () => {
  const stored = { from: new Date("2026-04-01T00:00:00Z"), to: new Date("2026-04-06T00:00:00Z") };
  await givenAttempts(database.sql, randomAttempts(seededRandom(5), 800, stored));
  await foldDeltas(database.sql);
  const asked = { from: new Date("2026-03-30T07:20:00Z"), to: new Date("2026-04-04T11:45:00Z") };
  const parts = (use: CapacityUse) =>
    use.capacity.map(({ shares, capacity_usd }) => [sumOf(shares.map((one) => one.capacity_usd)), capacity_usd]);
  for (const kind of [
    ...[
      { kind: "ptu_hour", amount: "0.123456789" },
      { kind: "gpu_hour", amount: "7", region: "eu-*" },
    ],
    { kind: "plan_month", amount: "1000", zone: "Asia/Kathmandu" },
  ]) {
    await withRollback(database.db, async (db) => {
      const span = { valid_from: "2026-03-31T05:00:00Z", valid_to: "2026-04-04T00:00:00Z" };
      await add(db, { models: [], provider: "deepseek", tokens_per_unit: null, ...span, ...kind });
      const use = await getCapacityUse(db, { window: asked, now: stored.to, retention });
      for (const [shares, paid] of parts(use)) expect(shares).toBe(paid);
      expect(use.capacity[0]?.has_apps).toBe(kind.region === undefined);
      const cut = new Date("2026-04-02T03:35:00Z");
      const halves = [];
      for (const half of [
        { from: asked.from, to: cut },
        { from: cut, to: asked.to },
      ]) {
        halves.push((await getCapacityUse(db, { window: half, now: stored.to, retention })).total.capacity_usd);
      }
      expect(sumOf(halves)).toBe(use.total.capacity_usd);
    });
  }
});

test("capacity in another currency is paid at the rate of each day, and unknown without one", () =>
  withRollback(database.db, async (db) => {
    await db.execute(
      "insert into exchange_rate (currency, day, per_usd, source, created_by) values ('CNY', '2026-02-01', 7, 'x', 'x'), ('CNY', '2026-03-01', 7.5, 'x', 'x')",
    );
    await add(db, { provider: "aliyun", models: [], currency: "CNY" });
    const use = await getCapacityUse(db, { window, now, retention });
    // 4 hours × 30 CNY by 7.5.
    expect(use.total).toMatchObject({ capacity_usd: "16", idle_usd: "16" });
    const unknown = { from: new Date("2026-02-28T23:00:00Z"), to: window.to };
    expect((await getCapacityUse(db, { window: unknown, now, retention })).total.capacity_usd).toBeNull();
    expect(await refusal(add(db, { provider: "hetzner", currency: "EUR" }))).toMatchObject({ fields: ["currency"] });
  }));

test("what serves the same traffic at the same time is refused by its field, and an end makes room", () =>
  withRollback(database.db, async (db) => {
    const { id } = await add(db, { region: "eu-*" });
    expect(await refusal(add(db, { models: ["gpt-4o-mini"] }))).toEqual({ code: "UNPROCESSABLE", fields: ["models"] });
    expect(await refusal(add(db, { region: "us-east-1" }))).toBeNull();
    const end = { valid_to: us("03:00"), reason: "moved" };
    await db.transaction((tx) => endCapacity(tx, { id, end, ...by }));
    expect(await refusal(add(db, { region: "eu-west-1", valid_from: "2026-03-01T03:00:00Z" }))).toBeNull();
    expect(await refusal(db.transaction((tx) => endCapacity(tx, { id, end, ...by })))).toMatchObject({
      code: "CONFLICT",
    });
    await expect(db.transaction((tx) => tx.execute("update capacity_price set units = 1"))).rejects.toThrow();
    const actions = (await db.select().from(auditEntry)).map(({ action }) => action);
    expect(actions.filter((action) => action === "capacity.end")).toHaveLength(1);
    const bad = (fields: object) => newCapacitySchema.safeParse({ ...PTU, ...fields }).error?.issues[0]?.path[0];
    expect(bad({ units: 0 })).toBe("units");
    expect(bad({ amount: "-1" })).toBe("amount");
    expect(bad({ valid_from: "2026-03-01T00:30:00Z" })).toBe("valid_from");
    expect(bad({ kind: "seat" })).toBe("kind");
  }));
