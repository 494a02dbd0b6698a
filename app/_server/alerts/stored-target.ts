import type { ChannelRow } from "@/db/alerts/channel-row";
import type { StoredTarget } from "@/db/alerts/create-channel";
import type { ChannelChange, NewChannel } from "@/lib/contract/channels";
import { AppError } from "@/lib/contract/error";
import type { SettledEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";
import { RefusedTarget, refuseInternal } from "../guard-address";
import { type ChannelSecrets, newSigningSecret, openSecrets, sealSecrets } from "./channel-secrets";
import { ALERT_NETWORKS } from "./guarded-post";

type Env = Pick<SettledEnv, "secret" | "smtp" | "alertNetworks">;

/** What is stored of a channel, and a new secret that a webhook's messages are signed with, to be shown once. */
type Target = { stored: StoredTarget; signing: string | null };

/** Of a new channel. */
export function targetOfNew(channel: NewChannel, env: Env): Target {
  if (channel.kind === "email") {
    if (env.smtp === undefined) throw refused("kind", t("The environment of the server names no mail server"));
    return { stored: emailTarget(channel.recipients), signing: null };
  }
  if (channel.kind === "pagerduty") {
    return { stored: sealedTarget({ url: channel.url, routing: channel.routing_key }, env), signing: null };
  }
  const signing = channel.kind === "webhook" ? newSigningSecret() : null;
  return { stored: sealedTarget({ url: channel.url, ...(signing !== null && { signing }) }, env), signing };
}

/**
 * The same of a change; undefined where it leads to where it did. No secret goes with it to another receiver: PagerDuty's key must be
 * entered again, and a webhook's messages are signed with a new one.
 */
export function targetOfChange(row: ChannelRow, change: ChannelChange, env: Env): Target | undefined {
  const { url, routing_key: routing, recipients } = change;
  if (row.kind === "email") {
    if (url !== undefined || routing !== undefined)
      throw refused("recipients", t("An e-mail channel has only recipients"));
    return recipients && { stored: emailTarget(recipients), signing: null };
  }
  if (recipients !== undefined) throw refused("recipients", t("Only e-mail channels have recipients"));
  if (routing !== undefined && row.kind !== "pagerduty") throw refused("routing_key", t("Only PagerDuty has a key"));
  if (url === undefined && routing === undefined) return undefined;
  const before = openSecrets(row.sealed, env.secret);
  const isElsewhere = url !== undefined && new URL(url).origin !== new URL(before.url).origin;
  if (isElsewhere && row.kind === "pagerduty" && routing === undefined) {
    throw refused("routing_key", t("The address is of another host: enter the integration key that is meant for it"));
  }
  const signing = isElsewhere && row.kind === "webhook" ? newSigningSecret() : null;
  const changed = {
    ...(url !== undefined && { url }),
    ...(routing !== undefined && { routing }),
    ...(signing !== null && { signing }),
  };
  return { stored: sealedTarget({ ...before, ...changed }, env), signing };
}

/** UNPROCESSABLE where an address leads inside, as far as its name is known now. */
export async function refuseInternalUrl(url: string | undefined, env: Env): Promise<void> {
  if (url === undefined) return;
  await refuseInternal(url, { allowed: env.alertNetworks, setting: ALERT_NETWORKS }).catch((error: unknown) => {
    throw error instanceof RefusedTarget ? refused("url", error.message) : error;
  });
}

const SHOWN_CHARACTERS = 4;

function sealedTarget(secrets: ChannelSecrets, { secret }: Env): StoredTarget {
  const shown = (secrets.routing ?? secrets.url).slice(-SHOWN_CHARACTERS);
  return { target: `${new URL(secrets.url).host} …${shown}`, recipients: null, sealed: sealSecrets(secrets, secret) };
}

function emailTarget(recipients: string[]): StoredTarget {
  return { target: recipients.join(", "), recipients, sealed: null };
}

function refused(field: string, message: string): AppError {
  return new AppError("UNPROCESSABLE", message, { fields: { [field]: [message] } });
}
