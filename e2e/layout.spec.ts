import type { Page } from "@playwright/test";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { coveredControls } from "./covered-controls";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const PATHS = [
  "/",
  "/compare",
  "/models/deepseek-v4-flash",
  "/sla",
  "/spend",
  "/budgets",
  "/what-if",
  "/prices",
  "/prices/import",
  "/prices/reprice",
  "/prices/capacity",
  "/ledger",
  "/ledger/copies",
  "/ledger/reconciliation",
  "/policies",
  "/alerts",
  "/failovers",
  "/router",
  "/ingest",
  "/access",
];
const WIDTHS = [390, 600, 768, 1024, 1200, 1280, 1366, 1440, 1920];

const axisLabels = (page: Page, chart: string) =>
  page
    .getByRole("img", { name: chart })
    .locator(".recharts-xAxis-tick-labels .recharts-cartesian-axis-tick-value")
    .allTextContents();
const plain = (labels: string[]) => labels.map((label) => label.replaceAll("\u00a0", " "));

for (const path of PATHS) {
  test(`nothing on ${path} stands over a control, at any width`, async ({ page, router, signIn }) => {
    await router.post("/api/v1/logs", {
      data: Array.from({ length: 20 }, () => logRecord({ team: "search", environment: "production" })),
    });
    await signIn("admin");
    for (const width of [390, 768, 1024, 1280, 1440, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path, { waitUntil: "networkidle" });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect([width, await coveredControls(page)]).toEqual([width, []]);
    }
  });
}

test("the bar of a report stays whole whatever is chosen in it", async ({ page, router, signIn }) => {
  const model = uniqueName("a-model-with-a-very-long-name-indeed");
  await router.post("/api/v1/logs", { data: [logRecord({ model, team: "search", feature: "summaries" })] });
  await signIn("viewer");
  const filters = `model=${model}&region=us-east-1&tier=standard&app=default&provider=deepseek&team=search&feature=summaries&tz=America/New_York`;
  for (const range of ["window=7d", "from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z"]) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/?${range}&${filters}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect([range, width, await coveredControls(page)]).toEqual([range, width, []]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([range, width, beyond <= 0]).toEqual([range, width, true]);
    }
  }
});

test("the bars of spend are named by their own dates, over seven days as over ninety", async ({
  page,
  router,
  signIn,
}) => {
  const app = uniqueName("axis");
  const at = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  await router.post("/api/v1/logs", { data: [0.01, 3, 30].map((days) => logRecord({ app, started_at: at(days) })) });
  await signIn("finance");
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const days of [7, 90]) {
      await page.goto(`/spend?window=${days}d&model=deepseek-v4-flash`);
      const chart = page.getByRole("img", { name: "Spend per day by model" });
      await expect(chart.locator(".recharts-cartesian-axis-tick-value").first()).toBeVisible();
      const labels = plain(await axisLabels(page, "Spend per day by model"));
      expect(labels.length).toBeGreaterThan(1);
      const dates = labels.map((label) => {
        expect(label).toMatch(/^[A-Z][a-z]{2} \d{1,2}(, \d{4})?$/);
        const year = /\d{4}$/.exec(label)?.[0] ?? new Date().getUTCFullYear();
        return Date.parse(`${label.replace(/, \d{4}$/, "")}, ${year} UTC`);
      });
      // Bars of days are equally wide: equal steps of time are equal steps on the axis.
      const places = await chart
        .locator(".recharts-xAxis-tick-labels .recharts-cartesian-axis-tick-value")
        .evaluateAll((ticks) => ticks.map((tick) => Number(tick.getAttribute("x"))));
      const perDay = places.slice(1).map((x, index) => {
        const daysBetween = ((dates[index + 1] ?? 0) - (dates[index] ?? 0)) / DAY_MS;
        return (x - (places[index] ?? 0)) / daysBetween;
      });
      expect(Math.max(...perDay) - Math.min(...perDay)).toBeLessThan(0.5);
    }
  }
});

test("a model picked for comparison stays with its reason where the filters leave it no traffic", async ({
  page,
  router,
  signIn,
}) => {
  const [here, elsewhere] = [uniqueName("here"), uniqueName("elsewhere")];
  await router.post("/api/v1/logs", {
    data: [logRecord({ model: here, region: "eu-west-9" }), logRecord({ model: elsewhere, region: "us-west-9" })],
  });
  await signIn("viewer");
  await page.goto(`/compare?model=${here}&model=${elsewhere}&region=eu-west-9`);
  const table = page.getByRole("table", { name: "Comparison of the picked models" });
  await expect(table.getByRole("columnheader", { name: elsewhere })).toContainText("no attempts with these filters");
  await expect(table.getByRole("columnheader", { name: here })).not.toContainText("no attempts");
});

