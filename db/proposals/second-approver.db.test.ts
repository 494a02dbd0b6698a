import { beforeEach, expect, test } from "vitest";
import { tierPolicySchema } from "@/lib/contract/policy";
import { decideAliases } from "../aliases/decide-aliases";
import { proposeAliases } from "../aliases/propose-aliases";
import { publishAliases } from "../aliases/publish-aliases";
import { setAliasApproval } from "../aliases/set-alias-approval";
import type { Db } from "../client";
import { createKey } from "../keys/create-key";
import { getAliases } from "../policies/get-aliases";
import { getPolicy } from "../policies/get-policy";
import { publishPolicyVersion } from "../policies/publish-policy-version";
import { testDatabase, withRollback } from "../testing";
import { changeUser } from "../users/change-user";
import { createUser } from "../users/create-user";
import { deleteUser } from "../users/delete-user";
import { createProposal } from "./create-proposal";
import { decideProposal } from "./decide-proposal";
import { setNeedsApproval } from "./set-needs-approval";

const database = testDatabase();
const now = new Date();
const [ADA, BOB, PUPPET] = ["ada@example.com", "bob@example.com", "puppet@example.com"];
const conflict = { code: "CONFLICT" };
const forbidden = { code: "FORBIDDEN" };

let tiers = 0;
let tier = "";
beforeEach(() => {
  tiers += 1;
  tier = `tier-${tiers}`;
});

const policyOf = (primary: string) => tierPolicySchema.parse({ tier, primary, fallbacks: ["b"] });
const anAdmin = (db: Db, email: string, actor: string) =>
  createUser(db, { user: { email, name: "Somebody", role: "admin" }, actor, now });
const proposed = (db: Db, actor: string) =>
  createProposal(db, { policy: policyOf("a2"), comment: null, baseVersion: 1, publishAt: null, actor, now });
const decide = (db: Db, id: number, action: "submit" | "approve", actor: string) =>
  decideProposal(db, { tier, id, revision: 1, action, reason: null, actor });

/** Ada and Bob, who came before approvals were asked for, and a tier that asks. */
async function given(db: Db) {
  const [ada, bob] = [await anAdmin(db, ADA, "start-up"), await anAdmin(db, BOB, ADA)];
  await publishPolicyVersion(db, { policy: policyOf("a"), baseVersion: 0, publishedBy: ADA });
  await setNeedsApproval(db, { tier, needsApproval: true, actor: ADA });
  return { ada, bob };
}

async function waiting(db: Db, actor: string) {
  const { id } = await proposed(db, actor);
  await decide(db, id, "submit", actor);
  return id;
}

test("an admin who adds a second account approves nothing with it, in neither direction, until somebody else confirms it", () =>
  withRollback(database.db, async (db) => {
    await given(db);
    const puppet = await anAdmin(db, PUPPET, ADA);
    expect(puppet).toMatchObject({ unconfirmed: true });

    const byAda = await waiting(db, ADA);
    await expect(decide(db, byAda, "approve", PUPPET)).rejects.toMatchObject(conflict);
    const byPuppet = await waiting(db, PUPPET);
    await expect(decide(db, byPuppet, "approve", ADA)).rejects.toMatchObject(conflict);
    for (const actor of [ADA, PUPPET]) {
      const confirm = changeUser(db, { id: puppet.id, change: { confirmed: true }, actor, now });
      await expect(confirm).rejects.toMatchObject(conflict);
    }
    expect(await getPolicy(db, { tier })).toMatchObject({ version: 1 });

    await changeUser(db, { id: puppet.id, change: { confirmed: true }, actor: BOB, now });
    expect(await decide(db, byAda, "approve", PUPPET)).toMatchObject({ state: "published" });
  }));

test("puppets of one admin do not approve each other, nor confirm", () =>
  withRollback(database.db, async (db) => {
    await given(db);
    const one = await anAdmin(db, PUPPET, ADA);
    const other = await anAdmin(db, "other@example.com", PUPPET);
    const id = await waiting(db, PUPPET);

    await expect(decide(db, id, "approve", "other@example.com")).rejects.toMatchObject(conflict);
    const confirm = { change: { confirmed: true }, now } as const;
    await expect(changeUser(db, { ...confirm, id: one.id, actor: "other@example.com" })).rejects.toMatchObject(
      conflict,
    );
    for (const actor of [PUPPET, ADA]) {
      await expect(changeUser(db, { ...confirm, id: other.id, actor })).rejects.toMatchObject(conflict);
    }
  }));

test("what a removed admin proposed is approved by nobody: who had a hand in them is no longer known", () =>
  withRollback(database.db, async (db) => {
    await given(db);
    const puppet = await anAdmin(db, PUPPET, ADA);
    const id = await waiting(db, PUPPET);
    await deleteUser(db, { id: puppet.id, actor: ADA, now });

    await expect(decide(db, id, "approve", ADA)).rejects.toMatchObject(conflict);
  }));

test("whoever added somebody has a hand in them also when another makes an admin of them", () =>
  withRollback(database.db, async (db) => {
    await given(db);
    const eve = await createUser(db, {
      user: { email: PUPPET, name: "Eve", role: "viewer", password: "three plain words" },
      actor: ADA,
      now,
    });
    await changeUser(db, { id: eve.id, change: { role: "admin" }, actor: BOB, now });

    const confirm = changeUser(db, { id: eve.id, change: { confirmed: true }, actor: ADA, now });
    await expect(confirm).rejects.toMatchObject(conflict);
  }));

