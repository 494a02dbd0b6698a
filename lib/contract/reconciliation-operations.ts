import { z } from "zod";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import {
  billModelSchema,
  billModelsSchema,
  billPreviewSchema,
  billQuerySchema,
  reconciliationChangeSchema,
  reconciliationPageSchema,
  reconciliationQuerySchema,
  reconciliationSchema,
} from "./reconciliations";

const PATH = "/api/v1/reconciliations";

export const reconciliationsOperation = operation({
  method: "get",
  path: PATH,
  summary: "Bills that were compared with what is counted here, the newest first",
  scope: "metrics:read",
  reply: z.object({ reconciliations: z.array(reconciliationSchema) }),
});

export const createReconciliationOperation = operation({
  method: "post",
  path: PATH,
  summary: "Compare a provider's bill or usage export, which is the body (CSV or JSON), with what is counted here",
  scope: "ledger:write",
  query: billQuerySchema,
  reply: reconciliationSchema,
  status: 201,
});

export const previewBillOperation = operation({
  method: "post",
  path: "/api/v1/reconciliations/preview",
  summary: "Say how a bill would be read, and what each column is taken for; stores nothing",
  scope: "ledger:write",
  query: billQuerySchema,
  reply: billPreviewSchema,
});

export const reconciliationOperation = operation({
  method: "get",
  path: "/api/v1/reconciliations/{id}",
  summary: "A reconciliation with its rows per period, model and bucket, and why each differs",
  scope: "metrics:read",
  params: rowParamsSchema,
  query: reconciliationQuerySchema,
  reply: reconciliationPageSchema,
});

export const changeReconciliationOperation = operation({
  method: "patch",
  path: "/api/v1/reconciliations/{id}",
  summary: "Note something on a reconciliation, accept it, or take that back; If-Match names the version",
  scope: "ledger:write",
  params: rowParamsSchema,
  body: reconciliationChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: reconciliationSchema,
  headers: ["If-Match"],
});

export const deleteReconciliationOperation = operation({
  method: "delete",
  path: "/api/v1/reconciliations/{id}",
  summary: "Delete a reconciliation that is not accepted; If-Match names the version",
  scope: "ledger:write",
  params: rowParamsSchema,
  headers: ["If-Match"],
  status: 204,
});

export const rerunReconciliationOperation = operation({
  method: "post",
  path: "/api/v1/reconciliations/{id}/run",
  summary: "Compare a bill again, with present costs, prices and model names; If-Match names the version",
  scope: "ledger:write",
  params: rowParamsSchema,
  reply: reconciliationSchema,
  headers: ["If-Match"],
});

export const billModelsOperation = operation({
  method: "get",
  path: "/api/v1/reconciliations/models",
  summary: "What providers' bills call models that have other names here",
  scope: "metrics:read",
  reply: billModelsSchema,
});

export const setBillModelOperation = operation({
  method: "put",
  path: "/api/v1/reconciliations/models",
  summary: "Remember what a provider's bills call a model, or forget it",
  scope: "ledger:write",
  body: billModelSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: billModelsSchema,
});
