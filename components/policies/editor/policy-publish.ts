import type { PublishedPolicy } from "@/lib/contract/policy";
import type { PolicyDraft } from "../draft/policy-draft";
import type { PublishAction, PublishInput, PublishState } from "../draft/publish-state";

export type PolicyPublishInput = PublishInput<PolicyDraft>;
export type PolicyPublishState = PublishState<PublishedPolicy>;
export type PublishPolicy = PublishAction<PolicyDraft, PublishedPolicy>;
