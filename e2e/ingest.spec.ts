import { expect, test } from "./fixtures";

test("an admin picks a sender, and sees what a payload would become without storing it", async ({
  page,
  signIn,
  router,
}) => {
  await signIn("admin");
  await page.goto("/ingest?sender=litellm");
  await expect(page.getByRole("region", { name: "What to set for LiteLLM" })).toContainText("/api/v1/logs/litellm");
  await page.getByLabel("Sender").selectOption({ label: "Python" });
  await expect(page).toHaveURL(/sender=python/);
  await expect(page.getByRole("region", { name: "What to set for Python" })).toContainText("def complete(");

  const start = Math.floor(Date.now() / 1_000) - 60;
  const call = { id: "checked-only", startTime: start, endTime: start + 2, model: "checked-model", status: "success" };
  const panel = page.getByRole("region", { name: "Check a payload" });
  await panel.getByLabel("Format").selectOption({ label: "LiteLLM callback (generic_api)" });
  await panel.getByLabel("Payload").fill(JSON.stringify([call, null, { id: "x" }]));
  await panel.getByRole("button", { name: "Check" }).click();

  await expect(panel).toContainText("1 would be stored, 1 is no attempt, 1 would be refused.");
  await expect(panel).toContainText('"model": "checked-model"');
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
