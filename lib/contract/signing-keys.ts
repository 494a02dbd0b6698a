import { z } from "zod";
import { operation } from "./operation";

/** The answer's header under which a bundle's signature stands, as `key_id=…; ed25519=…`. */
export const SIGNATURE_HEADER = "switchyard-signature";

/** A public key by which routers check that a bundle is ours. */
export const publishedSigningKeySchema = z.object({
  /** The first 16 hex digits of the SHA-256 of the public key's 32 bytes. */
  id: z.string(),
  algorithm: z.literal("Ed25519"),
  /** The key's 32 bytes in base64. */
  public_key: z.string(),
  /** Whether bundles are signed with it now; the others are about to come or to go. */
  current: z.boolean(),
});
export type PublishedSigningKey = z.infer<typeof publishedSigningKeySchema>;

export const publishedSigningKeysSchema = z.object({ keys: z.array(publishedSigningKeySchema) });

/** The data of the event `signature`, which stands right before the bundle it signs. */
export const signatureEventSchema = z.object({
  version: z.number().int().nonnegative(),
  key_id: z.string(),
  signature: z.string(),
});

export const signingKeysOperation = operation({
  method: "get",
  path: "/api/v1/policies/keys",
  summary: "The public keys bundles are signed with",
  scope: "policies:read",
  reply: publishedSigningKeysSchema,
});
