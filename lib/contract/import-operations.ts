import {
  importChunkSchema,
  importedRowsSchema,
  importPreviewReplySchema,
  importPreviewSchema,
  importRunSchema,
  importRunsSchema,
  newImportSchema,
} from "./imports";
import { operation } from "./operation";
import { importParamsSchema } from "./path-params";

export const importsOperation = operation({
  method: "get",
  path: "/api/v1/imports",
  summary: "Imports of files",
  scope: "admin",
  reply: importRunsSchema,
});

export const beginImportOperation = operation({
  method: "post",
  path: "/api/v1/imports",
  summary: "Begin an import, or find where it got to",
  scope: "admin",
  body: newImportSchema,
  reply: importRunSchema,
  status: 201,
});

export const previewImportOperation = operation({
  method: "post",
  path: "/api/v1/imports/preview",
  summary: "Say what the first rows of a file would become",
  scope: "admin",
  body: importPreviewSchema,
  reply: importPreviewReplySchema,
});

export const forgetImportOperation = operation({
  method: "delete",
  path: "/api/v1/imports/{id}",
  summary: "Forget an interrupted import that stored nothing",
  scope: "admin",
  params: importParamsSchema,
  reply: importRunSchema,
});

export const importRowsOperation = operation({
  method: "post",
  path: "/api/v1/imports/{id}/chunks",
  summary: "Store rows of a file and the place the import got to",
  scope: "admin",
  params: importParamsSchema,
  body: importChunkSchema,
  hasOwnBodyReader: true,
  reply: importedRowsSchema,
});
