import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { TextField } from "../admin/form-parts.tsx";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import type { SessionView } from "../api/types.ts";
import { useTexts } from "../texts/texts.tsx";
import { PasskeyButton } from "./other-ways.tsx";

/** What a right password may be answered with: a session, or the wish for more. */
export type SignInAnswer = SessionView | Schemas["SecondFactorNeeded"];

/** What follows a right password: a code, or the passkey. */
export function SecondFactorForm({
  step,
  onSignedIn,
  onAgain,
}: {
  readonly step: Schemas["SecondFactorNeeded"];
  readonly onSignedIn: (session: SessionView) => void;
  readonly onAgain: () => void;
}) {
  const texts = useTexts();
  const [code, setCode] = useState("");
  const signIn = useMutation({
    mutationFn: () => answer<SessionView>(api.POST("/api/v1/session/second-factor", { body: { token: step.token, code: code.trim() } })),
    onSuccess: onSignedIn,
  });
  const failure = signIn.error === null ? undefined : asApiError(signIn.error);
  const isRefused = failure !== undefined && ["SECOND_FACTOR_REFUSED", "REQUEST_INVALID"].includes(failure.code);
  return (
    <div className="stack">
      {step.methods.includes("code") ? (
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate();
          }}
        >
          <p role="status">{texts("signIn.codeTitle")}</p>
          <TextField
            id="code"
            label={texts("account.code")}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            wrong={isRefused ? texts("signIn.codeRefused") : failure === undefined ? undefined : texts("signIn.failed", { detail: failure.message })}
          />
          <button type="submit" className="btn do big">
            {texts("signIn.codeGo")}
          </button>
        </form>
      ) : (
        <>
          <p role="status">{texts("signIn.passkeyOnly")}</p>
          <PasskeyButton onSignedIn={onSignedIn} />
        </>
      )}
      <button type="button" className="tall" onClick={onAgain}>
        {texts("signIn.codeAgain")}
      </button>
    </div>
  );
}
