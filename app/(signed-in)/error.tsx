"use client";

import { FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";

export default function ScreenError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  // In production the message of a server error is hidden; its digest finds it in the log.
  const shown = error.digest ? new Error(t("In the server's log: {digest}", { digest: error.digest })) : error;
  return <FailedBox error={shown} onRetry={reset} height={320} />;
}
