import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { asApiError, isSignedOut } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { EmailField, PasswordField } from "./password-field.tsx";
import { SecondFactorForm, type SignInAnswer } from "./second-factor-form.tsx";
import { useKeepSession } from "./use-keep-session.ts";

/**
 * Password, and what may follow it.
 *
 * @param email fixed when someone signs in again; otherwise asked for.
 * @param isAct false where another way in is the page's act.
 */
export function PasswordForm({
  email: fixedEmail,
  isAct = true,
  onSignedIn,
  onUnderway,
}: {
  readonly email?: string;
  readonly isAct?: boolean;
  readonly onSignedIn: () => void;
  /** Told when a second factor is asked for, and when it begins anew: other ways in would only confuse meanwhile. */
  readonly onUnderway?: (isUnderway: boolean) => void;
}) {
  const texts = useTexts();
  const keep = useKeepSession(onSignedIn);
  const [email, setEmail] = useState(fixedEmail ?? "");
  const [password, setPassword] = useState("");
  const [isTried, setIsTried] = useState(false);
  const signIn = useMutation({
    mutationFn: () => answer<SignInAnswer>(api.POST("/api/v1/session", { body: { email, password } })),
    onSuccess: (made) => {
      if ("csrfToken" in made) keep(made);
      else onUnderway?.(true);
    },
  });
  if (signIn.data !== undefined && "methods" in signIn.data) {
    const again = () => {
      signIn.reset();
      onUnderway?.(false);
    };
    return <SecondFactorForm step={signIn.data} onSignedIn={keep} onAgain={again} />;
  }
  const missing = (value: string) => isTried && value === "";
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (email !== "" && password !== "") signIn.mutate();
      }}
    >
      <EmailField
        id="email"
        label={texts("signIn.email")}
        value={email}
        autoComplete="username"
        onChange={setEmail}
        wrong={missing(email) ? texts("signIn.emailMissing") : undefined}
      />
      <PasswordField
        id="password"
        label={texts("signIn.password")}
        value={password}
        autoComplete="current-password"
        onChange={setPassword}
        wrong={missing(password) ? texts("signIn.passwordMissing") : undefined}
      />
      <div role="alert">
        {signIn.error !== null && (
          <p className="field">
            <span className="wrong">
              <Glyph name="stop" level="stop" />
              {isSignedOut(signIn.error) ? texts("signIn.refused") : texts("signIn.failed", { detail: asApiError(signIn.error).message })}
            </span>
          </p>
        )}
      </div>
      <button type="submit" className={isAct ? "btn do big" : "btn big"}>
        {texts(signIn.isPending ? "signIn.doing" : "signIn.do")}
      </button>
    </form>
  );
}
