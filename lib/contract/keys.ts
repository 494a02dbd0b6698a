import { z } from "zod";
import { t } from "@/lib/messages/translate";
import { instantText, shortText } from "./common";

/** What the screens offer a key for; each is asked for by some route. */
export const SCOPES = [
  "logs:write",
  "metrics:read",
  "policies:read",
  "policies:write",
  "prices:write",
  "budgets:write",
  "alerts:write",
  "ledger:write",
  "gateway:use",
  "admin",
] as const;
export type Scope = (typeof SCOPES)[number];

export const heldScopeSchema = z.enum(SCOPES);
export type HeldScope = z.infer<typeof heldScopeSchema>;

export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The key's first characters. */
  prefix: z.string(),
  scopes: z.array(heldScopeSchema),
  created_by: z.string(),
  created_at: instantText,
  expires_at: instantText.nullable(),
  last_used_at: instantText.nullable(),
  revoked_at: instantText.nullable(),
});
export type Key = z.infer<typeof keySchema>;

export const keysSchema = z.object({ keys: z.array(keySchema) });

export const newKeySchema = z.strictObject({
  name: shortText(200),
  scopes: z
    .array(heldScopeSchema)
    .min(1, { error: () => t("Must name at least one scope") })
    .transform((scopes) => [...new Set(scopes)]),
  expires_at: z.iso.datetime({ offset: true, error: () => t("Must be an RFC 3339 time with a zone") }).nullish(),
});
export type NewKey = z.infer<typeof newKeySchema>;

/** A key as its creation answers it: the only time the key itself can be read. */
export const createdKeySchema = keySchema.extend({ key: z.string() });
export type CreatedKey = z.infer<typeof createdKeySchema>;

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The id in a path. One that cannot exist is answered like one that does not: not found. */
export const idParamsSchema = z.object({ id: z.uuid().catch(NO_ID) });