test("nobody is changed or removed who is the last that can approve", () =>
  withRollback(database.db, async (db) => {
    const { ada, bob } = await given(db);
    await changeUser(db, { id: bob.id, change: { password: "three plain words" }, actor: ADA, now });

    const change = (set: object) => changeUser(db, { id: ada.id, change: set, actor: BOB, now });
    await expect(change({ password: "other plain words" })).rejects.toMatchObject(conflict);
    await expect(change({ role: "viewer" })).rejects.toMatchObject(conflict);
    await expect(deleteUser(db, { id: ada.id, actor: BOB, now })).rejects.toMatchObject(conflict);
  }));

test.each([
  ["sets their password", { password: "three plain words" }],
  ["enables them", { disabled: false }],
  ["makes them an admin", { role: "admin" }],
] as const)("an admin who %s takes their approval away", (_, change) =>
  withRollback(database.db, async (db) => {
    const { bob } = await given(db);
    const id = await waiting(db, ADA);
    await changeUser(db, { id: bob.id, change, actor: ADA, now });

    await expect(decide(db, id, "approve", BOB)).rejects.toMatchObject(conflict);
  }),
);

test("removing somebody and adding them anew is adding them", () =>
  withRollback(database.db, async (db) => {
    const { bob } = await given(db);
    const id = await waiting(db, ADA);
    await deleteUser(db, { id: bob.id, actor: ADA, now });
    await anAdmin(db, BOB, ADA);

    await expect(decide(db, id, "approve", BOB)).rejects.toMatchObject(conflict);
  }));

test("a key is never another hand than its maker's: it submits nothing, and whom it adds its maker does not confirm", () =>
  withRollback(database.db, async (db) => {
    await given(db);
    await createKey(db, { key: { name: "first", scopes: ["admin", "policies:write"] }, actor: ADA, now });
    await createKey(db, { key: { name: "second", scopes: ["admin"] }, actor: "key:first", now });
    const { id } = await proposed(db, "key:first");
    await expect(decide(db, id, "submit", "key:first")).rejects.toMatchObject(forbidden);
    expect(await decide(db, id, "submit", ADA)).toMatchObject({ state: "waiting", proposed_by: ADA });
    await expect(decide(db, id, "approve", "key:second")).rejects.toMatchObject(forbidden);

    const puppet = await anAdmin(db, PUPPET, "key:second");
    const confirm = changeUser(db, { id: puppet.id, change: { confirmed: true }, actor: ADA, now });
    await expect(confirm).rejects.toMatchObject(conflict);
    await expect(decide(db, id, "approve", PUPPET)).rejects.toMatchObject(conflict);
  }));

test("approvals are switched off by two: one proposes it, another asks for the same, a key never", () =>
  withRollback(database.db, async (db) => {
    await given(db);
    const off = (actor: string) => setNeedsApproval(db, { tier, needsApproval: false, actor });
    await anAdmin(db, PUPPET, ADA);

    await expect(off("key:first")).rejects.toMatchObject(forbidden);
    expect(await off(ADA)).toMatchObject({ needs_approval: true, off_proposed_by: ADA });
    expect(await off(ADA)).toMatchObject({ needs_approval: true, off_proposed_by: ADA });
    await expect(off(PUPPET)).rejects.toMatchObject(conflict);
    const direct = { policy: policyOf("c"), baseVersion: 1, publishedBy: ADA };
    await expect(publishPolicyVersion(db, direct)).rejects.toMatchObject(forbidden);

    expect(await setNeedsApproval(db, { tier, needsApproval: true, actor: BOB })).toMatchObject({
      off_proposed_by: null,
    });
    await off(ADA);
    expect(await off(BOB)).toMatchObject({ needs_approval: false, off_proposed_by: null });
    expect(await publishPolicyVersion(db, direct)).toMatchObject({ version: 2 });
  }));

test("the alias table asks for a second person like a tier: no way around, off by two, published once approved", () =>
  withRollback(database.db, async (db) => {
    await anAdmin(db, ADA, "start-up");
    await anAdmin(db, BOB, ADA);
    const { version } = await getAliases(db);
    const table = { aliases: { four: "eyes" }, baseVersion: version };
    await expect(proposeAliases(db, { ...table, comment: null, actor: ADA })).rejects.toMatchObject(conflict);
    await setAliasApproval(db, { needsApproval: true, actor: ADA });

    await expect(publishAliases(db, { ...table, publishedBy: ADA })).rejects.toMatchObject(forbidden);
    await expect(proposeAliases(db, { ...table, comment: null, actor: "key:first" })).rejects.toMatchObject(forbidden);
    const { id } = await proposeAliases(db, { ...table, comment: "why", actor: ADA });
    const approve = (actor: string) => decideAliases(db, { id, action: "approve", reason: null, actor });
    await expect(approve(ADA)).rejects.toMatchObject(conflict);
    await expect(approve("key:first")).rejects.toMatchObject(forbidden);
    await anAdmin(db, PUPPET, ADA);
    await expect(approve(PUPPET)).rejects.toMatchObject(conflict);
    expect(await approve(BOB)).toMatchObject({ state: "published", published_version: version + 1, decided_by: BOB });
    expect(await getAliases(db)).toMatchObject({
      aliases: { four: "eyes" },
      published_by: ADA,
      comment: "why; approved by bob@example.com",
    });

    expect(await setAliasApproval(db, { needsApproval: false, actor: ADA })).toMatchObject({ needs_approval: true });
    expect(await setAliasApproval(db, { needsApproval: false, actor: BOB })).toMatchObject({ needs_approval: false });
  }));
