import { expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import * as auth from "@/app/api/auth/[...all]/route";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { insertUser } from "@/db/users/insert-user";
import { errorBodySchema } from "@/lib/contract/error";
import type { Role } from "@/lib/contract/users";
import { viewSchema, viewsSchema } from "@/lib/contract/views";
import * as restore from "./[id]/restore/route";
import * as one from "./[id]/route";
import * as start from "./[id]/start/route";
import * as all from "./route";

const database = testDatabase();
givenServer(database);
const ORIGIN = "http://localhost";
const ADDRESS = `${ORIGIN}/api/v1/views`;
const PASSWORD = "three plain words";

async function signedIn(role: Role): Promise<string> {
  const email = `${role}-${crypto.randomUUID()}@example.com`;
  const user = { email, name: role, role, password: PASSWORD };
  await insertUser(database.db, { user, actor: "test", now: new Date(), passwordIsTemporary: false });
  const response = await auth.POST(
    new Request(`${ORIGIN}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: PASSWORD }),
    }),
  );
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return cookies.join("; ");
}

type Sent = { body?: unknown; ifMatch?: number; headers?: Record<string, string> };
function request(cookie: string, method: string, { body, ifMatch, headers }: Sent = {}): Request {
  return new Request(ADDRESS, {
    method,
    headers: {
      ...{ cookie, origin: ORIGIN, "content-type": "application/json", ...headers },
      ...(ifMatch !== undefined && { "if-match": `"${ifMatch}"` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
const none = { params: Promise.resolve({}) };
const of = (id: number) => ({ params: Promise.resolve({ id: String(id) }) });
const errorOf = async (response: Response) => {
  const { code, fields } = errorBodySchema.parse(await response.json()).error;
  return [response.status, code, Object.keys(fields ?? {})];
};
const listed = async (cookie: string) =>
  viewsSchema.parse(await (await all.GET(request(cookie, "GET"), none)).json()).views;

test("a viewer saves, renames, starts with, deletes and restores a view of their own", async () => {
  const viewer = await signedIn("viewer");
  const body = { name: " My week ", address: "/spend?window=7d&model=gone#foot" };
  const created = await all.POST(request(viewer, "POST", { body }), none);
  expect([created.status, created.headers.get("etag")]).toEqual([201, '"1"']);
  const { id, ...view } = viewSchema.parse(await created.json());
  expect(view).toMatchObject({
    name: "My week",
    address: "/spend?window=7d&model=gone",
    is_shared: false,
    is_own: true,
  });

  const renamed = await one.PATCH(request(viewer, "PATCH", { body: { name: "Week" }, ifMatch: 1 }), of(id));
  expect([renamed.status, renamed.headers.get("etag")]).toEqual([200, '"2"']);
  expect((await start.PUT(request(viewer, "PUT"), of(id))).status).toBe(204);
  expect(await listed(viewer)).toMatchObject([{ name: "Week", is_start: true }]);
  expect((await start.DELETE(request(viewer, "DELETE"), of(id))).status).toBe(204);
  expect((await one.DELETE(request(viewer, "DELETE", { ifMatch: 2 }), of(id))).status).toBe(204);
  expect(await listed(viewer)).toEqual([]);
  expect((await restore.POST(request(viewer, "POST"), of(id))).status).toBe(200);
  expect(await listed(viewer)).toMatchObject([{ name: "Week", is_start: false }]);
});

test("an edit without a version, or on an old one, is refused", async () => {
  const finance = await signedIn("finance");
  const body = { name: "Close", address: "/ledger", is_shared: true };
  const { id } = viewSchema.parse(await (await all.POST(request(finance, "POST", { body }), none)).json());
  const edit = (name: string, ifMatch?: number) =>
    one.PATCH(request(finance, "PATCH", { body: { name }, ...(ifMatch && { ifMatch }) }), of(id));

  expect(await errorOf(await edit("Month"))).toEqual([428, "PRECONDITION_REQUIRED", []]);
  expect((await edit("Close 1", 1)).status).toBe(200);
  expect(await errorOf(await edit("Month", 1))).toEqual([412, "PRECONDITION_FAILED", ["name"]]);
  const same = await all.POST(request(finance, "POST", { body: { ...body, name: "close 1" } }), none);
  expect(await errorOf(same)).toEqual([409, "CONFLICT", ["name"]]);
  expect(await errorOf(await all.POST(request(await signedIn("viewer"), "POST", { body }), none))).toEqual([
    ...[403, "FORBIDDEN"],
    [],
  ]);
});

test.each([
  [{ name: "", address: "/" }, ["name"]],
  [{ name: "x".repeat(81), address: "/" }, ["name"]],
  [{ name: "Away", address: "https://evil.example" }, ["address"]],
  [{ name: "Away", address: "//evil.example" }, ["address"]],
  [{ name: "Not a screen", address: "/api/v1/keys" }, ["address"]],
  [{ name: "Long", address: `/spend?model=${"x".repeat(4_000)}` }, ["address"]],
])("%o is refused by field", async (body, fields) => {
  const viewer = await signedIn("viewer");
  const refused = await all.POST(request(viewer, "POST", { body }), none);
  expect(await errorOf(refused)).toEqual([422, "UNPROCESSABLE", fields]);
});

test("a key has no views", async () => {
  const { key } = await createKey(database.db, {
    key: { name: "k", scopes: ["admin"] },
    actor: "test",
    now: new Date(),
  });
  const asked = await all.GET(request("", "GET", { headers: { authorization: `Bearer ${key}` } }), none);
  expect(await errorOf(asked)).toEqual([403, "FORBIDDEN", []]);
});
