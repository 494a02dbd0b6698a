import { type FoundKey, findKeys } from "@/db/keys/find-keys";
import { hashKey } from "@/db/keys/hash-key";
import { touchKey } from "@/db/keys/touch-key";
import { AppError } from "@/lib/contract/error";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { log } from "@/lib/log";
import { processWide } from "@/lib/process-wide";
import { lookUpTogether } from "./look-up-together";
import { getDb } from "./runtime";

const CACHED_MS = 3_000;
/** Of right keys and of wrong ones each, so that a flood of wrong ones has no right one forgotten. */
const CACHED_MAX = 10_000;
const LOOK_UPS = { atOnce: 2, mostOfOne: 500, waitingMax: 10_000, withinMs: 3_000 };
/** What every key looks like, made by us or given at the start: anything else is none. */
const KEY = /^[\x21-\x7e]{32,512}$/;

/** By their hashes: the keys themselves are nowhere kept. */
type Memory = {
  right: Map<string, { found: FoundKey; until: number }>;
  wrong: Map<string, { until: number }>;
  touchedAt: Map<string, number>;
  /** How often all was forgotten: an answer that was asked for before is not kept. */
  forgotten: number;
  lookUp: (hash: string) => Promise<FoundKey | null>;
};

// Process-wide, so that revoking a key in one route's bundle is seen by all others.
const shared = processWide<Memory>("machine-keys");

function memory(): Memory {
  return shared.getOrMake(() => ({
    right: new Map(),
    wrong: new Map(),
    touchedAt: new Map(),
    forgotten: 0,
    lookUp: lookUpTogether((hashes) => findKeys(getDb(), hashes), LOOK_UPS),
  }));
}

/**
 * The key a machine presented, or UNAUTHENTICATED when it is unknown, revoked or expired.
 *
 * Answers are kept for a few seconds, for that long another replica may still honour a revoked key.
 */
export async function authenticateKey(key: string, now: Date): Promise<FoundKey> {
  const found = KEY.test(key) ? await knownKey(hashKey(key), now.getTime()) : null;
  if (!found || (found.expiresAt && found.expiresAt <= now)) {
    throw new AppError("UNAUTHENTICATED", "This key is not valid: unknown, expired or revoked");
  }
  noteUse(found.id, now);
  return found;
}

/** Forgets what is kept, so that a key just revoked here ends at once. */
export function forgetKeys(): void {
  const { right, wrong } = memory();
  right.clear();
  wrong.clear();
  memory().forgotten++;
}

async function knownKey(hash: string, nowMs: number): Promise<FoundKey | null> {
  const { right, wrong, forgotten, lookUp } = memory();
  const known = right.get(hash);
  if (known && known.until > nowMs) return known.found;
  if ((wrong.get(hash)?.until ?? 0) > nowMs) return null;
  const found = await lookUp(hash);
  if (memory().forgotten !== forgotten) return found;
  const until = nowMs + CACHED_MS;
  if (found) {
    keep(right, hash, { found, until });
    wrong.delete(hash);
  } else {
    keep(wrong, hash, { until });
    right.delete(hash);
  }
  return found;
}

/** The one kept longest makes room. */
function keep<T>(cached: Map<string, T>, hash: string, value: T): void {
  cached.delete(hash);
  const [oldest] = cached.keys();
  if (oldest !== undefined && cached.size >= CACHED_MAX) cached.delete(oldest);
  cached.set(hash, value);
}

/** In the background and at most once a minute: being measured must not slow a router down or fail it. */
function noteUse(id: string, now: Date): void {
  const { touchedAt } = memory();
  if (now.getTime() - (touchedAt.get(id) ?? 0) < MINUTE_MS) return;
  touchedAt.set(id, now.getTime());
  touchKey(getDb(), { id, now }).catch((error: unknown) => log.warn({ err: error }, "A key's use was not noted"));
}
