import { beforeAll, expect, test } from "vitest";
import { tierPolicySchema } from "@/lib/contract/policy";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { listAuditEntries } from "../audit/list-audit-entries";
import { getPolicy } from "../policies/get-policy";
import { publishPolicyVersion } from "../policies/publish-policy-version";
import { rollbackPolicy } from "../policies/rollback-policy";
import { testDatabase } from "../testing";
import { insertUser } from "../users/insert-user";
import { changeProposal } from "./change-proposal";
import { createProposal } from "./create-proposal";
import { decideProposal } from "./decide-proposal";
import { listProposals } from "./list-proposals";
import { publishDueProposals } from "./publish-due-proposals";
import { setNeedsApproval } from "./set-needs-approval";

const database = testDatabase();
const now = new Date();
const policyOf = (tier: string, primary = "a") => tierPolicySchema.parse({ tier, primary, fallbacks: ["b"] });

beforeAll(async () => {
  for (const email of ["ada", "bob", "eve", "root"]) {
    const user = { email, name: email, role: "admin" } as const;
    await insertUser(database.db, { user, actor: "start-up", now, passwordIsTemporary: false });
  }
});

let tiers = 0;
/** A tier with a first version. */
async function aTier(needsApproval = false) {
  const tier = `tier-${++tiers}`;
  await publishPolicyVersion(database.db, { policy: policyOf(tier), baseVersion: 0, publishedBy: "ada" });
  if (needsApproval) await setNeedsApproval(database.db, { tier, needsApproval, actor: "root" });
  return tier;
}
const propose = (tier: string, rest: Partial<Parameters<typeof createProposal>[1]> = {}) =>
  createProposal(database.db, {
    policy: policyOf(tier, "b2"),
    comment: "why",
    baseVersion: 1,
    publishAt: null,
    actor: "ada",
    now,
    ...rest,
  });
const act = (
  proposal: { tier: string; id: number; revision: number },
  action: "submit" | "approve" | "reject" | "withdraw",
  actor: string,
) =>
  decideProposal(database.db, {
    tier: proposal.tier,
    id: proposal.id,
    revision: proposal.revision,
    action,
    reason: null,
    actor,
  });

test("a draft changes nothing until it is submitted, and then is the next version", async () => {
  const tier = await aTier();
  const draft = await propose(tier);
  expect(await getPolicy(database.db, { tier })).toMatchObject({ version: 1, primary: "a" });

  expect(await act(draft, "submit", "ada")).toMatchObject({ state: "published", published_version: 2 });
  expect(await getPolicy(database.db, { tier })).toMatchObject({
    version: 2,
    primary: "b2",
    published_by: "ada",
    comment: "why",
  });
});

test("where a second person is asked for, nothing becomes active without one, by whatever way", async () => {
  const tier = await aTier(true);
  const policy = policyOf(tier, "c");
  const refused = { code: "FORBIDDEN" };
  await expect(publishPolicyVersion(database.db, { policy, baseVersion: 1, publishedBy: "ada" })).rejects.toMatchObject(
    refused,
  );
  await expect(
    rollbackPolicy(database.db, { tier, version: 1, baseVersion: 1, publishedBy: "ada" }),
  ).rejects.toMatchObject(refused);

  const waiting = await act(await propose(tier), "submit", "ada");
  expect(waiting.state).toBe("waiting");
  await expect(act(waiting, "approve", "ada")).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await act(waiting, "approve", "bob")).toMatchObject({
    state: "published",
    decided_by: "bob",
    published_version: 2,
  });
  expect(await getPolicy(database.db, { tier })).toMatchObject({
    published_by: "ada",
    comment: "why; approved by bob",
  });
  const actions = (await listAuditEntries(database.db, { limit: 4 })).map(({ actor, action }) => [actor, action]);
  expect(actions).toEqual([
    ["ada", "policy.publish"],
    ["bob", "proposal.approve"],
    ["ada", "proposal.submit"],
    ["ada", "proposal.create"],
  ]);
});

