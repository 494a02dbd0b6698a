import { z } from "zod";
import { DELIVERY_STATES } from "@/lib/domain/delivery-state";
import { countSchema, instantText } from "./common";
import { LEDGER_MAIL_KINDS } from "./mail";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { emailSchema } from "./users";

export const RECIPIENTS_MAX = 50;
export const DELIVERIES_MAX = 100;

export const newRecipientSchema = z.strictObject({ address: emailSchema });
export type NewRecipient = z.input<typeof newRecipientSchema>;

export const recipientSchema = z.object({
  id: z.int(),
  address: z.string(),
  added_at: instantText,
  added_by: z.string(),
});
export type Recipient = z.infer<typeof recipientSchema>;

export const deliverySchema = z.object({
  id: z.int(),
  kind: z.enum(LEDGER_MAIL_KINDS),
  /** Of the statement; null of a test. */
  month: z.string().nullable(),
  recipient: z.string(),
  state: z.enum(DELIVERY_STATES),
  tries: countSchema,
  queued_at: instantText,
  sent_at: instantText.nullable(),
  /** Of one that waits or failed and will be tried again. */
  next_try_at: instantText.nullable(),
  error: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const recipientsSchema = z.object({
  as_of: instantText,
  /** Who mails are from; null where the environment of the server names no mail server. */
  from: z.string().nullable(),
  recipients: z.array(recipientSchema),
  /** The latest 100, newest first. */
  deliveries: z.array(deliverySchema),
});
export type Recipients = z.infer<typeof recipientsSchema>;

export const recipientsOperation = operation({
  method: "get",
  path: "/api/v1/statement-recipients",
  summary: "Who gets the statement of a closed month by e-mail, and what was sent",
  scope: "ledger:write",
  reply: recipientsSchema,
});

export const addRecipientOperation = operation({
  method: "post",
  path: "/api/v1/statement-recipients",
  summary: "Send the statements of months closed from now on to an address",
  scope: "ledger:write",
  body: newRecipientSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: recipientSchema,
  status: 201,
});

export const removeRecipientOperation = operation({
  method: "delete",
  path: "/api/v1/statement-recipients/{id}",
  summary: "Send no more statements to an address, those that still wait included",
  scope: "ledger:write",
  params: rowParamsSchema,
  status: 204,
});

export const testMailSchema = z.strictObject({
  /** Of a recipient on the list; without it, the mail goes to the user who asks. */
  recipient_id: z.int().positive().optional(),
});

export const testMailOperation = operation({
  method: "post",
  path: "/api/v1/statement-recipients/test",
  summary: "Send a test mail to oneself or to a recipient on the list",
  scope: "ledger:write",
  body: testMailSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: deliverySchema,
  status: 202,
});
