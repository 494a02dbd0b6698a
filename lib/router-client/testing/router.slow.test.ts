import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, test, vi } from "vitest";
import { tierPolicySchema } from "@/lib/contract/policy";
import { writeBundleFile } from "../typescript/bundle-file";
import { SwitchyardLink } from "../typescript/switchyard-link";
import { type Driver, drivePython, driveTypeScript } from "./drivers";
import { bundle, type Stage, setStage } from "./stage";
import { SLOW_MS } from "./stub-providers";

const TEST_MS = 60_000;
const PATIENCE = { timeout: 20_000, interval: 20 };

/** A file as a router with this key leaves it. */
async function cachedFile(retained: object, key = "key"): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "switchyard-router-")), "bundle.json");
  folders.push(dirname(file));
  await writeBundleFile(file, key, { body: Buffer.from(JSON.stringify(retained)), signature: null });
  return file;
}
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Tests wait for most of their time, so they run side by side, each with a Switchyard and providers of its own. */
const testsOf = (drive: Driver) => (name: string, body: (stage: Stage) => Promise<void>) =>
  test.concurrent(
    name,
    async () => {
      const stage = await setStage(drive);
      try {
        await body(stage);
      } finally {
        await stage.close();
      }
    },
    TEST_MS,
  );

describe.each([
  { language: "TypeScript", drive: driveTypeScript },
  { language: "Python", drive: drivePython },
])("the router in $language", ({ language, drive }) => {
  const onStage = testsOf(drive);

  onStage(
    "asks the primary, an alias's model or a named one, and tells of each attempt once",
    async ({ switchyard, start, ask, logged }) => {
      const router = await start({ region: "us", app: "shop" });

      expect(await ask(router, "one")).toEqual({ answer: "I am a", model: "a", attempts: 1 });
      expect(await router.route({ model: "vendor/A" })).toMatchObject({ model: "a" });
      expect(await router.route({ model: "other/model" })).toMatchObject({ model: "other/model" });
      expect(await router.route({ model: "tier:nowhere" })).toEqual({
        error: expect.stringContaining("nowhere has no policy"),
      });
      await router.close();

      expect(switchyard.logs.size).toBe(3);
      expect(logged("one")).toMatchObject([
        {
          ...{ attempt: 1, final: true, model: "a", tier: "standard", region: "us", app: "shop", router: "r1" },
          ...{ policy_version: 1, outcome: "ok", streamed: false, input_tokens: 9, output_tokens: 3 },
        },
      ]);
      expect([...switchyard.logs.values()].map((record) => record.requested_model ?? null)).toEqual([
        null,
        "vendor/A",
        "other/model",
      ]);
    },
  );

  onStage(
    "a failing primary: every caller is answered, it opens at the fifth failure, is probed by its share and comes back",
    async ({ switchyard, providers, start, askTimes, transitions, logged }) => {
      // So long that all who ask meanwhile are answered before it ends, on however busy a machine.
      switchyard.publish(bundle(1, { failover: { cooldown_seconds: 5 } }));
      const router = await start();
      providers.moods.set("a", 500);

      const during = await askTimes(router, 20, "down");
      expect(during.map((answer) => "model" in answer && answer.model)).toEqual(Array(20).fill("b"));
      expect(providers.asked.filter((model) => model === "a")).toHaveLength(5);
      expect(during.map((answer) => "attempts" in answer && answer.attempts)).toEqual([
        ...Array(5).fill(2),
        ...Array(15).fill(1),
      ]);

      providers.moods.delete("a");
      await delay(5_050);
      // By their ids the first lie above the half that probes, the next three below it, which is enough for that step.
      const after = [
        ...(await askTimes(router, 3, "later")),
        ...(await askTimes(router, 3, "back")),
        ...(await askTimes(router, 8, "later")),
      ];
      const models = after.map((answer) => ("model" in answer ? answer.model : "none"));
      expect(models).toEqual([...Array(3).fill("b"), ...Array(11).fill("a")]);

      await vi.waitFor(() => expect(transitions()).toHaveLength(3), PATIENCE);
      const place = { tier: "standard", region: "global", model: "a", bundle_version: 1 };
      expect(transitions()).toMatchObject([
        { ...place, from: "closed", to: "open", reason: "error_rate", n: 5, failures: 5, value: 1, threshold: 0.5 },
        { ...place, from: "open", to: "half_open", reason: "cooldown" },
        { ...place, from: "half_open", to: "closed", reason: "recovered", n: 5, failures: 0 },
      ]);
      await router.close();
      expect(switchyard.logs.size).toBe(providers.asked.length);
      expect(logged("down-0").map(({ model, outcome, final }) => ({ model, outcome, final }))).toEqual([
        { model: "a", outcome: "server_error", final: false },
        { model: "b", outcome: "ok", final: true },
      ]);
    },
  );

  onStage(
    "a slow primary is given up after the policy's time",
    async ({ switchyard, providers, start, ask, logged }) => {
      switchyard.publish(bundle(2, { timeout_ms: 800 }));
      const router = await start();
      providers.moods.set("a", "slow");

      expect(await ask(router, "slow")).toMatchObject({ model: "b", attempts: 2 });
      await router.close();
      const [first, second] = logged("slow");
      expect(first).toMatchObject({ outcome: "timeout", final: false });
      expect(first?.duration_ms).toBeGreaterThanOrEqual(795);
      expect(first?.duration_ms).toBeLessThan(SLOW_MS);
      expect(second).toMatchObject({ outcome: "ok", final: true });
    },
  );

  onStage(
    "a flapping primary moves its breaker at most once a dwell",
    async ({ switchyard, providers, start, ask, transitions }) => {
      switchyard.publish(bundle(2, { failover: { max_error_rate: 0.3, dwell_seconds: 1 } }));
      const router = await start();
      providers.moods.set("a", "flapping");
      for (let i = 0; transitions().length < 3; i++) {
        expect(await ask(router, `flap-${i}`)).not.toHaveProperty("error");
        await delay(5);
      }

      const at = transitions().map((transition) => Date.parse(transition.at));
      at.slice(1).forEach((ms, index) => {
        expect(ms - (at[index] ?? 0)).toBeGreaterThanOrEqual(999);
      });
    },
  );

  onStage(
    "all open never means no answer, and a caller's own mistake is not tried elsewhere",
    async ({ providers, start, ask, askTimes, logged }) => {
      const router = await start();
      for (const model of ["a", "b"]) providers.moods.set(model, 503);
      await askTimes(router, 5, "all");
      expect(await ask(router, "open")).toHaveProperty("error");
      expect(providers.asked.slice(-2)).toEqual(["a", "b"]);
      for (const model of ["a", "b"]) providers.moods.set(model, 400);
      expect(await ask(router, "wrong")).toHaveProperty("error");
      for (const model of ["a", "b"]) providers.moods.delete(model);
      expect(await ask(router, "again")).toMatchObject({ model: "a", attempts: 1 });
      await router.close();

      expect(logged("open").map(({ outcome, final }) => [outcome, final])).toEqual([
        ["server_error", false],
        ["server_error", true],
      ]);
      expect(logged("wrong")).toMatchObject([{ outcome: "client_error", http_status: 400, final: true }]);
    },
  );

  onStage("a region's override, and at most max_attempts", async ({ switchyard, providers, start, ask, logged }) => {
    switchyard.publish(bundle(2, { max_attempts: 1 }));
    const eu = await start({ region: "eu" });
    expect(await ask(eu, "eu")).toMatchObject({ model: "c" });
    const us = await start({ region: "us", router: "r2" });
    providers.moods.set("a", 429);
    expect(await ask(us, "us")).toHaveProperty("error");
    await us.close();

    expect(logged("us")).toMatchObject([{ outcome: "rate_limited", http_status: 429, final: true }]);
  });

  onStage(
    "a stream's first text is timed, and one that breaks after it is not begun again",
    async ({ providers, start, logged }) => {
      const router = await start();
      const stream = (requestId: string) => router.route({ model: "tier:standard", requestId, stream: true });

      expect(await stream("whole")).toMatchObject({ answer: "I am a" });
      providers.moods.set("a", "broken");
      expect(await stream("half")).toHaveProperty("error");
      await router.close();

      const [whole] = logged("whole");
      expect(whole).toMatchObject({ outcome: "ok", streamed: true });
      expect(whole?.ttft_ms).toBeGreaterThanOrEqual(25);
      expect(whole?.duration_ms).toBeGreaterThan(whole?.ttft_ms ?? 0);
      expect(logged("half")).toMatchObject([{ outcome: "server_error", final: true, streamed: true }]);
    },
  );

  onStage(
    "with Switchyard away it goes on, and afterwards every attempt is told, each once",
    async ({ switchyard, providers, start, ask, askTimes }) => {
      const folder = await mkdtemp(join(tmpdir(), "switchyard-router-"));
      try {
        const file = join(folder, "bundle.json");
        const router = await start({ file });
        await ask(router, "before");
        switchyard.isAway = true;
        expect((await askTimes(router, 10, "away")).every((answer) => "model" in answer)).toBe(true);

        const restarted = await start({ file, router: "r2" });
        expect(await ask(restarted, "restarted")).toMatchObject({ model: "a" });
        const homeless = await start({ router: "r3" });
        expect(await ask(homeless, "homeless")).toEqual({ error: expect.stringContaining("There is no bundle yet") });

        switchyard.answersToLose = 1;
        switchyard.isAway = false;
        await Promise.all([router.close(), restarted.close()]);
        expect(switchyard.logs.size).toBe(providers.asked.length);
        expect(providers.asked).toHaveLength(12);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );

  onStage(
    "a broken bundle changes nothing, the next good one is taken, and an unchanged one is not sent again",
    async ({ switchyard, start, ask }) => {
      const router = await start();
      const { standard } = bundle(1).tiers;
      for (const broken of [
        "{",
        '{"version":2}',
        JSON.stringify({ ...bundle(2), tiers: { standard: { ...standard, failover: {} } } }),
      ]) {
        const before = router.problems.length;
        switchyard.publish(broken);
        await vi.waitFor(() => expect(router.problems.length).toBeGreaterThan(before), PATIENCE);
        expect(await ask(router, "meanwhile")).toMatchObject({ model: "a" });
      }
      const next = bundle(9);
      switchyard.publish({ ...next, tiers: { standard: tierPolicySchema.parse({ ...standard, primary: "z" }) } });

      await vi.waitFor(async () => expect(await ask(router, "next")).toMatchObject({ model: "z" }), PATIENCE);
      await vi.waitFor(() => expect(switchyard.polls.at(-1)?.status).toBe(304), PATIENCE);
      expect(switchyard.polls.at(-1)?.etag).toMatch(/^"9-/);
    },
  );

  onStage(
    "a heartbeat tells bundle, age, breakers and each transition once, and an outage loses none",
    async ({ switchyard, providers, start, askTimes, transitions }) => {
      const router = await start();
      providers.moods.set("a", 500);
      switchyard.isAway = true;
      await askTimes(router, 6, "down");
      await delay(1_500);
      switchyard.isAway = false;
      await vi.waitFor(() => expect(transitions().length).toBeGreaterThanOrEqual(1), PATIENCE);
      const first = switchyard.heartbeats.findIndex((heartbeat) => heartbeat.transitions.length > 0);
      await vi.waitFor(() => expect(switchyard.heartbeats.length).toBeGreaterThan(first + 1), PATIENCE);

      expect(transitions().filter(({ to }) => to === "open")).toHaveLength(1);
      expect(switchyard.heartbeats[first]).toMatchObject({
        ...{ router: "r1", client: language === "Python" ? "switchyard-py/1" : "switchyard-ts/1" },
        ...{ bundle_version: 1, bundle_age_seconds: expect.any(Number), interval_seconds: 1 },
      });
      const [breaker] = switchyard.heartbeats[first]?.breakers.filter(({ model }) => model === "a") ?? [];
      expect(breaker).toMatchObject({ tier: "standard", region: "global", state: "open" });
      expect(breaker?.since).toBe(transitions()[0]?.at);
    },
  );

  onStage(
    "a revoked key, and whatever else may be mended, loses no attempt, and is reported",
    async ({ switchyard, start, askTimes }) => {
      switchyard.logAnswers = [401, 403, 404, 408, 429, "<html>", 500];
      const router = await start();
      await askTimes(router, 5, "kept");

      await vi.waitFor(() => expect(switchyard.logs.size).toBe(5), PATIENCE);
      expect(switchyard.logAnswers).toEqual([]);
      expect(router.problems.length).toBeGreaterThanOrEqual(7);
    },
  );

  onStage(
    "a batch that is too much at once is sent in parts, and only what can never be taken is given up",
    async ({ switchyard, start, askTimes }) => {
      switchyard.isAway = true;
      const router = await start({ file: await cachedFile(bundle(1)) });
      await askTimes(router, 7, "many");
      switchyard.logsMax = 2;
      switchyard.isAway = false;
      await vi.waitFor(() => expect(switchyard.logs.size).toBe(7), PATIENCE);

      switchyard.logAnswers = [400];
      const before = router.problems.length;
      await askTimes(router, 1, "unreadable");
      await vi.waitFor(() => expect(router.problems.slice(before).join()).toContain("400, and are lost"), PATIENCE);
      await askTimes(router, 1, "after");
      await vi.waitFor(() => expect(switchyard.logs.size).toBe(8), PATIENCE);
    },
  );

  onStage(
    "an older bundle is refused, and after a restore the next one published is taken, whatever its number",
    async ({ switchyard, start, ask }) => {
      const at = (minute: number) => `2026-03-01T12:0${minute}:00.000Z`;
      switchyard.publish(bundle(5, { primary: "five", published_at: at(5) }));
      const router = await start();
      for (const older of [
        bundle(4, { primary: "four", published_at: at(4) }),
        bundle(5, { primary: "other", published_at: at(3) }),
        { ...bundle(0, { primary: "none" }), published_at: null },
      ]) {
        const before = router.problems.length;
        switchyard.publish(older);
        await vi.waitFor(() => expect(router.problems.slice(before).join()).toContain("is older"), PATIENCE);
        expect(await ask(router, "meanwhile")).toMatchObject({ model: "five" });
      }

      switchyard.publish(bundle(2, { primary: "two", published_at: at(6) }));
      await vi.waitFor(async () => expect(await ask(router, "restored")).toMatchObject({ model: "two" }), PATIENCE);
      const digest = createHash("sha256").update(switchyard.body()).digest("hex").slice(0, 16);
      await vi.waitFor(() => {
        expect(switchyard.heartbeats.at(-1)).toMatchObject({ bundle_version: 2, bundle_digest: digest });
      }, PATIENCE);
    },
  );

  onStage(
    "a file that was changed, cut short, or kept by another is not started from, and the network is",
    async ({ switchyard, start, ask }) => {
      const good = await readFile(await cachedFile(bundle(1)), "utf8");
      const started = async (text: string) => {
        const file = await cachedFile({});
        await writeFile(file, text);
        switchyard.isAway = true;
        const router = await start({ file });
        const answer = await ask(router, "started");
        switchyard.isAway = false;
        await vi.waitFor(async () => expect(await ask(router, "later")).toHaveProperty("model"), PATIENCE);
        await router.close();
        return { answer, problems: router.problems.join("\n") };
      };

      expect((await started(good)).answer).toMatchObject({ model: "a" });
      for (const text of [
        good.replace('\\"primary\\":\\"a\\"', '\\"primary\\":\\"evil\\"'),
        good.slice(0, -20),
        JSON.stringify(bundle(1)),
        "[]",
        "",
      ]) {
        expect(text).not.toBe(good);
        const { answer, problems } = await started(text);
        expect(answer).toEqual({ error: expect.stringContaining("There is no bundle yet") });
        expect(problems).toMatch(/cached bundle|was changed|Expecting|Unterminated/);
      }
      const otherKeysFile = await cachedFile(bundle(1), "another key of another Switchyard");
      expect((await started(await readFile(otherKeysFile, "utf8"))).answer).toHaveProperty("error");
    },
  );
});

test.concurrent("attempts beyond the queue's bound are lost, the oldest first, and counted", async () => {
  const stage = await setStage(driveTypeScript);
  const link = new SwitchyardLink({ url: stage.switchyard.url, key: "key", router: "r1", logsMax: 3 });
  for (let i = 0; i < 5; i++) {
    const about = { id: `id-${i}`, model: "a", outcome: "ok", duration_ms: 1 };
    link.logAttempt({ ...about, started_at: "2026-03-01T12:00:00Z" });
  }
  await link.close();

  expect(link.lost).toBe(2);
  expect([...stage.switchyard.logs.keys()]).toEqual(["id-2", "id-3", "id-4"]);
  await stage.close();
});

describe("a signed bundle", () => {
  const onStage = testsOf(driveTypeScript);

  onStage("is taken when its signature holds, and refused when it does not", async ({ switchyard, start }) => {
    switchyard.sign();
    const router = await start();
    expect(await router.route({ model: "tier:standard" })).toMatchObject({ model: "a" });

    switchyard.sign("forged");
    const other = await start();
    expect(await other.route({ model: "tier:standard" })).toHaveProperty("error");
    expect(other.problems[0]).toContain("not signed by a known key");
  });

  onStage("with pinned keys, only theirs is taken", async ({ switchyard, start }) => {
    const unsigned = await start({ pinnedKeys: { k1: "AAAA" } });
    expect(unsigned.problems[0]).toContain("not signed by a known key");

    const pinned = await start({ pinnedKeys: { k1: switchyard.sign() } });
    expect(await pinned.route({ model: "tier:standard" })).toMatchObject({ model: "a" });
    switchyard.sign();
    const stale = await start({ pinnedKeys: { k1: switchyard.sign("forged") } });
    expect(await stale.route({ model: "tier:standard" })).toHaveProperty("error");
  });

  onStage("in a file is verified against pinned keys alone, whoever kept it", async ({ switchyard, start, ask }) => {
    const pinnedKeys = { k1: switchyard.sign() };
    const folder = await mkdtemp(join(tmpdir(), "switchyard-router-"));
    folders.push(folder);
    const file = join(folder, "bundle.json");
    await (await start({ file, pinnedKeys })).close();
    const good = await readFile(file, "utf8");
    switchyard.isAway = true;

    const rotated = await start({ file, pinnedKeys, key: "a new key" });
    expect(await ask(rotated, "rotated")).toMatchObject({ model: "a" });
    await writeFile(file, good.replace("ed25519=", "ed25519=AA"));
    const forged = await start({ file, pinnedKeys });
    expect(await ask(forged, "forged")).toHaveProperty("error");
    expect(forged.problems[0]).toContain("not signed by a known key");
  });

  testsOf(drivePython)("is taken in Python, which cannot verify it by itself", async ({ switchyard, start, ask }) => {
    switchyard.sign();
    const router = await start();

    expect(await ask(router, "signed")).toMatchObject({ model: "a" });
    expect(router.problems).toEqual([]);
  });
});
