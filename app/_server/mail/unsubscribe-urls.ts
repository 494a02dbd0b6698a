import { unsubscribeOperation } from "@/lib/contract/digests";
import { unsubscribeToken } from "./unsubscribe-token";

type UrlInput = { publicUrl: string | undefined; secret: string };

/** Where a reader, and where their mail program, ends a subscription. */
export type UnsubscribeUrls = { page: string; oneClick: string };

/** Where a subscription is ended without signing in; null without one, or where the server does not know its own address. */
export function unsubscribeUrlsOf(
  subscription: number | null,
  { publicUrl, secret }: UrlInput,
): UnsubscribeUrls | null {
  if (subscription === null || publicUrl === undefined) return null;
  const query = `?token=${unsubscribeToken(subscription, secret)}`;
  return { page: `${publicUrl}/unsubscribe${query}`, oneClick: `${publicUrl}${unsubscribeOperation.path}${query}` };
}
