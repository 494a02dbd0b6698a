import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { testDatabase } from "../testing";
import { changeChannel } from "./change-channel";
import { type ClaimedDelivery, claimDelivery } from "./claim-delivery";
import { createChannel } from "./create-channel";
import { deleteChannel } from "./delete-channel";
import { finishDelivery } from "./finish-delivery";
import { giveUpWaiting } from "./give-up-waiting";
import { listChannels } from "./list-channels";
import { queueTest } from "./queue-test";

const database = testDatabase();
const NOW = new Date("2026-03-19T12:30:20Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);
const actor = "t";
const FAILED = { isSent: false, error: "The receiver answered 500", isFinal: false } as const;

beforeEach(async () => {
  await database.sql`delete from alert_delivery`;
});

async function givenQueued(name: string) {
  const stored = { target: "example.com …hook", recipients: null, sealed: "sealed" };
  const channel = await createChannel(database.db, { name, kind: "webhook", stored, actor, now: NOW });
  await queueTest(database.db, { id: channel.id, actor, now: NOW });
  return channel;
}

/** Not a test, which is tried once. */
async function claim(now = NOW): Promise<ClaimedDelivery> {
  const claimed = await claimDelivery(database.db, now);
  if (!claimed) throw new Error("Nothing was due");
  return { ...claimed, message: { ...claimed.message, event: "firing" } };
}
const deliveries = async () => (await listChannels(database.db)).deliveries;

test.each(["off", "deleted"])("what is being sent as its channel is %s is not tried again", async (how) => {
  const { id, version: baseVersion } = await givenQueued(how);
  const claimed = await claim();
  const common = { id, baseVersion, actor, now: NOW };
  if (how === "off") {
    await changeChannel(database.db, { ...common, change: { isEnabled: false }, retarget: () => undefined });
  } else {
    await deleteChannel(database.db, common);
  }
  await finishDelivery(database.db, { claimed, result: FAILED, now: NOW });

  expect(await claimDelivery(database.db, later(60))).toBeNull();
  const reason = how === "off" ? "The channel was switched off" : "The channel was deleted";
  expect(await deliveries()).toMatchObject([{ state: "failed", error: reason }]);
});

test("what arrived although its channel was switched off meanwhile counts as sent", async () => {
  const { id, version: baseVersion } = await givenQueued("arrived");
  const claimed = await claim();
  const change = { isEnabled: false };
  await changeChannel(database.db, { id, baseVersion, actor, now: NOW, change, retarget: () => undefined });
  await finishDelivery(database.db, { claimed, result: { isSent: true }, now: NOW });

  expect(await deliveries()).toMatchObject([{ state: "sent", error: null }]);
});

test("what waits for a channel that is off is not sent, nor when it is switched on again", async () => {
  const { id, version: baseVersion } = await givenQueued("waits");
  // As when it was queued while the channel was being switched off.
  await database.sql`update alert_channel set is_enabled = false where id = ${id}`;
  expect(await claimDelivery(database.db, NOW)).toBeNull();
  const change = { isEnabled: true };
  await changeChannel(database.db, { id, baseVersion, actor, now: NOW, change, retarget: () => undefined });
  expect(await claimDelivery(database.db, NOW)).toBeNull();
});

test("a delivery ends while somebody changes its channel, and neither waits for the other for ever", async () => {
  const { id } = await givenQueued("busy");
  const claimed = await claim();
  const finished = await database.db.transaction(async (tx) => {
    await tx.execute(`select from alert_channel where id = ${id} for update`);
    const finishing = finishDelivery(database.db, { claimed, result: FAILED, now: NOW });
    await delay(200);
    await giveUpWaiting(tx, { channelId: id, reason: "off", now: NOW });
    return { finishing };
  });
  await finished.finishing;

  expect(await deliveries()).toMatchObject([{ state: "failed", error: "off" }]);
});

test("a delivery that cannot be read is given up, and those after it are sent", async () => {
  const unreadable = await givenQueued("unreadable");
  await database.sql`update alert_delivery set message = '{"event":"of a newer version"}'`;
  const { id } = await givenQueued("readable");

  expect((await claim()).channel.id).toBe(id);
  expect(await claimDelivery(database.db, NOW)).toBeNull();
  const { channels } = await listChannels(database.db);
  expect(channels.find((one) => one.id === unreadable.id)?.error).toMatch(/can read/);
  expect(channels.find((one) => one.id === id)?.error).toBeNull();
});
