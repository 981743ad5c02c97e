/** Units as people write them, the many ways in which files write the same, and how they relate. */
import { rational, type Rational } from "./rational.ts";

export interface UnitRow {
  readonly unit: string;
  /** Units of one quantity convert into each other. */
  readonly quantity: string;
  /** Value in the quantity's base unit = value * gain + bias. Exact, except where it says otherwise. */
  readonly gain: Rational;
  readonly bias: Rational;
  /** Other spellings. From three letters on capitals do not matter unless they tell two units apart: `mV` is not `MV`, `mOhm` not `MOhm`. */
  readonly spellings: readonly string[];
}

/** [unit, gain, other spellings, bias]; gain 1 is the base. Factors: BIPM, The International System of Units, 9th edition; NIST SP 811, appendix B. */
type Row = readonly [unit: string, gain: string, spellings?: readonly string[], bias?: string];

const quantities: Readonly<Record<string, readonly Row[]>> = {
  number: [["", "1", ["unitless", "none", "-", "1"]]],
  ratio: [
    ["ratio", "1", ["fraction"]],
    ["%", "0.01", ["percent", "pct", "Unit_PerCent", "per cent"]],
    ["‰", "0.001", ["permille", "per mille"]],
  ],
  speed: [
    ["m/s", "1", ["mps", "Unit_MeterPerSecon"]],
    ["km/h", "5/18", ["kph", "kmh", "km/hr", "kmph", "Unit_KiloMeterPerHour"]],
    ["mph", "0.44704", ["mi/h", "miles/h"]],
    ["kn", "1852/3600", ["knot", "knots"]],
  ],
  acceleration: [
    ["m/s²", "1", ["m/s^2", "m/s2", "m/s/s", "m/sec2", "Unit_MeterPerSeconSquar"]],
    ["cm/s²", "0.01", ["cm/s^2", "cm/s2"]],
    ["gₙ", "9.80665", ["g0", "gravity", "standard gravity"]],
  ],
  rotation: [
    ["rpm", "1", ["1/min", "U/min", "rev/min", "min-1", "r/min", "Unit_MinutInver"]],
    ["r/s", "60", ["rps", "rev/s"]],
  ],
  revolutions: [["r", "1", ["rev", "revolutions"]]],
  frequency: [
    ["Hz", "1", ["hertz"]],
    ["kHz", "1000"],
    ["cpm", "1/60"],
    ["bpm", "1/60"],
  ],
  temperature: [
    ["K", "1", ["Kelvin", "degK", "deg K"]],
    ["°C", "1", ["degC", "deg C", "Celsius", "C", "Unit_DegreCelsi", "degreeC", "grad C"], "273.15"],
    ["°F", "5/9", ["degF", "deg F", "Fahrenheit", "F"], "45967/180"],
  ],
  angle: [
    ["°", "1", ["deg", "degree", "degrees", "Unit_Degre"]],
    // Of irrational factors the double that is nearest.
    ["rad", "57.29577951308232", ["radian", "radians"]],
    ["mrad", "0.05729577951308232"],
  ],
  "angular speed": [
    ["°/s", "1", ["deg/s", "deg/sec", "degrees/s", "Unit_DegrePerSecon"]],
    ["rad/s", "57.29577951308232"],
  ],
  voltage: [
    ["V", "1", ["volt", "volts", "Unit_Volt"]],
    ["mV", "0.001", ["millivolt"]],
    ["kV", "1000"],
    ["MV", "1000000"],
  ],
  current: [
    ["A", "1", ["amp", "amps", "ampere", "Unit_Amper"]],
    ["mA", "0.001"],
  ],
  charge: [
    ["Ah", "1"],
    ["mAh", "0.001"],
  ],
  resistance: [
    ["Ω", "1", ["Ohm", "Ohms"]],
    ["mΩ", "0.001", ["mOhm"]],
    ["kΩ", "1000", ["kOhm"]],
    ["MΩ", "1000000", ["MOhm"]],
  ],
  power: [
    ["W", "1", ["watt"]],
    ["kW", "1000", ["kilowatt"]],
    ["PS", "735.49875", ["metric horsepower"]],
    ["hp", "745.69987158227022"],
  ],
  energy: [
    ["Wh", "1"],
    ["kWh", "1000", ["kW h", "kW.h"]],
    ["J", "1/3600", ["joule"]],
    ["kJ", "10/36"],
    ["MJ", "10000/36"],
  ],
  torque: [
    ["Nm", "1", ["N-m", "N*m", "N.m", "N m", "Unit_NewtoMeter"]],
    ["lbf·ft", "1.3558179483314004", ["lb-ft", "ft-lb", "lbft"]],
  ],
  force: [
    ["N", "1", ["newton"]],
    ["kN", "1000"],
    ["lbf", "4.4482216152605"],
  ],
  pressure: [
    ["Pa", "1", ["pascal"]],
    ["hPa", "100"],
    ["kPa", "1000", ["kilopascal"]],
    ["MPa", "1000000", ["megapascal"]],
    ["mPa", "0.001"],
    ["mbar", "100"],
    ["bar", "100000", ["Unit_Bar"]],
    ["psi", "44482216152605/6451600000"],
    ["atm", "101325"],
  ],
  length: [
    ["m", "1", ["meter", "metre", "meters", "Unit_Meter"]],
    ["km", "1000", ["kilometer", "kilometre", "Unit_KiloMeter"]],
    ["cm", "0.01"],
    ["mm", "0.001", ["millimeter", "Unit_MilliMeter"]],
    ["µm", "0.000001", ["um", "micrometer"]],
    ["in", "0.0254", ["inch", "inches"]],
    ["ft", "0.3048", ["foot", "feet"]],
    ["mi", "1609.344", ["mile", "miles"]],
  ],
  volume: [
    ["l", "1", ["L", "liter", "litre", "liters"]],
    ["ml", "0.001"],
    ["cm³", "0.001", ["cm^3", "ccm"]],
    ["m³", "1000", ["m^3"]],
    ["gal", "3.785411784", ["gal-us", "US gallon", "gallon"]],
  ],
  flow: [
    ["l/h", "1", ["l/hr", "liter/h"]],
    ["l/min", "60"],
    ["l/s", "3600"],
    ["ml/h", "0.001"],
  ],
  "mass flow": [
    ["g/s", "1"],
    ["kg/h", "10/36", ["kg/hr"]],
    ["kg/s", "1000"],
  ],
  // A consumption and its reciprocal are two quantities: no factor leads from one to the other.
  consumption: [
    ["l/100km", "1", ["l/100 km"]],
    ["ml/100km", "0.001"],
  ],
  "distance per volume": [
    ["km/l", "1", ["kpl"]],
    ["mpg", "1.609344/3.785411784", ["mpg-us"]],
    ["mpg-uk", "1.609344/4.54609"],
  ],
  "energy consumption": [
    ["kWh/100km", "1"],
    ["Wh/km", "0.1"],
  ],
  emission: [["g/km", "1"]],
  mass: [
    ["kg", "1", ["kilogram"]],
    ["g", "0.001", ["gram"]],
    ["t", "1000", ["tonne"]],
    ["lb", "0.45359237", ["lbs", "pound"]],
  ],
  time: [
    ["s", "1", ["sec", "second", "seconds", "Unit_Secon"]],
    ["ms", "0.001", ["msec", "millisecond", "Unit_MilliSecon"]],
    ["µs", "0.000001", ["us", "usec"]],
    ["min", "60", ["minute", "minutes"]],
    ["h", "3600", ["hr", "hour", "hours", "Unit_Hours"]],
    ["d", "86400", ["day", "days"]],
    ["weeks", "604800", ["week"]],
  ],
  illuminance: [["lx", "1", ["lux"]]],
};

