import { getBundle } from "@/db/policies/get-bundle";
import { getBundleTag } from "@/db/policies/get-bundle-tag";
import type { PublishedSigningKey } from "@/lib/contract/signing-keys";
import { getEnv } from "@/lib/env";
import { getDb, getSql } from "../runtime";
import { type SignedBundle, signBundle } from "./signed-bundle";
import { signingKeys } from "./signing-keys";
import { singleFlightReads } from "./single-flight-reads";

const READ_WITHIN_MS = 3_000;
/** A poll waits so long at most for others to share its read: at 1,000 a second that halves the questions. */
const TAG_GAP_MS = 2;

/** One whose process got no core for a moment holds up none but those who asked just then. */
const TAGS_AT_ONCE = 3;

const readTag = singleFlightReads(() => getBundleTag(getSql()), {
  withinMs: READ_WITHIN_MS,
  gapMs: TAG_GAP_MS,
  atOnce: TAGS_AT_ONCE,
});
const readBundle = singleFlightReads(() => getBundle(getDb()), { withinMs: READ_WITHIN_MS });

let keys: ReturnType<typeof signingKeys> | undefined;
let held: SignedBundle | undefined;

/**
 * The active bundle at some moment after the call, signed.
 *
 * What is asked of the database each time is its tag, once for all who ask at once; the bytes of a tag never change and
 * are kept. So nobody is ever served an old one, however a notice was lost. Throws UNAVAILABLE, or what says so.
 */
export async function currentBundle(): Promise<SignedBundle> {
  const { etag } = await readTag();
  if (held?.etag === etag) return held;
  const [key] = ownKeys();
  const bundle = signBundle(await readBundle(), key);
  held = bundle;
  return bundle;
}

/** The public keys by which bundles can be checked. */
export function publishedKeys(): PublishedSigningKey[] {
  return ownKeys().map(({ published }) => published);
}

function ownKeys() {
  keys ??= signingKeys(getEnv());
  return keys;
}
