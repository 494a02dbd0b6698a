import { sql } from "drizzle-orm";
import { roleSchema, type User } from "@/lib/contract/users";
import type { Db } from "../client";
import { user } from "../schema/users";

const columns = {
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  banned: user.banned,
  createdAt: user.createdAt,
  passwordIsTemporary: user.passwordIsTemporary,
  unconfirmedEditors: user.unconfirmedEditors,
  // Spelled out, because drizzle drops the table's name from columns of a select over one table.
  hasPassword: sql<boolean>`exists (
    select from person_account a where a.person_id = person.id and a.password_hash is not null
  )`,
  // Sessions end and are gone; where they came from is remembered.
  lastSignInAt: sql<string | null>`greatest(
    (select max(s.created_at) from person_session s where s.person_id = person.id),
    (select max(n.last_at) from known_network n where n.person_id = person.id)
  )`,
};

/** The start of every read of people; callers add the condition and map the rows with `toUser`. */
export function selectUsers(db: Db) {
  return db.select(columns).from(user);
}

type UserRow = Awaited<ReturnType<typeof selectUsers>>[number];

/** A person as the API shows them. A role this version does not know counts as the least one. */
export function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: roleSchema.catch("viewer").parse(row.role),
    disabled: row.banned,
    has_password: row.hasPassword,
    password_is_temporary: row.passwordIsTemporary,
    unconfirmed: row.role === "admin" && row.unconfirmedEditors.length > 0,
    created_at: row.createdAt.toISOString(),
    last_sign_in_at: row.lastSignInAt === null ? null : new Date(row.lastSignInAt).toISOString(),
  };
}
