// Log records in the JSON form of OTLP 1.x (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"): names in lowerCamelCase, 64-bit
// integers as strings, enumerations as numbers.

export type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } };
export type Attribute = { readonly key: string; readonly value: AnyValue };

/** Severities of the OpenTelemetry log data model. */
export const SEVERITIES = { INFO: 9, WARN: 13 } as const;

export type LogRecord = {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: keyof typeof SEVERITIES;
  readonly body: { readonly stringValue: string };
  readonly attributes: readonly Attribute[];
};

/** Whose records they are: `record` names the record, and with it the machine and the user, without saying who they are. */
export type Origin = { readonly record: string; readonly version: string };

/** No text that is sent is longer, in characters. */
const MAX_TEXT = 500;
/** No list that is sent is longer. */
const MAX_LIST = 100;

function cut(value: string): string {
  return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value;
}

export function text(key: string, value: string): Attribute {
  return { key, value: { stringValue: cut(value) } };
}

export function whole(key: string, value: number): Attribute {
  return { key, value: { intValue: String(Math.trunc(value)) } };
}

export function double(key: string, value: number): Attribute {
  return { key, value: { doubleValue: value } };
}

/** A list of texts. What is left out at its end is counted under `KEY_omitted`. */
export function texts(key: string, values: readonly string[]): readonly Attribute[] {
  if (values.length === 0) return [];
  const kept = values.slice(0, MAX_LIST).map((value) => ({ stringValue: cut(value) }));
  const list = { key, value: { arrayValue: { values: kept } } };
  return values.length > MAX_LIST ? [list, whole(`${key}_omitted`, values.length - MAX_LIST)] : [list];
}

export type Said = {
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  readonly severity: keyof typeof SEVERITIES;
  readonly sentence: string;
  readonly attributes: readonly Attribute[];
};

export function logRecord({ at, severity, sentence, attributes }: Said): LogRecord {
  // As text: so many nanoseconds are more than a number holds exactly.
  const nanos = `${Date.parse(at)}000000`;
  return {
    timeUnixNano: nanos,
    observedTimeUnixNano: nanos,
    severityNumber: SEVERITIES[severity],
    severityText: severity,
    body: { stringValue: cut(sentence) },
    attributes,
  };
}

/** A request around log records that are JSON texts already: their sizes had to be known before. */
export function logsRequest({ record, version }: Origin, records: readonly string[]): string {
  const resource = {
    attributes: [
      text('service.name', 'remit'),
      text('service.version', version),
      text('service.instance.id', record),
    ],
  };
  const scope = { name: 'remit.record', version };
  return `{"resourceLogs":[{"resource":${JSON.stringify(resource)},"scopeLogs":[{"scope":${JSON.stringify(scope)},"logRecords":[${records.join(',')}]}]}]}`;
}
