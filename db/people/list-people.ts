import type { Person } from "@/lib/contract/people";
import type { Db } from "../client";
import { person } from "../schema/people";
import { selectPeople, toPerson } from "./select-people";

/** Everybody, by e-mail. */
export async function listPeople(db: Db): Promise<Person[]> {
  const rows = await selectPeople(db).orderBy(person.email);
  return rows.map(toPerson);
}
