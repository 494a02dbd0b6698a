import type { PolicyBundle } from "@/lib/contract/policy";

export type BundleCacheOptions = {
  /** The active bundle's tag and text at some moment after the call. */
  read: () => Promise<{ etag: string; bytes: Uint8Array }>;
  parse: (value: unknown) => PolicyBundle;
  nowMs: () => number;
};

/** So long a bundle is gone by without a look. */
const FRESH_MS = 1_000;
/** After so long without one, a call waits for the look. */
const STALE_MS = 10_000;

/**
 * The active bundle for whoever routes, at most a second old while calls come. While the database is away, the last one read is
 * gone by; rejects where there was none yet.
 */
export function createBundleCache({ read, parse, nowMs }: BundleCacheOptions): () => Promise<PolicyBundle> {
  let held: { etag: string; bundle: PolicyBundle } | undefined;
  let [readAtMs, reading] = [Number.NEGATIVE_INFINITY, undefined as Promise<PolicyBundle> | undefined];

  async function look(): Promise<PolicyBundle> {
    const { etag, bytes } = await read();
    if (held?.etag !== etag) held = { etag, bundle: parse(JSON.parse(new TextDecoder().decode(bytes))) };
    readAtMs = nowMs();
    return held.bundle;
  }

  return async () => {
    const ageMs = nowMs() - readAtMs;
    if (held && ageMs < FRESH_MS) return held.bundle;
    reading ??= look().finally(() => {
      reading = undefined;
    });
    if (!held) return reading;
    const { bundle } = held;
    const later = reading.catch(() => bundle);
    return ageMs < STALE_MS ? bundle : later;
  };
}
