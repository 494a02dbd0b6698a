import { expect, test, vi } from "vitest";
import { bundleEvents } from "./bundle-events";
import { createBundleHub } from "./bundle-hub";
import { signBundle } from "./signed-bundle";
import { signingKeys } from "./signing-keys";

const HEARTBEAT_MS = 15_000;
const STALLED_MS = 60_000;
const [key] = signingKeys({ secret: "s".repeat(32), signingSeeds: [] });
const bundleOf = (version: number) =>
  signBundle({ version, body: `{"version":${version}}`, etag: `"${version}-abc"` }, key);

function givenHub() {
  const state = { version: 1, nowMs: 0, refused: new Set<string>() };
  const read = vi.fn(async () => bundleOf(state.version));
  const mayRead = vi.fn(
    async (callers: ReadonlySet<string>) => new Set([...callers].filter((caller) => !state.refused.has(caller))),
  );
  const hub = createBundleHub({
    read,
    mayRead,
    goesFirst: (caller) => caller.startsWith("key"),
    heartbeatMs: HEARTBEAT_MS,
    stalledMs: STALLED_MS,
    now: () => state.nowMs,
  });
  return { state, read, mayRead, hub };
}

function givenStream(hub: ReturnType<typeof givenHub>["hub"], options: { caller?: string; known?: string } = {}) {
  const left = new AbortController();
  const { caller = "key-1", known = null } = options;
  const reader = bundleEvents({ hub, caller, knownId: known, signal: left.signal }).getReader();
  const next = async () => {
    const { value } = await reader.read();
    return value && new TextDecoder().decode(value);
  };
  return { reader, next, leave: () => left.abort() };
}

const bundleEvent = (version: number) =>
  expect.stringContaining(`\n\nid: ${version}-abc\nevent: bundle\ndata: {"version":`);

test("the bundle in force comes first, after its signature, then each new one once, however often one is told of it", async () => {
  const { state, hub } = givenHub();
  const { next } = givenStream(hub);

  expect(await next()).toBe("retry: 2000\n\n");
  expect(await next()).toMatch(
    /^event: signature\ndata: \{"version":1,"key_id":"[0-9a-f]{16}","signature":"[\w+/]{86}=="\}\n\nid: 1-abc\nevent: bundle\ndata: \{"version":1\}\n\n$/,
  );
  await hub.look();
  state.version = 2;
  await Promise.all([hub.look(), hub.look()]);
  expect(await next()).toEqual(bundleEvent(2));
});

test("who has the bundle already is sent the next one only", async () => {
  const { state, hub } = givenHub();
  const { next } = givenStream(hub, { known: "1" });
  expect(await next()).toBe("retry: 2000\n\n");
  await hub.look();

  state.version = 2;
  await hub.look();

  expect(await next()).toEqual(bundleEvent(2));
});

test.each([
  ["the version alone, as old clients say it, get the next", "1", false],
  ["another bundle of that version, as before a restore, get it", "1-fed", true],
])("who says that they have %s", async (_, known, isSent) => {
  const { state, hub } = givenHub();
  const { next } = givenStream(hub, { known });
  await next();
  await hub.look();
  state.version = 2;
  await hub.look();

  expect(await next()).toEqual(bundleEvent(isSent ? 1 : 2));
});

test("routers hear of a publish before anybody else is even looked up, also where that fails", async () => {
  const { state, mayRead, hub } = givenHub();
  const user = givenStream(hub, { caller: "user", known: "1" });
  const router = givenStream(hub, { caller: "key-1", known: "1" });
  await Promise.all([user.next(), router.next()]);
  await hub.look();
  mayRead.mockImplementation(async (callers) => {
    if (callers.has("user")) throw new Error("away");
    return new Set(callers);
  });

  state.version = 2;
  await hub.look();
  expect(await router.next()).toEqual(bundleEvent(2));

  mayRead.mockImplementation(async (callers) => new Set(callers));
  await hub.look();
  expect(await user.next()).toEqual(bundleEvent(2));
});

