import { addUser } from "./add-user";
import { expect, logRecord, test, uniqueName } from "./fixtures";
import { PASSWORD } from "./server-settings";

const policyOf = (tier: string) => ({
  tier,
  primary: "deepseek-v4-flash",
  fallbacks: ["qwen3-32b"],
  failover: { latency: null, max_error_rate: 0.2, min_requests: 10, window_requests: 50, min_failures: 3 },
});

test("a draft waits for a second person, who is never the one who proposed it", async ({
  page,
  signIn,
  router,
  browser,
}) => {
  const tier = uniqueName("four-eyes");
  const created = await router.put(`/api/v1/policies/${tier}`, {
    headers: { "if-match": '"0"' },
    data: policyOf(tier),
  });
  expect(created.status()).toBe(201);
  await signIn("admin");
  await page.goto(`/policies/${tier}`);
  await page.getByLabel("Timeout (ms)").fill("7000");
  await page.getByText("Draft, second approver or schedule").click();
  await page.getByRole("button", { name: "Save as draft" }).click();

  const panel = page.getByRole("region", { name: "Proposals" });
  const item = panel.getByRole("listitem").filter({ hasText: "Proposal" }).first();
  await expect(item).toContainText("draft");
  await expect(item).toContainText(/timeout/i);
  await panel.getByRole("switch", { name: "A second approver is required" }).click();
  await item.getByRole("button", { name: "Ask for approval" }).click();
  await expect(item).toContainText("waiting for a second approver");
  await expect(item).toContainText("Somebody else approves it");
  await expect(item.getByRole("button", { name: "Approve" })).toHaveCount(0);

  const now = await (await router.get(`/api/v1/policies/${tier}/proposals`)).json();
  expect(now).toMatchObject({ needs_approval: true, proposals: [{ state: "waiting", revision: 1 }] });
  const direct = await router.put(`/api/v1/policies/${tier}`, { headers: { "if-match": '"1"' }, data: policyOf(tier) });
  expect([direct.status(), (await direct.json()).error.code]).toEqual([403, "FORBIDDEN"]);
  const approve = { data: { action: "approve", revision: 1 } };
  const proposal = `/api/v1/policies/${tier}/proposals/${now.proposals[0].id}`;
  const byProposer = await page.request.post(proposal, approve);
  expect([byProposer.status(), (await byProposer.json()).error.message]).toEqual([
    409,
    "A second user must approve it: not who proposed it",
  ]);
  const byKey = await router.post(proposal, approve);
  expect([byKey.status(), (await byKey.json()).error.message]).toEqual([403, "A person approves, not a key"]);
  const second = { email: `${tier}@example.test`, name: "Second Admin", role: "admin" } as const;
  const id = await addUser(second);
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto("/sign-in");
  await theirs.getByLabel("Email").fill(second.email);
  await theirs.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: "Sign in", exact: true }).click();
  await theirs.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await theirs.goto(`/policies/${tier}?tab=proposals`);
  await theirs.getByRole("button", { name: "Approve" }).click();
  await expect(theirs.getByText("Another admin confirms you first", { exact: false })).toBeVisible();
  await page.goto("/access");
  await page.getByRole("button", { name: `Confirm ${second.email}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByRole("button", { name: `Confirm ${second.email}` })).toHaveCount(0);
  expect(await (await page.request.get("/api/v1/people")).json()).toMatchObject({
    people: expect.arrayContaining([expect.objectContaining({ id, unconfirmed: false })]),
  });
  await page.goto(`/policies/${tier}?tab=proposals`);
  await theirs.getByRole("button", { name: "Approve" }).click();
  await expect(theirs.getByText("version 2", { exact: false }).first()).toBeVisible();
  expect(await (await router.get(`/api/v1/policies/${tier}`)).json()).toMatchObject({ version: 2, timeout_ms: 7_000 });
  await expect(item).toContainText("published", { timeout: 20_000 });

  await page.goto(`/policies/${tier}`);
  await expect(page.getByRole("button", { name: "Ask for approval" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish" })).toHaveCount(0);

  await page.goto(`/policies/${tier}?tab=proposals`);
  await expect(panel.getByRole("switch", { name: "A second approver is required" })).toBeEnabled();
  await panel.getByRole("switch", { name: "A second approver is required" }).click();
  await expect(panel.getByText("It applies once another admin agrees.", { exact: false })).toBeVisible();
  await expect(panel.getByRole("switch", { name: "A second approver is required" })).toBeChecked();
  await theirs.reload();
  await theirs.getByRole("button", { name: "Agree" }).click();
  await expect(theirs.getByRole("switch", { name: "A second approver is required" })).not.toBeChecked();
  await other.close();
});

test("a loaded proposal is put away with its changes, and one that is over is never written anew", async ({
  page,
  signIn,
  router,
}) => {
  const tier = uniqueName("loaded");
  await router.put(`/api/v1/policies/${tier}`, { headers: { "if-match": '"0"' }, data: policyOf(tier) });
  const draft = { policy: { ...policyOf(tier), timeout_ms: 4_000 }, base_version: 1 };
  const { id } = await (await router.post(`/api/v1/policies/${tier}/proposals`, { data: draft })).json();
  await signIn("admin");
  await page.goto(`/policies/${tier}?proposal=${id}`);
  await expect(page.getByText(`The form holds proposal ${id}`)).toBeVisible();
  await expect(page.getByRole("button", { name: `Save proposal ${id}` })).toBeEnabled();

  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page).toHaveURL(new RegExp(`/policies/${tier}$`));
  await expect(page.getByLabel("Timeout (ms)")).toHaveValue("10000");
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();
  await page.getByText("Draft, second approver or schedule").click();
  await expect(page.getByRole("button", { name: "Save as draft" })).toBeDisabled();

  await page.getByLabel("Timeout (ms)").fill("5000");
  await page.getByLabel("Becomes active at").fill("2025-12-01T10:00");
  await expect(page.getByText("This time has passed.", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Schedule" })).toBeDisabled();

  const withdraw = { data: { action: "withdraw", revision: 1 } };
  expect((await router.post(`/api/v1/policies/${tier}/proposals/${id}`, withdraw)).status()).toBe(200);
  await page.goto(`/policies/${tier}?proposal=${id}`);
  await expect(page.getByText(`Proposal ${id} is over: it was withdrawn`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Save as draft" })).toBeEnabled();
  await page.getByRole("tab", { name: "Proposals" }).click();
  await page.getByText("What it would have changed").click();
  await expect(page.getByRole("list", { name: `What proposal ${id} changed` })).toContainText("timeout 10 s → 4000 ms");
  await page.goto(`/policies/${tier}?proposal=${id}`);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Published as version 2")).toBeVisible();
  await expect(page.getByText(`Proposal ${id} is over`)).toHaveCount(0);
  await page.goto(`/policies/${tier}?proposal=999999`);
  await expect(page.getByText(`${tier} has no proposal 999999`)).toBeVisible();
});

test("a policy becomes active at its time without anybody there, and can be loaded into the form before", async ({
  page,
  signIn,
  router,
}) => {
  const tier = uniqueName("scheduled");
  await router.put(`/api/v1/policies/${tier}`, { headers: { "if-match": '"0"' }, data: policyOf(tier) });
  const publish_at = new Date(Date.now() + 25_000).toISOString();
  const draft = { policy: { ...policyOf(tier), timeout_ms: 4_000 }, base_version: 1, publish_at };
  const { id } = await (await router.post(`/api/v1/policies/${tier}/proposals`, { data: draft })).json();
  await signIn("admin");
  await page.goto(`/policies/${tier}?proposal=${id}`);
  await expect(page.getByLabel("Timeout (ms)")).toHaveValue("4000");
  const submit = { data: { action: "submit", revision: 1 } };
  expect(await (await router.post(`/api/v1/policies/${tier}/proposals/${id}`, submit)).json()).toMatchObject({
    state: "approved",
  });

  const version = async () => (await (await router.get(`/api/v1/policies/${tier}`)).json()).version;
  expect(await version()).toBe(1);
  await expect.poll(version, { timeout: 45_000 }).toBe(2);
});

test("why a failover fired is told attempt by attempt, with whether it helped", async ({ page, signIn, router }) => {
  const tier = uniqueName("evidence");
  await router.put(`/api/v1/policies/${tier}`, { headers: { "if-match": '"0"' }, data: policyOf(tier) });
  // A region of its own, since a model is judged by what any tier sends it there.
  const region = uniqueName("place");
  const at = (second: number) => new Date(Date.now() - 120_000 + second * 1_000).toISOString();
  const good = Array.from({ length: 10 }, (_, n) => logRecord({ tier, region, started_at: at(n) }));
  const bad = Array.from({ length: 4 }, (_, n) =>
    logRecord({ tier, region, started_at: at(12 + n), outcome: "server_error", ttft_ms: null }),
  );
  await router.post("/api/v1/logs", { data: [...good, ...bad] });
  const { failovers } = await (await router.get("/api/v1/failovers", { params: { tier, window: "1h" } })).json();
  expect(failovers).toMatchObject([{ to: "open", reason: "error_rate" }]);

  await signIn("viewer");
  await page.goto(`/failovers?tier=${tier}&window=1h`);
  await page.getByRole("button", { name: /error rate .* > 20 %/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("no evidence");
  await expect(dialog.getByRole("row").filter({ hasText: "server_error" })).toHaveCount(failovers[0].failures);
  await expect(page).toHaveURL(new RegExp(`failover=${failovers[0].id}`));
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);

  const why = page.getByRole("button", { name: /error rate .* > 20 %/ });
  await why.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(why).toBeFocused();
  await why.click();
  await expect(dialog).toBeVisible();
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/failovers\\?tier=${tier}`));
});
