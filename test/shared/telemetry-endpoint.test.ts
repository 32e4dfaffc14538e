import { expect, test } from 'vitest';
import { endpointProblem } from '../../shared/core/telemetry-endpoint.ts';

test.each([
  'http://localhost:4318',
  'https://collector.example.com/v1/logs',
  'HTTPS://10.0.0.5:4318/',
  'http://[::1]:4318',
])('%s can be taken', (address) => {
  expect(endpointProblem(address)).toBeNull();
});

test.each([
  ['collector.example.com', 'http:// or https://'],
  ['ftp://collector.example.com', 'http:// or https://'],
  ['file:///etc/passwd', 'http:// or https://'],
  ['http:\\\\jo:secret@collector.example.com', 'http:// or https://'],
  ['https://jo:secret@collector.example.com', 'name and password'],
  ['https://token@collector.example.com:4318', 'name and password'],
  ['https://collector.example.com?key=abc', '? or #'],
  ['https://collector.example.com/v1#key', '? or #'],
  ['https://collector.example.com/\n', 'This is no address'],
  ['https://colle\u200bctor.example.com', 'This is no address'],
  ['https://[', 'This is no address'],
])('%s is refused', (address, words) => {
  expect(endpointProblem(address)).toContain(words);
});
