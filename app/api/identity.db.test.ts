import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { flushAccess } from "@/app/_server/note-access";
import { givenServer } from "@/app/_server/testing/given-server";
import { listAccessEvents } from "@/db/audit/list-access-events";
import { user, userSession } from "@/db/schema/users";
import { testDatabase } from "@/db/testing";
import { insertUser } from "@/db/users/insert-user";
import { accountSchema } from "@/lib/contract/account";
import { errorBodySchema } from "@/lib/contract/error";
import type { Role } from "@/lib/contract/users";
import { HOUR_MS } from "@/lib/domain/time/units";
import * as auth from "./auth/[...all]/route";
import * as confirm from "./v1/account/confirm/route";
import * as password from "./v1/account/password/route";
import * as account from "./v1/account/route";
import * as session from "./v1/account/sessions/[id]/route";
import * as sessions from "./v1/account/sessions/route";
import * as keys from "./v1/keys/route";
import * as usersRoute from "./v1/people/route";

const database = testDatabase();
givenServer(database);
const PASSWORD = "three plain words";
const OTHER = "three other words";
const ORIGIN = "http://localhost";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Sent = { cookie?: string; address?: string; https?: boolean; body?: unknown; id?: string };

function send(handler: Handler, method: string, path: string, sent: Sent = {}): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json", origin: ORIGIN, host: "localhost" });
  headers.set("x-switchyard-client-address", sent.address ?? "192.0.2.1");
  headers.set("user-agent", "test/1");
  if (sent.cookie) headers.set("cookie", sent.cookie);
  if (sent.https) {
    headers.set("x-forwarded-proto", "https");
    headers.set("origin", "https://localhost");
  }
  const body = sent.body === undefined ? undefined : JSON.stringify(sent.body);
  const request = new Request(`${ORIGIN}${path}`, { method, headers, ...(body !== undefined && { body }) });
  return handler(request, { params: Promise.resolve({ id: sent.id }) });
}

const signIn = (email: string, typed: string, sent: Sent = {}) =>
  send((request) => auth.POST(request), "POST", "/api/auth/sign-in/email", {
    ...sent,
    body: { email, password: typed },
  });
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

let count = 0;
let email = "";
async function given(role: Role, passwordIsTemporary = false): Promise<string> {
  count += 1;
  email = `person-${count}@example.com`;
  const somebody = { email, name: "Somebody", role, password: PASSWORD };
  await insertUser(database.db, { user: somebody, actor: "start-up", now: new Date(), passwordIsTemporary });
  return email;
}
async function signedIn(sent: Sent = {}): Promise<string> {
  const response = await signIn(email, PASSWORD, sent);
  expect(response.status).toBe(200);
  return cookiesOf(response);
}
async function refusalOf(response: Response) {
  const { code, fields } = errorBodySchema.parse(await response.json()).error;
  return { status: response.status, code, fields: Object.keys(fields ?? {}) };
}
const setSession = (cookie: string, set: Partial<typeof userSession.$inferInsert>) => {
  const token = decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? "").split(".")[0] ?? "";
  return database.db.update(userSession).set(set).where(eq(userSession.token, token));
};
const ago = (ms: number) => new Date(Date.now() - ms);
const readAccount = (cookie: string) => send(account.GET, "GET", "/api/v1/account", { cookie });

beforeEach(() => void database.sql`delete from sign_in_attempt`.then());
afterAll(() => flushAccess());

