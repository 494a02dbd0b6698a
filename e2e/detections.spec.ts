import AxeBuilder from "@axe-core/playwright";
import { seededRandom } from "@/lib/domain/seeded-random";
import { HOUR_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const BATCH = 5_000;

/** Six attempts an hour over sixteen days, of which the last 20 hours took twice as long. */
function slowedRecords(model: string, region: string) {
  const random = seededRandom(11);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  return Array.from({ length: 16 * 24 * 6 }, (_, index) => {
    const at = now - (index + 1) * (HOUR_MS / 6);
    const slowness = at >= now - 20 * HOUR_MS ? 2 : 1;
    const ttft_ms = Math.round(300 * slowness * Math.exp(0.3 * normal()));
    const output_tokens = Math.round(200 * Math.exp(0.4 * normal()));
    const duration_ms = ttft_ms + Math.round((output_tokens / 60) * slowness * 1_000 * Math.exp(0.15 * normal()));
    const usage = { input_tokens: 500, output_tokens };
    return logRecord({ model, region, started_at: new Date(at).toISOString(), ttft_ms, duration_ms, ...usage });
  });
}

test("a model that became slower says so on its page, on the Overview and in the API", async ({
  page,
  router,
  signIn,
}) => {
  test.setTimeout(300_000);
  const model = uniqueName("slowed");
  const region = uniqueName("region");
  const records = slowedRecords(model, region);
  for (let from = 0; from < records.length; from += BATCH) {
    const reply = await router.post("/api/v1/logs", { data: records.slice(from, from + BATCH) });
    expect(await reply.json()).toMatchObject({ rejected: [] });
  }
  await expect
    .poll(
      async () => {
        const reply = await router.get(`/api/v1/detections?window=7d&model=${model}`);
        return (await reply.json()).detections.length;
      },
      { timeout: 240_000, intervals: [2_000] },
    )
    .toBe(1);

  await signIn("viewer");
  await page.goto(`/models/${model}?window=7d&tz=UTC`);
  const panel = page.getByRole("region", { name: "Slowdowns and model changes", exact: true });
  await expect(panel).toContainText(/p95 of duration \+\d+/);
  await expect(panel).toContainText("A change of 20 % is found within");
  await expect(panel.getByRole("link").first()).toHaveAttribute("href", new RegExp(`/attempts\\?model=${model}`));
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);

  await page.goto(`/?window=7d&region=${region}`);
  const open = page.getByRole("region", { name: "Changed models" }).getByRole("listitem");
  await expect(open).toHaveCount(1);
  await expect(open).toContainText(/^slowdown/);
  await expect(open).toContainText(
    new RegExp(`${model} in ${region} at .+: p95 of duration \\+[\\d.]+ % \\(.+ to .+\\) since 20.+, n = `),
  );
});
