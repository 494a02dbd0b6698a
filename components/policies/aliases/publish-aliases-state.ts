import type { PublishedAliases } from "@/lib/contract/policy";
import type { AliasProposal } from "@/lib/contract/proposals";
import type { FieldErrors } from "../draft/parse-policy-draft";
import type { AliasRow } from "./alias-draft";

export type PublishAliasesInput = { rows: AliasRow[]; comment: string; baseVersion: number };

export type PublishAliasesState =
  | { status: "editing" }
  | { status: "invalid"; fields: FieldErrors }
  | { status: "stale"; latest: PublishedAliases }
  | { status: "refused"; message: string }
  | { status: "proposed"; proposal: AliasProposal }
  | { status: "published"; published: PublishedAliases };

export type PublishAliasesAction = (
  previous: PublishAliasesState,
  input: PublishAliasesInput,
) => Promise<PublishAliasesState>;
