import type { ReactNode } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { en, type TextId } from "./en.ts";

type TextValue = string | number;
/** What `<b>` and friends in a text become. */
type RichValue = TextValue | ReactNode | ((chunks: ReactNode[]) => ReactNode);

export interface Texts {
  /** Decides the decimal mark of numbers. */
  readonly locale: string;
  /** @returns a text with its values filled in. */
  (id: TextId, values?: Readonly<Record<string, TextValue>>): string;
  /** @returns a text with elements in it; `<b>` is bold without being named. */
  rich(id: TextId, values?: Readonly<Record<string, RichValue>>): ReactNode;
}

export function TextsProvider({ children }: { readonly children: ReactNode }) {
  return (
    <IntlProvider locale="en" messages={en}>
      {children}
    </IntlProvider>
  );
}

/** The console's words. react-intl gives one object a locale, so the function stays the same between renders. */
export function useTexts(): Texts {
  const intl = useIntl();
  let texts = made.get(intl);
  if (texts === undefined) {
    const plain = (id: TextId, values?: Readonly<Record<string, TextValue>>) => intl.formatMessage({ id }, values);
    const rich = (id: TextId, values: Readonly<Record<string, RichValue>> = {}) => intl.formatMessage({ id }, { b: bold, ...values });
    texts = Object.assign(plain, { locale: intl.locale, rich });
    made.set(intl, texts);
  }
  return texts;
}

const made = new WeakMap<object, Texts>();

function bold(chunks: ReactNode[]): ReactNode {
  return <b>{chunks}</b>;
}
