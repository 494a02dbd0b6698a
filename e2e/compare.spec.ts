import { scoresSchema } from "@/lib/contract/scores";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

/** Two models in one tier: the slow one gets the large inputs, and is no slower on inputs of one size. */
function traffic(tier: string, quick: string, careful: string) {
  const now = Date.now();
  return Array.from({ length: 240 }, (_, index) => {
    const isLarge = index % 3 === 0;
    const isCareful = isLarge ? index % 2 === 0 || index % 5 !== 0 : index % 6 === 1;
    return logRecord({
      started_at: new Date(now - (index + 2) * 30_000 - 5 * MINUTE_MS).toISOString(),
      ...{ tier, model: isCareful ? careful : quick, input_tokens: isLarge ? 20_000 : 500 },
      duration_ms: (isLarge ? 4_000 : 800) + (index % 17),
    });
  });
}

test("models are compared on the same mix of traffic in the tier they share, and the mix can be switched off", async ({
  page,
  router,
  signIn,
}) => {
  const [tier, quick, careful] = [uniqueName("mixed"), uniqueName("quick"), uniqueName("careful")];
  const other = uniqueName("other");
  const logs = traffic(tier, quick, careful);
  await router.post("/api/v1/logs", { data: [...logs, logRecord({ model: quick, tier: other })] });
  await signIn("viewer");
  await page.goto(`/compare?model=${quick}&model=${careful}&window=24h`);

  const mix = page.getByRole("region", { name: "Like for like" });
  await expect(mix).toContainText(`Only requests of tier ${tier} are compared`);
  await expect(mix).toContainText("kinds of traffic that all models have");
  const winners = page.getByRole("region", { name: "Which model wins" });
  await expect(winners).toContainText("Cost at scale");
  await expect(winners).toContainText("Context window");
  const table = page.getByRole("table", { name: "Comparison of the picked models" });
  await expect(table.getByRole("row", { name: /^Duration p50/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^Uptime, minutes/ })).toContainText(
    "of all tiers, apps and labels, coverage",
  );

  await mix.getByText("Weights of the common mix, and what is left out").click();
  await expect(mix.getByRole("table", { name: "Weights of the common mix" })).toContainText("16k–64k tokens");

  await mix.getByRole("checkbox", { name: "Hour of day" }).uncheck();
  await expect(page).toHaveURL(/mix=size&mix=region&mix=operation/);
  for (const name of ["Input size", "Region", "Operation"]) await mix.getByRole("checkbox", { name }).uncheck();
  await expect(page).toHaveURL(/mix=none/);
  await expect(mix).toContainText("Each model is shown on its own traffic.");

  await mix.getByRole("radiogroup", { name: "Tiers compared" }).getByText("All tiers").click();
  await expect(mix).toContainText("Requests of all tiers are compared together.");
  const advice = page.getByRole("region", { name: "Who should answer" });
  await expect(advice).toContainText(`in tier ${tier}`);
  await advice.getByLabel("Tier").selectOption(other);
  await expect(page).toHaveURL(new RegExp(`policy_tier=${other}`));
  await page.reload();
  await expect(advice).toContainText(`in tier ${other}`);
});

test("scores stand beside cost and speed; those of unknown attempts are pending, and text for a number is refused by row", async ({
  page,
  router,
  signIn,
}) => {
  const [tier, quick, careful] = [uniqueName("scored"), uniqueName("quick"), uniqueName("careful")];
  const logs = traffic(tier, quick, careful);
  await router.post("/api/v1/logs", { data: logs });
  const lines = logs.map(({ id, model, started_at }, index) =>
    [`score-${id}`, id, "judge", "helpful", model === careful ? 0.9 - (index % 5) / 50 : 0.5, started_at].join(","),
  );
  const bad = `bad-${logs[0]?.id},${logs[0]?.id},judge,helpful,good,`;
  const file = ["id,attempt_id,evaluator,metric,value,at", ...lines, bad].join("\n");
  const stored = await router.post("/api/v1/scores", { data: file, headers: { "content-type": "text/csv" } });
  expect(await stored.json()).toMatchObject({
    ...{ accepted: logs.length, duplicates: 0, pending: logs.length },
    rejected: [{ index: logs.length, errors: [{ path: "value", message: "Must be a number, not text" }] }],
  });
  const unknown = {
    id: uniqueName("s"),
    attempt_id: uniqueName("unknown"),
    evaluator: "judge",
    metric: "helpful",
    value: 1,
  };
  expect(await (await router.post("/api/v1/scores", { data: { scores: [unknown] } })).json()).toMatchObject({
    pending: 1,
  });

  await signIn("viewer");
  const countFound = async () => {
    const answer = await page.request.get("/api/v1/scores", { params: { window: "24h", tier } });
    return scoresSchema.parse(await answer.json()).rows.reduce((sum, { n }) => sum + n, 0);
  };
  await expect.poll(countFound).toBe(logs.length);
  await page.goto(`/compare?model=${quick}&model=${careful}&window=24h`);
  const table = page.getByRole("table", { name: "Comparison of the picked models" });
  await expect(table.getByRole("row", { name: /^Mean score/ })).toContainText("helpful");
  await expect(page.getByRole("region", { name: "Which model wins" }).getByText("Quality")).toBeVisible();
});

test("who should answer is one click away from the policy's form, with the draft filled in", async ({
  page,
  router,
  signIn,
}) => {
  const [tier, quick, careful] = [uniqueName("recommended"), uniqueName("quick"), uniqueName("careful")];
  const now = Date.now();
  const logs = Array.from({ length: 800 }, (_, index) =>
    logRecord({
      started_at: new Date(now - (index + 2) * 60_000).toISOString(),
      ...{ tier, model: index % 2 === 0 ? quick : careful, ttft_ms: index % 2 === 0 ? 150 : 300, streamed: true },
    }),
  );
  await router.post("/api/v1/logs", { data: logs });
  await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"0"' },
    data: { tier, primary: "qwen3-32b", fallbacks: [], failover: { latency: null } },
  });
  await signIn("admin");
  await page.goto(`/compare?model=${quick}&model=${careful}&window=24h&mix=none`);
  const panel = page.getByRole("region", { name: "Who should answer" });
  await panel.getByRole("link", { name: "Open as a draft of the policy" }).click();
  await page.waitForURL(new RegExp(`/policies/${tier}`));
  await expect(page.getByRole("heading", { name: tier, exact: true })).toBeVisible();
  await expect(page.getByLabel("Primary model", { exact: true })).toHaveValue(new RegExp(`${quick}|${careful}`));
});
