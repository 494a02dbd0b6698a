import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test, uniqueName } from "./fixtures";

const PLACE = { region: "us-east-1", model: "deepseek-v4-flash" };
const NEVER_PUBLISHED = 1_000_000;

async function sendHeartbeat(router: APIRequestContext, report: object): Promise<number> {
  const reply = await router.post("/api/v1/routers/heartbeat", { data: { bundle_version: 0, ...report } });
  expect(reply.status()).toBe(200);
  return (await reply.json()).bundle_version;
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("region", { name: "Routers", exact: true }).getByRole("row").filter({ hasText: name });

test("the policies page says of each router whether it runs the active version, and notices who falls silent", async ({
  page,
  router,
  signIn,
}) => {
  test.setTimeout(120_000);
  const [steady, fading, lost] = [uniqueName("steady"), uniqueName("fading"), uniqueName("lost")];
  const tier = uniqueName("tier");
  const bundle_version = await sendHeartbeat(router, {
    router: lost,
    bundle_version: NEVER_PUBLISHED,
    interval_seconds: 3_600,
  });
  const breakers = [{ ...PLACE, tier, state: "open" }];
  await sendHeartbeat(router, { router: steady, client: "edge/7", bundle_version, breakers, interval_seconds: 3_600 });
  await sendHeartbeat(router, { router: fading, bundle_version, interval_seconds: 10 });

  await signIn("viewer");
  await page.goto("/policies");

  await expect(rowOf(page, steady)).toContainText("current");
  await expect(rowOf(page, steady)).toContainText("edge/7");
  await expect(rowOf(page, steady)).toContainText(`open${PLACE.model} in ${PLACE.region}, ${tier}; the server: closed`);
  await expect(rowOf(page, lost)).toContainText(`version ${NEVER_PUBLISHED} is not active here`);
  await expect(rowOf(page, fading)).toContainText("current");
  // By itself: nobody reloads the page.
  await expect(rowOf(page, fading)).toContainText("silent", { timeout: 60_000 });
  await expect(rowOf(page, fading)).toContainText("due every 10 s");
  await expect(page.getByRole("region", { name: "Routers", exact: true })).toContainText(/\d+ behind, \d+ silent/);

  const heads = await page.getByRole("region", { name: "Routers", exact: true }).getByRole("rowheader").allInnerTexts();
  const placeOf = (name: string) => heads.findIndex((text) => text.startsWith(name));
  expect([placeOf(fading), placeOf(lost), placeOf(steady)]).toEqual(
    [placeOf(fading), placeOf(lost), placeOf(steady)].toSorted((a, b) => a - b),
  );
  for (const width of [390, 1440]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
    }
  }
});

test("a router's own transition is listed once under its name, however often it is told", async ({
  page,
  router,
  signIn,
}) => {
  const [name, tier] = [uniqueName("teller"), uniqueName("told")];
  const transition = {
    ...PLACE,
    ...{ at: new Date(Date.now() - 5_000).toISOString(), tier, from: "closed", to: "open", reason: "error_rate" },
    ...{ n: 50, failures: 5, value: 0.1, threshold: 0.005, bundle_version: 1 },
  };
  for (let reported = 0; reported < 3; reported++)
    await sendHeartbeat(router, { router: name, transitions: [transition] });

  await signIn("viewer");
  await page.goto(`/failovers?window=1h&tier=${tier}`);

  const rows = page.getByRole("row").filter({ hasText: tier });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("error rate 10 % > 0.5 %: 5 failures in 50 requests");
  await expect(rows).toContainText(`router ${name}`);
});
