import { createHmac } from "node:crypto";

type SignInput = { secret: string; id: string; at: Date; body: string };

/**
 * The headers that show a receiver who sent a body and when, and that it is whole: HMAC-SHA256 over id, time in seconds and body.
 *
 * Standard Webhooks 1.0 (standardwebhooks.com), whose libraries verify it.
 */
export function signWebhook({ secret, id, at, body }: SignInput): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": `v1,${signature}` };
}
