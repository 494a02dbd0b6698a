import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getUserCaller } from "@/app/_server/caller";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { NoticePage } from "@/components/shell/notice-page";
import { ownPath } from "@/components/sign-in/own-path";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { DEMO_USERS } from "@/lib/domain/access/demo-users";
import { getEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Sign in") };
}

export default async function SignInPage({ searchParams }: SearchParamsProp) {
  const next = ownPath((await searchParams).next);
  if (await getUserCaller(await headers())) redirect(next);
  const { demo } = getEnv();
  return (
    <NoticePage title={t("Sign in")}>
      <SignInForm next={next} demoUsers={demo ? DEMO_USERS : []} />
    </NoticePage>
  );
}
