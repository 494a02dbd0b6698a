import type { PublishedPolicy } from "@/lib/contract/policy";
import type { PublishState } from "../draft/publish-state";

export type RollbackInput = { tier: string; version: number; comment: string; baseVersion: number };
export type RollbackState = PublishState<PublishedPolicy>;
export type RollbackAction = (previous: RollbackState, input: RollbackInput) => Promise<RollbackState>;
