import { describe, expect, test } from 'vitest';
import { telemetryEndpoint } from '../../electron/authority/telemetry-endpoint.ts';

describe('the address of a collector', () => {
  test.each([
    ['https://c.example', 'https://c.example/v1/logs'],
    ['http://127.0.0.1:4318/', 'http://127.0.0.1:4318/v1/logs'],
    ['https://c.example/otlp/', 'https://c.example/otlp/v1/logs'],
    ['https://c.example/otlp/v1/logs', 'https://c.example/otlp/v1/logs'],
  ])('%s leads to %s', (text, url) => {
    const read = telemetryEndpoint(text);
    expect(read.ok && read.value.url.href).toBe(url);
  });

  test.each([
    ['c.example:4318', 'not over'],
    ['collector', 'no address'],
    ['file:///etc/passwd', 'not over file'],
    ['https://user@c.example', 'password'],
    ['https://user:hush@c.example', 'password'],
    ['https://c.example/?token=hush', '`?`'],
    ['https://c.example/#hush', '`#`'],
  ])('%s is refused', (text, says) => {
    const read = telemetryEndpoint(text);
    expect(!read.ok && read.error).toContain(says);
    expect(JSON.stringify(read)).not.toContain('hush');
  });
});
