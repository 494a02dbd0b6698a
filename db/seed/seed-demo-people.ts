import type { Db } from "@/db/client";
import { insertPerson } from "@/db/people/insert-person";
import { DEMO_PEOPLE } from "@/lib/domain/demo-people";

/** One person for each role, where they are missing. */
export async function seedDemoPeople(db: Db, input: { now: Date }): Promise<void> {
  for (const person of DEMO_PEOPLE) {
    await insertPerson(db, { person, actor: "demo", now: input.now, passwordIsTemporary: false });
  }
}
