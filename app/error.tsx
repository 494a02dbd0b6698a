"use client";

import { NoticePage } from "@/components/shell/notice-page";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <NoticePage title="This screen could not be shown">
      <p>
        The server may be starting, or its database out of reach. Nothing that was accepted is lost.
        {error.digest ? ` In the server's log it is ${error.digest}.` : ""}
      </p>
      <Button onClick={reset}>Try again</Button>
    </NoticePage>
  );
}
