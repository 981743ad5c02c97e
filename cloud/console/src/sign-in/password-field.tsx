import { useState } from "react";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useTexts } from "../texts/texts.tsx";

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly autoComplete: string;
  /** What is wrong with it; the field is marked and says so. */
  readonly wrong?: string | undefined;
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

/** A password that can be shown and pasted. */
export function PasswordField({ onChange, id, label, value, autoComplete, wrong, hint }: FieldProps) {
  const texts = useTexts();
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="pw">
        <input
          id={id}
          name={id}
          type={isShown ? "text" : "password"}
          autoComplete={autoComplete}
          spellCheck={false}
          value={value}
          {...describedBy(id, wrong, hint)}
          onChange={(event) => onChange(event.target.value)}
        />
        <button type="button" className="tool" aria-label={`${texts(isShown ? "signIn.hide" : "signIn.show")}: ${label}`} onClick={() => setIsShown(!isShown)}>
          {texts(isShown ? "signIn.hide" : "signIn.show")}
        </button>
      </span>
      <Below id={id} wrong={wrong} hint={hint} />
    </div>
  );
}

export function EmailField({ onChange, id, label, value, autoComplete, wrong }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={id}
        type="email"
        autoComplete={autoComplete}
        value={value}
        {...describedBy(id, wrong, undefined)}
        onChange={(event) => onChange(event.target.value)}
      />
      <Below id={id} wrong={wrong} hint={undefined} />
    </div>
  );
}

function describedBy(id: string, wrong: string | undefined, hint: string | undefined): object {
  return { "aria-invalid": wrong !== undefined, ...((wrong ?? hint) === undefined ? {} : { "aria-describedby": `${id}-below` }) };
}

function Below({ id, wrong, hint }: { readonly id: string; readonly wrong: string | undefined; readonly hint: string | undefined }) {
  if (wrong !== undefined) {
    return (
      <p id={`${id}-below`} className="wrong">
        <Glyph name="stop" level="stop" />
        {wrong}
      </p>
    );
  }
  return hint === undefined ? null : (
    <p id={`${id}-below`} className="sub">
      {hint}
    </p>
  );
}