test("nobody approves what was changed meanwhile: a changed proposal is a draft of whoever changed it", async () => {
  const tier = await aTier(true);
  const waiting = await act(await propose(tier), "submit", "ada");
  const written = {
    policy: policyOf(tier, "worse"),
    comment: null,
    baseVersion: 1,
    publishAt: null,
    actor: "bob",
    now,
  };
  const changed = await changeProposal(database.db, { ...written, id: waiting.id, revision: waiting.revision });
  expect(changed).toMatchObject({ state: "draft", proposed_by: "bob", revision: 2 });

  await expect(act(waiting, "approve", "bob")).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  await expect(changeProposal(database.db, { ...written, id: waiting.id, revision: 1 })).rejects.toMatchObject({
    code: "PRECONDITION_FAILED",
  });
  const again = await act(changed, "submit", "bob");
  expect(await act(again, "approve", "ada")).toMatchObject({ state: "published" });
});

test("of two who decide at once one wins, and a version published meanwhile makes a proposal fail instead of undoing it", async () => {
  const tier = await aTier(true);
  const waiting = await act(await propose(tier), "submit", "ada");
  const other = await act(await propose(tier, { policy: policyOf(tier, "z") }), "submit", "ada");
  const both = await Promise.allSettled([act(waiting, "approve", "bob"), act(waiting, "reject", "eve")]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);

  if ((await getPolicy(database.db, { tier }))?.version === 1)
    await act(await act(await propose(tier), "submit", "ada"), "approve", "bob");
  expect(await act(other, "approve", "bob")).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("Version 2"),
  });
  expect(await getPolicy(database.db, { tier })).toMatchObject({ version: 2, primary: "b2" });
});

test("a scheduled policy becomes active at its time, and can be withdrawn before", async () => {
  const tier = await aTier();
  const at = new Date(now.getTime() + HOUR_MS);
  const scheduled = await act(await propose(tier, { publishAt: at }), "submit", "ada");
  expect(scheduled.state).toBe("approved");
  const withdrawn = await act(await propose(tier, { publishAt: at }), "submit", "ada");
  expect(await act(withdrawn, "withdraw", "bob")).toMatchObject({ state: "withdrawn" });

  expect(await publishDueProposals(database.db, { now })).toEqual([]);
  expect(await publishDueProposals(database.db, { now: at })).toMatchObject([{ id: scheduled.id, state: "published" }]);
  expect(await publishDueProposals(database.db, { now: at })).toEqual([]);
  expect(await getPolicy(database.db, { tier })).toMatchObject({ version: 2 });
});

test("what was scheduled before a second person was asked for does not slip through", async () => {
  const tier = await aTier();
  const at = new Date(now.getTime() + 7_200_000);
  await act(await propose(tier, { publishAt: at }), "submit", "ada");
  await setNeedsApproval(database.db, { tier, needsApproval: true, actor: "root" });

  expect(await publishDueProposals(database.db, { now: at })).toMatchObject([{ state: "failed" }]);
  expect(await listProposals(database.db, { tier })).toMatchObject({
    needs_approval: true,
    proposals: [{ state: "failed" }],
  });
  expect(await getPolicy(database.db, { tier })).toMatchObject({ version: 1 });
});

test("a time that has passed is refused, and one that passed while it waited for a second person is not", async () => {
  const [tier, asking] = [await aTier(), await aTier(true)];
  const lastYear = new Date(now.getTime() - 365 * DAY_MS);
  const refused = { code: "UNPROCESSABLE", fields: { publish_at: ["Must not be in the past"] } };
  await expect(propose(tier, { publishAt: lastYear })).rejects.toMatchObject(refused);
  const draft = await propose(tier);
  const again = { policy: policyOf(tier), comment: null, baseVersion: 1, actor: "ada", now };
  await expect(
    changeProposal(database.db, { ...again, publishAt: lastYear, id: draft.id, revision: 1 }),
  ).rejects.toMatchObject(refused);

  // Written when its time was still to come.
  const writtenThen = new Date(lastYear.getTime() - 1_000);
  const overlooked = await propose(tier, { publishAt: lastYear, now: writtenThen });
  await expect(act(overlooked, "submit", "ada")).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await getPolicy(database.db, { tier })).toMatchObject({ version: 1 });

  const tomorrow = new Date(now.getTime() + DAY_MS);
  const waiting = await act(await propose(asking, { publishAt: tomorrow }), "submit", "ada");
  await database.sql`update policy_proposal set publish_at = now() - interval '1 hour' where id = ${waiting.id}`;
  expect(await act(waiting, "approve", "bob")).toMatchObject({ state: "published", published_version: 2 });
});
