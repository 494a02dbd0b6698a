import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { HOUR_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const lines = async (download: Download) => {
  const text = await readFile(await download.path(), "utf8");
  return text.replace("\uFEFF", "").trimEnd().split("\r\n");
};
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
const groupTable = (page: Page, by: string) => page.getByRole("table", { name: `Spend by ${by}` });

test("a group is compared with the period before, and the file of the table is the screen with its totals", async ({
  page,
  router,
  signIn,
}) => {
  const [app, gone] = [uniqueName("bill"), uniqueName("gone")];
  const cost = (output: number, overrides: object) =>
    logRecord({ model: "gpt-4o", provider: "openai", input_tokens: 0, output_tokens: output, tier: app, ...overrides });
  const records = [
    cost(3_000_000, { app, started_at: ago(2) }),
    cost(1_000_000, { app, started_at: ago(26) }),
    cost(1_000_000, { app: gone, started_at: ago(27) }),
  ];
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("finance");
  await page.goto(`/spend?window=24h&group=app&tier=${app}`);

  const table = groupTable(page, "app");
  await expect(table.getByRole("row", { name: new RegExp(app) })).toContainText("+200.0 %");
  await expect(table.getByRole("row", { name: new RegExp(gone) })).toContainText("-100.0 %");
  await expect(page.getByRole("region", { name: "Spend", exact: true })).toContainText(
    "(+50.0 %) against the 24 hours before",
  );

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download Spend by app as CSV" }).click();
  const file = await lines(await download);
  const shown = await table.getByRole("row").count();
  expect(file).toHaveLength(shown);
  const costs = file.slice(1).map((line) => Number(line.split(",")[1]));
  expect(costs.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBeCloseTo(costs.at(-1) ?? 0, 9);
  expect(file.at(-1)).toMatch(/^Total,/);
});

test("months and days are windows of the zone that the browser remembers, and any zone can be typed", async ({
  page,
  signIn,
}) => {
  await signIn("finance");
  await page.goto("/spend?window=last_month");
  const zone = page.getByLabel("Report time zone");
  await zone.fill("pacific/chatham");
  await zone.press("Enter");
  await expect(page).toHaveURL(/tz=Pacific(%2F|\/)Chatham/);
  await expect(page.getByRole("radio", { name: "Last month" })).toBeChecked();
  // A month of Chatham begins and ends at its own midnight.
  await expect(page.getByRole("region", { name: "Spend by model", exact: true })).toContainText(
    /\d{4}-\d\d-01 00:00 – \d{4}-\d\d-01 00:00 UTC\+1[23]:45/,
  );

  await page.goto("/spend?window=month");
  await expect(zone).toHaveValue("Pacific/Chatham");
  await expect(page).toHaveURL(/tz=Pacific/);
  await expect(page.getByRole("radio", { name: "This month" })).toBeChecked();

  // So does a day, which leads back to itself from an address.
  await page.getByRole("radiogroup", { name: "Time range" }).getByText("Yesterday").click();
  await expect(page).toHaveURL(/window=yesterday/);
  await expect(page.getByRole("region", { name: "Spend by model", exact: true })).toContainText(
    /\d{4}-\d\d-\d\d 00:00 – \d{4}-\d\d-\d\d 00:00 UTC\+1[23]:45/,
  );
  await page.reload();
  await expect(page.getByRole("radio", { name: "Yesterday" })).toBeChecked();

  await zone.fill("Mars/Base");
  await expect(zone).toHaveAttribute("aria-invalid", "true");
  await zone.press("Escape");
  await expect(zone).toHaveValue("Pacific/Chatham");
});

test("grouping by app asks for no page of a model that is none, whatever was grouped by before", async ({
  page,
  router,
  signIn,
}) => {
  const app = uniqueName("shop");
  await router.post("/api/v1/logs", { data: [logRecord({ app })] });
  const asked: string[] = [];
  const missing: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  page.on("response", (response) => response.status() === 404 && missing.push(response.url()));
  await signIn("finance");
  await page.goto(`/spend?window=1h&group=app&app=${app}`);
  await expect(groupTable(page, "app")).toContainText(app);

  await page.getByLabel("Group by").selectOption("model");
  await expect(groupTable(page, "model")).toContainText("deepseek-v4-flash");
  await page.getByLabel("Group by").selectOption("app");
  await expect(groupTable(page, "app")).toContainText(app);

  expect(asked.filter((path) => path === "/models" || path === "/models/" || path.includes(app))).toEqual([]);
  expect(missing).toEqual([]);
});

test("what is not in the totals says which, how many and why; what failed and was cancelled is waste", async ({
  page,
  router,
  signIn,
}) => {
  const model = uniqueName("house-model");
  const noUsage = { input_tokens: undefined, output_tokens: undefined };
  const records = [
    logRecord({ model }),
    logRecord({ model: "deepseek-v4-flash", provider: "global-apis", tier: model, ...noUsage }),
    logRecord({ model: "deepseek-v4-flash", provider: "global-apis", tier: model, outcome: "cancelled" }),
  ];
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("finance");

  await page.goto(`/spend?window=1h&model=${model}`);
  const unpriced = page.getByRole("table", { name: "Attempts without a cost" });
  await expect(unpriced.getByRole("row", { name: new RegExp(model) })).toContainText("No price for this model");
  const certain = page.getByRole("region", { name: "How certain" });
  await expect(certain).toContainText("100.00 % of tokens have no price and are worth between");
  await expect(certain.getByRole("row", { name: new RegExp(model) })).toContainText("Every price that sells the same");
  await page.goto(`/spend?window=1h&tier=${model}`);
  await expect(certain).toContainText("$0.00 certain, $0.00014 estimated");
  await expect(unpriced.getByRole("row", { name: /deepseek-v4-flash/ })).toContainText("Reported no usage");
  const waste = page.getByRole("table", { name: "Waste by kind" });
  await expect(waste.getByRole("row", { name: /Cancelled/ })).toContainText("$0.00014");
  await expect(waste.getByRole("row", { name: /All waste/ })).toContainText("50.00 %");
});

test("a router's own figure for three in ten is held against our cost of those", async ({ page, router, signIn }) => {
  const app = uniqueName("reports");
  const call = { app, model: "gpt-4o", provider: "openai", input_tokens: 1_000_000, output_tokens: 0 };
  const records = Array.from({ length: 10 }, (_, index) =>
    logRecord({ ...call, ...(index < 3 && { cost_usd: "2.5" }) }),
  );
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("finance");
  await page.goto(`/spend?window=1h&app=${app}`);
  const reported = page.getByRole("region", { name: "Reported by routers" });
  await expect(reported).toContainText("Of 30.0 % of the attempts");
  await expect(reported).toContainText("On the same attempts: equal to the computed $7.50");
  await expect(page.getByRole("region", { name: "How certain" })).toContainText("$25.00 certain, $0.00 estimated");
});

test("the file of a chart holds the days of the zone that its header names", async ({ page, router, signIn }) => {
  const app = uniqueName("zoned");
  await router.post("/api/v1/logs", { data: [logRecord({ app, started_at: ago(1) })] });
  await signIn("finance");
  await page.goto(`/spend?window=7d&app=${app}&tz=Asia/Kathmandu`);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download Spend per day by model as CSV" }).click();
  const [header, ...days] = await lines(await download);
  expect(header).toMatch(/^Day \(Asia\/Kathmandu\),/);
  expect(days.pop()).toMatch(/^Total,/);
  expect(days).toHaveLength(8);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kathmandu" }).format(new Date());
  expect(days.at(-1)).toMatch(new RegExp(`^${today},`));
});

test("on paper the whole table and every day stand, at the size of the sheet", async ({ page, router, signIn }) => {
  const app = uniqueName("paper");
  await router.post("/api/v1/logs", { data: [logRecord({ app })] });
  await signIn("finance");
  await page.setViewportSize({ width: 1920, height: 900 });
  await page.goto(`/spend?window=30d&app=${app}`);
  const chart = page.getByRole("img", { name: "Spend per day by model" });
  await expect(chart.locator(".recharts-cartesian-axis-tick-value").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const drawn = await chart.locator("svg").first().getAttribute("width");
  expect(Number(drawn)).toBe(955);
  await page.setViewportSize({ width: 710, height: 1000 });
  // All columns are there, in two tables, and nothing of them lies beyond the sheet.
  for (const [name, column] of [
    ["Spend by model", "Estimated"],
    ["Spend by model: tokens and rates", "Blended $/M"],
  ] as const) {
    const table = page.getByRole("region", { name: `${name}, as a table` });
    await expect(table.getByRole("columnheader", { name: column })).toBeVisible();
    const cut = await table.evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => [
      scrollHeight - clientHeight,
      scrollWidth - clientWidth,
    ]);
    expect([name, cut]).toEqual([name, [0, 0]]);
  }
});
