import { z } from "zod";
import { screenAddress } from "@/lib/domain/views/screen-address";
import { t } from "@/lib/messages/translate";
import { instantText, shortText } from "./common";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { SOME_CHANGE } from "./refusals";
import type { Role } from "./users";

export const VIEW_NAME_MAX = 80;
/** Many filters fit; a URL any longer is cut by proxies. */
const ADDRESS_MAX = 4_000;

const address = shortText(ADDRESS_MAX).transform((text, context) => {
  const own = screenAddress(text);
  if (own !== null && own.length <= ADDRESS_MAX) return own;
  context.addIssue({ code: "custom", message: t("Must be the path of a screen, such as /spend?window=30d") });
  return z.NEVER;
});

const viewFields = {
  name: z.string().trim().pipe(shortText(VIEW_NAME_MAX)),
  /** The path of the screen, with its range, zone, filters and options as its query. */
  address,
  /** Whether everybody sees it. */
  is_shared: z.boolean(),
};

export const newViewSchema = z.strictObject({ ...viewFields, is_shared: viewFields.is_shared.default(false) });
export type NewView = z.output<typeof newViewSchema>;

export const viewChangeSchema = z
  .strictObject(viewFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, SOME_CHANGE);
export type ViewChange = z.output<typeof viewChangeSchema>;

export const viewSchema = z.object({
  id: z.int(),
  name: z.string(),
  address: z.string(),
  is_shared: z.boolean(),
  is_own: z.boolean(),
  /** Whether it is what opens first for whoever asks. */
  is_start: z.boolean(),
  version: z.int(),
  created_at: instantText,
  created_by: z.string(),
  updated_at: instantText,
  updated_by: z.string(),
});
export type View = z.infer<typeof viewSchema>;

export const viewsSchema = z.object({ views: z.array(viewSchema) });

/** Whether a role may share views, and change those that are shared. */
export function mayShareViews(role: Role): boolean {
  return role !== "viewer";
}

const own = { scope: "any", caller: "user" } as const;

export const viewsOperation = operation({
  method: "get",
  path: "/api/v1/views",
  summary: "One's own saved views and those that are shared, by name",
  ...own,
  reply: viewsSchema,
});

export const createViewOperation = operation({
  method: "post",
  path: "/api/v1/views",
  summary: "Save a view; to share it needs the role finance or admin",
  ...own,
  body: newViewSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: viewSchema,
  status: 201,
});

export const changeViewOperation = operation({
  method: "patch",
  path: "/api/v1/views/{id}",
  summary: "Rename, update, share or unshare a view; If-Match names the version that was edited",
  ...own,
  params: rowParamsSchema,
  body: viewChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: viewSchema,
  headers: ["If-Match"],
});

export const deleteViewOperation = operation({
  method: "delete",
  path: "/api/v1/views/{id}",
  summary: "Delete a view; If-Match names the version that is deleted",
  ...own,
  params: rowParamsSchema,
  headers: ["If-Match"],
  status: 204,
});

export const restoreViewOperation = operation({
  method: "post",
  path: "/api/v1/views/{id}/restore",
  summary: "Bring a view back that was deleted within a day",
  ...own,
  params: rowParamsSchema,
  reply: viewSchema,
});

export const startWithViewOperation = operation({
  method: "put",
  path: "/api/v1/views/{id}/start",
  summary: "Make a view one's own start page, in place of any other",
  ...own,
  params: rowParamsSchema,
  status: 204,
});

export const startWithOverviewOperation = operation({
  method: "delete",
  path: "/api/v1/views/{id}/start",
  summary: "Start with the overview again",
  ...own,
  params: rowParamsSchema,
  status: 204,
});

export const VIEW_OPERATIONS = [
  viewsOperation,
  createViewOperation,
  changeViewOperation,
  deleteViewOperation,
  restoreViewOperation,
  startWithViewOperation,
  startWithOverviewOperation,
] as const;
