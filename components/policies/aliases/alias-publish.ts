import type { PublishedAliases } from "@/lib/contract/policy";
import type { AliasProposal } from "@/lib/contract/proposals";
import type { PublishAction, PublishInput, PublishState } from "../draft/publish-state";
import type { AliasRow } from "./alias-draft";

export type AliasPublishInput = PublishInput<AliasRow[]>;
export type AliasPublishState = PublishState<PublishedAliases, AliasProposal>;
export type PublishAliases = PublishAction<AliasRow[], PublishedAliases, AliasProposal>;
