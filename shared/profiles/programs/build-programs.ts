const cargo =
  '-[qvr] -vv -j=:number -p= -F= --quiet --verbose --release --all --workspace --package= --exclude= --lib --bins --bin= --tests --test= --examples --example= --benches --bench= --all-targets --all-features --no-default-features --features= --locked --offline --frozen --jobs=:number --no-run --doc --no-fail-fast --message-format= --color= --keep-going --profile= --target=:name --timings --future-incompat-report --ignore-rust-version --no-deps --document-private-items ^--open ^--fix ^--allow-dirty ^--allow-staged';
const go =
  '-v -n -x -a -race -msan -asan -cover -failfast -json -short -trimpath -fullpath -run=:text -bench=:text -benchmem -count=:number -timeout= -parallel=:number -tags= -p=:number -cpu= -benchtime= -skip=:text -list=:text -fuzztime= -shuffle= -covermode= -coverpkg=:in -buildvcs= -mod=mod -mod=readonly -mod=vendor';
/** Options of Maven and Gradle that choose, count or print; a property (-D, -P) may change what runs. */
const maven =
  '-[qBeoXUVN] -T= -pl=:term -am -amd -fae -ff -fn -ntp --quiet --batch-mode --offline --no-transfer-progress --fail-at-end --fail-fast --fail-never --errors --debug --version -v --update-snapshots --non-recursive --show-version --projects=:term --also-make --threads= -DskipTests -DskipTests=true -Dmaven.test.skip=true ^-P=:term ^-D=:term ^-f=:in';
const gradle =
  '-[qisSdwmv] --quiet --info --stacktrace --full-stacktrace --debug --warn --dry-run --offline --parallel --no-parallel --continue --no-daemon --daemon --console= --tests=:term --rerun-tasks --version --no-build-cache --build-cache --configuration-cache --no-configuration-cache --warning-mode= --max-workers=:number --all --status --stop --configuration= -x=:name --exclude-task=:name --no-scan ^--refresh-dependencies ^--write-locks ^-P=:term ^-D=:term ^-p=:in';
const phpunit =
  '-[v] --filter=:term --testdox --stop-on-failure --stop-on-error --colors=? --group=:term --exclude-group=:term --testsuite=:term --list-tests --list-groups --debug --verbose --do-not-cache-result --order-by= --no-coverage --coverage-text --no-configuration --list-suites --fail-on-warning --version --parallel --compact --profile --ci';

