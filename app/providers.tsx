"use client";

import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, use } from "react";
import { resolveCssVariables, theme } from "@/components/ui/theme";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { currentLocale } from "@/lib/messages/locale";
import { getQueryClient } from "./get-query-client";

export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={resolveCssVariables}>
      <QueryClientProvider client={getQueryClient()}>
        <NuqsAdapter>
          <AwaitCatalogue>{children}</AwaitCatalogue>
        </NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** A browser takes the page over once it has the texts of the page's language; a server has them from its start. */
function AwaitCatalogue({ children }: { children: ReactNode }) {
  if (catalogue) use(catalogue);
  return children;
}

// Where it cannot be loaded, as after an update of the server, the page goes on in English.
const catalogue = typeof document === "undefined" ? null : loadCatalogue(currentLocale()).catch(() => undefined);
