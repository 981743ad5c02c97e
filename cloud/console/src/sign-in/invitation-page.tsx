import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Mark, MarkArt } from "@drawbar/ui/mark.tsx";
import { Waiting } from "@drawbar/ui/waiting.tsx";
import { TextField, Wrong } from "../admin/form-parts.tsx";
import { roleTitle } from "../admin/role-words.ts";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { PasswordField } from "./password-field.tsx";
import { SecondFactorForm, type SignInAnswer } from "./second-factor-form.tsx";
import { useKeepSession } from "./use-keep-session.ts";

/** As the cloud has it (PASSWORD_UNFIT); said here before anything is sent. */
const shortest = 12;

const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: () => answer<Schemas["InvitationView"]>(api.POST("/api/v1/invitations/look", { body: { token } })),
  });

/** `/invitation#TOKEN`: what stands behind the # is sent to no server until it is posted. */
export function InvitationPage() {
  const texts = useTexts();
  const [token] = useState(() => location.hash.slice(1));
  const { data: invitation, isPending } = useQuery({ ...invitationQuery(token), enabled: token !== "" });
  const title = invitation === undefined ? texts("invitation.plain") : texts("invitation.title", { tenant: invitation.tenantName });
  usePageTitle(title);
  return (
    <main className="signin">
      <section className="si-form" aria-labelledby="si-h">
        <p className="brand">
          <Mark />
          {texts("app.name")}
        </p>
        <div>
          <h1 id="si-h">{title}</h1>
          {invitation === undefined ? (
            isPending && token !== "" ? (
              <Waiting label={texts("invitation.reading")} minHeight={120} />
            ) : (
              <Wrong>{texts("invitation.invalid")}</Wrong>
            )
          ) : (
            <AcceptForm token={token} invitation={invitation} />
          )}
        </div>
        <p className="sub">{texts("signIn.note")}</p>
      </section>
      <section className="si-art" aria-hidden="true">
        <MarkArt words={[texts("art.signal"), texts("art.failure"), texts("art.part"), texts("art.shelf"), texts("art.job"), texts("art.proof")]} />
      </section>
    </main>
  );
}

function AcceptForm({ token, invitation }: { readonly token: string; readonly invitation: Schemas["InvitationView"] }) {
  const texts = useTexts();
  const router = useRouter();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [isTried, setIsTried] = useState(false);
  const { hasAccount, email } = invitation;
  const keep = useKeepSession(() => router.history.replace("/"));
  const accept = useMutation({
    mutationFn: () => answer<SignInAnswer>(api.POST("/api/v1/invitations/accept", { body: { token, name: hasAccount ? email : name.trim(), password } })),
    onSuccess: (made) => {
      if ("csrfToken" in made) keep(made);
    },
  });
  const isShort = !hasAccount && password.length < shortest;
  const failure = accept.error === null ? undefined : asApiError(accept.error);
  if (accept.data !== undefined && "methods" in accept.data)
    return <SecondFactorForm step={accept.data} onSignedIn={keep} onAgain={() => router.history.replace("/sign-in")} />;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if ((hasAccount || name.trim() !== "") && !isShort && password !== "") accept.mutate();
      }}
    >
      <p className="quiet">{texts("invitation.role", { email, role: roleTitle(texts, { roleId: invitation.roleName, name: invitation.roleName }) })}</p>
      {hasAccount ? (
        <p>{texts("invitation.hasAccount")}</p>
      ) : (
        <TextField
          id="name"
          label={texts("invitation.name")}
          value={name}
          onChange={setName}
          autoComplete="name"
          wrong={isTried && name.trim() === "" ? texts("invitation.nameMissing") : undefined}
        />
      )}
      <PasswordField
        id="password"
        label={texts(hasAccount ? "signIn.password" : "invitation.choose")}
        value={password}
        autoComplete={hasAccount ? "current-password" : "new-password"}
        onChange={setPassword}
        {...(hasAccount ? {} : { hint: texts("password.hint") })}
        wrong={
          isTried && isShort
            ? texts("password.short", { length: password.length })
            : isTried && password === ""
              ? texts("signIn.passwordMissing")
              : failure?.code === "PASSWORD_UNFIT"
                ? failure.message
                : undefined
        }
      />
      <div role="alert">{failure !== undefined && failure.code !== "PASSWORD_UNFIT" && <Wrong>{failure.message}</Wrong>}</div>
      <button type="submit" className="btn do big">
        {texts("invitation.go")}
      </button>
    </form>
  );
}
