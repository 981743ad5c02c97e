import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { PasswordField } from "../sign-in/password-field.tsx";
import { useTexts } from "../texts/texts.tsx";

/** As the cloud has it (PASSWORD_UNFIT); said here before anything is sent. */
const shortest = 12;

export function PasswordPage() {
  const texts = useTexts();
  usePageTitle(texts("password.title"));
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [isTried, setIsTried] = useState(false);
  const change = useMutation({
    mutationFn: () => answer<undefined>(api.POST("/api/v1/session/password", { body: { current, next } })),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      setIsTried(false);
    },
  });
  const isShort = next.length < shortest;
  const failure = change.error === null ? undefined : asApiError(change.error);
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>{texts("password.title")}</h1>
        </div>
      </div>
      <section className="reg" aria-label={texts("password.title")}>
        <form
          className="stack narrow"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsTried(true);
            if (current !== "" && !isShort) change.mutate();
          }}
        >
          <PasswordField
            id="current"
            label={texts("password.current")}
            value={current}
            autoComplete="current-password"
            onChange={setCurrent}
            wrong={isTried && current === "" ? texts("signIn.passwordMissing") : failure?.code === "PASSWORD_WRONG" ? texts("password.wrong") : undefined}
          />
          <PasswordField
            id="next"
            label={texts("password.next")}
            value={next}
            autoComplete="new-password"
            onChange={setNext}
            hint={texts("password.hint")}
            wrong={isTried && isShort ? texts("password.short", { length: next.length }) : failure?.code === "PASSWORD_UNFIT" ? failure.message : undefined}
          />
          <div role="status">
            {change.isSuccess && (
              <p>
                <Glyph name="clear" level="ok" /> {texts("password.done")}
              </p>
            )}
            {failure !== undefined && !failure.code.startsWith("PASSWORD_") && <p>{failure.message}</p>}
          </div>
          <div>
            <button type="submit" className="btn do">
              {texts("password.do")}
            </button>
          </div>
        </form>
      </section>
    </>
  );
}
