import type { APIRequestContext } from "@playwright/test";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const REGION = "us-east-1";

async function givenPolicy(router: APIRequestContext, tier: string) {
  const reply = await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"0"' },
    data: {
      tier,
      primary: "deepseek-v4-flash",
      fallbacks: ["qwen3-32b"],
      failover: { latency: { metric: "ttft_ms", percentile: 99, max_ms: 800 }, min_requests: 20, window_requests: 100 },
    },
  });
  expect(reply.status()).toBe(201);
}

const decide = async (router: APIRequestContext, tier: string) =>
  (await router.get("/api/v1/route", { params: { tier, region: REGION } })).json();

test("a lowered threshold reaches the router, is breached by its logs, and the screen shows it", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("loop");
  await givenPolicy(router, tier);
  const before = await router.get("/api/v1/policies");
  const slow = () =>
    Array.from({ length: 30 }, (_, index) =>
      logRecord({
        tier,
        region: REGION,
        ttft_ms: 600,
        started_at: new Date(Date.now() - 9000 + index * 200).toISOString(),
      }),
    );
  expect((await router.post("/api/v1/logs", { data: slow() })).status()).toBe(200);
  expect(await decide(router, tier)).toMatchObject({ model: "deepseek-v4-flash", role: "primary", policy_version: 1 });

  await signIn("admin");
  await page.goto(`/policies/${tier}`);
  await page.getByLabel("Max latency (ms)").fill("500");
  await page.getByLabel("Comment").fill("Nobody waits longer than half a second");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Published as version 2")).toBeVisible();

  const etag = before.headers().etag ?? "";
  const next = await router.get("/api/v1/policies", { headers: { "if-none-match": etag } });
  expect(next.status()).toBe(200);
  expect((await next.json()).tiers[tier].failover.latency.max_ms).toBe(500);
  const unchanged = await router.get("/api/v1/policies", { headers: { "if-none-match": next.headers().etag ?? "" } });
  expect([200, 304]).toContain(unchanged.status());

  expect((await router.post("/api/v1/logs", { data: slow() })).status()).toBe(200);
  expect(await decide(router, tier)).toMatchObject({ model: "qwen3-32b", role: "fallback", policy_version: 2 });

  await page.goto(`/failovers?window=1h&tier=${tier}`);
  const row = page.getByRole("row").filter({ hasText: tier }).first();
  await expect(row).toContainText("deepseek-v4-flash");
  await expect(row).toContainText("open");
  await page.goto(`/policies/${tier}`);
  await expect(page.getByRole("row").filter({ hasText: "deepseek-v4-flash" }).first()).toContainText("open");
});

test("a refused edit keeps what was typed and says at the field what is wrong", async ({ page, router, signIn }) => {
  const tier = uniqueName("refused");
  await givenPolicy(router, tier);
  await signIn("admin");
  await page.goto(`/policies/${tier}`);

  await page.getByLabel("Window (requests)").fill("5");
  await page.getByLabel("Description").fill("Typed and not to be lost");
  await page.getByRole("button", { name: "Publish" }).click();

  await expect(page.getByText("Must be at least 10").first()).toBeVisible();
  await expect(page.getByLabel("Window (requests)")).toHaveValue("5");
  await expect(page.getByLabel("Description")).toHaveValue("Typed and not to be lost");
  const stored = await (await router.get(`/api/v1/policies/${tier}`)).json();
  expect(stored).toMatchObject({ version: 1, failover: { window_requests: 100 } });
});

test("an edit made on an old version is refused, kept on screen, and can be carried on", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("stale");
  await givenPolicy(router, tier);
  await signIn("admin");
  await page.goto(`/policies/${tier}`);
  await page.getByLabel("Cooldown (seconds)").fill("90");

  const current = await (await router.get(`/api/v1/policies/${tier}`)).json();
  const { version: _v, published_at: _a, published_by: _b, comment: _c, ...policy } = current;
  const colleague = await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"1"' },
    data: { ...policy, timeout_ms: 7000 },
  });
  expect(colleague.status()).toBe(201);

  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText(/changed by someone else/)).toBeVisible();
  await expect(page.getByLabel("Cooldown (seconds)")).toHaveValue("90");
  await page.getByRole("button", { name: "Keep my changes on version 2" }).click();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Published as version 3")).toBeVisible();

  const merged = await (await router.get(`/api/v1/policies/${tier}`)).json();
  expect(merged).toMatchObject({ version: 3, timeout_ms: 7000, failover: { cooldown_seconds: 90 } });
});

test("the history tells versions apart, and a rollback is a new version", async ({ page, router, signIn }) => {
  const tier = uniqueName("history");
  await givenPolicy(router, tier);
  await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"1"' },
    data: { tier, primary: "qwen3-32b", comment: "Cheaper for a day" },
  });
  await signIn("admin");
  await page.goto(`/policies/${tier}?tab=history`);
  await expect(page.getByText("Cheaper for a day")).toBeVisible();

  await page.getByRole("button", { name: "Roll back to version 1" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Roll back", exact: true }).click();
  await expect(page.getByText(/version 3 holds what version 1 held/)).toBeVisible();

  expect((await (await router.get(`/api/v1/policies/${tier}`)).json()).primary).toBe("deepseek-v4-flash");

  const again = page.getByRole("button", { name: "Roll back to version 1" });
  await again.click();
  await expect(page.getByRole("dialog")).toContainText("holds the same values as version 3");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Roll back", exact: true })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(again).toBeFocused();
});

test("a viewer reads every policy and publishes none, in the page and over HTTP", async ({ page, router, signIn }) => {
  const tier = uniqueName("readonly");
  await givenPolicy(router, tier);
  await signIn("viewer");
  await page.goto(`/policies/${tier}`);

  await expect(page.getByLabel("Timeout (ms)")).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish" })).toHaveCount(0);
  const forbidden = await page.request.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"1"' },
    data: { tier, primary: "qwen3-32b" },
  });
  expect(forbidden.status()).toBe(403);
});
