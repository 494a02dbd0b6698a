import { idParamsSchema } from "./keys";
import { operation } from "./operation";
import { newUserSchema, userChangeSchema, userSchema, usersSchema } from "./users";

export const usersOperation = operation({
  method: "get",
  path: "/api/v1/people",
  summary: "People and their roles",
  scope: "admin",
  reply: usersSchema,
});

export const addUserOperation = operation({
  method: "post",
  path: "/api/v1/people",
  summary: "Add a person; a password given serves to sign in once and choose another",
  scope: "admin",
  caller: "confirmed",
  body: newUserSchema,
  reply: userSchema,
  status: 201,
});

export const changeUserOperation = operation({
  method: "patch",
  path: "/api/v1/people/{id}",
  summary: "Change a person; a password given serves to sign in once and choose another",
  scope: "admin",
  caller: "confirmed",
  params: idParamsSchema,
  body: userChangeSchema,
  reply: userSchema,
});

export const removeUserOperation = operation({
  method: "delete",
  path: "/api/v1/people/{id}",
  summary: "Remove a person",
  scope: "admin",
  caller: "confirmed",
  params: idParamsSchema,
  status: 204,
});

export const signOutUserOperation = operation({
  method: "delete",
  path: "/api/v1/people/{id}/sessions",
  summary: "Sign a person out everywhere",
  scope: "admin",
  params: idParamsSchema,
  status: 204,
});
