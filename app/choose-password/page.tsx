import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getUserCaller } from "@/app/_server/caller";
import { ChoosePassword } from "@/components/account/choose-password";
import { NoticePage } from "@/components/shell/notice-page";
import { START_PATH } from "@/lib/domain/views/screen-address";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Choose a password") };
}

export default async function ChoosePasswordPage() {
  const user = await getUserCaller(await headers());
  if (!user) redirect("/sign-in");
  if (!user.mustChoosePassword) redirect(START_PATH);
  return (
    <NoticePage title={t("Choose a password")}>
      <ChoosePassword email={user.email} />
    </NoticePage>
  );
}
