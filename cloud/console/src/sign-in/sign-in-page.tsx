import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Mark, MarkArt } from "@drawbar/ui/mark.tsx";
import { answer, api } from "../api/http.ts";
import { keepSession, sessionQuery } from "../api/queries.ts";
import type { SessionView } from "../api/types.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { useTexts } from "../texts/texts.tsx";
import type { TextId } from "../texts/en.ts";
import { OtherWays } from "./other-ways.tsx";
import { hasPasskeys } from "./passkey-support.ts";
import { PasswordForm } from "./password-form.tsx";
import { useKeepSession } from "./use-keep-session.ts";
import "../admin/forms.css";

const route = getRouteApi("/sign-in");

/** What the cloud says when a company's sign-on led back without a session. */
const failures: Readonly<Record<string, TextId>> = {
  SIGN_ON_UNKNOWN: "signIn.failedUnknown",
  SIGN_ON_UNREACHABLE: "signIn.failedUnreachable",
  SIGN_ON_NO_ROLE: "signIn.failedNoRole",
  SIGN_ON_ACCOUNT_TAKEN: "signIn.failedTaken",
};

/** Passkey, company sign-on, password, or a one-time link: `/sign-in?link=TOKEN` posts it at once. */
export function SignInPage() {
  const texts = useTexts();
  const router = useRouter();
  const { link, next, ended, failed } = route.useSearch();
  usePageTitle(texts("signIn.do"));
  // in place of this entry: going back must not lead to a link that was used
  const goOn = () => router.history.replace(isOwnPath(next) ? next : "/");
  const keep = useKeepSession(goOn);
  const [isUnderway, setIsUnderway] = useState(false);
  const linkSignIn = useSignInLink(link, goOn);
  return (
    <main className="signin">
      <section className="si-form" aria-labelledby="si-h">
        <p className="brand">
          <Mark />
          {texts("app.name")}
        </p>
        <div>
          <h1 id="si-h">{texts("signIn.title")}</h1>
          <p className="quiet">{location.host}</p>
          <p className="quiet" role="status">
            {linkSignIn.isPending
              ? texts("signIn.link")
              : linkSignIn.isError
                ? texts("signIn.linkRefused")
                : failed !== undefined
                  ? texts(failures[failed] ?? "signIn.failedRefused")
                  : ended
                    ? texts("signIn.ended")
                    : ""}
          </p>
          {!isUnderway && <OtherWays next={isOwnPath(next) ? next : undefined} onSignedIn={keep} />}
          <PasswordForm isAct={!hasPasskeys()} onSignedIn={goOn} onUnderway={setIsUnderway} />
        </div>
        <p className="sub">{texts("signIn.note")}</p>
      </section>
      <section className="si-art" aria-hidden="true">
        <MarkArt words={[texts("art.signal"), texts("art.failure"), texts("art.part"), texts("art.shelf"), texts("art.job"), texts("art.proof")]} />
      </section>
    </main>
  );
}

function useSignInLink(link: string | undefined, onSignedIn: () => void) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (token: string) => answer<SessionView>(api.POST("/api/v1/session/link", { body: { token } })),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, keepSession(session));
      onSignedIn();
    },
  });
  const isUsed = useRef(false);
  const { mutate } = mutation;
  useEffect(() => {
    // good once: React may run an effect twice, the link may not be used twice
    if (link === undefined || isUsed.current) return;
    isUsed.current = true;
    mutate(link);
  }, [link, mutate]);
  return mutation;
}

/** Only a path of our own: an address in `next` must not lead elsewhere. */
function isOwnPath(next: string | undefined): next is string {
  return next !== undefined && /^\/(?![/\\])/.test(next);
}
