import { AppError } from "@/lib/contract/error";
import type { NewUser, User } from "@/lib/contract/users";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { getUser } from "./get-user";
import { insertUser } from "./insert-user";
import { refuseWeakPassword } from "./refuse-weak-password";

/**
 * Adds a user; CONFLICT when the e-mail is taken, UNPROCESSABLE for a password that is easy to guess.
 *
 * The password serves to sign in once and choose another: who adds a person does not know what they sign in with.
 */
export async function createUser(db: Db, input: { user: NewUser; actor: string; now: Date }): Promise<User> {
  const { email, name, password } = input.user;
  if (password !== undefined) await refuseWeakPassword(password, { email, name });
  const id = await insertUser(db, { ...input, passwordIsTemporary: true });
  if (id === null) {
    throw new AppError("CONFLICT", t("Somebody with this e-mail exists already"), {
      fields: { email: [t("Is taken")] },
    });
  }
  return getUser(db, { id });
}
