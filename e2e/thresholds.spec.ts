import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext } from "@playwright/test";
import { HOUR_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const MODEL = "deepseek-v4-flash";
const PATIENCE = { timeout: 20_000 };

async function givenPolicy(router: APIRequestContext, tier: string, failover: object = {}) {
  const latency = { metric: "ttft_ms", percentile: 99, max_ms: 800 };
  const reply = await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"0"' },
    data: { tier, primary: MODEL, fallbacks: ["qwen3-32b"], failover: { latency, ...failover } },
  });
  expect(reply.status()).toBe(201);
}

/** The last three whole hours, one request a second, of which 0.2 % fail. */
async function givenTraffic(router: APIRequestContext, tier: string) {
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  for (const back of [3, 2, 1]) {
    const data = Array.from({ length: 3_600 }, (_, index) =>
      logRecord({
        tier,
        region: "us-east-1",
        started_at: new Date(hour - back * HOUR_MS + index * 1_000).toISOString(),
        ttft_ms: 200 + ((index * 37) % 300),
        ...(index % 500 === 250 && { outcome: "server_error" as const, http_status: 503 }),
      }),
    );
    expect((await router.post("/api/v1/logs", { data })).status()).toBe(200);
  }
}

test("a tier's healthy traffic is told to who may read policies", async ({ router, stranger }) => {
  const tier = uniqueName("traffic");
  await givenTraffic(router, tier);

  const answer = await router.get(`/api/v1/policies/${tier}/traffic`, { params: { region: "us-east-1" } });

  expect(answer.status()).toBe(200);
  const { models } = await answer.json();
  expect(models).toMatchObject([
    {
      region: "us-east-1",
      model: MODEL,
      hours: 3,
      healthy_hours: 3,
      judged_per_second: { median: 1, quietest: 1 },
      healthy: { judged: 10_800, error_rate: 21 / 10_800 },
    },
  ]);
  expect((await router.get(`/api/v1/policies/${tier}/traffic?region=eu`)).status()).toBe(200);
  expect((await router.get(`/api/v1/policies/${tier}/traffic?tier=x`)).status()).toBe(400);
  expect((await stranger.get(`/api/v1/policies/${tier}/traffic`)).status()).toBe(401);
});

test("what a threshold means changes while it is typed, and a suggestion fills the form until it is discarded", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("meaning");
  await givenPolicy(router, tier);
  await givenTraffic(router, tier);
  await signIn("admin");
  await page.goto(`/policies/${tier}`);
  const panel = page.getByRole("region", { name: "On this tier's traffic" });
  await expect(panel).toContainText(`us-east-1/${MODEL}`, PATIENCE);
  await expect(panel).toContainText("about");
  await expect(page.getByText(/^1 of 100 requests; 0\.19 % of 10,800 healthy ones failed$/)).toBeVisible();
  await expect(page.getByText(/^False alarms by failures: about \d+ a day$/)).toBeVisible();

  await page.getByLabel("Min failures (requests)").fill("3");
  await expect(page.getByText(/^3 of 100 requests; /)).toBeVisible();
  await page.getByLabel("Window (seconds)").fill("20");
  await expect(page.getByText(/^Hardly ever fires: 50 requests take longer than the window/)).toBeVisible();
  await page.getByLabel("Window (seconds)").fill("2000");
  const window = page.getByLabel("Window (requests)");
  const before = await page.evaluate(() => document.documentElement.scrollHeight);
  await window.fill("");
  await expect(panel).toContainText("these are the results of the last valid ones");
  await expect(panel).toContainText("False alarms");
  await expect(window).not.toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Min failures (requests)").focus();
  await expect(window).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Required", { exact: true })).toBeVisible();
  const after = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(Math.abs(after - before), "the form keeps its height").toBeLessThan(80);
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByText(/^1 of 100 requests; /)).toBeVisible();

  await panel.getByLabel("False alarms wanted, at most").selectOption("month");
  await panel.getByRole("button", { name: "Suggest thresholds" }).click();
  await expect(panel.getByRole("status")).toContainText(/^Changed Min failures 1 → \d+/);
  await expect(page.getByLabel("Min failures (requests)")).not.toHaveValue("1");
  await expect(panel).toContainText("a year");
  await panel.getByRole("button", { name: "Suggest thresholds" }).click();
  await expect(panel.getByRole("status")).toContainText("Nothing to change");

  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByLabel("Min failures (requests)")).toHaveValue("1");
  await expect(panel.getByRole("status")).toHaveText("");
});

