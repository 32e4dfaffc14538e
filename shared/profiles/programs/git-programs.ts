const shown =
  '-[psiEFMCwbzRabutW] -# -n=:number -S=:text -G=:text -L=:spec -U=:number -l=:number --oneline --stat=? --shortstat --numstat --dirstat=? --compact-summary --graph --no-graph --all --decorate=? --no-decorate --decorate-refs=:text --since=:text --after=:text --until=:text --before=:text --author=:text --committer=:text --grep=:text --invert-grep --all-match --regexp-ignore-case --extended-regexp --fixed-strings --perl-regexp --patch --no-patch --patch-with-stat --raw --name-only --name-status --format=:text --pretty=?:text --abbrev-commit --no-abbrev-commit --abbrev=? --merges --no-merges --first-parent --reverse --follow --date=:text --relative-date --max-count=:number --skip=:number --branches=?:text --tags=?:text --remotes=?:text --glob=:text --exclude=:text --color=? --no-color --color-words=?:text --color-moved=? --summary --diff-filter=:text --topo-order --date-order --author-date-order --no-walk --do-walk --word-diff=? --word-diff-regex=:text --find-renames=? --find-copies --find-copies-harder --no-renames --rename-empty --cherry-pick --cherry-mark --cherry --left-right --left-only --right-only --boundary --full-history --simplify-merges --simplify-by-decoration --ancestry-path --dense --sparse --unified=:number --source --ignore-case --walk-reflogs -g --reflog --no-ext-diff --no-textconv --minimal --patience --histogram --diff-algorithm= --ignore-all-space --ignore-space-change --ignore-space-at-eol --ignore-blank-lines --ignore-cr-at-eol --ignore-matching-lines=:text --function-context --inter-hunk-context=:number --text --full-index --binary --exit-code --quiet --check --relative=?:in --pickaxe-all --pickaxe-regex --children --parents --notes=?:spec --no-notes --show-notes --expand-tabs --no-expand-tabs --encoding= --log-size --stdin --cc -c -m -t -r --combined-all-paths --diff-merges= --no-diff-merges --remerge-diff --submodule=? --ignore-submodules=? --src-prefix=:text --dst-prefix=:text --no-prefix --default-prefix --line-prefix=:text --ws-error-highlight= --no-indent-heuristic --indent-heuristic --min-parents=:number --max-parents=:number --no-min-parents --no-max-parents --bisect --mailmap --use-mailmap --no-mailmap --clear-decorations --not --since-as-filter=:text --use-bitmap-index --itemize';

