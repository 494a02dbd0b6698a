import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { user, userSession } from "@/db/schema/users";
import { testDatabase } from "@/db/testing";
import { createUser } from "@/db/users/create-user";
import { tierPolicySchema } from "@/lib/contract/policy";
import { HOUR_MS } from "@/lib/domain/time/units";
import type { Caller } from "../caller";
import { givenServer } from "../testing/given-server";
import { bundleEvents } from "./bundle-events";
import { streamCaller, streamHub } from "./stream-hub";

const database = testDatabase();
const statements: string[] = [];

givenServer(database, {
  observe: (db) =>
    new Proxy(db, {
      get: (target, name) => {
        if (name === "select") statements.push(String(name));
        return Reflect.get(target, name);
      },
    }),
});

async function givenUser(email: string) {
  const input = { name: email, email, role: "viewer" as const, password: "correct horse battery" };
  const created = await createUser(database.db, { user: input, actor: "test", now: new Date() });
  await database.db.update(user).set({ passwordIsTemporary: false }).where(eq(user.id, created.id));
  return created;
}

async function givenSession(userId: string): Promise<Caller> {
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const [row] = await database.db
    .insert(userSession)
    .values({ token: crypto.randomUUID(), userId, expiresAt })
    .returning({ id: userSession.id });
  const named = { email: "", name: "", role: "viewer" as const, scopes: ["policies:read"] as const };
  const confirmed = { confirmedAt: new Date(), mustChoosePassword: false };
  return { kind: "user", id: userId, sessionId: row?.id ?? "", ...named, ...confirmed };
}

function open(caller: Caller) {
  const left = new AbortController();
  const events = bundleEvents({ hub: streamHub(), caller: streamCaller(caller), knownId: "0", signal: left.signal });
  const reader = events.getReader();
  const next = async () => {
    const { value } = await reader.read();
    return value && new TextDecoder().decode(value);
  };
  return { next, leave: () => left.abort() };
}

const publish = (baseVersion: number) => {
  const policy = tierPolicySchema.parse({ tier: "standard", primary: `model-${baseVersion}` });
  return publishPolicyVersion(database.db, { policy, baseVersion, publishedBy: "ada" });
};

test("a publish costs one statement for all sessions, and one that ended hears nothing more", async () => {
  const [ada, bob] = [await givenUser("ada@example.com"), await givenUser("bob@example.com")];
  const callers = [];
  for (let n = 0; n < 10; n++) callers.push(await givenSession(ada.id), await givenSession(bob.id));
  const streams = callers.map(open);
  await Promise.all(streams.map(({ next }) => next()));
  await streamHub().look();
  const [ended] = callers;
  await database.db.delete(userSession).where(eq(userSession.id, ended?.kind === "user" ? ended.sessionId : ""));
  await database.db.update(user).set({ banned: true }).where(eq(user.id, bob.id));

  await publish(0);
  statements.length = 0;
  await streamHub().look();

  const received = await Promise.all(streams.map(({ next }) => next()));
  expect(received.filter((text) => text?.includes("event: bundle"))).toHaveLength(9);
  expect(received.filter((text) => text === undefined)).toHaveLength(11);
  // The bundle and the sessions; whoever looks a second time for a notice reads no more.
  expect(statements.length).toBeLessThanOrEqual(2);
  for (const { leave } of streams) leave();
});

test("a person may hold twenty streams, over all of their sessions", async () => {
  const [ada, bob] = [await givenUser("eve@example.com"), await givenUser("max@example.com")];
  const streams = [];
  for (let n = 0; n < 20; n++) streams.push(open(await givenSession(ada.id)));

  const one = await givenSession(ada.id);
  expect(() => open(one)).toThrow(expect.objectContaining({ code: "RATE_LIMITED", retryAfterSeconds: 15 }));
  streams.push(open(await givenSession(bob.id)));
  streams[0]?.leave();
  streams.push(open(one));
  for (const { leave } of streams) leave();
});
