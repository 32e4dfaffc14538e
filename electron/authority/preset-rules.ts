// The rules of secretlint. Its core is asynchronous and entries are written synchronously; a rule's own function is synchronous and wants
// nothing but a place to report to.

import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintSourceCode } from '@secretlint/types';
import type { FoundSecret, SecretRule } from './secret-rule.ts';

/**
 * What has to stand in a text for a rule to find something. The rules left out look at files' names, are ours in a closer form, or take long
 * over hostile texts (GitHub's).
 */
const HINTS: Readonly<Record<string, readonly string[]>> = {
  aws: ['secretaccess', 'secret_access'],
  npm: ['x-oauth-basic', 'npm_'],
  slack: ['xox', 'xapp-'],
  sendgrid: ['sg.'],
  shopify: ['shppa_', 'shpca_', 'shpat_', 'shpss_'],
  stripe: ['sk_', 'rk_'],
  gitlab: ['glpat-'],
  grafana: ['glc_', 'glsa_'],
  openai: ['t3blbkfj'],
  anthropic: ['sk-ant-'],
  groq: ['gsk_'],
  huggingface: ['hf_'],
  linear: ['lin_api_'],
  notion: ['ntn_'],
  '1password': ['ops_'],
  'hashicorp-vault': ['hvs.', 'hvb.', 'hvr.'],
  vercel: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
  databricks: ['dapi'],
  docker: ['dckr_pat_'],
  figma: ['figd_'],
  cloudflare: ['cfk_', 'cfut_', 'cfat_'],
  tailscale: ['tskey-'],
};
const ID = '@secretlint/secretlint-rule-';

type Report = { readonly range: readonly [number, number] };

export const PRESET_RULES: readonly SecretRule[] = rules.flatMap((rule) => {
  const id = rule.meta.id.slice(ID.length);
  const hint = HINTS[id];
  if (hint === undefined) return [];
  let reports: Report[] = [];
  const handler = rule.create(
    {
      sharedOptions: {},
      createTranslator: () => () => ({ message: '', messageId: '', data: {} }),
      report: (descriptor) => reports.push(descriptor),
      ignore: () => undefined,
    },
    {},
  );
  const name = `${id}-token`;
  const find = (text: string): readonly FoundSecret[] => {
    reports = [];
    void handler.file?.(source(text));
    // An address is reported as a whole; ours take what is secret of it, so that it is known where it stands without the rest.
    const own = reports.filter(({ range }) => !text.startsWith('https://', range[0]));
    return own.map(({ range }) => trimmed(text, range[0], range[1], name));
  };
  return [{ name, hint, find }];
});

/** `_authToken=` is reported with the rest of its line. */
function trimmed(text: string, start: number, end: number, rule: string): FoundSecret {
  const blank = text.slice(start, end).search(/[\s"']/);
  return { start, end: blank <= 0 ? end : start + blank, rule };
}

/** A text without a file: all that the rules look at is its content. */
function source(content: string): SecretLintSourceCode {
  return {
    content,
    hasBOM: false,
    contentType: 'text',
    ext: '',
    filePath: undefined,
    physicalFilePath: undefined,
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start: { line: 1, column: 0 }, end: { line: 1, column: 0 } }),
    positionToIndex: () => 0,
    indexToPosition: () => ({ line: 1, column: 0 }),
  };
}