test("a rule that is judged in busy hours alone says in how many, and a suggestion wakes one that is asleep", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("uneven");
  await givenPolicy(router, tier, { max_error_rate: 0.05 });
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  for (const [back, count] of [
    [5, 120],
    [4, 1_800],
    [3, 120],
    [2, 120],
    [1, 120],
  ] as const) {
    const data = Array.from({ length: count }, (_, index) =>
      logRecord({
        tier,
        region: "us-east-1",
        started_at: new Date(hour - back * HOUR_MS + index * (HOUR_MS / count)).toISOString(),
        ttft_ms: 200 + ((index * 37) % 300),
        ...(index % 500 === 250 && { outcome: "server_error" as const, http_status: 503 }),
      }),
    );
    expect((await router.post("/api/v1/logs", { data })).status()).toBe(200);
  }
  await signIn("admin");
  await page.goto(`/policies/${tier}`);
  const panel = page.getByRole("region", { name: "On this tier's traffic" });
  await expect(panel).toContainText("in 1 of 5 hours", PATIENCE);
  await expect(panel).toContainText("up to 30 a minute");
  await expect(page.getByText(/^False alarms by failures: /)).toBeVisible();
  await expect(page.getByText("Reached in 1 of 5 hours with traffic")).toBeVisible();

  await panel.getByRole("button", { name: "Suggest thresholds" }).click();
  await expect(panel.getByRole("status")).toContainText("most hours had too few requests in a window to decide");
  await expect(page.getByLabel("Window (seconds)")).not.toHaveValue("300");
  // How many hours it is then depends on the minute: the quarter hours of this one are without traffic so far.
  await expect(panel).not.toContainText("in 1 of 5 hours");

  await page.getByText("The whole answer", { exact: true }).click();
  await expect(page.getByText(/^The limit of 800 ms was set for the first token\./)).toBeVisible();
});

test("without traffic there is no figure, a failed answer can be asked again, and a viewer is given no suggestion", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("silent");
  await givenPolicy(router, tier);
  await signIn("viewer");
  await page.route(`**/api/v1/policies/${tier}/traffic`, (route) => route.fulfill({ status: 404, body: "{}" }));
  await page.goto(`/policies/${tier}`);
  const panel = page.getByRole("region", { name: "On this tier's traffic" });
  await expect(panel.getByRole("alert")).toBeVisible(PATIENCE);

  await page.unroute(`**/api/v1/policies/${tier}/traffic`);
  await panel.getByRole("button", { name: "Try again" }).click();

  await expect(panel).toContainText("No healthy traffic to compute from");
  await expect(panel.getByRole("button", { name: "Suggest thresholds" })).toHaveCount(0);
});

test("the form with its figures is whole and accessible on a phone and a desk, light and dark", async ({
  page,
  router,
  signIn,
}) => {
  test.slow();
  const tier = uniqueName("look");
  await givenPolicy(router, tier);
  await givenTraffic(router, tier);
  await signIn("admin");
  for (const width of [390, 1440]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`/policies/${tier}`);
      const panel = page.getByRole("region", { name: "On this tier's traffic" });
      await expect(panel).toContainText("False alarms", PATIENCE);
      await panel.getByRole("button", { name: "Suggest thresholds" }).click();
      await expect(panel.getByRole("status")).toContainText("Changed");
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide, `${width} px ${colorScheme} scrolls sideways`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
      if (process.env.SHOTS) {
        await page.screenshot({ path: `${process.env.SHOTS}/thresholds-${width}-${colorScheme}.png`, fullPage: true });
      }
      await page.getByRole("button", { name: "Discard changes" }).click();
    }
  }
});
