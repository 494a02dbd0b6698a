"use client";

import { NoticePage } from "@/components/shell/notice-page";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <NoticePage title="This screen could not be shown">
      <p>
        The server may be starting, or its database may be unreachable. Accepted data is safe.
        {error.digest ? ` In the server's log: ${error.digest}.` : ""}
      </p>
      <Button onClick={reset}>Try again</Button>
    </NoticePage>
  );
}
