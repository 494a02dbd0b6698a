import path from "node:path";
import { expect, test } from "@playwright/test";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { startReceivers } from "./alert-receivers";
import { askDatabase, openScene, startWebs } from "./crash/open-scene";
import type { WebProcess } from "./crash/web-process";
import { logRecord } from "./fixtures";

const logFolder = path.join(import.meta.dirname, "..", ".cache", "alert-delivery");
const MODEL = "outage";
/** Taken, and its sender killed before it could be answered. */
const HELD = ["/held", "held@example.test"];
const QUICK = ["/quick", "quick@example.test"];

// Two processes of the built product on one PostgreSQL. The one that leads is killed with two messages in delivery and two delivered.
test("alerts of an outage fire and clear in time through a kill -9 amid their delivery, and what is sent twice has one id", async ({
  playwright,
}) => {
  test.setTimeout(480_000);
  const receivers = await startReceivers();
  const deaths: string[] = [];
  const scene = await openScene({
    ...{ logFolder, through: "nothing", onDeath: (finding) => deaths.push(finding.message) },
    variables: {
      SWITCHYARD_ALERT_NETWORKS: "127.0.0.1",
      SWITCHYARD_SMTP_URL: `smtp://127.0.0.1:${receivers.mailPort}`,
      SWITCHYARD_SMTP_FROM: "alerts@example.test",
    },
  });
  const apiOf = ({ origin }: WebProcess) =>
    playwright.request.newContext({ baseURL: origin, extraHTTPHeaders: { authorization: `Bearer ${scene.apiKey}` } });
  /** The process that leads says so with each fold. */
  const leaderOf = async () => {
    const [row] = await askDatabase(scene, (sql) => sql`select holder from worker_heartbeat where name = 'fold'`);
    return scene.webs.find((web) => String(row?.holder).endsWith(`:${web.pid()}`));
  };
  try {
    await startWebs(scene);
    const leader = await leaderOf();
    const follower = scene.webs.find((web) => web !== leader);
    if (!leader || !follower) throw new Error("One of the two leads, and the other does not");
    const api = await apiOf(follower);
    const post = async (url: string, data: unknown) => {
      const response = await api.post(url, { data });
      expect([url, response.ok(), response.ok() ? "" : await response.text()]).toEqual([url, true, ""]);
      return response.json();
    };
    /** Attempts of so many minutes, the latest a minute ago. */
    const send = (count: number, minutes: number, outcome: "ok" | "server_error") =>
      post(
        "/api/v1/logs",
        Array.from({ length: count }, (_, index) => {
          const ago = MINUTE_MS + (index / count) * (minutes - 1) * MINUTE_MS;
          return logRecord({ model: MODEL, outcome, started_at: new Date(Date.now() - ago).toISOString() });
        }),
      );
    const hook = (name: string) =>
      post("/api/v1/channels", { kind: "webhook", name, url: `http://127.0.0.1:${receivers.httpPort}/${name}` });
    const mail = (name: string) =>
      post("/api/v1/channels", { kind: "email", name, recipients: [`${name}@example.test`] });
    const channels = [await hook("quick"), await mail("quick"), await hook("held"), await mail("held")];
    await send(600, 55, "ok");
    await post("/api/v1/alert-rules", {
      ...{ name: "Outage", severity: "critical", channels: channels.map(({ id }) => id) },
      terms: { kind: "burn_rate", target_percent: 99.9, scope: { model: [MODEL] }, by: ["model"], speeds: ["fast"] },
    });
    for (const where of HELD) receivers.holding.add(where);
    const outageAt = Date.now();
    await send(60, 2, "server_error");

    const deliveries = async () => (await (await api.get("/api/v1/channels")).json()).deliveries;
    const sentTo = (event: string) => receivers.taken.filter((one) => one.event === event).map(({ where }) => where);
    const all = [...QUICK, ...HELD].sort();
    await expect.poll(() => sentTo("firing").sort(), { timeout: 2 * MINUTE_MS, intervals: [50] }).toEqual(all);
    // Rules are looked at every minute.
    expect(Date.now() - outageAt).toBeLessThan(1.5 * MINUTE_MS);
    const sent = async () => (await deliveries()).filter(({ state }: { state: string }) => state === "sent").length;
    await expect.poll(sent, { timeout: 5_000, intervals: [50] }).toBe(QUICK.length);
    await leader.kill();

    receivers.holding.clear();
    await expect.poll(sent, { timeout: 4 * MINUTE_MS, intervals: [500] }).toBe(all.length);
    // What had been delivered is not sent again; what had been taken and not answered is, under the id that it had.
    expect(sentTo("firing").sort()).toEqual([...QUICK, ...HELD, ...HELD].sort());
    for (const where of HELD) {
      expect(new Set(receivers.taken.flatMap((one) => (one.where === where ? [one.id] : []))).size).toBe(1);
    }
    expect((await deliveries()).map(({ tries }: { tries: number }) => tries).sort()).toEqual([1, 1, 2, 2]);

    // The killed one comes back, and there are two again when it clears.
    leader.start();
    await leader.ready();
    const clearedAt = Date.now();
    for (let batch = 0; batch < 4; batch++) await send(2_500, 3, "ok");
    await expect.poll(() => sentTo("resolved").sort(), { timeout: 2 * MINUTE_MS, intervals: [200] }).toEqual(all);
    expect(Date.now() - clearedAt).toBeLessThan(1.5 * MINUTE_MS);
    await expect.poll(sent, { timeout: 10_000 }).toBe(2 * all.length);
    expect(receivers.taken).toHaveLength(2 * all.length + HELD.length);
    await api.dispose();
    expect(deaths).toEqual([]);
  } finally {
    await scene.close();
    await receivers.close();
  }
});
