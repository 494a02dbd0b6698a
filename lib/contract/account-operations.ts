import { accountSchema, confirmSchema, ownPasswordSchema } from "./account";
import { idParamsSchema } from "./keys";
import { operation } from "./operation";

export const accountOperation = operation({
  method: "get",
  path: "/api/v1/account",
  summary: "One's own account and sessions",
  scope: "any",
  caller: "any-user",
  reply: accountSchema,
});

export const confirmOperation = operation({
  method: "post",
  path: "/api/v1/account/confirm",
  summary: "Type the password again, as a 403 with the field confirm asks",
  scope: "any",
  caller: "user",
  body: confirmSchema,
  status: 204,
});

export const changePasswordOperation = operation({
  method: "post",
  path: "/api/v1/account/password",
  summary: "Choose another password, as a 403 with the field new_password asks",
  scope: "any",
  caller: "any-user",
  body: ownPasswordSchema,
  status: 204,
});

export const signOutElsewhereOperation = operation({
  method: "delete",
  path: "/api/v1/account/sessions",
  summary: "Sign out everywhere else",
  scope: "any",
  caller: "user",
  status: 204,
});

export const endSessionOperation = operation({
  method: "delete",
  path: "/api/v1/account/sessions/{id}",
  summary: "End one of one's own sessions",
  scope: "any",
  caller: "user",
  params: idParamsSchema,
  status: 204,
});
