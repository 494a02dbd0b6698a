import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { coveredControls } from "./covered-controls";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const REGION = "us-east-1";

/** Two hours of a tier on two models, the first of which fails for ten minutes; and a policy that would not mind. */
async function givenOutage(router: APIRequestContext, tier: string) {
  const published = await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"0"' },
    data: {
      tier,
      primary: "deepseek-v4-flash",
      fallbacks: ["qwen3-32b"],
      failover: { latency: null, max_error_rate: 1, min_requests: 20, window_requests: 50, window_seconds: 600 },
    },
  });
  expect(published.status()).toBe(201);
  const startMs = Date.now() - 120 * MINUTE_MS;
  const logs = Array.from({ length: 1_400 }, (_, index) => {
    const isDown = index >= 700 && index < 820;
    return ["deepseek-v4-flash", "qwen3-32b"].map((model, at) =>
      logRecord({
        model,
        tier,
        region: REGION,
        started_at: new Date(startMs + index * 5_000 + at * 1_000).toISOString(),
        outcome: at === 0 && isDown ? "server_error" : "ok",
        ttft_ms: at === 0 && isDown ? null : 200 + at * 100,
        streamed: true,
      }),
    );
  }).flat();
  const posted = await router.post("/api/v1/logs", { data: logs });
  expect(await posted.json()).toMatchObject({ accepted: logs.length });
  return { from: new Date(startMs - MINUTE_MS).toISOString(), to: new Date().toISOString() };
}

/** The rows of the result that something stands over once they are scrolled to. */
function coveredRows(page: Page): Promise<string[]> {
  return page.getByRole("region", { name: "Back-test result" }).evaluate((result) => {
    const covered: string[] = [];
    for (const part of result.querySelectorAll("h2, h3, tbody tr, li")) {
      part.scrollIntoView({ block: "center", behavior: "instant" });
      const box = part.getBoundingClientRect();
      const right = Math.min(box.right, innerWidth) - 30;
      const there = document.elementFromPoint(right, box.y + box.height / 2);
      if (!there || !result.contains(there)) covered.push(part.textContent ?? "");
    }
    return covered;
  });
}

test("a draft of an admin is run over an outage before it is published, and compared with another", async ({
  page,
  router,
  signIn,
}) => {
  test.slow();
  const tier = uniqueName("backtest");
  await givenOutage(router, tier);
  await signIn("admin");
  await page.goto(`/policies/${tier}`);

  await page.getByRole("button", { name: "Run back-test" }).click();
  await expect(page.getByText(/No model would have opened; all 2,800 attempts stay/).first()).toBeVisible();
  await page.getByRole("button", { name: "Pin to compare" }).click();

  await page.getByLabel("Max error rate (%)").fill("10");
  await expect(page.getByText(/the draft has changed since/)).toBeVisible();
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(page.getByText(/Models would have opened once; \d+ of 2,800 attempts move/).first()).toBeVisible();

  const table = page.getByRole("table", { name: "Recorded and replayed" });
  for (const head of ["As recorded", "Active policy version 1, replayed", "This draft", "Pinned draft"]) {
    await expect(table.getByRole("columnheader", { name: head })).toBeVisible();
  }
  // The active policy tolerates every failure: replayed, it comes to what was recorded.
  await expect(page.getByText(/Under the active policy, version 1, .*: no model would have opened/)).toBeVisible();
  await expect(page.getByRole("list", { name: "From the pinned draft to this one" })).toContainText("100 % → 10 %");
  await expect(table.getByRole("row", { name: /^Error rate/ })).toContainText("4.29 %");
  await expect(page.getByRole("table", { name: "Transitions" })).toContainText("closed → open");
  await expect(page.getByRole("table", { name: "Moved attempts" })).toContainText("qwen3-32b");
  await expect(page.getByRole("img", { name: /in 1 trip/ })).toBeVisible();
  const stored = await (await router.get(`/api/v1/policies/${tier}`)).json();
  expect(stored).toMatchObject({ version: 1, failover: { max_error_rate: 1 } });

  for (const size of [
    { width: 390, height: 844 },
    { width: 1280, height: 800 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    expect([size.width, await coveredControls(page)]).toEqual([size.width, []]);
    expect([size.width, await coveredRows(page)]).toEqual([size.width, []]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${size.width} px scrolls sideways`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
    }
  }
});

test("the window is in the address, and one of which nothing was recorded says so", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("backtest-window");
  await givenOutage(router, tier);
  await signIn("viewer");
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 16);
  await page.goto(`/policies/${tier}?backtest=custom&backtest_from=${day(9)}:00Z&backtest_to=${day(8)}:00Z`);

  await page.getByRole("button", { name: "Run back-test" }).click();
  await expect(page.getByText("Nothing was recorded", { exact: true })).toBeVisible();

  await page.getByRole("radio", { name: "7 d" }).check();
  await expect(page).toHaveURL(/backtest=7d/);
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(page.getByText(/all 2,800 attempts stay/).first()).toBeVisible();
});

test("a script runs a draft over HTTP, and a window of forgotten days is refused at its field", async ({ router }) => {
  const tier = uniqueName("backtest-http");
  const window = await givenOutage(router, tier);
  const {
    version: _v,
    published_at: _a,
    published_by: _b,
    comment: _c,
    ...policy
  } = await (await router.get(`/api/v1/policies/${tier}`)).json();
  const draft = { ...policy, failover: { ...policy.failover, max_error_rate: 0.1 } };
  const path = `/api/v1/policies/${tier}/backtest`;

  const reply = await (await router.post(path, { data: { policy: draft, ...window } })).json();
  expect(reply).toMatchObject({ attempts: 2_800, trips: 1 });
  expect(reply.after.outcomes.server_error).toBeLessThan(reply.before.outcomes.server_error);

  const lines = (
    await (
      await router.post(path, { headers: { accept: "application/x-ndjson" }, data: { policy: draft, ...window } })
    ).text()
  )
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines[0]).toEqual({ progress: 0 });
  expect(lines.at(-1).result).toEqual(reply);

  const forgotten = { ...window, from: new Date(Date.now() - 60 * DAY_MS).toISOString() };
  const refused = await router.post(path, { data: { policy: draft, ...forgotten } });
  expect([refused.status(), Object.keys((await refused.json()).error.fields)]).toEqual([422, ["from"]]);
});
