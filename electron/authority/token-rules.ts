// Tokens that are known by their own form and that the rules of secretlint lack, or know less of. A form is taken only when it can't be a
// hash, a UUID or a name: a prefix of the issuer's, or a length with an alphabet that nothing else has.

import { patternRule, type SecretRule } from './secret-rule.ts';

/** The end of a PEM block may be missing: a text that is cut within a key still holds most of it. */
const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,20000}-----END [A-Z0-9 ]{0,40}-----|[A-Za-z0-9+/=\s\\:,.-]{0,20000})/dg;

export const TOKEN_RULES: readonly SecretRule[] = [
  patternRule('private-key', ['private key'], PRIVATE_KEY),
  patternRule('age-key', ['age-secret-key'], /AGE-SECRET-KEY-1[0-9A-Z]{20,80}/dg),
  patternRule('jwt', ['eyj'], /(?<![\w-])eyJ[\w-]{8,20000}\.eyJ[\w-]{8,20000}(?:\.[\w-]{0,2000})?/dg),
  patternRule(
    'aws-access-key',
    ['akia', 'asia', 'a3t'],
    /(?<![A-Za-z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/dg,
  ),
  patternRule('google-api-key', ['aiza'], /(?<![\w-])AIza[\w-]{35}(?![\w-])/dg),
  patternRule('google-oauth-secret', ['gocspx-'], /(?<![\w-])GOCSPX-[\w-]{20,40}(?![\w-])/dg),
  patternRule('google-oauth-token', ['ya29.'], /(?<![\w-])ya29\.[\w-]{20,2000}/dg),
  patternRule('google-refresh-token', /1\\*\/\\*\/0/, /(?<![\w/-])1\/\/0[\w-]{30,200}/dg),
  patternRule('sendgrid-token', ['sg.'], /(?<![\w-])SG\.[\w-]{16,32}\.[\w-]{32,64}(?![\w-])/dg),
  patternRule('openai-token', ['sk-'], /(?<![\w-])sk-(?:proj|svcacct|admin|or-v1)-[\w-]{32,200}(?![\w-])/dg),
  patternRule('anthropic-token', ['sk-ant-'], /(?<![\w-])sk-ant-[a-z0-9]{3,10}-[\w-]{32,200}(?![\w-])/dg),
  patternRule(
    'slack-token',
    ['xox', 'xapp-'],
    /(?<![\w-])(?:xox[a-z]|xapp)-[0-9A-Za-z][\w-]{20,300}(?![\w-])/dg,
  ),
  patternRule(
    'webhook',
    ['hooks.', 'webhook'],
    /https:\/\/(?:hooks\.slack\.com\/(?:services|workflows|triggers)\/|(?:canary\.|ptb\.)?discord(?:app)?\.com\/api\/webhooks\/|[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/)(?<s>[\w/@.-]{20,300})/dg,
  ),
  patternRule('telegram-token', [':aa'], /(?<![0-9])[0-9]{8,10}:AA[\w-]{33}(?![\w-])/dg),
  patternRule('twilio-key', /sk[0-9a-f]{8}/, /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/dg),
  patternRule('mailgun-key', /key-[0-9a-f]{8}/, /(?<![\w-])key-[0-9a-f]{32}(?![\w-])/dg),
  patternRule('mailchimp-key', /[0-9a-f]-us[0-9]/, /(?<![\w-])[0-9a-f]{32}-us[0-9]{1,2}(?![\w-])/dg),
  patternRule('pypi-token', ['pypi-'], /(?<![\w-])pypi-AgE[\w-]{50,300}/dg),
  patternRule('npm-token', ['npm_'], /(?<![\w-])npm_[A-Za-z0-9]{36}(?![\w-])/dg),
  patternRule('npm-token', ['_authtoken'], /_authToken\s{0,4}=\s{0,4}["']?(?<s>[^\s"'$]{8,400})/dg),
  patternRule('rubygems-token', ['rubygems_'], /(?<![\w-])rubygems_[0-9a-f]{48}(?![\w-])/dg),
  patternRule(
    'github-token',
    ['gho_', 'ghp_', 'ghs_', 'ghu_', 'ghr_'],
    /(?<![A-Za-z0-9])gh[opsur]_[A-Za-z0-9]{36,255}(?![\w-])/dg,
  ),
  patternRule(
    'github-token',
    ['ghs_'],
    /(?<![\w-])ghs_[0-9]{1,20}_[\w-]{1,1000}\.[\w-]{1,10000}\.[\w-]{1,1000}/dg,
  ),
  patternRule('github-token', ['github_pat_'], /(?<![A-Za-z0-9])github_pat_\w{40,255}(?![\w-])/dg),
  patternRule(
    'gitlab-token',
    /gl[a-z]{2,5}-/,
    /(?<![\w-])gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|imt|oas)-[\w-]{20,128}(?![\w-])/dg,
  ),
  patternRule('huggingface-token', ['hf_'], /(?<![\w-])hf_[A-Za-z0-9]{34,40}(?![\w-])/dg),
  patternRule(
    'digitalocean-token',
    ['doo_v1_', 'dop_v1_', 'dor_v1_'],
    /(?<![\w-])do[opr]_v1_[0-9a-f]{64}(?![\w-])/dg,
  ),
  patternRule(
    'supabase-token',
    ['sbp_', 'sb_secret_'],
    /(?<![\w-])(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,80})(?![\w-])/dg,
  ),
  patternRule('replicate-token', ['r8_'], /(?<![\w-])r8_[A-Za-z0-9]{37}(?![\w-])/dg),
  patternRule('xai-token', ['xai-'], /(?<![\w-])xai-[A-Za-z0-9]{60,120}(?![\w-])/dg),
  patternRule('perplexity-token', ['pplx-'], /(?<![\w-])pplx-[A-Za-z0-9]{40,64}(?![\w-])/dg),
  patternRule('notion-token', ['secret_'], /(?<![\w-])secret_[A-Za-z0-9]{43}(?![\w-])/dg),
  patternRule('linear-token', ['lin_'], /(?<![\w-])lin_(?:api|oauth)_[A-Za-z0-9]{32,128}(?![\w-])/dg),
  patternRule('atlassian-token', ['atatt3', 'atctt3'], /(?<![\w-])AT[AC]TT3[\w=-]{40,300}/dg),
  patternRule('airtable-token', /pat[a-z0-9]{14}\./, /(?<![\w-])pat[A-Za-z0-9]{14}\.[0-9a-f]{64}(?![\w-])/dg),
  patternRule('postman-token', ['pmak-'], /(?<![\w-])PMAK-[0-9a-f]{24}-[0-9a-f]{34}(?![\w-])/dg),
  patternRule('sentry-token', ['sntrys_', 'sntryu_'], /(?<![\w-])sntry[su]_[\w=+/-]{40,300}/dg),
  patternRule('new-relic-key', ['nrak-', 'nrii-'], /(?<![\w-])NR(?:AK|II)-[A-Za-z0-9_-]{20,40}(?![\w-])/dg),
  patternRule(
    'square-token',
    ['sq0', 'eaaa'],
    /(?<![\w-])(?:sq0(?:atp|csp|idp)-[\w-]{22,43}|EAAA[\w-]{60})(?![\w-])/dg,
  ),
  patternRule(
    'stripe-key',
    ['sk_', 'rk_', 'whsec_'],
    /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test|prod)_[A-Za-z0-9]{16,200}|whsec_[A-Za-z0-9+/=]{24,100})(?![\w-])/dg,
  ),
  patternRule(
    'doppler-token',
    /dp\.[a-z]{2,5}\./,
    /(?<![\w-])dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}(?![\w-])/dg,
  ),
  patternRule(
    'fly-token',
    ['fm1', 'fm2', 'fo1_'],
    /(?<![\w-])(?:fm[12][a-z]?_[\w+/=-]{40,2000}|fo1_[\w-]{43})/dg,
  ),
  patternRule('okta-token', ['ssws'], /\bSSWS\s{1,4}(?<s>[\w-]{20,80})/dgi),
  patternRule('vault-token', ['hvs.', 'hvb.', 'hvr.'], /(?<![\w-])hv[sbr]\.[\w-]{24,300}(?![\w-])/dg),
  patternRule('azure-sas', ['sig='], /[?&;]sig=(?<s>[A-Za-z0-9%+/=_-]{20,200})/dg),
];
