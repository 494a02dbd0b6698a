import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext } from "@playwright/test";
import { DAY_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";
import { priceOf } from "./price-of";

type Names = { model: string; tier: string; region: string };

/** A tier with the model as its only fallback, traffic of two sizes, an outage that opens its breaker, a price and an end. */
async function givenModel(router: APIRequestContext, { model, tier, region }: Names) {
  const published = await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"0"' },
    data: {
      ...{ tier, primary: "qwen3-32b", fallbacks: [model] },
      failover: {
        latency: { metric: "duration_ms", percentile: 95, max_ms: 30_000 },
        ...{ max_error_rate: 0.25, min_requests: 20, window_requests: 50, window_seconds: 600 },
      },
    },
  });
  expect(published.status()).toBe(201);
  const now = Date.now();
  const logs = Array.from({ length: 400 }, (_, index) => {
    const at = {
      started_at: new Date(now - (460 - index) * 6_000).toISOString(),
      model,
      tier,
      region,
      provider: "house",
    };
    // From the three hundredth on half of them fail.
    if (index >= 300 && index % 2 === 0) {
      return logRecord({ ...at, outcome: "timeout", ttft_ms: null, input_tokens: null, output_tokens: null });
    }
    const isLarge = index % 3 === 0;
    return logRecord({ ...at, input_tokens: isLarge ? 20_000 : 500, duration_ms: (isLarge ? 4_000 : 800) + index });
  });
  for (const [input, days] of [
    ["2", 30],
    ["1", 10],
  ] as const) {
    const from = new Date(now - days * DAY_MS).toISOString();
    const price = priceOf(model);
    await router.post("/api/v1/prices", {
      data: { ...price, rates: { ...price.rates, input }, valid_from: from, reason: `now ${input}` },
    });
  }
  expect((await router.post("/api/v1/logs", { data: logs })).status()).toBe(200);
  await router.post("/api/v1/catalogue", {
    data: {
      ...{ provider: "house", model, label: "Made for tests", replaced_by: "deepseek-v4-flash", reason: "test" },
      retires_on: new Date(now + 20 * DAY_MS).toISOString().slice(0, 10),
    },
  });
}

test("a model's page shows its limits and failovers, sizes, prices, end and roles, and leads to the attempts behind them", async ({
  page,
  router,
  signIn,
}) => {
  const names = { model: uniqueName("model"), tier: uniqueName("tier"), region: uniqueName("region") };
  const { model, tier, region } = names;
  await givenModel(router, names);
  await signIn("admin");
  await page.goto(`/models/${model}?window=24h&tz=UTC`);

  const errors = page.getByRole("region", { name: "Error rate by region" });
  await expect(errors).toContainText(`Shaded: out of rotation in ${tier} · ${region} once`);
  await errors.getByRole("button", { name: "Show Error rate by region as table" }).click();
  await expect(errors.getByRole("columnheader", { name: "Failed over" })).toBeVisible();
  await expect(errors.getByRole("table")).toContainText(`Failed over in ${tier} · ${region}:`);
  const latency = page.getByRole("region", { name: "TTFT over time" });
  await expect(latency).toContainText("No policy that names it fails over by TTFT.");
  await latency.getByText("Duration", { exact: true }).click();
  await expect(page.getByRole("region", { name: "Duration over time" })).toContainText(
    `fails over: p95 over 30.0 s (${tier})`,
  );

  const sizes = page.getByRole("table", { name: `${model} by size of input` });
  await expect(sizes.getByRole("row", { name: /^16k–64k tokens/ })).toContainText("p95: ");
  await expect(sizes.getByRole("columnheader", { name: /failures came without a size/ })).toBeVisible();
  await expect(sizes.getByRole("row", { name: /^unknown size/ })).not.toContainText("%");
  await expect(sizes.getByRole("link", { name: "16k–64k tokens" })).toHaveAttribute(
    "href",
    new RegExp(`/attempts\\?.*model=${model}.*input_tokens_min=16000&input_tokens_max=64000`),
  );

  const history = page.getByRole("table", { name: "Price history" });
  await expect(history.getByRole("row", { name: /now 1/ })).toContainText("was $2.00, -50.0 %");
  await expect(history.getByRole("row", { name: /now 1/ })).toContainText("active");
  await expect(page.getByText("Retires at house")).toContainText("in 20 days");
  await expect(page.getByRole("link", { name: "Draft with deepseek-v4-flash" })).toHaveAttribute(
    "href",
    `/policies/${tier}?replace=${model}&successor=deepseek-v4-flash`,
  );
  const roles = page.getByRole("table", { name: "Roles in policies" });
  await expect(roles.getByRole("row", { name: new RegExp(tier) })).toContainText("fallback 1");
  await expect(roles.getByRole("row", { name: new RegExp(tier) })).toContainText("version 1");

  const failures = page.getByRole("region", { name: "Latest failures" });
  await failures.getByRole("link", { name: "All like this" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/attempts\\?.*model=${model}&region=${region}&outcome=timeout`));
  await page.goBack();
  await page.getByRole("table", { name: "Slowest answers" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/attempts\/.+started_at=/);
});

test("a viewer gets no drafts, and a model nobody knows says so everywhere, on a phone too", async ({
  page,
  router,
  signIn,
}) => {
  const names = { model: uniqueName("viewed"), tier: uniqueName("tier"), region: uniqueName("region") };
  await givenModel(router, names);
  await signIn("viewer");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/models/${names.model}?window=24h`);
  await expect(page.getByText("Retires at house")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Draft with/ })).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Price history" })).toContainText("now 1");
  await expect(page.getByRole("table", { name: `${names.model} by size of input` })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

  await page.goto(`/models/${uniqueName("nobody")}?window=24h`);
  await expect(page.getByRole("region", { name: "Size classes" })).toContainText("No single attempts in this range");
  await expect(page.getByRole("region", { name: "Price history" })).toContainText("No price was ever stored");
  await expect(page.getByRole("region", { name: "Roles in policies" })).toContainText("Not in a policy");
});
