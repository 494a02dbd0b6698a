import "@/components/ui/mantine.css";
import "./globals.css";
import "./print.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { currentLocale } from "@/lib/messages/locale";
import { t } from "@/lib/messages/translate";
import { Providers } from "./providers";

export function generateMetadata(): Metadata {
  return {
    title: { default: "Switchyard", template: "%s · Switchyard" },
    description: t("Cost and SLA of LLM traffic over many models, and the console for its routing"),
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#191f1e" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The server puts the request's nonce into its content security policy; inline scripts must carry it.
  const policy = (await headers()).get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <html lang={currentLocale()} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
