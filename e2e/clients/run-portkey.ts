import { Portkey } from "portkey-ai";

const { SWITCHYARD_URL, SWITCHYARD_API_KEY, SUFFIX = "" } = process.env;
const portkey = new Portkey({ apiKey: SWITCHYARD_API_KEY, baseURL: `${SWITCHYARD_URL}/api/portkey/v1` });
const request = (model: string) => {
  return {
    url: "https://api.openai.com/v1/chat/completions",
    method: "POST",
    provider: "openai",
    headers: {},
    body: { model },
  };
};
const usage = { prompt_tokens: 1200, completion_tokens: 42, prompt_tokens_details: { cached_tokens: 1024 } };
await portkey.logs.create({
  request: request(`plain-${SUFFIX}`),
  response: { status: 200, headers: {}, body: { usage }, response_time: 95, streamingMode: false },
  metadata: { trace_id: `t-${SUFFIX}`, span_id: `s-1-${SUFFIX}` },
});
await portkey.logs.create({
  request: request(`fail-429-${SUFFIX}`),
  response: {
    status: 429,
    headers: {},
    body: { error: { code: "rate_limit_exceeded" } },
    response_time: 12,
    streamingMode: false,
  },
  metadata: { trace_id: `t-${SUFFIX}`, span_id: `s-2-${SUFFIX}` },
});
