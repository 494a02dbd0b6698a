import { z } from "zod";
import { DELIVERY_STATES } from "@/lib/domain/delivery-state";
import { t } from "@/lib/messages/translate";
import { MESSAGE_EVENTS } from "./alert-message";
import { countSchema, instantText, shortText } from "./common";
import { AN_ADDRESS, atMost, charactersAtMost, SOME_CHANGE } from "./refusals";

export const CHANNEL_KINDS = ["webhook", "slack", "teams", "pagerduty", "email"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

const RECIPIENTS_MAX = 20;

/** An address that something can be posted to; whether it may be is looked at when it is. */
const postUrl = z
  .string()
  .max(2_000, charactersAtMost("2,000"))
  .refine(
    (text) => {
      if (!URL.canParse(text)) return false;
      const { protocol, username, password, hash } = new URL(text);
      return /^https?:$/.test(protocol) && username === "" && password === "" && hash === "";
    },
    { error: () => t("Must be an address such as https://example.com/hook, without a login or #") },
  );

const routingKey = z
  .string()
  .regex(/^[A-Za-z0-9]{32}$/, { error: () => t("Must be the 32 letters and digits of the integration key") });
const recipients = z
  .array(z.email(AN_ADDRESS).max(254))
  .min(1, { error: () => t("Name at least one address") })
  .max(RECIPIENTS_MAX, atMost(RECIPIENTS_MAX))
  .transform((all) => [...new Set(all)]);

const name = shortText(200);
export const newChannelSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["webhook", "slack", "teams"]), name, url: postUrl }),
  z.strictObject({
    kind: z.literal("pagerduty"),
    name,
    routing_key: routingKey,
    /** Another one for the EU, or for a product with the same interface. */
    url: postUrl.default("https://events.pagerduty.com/v2/enqueue"),
  }),
  z.strictObject({ kind: z.literal("email"), name, recipients }),
]);
export type NewChannel = z.output<typeof newChannelSchema>;
export type NewChannelInput = z.input<typeof newChannelSchema>;

export const channelChangeSchema = z
  .strictObject({ name, is_enabled: z.boolean(), url: postUrl, routing_key: routingKey, recipients })
  .partial()
  .refine((change) => Object.keys(change).length > 0, SOME_CHANGE);
export type ChannelChange = z.output<typeof channelChangeSchema>;

export const channelSchema = z.object({
  id: z.int(),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  is_enabled: z.boolean(),
  /** The host and the last four characters of an address or a key; the addresses of e-mails. */
  target: z.string(),
  version: z.int(),
  created_at: instantText,
  created_by: z.string(),
  updated_at: instantText,
  updated_by: z.string(),
  /** When something last arrived, and when and why something last did not. */
  sent_at: instantText.nullable(),
  failed_at: instantText.nullable(),
  error: z.string().nullable(),
});
export type Channel = z.infer<typeof channelSchema>;

/** A webhook's signing secret is in the answer that creates the channel, or leads it to another host, and never again. */
export const createdChannelSchema = channelSchema.extend({ signing_secret: z.string().nullable() });
export type CreatedChannel = z.infer<typeof createdChannelSchema>;

export const deliverySchema = z.object({
  id: z.int(),
  /** The same at every try: a receiver knows by it what it has. */
  message_id: z.string(),
  channel_id: z.int(),
  channel: z.string(),
  event: z.enum(MESSAGE_EVENTS),
  subject: z.string(),
  state: z.enum(DELIVERY_STATES),
  tries: countSchema,
  queued_at: instantText,
  next_try_at: instantText.nullable(),
  sent_at: instantText.nullable(),
  error: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const channelsSchema = z.object({
  as_of: instantText,
  /** Whether the environment of the server names a mail server. */
  can_email: z.boolean(),
  channels: z.array(channelSchema),
  /** Those of a kind that only a newer version knows: it alone sends to them. */
  unreadable: z.array(z.object({ id: z.int(), name: z.string(), kind: z.string() })),
  /** The latest 100, newest first. */
  deliveries: z.array(deliverySchema),
});
export type Channels = z.infer<typeof channelsSchema>;
