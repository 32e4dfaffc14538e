import { TextRedactor } from './text-redactor.ts';

/** Whether a text holds a secret by its form or by the name beside it. What Remit hands to servers isn't known here. */
export function holdsSecret(text: string): boolean {
  const redactor = new TextRedactor(() => '', []);
  redactor.text(text);
  return redactor.found.size > 0;
}
