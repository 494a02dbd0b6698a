import AxeBuilder from "@axe-core/playwright";
import { DAY_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

test("the Spend page forecasts the month, explains the difference and names an unusual day", async ({
  page,
  signIn,
  router,
}) => {
  const app = uniqueName("outlook");
  const records = Array.from({ length: 40 }, (_, index) => {
    const day = new Date(Date.now() - (index + 1) * DAY_MS).toISOString().slice(0, 10);
    const input_tokens = index === 3 ? 9_000_000 : 1_000_000;
    return logRecord({ app, started_at: `${day}T12:00:00Z`, input_tokens, output_tokens: 1_000 });
  });
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);

  await signIn("viewer");
  await page.goto(`/spend?window=7d&app=${app}`);

  const forecast = page.getByRole("region", { name: "Forecast" });
  await expect(forecast).toContainText("expected");
  await expect(forecast).toContainText("80 %:");
  await expect(forecast).toContainText("of the last 39 whole days");

  const bridge = page.getByRole("region", { name: "Why spend changed", exact: true });
  const steps = bridge.getByRole("table", { name: "Terms of the difference" });
  await expect(steps.getByRole("row", { name: /Volume/ })).toContainText("More tokens");
  await bridge.getByRole("button", { name: "Show Why spend changed as table" }).click();
  await expect(bridge.getByRole("row", { name: /^All/ })).toBeVisible();

  const unusual = page.getByRole("region", { name: "Unusual days", exact: true });
  const spike = new Date(Date.now() - 4 * DAY_MS).toISOString().slice(0, 10);
  await expect(unusual.getByRole("row", { name: new RegExp(spike) })).toBeVisible();
  await expect(unusual.getByRole("row")).toHaveCount(2);

  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(violations).toEqual([]);
});

test("an app without traffic has no forecast, no difference and no unusual day, and says why", async ({
  page,
  signIn,
}) => {
  await signIn("viewer");
  await page.goto(`/spend?window=7d&app=${uniqueName("silent")}`);

  const empty = (name: string) => page.getByRole("region", { name, exact: true });
  await expect(empty("Forecast")).toContainText("Not enough days");
  await expect(empty("Why spend changed")).toContainText("Nothing to draw");
  await expect(empty("Unusual days")).toContainText("Not enough days");
});

test("where records begin after the period before, its difference is not drawn as a rise", async ({
  page,
  signIn,
  router,
}) => {
  await router.post("/api/v1/logs", { data: [logRecord({ app: uniqueName("first") })] });
  await signIn("viewer");
  await page.goto("/spend?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z");

  const bridge = page.getByRole("region", { name: "Why spend changed", exact: true });
  await expect(bridge).toContainText(/Records begin on \d{4}-\d\d-\d\d: nothing whole to compare with/);
  await expect(bridge.getByRole("table")).toHaveCount(0);
});
