import { idParamsSchema } from "./keys";
import { operation } from "./operation";
import { newPersonSchema, peopleSchema, personChangeSchema, personSchema } from "./people";

export const peopleOperation = operation({
  method: "get",
  path: "/api/v1/people",
  summary: "People and their roles",
  scope: "admin",
  reply: peopleSchema,
});

export const addPersonOperation = operation({
  method: "post",
  path: "/api/v1/people",
  summary: "Add a person; a password given serves to sign in once and choose another",
  scope: "admin",
  caller: "confirmed",
  body: newPersonSchema,
  reply: personSchema,
  status: 201,
});

export const changePersonOperation = operation({
  method: "patch",
  path: "/api/v1/people/{id}",
  summary: "Change a person; a password given serves to sign in once and choose another",
  scope: "admin",
  caller: "confirmed",
  params: idParamsSchema,
  body: personChangeSchema,
  reply: personSchema,
});

export const removePersonOperation = operation({
  method: "delete",
  path: "/api/v1/people/{id}",
  summary: "Remove a person",
  scope: "admin",
  caller: "confirmed",
  params: idParamsSchema,
  status: 204,
});

export const signOutPersonOperation = operation({
  method: "delete",
  path: "/api/v1/people/{id}/sessions",
  summary: "Sign a person out everywhere",
  scope: "admin",
  params: idParamsSchema,
  status: 204,
});
