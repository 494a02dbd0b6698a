import { AppError } from "@/lib/contract/error";
import type { NewPerson, Person } from "@/lib/contract/people";
import type { Db } from "../client";
import { getPerson } from "./get-person";
import { insertPerson } from "./insert-person";
import { refuseWeakPassword } from "./refuse-weak-password";

/**
 * Adds a person; CONFLICT when the e-mail is taken, UNPROCESSABLE for a password that is easy to guess.
 *
 * The password serves to sign in once and choose another: who adds a person does not know what they sign in with.
 */
export async function createPerson(db: Db, input: { person: NewPerson; actor: string; now: Date }): Promise<Person> {
  const { email, name, password } = input.person;
  if (password !== undefined) await refuseWeakPassword(password, { email, name });
  const id = await insertPerson(db, { ...input, passwordIsTemporary: true });
  if (id === null) {
    throw new AppError("CONFLICT", "Somebody with this e-mail exists already", { fields: { email: ["Is taken"] } });
  }
  return getPerson(db, { id });
}
