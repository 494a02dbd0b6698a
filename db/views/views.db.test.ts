import { beforeAll, expect, test } from "vitest";
import { newViewSchema } from "@/lib/contract/views";
import { DAY_MS } from "@/lib/domain/time/units";
import { listAuditEntries } from "../audit/list-audit-entries";
import { testDatabase } from "../testing";
import { deleteUser } from "../users/delete-user";
import { insertUser } from "../users/insert-user";
import { changeView } from "./change-view";
import { createView } from "./create-view";
import { deleteView } from "./delete-view";
import { getStartAddress } from "./get-start-address";
import { listViews } from "./list-views";
import { restoreView } from "./restore-view";
import { startWithOverview, startWithView } from "./set-start-view";
import { RESTORABLE_MS, VIEWS_MAX } from "./view-limits";
import type { ViewUser } from "./view-rights";

const database = testDatabase();
const NOW = new Date("2026-03-19T12:00:00Z");
const nobody: ViewUser = { id: "", email: "", role: "viewer" };
const given = { ada: nobody, finn: nobody, vera: nobody };

async function addUser(name: string, role: ViewUser["role"]): Promise<ViewUser> {
  const email = `${name}@example.com`;
  const user = { email, name, role };
  const id = await insertUser(database.db, { user, actor: "test", now: NOW, passwordIsTemporary: false });
  return { id: id ?? "", email, role };
}

beforeAll(async () => {
  given.ada = await addUser("ada", "admin");
  given.finn = await addUser("finn", "finance");
  given.vera = await addUser("vera", "viewer");
});

const create = (user: ViewUser, name: string, more: { address?: string; is_shared?: boolean } = {}) =>
  createView(database.db, {
    view: newViewSchema.parse({ name, address: "/spend?window=7d", ...more }),
    user,
    now: NOW,
  });
const namesOf = async (user: ViewUser) => (await listViews(database.db, { userId: user.id })).map(({ name }) => name);
const remove = (user: ViewUser, id: number, baseVersion: number, now = NOW) =>
  deleteView(database.db, { id, baseVersion, user, now });