/** Compilers, build tools and test runners. */
export const buildPrograms = `
# cargo 1.83; not --config, --manifest-path, --target-dir, -Z, +toolchain, --out-dir, --registry, --index; run of a project is its own code
cargo {test, t} | ${cargo} -- (runner) | text*
cargo {build, b, check, c, clippy, bench, doc, d} | ${cargo} -- (clippy) |
cargo {run, r} | ${cargo} -- (runner) |
(clippy) | -D= -W= -A= -F= --deny= --warn= --allow= --forbid= --cap-lints= |
cargo {tree, metadata, pkgid, locate-project, search, info, version, -V, --list, audit, outdated, machete, nextest list, deny check, bloat} | -[deiqv] -p= --depth=:number --invert=:term --package= --edges= --prefix= --duplicates --all-features --no-default-features --features= --no-deps --format-version=:number --format=:term --locked --offline --frozen --quiet --verbose --limit=:number --workspace --no-dedupe --all --release --lib --json --root-deps-only --crates -n=:number --color= | text*
cargo nextest run | ${cargo} -E=:term --filter-expr=:term --retries=:number --test-threads=:number --no-capture --nocapture --fail-fast --run-ignored= --status-level= --final-status-level= --failure-output= --success-output= --partition= --no-tests= | text*
cargo fmt | --check --all -p= --package= -v -q --verbose --quiet -- (rustfmt) |
(rustfmt) | --check --edition= --color= --emit=stdout -l |
rustfmt | --check --edition= --color= --emit=stdout -[lqv] | own*
cargo {fetch, generate-lockfile, update, clean} | -[qv] --quiet --verbose --locked --offline --dry-run --release --doc -p= --package= --workspace --precise= --recursive | spec*
cargo {new, init, add, remove, rm, install, uninstall, publish, package, vendor, login, logout, owner, yank, rustc, rustdoc} | -[qv] --quiet --offline --locked --dry-run ^--lib ^--bin ^--name= ^--vcs= ^--edition= ^--features= ^-F= ^--dev ^--build ^--git= ^--version= ^--force ^-f ^--list ^--allow-dirty ^--all |
rustup {show, toolchain list, target list, component list, -V, check, which, override list, show active-toolchain, show home} | --installed --verbose -v -q | name*
rustup {toolchain install, toolchain uninstall, target add, target remove, component add, component remove, default, update, override set, override unset, self update, set profile, doc} | --quiet ^--toolchain= ^--profile= ^--component= ^--force ^--no-self-update |
{rustc, clippy-driver} {-V, -vV, --print=sysroot, --print=target-list, --explain} | -v | name?
# go 1.23; not -exec, -toolexec, -o, -C, -overlay, -modfile, -coverprofile, -cpuprofile, -vettool, -ldflags, -gcflags, -pkgdir; run is the code of its words
go {test, vet} | ${go} | in*
go {build, install} | ${go} ^-o=:own ^-ldflags=:text ^-gcflags=:text | in*
go list | ${go} -m -u -e -f=:text -deps -test -find -versions | spec*
go {version, env, doc, help, mod why, mod graph, mod verify, mod edit -json, work edit -json} | -m -v -u -c -all -src -short -cmd -json -changed | spec*
go {mod tidy, mod download, mod vendor, mod init, work sync, work init, work use, clean, fmt} | -v -n -x -e -r -json -testcache -cache -modcache | spec*
go {get, generate, mod edit, tool, fix} | ${go} ^-u ^-d ^-t ^-u=patch ^-require= ^-replace= ^-dropreplace= |
{gofmt, goimports, gofumpt} | -[ldes] -v ^-w ^-local=:term ^-r=:term | in*
golangci-lint {run, linters, version, cache status, config path} | -[vEDj] --fast --timeout= --new --new-from-rev=:spec --disable= --enable= --tests=false --enable-all --disable-all --sort-results --show-stats --issues-exit-code=:number ^--fix | in*
{staticcheck, errcheck, gosec, revive, ineffassign, misspell, govulncheck, gocyclo, deadcode, gotestsum} | -[qv] -tests -json -quiet -severity= -confidence= -show= -over=:number -set_exit_status | in*
# GNU make 4.4, ninja 1.12, just 1, Task 3 and others like them; a target is a command of its own; a variable, -f, -C, -I, --eval, -t run other things
{make, gmake, bmake} | -[sknwBdpqirRS] -j=?:number -l=?:number -O=? --silent --quiet --keep-going --jobs=?:number --dry-run --just-print --no-print-directory --print-directory --always-make --question --debug=? --trace --version --ignore-errors --output-sync=? --warn-undefined-variables --print-data-base --no-builtin-rules ^-f=:in ^--file=:in ^-C=:in ^--directory=:in |
{ninja, samu} | -[nvd] -j=:number -k=:number -l=:number --version --verbose --quiet ^-C=:in |
just | -[lnqv] --list --summary --dry-run --quiet --verbose --evaluate --dump --variables --groups --unsorted ^-f=:in ^--justfile=:in ^-d=:in |
{task, go-task} | -[lansv] --list --list-all --dry --silent --status --summary --verbose --json --sort= --color ^-f ^--force ^-p ^--parallel ^-t=:in ^-d=:in |
{rake, invoke, gulp, grunt, jake, doit} | -[TPnqsv] --tasks --list --dry-run --trace --quiet --silent --verbose --prereqs --all --version --no-color ^-f=:in |
{bazel, bazelisk} {query, cquery, info, version, aquery} | --output= --keep_going --noimplicit_deps --notool_deps --noshow_progress --order_output= | text*
{bazel, bazelisk} {build, test, clean, fetch, sync, coverage, shutdown} | --keep_going -k -j=:number --jobs=:number -c= --compilation_mode= --test_output= --nocache_test_results --test_filter=:term --verbose_failures --noshow_progress --runs_per_test=:number --expunge --color= --build_tests_only --test_tag_filters= --nobuild |
cmake --build | -[v] -j=?:number --parallel=?:number --target= -t= --config= --clean-first --verbose | own
cmake {--list-presets, --system-information, -LAH, -L, -N} | | in?
cmake | --fresh --log-level= -Wno-dev ^-S=:in ^-B=:own ^-G=:term ^-D=:term ^--preset= ^--install=:own ^--prefix=:own ^--component= ^--open=:in ^-i | in?
ctest | -[VNQF] -j=?:number -R=:term -E=:term -L=:term -LE=:term -C= --output-on-failure --rerun-failed --test-dir=:own --verbose --extra-verbose --progress --show-only --timeout=:number --stop-on-failure --parallel=?:number --repeat= --print-labels --no-tests= --version --schedule-random --preset= --list-presets |
meson {setup, compile, test, configure, introspect, install, dist, wrap list, wrap status} | -[vq] -C=:own -j=:number --quiet --verbose --list --suite= --no-rebuild --print-errorlogs --num-processes=:number --repeat=:number -t=:number --targets --tests --buildoptions --dependencies --installed --dry-run ^--wipe ^--reconfigure ^--buildtype= ^--prefix=:own ^-D=:term | own*
{scons, waf, xmake, autoreconf, automake, autoconf} | -[ncqs] -j=:number --version --dry-run --quiet --silent ^-fi ^-vfi ^--install ^--force |
# GCC 14, Clang 19; not @file, -B, -specs, -wrapper, -fplugin, -Xclang -load, -dumpdir, -Wl options but rpath
{gcc, g++, clang, clang++, cc, c++} | -[cSEgvwMP] -Wall -Wextra -Wpedantic -Werror -pedantic -pedantic-errors -Wshadow -Wconversion -Weverything -O0 -O1 -O2 -O3 -Os -Og -Oz -Ofast -g0 -g1 -g2 -g3 -ggdb -std=:term -fPIC -fpic -pthread -shared -static -fsyntax-only -fno-omit-frame-pointer -fsanitize=:term -march=:term -mtune=:term -m32 -m64 -D=:term -U=:term -I=:in -L=:in -l=:name -o=:own -x=:term -MM -MD -MMD -MP -MF=:own -include=:in -isystem=:in --version -dumpversion -dumpmachine -print-search-dirs -fverbose-asm -masm=:term -ansi -fopenmp -flto -fstack-protector-strong -fdiagnostics-color=:term -emit-llvm -ferror-limit=:term -nostdlib -ffreestanding -fno-exceptions -fno-rtti -rdynamic -pipe --coverage | in*
clang-format | -[ni] --dry-run --Werror --style=llvm --style=google --style=file --style=mozilla --style=webkit --style=gnu --dump-config --verbose --version | own*
cppcheck | -[qvj] --enable= --std= --language= --inline-suppr --error-exitcode=:number --suppress=:term --force --quiet --verbose --version --xml -I=:in --max-configs=:number --check-config --errorlist --inconclusive | in*
{cpplint, shellcheck, hadolint, actionlint, checkmake, shfmt -d, shfmt -l, dotenv-linter, vale, tflint, buf lint, protolint, sqlfluff lint, ansible-lint, kubeconform, kube-linter lint, checkov -f, xmllint --noout, tidy -e, html5validator, editorconfig-checker, lychee --offline} | -[xqvna] --quiet --verbose --version --no-color --color= --severity= --shell= -s= -e= --exclude=:term --ignore=:term --recursive --filter=:term --linelength=:number --strict --summary --norc -S= -o=all --dialect= --list-optional --wiki-link-count=:number | in*
shfmt | -[dlsp] -i=:number -ci -bn -sr -kp -fn -ln= --diff --list --simplify --indent=:number ^-w ^--write | in*
# typos 1; not --config, --file-list, --write-changes
typos | --diff --hidden --no-ignore --files --type-list --format=:name --brief --quiet -q -v --exclude=:term --sort ^-w ^--write-changes | in*
# JDK 21; not -J, -processor, @file, -D, --patch-module
javac | -g -nowarn -verbose -deprecation -parameters -Xlint -Xlint:all -Werror -d=:own -cp=:in -classpath=:in --class-path=:in -sourcepath=:in --release=:number -source=:number -target=:number -encoding= -version -proc:none --enable-preview | in*
{java, kotlin, scala, groovy} {-version} | |
{javap, jdeps} | -[cvslpR] -private -public -protected -package -constants -verbose -summary -version --list-deps --print-module-deps -cp=:in -classpath=:in | in*
{jps, jcmd -l, jinfo, jstack, jstat -gc} | -[lmvq] | name*
jar {tf, -tf, --list, tvf, -tvf} | -v | in*
{mvn, mvnw, ./mvnw} | ${maven} |
{mvn, mvnw, ./mvnw} {test, verify, compile, package, validate, clean, install, dependency:tree, dependency:list, dependency:analyze, help:effective-pom, versions:display-dependency-updates, spotless:check, checkstyle:check} | ${maven} -Dtest=:term |
{gradle, gradlew, ./gradlew} | ${gradle} |
{gradle, gradlew, ./gradlew} {test, build, check, clean, assemble, tasks, dependencies, projects, properties, help, lint, compileJava, compileKotlin, spotlessCheck, ktlintCheck, detekt} | ${gradle} |
{sbt, ant, lein} {test, compile, clean, build, package, check, deps, version, -version, -p} | -[qv] -quiet -verbose |
{ktlint, detekt, checkstyle, google-java-format --dry-run} | --color --relative --reporter=plain --reporter=json --version -n | in*
# .NET 9; not -p:, --logger, --settings, --collect, -o, --diag, --artifacts-path, -bl, --runtime, --project; run is the project’s own code
dotnet {test, build, run, restore, clean, format} | -v= --verbosity= --no-build --no-restore --no-incremental -c= --configuration= -f= --framework= --filter=:term -t --list-tests --nologo --no-dependencies --interactive=false --force --blame --verify-no-changes --severity= --include=:in --exclude=:in -tl --tl --locked-mode --no-cache --ignore-failed-sources ^-o=:own ^--output=:own ^-r= ^--runtime= ^--self-contained ^--project=:in |
dotnet {--info, --list-sdks, --list-runtimes, list package, list reference, list, sln list, tool list, nuget locals --list, nuget list source, workload list, workload search, new list, new search, user-secrets list, sdk check, package search} | --outdated --vulnerable --deprecated --include-transitive --framework= --format= -g --global --verbosity= --take=:number | own?
dotnet {new, add, remove, sln add, sln remove, tool install, tool uninstall, tool update, tool restore, add package, remove package, add reference, publish, pack, nuget add, nuget push, nuget delete, user-secrets set, workload install} | ^-n= ^--name= ^-o=:own ^--output=:own ^-f= ^--framework= ^--version= ^-g ^--global ^--force ^--prerelease ^-lang= ^--no-restore ^-c= ^--configuration= |
# Ruby 3.3, Bundler 2.5, RSpec 3, RuboCop 1; not -r, -I, --require, --init-file, -c, --config, -o, --out, --plugin
{ruby, php, perl, lua, R, ghc, swift, elixir, erl, crystal, nim, zig, dart, ocaml, julia} {-v, -V, version} | |
ruby {-c, -wc} | | in+
php -l | | in+
{rspec, bundle exec rspec} | -[pb] --format=progress --format=documentation --format=json -fd -fp --fail-fast=?:number --only-failures --next-failure --tag=:term -t=:term -e=:term --example=:term --color --no-color --force-color --profile=?:number --backtrace --dry-run --order= --seed=:number --warnings --no-profile --version --exclude-pattern=:term --pattern=:term -P=:term | in*
{rubocop, bundle exec rubocop, standardrb, brakeman, reek, erblint, haml-lint, slim-lint} | -[qvSEPDL] --only= --except= --parallel --fail-level= --display-cop-names --list-target-files --version --display-time --extra-details --force-exclusion --no-color --color --lint --show-cops --no-pager --quiet --no-exit-on-warn ^-a ^-A ^--autocorrect ^--autocorrect-all ^--auto-correct | in*
bundle {list, show, outdated, info, check, licenses, platform, version, config list, config get, doctor, why, env} | --paths --parseable --only-explicit --strict --local --name-only --without-group= --only-group= --path | spec*
{bundle, bundle install} | --quiet --local --jobs=:number --retry=:number --frozen |
bundle {update, add, remove, lock, clean, config, init, config set, cache, package, pristine, binstubs} | --quiet --local ^--path=:own ^--group= ^--all ^--conservative ^--add-platform= |
gem {list, search, info, environment, which, contents, dependency, outdated, specification, sources --list, stale} | -[ldraq] --local --remote --all --versions --prefix --quiet --exact -e -n=:term | spec*
gem {install, uninstall, update, build, push, cleanup, pristine, yank} | --quiet -q ^-v= ^--version= ^--no-document ^-N ^--user-install ^-a ^--all ^-x ^--system |
{rails, bin/rails} {routes, about, stats, notes, db:version, db:migrate:status, middleware, time:zones, test, zeitwerk:check, initializers} | -[cEvfd] -g=:term --expanded -n=:term --fail-fast | in*
{rails, bin/rails} {new, generate, g, destroy, d, db:migrate, db:rollback, db:seed, db:create, db:drop, db:reset, db:setup, db:schema:load, assets:precompile, assets:clean, tmp:clear, log:clear} | ^--database= ^-d= ^--skip-test ^--api ^--minimal ^--force ^--pretend ^--css= ^-T ^-j= |
# PHP 8, Composer 2, PHPUnit 11, PHPStan 2 and others like them; not -d, -c, --configuration, --bootstrap, --working-dir, --printer
composer {show, info, outdated, validate, diagnose, licenses, audit, why, depends, why-not, prohibits, status, about, search, config --list, check-platform-reqs, fund, global show, suggests} | -[iaDtrNosPnq] --installed --all --direct --tree --no-dev --no-check-all --no-check-publish --strict --format= --no-ansi --no-interaction --quiet --minor-only --latest --available --self --locked --path --name-only --platform | spec*
composer {install, update, dump-autoload, dumpautoload, i, u} | -[qnvoawW] -vvv --no-dev --no-scripts --no-plugins --no-interaction --no-progress --quiet --dry-run --prefer-dist --prefer-source --optimize-autoloader --classmap-authoritative --no-ansi --lock --with-dependencies --with-all-dependencies | spec*
composer {require, remove, create-project, init, config, self-update, clear-cache, archive, bump, reinstall, global require, test} | -[qn] --quiet --no-interaction ^--dev ^-W ^-w ^--with-all-dependencies ^--no-update ^--preview ^--rollback ^--sort-packages |
{phpunit, vendor/bin/phpunit, ./vendor/bin/phpunit, pest, vendor/bin/pest, ./vendor/bin/pest, paratest, php artisan test} | ${phpunit} | in*
{phpstan analyse, phpstan analyze, vendor/bin/phpstan analyse, ./vendor/bin/phpstan analyse, psalm, vendor/bin/psalm, phpcs, vendor/bin/phpcs, php-cs-fixer check, pint --test} | -[qvsn] -l= --level= --no-progress --no-cache --no-interaction --error-format= --memory-limit= --threads=:number --diff --dry-run --standard=PSR12 --standard=PSR2 --report= --colors --extensions= --ignore=:term --version --ansi --no-ansi --stats | in*
php artisan {route:list, list, about, migrate:status, env, config:show, queue:failed, schedule:list, db:show, model:show, event:list, channel:list, db:table} | --columns= --path=:term --name=:term --method= --except-vendor --json --compact --no-ansi --sort= | spec*
php artisan {migrate, migrate:rollback, migrate:fresh, migrate:refresh, migrate:reset, db:seed, make:model, make:controller, make:migration, make:seeder, make:factory, make:request, make:resource, make:test, make:command, make:middleware, make:job, cache:clear, config:cache, config:clear, route:cache, route:clear, view:clear, optimize, optimize:clear, key:generate, down, up, storage:link} | --no-interaction -n --quiet -q ^--force ^--seed ^--step= ^--class= ^-m ^-c ^-r ^-f ^-a ^--all ^--create= ^--table= ^--pretend |
# Swift 6, Elixir 1.18, Haskell, Dart 3, Flutter 3, Zig 0.14: what they build, check and print; not run, exec, script, repl, cmd
swift {build, test, package describe, package show-dependencies, package dump-package, package resolve, package clean} | -[qv] -c= --configuration= --verbose --quiet --filter=:term --skip=:term --parallel --list-tests --product= --target= --build-tests --enable-code-coverage --skip-build --type= -j=:number |
mix {test, compile, format --check-formatted, deps, deps.tree, deps.get, hex.outdated, hex.info, credo, dialyzer, phx.routes, xref graph, ecto.migrations, app.tree, clean, deps.clean, deps.compile, help} | --warnings-as-errors --trace --failed --stale --max-failures=:number --seed=:number --only=:term --exclude=:term --include=:term --cover --dry-run --force --strict --all --slowest=:number --color --no-color --unused | in*
mix {format, deps.update, deps.unlock, ecto.create, ecto.migrate, ecto.rollback, ecto.gen.migration, phx.gen.schema, local.hex, new, phx.new} | ^--all ^--force ^--unused ^--sup ^--app= ^--no-ecto |
{stack, cabal} {build, test, list, info, path, ls dependencies, ls snapshots, -V, outdated, check, clean, haddock, update} | -[jv] --fast --pedantic --test --no-run-tests --dry-run --only-dependencies --verbose= --enable-tests --jobs= --simple-output --installed -O0 -O1 -O2 | spec*
{dart, flutter} {analyze, test, doctor, devices, pub get, pub outdated, pub deps, config --list, emulators, fix --dry-run, clean, channel} | -[vhjr] --fatal-infos --fatal-warnings --no-fatal-infos --no-fatal-warnings --coverage --name=:term --plain-name=:term --tags=:term --exclude-tags=:term --concurrency=:number --no-pub --verbose --offline --json | in*
dart format | --output=none --output=show --set-exit-if-changed --line-length=:number -l=:number | own*
{dart, flutter} {pub upgrade, pub add, pub remove, create, build, upgrade, install, pub global activate, pub publish, fix} | ^--apply ^--org= ^--template= ^--platforms= ^--dev ^--release ^--debug ^--dry-run ^-d= |
zig {build, build test, fmt, targets, env, zen, ast-check} | --summary= --verbose --check -Doptimize= -O= -fsummary | own*
`;
