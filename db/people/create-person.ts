import { AppError } from "@/lib/contract/error";
import type { NewPerson, Person } from "@/lib/contract/people";
import type { Db } from "../client";
import { getPerson } from "./get-person";
import { insertPerson } from "./insert-person";

/** Adds a person; CONFLICT when the e-mail is taken. */
export async function createPerson(db: Db, input: { person: NewPerson; actor: string; now: Date }): Promise<Person> {
  const id = await insertPerson(db, input);
  if (id === null) {
    throw new AppError("CONFLICT", "Somebody with this e-mail exists already", { fields: { email: ["Is taken"] } });
  }
  return getPerson(db, { id });
}
