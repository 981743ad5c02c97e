/** Exact fractions, so that a chain of scalings is rounded once, at its end. */

export interface Rational {
  readonly numerator: bigint;
  /** Above 0. */
  readonly denominator: bigint;
}

/**
 * @param text a decimal number such as `0.01`, `-2.5e-3`, or a fraction of two such as `5/18`.
 * @throws SyntaxError for other texts.
 */
export function rational(text: string): Rational {
  const [above = "", below = "1"] = text.split("/");
  return divide(decimal(above), decimal(below));
}

/** @returns the decimal number that the double is written as, `undefined` when it is no number. 0.1 is a tenth. */
export function rationalOf(value: number): Rational | undefined {
  return Number.isFinite(value) ? decimal(String(value)) : undefined;
}

export function add(a: Rational, b: Rational): Rational {
  return { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator };
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiply(a: Rational, b: Rational): Rational {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** @param b not 0. */
export function divide(a: Rational, b: Rational): Rational {
  const sign = b.numerator < 0n ? -1n : 1n;
  return { numerator: sign * a.numerator * b.denominator, denominator: sign * a.denominator * b.numerator };
}

export function equals(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

/** Bits of the quotient before it is rounded: more than a double has. */
const quotientBits = 64;
/** The smallest double is 2^-1074. */
const smallestExponent = 1_074n;
const exactIntegerMax = 1n << 53n;

/** The nearest double; of two equally near ones the even. */
export function toDouble({ numerator, denominator }: Rational): number {
  if (numerator === 0n) return 0;
  const size = numerator < 0n ? -numerator : numerator;
  const tiny = tinyDouble(size, denominator);
  if (tiny !== undefined) return numerator < 0n ? -tiny : tiny;
  const shift = quotientBits - bitsOf(size) + bitsOf(denominator);
  const [above, below] = shift >= 0 ? [size << BigInt(shift), denominator] : [size, denominator << BigInt(-shift)];
  const quotient = above / below;
  // A rest only says that the value lies above the quotient; one more bit below the last keeps that.
  const sticky = quotient * 2n + (above % below === 0n ? 0n : 1n);
  const value = scaleByTwo(Number(sticky), -shift - 1);
  return numerator < 0n ? -value : value;
}

/**
 * Doubles near 0 have fewer bits (IEEE 754, 3.4, subnormal numbers): rounding to 53 of them first and then to fewer would
 * round twice. They are whole numbers of the smallest one.
 *
 * @returns `undefined` for what is larger.
 */
function tinyDouble(size: bigint, denominator: bigint): number | undefined {
  if (bitsOf(size) - bitsOf(denominator) > -1_020) return undefined;
  const scaled = size << smallestExponent;
  const whole = scaled / denominator;
  const rest = 2n * (scaled % denominator);
  const isUp = rest > denominator || (rest === denominator && whole % 2n === 1n);
  const count = isUp ? whole + 1n : whole;
  return count <= exactIntegerMax ? Number(count) * Number.MIN_VALUE : undefined;
}

/** In two steps, since 2^exponent alone may be beyond a double. */
function scaleByTwo(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

function bitsOf(value: bigint): number {
  return value.toString(2).length;
}

function decimal(text: string): Rational {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim());
  if (match === null) throw new SyntaxError(`${JSON.stringify(text)} is no decimal number`);
  const [, sign, whole = "0", fraction = "", exponent = "0"] = match;
  const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const power = Number(exponent) - fraction.length;
  return power >= 0 ? { numerator: digits * 10n ** BigInt(power), denominator: 1n } : { numerator: digits, denominator: 10n ** BigInt(-power) };
}
