import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DbcDiagnosticCode } from "./dbc-diagnostics.ts";
import { parseDbc } from "./dbc-parser.ts";
import type { DbcFile, DbcSignal } from "./dbc-types.ts";
import { dbcLimits } from "./limits.ts";

const parse = (text: string, mode: "tolerant" | "strict" = "tolerant"): DbcFile => parseDbc(new TextEncoder().encode(text), { name: "test.dbc", mode });
const codes = (file: DbcFile): DbcDiagnosticCode[] => file.diagnostics.map(({ code }) => code);

const signal = (file: DbcFile, name: string): DbcSignal => {
  const found = file.messages.flatMap(({ signals }) => signals).find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no signal ${name}`);
  return found;
};

const whole = `VERSION "1.0"

NS_ :
	NS_DESC_
	CM_
	BA_DEF_
	VAL_TABLE_

BS_: 500 : 12,34

BU_: ECU1 ECU2
VAL_TABLE_ Lamp 1 "On" 0 "Off" ;

BO_ 2147484672 First: 8 ECU1
 SG_ Speed : 7|16@0- (0.5,-10) [-20|30.5] "km/h"  ECU2,Vector__XXX
 SG_ Ratio : 32|32@1- (1,0) [0|0] "" Vector__XXX

BO_ 291 Second: 4 Vector__XXX
 SG_ Lamp1 : 0|1@1+ (1,0) [0|1] "" ECU1 ECU2

BO_TX_BU_ 291 : ECU1,ECU2;

EV_ Env1: 0 [0|1] "" 0 1 DUMMY_NODE_VECTOR0 Vector__XXX;
ENVVAR_DATA_ Env1: 4;

CM_ "About the
network";
CM_ BU_ ECU1 "About a \\"node\\"";
CM_ BO_ 2147484672 "About a message";
CM_ SG_ 291 Lamp1 "About a signal";
CM_ EV_ Env1 "About an environment variable";

BA_DEF_ BO_  "GenMsgCycleTime" INT 0 65535;
BA_DEF_ BO_  "VFrameFormat" ENUM  "StandardCAN","ExtendedCAN","reserved","J1939PG";
BA_DEF_ SG_  "SPN" INT 0 524287;
BA_DEF_  "BusType" STRING ;
BA_DEF_REL_ BU_SG_REL_  "Timeout" INT 0 65535;
BA_DEF_DEF_  "GenMsgCycleTime" 0;
BA_DEF_DEF_  "BusType" "CAN";
BA_DEF_DEF_REL_ "Timeout" 0;
BA_ "GenMsgCycleTime" BO_ 2147484672 100;
BA_ "VFrameFormat" BO_ 2147484672 3;
BA_ "SPN" SG_ 2147484672 Speed 84;
BA_REL_ "Timeout" BU_SG_REL_ ECU1 SG_ 291 Lamp1 500;
VAL_ 291 Lamp1 Lamp ;
VAL_ 2147484672 Speed -1 "Error" 0 "Stands" ;
VAL_ Env1 0 "No" 1 "Yes" ;
SIG_GROUP_ 291 Group 1 : Lamp1;
SIG_VALTYPE_ 2147484672 Ratio : 1;
`;

describe("parseDbc", () => {
  it("reads every kind of statement", () => {
    const file = parse(whole, "strict");
    expect(file.diagnostics).toEqual([]);
    expect(file).toMatchObject({ version: "1.0", comment: "About the\nnetwork", encoding: "utf-8" });
    expect(file.environmentVariables).toMatchObject([
      { name: "Env1", type: "data", min: 0, max: 1, id: 1, access: "unrestricted", accessNodes: [], lengthBytes: 4, comment: "About an environment variable" },
    ]);
    expect(file.environmentVariables[0]?.values?.get(1)).toBe("Yes");
    expect(file.messages[1]?.signalGroups).toEqual([{ name: "Group", repetitions: 1, signals: ["Lamp1"] }]);
    expect(file.attributeDefinitions).toContainEqual({
      name: "Timeout",
      object: "node-signal",
      type: "int",
      min: 0,
      max: 65_535,
      choices: [],
      defaultValue: 0,
    });
    expect(file.relations).toEqual([{ attribute: "Timeout", value: 500, node: "ECU1", object: { kind: "signal", fileId: 291, signal: "Lamp1" } }]);
    expect(file.nodes.map(({ name, comment }) => [name, comment])).toEqual([
      ["ECU1", 'About a "node"'],
      ["ECU2", undefined],
    ]);
    expect(file.messages).toMatchObject([
      { id: 1_024, extended: true, name: "First", lengthBytes: 8, senders: ["ECU1"], cycleTimeMs: 100, format: "j1939", comment: "About a message" },
      { id: 291, extended: false, name: "Second", lengthBytes: 4, senders: ["ECU1", "ECU2"], cycleTimeMs: undefined, format: "standard" },
    ]);
    expect(signal(file, "Speed")).toMatchObject({
      startBit: 7,
      lengthBits: 16,
      byteOrder: "motorola",
      signed: true,
      factor: 0.5,
      offset: -10,
      min: -20,
      max: 30.5,
      unit: "km/h",
      receivers: ["ECU2"],
      spn: 84,
    });
    expect([...(signal(file, "Speed").values ?? [])]).toEqual([
      [-1, "Error"],
      [0, "Stands"],
    ]);
    expect(signal(file, "Ratio").numeric).toBe("float32");
    expect(signal(file, "Lamp1").values?.get(1)).toBe("On");
    expect(file.attributes.get("BusType")).toBe("CAN");
  });

  it("reads simple, extended and nested multiplexing", () => {
    const file = parse(`BO_ 2147483649 Mux: 8 X
 SG_ A M : 0|8@1+ (1,0) [0|0] "" X
 SG_ B m1 : 8|8@1+ (1,0) [0|0] "" X
 SG_ C m2M : 8|8@1+ (1,0) [0|0] "" X
 SG_ D m0 : 16|8@1+ (1,0) [0|0] "" X
SG_MUL_VAL_ 2147483649 C A 2-2;
SG_MUL_VAL_ 2147483649 D C 0-3, 10-10;
`);
    expect(file.diagnostics).toEqual([]);
    expect(signal(file, "A")).toMatchObject({ isMultiplexer: true, selectedBy: undefined });
    expect(signal(file, "B").selectedBy).toEqual({ multiplexer: "A", ranges: [{ from: 1, to: 1 }] });
    expect(signal(file, "C")).toMatchObject({ isMultiplexer: true, selectedBy: { multiplexer: "A", ranges: [{ from: 2, to: 2 }] } });
    expect(signal(file, "D").selectedBy).toEqual({
      multiplexer: "C",
      ranges: [
        { from: 0, to: 3 },
        { from: 10, to: 10 },
      ],
    });
  });

  it("takes long names from the attributes that tools keep them in", () => {
    const file = parse(`BO_ 1 Short: 8 X
 SG_ Sel M : 0|8@1+ (1,0) [0|0] "" X
 SG_ Val m1 : 8|8@1+ (1,0) [0|0] "" X
BA_DEF_ BO_ "SystemMessageLongSymbol" STRING ;
BA_DEF_ SG_ "SystemSignalLongSymbol" STRING ;
BA_ "SystemMessageLongSymbol" BO_ 1 "A_message_with_a_name_of_more_than_32_characters";
BA_ "SystemSignalLongSymbol" SG_ 1 Sel "A_selector_with_a_name_of_more_than_32_characters";
`);
    expect(file.messages[0]).toMatchObject({ name: "A_message_with_a_name_of_more_than_32_characters", shortName: "Short" });
    expect(signal(file, "Val").selectedBy?.multiplexer).toBe("A_selector_with_a_name_of_more_than_32_characters");
  });

  it("lists both of two signals that one name, short or long, makes one, and tells them apart", () => {
    const file = parse(`BO_ 1 M: 8 X
 SG_ Cut : 0|8@1+ (1,0) [0|0] "" X
 SG_ Cut : 8|8@1+ (1,0) [0|0] "" X
 SG_ Cut__2 : 16|8@1+ (1,0) [0|0] "" X
 SG_ Cut : 24|8@1+ (1,0) [0|0] "" X
 SG_ Other : 32|8@1+ (1,0) [0|0] "" X
BA_DEF_ SG_ "SystemSignalLongSymbol" STRING ;
BA_ "SystemSignalLongSymbol" SG_ 1 Cut "Long";
BA_ "SystemSignalLongSymbol" SG_ 1 Other "Long";
`);
    expect(file.messages[0]?.signals.map(({ name, shortName, startBit, isDouble }) => [name, shortName, startBit, isDouble])).toEqual([
      ["Long", "Cut", 0, false],
      ["Cut#2", "Cut", 8, true],
      ["Cut__2", "Cut__2", 16, false],
      ["Cut#3", "Cut", 24, true],
      ["Other", "Other", 32, false],
    ]);
    expect(codes(file)).toEqual(["signal-duplicate", "signal-duplicate"]);
  });

  it("tells Windows-1252 from UTF-8", () => {
    const line = 'BO_ 1 M: 8 X\n SG_ T : 0|8@1+ (1,-40) [0|0] "°C" X\n';
    const latin = Buffer.from(line, "latin1");
    expect(parseDbc(latin, { name: "w" })).toMatchObject({ encoding: "windows-1252", messages: [{ signals: [{ unit: "°C" }] }] });
    expect(parse(`\uFEFF${line}`)).toMatchObject({ encoding: "utf-8", messages: [{ signals: [{ unit: "°C" }] }] });
  });

  it("keeps the signals that belong to no frame apart", () => {
    const file = parse('BO_ 3221225472 VECTOR__INDEPENDENT_SIG_MSG: 0 Vector__XXX\n SG_ Spare : 0|8@1+ (1,0) [0|0] "" X\nBO_ 1 M: 8 X\n', "tolerant");
    expect(file.messages.map(({ name }) => name)).toEqual(["M"]);
    expect(file.independentSignals.map(({ name }) => name)).toEqual(["Spare"]);
  });

  it.each<[string, string, DbcDiagnosticCode, number, number]>([
    ["a statement without its form", 'BO_ 1 M: 8 X\n SG_ S : 0|8@2 (1,0) [0|0] "" X\n', "syntax", 2, 16],
    ["a comment without its object", 'CM_ 145 "x";\nBO_ 1 M: 8 X\n', "syntax", 1, 5],
    ["an unknown statement", "FOO_ 1 2;\nBO_ 1 M: 8 X\n", "statement-unknown", 1, 1],
    ["a strange character", "BO_ 1 M: 8 X\n$\n", "character-unexpected", 2, 1],
    ["a name that begins with a digit", "BO_ 1 2017_5: 8 X\n", "name-not-identifier", 1, 7],
    ["an identifier of more than 29 bits", "BO_ 1075054137 M: 8 X\n", "id-out-of-range", 1, 1],
    ["a long identifier without its flag", "BO_ 103596083 M: 8 X\n", "id-needs-extended-flag", 1, 1],
    ["an identifier twice", "BO_ 1 M: 8 X\nBO_ 1 N: 8 X\n", "message-duplicate-id", 2, 1],
    ["a message name twice", "BO_ 1 M: 8 X\nBO_ 2 M: 8 X\n", "message-duplicate-name", 2, 1],
    ["an impossible length", "BO_ 1 M: 9 X\n", "message-length-impossible", 1, 1],
    ["a signal outside", ' SG_ S : 0|8@1+ (1,0) [0|0] "" X\nBO_ 1 M: 8 X\n', "signal-outside-message", 1, 2],
    ["a signal twice", 'BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (1,0) [0|0] "" X\n SG_ S : 8|8@1+ (1,0) [0|0] "" X\n', "signal-duplicate", 3, 2],
    ["a signal without bits", 'BO_ 1 M: 8 X\n SG_ S : 0|0@1+ (1,0) [0|0] "" X\n', "signal-length-impossible", 2, 2],
    ["a signal of 65 bits", 'BO_ 1 M: 16 X\n SG_ S : 0|65@1+ (1,0) [0|0] "" X\n', "signal-longer-than-64-bits", 2, 2],
    ["a signal beyond the end", 'BO_ 1 M: 1 X\n SG_ S : 8|1@1+ (1,0) [0|0] "" X\n', "signal-does-not-fit", 2, 2],
    ["signals that share bits", 'BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (1,0) [0|0] "" X\n SG_ T : 7|2@1+ (1,0) [0|0] "" X\n', "signal-overlap", 3, 2],
    ["a float of 16 bits", 'BO_ 1 M: 8 X\n SG_ S : 0|16@1+ (1,0) [0|0] "" X\nSIG_VALTYPE_ 1 S : 1;\n', "signal-float-length", 3, 1],
    ["a factor of zero", 'BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (0,0) [0|0] "" X\n', "signal-factor-zero", 2, 2],
    ["a multiplexed signal alone", 'BO_ 1 M: 8 X\n SG_ S m0 : 0|8@1+ (1,0) [0|0] "" X\n', "multiplexer-missing", 2, 2],
    ["values of a signal that is not there", 'BO_ 1 M: 8 X\nVAL_ 1 S 0 "x" ;\n', "reference-unknown", 2, 1],
    ["an attribute without definition", 'BO_ 1 M: 8 X\nBA_ "A" BO_ 1 5;\n', "attribute-undefined", 2, 1],
    ["an attribute outside its range", 'BO_ 1 M: 8 X\nBA_DEF_ BO_ "A" INT 0 3;\nBA_ "A" BO_ 1 5;\n', "attribute-value", 3, 1],
    ["signal types", "BO_ 1 M: 8 X\nSGTYPE_ T : 8@1+ (1,0);\n", "statement-unsupported", 2, 1],
  ])("reports %s with its place, and reads the rest", (_, text, code, line, column) => {
    const file = parse(`${text}BO_ 77 Behind: 8 X\n`);
    expect(file.diagnostics.map((found) => [found.code, found.line, found.column])).toContainEqual([code, line, column]);
    expect(file.messages.some(({ name }) => name === "Behind")).toBe(true);
  });

  it("reports a text without an end where it begins", () => {
    const file = parse('BO_ 1 M: 8 X\nCM_ "never\nends\nBO_ 2 N: 8 X\n');
    expect(file.diagnostics).toMatchObject([{ code: "string-unterminated", line: 2, column: 5 }]);
  });

  it("reports a circle of multiplexers and lets none of it be active", () => {
    const file = parse(`BO_ 1 M: 8 X
 SG_ A m0M : 0|8@1+ (1,0) [0|0] "" X
 SG_ B m0M : 8|8@1+ (1,0) [0|0] "" X
SG_MUL_VAL_ 1 A B 0-0;
SG_MUL_VAL_ 1 B A 0-0;
`);
    expect(codes(file)).toEqual(["multiplexer-cycle", "multiplexer-cycle"]);
    expect(signal(file, "A").selectedBy?.ranges).toEqual([]);
  });

  it("reports a circle that a mark and a statement make together", () => {
    const file = parse(`BO_ 1 M: 8 X
 SG_ A M : 0|8@1+ (1,0) [0|0] "" X
 SG_ B m0M : 8|8@1+ (1,0) [0|0] "" X
SG_MUL_VAL_ 1 A B 0-0;
`);
    expect(codes(file)).toEqual(["multiplexer-cycle", "multiplexer-cycle"]);
  });

  it("takes a default for every kind of object that has the attribute, wherever the definition stands", () => {
    const file = parse(`BU_: A
BO_ 1 M: 8 A
BA_DEF_DEF_ "Kind" 1;
BA_ "Kind" BU_ A 0;
BA_DEF_ BU_ "Kind" ENUM "a","b";
BA_DEF_ BO_ "Kind" ENUM "c","d";
`);
    expect(file.nodes[0]?.attributes.get("Kind")).toBe("a");
    expect(file.messages[0]?.attributes.get("Kind")).toBe("d");
    expect(codes(file)).toEqual(["attribute-undefined", "attribute-undefined"]);
  });

  it("keeps a backslash that stands before no quote", () => {
    expect(parse(`BO_ 1 M: 8 X\nCM_ ${String.raw`"C:\\dir\new \" x"`};`).comment).toBe(String.raw`C:\\dir\new " x`);
  });

  it.each([
    ["EV_ A: 0 [0|1] 0 1 DUMMY_NODE_VECTOR0 X;", "syntax"],
    ['EV_ A: 0 [0|1] "" 0 1 SOMETHING X;', "syntax"],
    ["ENVVAR_DATA_ A: 4;", "reference-unknown"],
    ['CM_ EV_ A "x";', "reference-unknown"],
    ['VAL_ A 0 "x";', "reference-unknown"],
    ["SIG_GROUP_ 9 G 1 : S;", "reference-unknown"],
    ["SG_MUL_VAL_ 1 S S ;", "syntax"],
    ['BA_DEF_REL_ BU_XX_REL_ "T" INT 0 1;', "syntax"],
    ['BA_REL_ "T" BU_BO_REL_ N 1 5;', "attribute-undefined"],
  ])("reports %s as %s and reads on", (statement, code) => {
    const file = parse(`BU_: N
BO_ 1 M: 8 X
 SG_ S : 0|8@1+ (1,0) [0|0] "" X
${statement}
BO_ 2 After: 8 X
`);
    expect(codes(file)).toContain(code);
    expect(file.messages.map(({ name }) => name)).toEqual(["M", "After"]);
  });

  it("does not call signals of different multiplexer values overlapping", () => {
    const file = parse(`BO_ 1 M: 8 X
 SG_ A M : 0|8@1+ (1,0) [0|0] "" X
 SG_ B m0 : 8|8@1+ (1,0) [0|0] "" X
 SG_ C m1 : 8|8@1+ (1,0) [0|0] "" X
 SG_ D m1 : 15|8@1+ (1,0) [0|0] "" X
`);
    expect(file.diagnostics.map(({ code, line }) => [code, line])).toEqual([["signal-overlap", 5]]);
  });

  it("refuses in strict mode what tolerant mode reports as an error, and names the place", () => {
    expect(() => parse("BO_ 1 M: 8 X\nBO_ 1 N: 8 X\n", "strict")).toThrow(
      "DBC_REJECTED: test.dbc:2:1: messages M and N have the identifier 0x1 (message-duplicate-id)",
    );
    expect(() => parse("BO_ 1 M: 8 X\nBO_ 2 M: 8 X\n", "strict")).not.toThrow();
  });

  it("refuses what is no DBC file at all", () => {
    expect(() => parse("")).toThrow(/^DBC_NOT_A_DBC/);
    expect(() => parse("%PDF-1.7 binary")).toThrow(/^DBC_NOT_A_DBC.*%PDF/);
  });

  it("refuses a file above the limit without looking at it", () => {
    expect(() => parseDbc(new Uint8Array(dbcLimits.fileBytesMax + 1), { name: "huge.dbc" })).toThrow(/^DBC_TOO_LARGE: huge.dbc/);
  });

  it("keeps no more signals of a message than the limit", () => {
    const signals = Array.from({ length: dbcLimits.signalsPerMessageMax + 1 }, (_, index) => ` SG_ S${index} : ${index}|1@1+ (1,0) [0|0] "" X`).join("\n");
    const file = parse(`BO_ 1 M: 600 X\n${signals}\n`);
    expect(file.messages[0]?.signals).toHaveLength(dbcLimits.signalsPerMessageMax);
    expect(codes(file)).toEqual(["message-signals-too-many"]);
  });

  it("keeps no more diagnostics than the limit and says how many there were", () => {
    const file = parse(`BO_ 1 M: 8 X\n${'VAL_ 1 S 0 "x" ;\n'.repeat(1_500)}`);
    expect(file.diagnostics).toHaveLength(1_001);
    expect(file.diagnostics.at(-1)).toMatchObject({ code: "diagnostics-too-many", message: "500 more are not shown" });
  });

  it("survives any change of a file, in time", () => {
    const words = fc.constantFrom(
      "BO_",
      "SG_",
      "CM_",
      "VAL_",
      "BA_",
      "BA_DEF_",
      "SG_MUL_VAL_",
      "M",
      "m0",
      "m1M",
      ":",
      ";",
      "|",
      "@",
      "(",
      ")",
      "[",
      "]",
      "+",
      "-",
      ",",
      "1",
      "2147483649",
      "0.5",
      '"x"',
      '"',
      "\n",
      " ",
      "//",
      "/*",
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(60), fc.array(words, { maxLength: 30 }), (at, removed, inserted) => {
        const text = whole.slice(0, at) + inserted.join(" ") + whole.slice(at + removed);
        expect(outcomeOf(() => parse(text))).toMatch(/^(?:read|DBC_NOT_A_DBC)/);
      }),
      { numRuns: 1_000 },
    );
  });
});

function outcomeOf(run: () => unknown): string {
  try {
    run();
    return "read";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
