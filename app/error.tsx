"use client";

import { NoticePage } from "@/components/shell/notice-page";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <NoticePage title={t("This screen could not be shown")}>
      <p>
        {error.digest
          ? t(
              "The server may be starting, or its database may be unreachable. Accepted data is safe. In the server's log: {digest}.",
              { digest: error.digest },
            )
          : t("The server may be starting, or its database may be unreachable. Accepted data is safe.")}
      </p>
      <Button onClick={reset}>{t("Try again")}</Button>
    </NoticePage>
  );
}
