import { clientNetwork } from "@/lib/http/client-network";
import { CLIENT_ADDRESS_HEADER } from "./auth";

const MAX_AGENT = 200;

export type Client = { address: string; network: string; agent: string };

/** Where a request comes from and what it says it is, as the access log has it. */
export function clientOf(headers: Headers): Client {
  const address = headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
  return { address, network: clientNetwork(address), agent: (headers.get("user-agent") ?? "").slice(0, MAX_AGENT) };
}
