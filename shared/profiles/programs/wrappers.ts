/**
 * Programs that run the rest of their words. A remembered prefix never ends in one: only with the inner command in the granted words does
 * that one's table say what may follow. `options` are the wrapper's own words. `addsWords`: it puts words of its own behind the inner command.
 * Not here, so never more than the granted words: env, sudo, doas, su, ssh, sh -c, eval, exec, find -exec, parallel, watch, docker run.
 */
export const wrappers: Readonly<
  Record<string, { readonly options: RegExp; readonly addsWords: boolean; readonly source: string }>
> = {
  timeout: {
    options: /^(-[ks]|--(kill-after|signal)=\S+|--preserve-status|--foreground|-v|[\d.]+[smhd]?)$/,
    addsWords: false,
    source: 'GNU coreutils 9.5',
  },
  nice: { options: /^(-n|-?\d+|--adjustment=-?\d+)$/, addsWords: false, source: 'GNU coreutils 9.5' },
  nohup: { options: /^$/, addsWords: false, source: 'GNU coreutils 9.5' },
  stdbuf: { options: /^-[ioe][L\d]\w*$/, addsWords: false, source: 'GNU coreutils 9.5' },
  time: { options: /^-p$/, addsWords: false, source: 'bash 5.2, POSIX.1-2024' },
  npx: { options: /^(--no-install|--no|-y|--yes)$/, addsWords: false, source: 'npm 11' },
  'pnpm exec': { options: /^$/, addsWords: false, source: 'pnpm 9' },
  'yarn run': { options: /^$/, addsWords: false, source: 'yarn 4' },
  bunx: { options: /^$/, addsWords: false, source: 'bun 1' },
  'uv run': { options: /^(--frozen|--locked|--offline)$/, addsWords: false, source: 'uv 0.8' },
  'poetry run': { options: /^$/, addsWords: false, source: 'Poetry 2' },
  'pipenv run': { options: /^$/, addsWords: false, source: 'pipenv 2024' },
  'bundle exec': { options: /^$/, addsWords: false, source: 'Bundler 2.5' },
  xargs: {
    options: /^(-[0rtx]+|-[nLPs]\d*|\d+|-I|\{\}|-I\{\}|--null|--no-run-if-empty)$/,
    addsWords: true,
    source: 'GNU findutils 4.10',
  },
};
