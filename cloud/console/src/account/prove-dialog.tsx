import { useState, type ReactNode } from "react";
import { asApiError } from "../api/api-error.ts";
import { Dialog, Failure } from "../admin/form-parts.tsx";
import { PasswordField } from "../sign-in/password-field.tsx";
import { useTexts } from "../texts/texts.tsx";

export interface ProveDialogProps {
  readonly title: string;
  readonly act: string;
  readonly error: unknown;
  readonly onProve: (password: string) => void;
  readonly onClose: () => void;
  /** More to fill in, above the password. */
  readonly children?: ReactNode;
}

/** Asks for the password before the account itself is changed: a browser left open must not be enough. */
export function ProveDialog({ title, act, error, onProve, onClose, children }: ProveDialogProps) {
  const texts = useTexts();
  const [password, setPassword] = useState("");
  const [isTried, setIsTried] = useState(false);
  const isWrong = error !== null && error !== undefined && asApiError(error).code === "PASSWORD_WRONG";
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (password !== "") onProve(password);
        }}
      >
        {children}
        <PasswordField
          id="prove"
          label={texts("account.prove")}
          value={password}
          autoComplete="current-password"
          onChange={setPassword}
          wrong={isTried && password === "" ? texts("signIn.passwordMissing") : isWrong ? texts("password.wrong") : undefined}
        />
        {!isWrong && <Failure error={error} />}
        <div>
          <button type="submit" className="btn do">
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
