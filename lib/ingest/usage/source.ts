/** What a span says of who wrote its counts. */
export type Source = {
  /** The name and version of the instrumentation. */
  scope: string | null;
  scopeVersion: string | null;
  provider: string | null;
  model: string | null;
  isOpenLit: boolean;
  has: (attributePrefix: string) => boolean;
};

export const ANTHROPIC_OR_BEDROCK = /anthropic|bedrock|^aws/i;
