"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { asAdmin } from "@/app/_server/action-admin";
import { actorName, type PersonCaller } from "@/app/_server/caller";
import { forgetKeys } from "@/app/_server/machine-key";
import { getDb } from "@/app/_server/runtime";
import type { ActionResult } from "@/components/access/action-result";
import { createKey as createStoredKey } from "@/db/keys/create-key";
import { revokeKey as revokeStoredKey } from "@/db/keys/revoke-key";
import { changePerson as changeStoredPerson } from "@/db/people/change-person";
import { createPerson as createStoredPerson } from "@/db/people/create-person";
import { deletePerson as deleteStoredPerson } from "@/db/people/delete-person";
import { endSessions } from "@/db/people/end-sessions";
import { type CreatedKey, type NewKey, newKeySchema } from "@/lib/contract/keys";
import {
  type NewPerson,
  newPersonSchema,
  type Person,
  type PersonChange,
  personChangeSchema,
} from "@/lib/contract/people";
import { parseInput } from "@/lib/http/parse-input";

const idSchema = z.object({ id: z.uuid() });
const changeSchema = z.object({ id: z.uuid(), change: personChangeSchema });

/** Adds a person. */
export async function createPerson(input: NewPerson): Promise<ActionResult<Person>> {
  return change(newPersonSchema, input, (person, by) => createStoredPerson(getDb(), { person, ...by }));
}

/** Changes a person's name, role or password, disables or confirms them. */
export async function changePerson(input: { id: string; change: PersonChange }): Promise<ActionResult<Person>> {
  return change(changeSchema, input, (edit, by) => changeStoredPerson(getDb(), { ...edit, ...by }));
}

/** Removes a person. */
export async function deletePerson(input: { id: string }): Promise<ActionResult<null>> {
  return change(idSchema, input, async ({ id }, by) => {
    await deleteStoredPerson(getDb(), { id, ...by });
    return null;
  });
}

/** Signs somebody out everywhere. */
export async function endPersonSessions(input: { id: string }): Promise<ActionResult<null>> {
  const work = async ({ id }: { id: string }, by: { actor: string; now: Date }) => {
    await endSessions(getDb(), { personId: id, which: "all", ...by });
    return null;
  };
  return change(idSchema, input, work, { isSensitive: false });
}

/** Makes a key; the answer is the only place it can be read. */
export async function createKey(input: NewKey): Promise<ActionResult<CreatedKey>> {
  return change(newKeySchema, input, (key, by) => createStoredKey(getDb(), { key, ...by }));
}

/** Ends a key. */
export async function revokeKey(input: { id: string }): Promise<ActionResult<null>> {
  const work = async ({ id }: { id: string }, by: { actor: string; now: Date }) => {
    await revokeStoredKey(getDb(), { id, ...by });
    forgetKeys();
    return null;
  };
  return change(idSchema, input, work, { isSensitive: false });
}

function change<S extends z.ZodType, T>(
  schema: S,
  input: unknown,
  work: (parsed: z.output<S>, by: { actor: string; now: Date }) => Promise<T>,
  // What takes something away need not wait for a password.
  asked = { isSensitive: true },
): Promise<ActionResult<T>> {
  return asAdmin(async (admin: PersonCaller) => {
    const value = await work(parseInput(schema, input), { actor: actorName(admin), now: new Date() });
    refresh();
    return value;
  }, asked);
}
