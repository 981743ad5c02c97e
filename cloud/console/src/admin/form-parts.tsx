/** What forms of these pages are made of. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { asApiError } from "../api/api-error.ts";
import { useTexts } from "../texts/texts.tsx";
import "./forms.css";

/** A dialog over the page; Esc closes it, the browser gives the focus back. */
export function Dialog({ title, onClose, children }: { readonly title: string; readonly onClose: () => void; readonly children: ReactNode }) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="dialog-title" onClose={onClose}>
      <div>
        <header>
          <h2 id="dialog-title">{title}</h2>
          <button type="button" className="btn" onClick={onClose}>
            {texts("admin.close")}
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** What went wrong, said when it does; the place is there before, so that it is spoken. */
export function Failure({ error }: { readonly error: unknown }) {
  const texts = useTexts();
  return <div role="alert">{error !== null && error !== undefined && <Wrong>{texts("admin.failed", { detail: asApiError(error).message })}</Wrong>}</div>;
}

export function Wrong({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span className="field">
      <span className="wrong" id={id}>
        <Glyph name="stop" level="stop" />
        {children}
      </span>
    </span>
  );
}

export interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly type?: "text" | "email" | "url" | "datetime-local" | "date";
  readonly autoComplete?: string;
}

export function TextField({ id, label, value, onChange, hint, wrong, type = "text", autoComplete = "off" }: TextFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        autoComplete={autoComplete}
        spellCheck={false}
        value={value}
        aria-invalid={wrong !== undefined}
        {...((wrong ?? hint) === undefined ? {} : { "aria-describedby": `${id}-below` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {wrong === undefined ? (
        hint !== undefined && (
          <p className="sub" id={`${id}-below`}>
            {hint}
          </p>
        )
      ) : (
        <Wrong id={`${id}-below`}>{wrong}</Wrong>
      )}
    </div>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isDisabled?: boolean;
}

export function SelectField({
  id,
  label,
  value,
  choices,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.isDisabled === true}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Any number of a few. */
export function Checks({
  label,
  choices,
  picked,
  onPick,
  hint,
  wrong,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly picked: ReadonlySet<string>;
  readonly onPick: (picked: ReadonlySet<string>) => void;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
}) {
  return (
    <fieldset className="checks">
      <legend>{label}</legend>
      {hint !== undefined && <p className="sub">{hint}</p>}
      {choices.map((choice) => (
        <label key={choice.value} className="check">
          <input
            type="checkbox"
            checked={picked.has(choice.value)}
            disabled={choice.isDisabled === true}
            onChange={(event) => {
              const next = new Set(picked);
              if (event.target.checked) next.add(choice.value);
              else next.delete(choice.value);
              onPick(next);
            }}
          />
          <span>
            {choice.label}
            {choice.hint !== undefined && <span className="sub">{choice.hint}</span>}
          </span>
        </label>
      ))}
      {wrong !== undefined && <Wrong>{wrong}</Wrong>}
    </fieldset>
  );
}

/** A secret that is shown this once. */
export function Once({ title, hint, secret }: { readonly title: string; readonly hint: string; readonly secret: string }) {
  const texts = useTexts();
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div className="once" role="status">
      <b>{title}</b>
      <p>{hint}</p>
      <p className="code">{secret}</p>
      <div>
        <button type="button" className="btn" onClick={() => void navigator.clipboard.writeText(secret).then(() => setIsCopied(true))}>
          {texts(isCopied ? "admin.copied" : "admin.copy")}
        </button>
      </div>
    </div>
  );
}

/** The head of a page, with what can be done there. */
export function PageHead({ title, summary, children }: { readonly title: string; readonly summary: string; readonly children?: ReactNode }) {
  return (
    <div className="head">
      <div className="grow">
        <h1>{title}</h1>
        <p>{summary}</p>
      </div>
      {children !== undefined && <div className="btns">{children}</div>}
    </div>
  );
}
