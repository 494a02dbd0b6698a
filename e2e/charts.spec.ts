import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const slider = (page: Page, label: string) => page.getByRole("slider", { name: `${label}: read and choose` });

/** Draws over a chart from one share of its width to another. */
async function drag(page: Page, label: string, from: number, to: number): Promise<void> {
  const picture = slider(page, label);
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (!box) throw new Error(`No chart ${label} is drawn`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 6 });
  await page.mouse.up();
}

test("a stretch drawn over a chart is zoomed into or its attempts are shown, and there are three ways back", async ({
  page,
  router,
  signIn,
}) => {
  const app = uniqueName("zoom");
  const records = [1, 5, 9, 13, 20].map((hours) => logRecord({ app, started_at: ago(hours * HOUR_MS) }));
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("viewer");
  await page.goto(`/?window=24h&app=${app}`);
  await expect(panel(page, "Requests")).toContainText("n 5 attempts");
  await expect(panel(page, "Requests")).toContainText("drag to zoom");

  await drag(page, "Requests over time", 0.5, 0.97);
  const choices = page.getByRole("dialog").filter({ hasText: "Zoom in" });
  await expect(choices.getByRole("button", { name: "Zoom in" })).toBeFocused();
  const [inner, outer] = [await choices.boundingBox(), await panel(page, "Requests").boundingBox()];
  expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThanOrEqual((outer?.x ?? 0) + (outer?.width ?? 0));
  await choices.getByRole("button", { name: "Zoom in" }).click();
  await expect(page).toHaveURL(/unzoomed=24h.*from=/);
  await expect(panel(page, "Requests")).toContainText("n 4 attempts");
  const reset = page.getByRole("button", { name: "Reset the zoom of Requests" });
  await reset.click();
  await expect(panel(page, "Requests")).toContainText("n 5 attempts");
  await expect(reset).toHaveCount(0);

  await page.goBack();
  await expect(panel(page, "Requests")).toContainText("n 4 attempts");
  await slider(page, "Requests over time").focus();
  await page.keyboard.press("Escape");
  await expect(panel(page, "Requests")).toContainText("n 5 attempts");

  await drag(page, "Requests over time", 0.5, 0.97);
  await choices.getByRole("button", { name: "Show attempts" }).click();
  await expect(page).toHaveURL(/\/attempts\?.*from=/);
  await expect(page.getByRole("table", { name: "Attempts", exact: true }).getByRole("rowheader")).toHaveCount(4);
});

test("the keyboard reads a chart bucket by bucket, draws a stretch and zooms", async ({ page, router, signIn }) => {
  const app = uniqueName("keys");
  const records = [1, 2, 3].map((hours) => logRecord({ app, started_at: ago(hours * HOUR_MS) }));
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("viewer");
  await page.goto(`/?window=24h&app=${app}`);
  const chart = slider(page, "Requests over time");
  await expect(chart).toBeVisible();

  await panel(page, "Requests")
    .getByRole("button", { name: /Draw the 24 hours before/ })
    .focus();
  await page.keyboard.press("Tab");
  while (!(await chart.evaluate((own) => own === document.activeElement))) await page.keyboard.press("Tab");
  await expect(chart).toHaveAttribute("aria-valuetext", /UTC\. Requests /);
  await page.keyboard.press("Home");
  await expect(chart).toHaveAttribute("aria-valuenow", "0");
  await page.keyboard.press("Control+End");
  await expect(chart).toHaveAttribute("aria-valuenow", "0");
  await page.keyboard.press("End");
  for (let step = 0; step < 8; step++) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  const choices = page.getByRole("dialog").filter({ hasText: "Zoom in" });
  await expect(choices).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(choices).toHaveCount(0);
  await expect(chart).toBeFocused();
  for (let step = 0; step < 8; step++) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/unzoomed=24h.*from=/);
  await expect(chart).toBeFocused();
  await expect(panel(page, "Requests")).toContainText("n 2 attempts");
});

