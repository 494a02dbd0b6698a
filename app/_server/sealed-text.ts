import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

type SealOptions = {
  serverSecret: string;
  /** What kind of secret it is: each kind has a key of its own. */
  purpose: string;
  /** What it belongs to: under anything else it cannot be opened. */
  boundTo?: string;
};

/** Encrypts a text under the server's secret: AES-256-GCM, the key derived by HKDF-SHA-256. */
export function sealText(text: string, options: SealOptions): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(options), iv).setAAD(Buffer.from(options.boundTo ?? ""));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64");
}

/** The same decrypted; null where it was changed, belongs to something else, or the server's secret is another one by now. */
export function openText(sealed: string, options: SealOptions): string | null {
  const bytes = Buffer.from(sealed, "base64");
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(options), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)).setAAD(Buffer.from(options.boundTo ?? ""));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function keyOf({ serverSecret, purpose }: SealOptions): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", serverSecret, "", purpose, 32));
}
