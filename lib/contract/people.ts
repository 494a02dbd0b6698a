import { z } from "zod";
import { instantText, shortText } from "./common";
import { SCOPES, type Scope } from "./keys";

export const ROLES = ["viewer", "finance", "admin"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a session of each role may do. */
export const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  viewer: ["metrics:read", "policies:read"],
  finance: ["metrics:read", "policies:read"],
  admin: SCOPES,
};

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Must be an e-mail address").max(254, "Must have at most 254 characters"));

export const MIN_PASSWORD_LENGTH = 12;
export const passwordSchema = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `Must have at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(128, "Must have at most 128 characters");

export const personSchema = z.object({
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
export type Person = z.infer<typeof personSchema>;

export const peopleSchema = z.object({ people: z.array(personSchema) });

/** A password given here serves to sign in once and choose another; without one the person cannot sign in yet. */
export const newPersonSchema = z.strictObject({
  email: emailSchema,
  name: shortText(200),
  role: roleSchema,
  password: passwordSchema.optional(),
});
export type NewPerson = z.infer<typeof newPersonSchema>;

/** Setting a password or disabling ends the person's sessions; `confirmed` lets an admin approve whom somebody else added. */
export const personChangeSchema = z
  .strictObject({
    name: shortText(200),
    role: roleSchema,
    password: passwordSchema,
    disabled: z.boolean(),
    confirmed: z.literal(true),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Name at least one field to change");
export type PersonChange = z.infer<typeof personChangeSchema>;
