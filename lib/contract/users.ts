import { z } from "zod";
import { t } from "@/lib/messages/translate";
import { instantText, shortText } from "./common";
import { SCOPES, type Scope } from "./keys";
import { AN_ADDRESS, charactersAtMost, SOME_CHANGE } from "./refusals";

export const ROLES = ["viewer", "finance", "admin"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a session of each role may do. */
export const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  viewer: ["metrics:read", "policies:read"],
  finance: ["metrics:read", "policies:read", "prices:write", "budgets:write", "ledger:write"],
  admin: SCOPES,
};

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email(AN_ADDRESS).max(254, charactersAtMost(254)));

export const MIN_PASSWORD_LENGTH = 12;
export const passwordSchema = z
  .string()
  .min(MIN_PASSWORD_LENGTH, {
    error: () => t("Must have at least {min} characters", { min: MIN_PASSWORD_LENGTH }),
  })
  .max(128, charactersAtMost(128));

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  disabled: z.boolean(),
  has_password: z.boolean(),
  /** Somebody else chose it: whoever signs in with it must choose their own first. */
  password_is_temporary: z.boolean(),
  /** An admin added or changed by somebody while approvals are asked for, who approves nothing until another confirms them. */
  unconfirmed: z.boolean(),
  created_at: instantText,
  last_sign_in_at: instantText.nullable(),
});
export type User = z.infer<typeof userSchema>;

export const usersSchema = z.object({ people: z.array(userSchema) });

/** A password given here serves to sign in once and choose another; without one the person cannot sign in yet. */
export const newUserSchema = z.strictObject({
  email: emailSchema,
  name: shortText(200),
  role: roleSchema,
  password: passwordSchema.optional(),
});
export type NewUser = z.infer<typeof newUserSchema>;

/** Setting a password or disabling ends the person's sessions; `confirmed` lets an admin approve whom somebody else added. */
export const userChangeSchema = z
  .strictObject({
    name: shortText(200),
    role: roleSchema,
    password: passwordSchema,
    disabled: z.boolean(),
    confirmed: z.literal(true),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, SOME_CHANGE);
export type UserChange = z.infer<typeof userChangeSchema>;
