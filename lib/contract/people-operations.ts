import { accountSchema, confirmSchema, ownPasswordSchema } from "./account";
import type { Operation } from "./operation";
import { newPersonSchema, peopleSchema, personChangeSchema, personSchema } from "./people";

const PEOPLE = "/api/v1/people";
const ACCOUNT = "/api/v1/account";

/** People, and what each may do with their own account. */
export const PEOPLE_OPERATIONS: readonly Operation[] = [
  { method: "get", path: PEOPLE, summary: "People and their roles", scope: "admin", reply: peopleSchema },
  {
    method: "post",
    path: PEOPLE,
    summary: "Add a person; a password given serves to sign in once and choose another",
    scope: "admin",
    body: newPersonSchema,
    reply: personSchema,
    status: 201,
  },
  {
    method: "patch",
    path: `${PEOPLE}/{id}`,
    summary: "Change a person; a password given serves to sign in once and choose another",
    scope: "admin",
    body: personChangeSchema,
    reply: personSchema,
  },
  { method: "delete", path: `${PEOPLE}/{id}`, summary: "Remove a person", scope: "admin", status: 204 },
  {
    method: "delete",
    path: `${PEOPLE}/{id}/sessions`,
    summary: "Sign a person out everywhere",
    scope: "admin",
    status: 204,
  },
  { method: "get", path: ACCOUNT, summary: "One's own account and sessions", scope: "any", reply: accountSchema },
  {
    method: "post",
    path: `${ACCOUNT}/confirm`,
    summary: "Type the password again, as a 403 with the field confirm asks",
    scope: "any",
    body: confirmSchema,
    status: 204,
  },
  {
    method: "post",
    path: `${ACCOUNT}/password`,
    summary: "Choose another password, as a 403 with the field new_password asks",
    scope: "any",
    body: ownPasswordSchema,
    status: 204,
  },
  { method: "delete", path: `${ACCOUNT}/sessions`, summary: "Sign out everywhere else", scope: "any", status: 204 },
  {
    method: "delete",
    path: `${ACCOUNT}/sessions/{id}`,
    summary: "End one of one's own sessions",
    scope: "any",
    status: 204,
  },
];
