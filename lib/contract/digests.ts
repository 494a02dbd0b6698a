import { z } from "zod";
import { DELIVERY_STATES } from "@/lib/domain/delivery-state";
import { DIGEST_CADENCES } from "@/lib/domain/digests/digest-period";
import { instantText, shortText, timeZone } from "./common";
import { digestContentSchema } from "./digest-content";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { emailSchema } from "./users";

export const SUBSCRIPTIONS_MAX = 200;
export const DIGESTS_SHOWN = 50;

const chosen = { cadence: z.enum(DIGEST_CADENCES), tz: timeZone.default("UTC") };
export const digestChoiceSchema = z.strictObject(chosen);
export type DigestChoice = z.output<typeof digestChoiceSchema>;

export const newSubscriptionSchema = z.strictObject({ ...chosen, address: emailSchema });
export type NewSubscription = z.input<typeof newSubscriptionSchema>;

export const subscriptionSchema = z.object({
  id: z.int(),
  cadence: z.enum(DIGEST_CADENCES),
  tz: z.string(),
  address: z.string(),
  /** Whether a user subscribed to it, who is sent it at the address that they sign in with. */
  is_own: z.boolean(),
  added_at: instantText,
  added_by: z.string(),
  next_at: instantText,
});
export type Subscription = z.infer<typeof subscriptionSchema>;

const mailSchema = z.object({
  recipient: z.string(),
  state: z.enum(DELIVERY_STATES),
  sent_at: instantText.nullable(),
  error: z.string().nullable(),
});
export type DigestMail = z.infer<typeof mailSchema>;

export const sentDigestSchema = z.object({
  id: z.int(),
  cadence: z.enum(DIGEST_CADENCES),
  tz: z.string(),
  from: instantText,
  to: instantText,
  made_at: instantText,
  /** Who asked for it; null of one that was due. */
  asked_by: z.string().nullable(),
  mails: z.array(mailSchema),
});
export type SentDigest = z.infer<typeof sentDigestSchema>;

export const digestsSchema = z.object({
  as_of: instantText,
  /** Who mails are from; null where the environment of the server names no mail server. */
  from: z.string().nullable(),
  subscriptions: z.array(subscriptionSchema),
  /** The latest 50, newest first. */
  digests: z.array(sentDigestSchema),
});
export type Digests = z.infer<typeof digestsSchema>;

export const digestsOperation = operation({
  method: "get",
  path: "/api/v1/digests",
  summary: "Who gets digests by e-mail, and what was sent",
  scope: "alerts:write",
  reply: digestsSchema,
});

export const addSubscriptionOperation = operation({
  method: "post",
  path: "/api/v1/digests",
  summary: "Send weekly or monthly digests to an address, from the next period on",
  scope: "alerts:write",
  body: newSubscriptionSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: subscriptionSchema,
  status: 201,
});

export const removeSubscriptionOperation = operation({
  method: "delete",
  path: "/api/v1/digests/{id}",
  summary: "Send no more digests of a subscription, those that still wait included",
  scope: "alerts:write",
  params: rowParamsSchema,
  status: 204,
});

export const previewDigestOperation = operation({
  method: "get",
  path: "/api/v1/digests/preview",
  summary: "What the latest digest says, and the mail that it is in; nothing is sent",
  scope: "metrics:read",
  query: digestChoiceSchema,
  reply: z.object({
    content: digestContentSchema,
    subject: z.string(),
    text: z.string(),
    /** With its picture as a data URL. */
    html: z.string(),
  }),
});
export type DigestPreview = z.infer<(typeof previewDigestOperation)["reply"]>;

export const sendDigestOperation = operation({
  method: "post",
  path: "/api/v1/digests/send",
  summary: "Send the latest digest to oneself, now and once",
  scope: "metrics:read",
  caller: "user",
  body: digestChoiceSchema,
  bodyErrorCode: "UNPROCESSABLE",
  status: 204,
});

const tokenQuerySchema = z.strictObject({ token: shortText(200) });

export const openUnsubscribeOperation = operation({
  method: "get",
  path: "/api/v1/digests/unsubscribe",
  summary: "The page that asks whether to end a subscription, for mail programs that only open links",
  query: tokenQuerySchema,
  status: 303,
});

const ownDigestsSchema = z.object({
  as_of: instantText,
  address: z.string(),
  can_email: z.boolean(),
  subscriptions: z.array(subscriptionSchema),
});
export type OwnDigests = z.infer<typeof ownDigestsSchema>;

export const ownDigestsOperation = operation({
  method: "get",
  path: "/api/v1/account/digests",
  summary: "The digests that one is subscribed to",
  scope: "any",
  caller: "user",
  reply: ownDigestsSchema,
});

export const subscribeOperation = operation({
  method: "post",
  path: "/api/v1/account/digests",
  summary: "Subscribe to a digest, or choose another zone for it",
  scope: "any",
  caller: "user",
  body: digestChoiceSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: subscriptionSchema,
  status: 201,
});

export const unsubscribeOwnOperation = operation({
  method: "delete",
  path: "/api/v1/account/digests/{id}",
  summary: "End one's own subscription to a digest",
  scope: "any",
  caller: "user",
  params: rowParamsSchema,
  status: 204,
});

export const unsubscribeOperation = operation({
  method: "post",
  path: "/api/v1/digests/unsubscribe",
  summary: "End the subscription that the link of a digest is about, without signing in; a second time does nothing",
  query: tokenQuerySchema,
  reply: z.object({ cadence: z.enum(DIGEST_CADENCES), address: z.string() }),
});

/** The operations of digests, in the order of the description. */
export const DIGEST_OPERATIONS = [
  digestsOperation,
  addSubscriptionOperation,
  removeSubscriptionOperation,
  previewDigestOperation,
  sendDigestOperation,
  openUnsubscribeOperation,
  unsubscribeOperation,
  ownDigestsOperation,
  subscribeOperation,
  unsubscribeOwnOperation,
] as const;
