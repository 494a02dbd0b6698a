import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

test("an admin picks a sender, and sees what a payload would become without storing it", async ({
  page,
  signIn,
  router,
}) => {
  await signIn("admin");
  await page.goto("/ingest?sender=litellm");
  await expect(page.getByRole("region", { name: "What to set for LiteLLM" })).toContainText("/api/v1/logs/litellm");
  await page.getByLabel("Source", { exact: true }).selectOption({ label: "Python" });
  await expect(page).toHaveURL(/sender=python/);
  await expect(page.getByRole("region", { name: "What to set for Python" })).toContainText("def complete(");

  const start = Math.floor(Date.now() / 1_000) - 60;
  const call = { id: "checked-only", startTime: start, endTime: start + 2, model: "checked-model", status: "success" };
  const panel = page.getByRole("region", { name: "Check a payload" });
  await panel.getByLabel("Format").selectOption({ label: "LiteLLM callback (generic_api)" });
  await panel.getByLabel("Payload").fill(JSON.stringify([call, null, { id: "x" }]));
  await panel.getByRole("button", { name: "Check" }).click();

  await expect(panel).toContainText("1 would be stored, 1 ignored, 1 would be rejected.");
  await expect(panel).toContainText('"model": "checked-model"');
  await expect(panel).toContainText("Counts for checked-model at unknown; no price is known.");
  await panel.getByLabel("Format").selectOption({ label: "Switchyard's own records" });
  await expect(panel).not.toContainText("would be stored");
  await panel.getByLabel("Payload").fill(JSON.stringify([logRecord({ started_at: "2025-01-01T00:00:00Z" })]));
  await panel.getByRole("button", { name: "Check" }).click();
  await expect(panel).toContainText("0 would be stored, 0 ignored, 1 would be rejected.");
  await panel.getByLabel("Payload").fill("{nothing");
  await panel.getByRole("button", { name: "Check" }).click();
  await expect(panel).toContainText("The body is not JSON");
  const stored = await (
    await router.get("/api/v1/requests", { params: { window: "1h", model: "checked-model" } })
  ).json();
  expect(stored.requests).toEqual([]);
});

test("a viewer reads how to connect and checks nothing", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/ingest");
  await expect(page.getByRole("region", { name: "Connect a router" })).toContainText(
    "an admin creates one under Access",
  );
  await expect(page.getByRole("region", { name: "Check a payload" })).toHaveCount(0);
});

test("what a sender does wrong is told with since when and what to do", async ({ page, signIn, router }) => {
  const model = uniqueName("ahead");
  const name = uniqueName("wrong clock");
  // A key of its own, so that nobody else's good records are counted with these.
  const created = await router.post("/api/v1/keys", { data: { name, scopes: ["logs:write"] } });
  const { key } = await created.json();
  const ahead = Array.from({ length: 40 }, () =>
    logRecord({ model, started_at: new Date(Date.now() + 120_000).toISOString(), ttft_ms: 900 }),
  );
  await router.post("/api/v1/logs", { data: ahead, headers: { authorization: `Bearer ${key}` } });
  const health = async () => {
    const { senders: sources } = await (await router.get("/api/v1/ingest/health")).json();
    return sources.find(({ key_name }: { key_name: string }) => key_name === name)?.records ?? 0;
  };
  await expect.poll(health, { timeout: 15_000 }).toBeGreaterThanOrEqual(40);

  await signIn("viewer");
  await page.goto("/ingest");
  const sources = page.getByRole("region", { name: "Sources" });
  await expect(sources.getByRole("row").filter({ hasText: name })).toContainText(/\d+ fails/);
  const checks = page.getByRole("region", { name: "Data-quality tests" });
  await expect(checks).toContainText("First token as late as the last");
  await expect(checks).toContainText(/of streams with a TTFT \(\d+ of \d+\), since the hour of 20/);
  await expect(checks).toContainText("It should note it at the first chunk that carries content.");
});