test("a model's chart: lines are hidden by its legend, all are read at once, the period before and marks are drawn", async ({
  page,
  router,
  signIn,
}) => {
  const model = uniqueName("charted");
  const at = (hours: number, n: number) => ago(hours * HOUR_MS + n * MINUTE_MS);
  const sent = (hours: number, count: number, overrides = {}) =>
    Array.from({ length: count }, (_, n) => logRecord({ model, started_at: at(hours, n % 3), ...overrides }));
  const records = [
    ...sent(2, 40, { ttft_ms: 200 }),
    ...sent(26, 40, { ttft_ms: 100 }),
    ...sent(80, 1),
    ...sent(5, 12, { outcome: "server_error", ttft_ms: null }),
  ];
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("viewer");
  await page.goto(`/models/${model}?window=24h`);
  const chart = panel(page, "TTFT over time");
  const picture = slider(page, `TTFT percentiles of ${model} over time`);
  await expect(picture).toBeVisible();

  const entry = (name: string) => chart.getByRole("list").first().getByRole("button", { name, exact: true });
  await entry("p50").click();
  await expect(entry("p50")).toHaveAttribute("aria-pressed", "false");
  await picture.focus();
  await page.keyboard.press("Home");
  await expect(picture).toHaveAttribute("aria-valuetext", /^[^.]*\. p95 —.*p99/);
  await entry("p95").click({ modifiers: ["Alt"] });
  await expect(entry("p99")).toHaveAttribute("aria-pressed", "false");
  await entry("p95").click();
  await expect(entry("p95")).toHaveAttribute("aria-pressed", "true");
  await entry("p95").press("Control+o");
  await expect(entry("p99")).toHaveAttribute("aria-pressed", "false");
  await entry("p95").press("o");
  for (const name of ["p50", "p95", "p99"]) await expect(entry(name)).toHaveAttribute("aria-pressed", "true");

  await chart.getByRole("button", { name: "Draw the 24 hours before in TTFT over time" }).click();
  await expect(chart).toContainText(/dotted: \d{4}-/);
  const texts: string[] = [];
  await picture.focus();
  await page.keyboard.press("End");
  for (let step = 0; step < 24; step++) {
    texts.push((await picture.getAttribute("aria-valuetext")) ?? "");
    await page.keyboard.press("ArrowLeft");
  }
  const busy = texts.find((text) => text.includes("p50 200 ms"));
  expect(busy).toMatch(/p50 200 ms \(.*n \d+\); p95 .*; p99 .*/);
  expect(texts.some((text) => text.includes("before 100 ms"))).toBe(true);
  expect(texts.some((text) => text.includes("Incident: "))).toBe(true);
  await expect(panel(page, "Duration p99")).toContainText("against the 24 hours before");

  await chart.getByRole("button", { name: /incident.* in TTFT over time/ }).click();
  const list = page.getByRole("list", { name: "Marks of TTFT over time" });
  await expect(list).toContainText(`Incident: ${model}`);
  await page.getByRole("button", { name: "Hide on charts" }).click();
  await page.keyboard.press("Escape");
  await expect(chart.getByRole("button", { name: /hidden$/ })).toBeVisible();
  await expect(panel(page, "Error rate by region").getByRole("button", { name: /hidden$/ })).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
});

test("an axis of few requests has whole ticks, and what lies before the first record is said", async ({
  page,
  router,
  signIn,
}) => {
  const app = uniqueName("few");
  expect((await router.post("/api/v1/logs", { data: [logRecord({ app })] })).status()).toBe(200);
  await signIn("viewer");
  await page.goto(`/?window=90d&app=${app}`);
  const requests = panel(page, "Requests");
  const ticks = requests.locator(".recharts-yAxis-tick-labels .recharts-cartesian-axis-tick-value");
  await expect(ticks).toHaveText(["0", "1"]);
  await requests.getByRole("button", { name: "Draw the 90 days before in Requests" }).click();
  await expect(requests).toContainText(/No data before|No whole period before/);
  await expect(panel(page, "User success")).toContainText(/No data before|No whole period before/);
});

test("a chart with a time of its own is zoomed by itself", async ({ page, router, signIn }) => {
  const team = uniqueName("team");
  expect((await router.post("/api/v1/logs", { data: [logRecord({ team })] })).status()).toBe(200);
  const other = `${team} too`;
  expect((await router.post("/api/v1/budgets", { data: { name: other, amount: 100 } })).ok()).toBe(true);
  const { id } = await (await router.post("/api/v1/budgets", { data: { name: team, amount: 100 } })).json();
  await signIn("finance");
  await page.goto(`/budgets?budget=${id}`);
  const chart = slider(page, `Burn-down of ${team}`);
  await expect(chart).toBeVisible();
  await drag(page, `Burn-down of ${team}`, 0.3, 0.7);
  const reset = page.getByRole("button", { name: `Reset the zoom of Burn-down of ${team}` });
  await expect(reset).toBeVisible();
  await chart.focus();
  await page.keyboard.press("Escape");
  await expect(reset).toHaveCount(0);

  await drag(page, `Burn-down of ${team}`, 0.3, 0.7);
  await expect(reset).toBeVisible();
  await page.getByRole("link", { name: other }).first().click();
  await expect(slider(page, `Burn-down of ${other}`)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reset the zoom/ })).toHaveCount(0);
});
