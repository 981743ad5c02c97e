/** From one unit into another without rounding. */
import { add, divide, equals, multiply, rational, rationalOf, subtract, toDouble, type Rational } from "./rational.ts";
import { unitOf, unitRow } from "./units.ts";

/** converted = value * gain + bias. */
export interface UnitConversion {
  readonly gain: Rational;
  readonly bias: Rational;
  readonly isIdentity: boolean;
}

const zero = rational("0");
const one = rational("1");
const identity: UnitConversion = { gain: one, bias: zero, isIdentity: true };

/** @returns `undefined` when the units are of two quantities, or one of them is unknown; a unit that is unknown converts into itself. */
export function unitConversion(from: string, to: string): UnitConversion | undefined {
  if (unitOf(from) === unitOf(to)) return identity;
  const [source, target] = [unitRow(from), unitRow(to)];
  if (source === undefined || target === undefined || source.quantity !== target.quantity) return undefined;
  const gain = divide(source.gain, target.gain);
  const bias = divide(subtract(source.bias, target.bias), target.gain);
  return { gain, bias, isIdentity: equals(gain, one) && equals(bias, zero) };
}

export interface Scaling {
  readonly factor: number;
  readonly offset: number;
}

/**
 * The scaling that gives converted values from raw ones: factor and offset are the decimals that the definition writes,
 * converted exactly and rounded once.
 *
 * @returns `undefined` when factor or offset is no finite number.
 */
export function convertScaling({ factor, offset }: Scaling, { gain, bias, isIdentity }: UnitConversion): Scaling | undefined {
  if (isIdentity) return { factor, offset };
  const [exactFactor, exactOffset] = [rationalOf(factor), rationalOf(offset)];
  if (exactFactor === undefined || exactOffset === undefined) return undefined;
  return { factor: toDouble(multiply(exactFactor, gain)), offset: toDouble(add(multiply(exactOffset, gain), bias)) };
}
