import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

/** What of a channel nobody may read again: where to post to, and with which key. */
const secretsSchema = z.object({
  url: z.string(),
  /** Of a webhook: what its messages are signed with. */
  signing: z.string().optional(),
  /** Of PagerDuty. */
  routing: z.string().optional(),
});
export type ChannelSecrets = z.infer<typeof secretsSchema>;

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts them under the server's secret. */
export function sealSecrets(secrets: ChannelSecrets, serverSecret: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(serverSecret), iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64");
}

/** The same decrypted; UNPROCESSABLE where the server's secret is another one by now. */
export function openSecrets(sealed: string | null, serverSecret: string): ChannelSecrets {
  const bytes = Buffer.from(sealed ?? "", "base64");
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(serverSecret), bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return secretsSchema.parse(JSON.parse(body.toString("utf8")));
  } catch {
    const message = t("Its address cannot be read since SWITCHYARD_SECRET was changed: enter it again");
    throw new AppError("UNPROCESSABLE", message);
  }
}

function keyOf(serverSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", serverSecret, "", "alert channels", 32));
}

const SIGNING_BYTES = 32;

/** A secret to sign a webhook's messages with, in the form that Standard Webhooks gives it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(SIGNING_BYTES).toString("base64")}`;
}
