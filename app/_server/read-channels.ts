import { listChannels } from "@/db/alerts/list-channels";
import type { Channels } from "@/lib/contract/channels";
import { getEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";
import type { Caller } from "./caller";
import { getReadDb } from "./runtime";

/** The channels and deliveries. Whoever may not change them sees no address of anybody, nor what a mail server said of one. */
export async function readChannels({ scopes }: Pick<Caller, "scopes">, now: Date): Promise<Channels> {
  const { channels, unreadable, deliveries } = await listChannels(getReadDb());
  const head = { as_of: now.toISOString(), can_email: getEnv().smtp !== undefined, unreadable };
  if (scopes.includes("alerts:write")) return { ...head, channels, deliveries };
  const mails = new Set(channels.flatMap(({ id, kind }) => (kind === "email" ? [id] : [])));
  const hide = (error: string | null, id: number) =>
    error !== null && mails.has(id) ? t("It was not delivered") : error;
  return {
    ...head,
    channels: channels.map((one) => ({
      ...one,
      target: mails.has(one.id) ? t("e-mail addresses") : one.target,
      error: hide(one.error, one.id),
    })),
    deliveries: deliveries.map((one) => ({ ...one, error: hide(one.error, one.channel_id) })),
  };
}