test("over https every cookie is a __Host- one and secure, over plain http none claims to be", async () => {
  await given("viewer");
  const plain = (await signIn(email, PASSWORD)).headers.getSetCookie();
  expect(plain.map((cookie) => cookie.split("=")[0]?.split("_")[0])).toEqual([
    "switchyard.session",
    "switchyard.device",
  ]);
  expect(plain.filter((cookie) => /; ?secure/i.test(cookie))).toEqual([]);

  const secure = (await signIn(email, PASSWORD, { https: true })).headers.getSetCookie();
  for (const cookie of secure) {
    expect(cookie).toMatch(/^__Host-switchyard\./);
    expect(cookie).toMatch(/; ?Path=\//i);
    expect(cookie).toMatch(/; ?Secure/i);
    expect(cookie).toMatch(/; ?HttpOnly/i);
    expect(cookie).not.toMatch(/; ?Domain=/i);
  }
  const cookie = secure.map((one) => one.split(";")[0]).join("; ");
  expect((await send(account.GET, "GET", "/api/v1/account", { cookie, https: true })).status).toBe(200);
});

test("a session ends after twelve hours without use, and after seven days of use", async () => {
  await given("viewer");
  const [used, idle, old] = [await signedIn(), await signedIn(), await signedIn()];
  await setSession(used, { updatedAt: ago(11 * HOUR_MS), createdAt: ago(100 * HOUR_MS) });
  await setSession(idle, { updatedAt: ago(12 * HOUR_MS + 1_000) });
  await setSession(old, { expiresAt: ago(1_000) });

  expect((await readAccount(used)).status).toBe(200);
  expect((await readAccount(idle)).status).toBe(401);
  expect((await readAccount(old)).status).toBe(401);
  const { expiresAt, createdAt } = (await database.db.select().from(userSession).limit(1))[0] ?? {};
  expect(Math.round(((expiresAt?.getTime() ?? 0) - (createdAt?.getTime() ?? 0)) / HOUR_MS)).toBe(168);
  const asked = await send((request) => auth.GET(request), "GET", "/api/auth/get-session", { cookie: idle });
  expect(await asked.json()).toBeNull();
});

test("somebody sees where they are signed in, and ends one session or all others, but nobody else's", async () => {
  await given("viewer");
  const stranger = await signedIn();
  const strangers = accountSchema.parse(await (await readAccount(stranger)).json()).sessions;
  await given("viewer");
  const [mine, phone, tablet] = [await signedIn(), await signedIn({ address: "2001:db8::7" }), await signedIn()];
  const { sessions: all } = accountSchema.parse(await (await readAccount(mine)).json());
  expect(all).toHaveLength(3);
  expect(all.filter(({ is_current }) => is_current)).toHaveLength(1);
  expect(all.find(({ address }) => address.startsWith("2001:db8"))).toMatchObject({ agent: "test/1" });

  const end = (id: string) => send(session.DELETE, "DELETE", "/api/v1/account/sessions/x", { cookie: mine, id });
  expect((await end(strangers[0]?.id ?? "")).status).toBe(404);
  expect((await end(all.find(({ address }) => address.startsWith("2001:db8"))?.id ?? "")).status).toBe(204);
  expect([(await readAccount(phone)).status, (await readAccount(tablet)).status]).toEqual([401, 200]);
  expect((await send(sessions.DELETE, "DELETE", "/api/v1/account/sessions", { cookie: mine })).status).toBe(204);
  expect([(await readAccount(tablet)).status, (await readAccount(mine)).status]).toEqual([401, 200]);
  expect((await readAccount(stranger)).status).toBe(200);
});

test("with a password somebody else chose nothing opens but choosing one's own, which ends the other sessions", async () => {
  await given("admin", true);
  const [cookie, other] = [await signedIn(), await signedIn()];
  const listed = await send(usersRoute.GET, "GET", "/api/v1/people", { cookie });
  expect(await refusalOf(listed)).toEqual({ status: 403, code: "FORBIDDEN", fields: ["new_password"] });
  const change = (typed: string, chosen: string) =>
    send(password.POST, "POST", "/api/v1/account/password", {
      cookie,
      body: { password: typed, new_password: chosen },
    });

  expect(await refusalOf(await change("wrong words", OTHER))).toMatchObject({ status: 422, fields: ["password"] });
  expect(await refusalOf(await change(PASSWORD, PASSWORD))).toMatchObject({ status: 422, fields: ["new_password"] });
  expect(await refusalOf(await change(PASSWORD, "short words"))).toMatchObject({
    status: 400,
    fields: ["new_password"],
  });
  expect(await refusalOf(await change(PASSWORD, "password1234"))).toMatchObject({
    status: 422,
    fields: ["new_password"],
  });
  expect((await change(PASSWORD, OTHER)).status).toBe(204);
  expect((await send(usersRoute.GET, "GET", "/api/v1/people", { cookie })).status).toBe(200);
  expect((await readAccount(other)).status).toBe(401);
  expect([(await signIn(email, PASSWORD)).status, (await signIn(email, OTHER)).status]).toEqual([401, 200]);
});

test("keys and people change only within a quarter hour of the password, which is braked; what only reads goes on", async () => {
  await given("admin");
  const cookie = await signedIn();
  const create = () =>
    send(keys.POST, "POST", "/api/v1/keys", {
      cookie,
      body: { name: "late", scopes: ["logs:write"], expires_at: null },
    });
  expect((await create()).status).toBe(201);
  await setSession(cookie, { confirmedAt: ago(HOUR_MS / 4 + 1_000) });

  expect(await refusalOf(await create())).toEqual({ status: 403, code: "FORBIDDEN", fields: ["confirm"] });
  expect((await send(keys.GET, "GET", "/api/v1/keys", { cookie })).status).toBe(200);
  const again = (typed: string) =>
    send(confirm.POST, "POST", "/api/v1/account/confirm", { cookie, body: { password: typed } });
  expect((await again("wrong words here")).status).toBe(422);
  expect((await create()).status).toBe(403);
  expect((await again(PASSWORD)).status).toBe(204);
  expect((await create()).status).toBe(201);

  const { sessions: own } = accountSchema.parse(await (await readAccount(cookie)).json());
  for (let n = 0; n < 10; n += 1) {
    const device = `session:${own.find(({ is_current }) => is_current)?.id}`;
    await database.sql`insert into sign_in_attempt (at, email, address, device) values (now(), ${email}, 'x', ${device})`;
  }
  const limited = await again(PASSWORD);
  expect([limited.status, limited.headers.has("retry-after")]).toEqual([429, true]);
});

test("a browser that signed in before is let in whatever its own network failed at, with another's mark it is not", async () => {
  await given("viewer");
  const cookie = await signedIn();
  for (let n = 0; n < 11; n += 1) {
    await database.sql`insert into sign_in_attempt (at, email, address) values (now(), ${email}, '192.0.2.1')`;
  }

  expect((await signIn(email, PASSWORD)).status).toBe(429);
  expect((await signIn(email, PASSWORD, { cookie })).status).toBe(200);
  const forged = cookie.replace(/(device_[^=]+=[^.]+\.\d+\.)[^;]+/, "$1forged");
  expect((await signIn(email, PASSWORD, { cookie: forged })).status).toBe(429);
  const first = email;
  await given("viewer");
  expect((await signIn(first, PASSWORD, { cookie: await signedIn() })).status).toBe(429);
});

test("sign-ins, failures and sign-outs are on record with address and program, repeats counted in one line", async () => {
  await given("viewer");
  const cookie = await signedIn({ address: "198.51.100.7" });
  for (let n = 0; n < 3; n += 1) await signIn(email, "wrong words here", { address: `2001:db8::${n + 1}` });
  await send((request) => auth.POST(request), "POST", "/api/auth/sign-out", {
    cookie,
    address: "198.51.100.7",
    body: {},
  });
  await flushAccess();

  const events = (await listAccessEvents(database.db, { limit: 1_000 })).filter(({ who }) => who === email);
  expect([...new Set(events.map(({ event }) => event))].sort()).toEqual(["sign_in", "sign_in_failed", "sign_out"]);
  expect(events).toContainEqual(
    expect.objectContaining({ event: "sign_in", address: "198.51.100.7", agent: "test/1" }),
  );
  const failed = events.filter(({ event }) => event === "sign_in_failed");
  expect(failed.reduce((sum, event) => sum + event.count, 0)).toBe(3);
  // The three are of one minute, or of two where one ends amid them.
  expect(failed.length).toBeLessThanOrEqual(2);
});

test("somebody disabled is signed out and kept out", async () => {
  await given("viewer");
  const cookie = await signedIn();
  await database.db.update(user).set({ banned: true }).where(eq(user.email, email));

  expect((await readAccount(cookie)).status).toBe(401);
  expect((await signIn(email, PASSWORD)).status).toBe(403);
});
