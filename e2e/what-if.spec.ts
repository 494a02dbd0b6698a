import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { whatIfSchema } from "@/lib/contract/what-if";
import { displayUsd } from "@/lib/domain/format";
import { HOUR_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
const stat = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Ten attempts of an app on one model, of which a tenth of the input is cached. */
async function givenTraffic(router: APIRequestContext, app: string): Promise<void> {
  const records = Array.from({ length: 10 }, (_, index) =>
    logRecord({
      ...{ app, model: "gpt-4o", provider: "openai", started_at: ago(index + 1) },
      ...{ input_tokens: 1_000_000, cached_input_tokens: 100_000, output_tokens: 100_000 },
    }),
  );
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
}

async function ask(router: APIRequestContext, body: object) {
  const response = await router.post("/api/v1/what-if", { data: body });
  expect(response.status()).toBe(200);
  return whatIfSchema.parse(await response.json());
}

const SONNET = { kind: "model", share: 0.5, to: { model: "claude-sonnet-4.6", provider: "anthropic" } };
const address = (app: string, changes: object[]) =>
  `/what-if?window=7d&app=${app}&changes=${encodeURIComponent(JSON.stringify(changes))}`;

test("an address restores the whole scenario, and the screen shows what the API answers", async ({
  page,
  router,
  signIn,
}) => {
  const app = uniqueName("whatif");
  await givenTraffic(router, app);
  const changes = [SONNET, { kind: "price", where: { provider: ["anthropic"] }, percent: 20 }];
  const answer = await ask(router, { window: "7d", app: [app], changes });
  expect(answer.recorded.cost_usd).toBe("33.75");
  expect(answer.steps.map(({ change }) => change)).toEqual([0, 1]);

  await signIn("viewer");
  await page.goto(address(app, changes));

  const list = page.getByRole("list", { name: "Changes" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list).toContainText("On claude-sonnet-4.6 at anthropic, 50 % of the traffic: all traffic");
  await expect(page.getByLabel("Share (%)")).toHaveValue("50");
  await expect(stat(page, "Recorded")).toContainText("$33.75");
  const { low_usd, high_usd } = answer.what_if;
  await expect(stat(page, "What if")).toContainText(`${displayUsd(low_usd)} to ${displayUsd(high_usd)}`);
  await expect(stat(page, "All of it on gpt-4o")).toContainText("openai retires it on 2027-01-14");
  await expect(page.getByRole("region", { name: "Assumptions" })).toContainText("not learnt");
  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download What-if by model as CSV" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  expect(file.trimEnd().split("\r\n").at(-1)).toMatch(new RegExp(`^Total,10,33.75,${low_usd},${high_usd},`));
});

test("a scenario is built by hand and by keyboard, and the address follows", async ({ page, router, signIn }) => {
  const app = uniqueName("whatif");
  await givenTraffic(router, app);
  await signIn("finance");
  await page.goto(`/spend?window=7d&app=${app}`);
  await page.getByRole("link", { name: "What if…" }).click();
  await expect(page).toHaveURL(new RegExp(`/what-if\\?.*window=7d.*app=${app}`));
  await expect(page.getByText("Nothing is changed: what was recorded.")).toBeVisible();
  await expect(stat(page, "Difference")).toContainText("$0.00");

  await page.getByRole("button", { name: "Cache off" }).click();
  await expect(stat(page, "What if")).toContainText("$35.00");
  await expect(page).toHaveURL(/changes=/);

  await page.getByRole("button", { name: "Another price" }).click();
  const rise = page.getByLabel("Price change (%)");
  await rise.fill("lots");
  await expect(page.getByRole("alert").filter({ hasText: "A number from" })).toBeVisible();
  await rise.fill("100");
  await rise.press("Enter");
  await expect(stat(page, "What if")).toContainText("$70.00");

  await page.goBack();
  await expect(stat(page, "What if")).toContainText("$42.00");
  await page.getByRole("button", { name: "Remove change 2" }).click();
  await expect(stat(page, "What if")).toContainText("$35.00");
  await page.reload();
  await expect(stat(page, "What if")).toContainText("$35.00");
});

test("a phone does not scroll sideways, an address that is none is an empty scenario, and no traffic says so", async ({
  page,
  router,
  signIn,
}) => {
  const app = uniqueName("whatif");
  await givenTraffic(router, app);
  await signIn("viewer");
  await page.setViewportSize({ width: 390, height: 844 });
  const narrow = { ...SONNET, where: { app: [app] } };
  await page.goto(
    address(app, [narrow, { kind: "shift", deadline_hours: 12 }, { kind: "capacity", usd_per_hour: "2" }]),
  );
  await expect(stat(page, "What if")).toContainText("$");
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await beyond()).toBeLessThanOrEqual(0);

  await page.goto(`/what-if?window=7d&app=${app}&changes=nonsense`);
  await expect(page.getByText("Nothing is changed: what was recorded.")).toBeVisible();
  await page.goto(`/what-if?window=7d&app=${uniqueName("silent")}`);
  await expect(page.getByText("No traffic in this window")).toBeVisible();
  expect(await beyond()).toBeLessThanOrEqual(0);
});

test("the interface refuses a scenario by the field that is wrong", async ({ router }) => {
  const bad = [{ ...SONNET, share: 2 }, { kind: "shift", deadline_hours: 0 }, { kind: "magic" }];
  const response = await router.post("/api/v1/what-if", { data: { window: "7d", changes: bad, nobody: 1 } });

  expect(response.status()).toBe(400);
  const { error } = await response.json();
  expect(Object.keys(error.fields).sort()).toEqual([
    "changes.0.share",
    "changes.1.deadline_hours",
    "changes.2.kind",
    "nobody",
  ]);
});
