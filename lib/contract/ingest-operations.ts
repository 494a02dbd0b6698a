import {
  importChunkSchema,
  importedRowsSchema,
  importPreviewReplySchema,
  importPreviewSchema,
  importRunSchema,
  importRunsSchema,
  newImportSchema,
} from "./imports";
import { ingestHealthSchema } from "./ingest-health";
import type { Operation } from "./operation";
import { discardedSchema, discardSchema, rejectedGroupsSchema, replayedSchema, replaySchema } from "./rejected-records";

/** How history gets in, and what becomes of what arrives. */
export const INGEST_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/ingest/health",
    summary: "Figures and data-quality tests of every sender",
    scope: "metrics:read",
    reply: ingestHealthSchema,
  },
  {
    method: "get",
    path: "/api/v1/rejected",
    summary: "Rejected records by reason",
    scope: "admin",
    reply: rejectedGroupsSchema,
  },
  {
    method: "post",
    path: "/api/v1/rejected/replay",
    summary: "Send rejected records again after a fix",
    scope: "admin",
    body: replaySchema,
    reply: replayedSchema,
  },
  {
    method: "post",
    path: "/api/v1/rejected/discard",
    summary: "Forget rejected records",
    scope: "admin",
    body: discardSchema,
    reply: discardedSchema,
  },
  { method: "get", path: "/api/v1/imports", summary: "Imports of files", scope: "admin", reply: importRunsSchema },
  {
    method: "post",
    path: "/api/v1/imports",
    summary: "Begin an import, or find where it got to",
    scope: "admin",
    body: newImportSchema,
    reply: importRunSchema,
    status: 201,
  },
  {
    method: "post",
    path: "/api/v1/imports/preview",
    summary: "Say what the first rows of a file would become",
    scope: "admin",
    body: importPreviewSchema,
    reply: importPreviewReplySchema,
  },
  {
    method: "delete",
    path: "/api/v1/imports/{id}",
    summary: "Forget an interrupted import that stored nothing",
    scope: "admin",
    reply: importRunSchema,
  },
  {
    method: "post",
    path: "/api/v1/imports/{id}/chunks",
    summary: "Store rows of a file and the place the import got to",
    scope: "admin",
    body: importChunkSchema,
    reply: importedRowsSchema,
  },
];
