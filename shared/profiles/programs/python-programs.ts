/** Options of pytest that choose, count or print. */
const pytest =
  '-[qvxslh] -vv -vvv -qq -k=:term -m=:term -n= -r=:term --quiet --verbose --exitfirst --maxfail=:number --tb= --lf --last-failed --ff --failed-first --nf --new-first --sw --stepwise --durations=:number --durations-min=:number --collect-only --co --no-header --no-summary --disable-warnings --disable-pytest-warnings --showlocals --no-showlocals --strict-markers --strict-config --strict --color= --code-highlight= --capture= --show-capture= --setup-show --setup-only --setup-plan --fixtures --fixtures-per-test --markers --version --cache-show --cache-clear --no-cov --runxfail --ignore=:in --ignore-glob=:term --deselect=:in --timeout=:number --numprocesses= --dist= --reruns=:number --full-trace --verbosity=:number --keep-duplicates --doctest-modules --doctest-continue-on-failure --import-mode= --cov=?:in --cov-report=term --cov-report=term-missing --cov-fail-under=:number --cov-branch';

/** Programs of Python projects. A name to install is a new program: it has to be among the granted words. */
export const pythonPrograms = `
# pytest 8; not -p, -c, -o, -W, --rootdir, --confcutdir, --basetemp, --junitxml, --cov-config, --pdbcls, --pyargs, --log-file
{pytest, py.test} | ${pytest} | in*
{python3, python, py, python2, pypy3} -m pytest | ${pytest} | in*
# CPython 3.13: a script’s own words are unknown, and modules of the standard library run code but for these
{python3, python, py, python2} {-V, -VV, -h} | |
{python3, python, py} -m json.tool | --indent=:number --sort-keys --compact --no-indent --tab --no-ensure-ascii --json-lines | in
{python3, python, py} -m unittest | -[vqfbc] --verbose --quiet --failfast --buffer --catch --locals --durations=:number -k=:term | in*
{python3, python, py} -m unittest discover | -[vqfb] -k=:term -p=:term -s=:in --verbose --quiet --failfast --buffer --locals |
{python3, python, py} -m {py_compile, compileall, tabnanny, tokenize, ast, pyclbr, dis} | -[qf] --quiet -j=:number | in*
{python3, python, py} -m {calendar, this, platform, sysconfig, site} | --version --user-site --user-base | number*
{python3, python, py} -m venv | --clear --upgrade --without-pip --system-site-packages --prompt= --copies --symlinks ^--upgrade-deps | own+
# pip 25, uv 0.8, Poetry 2, pipenv, pipx, conda: what they print; a name to install has to be granted; not --python, --proxy, --index-url, --log
{pip, pip3, python3 -m pip, python -m pip} {list, freeze, show, check, config list, config get, debug, cache list, cache dir, cache info, index versions, inspect} | -[ofvql] --outdated --format= --uptodate --local --user --files --not-required --verbose --all --exclude= --exclude-editable | spec*
{pip, pip3, python3 -m pip, python -m pip} {install, uninstall, download, wheel} | -[qv] --quiet --no-input --dry-run --no-color --disable-pip-version-check ^-U ^--upgrade ^--user ^-r=:in ^--requirement=:in ^-e=:in ^--editable=:in ^-y ^--yes ^--no-deps ^--pre ^--force-reinstall ^--no-cache-dir ^--break-system-packages ^--ignore-installed ^-c=:in |
uv {pip list, pip freeze, pip show, pip check, pip tree, tree, python list, python find, python dir, tool list, tool dir, cache dir, self version} | -[qv] --quiet --outdated --format= --locked --frozen --offline --depth=:number --no-dev --all-groups --only-installed | spec*
uv {sync, lock} | -[qv] --quiet --locked --frozen --offline --check --all-extras --no-dev --dev --dry-run --all-groups --all-packages --no-install-project --inexact --extra= --group= |
uv {version, add, remove, init, pip install, pip uninstall, pip compile, pip sync, venv, build, tool install, tool uninstall, tool upgrade, python install, python uninstall, python pin, self update, cache clean, cache prune, export} | -[qv] --quiet --offline ^--dev ^--group= ^--optional= ^-r=:in ^-e=:in ^--editable=:in ^-o=:own ^--seed ^--upgrade ^-U ^--script=:in ^--format= ^--bump= |
poetry {show, check, env list, env info, config --list, version, about, list, search, self show, source show, cache list} | -[tloaTqs] --tree --latest --outdated --all --top-level --no-ansi --no-interaction --path --short --full-path | spec*
poetry {install, lock, update, sync, build} | -[qvn] --no-root --no-interaction --no-ansi --sync --only= --without= --with= --no-dev --dry-run --check --all-extras --no-directory --regenerate --no-update |
poetry {add, remove, init, new, publish, export, env use, env remove, config, self update, cache clear} | -[qn] ^--group= ^-G= ^--dev ^-D ^--optional ^--build ^-f= ^-o=:own ^--without-hashes ^--unset ^--name= |
pipenv {graph, check, verify, requirements, --venv, --py, --where} | --json --json-tree --bare --reverse --dev |
pipenv {install, sync, lock, uninstall, update, clean} | -q --quiet ^--dev ^-d ^-r=:in ^--all ^--deploy ^--keep-outdated ^--three |
pipx list | --short --json --include-injected |
pipx {install, uninstall, upgrade, upgrade-all, reinstall, reinstall-all, inject, ensurepath} | --quiet -q ^--force ^-f ^--include-deps ^-e |
{conda, mamba, micromamba} {list, info, env list, config --show, search, env export, export} | -e --json --envs -n= --name= -p=:own --prefix=:own --format=:name -c=:name --channel=:name --explicit --export --revisions --offline --from-history --no-builds --all | spec*
{conda, mamba, micromamba} {install, create, remove, update, activate, deactivate, clean, env create, env remove, env update} | -q --quiet --dry-run ^-y ^--yes ^-n= ^--name= ^-c= ^--channel= ^--all ^-f=:in ^--file=:in ^--clone= ^-a ^--packages ^--tarballs ^--prune ^-p=:own |
{pyenv, rbenv, nodenv, goenv, jenv} {versions, version, which, whence, root, prefix, shims, version-name, version-origin, install --list, install -l, commands} | --bare --list --complete | spec*
{pyenv, rbenv, nodenv, goenv, jenv} {install, uninstall, rehash, local, global, virtualenv, virtualenvs, activate, deactivate, add, remove} | ^-f ^--force ^-s ^--skip-existing ^-v ^--unset |
# ruff 0.8; not --config, --fix, --cache-dir, --output-file, --add-noqa, --extend-exclude of a file
ruff check | -[qsv] --quiet --silent --verbose --select= --ignore= --extend-select= --extend-ignore= --output-format= --statistics --no-cache --no-fix --show-settings --show-files --line-length=:number --target-version= --exclude=:term --preview --isolated --exit-zero --diff ^--fix ^--unsafe-fixes ^--watch ^-w | in*
{ruff format, black, isort, autopep8, yapf} {--check, --diff, --check-only, -d, -c} | -[qvrd] --diff --check --quiet --verbose -l=:number --line-length=:number --target-version= --no-cache --color --no-color --fast --safe --exclude=:term --preview --workers=:number --skip-string-normalization --profile= --recursive --max-line-length=:number --aggressive | in*
{ruff format, black, isort} | -[qv] --quiet --verbose -l=:number --line-length=:number --target-version= -t= --no-cache --color --no-color --skip-string-normalization --skip-magic-trailing-comma --fast --safe --exclude=:term --preview --workers=:number --profile= --show-settings --show-files --check --diff | own*
{autopep8, yapf} | -[vra] --recursive --max-line-length=:number --aggressive ^-i ^--in-place | in*
ruff {rule, linter, version} | --all --output-format= | spec?
# mypy 1.13, pyright 1.1, flake8 7, pylint 3 and others like them; not --config-file, --python-executable, --custom-typeshed-dir, --install-types, --load-plugins, --init-hook, --rcfile, --output-file, --junit-xml
{mypy, python3 -m mypy, python -m mypy} | -[v] -p= -m= --strict --pretty --no-error-summary --ignore-missing-imports --show-error-codes --show-column-numbers --no-incremental --python-version= --exclude=:term --follow-imports= --check-untyped-defs --disallow-untyped-defs --warn-unused-ignores --namespace-packages --explicit-package-bases --no-color-output --version --show-error-context --show-traceback --no-site-packages --platform= | in*
{pyright, basedpyright} | --outputjson --stats --verbose --warnings --version --pythonversion= --pythonplatform= --level= --skipunannotated --verifytypes= --ignoreexternal --dependencies ^-w ^--watch | in*
{flake8, pycodestyle, pydocstyle, pyflakes, vulture, codespell, bandit, yamllint, doc8, deptry, interrogate, vermin, pipdeptree, pip-audit} | -[rqvlsa] --count --statistics --max-line-length=:number --max-complexity=:number --select= --ignore= --extend-ignore= --show-source --exclude=:term --min-confidence=:number --quiet --verbose --version --recursive --strict --severity-level= --confidence-level= --skip=:term --json --reverse -d=:term | in*
radon {cc, mi, raw, hal} | -[asnxj] --min= --max= --average --total-average --show-complexity --json | in*
pylint | -[Evh] -j=:number --errors-only --disable= --enable= --score= --reports= --msg-template=:term --list-msgs --help-msg= --jobs=:number --ignore= --ignore-patterns=:term --verbose --version --recursive= --py-version= --fail-under=:number --max-line-length=:number --exit-zero --output-format=text --output-format=json --output-format=colorized | in*
coverage {report, debug sys} | -[mi] --show-missing --skip-covered --skip-empty --include=:term --omit=:term --fail-under=:number --precision=:number --sort= --format= | in*
coverage {combine, erase, html, xml, json, lcov} | -[qi] --quiet --keep --append --skip-covered --show-contexts | in*
{tox, nox} | -[lqv] -e= -s= --listenvs --list --quiet --skip-missing-interpreters --showconfig --session= --sessions= -k=:term --list-sessions ^-r ^--recreate ^-p= ^--parallel |
{sphinx-build, mkdocs build} | -[qnWETav] -b= -j= --strict --clean --quiet --verbose --keep-going --fail-on-warning | in own
pre-commit run | -[av] --all-files --verbose --show-diff-on-failure --from-ref=:spec --to-ref=:spec --hook-stage= --color= | name?
pre-commit {install, uninstall, autoupdate, clean, gc, install-hooks, sample-config} | ^-t= ^--hook-type= ^--install-hooks ^-f ^--freeze |
`;
