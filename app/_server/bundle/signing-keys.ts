import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign } from "node:crypto";
import type { PublishedSigningKey } from "@/lib/contract/signing-keys";
import type { SettledEnv } from "@/lib/env";

/** A key bundles are signed with, or were until lately. */
export type SigningKey = {
  published: PublishedSigningKey;
  /** The Ed25519 signature over these very bytes, in base64. */
  sign: (bytes: Uint8Array) => string;
};

const SEED_BYTES = 32;
const ID_DIGITS = 16;
/** What stands before the seed in the DER form of an Ed25519 private key (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const DERIVED_FOR = "switchyard policy bundles, ed25519, 1";

/**
 * The keys of the environment, the signing one first; without any, one derived from the session secret, so that all
 * replicas sign alike with nothing to set up.
 */
export function signingKeys(env: Pick<SettledEnv, "secret" | "signingSeeds">): [SigningKey, ...SigningKey[]] {
  const [first, ...rest] = env.signingSeeds.map((seed) => Buffer.from(seed, "base64"));
  const derived = () => Buffer.from(hkdfSync("sha256", env.secret, "", DERIVED_FOR, SEED_BYTES));
  return [toKey(first ?? derived(), true), ...rest.map((seed) => toKey(seed, false))];
}

function toKey(seed: Buffer, current: boolean): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const raw = spki.subarray(spki.length - SEED_BYTES);
  const id = createHash("sha256").update(raw).digest("hex").slice(0, ID_DIGITS);
  return {
    published: { id, algorithm: "Ed25519", public_key: raw.toString("base64"), current },
    sign: (bytes) => sign(null, bytes, privateKey).toString("base64"),
  };
}
