import type { PublishedAliases } from "@/lib/contract/policy";
import type { AliasRow } from "./alias-draft";
import type { FieldErrors } from "./parse-policy-draft";

export type PublishAliasesInput = { rows: AliasRow[]; comment: string; baseVersion: number };

export type PublishAliasesState =
  | { status: "editing" }
  | { status: "invalid"; fields: FieldErrors }
  | { status: "stale"; latest: PublishedAliases }
  | { status: "refused"; message: string }
  | { status: "published"; published: PublishedAliases };

export type PublishAliasesAction = (
  previous: PublishAliasesState,
  input: PublishAliasesInput,
) => Promise<PublishAliasesState>;
