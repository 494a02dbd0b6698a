import type { LogRecordInput } from "@/lib/contract/log-record";
import { type Fields, firstOf, isFields, nameOf, unpackJson } from "../values";

/** What apps call each label in the metadata that a gateway passes on, as `plain` writes it; the first that is there counts. */
const NAMES = {
  team: ["team", "teamname", "teamid", "department"],
  app: ["app", "application", "appname", "service"],
  environment: ["environment", "env"],
  feature: ["feature", "usecase"],
  agent: ["agent", "agentname"],
  tier: ["tier"],
  consumer: ["consumer", "user", "userid", "enduser", "customer", "customerid", "tenant"],
  session: ["session", "sessionid", "conversationid", "threadid"],
} as const satisfies Partial<Record<keyof LogRecordInput, readonly string[]>>;

/** The labels in an app's own metadata, an object or the text of one; whatever else it has is left out. */
export function metadataLabels(metadata: unknown): Partial<LogRecordInput> {
  const unpacked = unpackJson(metadata);
  const fields: Fields = isFields(unpacked) ? unpacked : {};
  const values = new Map(Object.entries(fields).map(([name, value]) => [plain(name), nameOf(value)]));
  return Object.fromEntries(
    Object.entries(NAMES).map(([label, names]) => [label, firstOf(...names.map((name) => values.get(name)))]),
  );
}

/** "Team_Name", "team-name" and "teamName" are one name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
