/** A place that models are called at, as the router knows it. */
export type Upstream = {
  id: number;
  name: string;
  shape: "openai" | "anthropic";
  /** With /v1 at its end, without a slash behind. */
  baseUrl: string;
  /** As counted: provider and region of the attempts that go there. */
  provider: string;
  region: string;
  /** The models it serves: as policies and aliases name them, and as it is asked for them. */
  models: readonly { model: string; asked: string }[];
  maxConcurrency: number | null;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  isEnabled: boolean;
};

/** The upstreams there are and their keys; `keyOf` is null where the key is missing, and then it is out of rotation. */
export type UpstreamSource = {
  list: () => readonly Upstream[];
  keyOf: (upstream: Upstream) => string | null;
};
