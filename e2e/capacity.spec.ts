import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext } from "@playwright/test";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const hoursAgo = (hours: number) => new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - hours * HOUR_MS);
const utcText = (at: Date) => at.toISOString().slice(0, 16);

/** A model of $1 for a million tokens, used for 20M of them in one of the last four hours. */
async function givenUse(router: APIRequestContext) {
  const names = { provider: uniqueName("sells"), model: uniqueName("model") };
  const probe = { ...names, model: uniqueName("probe"), provider: uniqueName("probe") };
  for (const pair of [names, probe]) {
    const terms = { valid_from: "2026-01-01T00:00:00Z", source: "list", reason: "test" };
    await router.post("/api/v1/prices", { data: { ...pair, ...terms, rates: { input: "1", output: "1" } } });
  }
  // Ingest reads prices again now and then.
  await expect
    .poll(
      async () => {
        await router.post("/api/v1/logs", { data: [logRecord(probe)] });
        return (await (await router.get(`/api/v1/spend?window=1h&model=${probe.model}`)).json()).total.cost_usd;
      },
      { timeout: 90_000, intervals: [2_000] },
    )
    .not.toBeNull();
  const at = new Date(hoursAgo(2).getTime() + 10 * MINUTE_MS).toISOString();
  const records = Array.from({ length: 20 }, () =>
    logRecord({ ...names, started_at: at, app: "capacity-app", input_tokens: 999_000, output_tokens: 1_000 }),
  );
  await router.post("/api/v1/logs", { data: records });
  return names;
}

test("finance adds capacity, sees who uses it and whether it pays, tries other terms and ends it", async ({
  page,
  router,
  signIn,
}) => {
  const { provider, model } = await givenUse(router);
  const name = uniqueName("PTU");
  await signIn("finance");
  await page.goto("/prices/capacity?window=24h");
  await page.getByRole("button", { name: "Add capacity" }).click();
  const form = page.getByRole("form", { name: "Add capacity" });
  await form.getByRole("button", { name: "Add capacity" }).click();
  await expect(form.getByLabel("Provider")).toHaveAccessibleDescription(/Required/);
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Provider").fill(provider);
  await form.getByLabel("Models").fill(`${model.slice(0, -2)}*`);
  await form.getByLabel("Units reserved").fill("2");
  await form.getByLabel("Price of a unit").fill("-1");
  await form.getByLabel("Tokens a unit takes").fill("10,000,000");
  await form.getByLabel("From (UTC)").fill(utcText(hoursAgo(4)));
  await form.getByLabel("Reason").fill("reserved for the test");
  await form.getByRole("button", { name: "Add capacity" }).click();
  await expect(form.getByLabel("Price of a unit")).toHaveAccessibleDescription(/negative/);
  await form.getByLabel("Price of a unit").fill("4");
  await form.getByRole("button", { name: "Add capacity" }).click();

  // $20 in one of four hours that are over; $8 an hour pay from 40 % on.
  const card = page.getByRole("listitem").filter({ hasText: name });
  await expect(card).toContainText(/Busy 2[05] % of reserved hours, pays from 40 %/);
  await expect(card).toContainText("2 PTU at $4.00 an hour each");
  await expect(card).toContainText("$20.00");
  const shares = page.getByRole("region", { name: "Who used it" });
  await expect(shares.getByRole("row").filter({ hasText: "capacity-app" }).filter({ hasText: model })).toContainText(
    "$8.00",
  );
  await expect(shares.getByRole("row").filter({ hasText: "idle capacity" }).first()).toBeVisible();

  const tried = page.getByRole("form", { name: "Try other terms" });
  await tried.getByLabel("Provider").fill(provider);
  await tried.getByLabel("Models").fill(model);
  await tried.getByLabel("USD for a unit and hour").fill("0.5");
  await tried.getByLabel("Units").fill("1");
  await tried.getByLabel("Tokens a unit takes").fill("");
  await tried.getByRole("button", { name: "Show break-even" }).click();
  const chart = page.getByRole("region", { name: "Hours against the break-even" });
  await expect(chart).toContainText("$0.50 an hour · Busy 4 % of reserved hours, pays from 3 %");
  await expect(chart.getByRole("img", { name: "Hours against the break-even" })).toBeVisible();

  await card.getByRole("button", { name: `End ${name}` }).click();
  const ending = page.getByRole("form", { name: `End ${name}` });
  await ending.getByLabel("Reason").fill("moved");
  await ending.getByRole("button", { name: "End" }).click();
  await expect(card).toContainText("until");
  await expect(card.getByRole("button", { name: `End ${name}` })).toHaveCount(0);

  const csv = await (await page.request.get("/api/v1/capacity/use?window=24h&format=csv")).text();
  expect(csv).toContain(`,${name},${provider},use,${model},capacity-app,`);
});

