import type { ClaimedDelivery } from "@/db/alerts/claim-delivery";
import type { DeliveryResult } from "@/db/alerts/finish-delivery";
import { isAppError } from "@/lib/contract/error";
import { pagerDutyEvent, slackBody, teamsBody } from "@/lib/domain/alerts/message-formats";
import { messageLink, messageTitle } from "@/lib/domain/alerts/message-text";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { SettledEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { RefusedTarget, type Resolve } from "../guard-address";
import { sendMail } from "../mail/send-mail";
import { alertMail } from "./alert-mail";
import { type ChannelSecrets, openSecrets } from "./channel-secrets";
import { guardedPost } from "./guarded-post";
import { signWebhook } from "./sign-webhook";

const SEND_WITHIN_MS = 10 * SECOND_MS;
const RETRY_AFTER_MAX_MS = HOUR_MS;

export type SendInput = {
  claimed: ClaimedDelivery;
  env: Pick<SettledEnv, "secret" | "smtp" | "publicUrl" | "alertNetworks">;
  now: Date;
  withinMs?: number;
  resolve?: Resolve;
};

/** Hands a message to its receiver; resolves either way, within ten seconds. Addresses and keys are never logged. */
export async function sendDelivery(input: SendInput): Promise<DeliveryResult> {
  const { claimed, env, withinMs = SEND_WITHIN_MS } = input;
  if (claimed.channel.kind === "email") return sendByMail(input);
  try {
    const secrets = openSecrets(claimed.channel.sealed, env.secret);
    const { headers, body } = bodyOf(input, secrets);
    const answer = await guardedPost({
      ...{ url: secrets.url, body, withinMs, allowed: env.alertNetworks },
      headers: { "content-type": "application/json", ...headers },
      ...(input.resolve && { resolve: input.resolve }),
    });
    return resultOf(answer);
  } catch (error) {
    const isFinal = error instanceof RefusedTarget || isAppError(error);
    const code = codeOf(error);
    log.warn({ code, delivery: claimed.messageId, channel: claimed.channel.id }, "An alert was not delivered");
    return { isSent: false, error: isFinal ? error.message : describeFailure(code, withinMs), isFinal };
  }
}

function sendByMail({ claimed, env }: SendInput): Promise<DeliveryResult> | DeliveryResult {
  const { messageId, recipient, message } = claimed;
  if (env.smtp === undefined || recipient === null) {
    const error = "The environment of the server names no mail server (SWITCHYARD_SMTP_URL)";
    return { isSent: false, error, isFinal: false };
  }
  return sendMail(env.smtp, { messageId, recipient, content: alertMail(message, env.publicUrl) });
}

type Post = { headers: Record<string, string>; body: string };

function bodyOf({ claimed, env, now }: SendInput, { signing = "", routing = "" }: ChannelSecrets): Post {
  const { message, messageId, channel } = claimed;
  const { publicUrl } = env;
  const plain = (body: object): Post => ({ headers: {}, body: JSON.stringify(body) });
  switch (channel.kind) {
    case "slack":
      return plain(slackBody({ message, publicUrl }));
    case "teams":
      return plain(teamsBody({ message, publicUrl }));
    case "pagerduty":
      return plain(pagerDutyEvent({ message, publicUrl, routingKey: routing }));
    default: {
      const named = { id: messageId, title: messageTitle(message), url: messageLink(message, publicUrl) };
      const body = JSON.stringify({ ...named, ...message });
      return { body, headers: signWebhook({ secret: signing, id: messageId, at: now, body }) };
    }
  }
}

/** 408, 425, 429 and 5xx are about the moment, every other refusal about the message or the address. */
function resultOf({ status, retryAfter }: { status: number; retryAfter: string | undefined }): DeliveryResult {
  if (status >= 200 && status < 300) return { isSent: true };
  if (status >= 300 && status < 400) {
    const error = `The receiver answered ${status}, a redirect; enter the address that it leads to`;
    return { isSent: false, error, isFinal: true };
  }
  const isFinal = status < 500 && ![408, 425, 429].includes(status);
  const seconds = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : 0;
  const retryMs = Math.min(RETRY_AFTER_MAX_MS, seconds * SECOND_MS);
  return { isSent: false, error: `The receiver answered ${status}`, isFinal, retryMs };
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "UNKNOWN";
  if ("name" in error && (error.name === "TimeoutError" || error.name === "AbortError")) return "ETIMEDOUT";
  return "code" in error && typeof error.code === "string" ? error.code : "UNKNOWN";
}

function describeFailure(code: string, withinMs: number): string {
  if (code === "ETIMEDOUT") return `The receiver did not answer within ${withinMs / SECOND_MS} s`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "The receiver's name is not known";
  if (code === "ECONNREFUSED") return "The receiver does not take connections";
  if (code === "ECONNRESET" || code === "EPIPE") return "The receiver closed the connection";
  if (code.includes("CERT") || code.includes("TLS") || code.includes("SSL") || code.includes("SIGNATURE")) {
    return `No trusted TLS connection (${code})`;
  }
  return `It could not be sent (${code})`;
}
