import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { insertUser } from "@/db/users/insert-user";
import { errorBodySchema } from "@/lib/contract/error";
import { SCOPES } from "@/lib/contract/keys";
import { OPERATIONS, type Operation } from "@/lib/contract/operations";
import { ROLES } from "@/lib/contract/users";
import * as auth from "./auth/[...all]/route";

const database = testDatabase();
givenServer(database);
const PASSWORD = "correct horse battery";
const ORIGIN = "http://localhost";
const NOBODY = "00000000-0000-4000-8000-000000000000";
const keys = new Map<string, string>();
const cookies = new Map<string, string>();

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const guarded = OPERATIONS.filter(({ scope }) => scope !== undefined);
const scoped = guarded.filter(({ scope }) => scope !== "any");
const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

async function call(operation: Operation, headers: Record<string, string> = {}): Promise<Response> {
  const file = operation.path.slice("/api/".length).replaceAll(/\{(\w+)\}/g, "[$1]");
  const route: Record<string, Handler> = await import(/* @vite-ignore */ join(import.meta.dirname, file, "route.ts"));
  const method = operation.method.toUpperCase();
  const url = `${ORIGIN}${operation.path.replaceAll(/\{\w+\}/g, NOBODY)}`;
  const body = method === "GET" || method === "DELETE" ? undefined : "{";
  const request = new Request(url, { method, headers: { "content-type": "application/json", ...headers }, body });
  const handler = route[method];
  if (!handler) throw new Error(`${nameOf(operation)} has no handler`);
  return handler(request, { params: Promise.resolve({ id: NOBODY, tier: NOBODY }) });
}

async function answerOf(response: Response) {
  const { code } = errorBodySchema.parse(await response.json()).error;
  return [response.status, code];
}

function signIn(email: string, password: string, headers: Record<string, string> = {}): Promise<Response> {
  return auth.POST(
    new Request(`${ORIGIN}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ email, password }),
    }),
  );
}

beforeAll(async () => {
  const { db } = database;
  const now = new Date();
  for (const scope of SCOPES) {
    keys.set(scope, (await createKey(db, { key: { name: scope, scopes: [scope] }, actor: "test", now })).key);
  }
  for (const role of ROLES) {
    const email = `${role}@example.com`;
    const user = { email, name: role, role, password: PASSWORD };
    await insertUser(db, { user, actor: "test", now, passwordIsTemporary: false });
    const response = await signIn(email, PASSWORD);
    cookies.set(
      role,
      response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; "),
    );
  }
});

const bearer = (scope: string) => ({ authorization: `Bearer ${keys.get(scope)}` });
const cookie = (role: string) => ({ cookie: cookies.get(role) ?? "", origin: ORIGIN });

describe.each(guarded.map((operation) => [nameOf(operation), operation] as const))("%s", (_, operation) => {
  test("is not answered without a credential, or with a wrong one", async () => {
    expect(await answerOf(await call(operation))).toEqual([401, "UNAUTHENTICATED"]);
    const wrong = { authorization: `Bearer ${"x".repeat(40)}` };
    expect(await answerOf(await call(operation, wrong))).toEqual([401, "UNAUTHENTICATED"]);
    expect(await answerOf(await call(operation, { cookie: "switchyard.session_token=forged" }))).toEqual([
      401,
      "UNAUTHENTICATED",
    ]);
  });
});

describe.each(scoped.map((operation) => [nameOf(operation), operation] as const))("%s", (_, operation) => {
  test("is forbidden to a key with every scope but its own", async () => {
    for (const scope of SCOPES.filter((other) => other !== operation.scope)) {
      expect([scope, ...(await answerOf(await call(operation, bearer(scope))))]).toEqual([scope, 403, "FORBIDDEN"]);
    }
  });
});

const READING: readonly (string | undefined)[] = ["metrics:read", "policies:read"];

test.each([
  ["viewer", READING],
  ["finance", [...READING, "prices:write", "budgets:write", "ledger:write"]],
] as const)("a %s may do what %s let in, and nothing else", async (role, allowed) => {
  for (const operation of scoped) {
    const response = await call(operation, cookie(role));
    expect([nameOf(operation), response.status === 403]).toEqual([
      nameOf(operation),
      !allowed.includes(operation.scope),
    ]);
    await response.body?.cancel();
  }
});

test("a page of another site changes nothing with an admin's cookie", async () => {
  for (const operation of scoped.filter(({ method }) => method !== "get")) {
    const response = await call(operation, { ...cookie("admin"), origin: "https://evil.example" });
    expect([nameOf(operation), ...(await answerOf(response))]).toEqual([nameOf(operation), 403, "FORBIDDEN"]);
  }
});

describe("sign-in", () => {
  test("opens no door that would change a person without a record", async () => {
    for (const path of ["change-password", "update-user", "admin/set-role", "sign-up/email", "delete-user"]) {
      const request = new Request(`${ORIGIN}/api/auth/${path}`, {
        method: "POST",
        headers: cookie("admin"),
        body: "{}",
      });
      expect([path, ...(await answerOf(await auth.POST(request)))]).toEqual([path, 404, "NOT_FOUND"]);
    }
  });

  test("answers a wrong password and an unknown person alike, and brakes who goes on trying", async () => {
    const wrong = await answerOf(await signIn("viewer@example.com", "wrong password"));
    expect(wrong).toEqual([401, "UNAUTHENTICATED"]);
    expect(await answerOf(await signIn("nobody@example.com", "wrong password"))).toEqual(wrong);

    for (let n = 0; n < 9; n++) await signIn("viewer@example.com", "wrong password");
    const limited = await signIn("viewer@example.com", PASSWORD);
    expect([limited.status, limited.headers.has("retry-after")]).toEqual([429, true]);
  });

  test("from a page of another site is refused", async () => {
    const refused = await signIn("admin@example.com", PASSWORD, { origin: "https://evil.example" });

    expect([refused.status, refused.headers.getSetCookie()]).toEqual([403, []]);
  });

  test("a Host that is none is the caller's mistake", async () => {
    const refused = await signIn("admin@example.com", PASSWORD, { "x-forwarded-host": "a b" });

    expect(await answerOf(refused)).toEqual([400, "INVALID"]);
  });
});
