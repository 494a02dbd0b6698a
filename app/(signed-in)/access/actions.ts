"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { asAdmin } from "@/app/_server/action-admin";
import { actorName, type UserCaller } from "@/app/_server/caller";
import { forgetKeys } from "@/app/_server/machine-key";
import { getDb } from "@/app/_server/runtime";
import type { ActionResult } from "@/components/access/action-result";
import { createKey as createStoredKey } from "@/db/keys/create-key";
import { revokeKey as revokeStoredKey } from "@/db/keys/revoke-key";
import { changeUser as changeStoredUser } from "@/db/users/change-user";
import { createUser as createStoredUser } from "@/db/users/create-user";
import { deleteUser as deleteStoredUser } from "@/db/users/delete-user";
import { endSessions } from "@/db/users/end-sessions";
import { type CreatedKey, type NewKey, newKeySchema } from "@/lib/contract/keys";
import { type NewUser, newUserSchema, type User, type UserChange, userChangeSchema } from "@/lib/contract/users";
import { parseInput } from "@/lib/http/parse-input";

const idSchema = z.object({ id: z.uuid() });
const changeSchema = z.object({ id: z.uuid(), change: userChangeSchema });

/** Adds a user. */
export async function createUser(input: NewUser): Promise<ActionResult<User>> {
  return change(newUserSchema, input, (user, by) => createStoredUser(getDb(), { user, ...by }));
}

/** Changes a user's name, role or password, disables or confirms them. */
export async function changeUser(input: { id: string; change: UserChange }): Promise<ActionResult<User>> {
  return change(changeSchema, input, (edit, by) => changeStoredUser(getDb(), { ...edit, ...by }));
}

/** Removes a user. */
export async function deleteUser(input: { id: string }): Promise<ActionResult<null>> {
  return change(idSchema, input, async ({ id }, by) => {
    await deleteStoredUser(getDb(), { id, ...by });
    return null;
  });
}

/** Signs somebody out everywhere. */
export async function endUserSessions(input: { id: string }): Promise<ActionResult<null>> {
  const work = async ({ id }: { id: string }, by: { actor: string; now: Date }) => {
    await endSessions(getDb(), { userId: id, which: "all", ...by });
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
  return asAdmin(async (admin: UserCaller) => {
    const value = await work(parseInput(schema, input), { actor: actorName(admin), now: new Date() });
    refresh();
    return value;
  }, asked);
}
