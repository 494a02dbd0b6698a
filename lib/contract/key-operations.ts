import { createdKeySchema, idParamsSchema, keySchema, keysSchema, newKeySchema } from "./keys";
import { operation } from "./operation";

export const keysOperation = operation({
  method: "get",
  path: "/api/v1/keys",
  summary: "Machine keys",
  scope: "admin",
  reply: keysSchema,
});

export const createKeyOperation = operation({
  method: "post",
  path: "/api/v1/keys",
  summary: "Create a machine key",
  scope: "admin",
  caller: "confirmed",
  body: newKeySchema,
  reply: createdKeySchema,
  status: 201,
});

export const revokeKeyOperation = operation({
  method: "delete",
  path: "/api/v1/keys/{id}",
  summary: "Revoke a machine key",
  scope: "admin",
  params: idParamsSchema,
  reply: keySchema,
});
