/** One app's traffic: what it asks, of which tier, how much, and from where. */
export type Workload = {
  app: string;
  /** Null: it names its models itself. */
  tier: string | null;
  models?: Readonly<Record<string, number>>;
  /** Relative share of all requests. */
  volume: number;
  /** Relative share of each region. */
  regions: Readonly<Record<string, number>>;
  shape: "office" | "consumer" | "night" | "flat";
  streamedShare: number;
  inputMedian: number;
  outputMedian: number;
};

const EVEN = { "us-east-1": 0.34, "ap-southeast-1": 0.4, "eu-central-1": 0.26 };
const ASIA = { "us-east-1": 0.1, "ap-southeast-1": 0.82, "eu-central-1": 0.08 };

export const WORKLOADS: readonly Workload[] = [
  {
    app: "support-chat",
    tier: "standard",
    volume: 24,
    regions: EVEN,
    shape: "consumer",
    streamedShare: 0.9,
    inputMedian: 900,
    outputMedian: 140,
  },
  {
    app: "mobile-assistant",
    tier: "standard",
    volume: 17,
    regions: { "us-east-1": 0.25, "ap-southeast-1": 0.6, "eu-central-1": 0.15 },
    shape: "consumer",
    streamedShare: 0.95,
    inputMedian: 420,
    outputMedian: 110,
  },
  {
    app: "nightly-summaries",
    tier: "standard",
    volume: 3,
    regions: EVEN,
    shape: "night",
    streamedShare: 0,
    inputMedian: 3_200,
    outputMedian: 180,
  },
  {
    app: "storefront-search",
    tier: "classification",
    volume: 15,
    regions: EVEN,
    shape: "consumer",
    streamedShare: 0.2,
    inputMedian: 160,
    outputMedian: 6,
  },
  {
    app: "moderation",
    tier: "classification",
    volume: 10,
    regions: EVEN,
    shape: "consumer",
    streamedShare: 0.2,
    inputMedian: 240,
    outputMedian: 4,
  },
  {
    app: "ide-plugin",
    tier: "code",
    volume: 10,
    regions: { "us-east-1": 0.5, "ap-southeast-1": 0.2, "eu-central-1": 0.3 },
    shape: "office",
    streamedShare: 0.85,
    inputMedian: 1_800,
    outputMedian: 90,
  },
  {
    app: "code-review",
    tier: "code",
    volume: 2.5,
    regions: EVEN,
    shape: "office",
    streamedShare: 0,
    inputMedian: 6_500,
    outputMedian: 210,
  },
  {
    app: "pro-chat",
    tier: "premium",
    volume: 6,
    regions: EVEN,
    shape: "office",
    streamedShare: 0.95,
    inputMedian: 1_400,
    outputMedian: 190,
  },
  {
    app: "zh-concierge",
    tier: "chinese",
    volume: 4,
    regions: ASIA,
    shape: "consumer",
    streamedShare: 0.95,
    inputMedian: 700,
    outputMedian: 160,
  },
  {
    app: "doc-intake",
    tier: "documents",
    volume: 3,
    regions: EVEN,
    shape: "office",
    streamedShare: 0.4,
    inputMedian: 5_200,
    outputMedian: 260,
  },
  {
    app: "voice-line",
    tier: "voice",
    volume: 2.5,
    regions: EVEN,
    shape: "consumer",
    streamedShare: 1,
    inputMedian: 600,
    outputMedian: 60,
  },
  {
    app: "tutor",
    tier: "maths",
    volume: 1.6,
    regions: ASIA,
    shape: "consumer",
    streamedShare: 0.9,
    inputMedian: 380,
    outputMedian: 900,
  },
  {
    app: "research-desk",
    tier: "reasoning",
    volume: 1.4,
    regions: EVEN,
    shape: "office",
    streamedShare: 0.9,
    inputMedian: 9_000,
    outputMedian: 700,
  },
  {
    app: "evaluation",
    tier: null,
    models: {
      "deepseek-v3.2": 3,
      "qwen3.6-35b": 3,
      "glm-4.6v": 3,
      "gpt-4o": 2,
      "claude-sonnet-4.6": 1.5,
      "house-model-rc2": 0.5,
    },
    volume: 3,
    regions: { "us-east-1": 0.7, "ap-southeast-1": 0.15, "eu-central-1": 0.15 },
    shape: "flat",
    streamedShare: 0.6,
    inputMedian: 800,
    outputMedian: 220,
  },
];