export const units: readonly UnitRow[] = Object.entries(quantities).flatMap(([quantity, rows]) =>
  rows.map(([unit, gain, spellings = [], bias = "0"]) => ({ unit, quantity, gain: rational(gain), bias: rational(bias), spellings })),
);

const rowBySpelling = new Map<string, UnitRow>();
/** With small letters only; `undefined` where that makes two units one. */
const rowByFolded = new Map<string, UnitRow | undefined>();
for (const row of units) {
  for (const spelling of [row.unit, ...row.spellings]) {
    rowBySpelling.set(spelling, row);
    const folded = spelling.toLowerCase();
    if (spelling.length >= 3) rowByFolded.set(folded, rowByFolded.has(folded) && rowByFolded.get(folded) !== row ? undefined : row);
  }
}

/**
 * @param written as a DBC file, J1939 table or VSS has it.
 * @returns the same unit as people write it; what is not in the table comes back trimmed, spelled as it is.
 */
export function unitOf(written: string): string {
  return unitRow(written)?.unit ?? written.trim();
}

/** @returns `undefined` for a unit that the table does not have. */
export function unitRow(written: string): UnitRow | undefined {
  const trimmed = written.trim();
  return rowBySpelling.get(trimmed) ?? rowByFolded.get(trimmed.toLowerCase());
}
