import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const table = (page: Page) => page.getByRole("table", { name: "Attempts", exact: true });
const rows = (page: Page) => table(page).getByRole("rowheader");

test("a stretch drawn over the histogram leads to its attempts, one of them to its request, and Back to both", async ({
  page,
  router,
  signIn,
}) => {
  const [app, request] = [uniqueName("shop"), uniqueName("request")];
  const records = [
    logRecord({ app, started_at: ago(9 * HOUR_MS) }),
    logRecord({
      ...{ app, started_at: ago(20 * MINUTE_MS), request_id: request, attempt: 1, final: false },
      ...{ outcome: "timeout", error_code: "deadline", duration_ms: 5_000, ttft_ms: null },
    }),
    logRecord({ app, started_at: ago(19 * MINUTE_MS), request_id: request, attempt: 2, model: "qwen3-32b" }),
  ];
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("viewer");
  await page.goto(`/attempts?window=24h&app=${app}`);
  await expect(rows(page)).toHaveCount(3);

  const plot = page.getByRole("img", { name: "Attempts over time, by outcome" });
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (!box) throw new Error("No histogram is drawn");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.9, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.95, y, { steps: 4 });
  await page.mouse.move(box.x + box.width - 14, y, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(rows(page)).toHaveCount(2);

  await table(page)
    .getByRole("row", { name: /deadline/ })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Attempt of");
  const others = page.getByRole("table", { name: "Attempts of the request" });
  await expect(others.getByRole("row")).toHaveCount(3);
  await expect(others).toContainText("moved from deepseek-v4-flash after timeout");
  await expect(page.getByRole("region", { name: "Cost", exact: true })).toContainText("is charged its input");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);

  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
  await page.goBack();
  await expect(rows(page)).toHaveCount(3);
});

test("the server sorts by what attempts took, filters are chips, and the files hold what is shown", async ({
  page,
  router,
  signIn,
}) => {
  const app = uniqueName("sorted");
  const records = [700, 300, 9_000, 1_200].map((duration_ms, n) =>
    logRecord({ app, duration_ms, id: `${app}-${n}`, started_at: ago((n + 2) * MINUTE_MS) }),
  );
  records.push(logRecord({ app, id: "=cmd()", duration_ms: 20, started_at: ago(MINUTE_MS) }));
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await signIn("viewer");
  await page.goto(`/attempts?window=1h&app=${app}`);
  await expect(rows(page)).toHaveCount(5);

  const durations = () =>
    table(page)
      .getByRole("row")
      .evaluateAll((all) => all.slice(1).map((row) => row.children[3]?.textContent?.trim()));
  await table(page).getByRole("button", { name: "Duration" }).click();
  await expect(page).toHaveURL(/sort=duration_ms/);
  await expect.poll(durations).toEqual(["9.00 s", "1.20 s", "700 ms", "300 ms", "20 ms"]);
  await table(page).getByRole("button", { name: "Duration" }).click();
  await expect.poll(durations).toEqual(["20 ms", "300 ms", "700 ms", "1.20 s", "9.00 s"]);

  await page.getByRole("button", { name: "Add filter" }).click();
  const form = page.getByRole("form", { name: "Add a filter" });
  await form.getByLabel("Value").fill("slow");
  await form.getByRole("button", { name: "Add" }).click();
  await expect(form).toContainText("Must be a number");
  await form.getByLabel("Value").fill("500");
  await form.getByRole("button", { name: "Add" }).click();
  await expect(rows(page)).toHaveCount(3);
  const chips = page.getByRole("list", { name: "Active filters" });
  await chips.getByRole("button", { name: "Remove Duration from 500 ms" }).click();
  await expect(rows(page)).toHaveCount(5);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV", exact: true }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(6);
  expect(lines[1]).toMatch(/^'=cmd\(\)/);
  const jsonl = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSONL", exact: true }).click();
  const objects = (await readFile(await (await jsonl).path(), "utf8")).trimEnd().split("\n");
  expect(objects.map((line) => JSON.parse(line).duration_ms)).toEqual([20, 300, 700, 1_200, 9_000]);
});

test("an empty selection says what to do, and an attempt that is not retained says so", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto(`/attempts?window=1h&app=${uniqueName("nobody")}`);
  await expect(page.getByText("No attempt matches")).toBeVisible();
  await page.goto(`/attempts/${uniqueName("gone")}?started_at=2026-01-01T00:00:00Z`);
  await expect(page.getByText("No such attempt is retained")).toBeVisible();
});

test("on a phone attempts are cards, and what sorts them asks the server", async ({ page, router, signIn }) => {
  const app = uniqueName("phone");
  const records = [700, 300, 9_000].map((duration_ms, n) =>
    logRecord({ app, duration_ms, started_at: ago((n + 2) * MINUTE_MS) }),
  );
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("viewer");
  await page.goto(`/attempts?window=1h&app=${app}`);
  await expect(rows(page)).toHaveCount(3);

  const durations = () =>
    table(page)
      .locator("td[data-label=Duration]")
      .evaluateAll((cells) => cells.map((cell) => cell.textContent?.trim()));
  await page.getByLabel("Sort Attempts by").selectOption({ label: "Duration" });
  await expect(page).toHaveURL(/sort=duration_ms/);
  await expect.poll(durations).toEqual(["9.00 s", "700 ms", "300 ms"]);
  await page.getByRole("button", { name: "Turn the order of Attempts" }).click();
  await expect.poll(durations).toEqual(["300 ms", "700 ms", "9.00 s"]);

  const card = await rows(page).first().boundingBox();
  expect(card?.width).toBeGreaterThan(300);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