test("refused records are fixed, tried and replayed, or discarded", async ({ page, signIn, router }) => {
  const model = uniqueName("refused");
  const zoneless = new Date(Date.now() - 8 * HOUR_MS).toISOString().replace("T", " ").replace("Z", "");
  const wrong = Array.from({ length: 3 }, () => ({ ...logRecord({ model }), started_at: zoneless }));
  expect((await router.post("/api/v1/logs", { data: wrong })).status()).toBe(422);
  expect(
    (await router.post("/api/v1/logs", { data: [{ ...logRecord({ model }), secret_field: "secret" }] })).status(),
  ).toBe(422);

  await signIn("admin");
  await page.goto("/ingest");
  const panel = page.getByRole("region", { name: "Rejected records" });
  const group = panel.getByRole("listitem").filter({ hasText: "RFC 3339" }).filter({ hasText: "Start-up key" }).first();
  await group.getByRole("button", { name: "Fix and replay" }).click();
  await expect(group.getByLabel("Before the replay")).toHaveValue("zone");
  await group.getByRole("textbox", { name: "Zone" }).fill("Nowhere/Land");
  await expect(group).toContainText("Must be an IANA zone");
  await group.getByRole("textbox", { name: "Zone" }).fill("UTC");
  await group.getByRole("button", { name: "Try" }).click();
  await expect(group).toContainText("3 would be stored");
  await group.getByRole("button", { name: /^Replay/ }).click();
  await expect(panel.getByRole("status")).toContainText("3 stored, 0 rejected again.");
  const stored = async () => {
    const answer = await router.get("/api/v1/requests", { params: { window: "24h", model } });
    return (await answer.json()).requests.length;
  };
  await expect.poll(stored).toBe(3);

  const unknown = panel.getByRole("listitem").filter({ hasText: "secret_field" }).first();
  await expect(unknown).not.toContainText('"secret"');
  await unknown.getByRole("button", { name: "Fix and replay" }).click();
  await expect(unknown.getByLabel("Before the replay")).toHaveValue("nothing");
  await unknown.getByLabel("Before the replay").selectOption("set");
  await expect(unknown.getByRole("button", { name: /^Replay/ })).toBeDisabled();
  await unknown.getByRole("button", { name: /Discard/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(panel.getByText("secret_field")).toHaveCount(0);
});

test("records that are too old for a router's post are taken as history, and what is no record is discarded", async ({
  page,
  signIn,
  router,
}) => {
  const model = uniqueName("late");
  const name = uniqueName("late router");
  const { key } = await (await router.post("/api/v1/keys", { data: { name, scopes: ["logs:write"] } })).json();
  const started_at = new Date(Date.now() - 90 * DAY_MS).toISOString();
  const data = [logRecord({ model, started_at }), 7];
  const headers = { authorization: `Bearer ${key}` };
  expect((await router.post("/api/v1/logs", { data, headers })).status()).toBe(422);

  await signIn("admin");
  await page.goto("/ingest");
  const panel = page.getByRole("region", { name: "Rejected records" });
  const groups = panel.getByRole("listitem").filter({ hasText: name });
  const old = groups.filter({ hasText: "an import takes older ones" });
  await old.getByRole("button", { name: "Fix and replay" }).click();
  await expect(old.getByLabel("Before the replay")).toHaveValue("history");
  await old.getByRole("button", { name: "Replay 1" }).click();
  await expect(panel.getByRole("status")).toContainText("1 stored, 0 rejected again.");
  const day = started_at.slice(0, 10);
  const stats = await router.get("/api/v1/stats/models", {
    params: { from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z`, model },
  });
  expect((await stats.json()).models).toMatchObject([{ model, attempts: 1 }]);

  const nothing = groups.filter({ hasText: "Must be an object" });
  await expect(nothing.getByRole("button", { name: "Fix and replay" })).toHaveCount(0);
  await nothing.getByRole("button", { name: "Discard 1 rejected record" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(panel.getByRole("status")).toContainText("1 discarded.");
  await expect(groups).toHaveCount(0);
});