test("five hundred hear of a publish by one read of the bundle and one of their keys", async () => {
  const { state, read, mayRead, hub } = givenHub();
  const streams = Array.from({ length: 500 }, (_, n) => givenStream(hub, { caller: `key-${n % 50}`, known: "1" }));
  await Promise.all(streams.map(({ next }) => next()));
  await hub.look();
  read.mockClear();
  mayRead.mockClear();

  state.version = 2;
  await hub.look();

  expect(await Promise.all(streams.map(({ next }) => next()))).toEqual(Array(500).fill(bundleEvent(2)));
  expect([read.mock.calls.length, mayRead.mock.calls.length]).toEqual([1, 1]);
  expect(mayRead.mock.calls[0]?.[0].size).toBe(50);
});

test("a key that ended hears nothing more and is sent away, the others go on", async () => {
  const { state, hub } = givenHub();
  const [gone, lasting] = [
    givenStream(hub, { caller: "gone", known: "1" }),
    givenStream(hub, { caller: "kept", known: "1" }),
  ];
  await Promise.all([gone.next(), lasting.next()]);

  state.refused.add("gone");
  state.version = 2;
  await hub.look();

  expect(await gone.next()).toBeUndefined();
  expect(await lasting.next()).toEqual(bundleEvent(2));
  expect(hub.size()).toBe(1);
});

test("a quiet stream says now and then which version is in force, after its key was looked up again", async () => {
  const { state, mayRead, hub } = givenHub();
  const { next } = givenStream(hub, { known: "1" });
  await next();

  state.nowMs = HEARTBEAT_MS - 1;
  await hub.look();
  expect(mayRead).not.toHaveBeenCalled();
  state.nowMs = HEARTBEAT_MS;
  await hub.look();

  expect(await next()).toBe(": version 1 is active\n\n");
  expect(mayRead).toHaveBeenCalledOnce();
});

test.each(["read", "mayRead"] as const)(
  "while the database does not answer (%s) streams stay open and claim nothing; then they get what they missed",
  async (failing) => {
    const mocks = givenHub();
    const { state, hub } = mocks;
    const { next } = givenStream(hub, { known: "1" });
    await next();

    state.version = 2;
    state.nowMs = HEARTBEAT_MS;
    mocks[failing].mockRejectedValueOnce(new Error("away"));
    await hub.look();
    expect(await next()).toBe(": the active version is not known at the moment\n\n");

    await hub.look();
    expect(await next()).toEqual(bundleEvent(2));
  },
);

test("a client that takes nothing is told only the newest once it does, and is dropped after a while", async () => {
  const { state, hub } = givenHub();
  const slow = givenStream(hub);
  const dead = givenStream(hub);
  for (state.version = 2; state.version <= 20; state.version++) await hub.look();
  state.version = 20;
  const seen: (string | undefined)[] = [];
  for (let n = 0; n < 4; n++) seen.push(await slow.next());
  await hub.look();
  expect(await slow.next()).toEqual(bundleEvent(20));
  expect(seen).toHaveLength(4);

  state.nowMs = STALLED_MS;
  await hub.look();
  await expect(dead.reader.closed).rejects.toThrow("takes nothing");
  expect(hub.size()).toBe(1);
});

test("a look given up as too slow tells nothing once a later one has told a newer bundle", async () => {
  vi.useFakeTimers();
  try {
    const { state, mayRead, hub } = givenHub();
    const { next } = givenStream(hub, { known: "1" });
    await next();
    let answerLate: (callers: Set<string>) => void = () => undefined;
    const late = new Promise<Set<string>>((resolve) => {
      answerLate = resolve;
    });
    mayRead.mockReturnValueOnce(late);
    state.version = 2;
    const slow = hub.look();
    await vi.advanceTimersByTimeAsync(10_000);
    await slow;
    state.version = 3;
    await hub.look();
    answerLate(new Set(["key-1"]));
    await vi.advanceTimersByTimeAsync(1);
    state.version = 4;
    await hub.look();

    expect([await next(), await next()]).toEqual([bundleEvent(3), bundleEvent(4)]);
  } finally {
    vi.useRealTimers();
  }
});

test("who leaves is forgotten, and an end of all ends each", async () => {
  const { hub } = givenHub();
  const [leaving, cancelled, staying] = [givenStream(hub), givenStream(hub), givenStream(hub, { known: "1" })];
  leaving.leave();
  await cancelled.reader.cancel();
  expect(hub.size()).toBe(1);

  await staying.next();
  hub.endAll();

  expect(await staying.next()).toBeUndefined();
  expect(hub.size()).toBe(0);
});
