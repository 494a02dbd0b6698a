import type { ReactNode } from "react";
import { requireViewer } from "@/app/_server/page-guards";
import { readLate } from "@/app/_server/read-late";
import { rememberedZone } from "@/app/_server/read-report";
import { seenDimensions } from "@/app/_server/seen-dimensions";
import { AppFrame } from "@/components/shell/app-frame";
import { LateAnswers } from "@/components/shell/late-answers";
import { ShellProvider } from "@/components/shell/shell-context";
import { ViewsMenu } from "@/components/views/views-menu";
import { getEnv } from "@/lib/env";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { name, email, role } = await requireViewer();
  const shell = {
    user: { name, email, role },
    demo: getEnv().demo,
    zone: await rememberedZone(),
    dimensions: await seenDimensions(),
  };
  return (
    <ShellProvider value={shell}>
      <LateAnswers answers={[readLate("/api/v1/alerts/firing", {})]} />
      <AppFrame tools={<ViewsMenu />}>{children}</AppFrame>
    </ShellProvider>
  );
}
