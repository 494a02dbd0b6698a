import { createHash, createPublicKey, verify, webcrypto } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signBundle } from "./signed-bundle";
import { signingKeys } from "./signing-keys";

const secret = "s".repeat(32);
const seed = (fill: number) => Buffer.alloc(32, fill).toString("base64");

/** As a router would: from nothing but the published 32 bytes. */
function isGenuine(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const x = Buffer.from(publicKey, "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, bytes, key, Buffer.from(signature, "base64"));
}

test("a key's seed gives the public key and signature that RFC 8032 names", () => {
  const hex = (text: string) => Buffer.from(text, "hex").toString("base64");
  const own = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  const [key] = signingKeys({ secret, signingSeeds: [own] });

  expect(key.published.public_key).toBe(hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
  expect(key.sign(Buffer.from("72", "hex"))).toBe(
    hex(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
  );
});

test("whoever has the public key can tell a genuine bundle from one with any byte changed", async () => {
  const [key] = signingKeys({ secret, signingSeeds: [] });
  const { public_key } = key.published;
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 500 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (bytes, at, by) => {
        const signature = key.sign(bytes);
        expect(isGenuine(public_key, bytes, signature)).toBe(true);
        const imported = await webcrypto.subtle.importKey("raw", Buffer.from(public_key, "base64"), "Ed25519", false, [
          "verify",
        ]);
        const signed = Buffer.from(signature, "base64");
        expect(await webcrypto.subtle.verify("Ed25519", imported, signed, bytes)).toBe(true);

        const changed = Uint8Array.from(bytes);
        changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ by;
        expect(isGenuine(public_key, changed, signature)).toBe(false);
      },
    ),
    { numRuns: 50 },
  );
});

test("the header and the event carry the signature over the very bytes that are served", () => {
  const [key] = signingKeys({ secret, signingSeeds: [] });
  const { bytes, signature, events } = signBundle({ version: 7, etag: '"7"', body: '{"größe":"✓"}' }, key);

  const [, id, inHeader = ""] = /^key_id=([0-9a-f]{16}); ed25519=(\S+)$/.exec(signature) ?? [];
  expect(id).toBe(key.published.id);
  expect(isGenuine(key.published.public_key, bytes, inHeader)).toBe(true);
  const [, event = ""] = /^event: signature\ndata: (.*)\n\n/.exec(new TextDecoder().decode(events)) ?? [];
  expect(JSON.parse(event)).toEqual({ version: 7, key_id: id, signature: inHeader });
});

test("the first key signs, all are published under an id that anybody can compute", () => {
  const keys = signingKeys({ secret, signingSeeds: [seed(1), seed(2)] });

  expect(keys.map(({ published }) => published.current)).toEqual([true, false]);
  for (const { published } of keys) {
    const digest = createHash("sha256").update(Buffer.from(published.public_key, "base64")).digest("hex");
    expect(published).toMatchObject({ id: digest.slice(0, 16), algorithm: "Ed25519" });
  }
});

test("while a key is replaced, what either key signed can be checked by the list of then", () => {
  const before = signingKeys({ secret, signingSeeds: [seed(1)] });
  const during = signingKeys({ secret, signingSeeds: [seed(2), seed(1)] });
  const bytes = Buffer.from("bundle");
  const known = new Map(during.map(({ published }) => [published.id, published.public_key]));

  for (const [key] of [before, during]) {
    expect(isGenuine(known.get(key.published.id) ?? "", bytes, key.sign(bytes))).toBe(true);
  }
  expect(isGenuine(during[0].published.public_key, bytes, before[0].sign(bytes))).toBe(false);
});

test("without a key of its own every replica derives the same from the secret, and another from another", () => {
  const idOf = (from: string) => signingKeys({ secret: from, signingSeeds: [] })[0].published.id;

  expect(idOf(secret)).toBe(idOf(secret));
  expect(idOf(secret)).not.toBe(idOf("t".repeat(32)));
});