/** Version control. */
export const gitPrograms = `
# git 2.47; nothing before the subcommand but --no-pager (not -c, -C, --exec-path, --git-dir); not --output, --ext-diff, --no-index, -O, --upload-pack, --exec, --open-files-in-pager, --contents, -f
git [--no-pager] {--version, version} | --build-options |
git [--no-pager] status | -[sbvz] -u=? --short --branch --no-branch --porcelain=? --long --verbose --show-stash --ahead-behind --no-ahead-behind --untracked-files=? --ignored=? --renames --no-renames --find-renames=? --no-column --column=? --ignore-submodules=? | spec*
git [--no-pager] {log, show, whatchanged} | ${shown} | spec*
git [--no-pager] diff | ${shown} --cached --staged --merge-base --no-relative --base --ours --theirs | spec*
git [--no-pager] {diff-tree, diff-index, diff-files} | ${shown} --cached --root --merge-base --no-commit-id -q | spec*
git [--no-pager] shortlog | -[sneczw] -n --summary --numbered --email --committer --group=:text --format=:text --since=:text --after=:text --until=:text --before=:text --no-merges --merges --all --author=:text --first-parent | spec*
git [--no-pager] {blame, annotate} | -[wMCclsefntpb] -L=:text -M=? -C=? --porcelain --line-porcelain --incremental --date=:text --since=:text --show-email --show-name --show-number --root --color-lines --color-by-age --abbrev=:number --ignore-rev=:spec --reverse --first-parent --minimal --score-debug --show-stats | spec*
git [--no-pager] branch {--list, -l} | -[arvi] -vv --all --remotes --verbose --merged=?:spec --no-merged=?:spec --contains=?:spec --no-contains=?:spec --points-at=:spec --sort=:text --format=:text --show-current --color=? --no-color --no-column --column=? --ignore-case --abbrev=:number --no-abbrev --omit-empty | spec*
git [--no-pager] branch --show-current | |
git [--no-pager] branch {-a, -r, -v, -vv, -av, -avv, -rv, --all, --remotes, --verbose, --merged, --no-merged, --contains} | -[arvi] -vv --all --remotes --verbose --sort=:text --format=:text --color=? --no-color --column --no-column | spec*
git [--no-pager] branch | -[arv] -vv --list --all --remotes --verbose --merged --no-merged --contains=?:spec --no-contains=?:spec --points-at=:spec --sort=:text --format=:text --show-current --no-color --color=? ^-d ^-D ^--delete ^-m ^-M ^--move ^-c ^--copy ^-u=:spec ^--set-upstream-to=:spec ^--unset-upstream ^-t ^--track ^--edit-description |
git [--no-pager] tag {--list, -l} | -n=? -i --sort=:text --format=:text --contains=?:spec --no-contains=?:spec --points-at=?:spec --merged=?:spec --no-merged=?:spec --column --no-column --ignore-case --color=? | text*
git [--no-pager] tag -n | --sort=:text --list -l | text*
git [--no-pager] tag | -l -n=? --list --sort=:text --format=:text --points-at=:spec --contains=?:spec ^-a ^-m=:text ^--message=:text ^-s ^--sign ^-d ^--delete ^-f ^--force ^-v ^--verify ^--annotate |
git [--no-pager] remote | -v --verbose |
git [--no-pager] remote {show, get-url} | -n -v --all --push | name*
git [--no-pager] remote {add, remove, rm, rename, set-url, prune, update} | ^-f ^--fetch ^-t= ^--add ^--delete ^--push ^-n ^--dry-run |
git [--no-pager] stash list | ${shown} |
git [--no-pager] stash show | ${shown} -u --include-untracked --only-untracked | spec?
git [--no-pager] stash | -[uaqk] --include-untracked --all --quiet --keep-index --staged |
git [--no-pager] {stash push, stash save} | -[uaqkp] -m=:text --message=:text --include-untracked --all --quiet --keep-index --no-keep-index --staged --patch | spec*
git [--no-pager] stash {pop, apply} | -q --quiet --index | spec?
git [--no-pager] stash {drop, branch} | -q --quiet | spec*
git [--no-pager] config {--get, --get-all, --get-regexp, get} | --global --local --system --worktree --null -z --show-origin --show-scope --name-only --type=:text --bool --int --path --default=:text --includes --all --regexp | text*
git [--no-pager] config {--list, -l, list} | --global --local --system --worktree --name-only --show-origin --show-scope -z --null --includes |
git [--no-pager] config | ^--global ^--local ^--system ^--unset ^--unset-all ^--add ^-e ^--edit ^--replace-all |
git [--no-pager] rev-parse | --short=? --abbrev-ref=? --verify -q --quiet --show-toplevel --show-prefix --show-cdup --show-superproject-working-tree --git-dir --git-common-dir --absolute-git-dir --is-inside-work-tree --is-inside-git-dir --is-bare-repository --is-shallow-repository --symbolic-full-name --symbolic --all --branches --tags --remotes --revs-only --no-revs --flags --no-flags --sq --path-format= --show-object-format --git-path=:in --shared-index-path | spec*
git [--no-pager] rev-list | ${shown} --count --objects --objects-edge --unpacked --header --timestamp --disk-usage --filter= | spec*
git [--no-pager] ls-files | -[cdmosuztivf] -x=:text --cached --deleted --modified --others --stage --unmerged --killed --directory --no-empty-directory --eol --exclude-standard --exclude=:text --ignored --full-name --error-unmatch --recurse-submodules --abbrev=? --deduplicate --sparse --format=:text --resolve-undo --debug | spec*
git [--no-pager] ls-tree | -[rtdlz] --name-only --name-status --object-only --full-name --full-tree --long --abbrev=? --format=:text | spec*
git [--no-pager] ls-remote | -[hqt] --heads --branches --tags --refs --quiet --exit-code --symref --get-url --sort=:text | name?
git [--no-pager] cat-file | -[ptse] --batch --batch-check --batch-all-objects --unordered --buffer --follow-symlinks | spec*
git [--no-pager] describe | --tags --all --always --long --dirty=?:text --broken --abbrev=:number --exact-match --match=:text --exclude=:text --first-parent --contains --candidates=:number --debug | spec*
git [--no-pager] name-rev | --tags --refs=:text --all --name-only --always --undefined --no-undefined | spec*
git [--no-pager] reflog | ${shown} |
git [--no-pager] reflog show | ${shown} | spec*
git [--no-pager] for-each-ref | --count=:number --sort=:text --format=:text --points-at=:spec --merged=?:spec --no-merged=?:spec --contains=?:spec --no-contains=?:spec --ignore-case --color=? --omit-empty --exclude=:text | text*
git [--no-pager] {show-ref, show-branch} | -[sdqa] --heads --branches --tags --head --verify --quiet --hash=? --dereference --abbrev=? --exists --all --current --list --topics --color --no-color --merge-base --independent --sha1-name --no-name -r -g=? --topo-order --date-order --sparse --more=:number --reflog=? | spec*
git [--no-pager] merge-base | -a --all --octopus --independent --is-ancestor --fork-point | spec*
git [--no-pager] {cherry, range-diff, count-objects, var, check-ignore, check-attr, check-mailmap, fsck} | -[vHqnzal] --human-readable --verbose --no-index --non-matching --stdin --all --cached --raw --full --unreachable --dangling --no-dangling --tags --root --connectivity-only --no-reflogs --strict --no-color --color --creation-factor=:number --left-only --right-only | spec*
git [--no-pager] grep | -[niwvlLcohHEFPGIqpWarz] -# -A=:number -B=:number -C=:number -e=:text -m=:number --line-number --ignore-case --word-regexp --invert-match --files-with-matches --files-without-match --name-only --count --only-matching --extended-regexp --basic-regexp --fixed-strings --perl-regexp --cached --untracked --heading --no-heading --break --color=? --no-color --context=:number --after-context=:number --before-context=:number --and --or --not --all-match --max-depth=:number --max-count=:number --column --full-name --show-function --function-context --quiet --text --no-textconv --recursive --no-recursive --exclude-standard --no-exclude-standard --recurse-submodules --threads=:number --null | text!-e spec*
git [--no-pager] help | |
git worktree list | -[vz] --porcelain --verbose |
git submodule | --quiet -q |
git {submodule status, submodule summary} | --recursive --cached --quiet -q | spec*
git notes | |
git {notes list, notes show} | | spec*
git {lfs ls-files, lfs status, lfs env, lfs locks, lfs track, lfs fsck} | -[lsnadj] --all --long --size --name-only --json --porcelain --debug --deleted |
git {bisect log, bisect good, bisect bad, bisect skip, bisect reset, bisect start, bisect new, bisect old, bisect terms} | --stat --oneline -p | spec*
# git 2.47; changes of the folder and its history; not --exec, -x, --force, --no-verify, -F, --template, --pathspec-from-file, --reuse-message of others
git {add, stage} | -[AvnuNp] --all --verbose --dry-run --update --intent-to-add --ignore-errors --refresh --patch --chmod=+x --chmod=-x --renormalize --sparse --no-all --ignore-removal ^-f ^--force ^-i ^--interactive | spec*
git commit {-m, -am} | -[qvsa] -m=:text --quiet --verbose --signoff --message=:text --all --allow-empty --date=:text --no-status --porcelain --short --dry-run --long --status --trailer=:text | =text spec*
git commit --message | -[qvsa] -m=:text --quiet --verbose --signoff --all --allow-empty | =text spec*
git commit | -[qvsa] -m=:text --quiet --verbose --signoff --message=:text --all --allow-empty --dry-run --short --porcelain --date=:text --trailer=:text ^--amend ^--no-edit ^--no-verify ^-n ^-S=? ^--gpg-sign ^--fixup=:spec ^--squash=:spec ^-C=:spec ^-c=:spec ^--author=:text ^--only ^-e ^--edit ^--allow-empty-message ^--reset-author | spec*
git fetch | -[qvptn] --quiet --verbose --prune --dry-run --tags --no-tags --all --depth=:number --deepen=:number --unshallow --prune-tags --progress --no-progress --append --atomic --jobs=:number -j=:number | name? spec*
git pull | -[qv] --quiet --verbose --ff-only --no-rebase --dry-run --prune --tags --progress --autostash --no-autostash --ff --stat --no-stat ^--rebase ^-r ^--rebase=? ^--all | name? spec*
git push | -[qvn] --quiet --verbose --dry-run --porcelain --progress ^-u ^--set-upstream ^--tags ^--follow-tags ^--all ^--delete ^-d ^--force ^-f ^--force-with-lease ^--mirror ^--prune ^--no-verify ^--atomic |
git switch | -[qdt] -c=:spec --quiet --detach --create=:spec --track --no-track --guess --no-guess --merge --progress ^-C=:spec ^--discard-changes ^-f ^--force ^--orphan=:spec | spec?
git checkout | -[qdtlp] -b=:spec --quiet --detach --track --no-track --guess --no-guess --progress --patch ^-B=:spec ^-f ^--force ^--orphan=:spec ^--ours ^--theirs ^-m ^--merge | spec*
git restore | -[qpSW] -s=:spec --quiet --staged --worktree --source=:spec --patch --progress --overlay --no-overlay | spec*
git merge | -[nqve] -m=:text --stat --no-stat --ff --no-ff --ff-only --squash --no-squash --commit --no-commit --abort --continue --quit --quiet --verbose --edit --no-edit --message=:text --log --no-log --signoff --progress --autostash ^-s= ^-X= ^--strategy= ^--strategy-option= ^--allow-unrelated-histories | spec*
git rebase | -[qv] --abort --continue --skip --quit --quiet --verbose ^-i ^--interactive --autosquash --no-autosquash --autostash --stat --no-stat --keep-base --show-current-patch --root --update-refs --signoff --committer-date-is-author-date --empty= --onto=:spec ^-r ^--rebase-merges ^-s= ^-X= ^-f ^--force-rebase ^--edit-todo | spec*
git {cherry-pick, revert} | -[xens] -m=:number --abort --continue --skip --quit --no-commit --no-edit --edit --signoff --mainline=:number --ff --allow-empty --keep-redundant-commits ^-X= ^--strategy= | spec*
git reset | -[qNp] --soft --mixed --quiet --intent-to-add --patch --merge --keep ^--hard | spec*
git rm | -[rqn] --cached --quiet --dry-run --ignore-unmatch ^-f ^--force | spec*
git mv | -[vnk] --verbose --dry-run ^-f ^--force | own*
git clean | -[nxdXq] -e=:text --dry-run --exclude=:text --quiet ^-f ^--force ^-i ^--interactive | spec*
git init | -[q] --quiet --bare -b=:spec --initial-branch=:spec --shared --object-format= | own?
git clone | -[qvln] --quiet --verbose --depth=:number --branch=:spec -b=:spec --single-branch --no-single-branch --no-tags --bare --mirror --progress --filter= --sparse --shallow-submodules --shallow-since=:text -j=:number --jobs=:number ^--recursive ^--recurse-submodules ^--recurse-submodules=? ^--origin= ^-o= |
git worktree {add, remove, prune, move, lock, unlock} | -[vnd] --detach --quiet -q --dry-run --verbose --checkout --reason=:text ^-b=:spec ^-B=:spec ^--force ^-f | own? spec*
git apply | --check --stat --numstat --summary -v --verbose --cached --index --reverse -R --3way -3 --whitespace= --recount -p=:number -C=:number --include=:text --exclude=:text --reject --allow-empty --intent-to-add | in*
git format-patch | --stdout -# -n -N -k -s --numbered --no-numbered --signoff --cover-letter --thread --subject-prefix=:text --start-number=:number --root --zero-commit --no-signature -v=:number -o=:own --output-directory=:own --base=:spec | spec*
git submodule {init, deinit, sync, absorbgitdirs} | --quiet -q --recursive | spec*
git submodule {update, add} | ^--init ^--recursive ^--remote ^--depth=:number ^-b= ^--merge ^--rebase |
git {gc, prune, repack, pack-refs, maintenance run, rerere, rerere status, rerere diff, commit-graph write, commit-graph verify} | -[adqlnvf] --auto --quiet --all --dry-run --verbose --prune=:text --aggressive --keep-largest-pack --reachable --progress --no-progress |
git {init-db, flow init, stripspace, mktree, write-tree, hash-object, mktag, sparse-checkout list, sparse-checkout disable, get-tar-commit-id, patch-id} | -s --strip-comments -c --comment-lines -q -n --stable --unstable ^-w ^--stdin -t=:text | spec*
git commit-tree | -m=:text -p=:spec --no-gpg-sign ^-F=:in ^--gpg-sign | spec
git mailinfo | -[kbum] --scissors --no-scissors --quoted-cr= | own own
git unpack-objects | -[nqr] --strict --strict=? --max-input-size= |
git archive | --list -l --format= --prefix=:own -v --verbose ^-o=:own ^--output=:own -# | spec*
git am {--abort, --continue, --skip, --quit, --show-current-patch} | |
git am | -[sk3qu] --signoff --keep --3way --quiet --whitespace= --reject --abort --continue --skip ^--committer-date-is-author-date | in*
git update-index | -q --refresh --assume-unchanged --no-assume-unchanged --skip-worktree --no-skip-worktree --really-refresh --chmod=+x --chmod=-x | spec*
git symbolic-ref | -q --short --quiet | spec
git {update-ref, replace, read-tree} | --list -l ^-d ^-m=:text |
git {notes add, notes append, notes copy, notes remove, notes edit} | -m=:text | spec*
# Git Extras 7
git {standup, summary, effort, authors, count, info} | --all --list |
# GitHub CLI 2.60; not --repo, --web, --hostname, -F and --body-file; api, alias, extension and codespace have no table
gh pr list | ^-w ^--web -d -s= -L=:number -l=:text -a=:text -A=:text -B=:spec -H=:spec -S=:text -q=:jq -t=:text --state= --limit=:number --label=:text --author=:text --assignee=:text --base=:spec --head=:spec --search=:text --json=:text --jq=:jq --template=:text --draft --app= |
gh {pr, issue, run, release, repo, gist, workflow, label, project, ruleset, cache, search} --help | |
gh pr view | ^-w ^--web -c -q=:jq -t=:text --comments --json=:text --jq=:jq --template=:text | spec?
gh pr status | -c --conflict-status --json=:text --jq=:jq -q=:jq |
gh pr checks | -i=:number --watch --fail-fast --required --interval=:number --json=:text --jq=:jq -q=:jq | spec?
gh pr diff | --name-only --patch --color= -e=:text | spec?
gh pr checkout | --detach ^-f ^--force ^-b=:spec ^--branch=:spec ^--recurse-submodules | spec?
gh issue list | ^-w ^--web -s= -L=:number -l=:text -a=:text -A=:text -S=:text -q=:jq -t=:text -m=:text --state= --limit=:number --label=:text --author=:text --assignee=:text --search=:text --json=:text --jq=:jq --template=:text --milestone=:text --mention=:text --app= |
gh issue view | ^-w ^--web -c -q=:jq -t=:text --comments --json=:text --jq=:jq --template=:text | spec?
gh issue status | --json=:text --jq=:jq -q=:jq |
gh run list | -a -L=:number -w=:spec -b=:spec -s= -u=:text -e=:text -c=:text -q=:jq --all --limit=:number --workflow=:spec --branch=:spec --status= --user=:text --event= --commit=:text --created=:text --json=:text --jq=:jq |
gh run view | ^-w ^--web -v -j=:number -a=:number --verbose --exit-status --log --log-failed --job=:number --attempt=:number --json=:text --jq=:jq -q=:jq | spec?
gh run watch | -i=:number --compact --exit-status --interval=:number | spec?
gh release list | -L=:number -O= --limit=:number --order= --exclude-drafts --exclude-pre-releases --json=:text --jq=:jq -q=:jq |
gh {release view, repo view, gist view, workflow view, ruleset view, project view} | -q=:jq -t=:text -r -y --json=:text --jq=:jq --template=:text --branch=:spec -b=:spec --ref=:spec --yaml --raw --files --filename=:in -f=:in | spec?
gh {repo list, gist list, workflow list, label list, project list, ruleset list, cache list, secret list, variable list, ssh-key list, gpg-key list, extension list, alias list, org list} | -a -L=:number -l=:text -q=:jq -t=:text -S=:text -O= --limit=:number --language=:text --all --archived --no-archived --fork --source --public --secret --visibility= --topic=:text --json=:text --jq=:jq --template=:text --search=:text --sort= --order= --owner=:text --closed --env=:text | spec?
gh {search repos, search issues, search prs, search commits, search code} | -L=:number -q=:jq -t=:text --limit=:number --language=:text --owner=:text --repo=:text --state= --label=:text --author=:text --assignee=:text --sort= --order= --created=:text --updated=:text --json=:text --jq=:jq --template=:text --visibility= --topic=:text --stars=:text --archived --filename=:text --extension=:text --match=:text | text*
gh auth status | -h= --hostname= --active -a -e=:text -o=:text |
gh browse | -n --no-browser -c --commit --branch=:spec -b=:spec | spec?
gh pr create | -[df] ^-t=:text ^--title=:text ^-b=:text ^--body=:text ^-B=:spec ^--base=:spec ^-H=:spec ^--head=:spec ^--draft ^--fill ^-r=:text ^--reviewer=:text ^-a=:text ^--assignee=:text ^-l=:text ^--label=:text ^--milestone=:text ^--dry-run |
gh pr {merge, close, reopen, ready, review, comment, edit} | ^-b=:text ^--body=:text ^-c ^-m ^--merge ^-s ^--squash ^-r ^--rebase ^--auto ^-d ^--delete-branch ^--approve ^-a ^--request-changes ^--undo ^--title=:text ^--add-label=:text ^--remove-label=:text ^--add-reviewer=:text ^--base=:spec |
gh issue {create, close, reopen, comment, edit, pin, unpin, lock, transfer, delete, develop} | ^-t=:text ^--title=:text ^-b=:text ^--body=:text ^-l=:text ^--label=:text ^-a=:text ^--assignee=:text ^--reason=:text ^-c=:text ^--add-label=:text ^--remove-label=:text ^--yes |
gh {release create, release delete, release edit, repo create, repo fork, repo sync, repo rename, repo archive, run rerun, run cancel, run delete, workflow run, workflow enable, workflow disable, gist create, gist delete, label create, label edit, label delete, label clone, cache delete} | ^-y ^--yes ^--title=:text ^--notes=:text ^--generate-notes ^--draft ^--prerelease ^--latest ^--public ^--private ^--clone ^--failed ^--ref=:spec ^--desc=:text ^--description=:text ^--color=:text ^--force |
# glab 1.50
glab {mr list, issue list, ci list, release list, repo list, mr view, issue view, ci view, ci status, mr diff, repo view} | -[acA] --all --closed --merged --draft --label=:text --author=:text --assignee=:text --per-page=:number --page=:number --comments | spec?
`;
