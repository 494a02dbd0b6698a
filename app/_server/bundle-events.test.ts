import { expect, test, vi } from "vitest";
import { AppError } from "@/lib/contract/error";
import { type BundleEventsOptions, bundleEvents } from "./bundle-events";

function givenStream(options: Partial<BundleEventsOptions> = {}) {
  const bundle = { version: 1, body: '{"version":1}', etag: '"1"' };
  const leave = vi.fn();
  let notify: () => void = () => undefined;
  const stop = new AbortController();
  const reader = bundleEvents({
    read: async () => ({ ...bundle }),
    subscribe: async (callback) => {
      notify = callback;
      return leave;
    },
    knownVersion: null,
    heartbeatMs: 60_000,
    signal: stop.signal,
    ...options,
  }).getReader();
  const next = async () => {
    const { value } = await reader.read();
    return value && new TextDecoder().decode(value);
  };
  return { bundle, leave, notify: () => notify(), stop, next };
}

test("the bundle in force comes first, then each new one once, however often one is told of it", async () => {
  const { bundle, notify, next } = givenStream();

  expect(await next()).toBe("retry: 2000\n\n");
  expect(await next()).toBe('id: 1\nevent: bundle\ndata: {"version":1}\n\n');
  notify();
  Object.assign(bundle, { version: 2, body: '{"version":2}' });
  notify();
  notify();
  expect(await next()).toBe('id: 2\nevent: bundle\ndata: {"version":2}\n\n');
});

test("who has the bundle already is sent the next one only", async () => {
  const { bundle, notify, next } = givenStream({ knownVersion: "1" });
  expect(await next()).toBe("retry: 2000\n\n");

  Object.assign(bundle, { version: 2, body: "{}" });
  notify();

  expect(await next()).toContain("id: 2\n");
});

test("a reader who may not know it any more hears nothing and is sent away", async () => {
  const refused = () => Promise.reject(new AppError("UNAUTHENTICATED", "This key is not valid"));
  const { leave, next } = givenStream({ read: refused });

  expect(await next()).toBe("retry: 2000\n\n");
  expect(await next()).toBeUndefined();
  expect(leave).toHaveBeenCalledOnce();
});

test("a database that is away for a moment ends nothing", async () => {
  const read = vi.fn().mockRejectedValueOnce(new Error("away")).mockResolvedValue({ version: 3, body: "{}", etag: "" });
  const { next, notify } = givenStream({ read });
  expect(await next()).toBe("retry: 2000\n\n");

  notify();

  expect(await next()).toContain("id: 3\n");
});

test("a shutdown ends the stream, and its subscription with it", async () => {
  const { stop, leave, next } = givenStream({ knownVersion: "1" });
  expect(await next()).toBe("retry: 2000\n\n");

  stop.abort();

  expect(await next()).toBeUndefined();
  expect(leave).toHaveBeenCalledOnce();
});