test("a breaker that opened before the window counts as active now, and not as opened in the window", async ({
  page,
  router,
  signIn,
}) => {
  const [tier, model] = [uniqueName("long-open"), uniqueName("long-open-model")];
  await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"0"' },
    data: {
      tier,
      primary: model,
      fallbacks: ["qwen3-32b"],
      failover: { latency: null, max_error_rate: 0.1, min_requests: 10, window_requests: 20, cooldown_seconds: 86_400 },
    },
  });
  const startMs = Date.now() - 3 * HOUR_MS;
  const logs = Array.from({ length: 20 }, (_, index) => {
    const started_at = new Date(startMs + index * 1_000).toISOString();
    return logRecord({ model, tier, started_at, outcome: "server_error", ttft_ms: null, streamed: false });
  });
  await router.post("/api/v1/logs", { data: logs });
  await signIn("viewer");
  await page.goto(`/?window=1h&model=${model}`);
  const card = page.getByRole("region", { name: "Failovers now" });
  await expect(card).toContainText(`1 open: ${model} in us-east-1`);
  await expect(card).toContainText("0 opened in the window");
  const { breakers } = await (await router.get(`/api/v1/breakers?model=${model}`)).json();
  expect(breakers).toMatchObject([{ tier, model, role: "primary", state: "open", share: 0 }]);

  await page.goto(`/?window=1h&model=${uniqueName("nobody")}`);
  await expect(card).toContainText("No recent traffic to judge by");
  await expect(card.getByText("0", { exact: true })).not.toHaveAttribute("data-tone", "good");

  // Names as long as these fit into a phone's card, too.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/policies");
  await expect(page.getByRole("table", { name: "Every tier" }).getByText(`${model} in us-east-1`)).toBeAttached();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("on a phone a table still names its rows, scrolled to its end or as cards, of which all are shown on demand", async ({
  page,
  router,
  signIn,
}) => {
  const model = uniqueName("a-model-with-a-very-long-name-indeed");
  await router.post("/api/v1/logs", { data: [logRecord({ model })] });
  await signIn("viewer");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/", "/compare", "/sla", "/spend", "/failovers", "/policies"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const tables = page.getByRole("region", { name: /, as a table$|Comparison of/ });
    for (const region of await tables.all()) {
      const lost = await region.evaluate((scroller) => {
        scroller.scrollLeft = scroller.scrollWidth;
        const seen = scroller.getBoundingClientRect();
        // Where there is more to scroll to, half of the room is left to it.
        // A card's name has a line to itself.
        const isCards = getComputedStyle(scroller.querySelector("thead") ?? scroller).display === "none";
        const isCut = scroller.scrollWidth > scroller.clientWidth && !isCards;
        const room = isCut ? seen.width / 2 : seen.width;
        return [...scroller.querySelectorAll("tbody th:first-child")]
          .filter((name) => name.checkVisibility())
          .map((name) => ({ text: name.textContent, box: name.getBoundingClientRect() }))
          .filter(({ box }) => box.left < seen.left - 1 || box.right > seen.left + room + 1)
          .map(({ text }) => text);
      });
      expect([path, lost]).toEqual([path, []]);
    }
  }
});

test("a report prints light, without bars and buttons, and with no table or chart cut off", async ({
  page,
  router,
  signIn,
}) => {
  await router.post("/api/v1/logs", {
    data: Array.from({ length: 20 }, () => logRecord({ team: "search", environment: "production" })),
  });
  await signIn("viewer");
  // A4 upright within its margins.
  await page.setViewportSize({ width: 711, height: 1000 });
  for (const path of ["/", "/compare", "/models/deepseek-v4-flash", "/sla", "/spend", "/failovers", "/policies"]) {
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^(Live|Custom|Filters|Jump to)/ })).toHaveCount(0);
    const found = await page.evaluate(() => {
      const ink = getComputedStyle(document.body).color.match(/\d+/g)?.map(Number) ?? [];
      const cut = [...document.querySelectorAll("section, table, svg")]
        .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth + 1)
        .map((part) => part.getAttribute("aria-label") ?? part.tagName);
      const stuck = [...document.querySelectorAll("body *")]
        .filter((part) => ["sticky", "fixed"].includes(getComputedStyle(part).position) && part.checkVisibility())
        .map((part) => part.className.toString());
      return { isDark: Math.max(...ink) > 120, cut, stuck };
    });
    expect([path, found]).toEqual([path, { isDark: false, cut: [], stuck: [] }]);
  }
});

test("what models cost, how slow they are and how often they fail is in sight on the Overview at 1280 px", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("columns");
  const model = "deepseek-v4-flash";
  // So many that their p95 and its band are shown, of more than a minute.
  await router.post("/api/v1/logs", {
    data: Array.from({ length: 400 }, (_, index) => logRecord({ tier, model, duration_ms: 61_000 + index * 100 })),
  });
  await signIn("viewer");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`/?window=1h&tier=${tier}`);
  const panel = page.getByRole("region", { name: "Models", exact: true });
  await expect(panel.getByRole("row").filter({ hasText: model })).toBeVisible();
  const room = await panel.boundingBox();
  for (const name of ["Error rate", "Spend", "$/M output", "TTFT p95", "Duration p95"]) {
    const column = await panel.getByRole("columnheader", { name }).boundingBox();
    expect([name, (column?.x ?? Infinity) + (column?.width ?? 0) <= (room?.x ?? 0) + (room?.width ?? 0)]).toEqual([
      name,
      true,
    ]);
  }
});
