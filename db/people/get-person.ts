import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Person } from "@/lib/contract/people";
import type { Db } from "../client";
import { person } from "../schema/people";
import { selectPeople, toPerson } from "./select-people";

/** One person, or NOT_FOUND. */
export async function getPerson(db: Db, input: { id: string }): Promise<Person> {
  const [row] = await selectPeople(db).where(eq(person.id, input.id));
  if (!row) throw new AppError("NOT_FOUND", "There is no such person");
  return toPerson(row);
}
