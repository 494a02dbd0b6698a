import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

/** What the link of a digest ends a subscription by, without signing in: its number and an HMAC-SHA256 of it under the server's secret. */
export function unsubscribeToken(subscription: number, serverSecret: string): string {
  return `${subscription}.${signatureOf(subscription, serverSecret).toString("base64url")}`;
}

/** The subscription that a token ends; NOT_FOUND of one that this server did not make, or made under another secret. */
export function subscriptionOf(token: string, serverSecret: string): number {
  const [number = "", signature = "", ...rest] = token.split(".");
  const id = /^[1-9]\d{0,8}$/.test(number) ? Number(number) : null;
  if (id !== null && rest.length === 0) {
    const [sent, own] = [Buffer.from(signature, "base64url"), signatureOf(id, serverSecret)];
    if (sent.length === own.length && timingSafeEqual(sent, own)) return id;
  }
  throw new AppError("NOT_FOUND", t("This link is not complete, or no longer valid"));
}

function signatureOf(subscription: number, serverSecret: string): Buffer {
  const key = new Uint8Array(hkdfSync("sha256", serverSecret, "", "digest unsubscribe", 32));
  return createHmac("sha256", key).update(String(subscription)).digest();
}
