import type { StoredBundle } from "@/db/policies/build-bundle";
import type { SigningKey } from "./signing-keys";

/** A bundle as it leaves: made once for all who are served it. */
export type SignedBundle = {
  version: number;
  etag: string;
  /** What its event is called, `<version>-<digest>`: after a restore a version may come a second time. */
  id: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The value of the signature's header over exactly these bytes. */
  signature: string;
  /** The server-sent events that carry it: its signature, then itself under its id. */
  events: Uint8Array<ArrayBuffer>;
};

export function signBundle({ version, etag, body }: StoredBundle, key: SigningKey): SignedBundle {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(body);
  const signature = key.sign(bytes);
  const id = etag.replaceAll('"', "");
  const keyId = key.published.id;
  // The signature has no id: whoever loses the connection in between has not got the bundle.
  const signed = `event: signature\ndata: ${JSON.stringify({ version, key_id: keyId, signature })}\n\n`;
  return {
    version,
    etag,
    id,
    bytes,
    signature: `key_id=${keyId}; ed25519=${signature}`,
    events: encoder.encode(`${signed}id: ${id}\nevent: bundle\ndata: ${body}\n\n`),
  };
}