test("a private view is its owner's alone, a shared one everybody's", async () => {
  const { ada, finn, vera } = given;
  const mine = await create(vera, "Vera's day");
  const shared = await create(finn, "Month close", { is_shared: true });

  expect(await namesOf(vera)).toEqual(["Month close", "Vera's day"]);
  expect(await namesOf(ada)).toEqual(["Month close"]);
  const asAda = { user: ada, now: NOW };
  for (const attempt of [
    () => changeView(database.db, { id: mine.id, change: { name: "x" }, baseVersion: 1, ...asAda }),
    () => remove(ada, mine.id, 1),
    () => startWithView(database.db, { id: mine.id, ...asAda }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await listViews(database.db, { userId: vera.id })).toMatchObject([
    { id: shared.id, is_own: false, is_shared: true, created_by: "finn@example.com" },
    { id: mine.id, is_own: true, is_shared: false },
  ]);
});

test("a viewer shares nothing and changes nothing that is shared", async () => {
  const { finn, vera } = given;
  const own = await create(vera, "Not to share");
  const shared = await create(finn, "For all", { is_shared: true });
  const share = { id: own.id, change: { is_shared: true }, baseVersion: 1, user: vera, now: NOW };

  await expect(async () => create(vera, "Mine for all", { is_shared: true })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(changeView(database.db, share)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(remove(vera, shared.id, 1)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await remove(finn, shared.id, 1);
  const restore = restoreView(database.db, { id: shared.id, user: vera, now: NOW });
  await expect(restore).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("of two who edit one view the second is refused, and learns what it is now", async () => {
  const { ada, finn } = given;
  const { id } = await create(finn, "Edited by two", { is_shared: true });
  const edits = [
    changeView(database.db, { id, change: { name: "By Ada" }, baseVersion: 1, user: ada, now: NOW }),
    changeView(database.db, { id, change: { name: "By Finn" }, baseVersion: 1, user: finn, now: NOW }),
  ];

  const results = await Promise.allSettled(edits);
  const [won] = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const [lost] = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(won).toMatchObject({ version: 2 });
  expect(lost).toMatchObject({ code: "PRECONDITION_FAILED", fields: { name: [`Is ${won?.name} now`] } });
  await expect(remove(finn, id, 1)).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  const same = { id, change: { name: won?.name ?? "" }, baseVersion: 2, user: ada, now: NOW };
  expect(await changeView(database.db, same)).toMatchObject({ version: 2 });
});

test("only who saved a shared view makes it private again", async () => {
  const { ada, finn } = given;
  const { id } = await create(finn, "Shared by Finn", { is_shared: true });
  const hide = { id, change: { is_shared: false }, baseVersion: 1, now: NOW };

  await expect(changeView(database.db, { ...hide, user: ada })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await changeView(database.db, { ...hide, user: finn })).toMatchObject({ is_shared: false });
  expect(await namesOf(ada)).not.toContain("Shared by Finn");
});

test("a name is taken once among one's own and once among the shared, in whatever case", async () => {
  const { ada, finn } = given;
  await create(ada, "Twice");
  const taken = { code: "CONFLICT", fields: { name: [expect.stringContaining("already")] } };

  await expect(create(ada, "tWICE")).rejects.toMatchObject(taken);
  const other = await create(finn, "twice");
  await create(ada, "TWICE", { is_shared: true });
  const share = { id: other.id, change: { is_shared: true }, baseVersion: 1, user: finn, now: NOW };
  await expect(changeView(database.db, share)).rejects.toMatchObject(taken);
});

test("a deleted view comes back within a day, unless its name is taken by then", async () => {
  const { vera } = given;
  const { id } = await create(vera, "Undone");
  const at = (ms: number) => ({ id, user: vera, now: new Date(NOW.getTime() + ms) });
  await remove(vera, id, 1);
  expect(await namesOf(vera)).not.toContain("Undone");

  const other = await create(vera, "undone");
  await expect(restoreView(database.db, at(0))).rejects.toMatchObject({ code: "CONFLICT" });
  await remove(vera, other.id, 1);
  await expect(restoreView(database.db, at(RESTORABLE_MS + 1))).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await restoreView(database.db, at(DAY_MS))).toMatchObject({ name: "Undone", version: 1 });
  await expect(restoreView(database.db, at(DAY_MS))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("one starts with a view that one sees, until it is deleted or made private by another", async () => {
  const { finn, vera } = given;
  const startOf = () => getStartAddress(database.db, { userId: vera.id });
  const { id } = await create(finn, "Start here", { address: "/sla?window=30d", is_shared: true });
  expect(await startOf()).toBeNull();
  await startWithView(database.db, { id, user: vera, now: NOW });

  expect(await startOf()).toBe("/sla?window=30d");
  expect(await getStartAddress(database.db, { userId: finn.id })).toBeNull();
  const seen = await listViews(database.db, { userId: vera.id });
  expect(seen.filter((view) => view.is_start).map(({ name }) => name)).toEqual(["Start here"]);
  await remove(finn, id, 1);
  expect(await startOf()).toBeNull();
  await restoreView(database.db, { id, user: finn, now: NOW });
  expect(await startOf()).toBe("/sla?window=30d");
  await changeView(database.db, { id, change: { is_shared: false }, baseVersion: 1, user: finn, now: NOW });
  expect(await startOf()).toBeNull();

  const own = await create(vera, "My start");
  await startWithView(database.db, { id: own.id, user: vera, now: NOW });
  await startWithOverview(database.db, { id, user: vera, now: NOW });
  expect(await startOf()).toBe("/spend?window=7d");
  await startWithOverview(database.db, { id: own.id, user: vera, now: NOW });
  expect(await startOf()).toBeNull();
});

test("an address that is no screen of ours is followed nowhere, even from the table", async () => {
  const { vera } = given;
  const { id } = await create(vera, "Bent");
  await startWithView(database.db, { id, user: vera, now: NOW });
  await database.sql`update saved_view set address = '//evil.example/spend' where id = ${id}`;

  expect(await getStartAddress(database.db, { userId: vera.id })).toBeNull();
  const views = await listViews(database.db, { userId: vera.id });
  expect(views.find((view) => view.id === id)?.address).toBe("/");
});

test("a user has so many views and no more, also when several are saved at once", async () => {
  const many = await addUser("many", "finance");
  for (let n = 0; n < VIEWS_MAX - 1; n++) await create(many, `View ${n}`, { is_shared: n % 2 === 0 });
  const results = await Promise.allSettled(["a", "b", "c"].map((name) => create(many, name)));

  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.find((result) => result.status === "rejected")).toMatchObject({ reason: { code: "UNPROCESSABLE" } });
});

test("what a user shared outlives them, and nothing else of theirs does", async () => {
  const leaver = await addUser("leaver", "finance");
  const shared = await create(leaver, "Left to the team", { is_shared: true });
  await create(leaver, "Left to nobody");
  await startWithView(database.db, { id: shared.id, user: leaver, now: NOW });
  await deleteUser(database.db, { id: leaver.id, actor: "ada@example.com", now: NOW });

  const rows = await database.sql`select name, owner_id from saved_view where created_by = ${leaver.email}`;
  expect([...rows]).toEqual([{ name: "Left to the team", owner_id: null }]);
  expect(await namesOf(given.ada)).toContain("Left to the team");
  await remove(given.ada, shared.id, 1);
});

test("every write is on record with what it changed", async () => {
  const { finn } = given;
  const { id } = await create(finn, "On record");
  await changeView(database.db, { id, change: { name: "Renamed" }, baseVersion: 1, user: finn, now: NOW });
  await startWithView(database.db, { id, user: finn, now: NOW });
  await startWithOverview(database.db, { id, user: finn, now: NOW });
  await remove(finn, id, 2);
  await restoreView(database.db, { id, user: finn, now: NOW });

  const entries = await listAuditEntries(database.db, { limit: 6 });
  expect(entries.map(({ action }) => action)).toEqual([
    "view.restore",
    "view.delete",
    "view.start_end",
    "view.start",
    "view.change",
    "view.create",
  ]);
  expect(entries[4]).toMatchObject({ subject: "Renamed", before: { name: "On record" }, after: { name: "Renamed" } });
});
