import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { openText, sealText } from "../sealed-text";

/** What of a channel nobody may read again: where to post to, and with which key. */
const secretsSchema = z.object({
  url: z.string(),
  /** Of a webhook: what its messages are signed with. */
  signing: z.string().optional(),
  /** Of PagerDuty. */
  routing: z.string().optional(),
});
export type ChannelSecrets = z.infer<typeof secretsSchema>;

const PURPOSE = "alert channels";

/** Encrypts them under the server's secret. */
export function sealSecrets(secrets: ChannelSecrets, serverSecret: string): string {
  return sealText(JSON.stringify(secrets), { serverSecret, purpose: PURPOSE });
}

/** The same decrypted; UNPROCESSABLE where the server's secret is another one by now. */
export function openSecrets(sealed: string | null, serverSecret: string): ChannelSecrets {
  const text = openText(sealed ?? "", { serverSecret, purpose: PURPOSE });
  if (text !== null) return secretsSchema.parse(JSON.parse(text));
  const message = t("Its address cannot be read since SWITCHYARD_SECRET was changed: enter it again");
  throw new AppError("UNPROCESSABLE", message);
}

const SIGNING_BYTES = 32;

/** A secret to sign a webhook's messages with, in the form that Standard Webhooks gives it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(SIGNING_BYTES).toString("base64")}`;
}
