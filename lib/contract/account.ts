import { z } from "zod";
import { t } from "@/lib/messages/translate";
import { instantText } from "./common";
import { charactersAtMost } from "./refusals";
import { passwordSchema, userSchema } from "./users";

/** A browser somebody is signed in with. */
export const sessionSchema = z.object({
  id: z.string(),
  is_current: z.boolean(),
  address: z.string(),
  agent: z.string(),
  signed_in_at: instantText,
  last_seen_at: instantText,
  ends_at: instantText,
});
export type Session = z.infer<typeof sessionSchema>;

export const accountSchema = z.object({ person: userSchema, sessions: z.array(sessionSchema) });
export type Account = z.infer<typeof accountSchema>;

const typedPassword = z
  .string()
  .min(1, { error: () => t("Required") })
  .max(128, charactersAtMost(128));
export const confirmSchema = z.strictObject({ password: typedPassword });
export const ownPasswordSchema = z.strictObject({ password: typedPassword, new_password: passwordSchema });
