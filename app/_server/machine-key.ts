import { type FoundKey, findKey } from "@/db/keys/find-key";
import { touchKey } from "@/db/keys/touch-key";
import { AppError } from "@/lib/contract/error";
import { log } from "@/lib/log";
import { getDb } from "./runtime";

const KEPT_MS = 3_000;
const KEPT_AT_MOST = 10_000;
const MINUTE_MS = 60_000;

type Kept = { found: FoundKey; until: number };
type Memory = { kept: Map<string, Kept>; touchedAt: Map<string, number> };

// On globalThis, so that revoking a key in one route's bundle is seen by all others.
const shared: { [key: symbol]: Memory | undefined } = globalThis;
const MEMORY = Symbol.for("switchyard.machine-keys");

function memory(): Memory {
  const known = shared[MEMORY] ?? { kept: new Map(), touchedAt: new Map() };
  shared[MEMORY] = known;
  return known;
}

/**
 * The key a machine presented, or UNAUTHENTICATED when it is unknown, revoked or expired.
 *
 * Answers are kept for a few seconds, for that long another replica may still honour a revoked key.
 */
export async function authenticateKey(key: string, now: Date): Promise<FoundKey> {
  const db = getDb();
  const { kept } = memory();
  const known = kept.get(key);
  const found = known && known.until > now.getTime() ? known.found : await findKey(db, { key });
  if (!found || (found.expiresAt && found.expiresAt <= now)) {
    kept.delete(key);
    throw new AppError("UNAUTHENTICATED", "This key is not valid: unknown, expired or revoked");
  }
  if (!known || known.found !== found) {
    if (kept.size >= KEPT_AT_MOST) kept.clear();
    kept.set(key, { found, until: now.getTime() + KEPT_MS });
  }
  noteUse(found.id, now);
  return found;
}

/** Forgets what is kept, so that a key just revoked here ends at once. */
export function forgetKeys(): void {
  memory().kept.clear();
}

/** In the background and at most once a minute: being measured must not slow a router down or fail it. */
function noteUse(id: string, now: Date): void {
  const { touchedAt } = memory();
  if (now.getTime() - (touchedAt.get(id) ?? 0) < MINUTE_MS) return;
  touchedAt.set(id, now.getTime());
  touchKey(getDb(), { id, now }).catch((error: unknown) => log.warn({ err: error }, "A key's use was not noted"));
}