test("a discount is added with a commitment, is in the price from then on, and a viewer only reads", async ({
  page,
  router,
  signIn,
}) => {
  const { provider, model } = await givenUse(router);
  const name = uniqueName("EDP");
  await signIn("admin");
  await page.goto("/prices/capacity");
  await page.getByRole("button", { name: "Add discount" }).click();
  const form = page.getByRole("form", { name: "Add discount" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Provider").fill(provider);
  await form.getByLabel("Percent off list").fill("100");
  await form.getByLabel("Commitment").selectOption("month");
  await form.getByLabel("Amount (USD)").fill("1,000");
  await form.getByLabel("From (UTC)").fill(utcText(new Date(Date.now() - 48 * HOUR_MS)));
  await form.getByLabel("Reason").fill("contract 4711");
  await form.getByRole("button", { name: "Add discount" }).click();
  await expect(form.getByLabel("Percent off list")).toHaveAccessibleDescription(/below 100/);
  await form.getByLabel("Percent off list").fill("12");
  await form.getByRole("button", { name: "Add discount" }).click();
  const card = page.getByRole("listitem").filter({ hasText: name });
  await expect(card).toContainText("12 % off everything");
  await expect(card).toContainText("would be paid unused");
  await expect(card.getByRole("img")).toHaveAccessibleName(/of \$1,000\.00 spent/);

  const usage = { input_tokens: 1_000_000, output_tokens: 0 };
  const tried = await (await router.post("/api/v1/prices/test", { data: { provider, model, usage } })).json();
  expect(tried).toMatchObject({ cost_usd: "0.88" });
  expect(tried.lines[0].rule).toBe(`Price of input (list 1 USD − 12 % rule '${name}')`);

  await page.context().clearCookies();
  await signIn("viewer");
  await page.goto("/prices/capacity");
  await expect(card).toContainText("12 % off everything");
  await expect(page.getByRole("button", { name: /^(Add|End) / })).toHaveCount(0);
  const headers = { origin: new URL(page.url()).origin };
  for (const path of ["/api/v1/capacity", "/api/v1/discounts"]) {
    expect((await page.request.post(path, { headers, data: {} })).status()).toBe(403);
  }
});

test("the capacity page is whole and accessible on a phone and a desk, light and dark", async ({
  page,
  router,
  signIn,
}) => {
  const { provider } = await givenUse(router);
  const terms = { kind: "gpu_hour", units: 1, amount: "3", valid_from: hoursAgo(6).toISOString(), reason: "test" };
  await router.post("/api/v1/capacity", { data: { ...terms, provider, name: uniqueName("GPU") } });
  await signIn("finance");
  for (const size of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await page.goto("/prices/capacity");
      await expect(page.getByRole("heading", { level: 1, name: "Capacity" })).toBeVisible();
      await expect(page.getByRole("region", { name: "Who used it" })).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${size.width} px ${colorScheme} scrolls sideways`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
    }
  }
});
